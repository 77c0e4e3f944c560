"""A table as CSV.  Source: RFC 4180; every text is in quotes, so that numbers alone are numbers."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from math import isfinite

from educluster.tables.model import Cell, Column, Number, Table
from educluster.tables.text import defused_inside

_LABELLED = {"iri", "term"}  # kinds whose values may be IRIs


def render(table: Table, for_excel: bool = False) -> bytes:
    """Return the table in UTF-8, a header of variables first; a column of IRIs is followed by their labels.

    The byte order mark stands there for Excel alone, which takes the text for Latin without it; for R or a
    shell it would be part of the first name.
    """
    text = io.StringIO()
    csv.writer(text, quoting=csv.QUOTE_NONNUMERIC).writerows(_rows(table))
    return text.getvalue().encode("utf-8-sig" if for_excel else "utf-8")


def _rows(table: Table) -> Iterator[list[str | Number]]:
    if table.asked is not None:
        yield ["answer"]
        yield [str(table.asked).lower()]
        return
    yield [defused_inside(name) for name in _header(table.columns)]
    for row in table.rows:
        yield [
            value for column, cell in zip(table.columns, row, strict=True) for value in _values(column, cell)
        ]


def _header(columns: tuple[Column, ...]) -> Iterator[str]:
    taken = {column.name for column in columns}
    for column in columns:
        yield column.name
        if column.kind in _LABELLED:
            label = f"{column.name}_label"
            while label in taken:
                label += "_"
            yield label


def _values(column: Column, cell: Cell) -> Iterator[str | Number]:
    yield _value(cell)
    if column.kind in _LABELLED:
        yield defused_inside(cell.text) if cell.iri and cell.text != cell.iri else ""


def _value(cell: Cell) -> str | Number:
    if cell.number is not None and isfinite(cell.number):
        return cell.number
    if cell.date is not None:
        return cell.date.isoformat()
    return defused_inside(cell.iri or cell.lexical or cell.text)
