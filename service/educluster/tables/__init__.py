"""The answer to a question as a table, and its faces: CSV, XLSX, DOCX, HTML, Turtle.  Pure: no I/O.

A face is the same bytes for the same table and what is told of it: no time of day stands in it.
"""

from collections.abc import Callable, Mapping

from educluster.tables.letter import render as docx
from educluster.tables.model import NOTHING, About, Cell, Column, Number, Table
from educluster.tables.page import render as page
from educluster.tables.separated import render as csv
from educluster.tables.statements import render as ttl
from educluster.tables.workbook import render as xlsx

FACES: Mapping[str, Callable[[Table, About], bytes]] = {  # those in which stands what is told of a table
    "xlsx": xlsx,
    "docx": docx,
    "html": lambda table, about: page(table, about).encode(),
    "ttl": ttl,
}

__all__ = [
    "FACES",
    "NOTHING",
    "About",
    "Cell",
    "Column",
    "Number",
    "Table",
    "csv",
    "docx",
    "page",
    "ttl",
    "xlsx",
]
