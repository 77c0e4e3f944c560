"""What a description says instead of a value: unknown, not applicable, disputed; else it is left out."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from educluster import names
from educluster.graphs import Graph, Namespace, Path, text
from educluster.reports import State, Statement
from educluster.shapes.telling.naming import Naming

_EC = Namespace(names.EC)
_STATES = {
    _EC.unknown: State.UNKNOWN,
    _EC.notApplicable: State.NOT_APPLICABLE,
    _EC.disputed: State.DISPUTED,
}
_NOTE, _DATE = f"<{names.SKOS}note>", f"<{names.DCTERMS}date>"


def recording(data: Graph) -> set[str]:
    """Return the nodes of which something is said instead of values: most descriptions have none."""
    return set().union(*(data.forth[each] for each in _STATES))


def statements(data: Graph, node: str, naming: Naming) -> Iterator[Statement]:
    """Yield what is said of the properties of a node instead of values."""
    for predicate, state in _STATES.items():
        for record in sorted(data.objects(node, predicate), key=text):
            for about in sorted(map(text, data.objects(record, _EC.onProperty))):
                yield _statement(data, record, state, about, naming)


def _statement(data: Graph, record: str, state: State, about: str, naming: Naming) -> Statement:
    return Statement(
        state=state,
        path=about,
        words=naming.called(about) or {"en": names.shorten(about)},
        note=data.texts(record, _NOTE),
        date=text(data.value(record, _DATE)),
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
