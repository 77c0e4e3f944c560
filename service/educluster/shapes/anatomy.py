"""What shapes are made of: which nodes are shapes, which have targets, and which stand in which."""

from __future__ import annotations

from collections.abc import Iterator

import rdflib
from rdflib.namespace import OWL, RDF, RDFS, SH
from rdflib.term import Node

from educluster.shapes.rdf import token

REFERENCES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape)
LISTS = (SH["and"], SH["or"], SH.xone)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_KINDS = (SH.NodeShape, SH.PropertyShape)
_CONSTRAINTS = {
    SH[each]
    for each in """
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
    property qualifiedValueShape closed hasValue in sparql
    """.split()
}
_PASSING_ON = {SH.node, SH.property, SH["and"]}  # these check what the shapes in them check


def below(shapes: rdflib.Graph, shape: Node) -> Iterator[Node]:
    """Yield the shapes that a shape refers to."""
    for reference in REFERENCES:
        yield from shapes.objects(shape, reference)
    for reference in LISTS:
        for members in shapes.objects(shape, reference):
            yield from shapes.items(members)


def is_active(shapes: rdflib.Graph, shape: Node) -> bool:
    """Return whether a shape is not switched off with sh:deactivated."""
    return not any(str(each) in ("true", "1") for each in shapes.objects(shape, SH.deactivated))


def is_shape(shapes: rdflib.Graph, node: Node) -> bool:
    """Return whether a node says that it is a shape: by its type, a target, a path or a constraint."""
    said = set(shapes.predicates(node))
    kinds = set(shapes.objects(node, RDF.type))
    return bool(said & {SH.path, *TARGETS} or said & constraints(shapes) or kinds & set(_KINDS))


def shapes_in(shapes: rdflib.Graph) -> list[Node]:
    """Return all shapes, those with an IRI first."""
    return in_order({each for each in shapes.subjects() if is_shape(shapes, each)})


def in_order(nodes: set[Node]) -> list[Node]:
    """Return nodes in a fixed order, those with an IRI first: they are what a reader knows."""
    return sorted(nodes, key=lambda node: (not isinstance(node, rdflib.URIRef), token(node)))


def constraints(shapes: rdflib.Graph) -> set[Node]:
    """Return the predicates that begin a constraint: SHACL's, and those of components in the same file."""
    components = shapes.subjects(RDF.type, SH.ConstraintComponent)
    own = {path for each in components for path in shapes.objects(each, SH.parameter / SH.path)}
    return _CONSTRAINTS | own


def classes(shapes: rdflib.Graph) -> set[Node]:
    """Return the shapes that are classes, so that their instances are targets, as far as the engine goes.

    Source: SHACL, section 2.1.3.3.
    """
    kinds = {RDFS.Class, OWL.Class, *shapes.subjects(RDFS.subClassOf, RDFS.Class)}
    found = {each for kind in kinds for each in shapes.subjects(RDF.type, kind)}
    said = (*_KINDS, *shapes.subjects(SH.property), *shapes.subjects(SH.node))
    return {each for each in found if each in said or set(shapes.objects(each, RDF.type)) & set(_KINDS)}


def with_target(shapes: rdflib.Graph) -> set[Node]:
    """Return the shapes that have a target and are not switched off."""
    found = classes(shapes).union(*(shapes.subjects(target) for target in TARGETS))
    return {each for each in found if is_active(shapes, each)}


def checks(shapes: rdflib.Graph, shape: Node) -> bool:
    """Return whether a shape can find anything: it has a constraint, or one in it has."""
    said = set(shapes.predicates(shape)) & constraints(shapes)
    if not is_active(shapes, shape) or not said:
        return False
    return bool(said - _PASSING_ON) or any(checks(shapes, each) for each in below(shapes, shape))


def called(shapes: rdflib.Graph, node: Node) -> str:
    """Return the shape's IRI; for one without, that of the shape that it is a part of."""
    seen: set[Node] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if isinstance(each, rdflib.URIRef):
            return token(each) if each == node else f"{token(each)}, in a part without a name,"
        seen.add(each)
        waiting += reversed(in_order(set(shapes.subjects(None, each)) - seen))
    return token(node)
