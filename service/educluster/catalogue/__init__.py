"""What the service and its data are, as RDF for machines: service description, VoID, stored questions.

Hides how triples are written; pure: what is counted comes in, bytes go out.
"""

from educluster.catalogue.dataset import describe_dataset
from educluster.catalogue.examples import describe_questions
from educluster.catalogue.model import Bounds, Counted, Graph, Links, Place, Use, namespace
from educluster.catalogue.service import describe_service

__all__ = [
    "Bounds",
    "Counted",
    "Graph",
    "Links",
    "Place",
    "Use",
    "describe_dataset",
    "describe_questions",
    "describe_service",
    "namespace",
]
