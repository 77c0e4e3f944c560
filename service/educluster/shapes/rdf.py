"""From the parser's terms to rdflib's, losing nothing on the way."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import rdflib
from rdflib.term import Node

from educluster.documents import Statement, Term
from educluster.errors import BadDocument
from educluster.names import XSD


def graph_of(statements: Iterable[Statement]) -> rdflib.Graph:
    """Return the statements as an rdflib graph.

    Raises BadDocument for a triple term, which rdflib does not have.
    """
    graph = rdflib.Graph()
    for each in statements:
        if isinstance(each.object, pyoxigraph.Triple):
            problem, remedy = "a triple term (RDF 1.2) cannot be validated", "state it as an RDF 1.1 triple"
            raise BadDocument(problem, remedy, each.line)
        graph.add((term_of(each.subject), term_of(each.predicate), term_of(each.object)))
    return graph


def term_of(term: Term) -> Node:
    """Return a term of rdflib.

    Literals keep their lexical form (normalising hides "05.00" from sh:maxLength), and an explicit
    xsd:string is a plain literal (else sh:in finds a difference where there is none).
    """
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if isinstance(term, pyoxigraph.Literal):
        datatype = None if term.language or term.datatype.value == f"{XSD}string" else term.datatype.value
        return rdflib.Literal(
            term.value,
            lang=term.language,
            datatype=rdflib.URIRef(datatype) if datatype else None,
            normalize=False,
        )
    raise TypeError(term)


def token(node: Node) -> str:
    """Return a term as an N-Triples token, as the parser's terms are written."""
    if isinstance(node, rdflib.Literal):
        datatype = pyoxigraph.NamedNode(str(node.datatype)) if node.datatype else None
        return str(pyoxigraph.Literal(str(node), language=node.language, datatype=datatype))
    return f"_:{node}" if isinstance(node, rdflib.BNode) else f"<{node}>"
