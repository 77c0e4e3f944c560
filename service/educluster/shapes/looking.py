"""Which nodes of a document the shapes looked at: what no shape asks for must not pass as checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import rdflib
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from educluster import names
from educluster.reports import Path
from educluster.shapes.anatomy import below, classes, in_order, is_active
from educluster.shapes.rdf import path_of, values

_EVERYWHERE = rdflib.URIRef(names.ECS + "everywhere")


def unseen(shapes: rdflib.Graph, data: rdflib.Graph, nodes: Iterable[Node]) -> list[Node]:
    """Return those of the nodes that are no target of a shape, nor reached by a path of one.

    A shape that is asked of every node with some property looks at that property, not at what the node is.
    """
    seen: set[Node] = set()
    for shape, targets in targets_of(shapes, data):
        if not any(str(each) == "true" for each in shapes.objects(shape, _EVERYWHERE)):
            _look(shapes, data, shape, targets, seen)
    return [node for node in nodes if node not in seen]


def idle(shapes: rdflib.Graph, data: rdflib.Graph) -> list[Node]:
    """Return the shapes that have targets, none of which finds a node in the data."""
    found: dict[Node, bool] = {}
    for shape, targets in targets_of(shapes, data):
        known = any((node, None, None) in data or (None, None, node) in data for node in targets)
        found[shape] = found.get(shape, False) or known
    return in_order({shape for shape, busy in found.items() if not busy})


def targets_of(shapes: rdflib.Graph, data: rdflib.Graph) -> Iterator[tuple[Node, set[Node]]]:
    """Yield each shape that has targets and is not switched off, with them.  Source: SHACL, section 2.1.3."""
    for shape, targets in _targets_of(shapes, data):
        if is_active(shapes, shape):
            yield shape, targets


def _targets_of(shapes: rdflib.Graph, data: rdflib.Graph) -> Iterator[tuple[Node, set[Node]]]:
    for kind in classes(shapes):
        yield kind, _instances(data, kind)
    for shape, kind in shapes.subject_objects(SH.targetClass):
        yield shape, _instances(data, kind)
    for shape, node in shapes.subject_objects(SH.targetNode):
        yield shape, {node}
    for shape, predicate in shapes.subject_objects(SH.targetSubjectsOf):
        yield shape, set(data.subjects(predicate, None))
    for shape, predicate in shapes.subject_objects(SH.targetObjectsOf):
        yield shape, set(data.objects(None, predicate))


def _instances(data: rdflib.Graph, kind: Node) -> set[Node]:
    narrower = data.transitive_subjects(RDFS.subClassOf, kind)
    return {node for each in narrower for node in data.subjects(RDF.type, each)}


def _look(shapes: rdflib.Graph, data: rdflib.Graph, shape: Node, nodes: set[Node], seen: set[Node]) -> None:
    """Add what a shape looks at, beginning at some nodes, to what was seen."""
    if not is_active(shapes, shape):
        return
    seen |= nodes
    path = shapes.value(shape, SH.path)
    if path is not None:
        found = [_steps(data, node, path_of(shapes, path)) for node in nodes]
        seen |= {node for passed, _ in found for node in passed}
        nodes = {node for _, reached in found for node in reached}
        seen |= nodes
    for each in below(shapes, shape):
        _look(shapes, data, each, nodes, seen)


def _steps(data: rdflib.Graph, node: Node, path: Path) -> tuple[set[Node], set[Node]]:
    """Return the nodes that a path passes, and those that it reaches."""
    if path.kind != "sequence":
        return set(), set(values(data, node, path))
    passed: set[Node] = set()
    here = {node}
    for part in path.parts:
        passed |= here
        here = {reached for each in here for reached in values(data, each, part)}
    return passed, here
