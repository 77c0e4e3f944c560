"""What a description says instead of a value: unknown, not applicable, disputed; else it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib.namespace import DCTERMS, SKOS
from rdflib.term import Node

from educluster import names
from educluster.names import EC
from educluster.reports import Path, State, Statement
from educluster.shapes.naming import Naming
from educluster.shapes.rdf import texts

_ON = rdflib.URIRef(EC + "onProperty")
_STATES = {
    rdflib.URIRef(EC + "unknown"): State.UNKNOWN,
    rdflib.URIRef(EC + "notApplicable"): State.NOT_APPLICABLE,
    rdflib.URIRef(EC + "disputed"): State.DISPUTED,
}


def statements(data: rdflib.Graph, nodes: Iterable[Node], naming: Naming) -> Iterator[Statement]:
    """Yield what is said of the properties of some nodes instead of values."""
    for node in nodes:
        for predicate, state in _STATES.items():
            for record in sorted(data.objects(node, predicate), key=str):
                for about in sorted(data.objects(record, _ON), key=str):
                    yield _statement(data, record, state, str(about), naming)


def _statement(data: rdflib.Graph, record: Node, state: State, about: str, naming: Naming) -> Statement:
    return Statement(
        state=state,
        path=about,
        words=naming.called(about) or {"en": names.shorten(about)},
        note=texts(data, record, SKOS.note),
        date=str(data.value(record, DCTERMS.date) or ""),
        place=naming.place(record),
    )


def of(path: Path | None, said: Iterable[Statement], naming: Naming) -> Statement | None:
    """Return what is said about a path without a value: a record on one of its properties, else left out."""
    if path is None:
        return None
    asked = list(_predicates(path))
    for each in said:
        if each.path in asked:
            return each
    return Statement(State.LEFT_OUT, asked[0], naming.called(asked[0]), {}) if asked else None


def _predicates(path: Path) -> Iterator[str]:
    if path.kind == "predicate":
        yield path.iri
    for part in path.parts:
        yield from _predicates(part)
