"""Class expressions as texts, the same for the same expression whatever its blank nodes are called."""

from __future__ import annotations

from educluster import names
from educluster.graphs import Graph, Namespace, is_blank, is_iri, text

_OWL, _RDF = Namespace(names.OWL), Namespace(names.RDF)
_SETS = (_OWL.unionOf, _OWL.intersectionOf, _OWL.oneOf)  # in which the order does not count
_DEEPEST = 20


def members(graph: Graph, node: str) -> list[str]:
    """Return what a union is of; of anything else, that alone."""
    union = graph.value(node, _OWL.unionOf) if is_blank(node) else None
    return [expression(graph, each) for each in graph.items(union)] if union else [expression(graph, node)]


def expression(graph: Graph, node: str, depth: int = 0) -> str:
    """Return an IRI, a literal's text, or what is said of a blank node, in brackets."""
    if not is_blank(node):
        return text(node) if is_iri(node) else node
    if depth > _DEEPEST:
        return "[…]"  # it holds itself
    if graph.value(node, _RDF.first):
        return _listed(graph, node, "in order", depth)
    said = [
        f"{names.shorten(text(predicate))} {_value(graph, predicate, value, depth)}"
        for predicate, values in graph.about(node).items()
        if predicate != _RDF.type
        for value in values
    ]
    return f"[{' ; '.join(sorted(said))}]"


def _value(graph: Graph, predicate: str, value: str, depth: int) -> str:
    if predicate in _SETS:
        return _listed(graph, value, "", depth)
    return _short(expression(graph, value, depth + 1))


def _listed(graph: Graph, head: str, order: str, depth: int) -> str:
    found = [_short(expression(graph, each, depth + 1)) for each in graph.items(head)]
    return f"({' '.join(found if order else sorted(found))})"


def _short(told: str) -> str:
    return names.shorten(told) if told.startswith("http") else told
