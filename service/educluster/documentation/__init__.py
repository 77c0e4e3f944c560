"""The documentation of a release, from rows of data to pages, a drawing and a context; pure: no I/O.

What is written of an entry (a term of the ontology, a concept, a person, a work) comes from the graph
alone, so that a page cannot say what the graph does not.
"""

from educluster.documentation.context import json_ld_context
from educluster.documentation.diagram import draw
from educluster.documentation.gathering import Rows, gather
from educluster.documentation.model import About, Claim, Download, Entry, Handbook, Place
from educluster.documentation.pages import render

__all__ = [
    "About",
    "Claim",
    "Download",
    "Entry",
    "Handbook",
    "Place",
    "Rows",
    "draw",
    "gather",
    "json_ld_context",
    "render",
]
