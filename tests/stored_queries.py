"""Queries of shapes asked of a store: another way to the rows that closures give, for tests.

What is given is put into a graph of its own, and every group of the query takes it from there: so blank nodes
can be given, and nested groups and subselects know the value.  A store writes numbers, booleans and dates in
their canonical form: "01"^^xsd:integer of the data is 1 in its rows.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import pairwise
from weakref import WeakKeyDictionary

import pyoxigraph

from educluster.graphs import Graph, Triple, iri
from educluster.shapes.compiled.sparql.fitness import Read
from educluster.shapes.compiled.sparql.paths import triples
from educluster.shapes.compiled.sparql.solutions import Failed, Row, Scope
from educluster.shapes.compiled.sparql.syntax import mentioned
from educluster.shapes.compiled.sparql.words import words

_OURS = "urn:educluster:given"
_GIVEN = pyoxigraph.NamedNode(_OURS)
_SHAPES = pyoxigraph.NamedNode(_OURS + ":shapes")

_stores: WeakKeyDictionary[Graph, pyoxigraph.Store] = WeakKeyDictionary()


def select(read: Read, graph: Graph, given: Mapping[str, str]) -> list[Row]:
    """Return the rows of a query."""
    return list(Stored(read, None).step(graph, Scope(dict(given)), {}))


class Stored:
    """A query that runs on a store."""

    def __init__(self, read: Read, shapes: Graph | None) -> None:
        self.read, self.shapes = read, shapes
        self.mentioned = mentioned(read.query)

    def step(self, graph: Graph, scope: Scope, row: Row) -> Iterator[Row]:
        """Yield the rows of the query; one without names where it is an ASK query that holds."""
        given = {name: value for name, value in scope.given.items() if name in self.mentioned}
        if self.shapes is not None and "shapesGraph" in given:
            given["shapesGraph"] = str(_SHAPES)
        yield from self._rows(self._prepared(graph, given), given)

    def _prepared(self, graph: Graph, given: Mapping[str, str]) -> pyoxigraph.Store:
        """Return the store of a graph, with what is given."""
        store = _stores.get(graph)
        if store is None:
            store = _stores[graph] = pyoxigraph.Store()
            store.bulk_extend(_quads(triples(graph), pyoxigraph.DefaultGraph()))
        store.clear_graph(_GIVEN)
        marks = ((iri(f"{_OURS}:{name}"), str(_GIVEN), value) for name, value in given.items())
        store.extend(_quads(marks, _GIVEN))
        if self.shapes is not None and "shapesGraph" in given:
            store.clear_graph(_SHAPES)
            store.bulk_extend(_quads(self.shapes, _SHAPES))
        return store

    def _rows(self, store: pyoxigraph.Store, given: Mapping[str, str]) -> Iterator[Row]:
        try:
            found = store.query(with_given(self.read.text, given), prefixes=dict(self.read.prefixes))
            if isinstance(found, pyoxigraph.QuerySolutions):
                names = [each.value for each in found.variables if each.value in self.read.selected]
                yield from (_row(each, names) for each in found)
            elif found:
                yield {}
        except (OSError, RuntimeError, SyntaxError) as error:
            raise Failed(f"the query failed: {error}") from error


def _row(solution: pyoxigraph.QuerySolution, names: Iterable[str]) -> Row:
    return {name: str(value) for name in names if (value := solution[name]) is not None}


def with_given(text: str, names: Iterable[str]) -> str:
    """Return a query of which each group begins with where it takes the values that are given."""
    marks = " ".join(f"<{_OURS}:{name}> <{_OURS}> ?{name} ." for name in names)
    if not marks:
        return text
    found, last, read = "", 0, words(text)
    for each, after in pairwise(read):
        if each.says("{") and not after.says("SELECT"):
            found += f"{text[last : each.end]} GRAPH <{_OURS}> {{ {marks} }} "
            last = each.end
    return found + text[last:]


def _quads(
    found: Iterable[Triple], name: pyoxigraph.NamedNode | pyoxigraph.DefaultGraph
) -> list[pyoxigraph.Quad]:
    """Return triples as the store takes them; blank nodes keep their names."""
    lines = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in found)
    read = pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_TRIPLES)
    return [pyoxigraph.Quad(each.subject, each.predicate, each.object, name) for each in read]
