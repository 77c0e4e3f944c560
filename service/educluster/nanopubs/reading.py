"""Rows of queries/nanopubs/claims.rq, put together claim by claim."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pyoxigraph import Literal, NamedNode

from educluster.names import XSD
from educluster.nanopubs.model import Claim, Passage

Row = Mapping[str, str]  # each value the plain text of a term; what is unbound is left out, or ""

_DATE = NamedNode(XSD + "date")
_ENGLISH = "en"  # in which notes are written


def read(rows: Iterable[Row]) -> Iterator[Claim]:
    """Yield each claim of the rows, by its IRI; the order of the rows makes no difference.

    Raises KeyError for a row of another query.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        found.setdefault(row["claim"], []).append(row)
    for iri in sorted(found):
        yield _claim(iri, found[iri])


def _claim(iri: str, rows: list[Row]) -> Claim:
    first = rows[0]
    return Claim(
        iri,
        NamedNode(first["subject"]),
        NamedNode(first["relation"]),
        _object(first),
        NamedNode(first["stance"]),
        NamedNode(first["status"]),
        NamedNode(first["reader"]),
        Literal(first["day"], datatype=_DATE),
        tuple(map(NamedNode, _distinct(rows, "work"))),
        tuple(map(NamedNode, _distinct(rows, "person"))),
        tuple(Literal(note, language=_ENGLISH) for note in _distinct(rows, "note")),
        _passages(rows),
    )


def _object(row: Row) -> NamedNode | Literal:
    if row["object_kind"] == "iri":
        return NamedNode(row["object"])
    if language := row.get("object_language"):
        return Literal(row["object"], language=language)
    return Literal(row["object"], datatype=NamedNode(row["object_datatype"]))


def _distinct(rows: list[Row], column: str) -> list[str]:
    return sorted({value for row in rows if (value := row.get(column))})


def _passages(rows: list[Row]) -> tuple[Passage, ...]:
    columns = ("source", "section", "ordinal", "page", "finder")
    return tuple(
        sorted({Passage(*(row.get(each, "") for each in columns)) for row in rows if row.get("source")})
    )
