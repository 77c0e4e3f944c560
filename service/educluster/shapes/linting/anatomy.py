"""What shapes are made of: which nodes are shapes, which have targets, and which stand in which."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from educluster import names
from educluster.graphs import Graph, Namespace, is_iri, text

OWL, RDF, RDFS, SH = map(Namespace, (names.OWL, names.RDF, names.RDFS, names.SH))

REFERENCES = (SH.property, SH.node, SH["not"], SH.qualifiedValueShape, SH.memberShape)
LISTS = (SH["and"], SH["or"], SH.xone)
TARGETS = (SH.targetClass, SH.targetNode, SH.targetSubjectsOf, SH.targetObjectsOf)
_KINDS = (SH.NodeShape, SH.PropertyShape)
_CONSTRAINTS = {
    SH[each]
    for each in """
    class datatype nodeKind minCount maxCount minExclusive minInclusive maxExclusive maxInclusive minLength
    maxLength pattern languageIn uniqueLang equals disjoint lessThan lessThanOrEquals not and or xone node
    property qualifiedValueShape closed hasValue in sparql
    memberShape minListLength maxListLength uniqueMembers subsetOf
    """.split()
}
_PASSING_ON = {SH.node, SH.property, SH["and"]}  # these check what the shapes in them check


def below(shapes: Graph, shape: str) -> Iterator[str]:
    """Yield the shapes that a shape refers to."""
    for reference in REFERENCES:
        yield from shapes.objects(shape, reference)
    for reference in LISTS:
        for members in shapes.objects(shape, reference):
            yield from shapes.items(members)


def is_active(shapes: Graph, shape: str) -> bool:
    """Return whether a shape is not switched off with sh:deactivated."""
    return not any(text(each) in ("true", "1") for each in shapes.objects(shape, SH.deactivated))


def is_shape(shapes: Graph, node: str) -> bool:
    """Return whether a node says that it is a shape: by its type, a target, a path or a constraint."""
    said = shapes.about(node).keys()
    kinds = shapes.objects(node, RDF.type).keys()
    return bool(said & {SH.path, *TARGETS} or said & constraints(shapes) or kinds & set(_KINDS))


def shapes_in(shapes: Graph) -> list[str]:
    """Return all shapes, those with an IRI first."""
    return in_order(each for each in subjects(shapes) if is_shape(shapes, each))


def subjects(shapes: Graph) -> Iterator[str]:
    """Yield the nodes of which something is said, each once."""
    return (each for each in shapes.nodes if shapes.about(each))


def in_order(nodes: Iterable[str]) -> list[str]:
    """Return nodes, each once, in a fixed order, those with an IRI first: they are what a reader knows."""
    return sorted(set(nodes), key=lambda node: (not is_iri(node), node))


def constraints(shapes: Graph) -> set[str]:
    """Return the predicates that begin a constraint: SHACL's, and those of components in the same file."""
    own = (each for component in components(shapes) for each in shapes.objects(component, SH.parameter))
    return _CONSTRAINTS.union(*(shapes.objects(each, SH.path) for each in own))


def components(shapes: Graph) -> list[str]:
    """Return the constraint components that shapes define."""
    kinds = shapes.narrower(SH.ConstraintComponent)
    return in_order(each for kind in kinds for each in shapes.subjects(RDF.type, kind))


def classes(shapes: Graph) -> set[str]:
    """Return the shapes that are classes, so that their instances are targets.

    Source: SHACL, section 2.1.3.3.
    """
    kinds = shapes.narrower(RDFS.Class) | shapes.narrower(OWL.Class)
    return {each for kind in kinds for each in shapes.subjects(RDF.type, kind) if is_shape(shapes, each)}


def with_target(shapes: Graph) -> set[str]:
    """Return the shapes that have a target and are not switched off."""
    found = classes(shapes).union(*(shapes.forth[target] for target in TARGETS))
    return {each for each in found if is_active(shapes, each)}


def checks(shapes: Graph, shape: str) -> bool:
    """Return whether a shape can find anything: it has a constraint, or one in it has."""
    said = shapes.about(shape).keys() & constraints(shapes)
    if not is_active(shapes, shape) or not said:
        return False
    return bool(said - _PASSING_ON) or any(checks(shapes, each) for each in below(shapes, shape))


def called(shapes: Graph, node: str) -> str:
    """Return the shape's IRI; for one without, that of the shape that it is a part of."""
    seen: set[str] = set()
    waiting = [node]
    while waiting:
        each = waiting.pop()
        if is_iri(each):
            return each if each == node else f"{each} (in a part without a name)"
        seen.add(each)
        waiting += reversed(in_order(shapes.pointing(each).keys() - seen))
    return node
