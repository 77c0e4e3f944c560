"""What the service and its data are, as RDF for machines: service description, VoID, stored questions.

Hides how triples are written; pure: what is counted comes in, bytes go out.
"""

from educluster.catalogue.crate import CRATE, describe_crate
from educluster.catalogue.dataset import describe_dataset
from educluster.catalogue.downloads import address, anchor, describe_downloads
from educluster.catalogue.examples import describe_questions
from educluster.catalogue.model import Bounds, Counted, Graph, Links, Place, Use, namespace
from educluster.catalogue.parts import PARTS, Edition, File, Offer, Part, part
from educluster.catalogue.representations import Representation, describe_representations
from educluster.catalogue.service import describe_service

__all__ = [
    "CRATE",
    "PARTS",
    "Bounds",
    "Counted",
    "Edition",
    "File",
    "Graph",
    "Links",
    "Offer",
    "Part",
    "Place",
    "Representation",
    "Use",
    "address",
    "anchor",
    "describe_crate",
    "describe_dataset",
    "describe_downloads",
    "describe_questions",
    "describe_representations",
    "describe_service",
    "namespace",
    "part",
]
