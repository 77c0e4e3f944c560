"""What makes shapes unfit to be used: a check that would be passed over in silence must not be promised."""

from __future__ import annotations

import re
from collections.abc import Iterator

import rdflib
from rdflib.namespace import OWL, SH
from rdflib.term import Node

from educluster import names
from educluster.errors import BadDocument
from educluster.shapes.rdf import token

# The terms of SHACL 1.0 Core and SHACL-SPARQL that pySHACL evaluates.
_KNOWN = set(
    """
    NodeShape PropertyShape Shape Violation Warning Info IRI BlankNode Literal BlankNodeOrIRI
    BlankNodeOrLiteral IRIOrLiteral ConstraintComponent Parameter PrefixDeclaration SPARQLConstraint
    SPARQLAskValidator SPARQLSelectValidator SPARQLExecutable
    targetClass targetNode targetObjectsOf targetSubjectsOf property path alternativePath inversePath
    zeroOrMorePath oneOrMorePath zeroOrOnePath severity message name description order group defaultValue
    deactivated class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive
    minLength maxLength pattern flags languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and
    or xone node qualifiedValueShape qualifiedMinCount qualifiedMaxCount qualifiedValueShapesDisjoint closed
    ignoredProperties hasValue in sparql select ask prefixes declare prefix namespace labelTemplate parameter
    optional validator nodeValidator propertyValidator PropertyGroup shapesGraph suggestedShapesGraph
    """.split()
)
_REFERS = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
_LISTS = (SH["and"], SH["or"], SH.xone)


def refuse_what_is_not_known(shapes: rdflib.Graph) -> None:
    """Raise BadDocument for an unknown term, an import, a bad pattern, a shape that refers to itself."""
    for term in sorted(_terms(shapes) - _KNOWN):
        raise BadDocument(
            f"the shapes use sh:{term}, which is not checked here", "state the rule in SHACL 1.0"
        )
    if (None, OWL.imports, None) in shapes:
        raise BadDocument("the shapes import others, which are not fetched", "put all shapes into one file")
    for pattern in shapes.objects(None, SH.pattern):
        _compile(str(pattern))
    for shape in sorted(set(shapes.subjects()), key=lambda node: (isinstance(node, rdflib.BNode), node)):
        if shape in _reached(shapes, shape):
            problem = f"the shape {token(shape)} refers to itself"
            raise BadDocument(problem, "SHACL leaves open what that means: undo it")


def _terms(shapes: rdflib.Graph) -> set[str]:
    nodes = {node for triple in shapes for node in triple if isinstance(node, rdflib.URIRef)}
    return {str(node).removeprefix(names.SH) for node in nodes if str(node).startswith(names.SH)}


def _compile(pattern: str) -> None:
    try:
        re.compile(pattern)
    except re.error as error:
        raise BadDocument(f"the pattern «{pattern}» cannot be read: {error}", "mend it") from error


def _reached(shapes: rdflib.Graph, start: Node) -> set[Node]:
    """Return the shapes that a shape refers to, directly or through others."""
    reached: set[Node] = set()
    waiting = [start]
    while waiting:
        for node in set(_referred(shapes, waiting.pop())) - reached:
            reached.add(node)
            waiting.append(node)
    return reached


def _referred(shapes: rdflib.Graph, shape: Node) -> Iterator[Node]:
    for reference in _REFERS:
        yield from shapes.objects(shape, reference)
    for reference in _LISTS:
        for members in shapes.objects(shape, reference):
            yield from shapes.items(members)
