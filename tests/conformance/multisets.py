"""Results as multisets: what two engines, or an engine and a suite, have to agree on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import rdflib
from rdflib.compare import isomorphic

from conformance.suites import Told
from educluster.graphs import is_blank
from educluster.shapes.results import Result


def told(result: Result) -> Told:
    """Return a result as far as it is compared."""
    path = result.path.sparql if result.path else ""
    return Told(result.focus, path, result.component, result.severity, result.value or "")


def of(results: Iterable[Result]) -> Counter[Told]:
    """Return the results with the number of times each is there."""
    return Counter(map(told, results))


def alike(one: Iterable[Told], other: Iterable[Told]) -> bool:
    """Return whether results are the same when blank nodes of one stand for blank nodes of the other."""
    return isomorphic(_graph(one), _graph(other))


def _graph(results: Iterable[Told]) -> rdflib.Graph:
    """Return results as a graph, each with a node of its own."""
    graph = rdflib.Graph()
    for each in results:
        node = rdflib.BNode()
        for part in ("focus", "path", "component", "severity", "value"):
            graph.add((node, rdflib.URIRef(f"urn:{part}"), _term(getattr(each, part))))
    return graph


def _term(said: str) -> rdflib.term.Node:
    return rdflib.BNode(said[2:]) if said and is_blank(said) else rdflib.Literal(said)
