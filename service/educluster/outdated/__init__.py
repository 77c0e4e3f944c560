"""Is this data up to date?  What of our names it uses that are unknown, deprecated or renamed, and the patch.

Hides how documents, tables and endpoints are read, and how a name that is not known is put right.
"""

from educluster.outdated.checking import Checking
from educluster.outdated.model import Document, Finding, Kind, Meant, Spot, Told, Use
from educluster.outdated.patching import patch
from educluster.outdated.reading import READ
from educluster.outdated.writing import as_csv, as_json, as_text

__all__ = [
    "READ",
    "Checking",
    "Document",
    "Finding",
    "Kind",
    "Meant",
    "Spot",
    "Told",
    "Use",
    "as_csv",
    "as_json",
    "as_text",
    "patch",
]
