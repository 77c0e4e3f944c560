"""What a validation found, and its faces: JSON, text, HTML, CSV, SARIF, JUnit, RDF.  Pure: no I/O.

A report is the same bytes for the same document, profile, language and version: no time stands in it.
"""

from educluster.reports.model import (
    Answer,
    Document,
    Entry,
    Finding,
    NotYet,
    Part,
    Place,
    ProfileName,
    Reason,
    Report,
    Row,
    Score,
    Severity,
    Source,
    State,
    Statement,
    Subject,
    Term,
    Texts,
    Unseen,
    Verdict,
)
from educluster.reports.page import STYLE, fragment
from educluster.reports.rendering import render, render_all

__all__ = [
    "STYLE",
    "Answer",
    "Document",
    "Entry",
    "Finding",
    "NotYet",
    "Part",
    "Place",
    "ProfileName",
    "Reason",
    "Report",
    "Row",
    "Score",
    "Severity",
    "Source",
    "State",
    "Statement",
    "Subject",
    "Term",
    "Texts",
    "Unseen",
    "Verdict",
    "fragment",
    "render",
    "render_all",
]
