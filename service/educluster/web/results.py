"""The answer to a query as what a page shows of it: a table, yes or no, or the text of a graph."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import Any, TypeVar

from educluster import names

T = TypeVar("T")
_PLAIN = {names.XSD + "string", names.RDF + "langString", names.RDF + "dirLangString"}
MOST_ROWS = 1000
_MOST_BYTES = 4 * 1024 * 1024
# Of a table: each cell takes some time to write, and each character stands in it up to seven times.
_MOST_CELLS, _MOST_CHARACTERS = 10_000, 500_000


@dataclass(frozen=True)
class Cell:
    """A term of a row: what is shown of it, the IRI that it is, its language or datatype."""

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""

    @property
    def is_web(self) -> bool:
        """Return whether the IRI is an address of others that a browser can open."""
        return is_foreign(self.iri)


@dataclass(frozen=True)
class Shown:
    """What a page shows of an answer; nothing but `too_large` where that would be too much for one.

    `more` says that there are more rows than are shown.
    """

    columns: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()
    truth: bool | None = None
    graph: str | None = None
    too_large: bool = False
    more: bool = False


def fits(size: int) -> bool:
    """Return whether an answer of so many bytes is shown in a page."""
    return size <= _MOST_BYTES


def of_bindings(data: bytes) -> Shown:
    """Return an answer in SPARQL's JSON.  Source: SPARQL 1.1 Query Results JSON Format, section 3."""
    try:
        told = json.loads(data)
        if "boolean" in told:
            return Shown(truth=bool(told["boolean"]))
        columns = tuple(told["head"]["vars"])
        bindings = told["results"]["bindings"]
        made = (tuple(_cell(each.get(name)) for name in columns) for each in bindings)
        rows = tuple(bounded(made, lambda cell: len(cell.iri or cell.text)))
    except RecursionError:  # triples in triples in triples
        return Shown(too_large=True)
    return Shown(columns, rows, too_large=bool(bindings) and not rows, more=len(rows) < len(bindings))


def bounded(rows: Iterable[tuple[T, ...]], length: Callable[[T], int]) -> Iterator[tuple[T, ...]]:
    """Yield the rows of a table that a page can show; `length` is of what is written of a cell."""
    cells = characters = 0
    for row in rows:
        cells += len(row)
        characters += sum(map(length, row))
        if cells > _MOST_CELLS or characters > _MOST_CHARACTERS:
            return
        yield row


def is_foreign(iri: str) -> bool:
    """Return whether an IRI is an address of others that a browser can open."""
    return iri.startswith(("http://", "https://")) and not iri.startswith(names.BASE)


def _cell(term: dict[str, Any] | None) -> Cell:
    if term is None:
        return Cell("")
    value = term["value"]
    if term["type"] == "uri":
        return Cell(names.shorten(value), iri=value)
    if term["type"] == "bnode":
        return Cell(f"_:{value}")
    if term["type"] == "triple":
        parts = (_cell(value[each]).text for each in ("subject", "predicate", "object"))
        return Cell(f"<<( {' '.join(parts)} )>>")
    datatype = term.get("datatype", "")
    direction = f"--{term['its:dir']}" if "its:dir" in term else ""
    return Cell(
        value,
        language=term.get("xml:lang", "") + direction,
        datatype="" if datatype in _PLAIN or not datatype else names.shorten(datatype),
    )
