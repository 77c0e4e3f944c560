"""From the parser's terms to rdflib's, losing nothing on the way."""

from __future__ import annotations

from collections.abc import Iterable

import pyoxigraph
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from educluster import names
from educluster.documents import Statement, Term
from educluster.errors import BadDocument
from educluster.names import XSD
from educluster.reports import Path
from educluster.reports.model import Texts


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


def texts(graph: rdflib.Graph, node: Node, predicate: Node) -> Texts:
    """Return the texts of a node by language; a text without a tag counts as English."""
    literals = sorted(each for each in graph.objects(node, predicate) if isinstance(each, rdflib.Literal))
    return {(each.language or "en"): str(each) for each in literals}


def all_texts(graph: rdflib.Graph, node: Node, predicate: Node) -> Texts:
    """Return the texts of a node by language, those in one language after each other."""
    found: dict[str, list[str]] = {}
    for each in sorted(each for each in graph.objects(node, predicate) if isinstance(each, rdflib.Literal)):
        found.setdefault(each.language or "en", []).append(str(each))
    return {language: " ".join(said) for language, said in sorted(found.items())}


def values(graph: rdflib.Graph, node: Node, path: Path) -> list[Node]:
    """Return the value nodes of a path, each once.  Source: SHACL, section 2.3.1.

    rdflib follows * and + by recursion, which a chain of a thousand nodes ends.
    """
    return list(dict.fromkeys(_values(graph, node, path)))


def _values(graph: rdflib.Graph, node: Node, path: Path) -> Iterable[Node]:
    if path.kind == "predicate":
        return [] if isinstance(node, rdflib.Literal) else graph.objects(node, rdflib.URIRef(path.iri))
    if path.kind == "sequence":
        nodes: Iterable[Node] = [node]
        for part in path.parts:
            nodes = [value for each in dict.fromkeys(nodes) for value in _values(graph, each, part)]
        return nodes
    if path.kind == "alternativePath":
        return [value for part in path.parts for value in _values(graph, node, part)]
    if path.kind == "inversePath":
        return _before(graph, node, path.parts[0])
    if path.kind == "zeroOrOnePath":
        return [node, *_values(graph, node, path.parts[0])]
    return _closure(graph, node, path)


def _before(graph: rdflib.Graph, node: Node, path: Path) -> Iterable[Node]:
    """Return from where a path leads to a node."""
    if path.kind == "predicate":
        return graph.subjects(rdflib.URIRef(path.iri), node)
    return _values(graph, node, _inverted(path))


def _inverted(path: Path) -> Path:
    """Return the path that leads back."""
    if path.kind == "predicate":
        return Path("inversePath", parts=(path,))
    if path.kind == "inversePath":
        return path.parts[0]
    parts = tuple(map(_inverted, path.parts))
    return Path(path.kind, parts=parts[::-1] if path.kind == "sequence" else parts)


def _closure(graph: rdflib.Graph, node: Node, path: Path) -> Iterable[Node]:
    """Return what a path reaches when it is repeated, no time included for zeroOrMorePath."""
    found = dict.fromkeys([node] if path.kind == "zeroOrMorePath" else [])
    waiting = [node]
    while waiting:
        new = [each for each in _values(graph, waiting.pop(), path.parts[0]) if each not in found]
        found.update(dict.fromkeys(new))
        waiting += new
    return found


def path_of(graph: rdflib.Graph, node: Node) -> Path:
    """Return the property path that a node stands for.  Source: SHACL, section 2.3.1."""
    if isinstance(node, rdflib.URIRef):
        return Path("predicate", str(node))
    if (node, RDF.first, None) in graph:
        return Path("sequence", parts=tuple(path_of(graph, part) for part in graph.items(node)))
    kind, value = next((kind, value) for kind, value in graph.predicate_objects(node) if kind != RDF.type)
    several = graph.items(value) if kind == SH.alternativePath else [value]
    return Path(str(kind).removeprefix(names.SH), parts=tuple(path_of(graph, part) for part in several))
