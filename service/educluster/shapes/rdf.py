"""From tokens to rdflib's terms and back, losing nothing on the way: for pySHACL alone."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib.term import Node

from educluster import graphs
from educluster.graphs import Triple
from educluster.names import XSD


def graph_of(triples: Iterable[Triple]) -> rdflib.Graph:
    """Return triples as an rdflib graph."""
    graph = rdflib.Graph()
    for subject, predicate, value in triples:
        graph.add((term_of(subject), term_of(predicate), term_of(value)))
    return graph


def term_of(token: str) -> Node:
    """Return a term of rdflib.

    Literals keep their lexical form (normalising hides "05.00" from sh:maxLength), and an explicit
    xsd:string is a plain literal (else sh:in finds a difference where there is none).
    """
    if graphs.is_blank(token):
        return rdflib.BNode(token[2:])
    if graphs.is_literal(token):
        lexical, datatype, language = graphs.literal(token)
        kind = None if language or datatype == XSD + "string" else rdflib.URIRef(datatype)
        return rdflib.Literal(lexical, lang=language or None, datatype=kind, normalize=False)
    return rdflib.URIRef(graphs.address(token))


def token_of(node: Node) -> str:
    """Return the token of a term of rdflib."""
    if isinstance(node, rdflib.Literal):
        return graphs.token(str(node), str(node.datatype or ""), node.language or "")
    return f"_:{node}" if isinstance(node, rdflib.BNode) else f"<{node}>"
