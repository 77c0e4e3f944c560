"""What makes a query in shapes unfit: it cannot be read, or has what SHACL-SPARQL forbids."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue
from rdflib.plugins.sparql.sparql import Query
from rdflib.term import Node

from educluster.errors import BadDocument
from educluster.shapes.anatomy import called, in_order

_FORMS = {SH.select: "SelectQuery", SH.ask: "AskQuery"}
_FORBIDDEN = {
    "ServiceGraphPattern": "SERVICE",
    "MinusGraphPattern": "MINUS",
    "InlineData": "VALUES",
    "ValuesClause": "VALUES",
    "DatasetClause": "FROM",
    "GraphGraphPattern": "GRAPH",
}
_PATH = re.compile(r"[$?]PATH\b")  # the engine puts the path of the shape there
_GIVEN = {"rdf": str(RDF), "rdfs": str(RDFS), "owl": str(OWL)}  # by the engine


def refuse_unfit_queries(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for a query that is none, reaches out, or does not say which node is meant."""
    for constraint in shapes.objects(None, SH.sparql):
        if len(list(shapes.objects(constraint, SH.select))) != 1:
            raise BadDocument(
                f"{called(shapes, constraint)} has sh:sparql without one query", "give it one sh:select"
            )
    for predicate, form in _FORMS.items():
        for node, text in sorted(shapes.subject_objects(predicate)):
            _refuse(called(shapes, node), _read(shapes, node, str(text)), form)


def _refuse(shape: str, query: Query, form: str) -> None:
    if query.algebra.name != form:
        raise BadDocument(
            f"the query of {shape} is no {form}", "sh:select takes a SELECT query, sh:ask an ASK query"
        )
    if form == "SelectQuery" and rdflib.Variable("this") not in query.algebra.PV:
        raise BadDocument(f"the query of {shape} does not select $this", "begin it with SELECT $this")


def _read(shapes: rdflib.Graph, node: Node, text: str) -> Query:
    """Return a query as it is understood with the prefixes that are declared for it.

    Source: SHACL, sections 5.2.1 and 5.3.1, and appendix A (pre-binding).
    """
    prefixes = _prefixes(shapes, node)
    try:
        parsed = parseQuery(_PATH.sub("<urn:path>", text))
        found = sorted({_FORBIDDEN[each] for each in _parts(parsed) if each in _FORBIDDEN})
        query = translateQuery(parsed, None, prefixes)
    except Exception as error:
        problem = f"the query of {called(shapes, node)} cannot be read: {error}"
        raise BadDocument(problem, _DECLARE) from error
    if found:
        problem = f"the query of {called(shapes, node)} uses {found[0]}, which is not allowed in shapes"
        raise BadDocument(problem, "write it without, with a pattern or FILTER NOT EXISTS")
    return query


_DECLARE = (
    "mend it; a prefix is declared in the query (PREFIX ex: <…>), or with sh:prefixes at the constraint, "
    'which names a node with sh:declare [ sh:prefix "ex" ; sh:namespace "…" ]'
)


def _parts(parsed: object) -> Iterator[str]:
    """Yield the names of all that a parsed query consists of."""
    if isinstance(parsed, CompValue):
        yield parsed.name
        parsed = parsed.values()
    if isinstance(parsed, Iterable) and not isinstance(parsed, str):
        for part in parsed:
            yield from _parts(part)


def _prefixes(shapes: rdflib.Graph, node: Node) -> dict[str, str]:
    """Return the namespaces that are declared for a query.  Source: SHACL, section 5.2.1."""
    found = dict(_GIVEN)
    for declared in in_order(set(shapes.objects(node, SH.prefixes / SH.declare))):
        prefix, namespace = (list(shapes.objects(declared, each)) for each in (SH.prefix, SH.namespace))
        if not len(prefix) == len(namespace) == 1 or isinstance(prefix[0], rdflib.URIRef):
            raise BadDocument(
                f"a prefix of the query of {called(shapes, node)} is not declared in full", _DECLARE
            )
        name, meant = str(prefix[0]), str(namespace[0])
        if found.setdefault(name, meant) != meant:
            raise BadDocument(f"the prefix {name}: is declared twice, differently", "declare it once")
    return found
