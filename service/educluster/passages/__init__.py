"""Passages of articles: what they are known by, and where they stand in a reader's own copy.  Pure: no I/O.

A text is known by its digest, or by the marks of its runs of words (`fingerprint`), which outlive another
extraction.  A `Library` holds claims with their locators; `report` finds the article that a copy is of, and
in it the passages of its claims; `render` shows them.
"""

from educluster.passages.choosing import Wish
from educluster.passages.claims import Library
from educluster.passages.index import Index
from educluster.passages.matching import find
from educluster.passages.model import Copy, Found, Locator, Place, Report, Selector, Sure
from educluster.passages.rendering import render
from educluster.passages.reporting import report
from educluster.passages.words import digest, fingerprint, lines, mark, runs, words

__all__ = [
    "Copy", "Found", "Index", "Library", "Locator", "Place", "Report", "Selector", "Sure", "Wish",
    "digest", "find", "fingerprint", "lines", "mark", "render", "report", "runs", "words",
]  # fmt: skip
