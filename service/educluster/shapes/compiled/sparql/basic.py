"""Triple patterns: solved from the ends that are known, those that say most first."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from educluster.graphs import EMPTY, Graph, Path, iri
from educluster.shapes.compiled.sparql.paths import (
    Walk,
    about,
    is_node,
    may_be_empty,
    pairs,
    pointing,
    triples,
    walk,
)
from educluster.shapes.compiled.sparql.solutions import Names, Row, Scope, Step
from educluster.shapes.compiled.sparql.syntax import Term, TriplePattern, Variable


def in_order(patterns: Sequence[TriplePattern], known: Names) -> list[TriplePattern]:
    """Return triple patterns in the order in which they are solved; `known` have their values before."""
    left, found = list(patterns), []
    while left:
        best = min(left, key=lambda each: cost(each, known))
        left.remove(best)
        found.append(best)
        known |= best.variables
    return found


def cost(pattern: TriplePattern, known: Names) -> int:
    """Return how dear it is to solve a pattern: with both ends known it is only looked up."""
    ends = [_is_known(pattern.subject, known), _is_known(pattern.value, known)]
    found = {(True, True): 0, (True, False): 1, (False, True): 2, (False, False): 5}[ends[0], ends[1]]
    return found + (2 if not _is_known(pattern.path, known) else 0)


def _is_known(term: Term | Path, known: Names) -> bool:
    return not isinstance(term, Variable) or term.name in known


def among(name: str, values: tuple[str, ...]) -> Step:
    """Return the step that tries the only values that a variable can have."""
    allowed = frozenset(values)

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        if name in row:
            return (row,) if row[name] in allowed else ()
        return ({**row, name: each} for each in values)

    return step


def solved(pattern: TriplePattern) -> Step:
    """Return the step that solves a triple pattern."""
    start, value = _end(pattern.subject), _end(pattern.value)
    if isinstance(pattern.path, Variable):
        return _any_predicate(start, pattern.path.name, value)
    if pattern.path.kind == "predicate":
        return _one_predicate(start, iri(pattern.path.iri), value)
    step = _path(start, pattern.path, value)
    return _between_nodes(step, start[0], value[0]) if may_be_empty(pattern.path) else step


_End = tuple[str, str | None]  # a variable and nothing, or no variable and a token


def _end(term: Term) -> _End:
    return (term.name, None) if isinstance(term, Variable) else ("", term)


def _one_predicate(start: _End, predicate: str, end: _End) -> Step:
    (subject, this), (value, that) = start, end

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        node, known = this or row.get(subject), that or row.get(value)
        if node is not None:
            found = graph.forth[predicate].get(node, EMPTY)
            if known is None:
                return [{**row, value: each} for each in found]
            return (row,) if known in found else ()
        if known is not None:
            return [{**row, subject: each} for each in graph.back[predicate].get(known, EMPTY)]
        return _both(graph.pairs(predicate), subject, value, row)

    return step


def _path(start: _End, path: Path, end: _End) -> Step:
    (subject, this), (value, that) = start, end
    there, back, both = walk(path), walk(path.inverted), pairs(path)

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        node, known = this or row.get(subject), that or row.get(value)
        if node is not None and known is not None:
            return _ways(there, graph, node, known, row)
        if node is not None:
            return ({**row, value: each} for each in there(graph, node))
        if known is not None:
            return ({**row, subject: each} for each in back(graph, known))
        return _both(both(graph), subject, value, row)

    return step


def _between_nodes(inner: Step, subject: str, value: str) -> Step:
    """Return the step of a path that may be empty: between two variables it joins nodes of the graph alone.

    Source: SPARQL 1.1, section 18.4 (ZeroLengthPath); a variable with a value that is given counts as a term.
    """

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        if subject and value and subject not in scope.given and value not in scope.given:
            for each in (subject, value):
                if each in row and not is_node(graph, row[each]):
                    return ()
        return inner(graph, scope, row)

    return step


def _ways(there: Walk, graph: Graph, node: str, known: str, row: Row) -> Iterable[Row]:
    """Return a solution for each way from one node to another."""
    found = there(graph, node)
    if isinstance(found, dict):
        return (row,) if known in found else ()
    return (row for each in found if each == known)


def _both(found: Iterable[tuple[str, str]], subject: str, value: str, row: Row) -> Iterator[Row]:
    if subject == value:
        return ({**row, subject: start} for start, end in found if start == end)
    return ({**row, subject: start, value: end} for start, end in found)


def _any_predicate(start: _End, predicate: str, end: _End) -> Step:
    (subject, this), (value, that) = start, end

    def step(graph: Graph, scope: Scope, row: Row) -> Iterator[Row]:
        node, known = this or row.get(subject), that or row.get(value)
        for triple in _candidates(graph, node, row.get(predicate), known):
            found = row
            for name, term in zip((subject, predicate, value), triple, strict=True):
                if name and found.get(name, term) != term:
                    break
                found = {**found, name: term} if name else found
            else:
                yield found

    return step


def _candidates(
    graph: Graph, subject: str | None, predicate: str | None, value: str | None
) -> Iterator[tuple[str, str, str]]:
    """Yield the triples that have what is known of them."""
    if predicate is not None:
        yield from _under(graph, subject, predicate, value)
    elif subject is not None:
        yield from ((subject, each, end) for each, end in about(graph, subject) if value in (None, end))
    elif value is not None:
        yield from ((start, each, value) for start, each in pointing(graph, value))
    else:
        yield from triples(graph)


def _under(
    graph: Graph, subject: str | None, predicate: str, value: str | None
) -> Iterator[tuple[str, str, str]]:
    if subject is not None:
        ends = graph.objects(subject, predicate)
        found = ends if value is None else [value] if value in ends else []
        return ((subject, predicate, each) for each in found)
    if value is not None:
        return ((each, predicate, value) for each in graph.subjects(predicate, value))
    return ((start, predicate, end) for start, end in graph.pairs(predicate))
