"""Blank nodes of a graph under names that are the same in every process, and in no other graph.

A graph that stays the same keeps its names whatever is beside it, and files of several graphs can be put
together.  No blank node is in two graphs of a release: each file has its own, and what is derived has none.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import TypeVar

from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, NamedNode, Quad

from educluster import names

_NOT_IN_LABEL = re.compile("[^A-Za-z0-9]+")
_CANONICAL = "c14n"
_Term = TypeVar("_Term")


def canonical(quads: Sequence[Quad]) -> list[Quad]:
    """Return the quads of one graph with its blank nodes named.  Source: RDF Dataset Canonicalization 1.0."""
    if not any(map(_has_blank, quads)):
        return list(quads)
    dataset = Dataset(quads)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    graph = quads[0].graph_name
    prefix = _label(graph.value) if isinstance(graph, NamedNode) else ""
    return [
        Quad(_called(each.subject, prefix), each.predicate, _called(each.object, prefix), each.graph_name)
        if _has_blank(each)
        else each
        for each in dataset
    ]


def _label(graph: str) -> str:
    return "b" + _NOT_IN_LABEL.sub("-", graph.removeprefix(names.GRAPH))


def _called(term: _Term, prefix: str) -> _Term | BlankNode:
    """Return a term, a blank node under the name that it has among all graphs."""
    return (
        BlankNode(f"{prefix}-{term.value.removeprefix(_CANONICAL)}") if isinstance(term, BlankNode) else term
    )


def _has_blank(quad: Quad) -> bool:
    return isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode)
