"""Which nodes a shape is held against.  Source: SHACL, section 2.1.3."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from educluster import names
from educluster.graphs import EMPTY, Graph, Namespace
from educluster.names import RDF
from educluster.shapes.linting.anatomy import classes

Found = Mapping[str, object]  # nodes, each once
Targets = Callable[[Graph], Found]

SH = Namespace(names.SH)
_TYPE = f"<{RDF}type>"


def all_targets(shapes: Graph) -> dict[str, list[Targets]]:
    """Return the shapes that have targets, with the functions that find these in data.

    They are nodes of the data's own triples; a node that is named is one in any case.
    """
    found: dict[str, list[Targets]] = {shape: [_instances(shape)] for shape in classes(shapes)}
    kinds = {
        SH.targetClass: _instances,
        SH.targetNode: _itself,
        SH.targetSubjectsOf: _subjects,
        SH.targetObjectsOf: _objects,
    }
    for predicate, made in kinds.items():
        for shape, value in shapes.pairs(predicate):
            found.setdefault(shape, []).append(made(value))
    return found


def _instances(kind: str) -> Targets:
    def find(data: Graph) -> Found:
        typed = data.own_back[_TYPE]
        found: Found = EMPTY
        for each in data.narrower(kind):
            found = _with(found, typed.get(each, EMPTY))
            if data.below is not None:
                found = _with(found, _named(data, data.below.subjects(_TYPE, each)))
        return found

    return find


def _itself(node: str) -> Targets:
    return lambda _: {node: None}


def _subjects(predicate: str) -> Targets:
    def find(data: Graph) -> Found:
        known = data.below.forth[predicate] if data.below is not None else EMPTY
        return _with(data.own.get(predicate, EMPTY), _named(data, known))

    return find


def _objects(predicate: str) -> Targets:
    def find(data: Graph) -> Found:
        known = data.below.back[predicate] if data.below is not None else EMPTY
        return _with(data.own_back[predicate], _named(data, known))

    return find


def _with(found: Found, more: Found) -> Found:
    """Return both together; mostly one of them is empty."""
    return {**found, **more} if found and more else found or more


def _named(data: Graph, known: Found) -> Found:
    """Return those of the known nodes that the data's own triples name."""
    return {node: None for node in known if node in data.nodes} if known else EMPTY
