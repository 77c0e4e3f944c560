"""Describe what has an IRI of ours: its documents by format and profile, and what a page shows of it."""

from educluster.describe.describing import Beside, Describing
from educluster.describe.model import Claim, Form, Part, Thing
from educluster.describe.profiles import CLAIMS, LABELS, MODEL, Kind, Profile
from educluster.describe.reading import tag
from educluster.describe.schema import schema_org

__all__ = [
    "CLAIMS",
    "LABELS",
    "MODEL",
    "Beside",
    "Claim",
    "Describing",
    "Form",
    "Kind",
    "Part",
    "Profile",
    "Thing",
    "schema_org",
    "tag",
]
