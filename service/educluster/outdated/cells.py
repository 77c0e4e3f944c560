"""Tables: CSV and TSV as spreadsheets write them, cell by cell, and the IRIs in a cell."""

from __future__ import annotations

import codecs
import csv
import io
import re
from collections.abc import Iterator
from typing import NamedTuple

from educluster import formats, names
from educluster.errors import BadDocument
from educluster.formats import Format

READ = (formats.CSV, formats.TSV)
_SEPARATORS = ",;\t|"
_LONGEST = 1_000_000  # characters of a cell
_PARTS = re.compile(r"[\s|;,]+")
_WHOLE = re.compile(r"https?://[^\s<>\"{}|\\^`]+")
_SHORT = re.compile(rf"({'|'.join(names.PREFIXES)}):([A-Za-z0-9][\w.~-]*)")


class Cell(NamedTuple):
    """A cell: its line, from 1, the head of its column (else the column's number), its text."""

    line: int
    column: str
    text: str


def cells(body: bytes, written_in: Format) -> Iterator[Cell]:
    """Yield the cells of a table, its head among them.

    Raises BadDocument for what is no table.
    """
    text = _text(body)
    separator = "\t" if written_in is formats.TSV else _separator(text)
    csv.field_size_limit(_LONGEST)
    reader, line, heads = csv.reader(io.StringIO(text, newline=""), delimiter=separator), 1, list[str]()
    try:
        for row in reader:
            heads = heads or row
            for number, cell in enumerate(row):
                if cell:
                    yield Cell(line, _column(heads, number), cell)
            line = reader.line_num + 1
    except csv.Error as error:
        raise BadDocument(f"this is no table: {error}", "save it as CSV in UTF-8", line) from error


def iris(text: str) -> Iterator[str]:
    """Yield the IRIs in a cell: whole, or short with one of the usual prefixes; there may be several."""
    for part in _PARTS.split(text):
        part = part.strip("<>\"'()[]")
        if _WHOLE.fullmatch(part):
            yield part
        elif found := _SHORT.fullmatch(part):
            yield names.PREFIXES[found[1]] + found[2]


def _text(body: bytes) -> str:
    """Return the text of a table: UTF-8, or what Excel writes in Cyrillic; IRIs are the same in all."""
    if body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return body.decode("utf-16", errors="replace")
    try:
        return body.decode("utf-8-sig")
    except UnicodeDecodeError:
        return body.decode("cp1251", errors="replace")


def _separator(text: str) -> str:
    """Return what stands between the cells: of the first line, what occurs most outside quotes."""
    head = re.sub(r'"[^"]*"', "", text.split("\n", 1)[0])
    return max(_SEPARATORS, key=lambda each: (head.count(each), -_SEPARATORS.index(each)))


def _column(heads: list[str], number: int) -> str:
    named = heads[number].strip() if number < len(heads) else ""
    return named[:100] or str(number + 1)
