"""Triples in memory as N-Triples tokens: what is asked of one document or of shapes, without a store.

Hides how they are indexed.  A token is a text that stands for one term: <iri>, _:b1, "text"@en.
"""

from educluster.graphs.graph import EMPTY, Graph, Nodes, Triple
from educluster.graphs.paths import Follow, Path, follow, path_of
from educluster.graphs.tokens import (
    Literal,
    Namespace,
    address,
    iri,
    is_blank,
    is_iri,
    is_literal,
    literal,
    text,
    token,
)

__all__ = [
    "EMPTY",
    "Follow",
    "Graph",
    "Literal",
    "Namespace",
    "Nodes",
    "Path",
    "Triple",
    "address",
    "follow",
    "iri",
    "is_blank",
    "is_iri",
    "is_literal",
    "literal",
    "path_of",
    "text",
    "token",
]
