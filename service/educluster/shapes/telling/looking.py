"""Which nodes of a document the shapes looked at: what no shape asks for must not pass as checked."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from educluster import names
from educluster.graphs import Graph, Namespace, Path, follow, path_of, text
from educluster.shapes.linting.anatomy import TARGETS, below, classes, in_order, is_active

_SH = Namespace(names.SH)
_EVERYWHERE, _TYPE = f"<{names.ECS}everywhere>", f"<{names.RDF}type>"


class Target(NamedTuple):
    """One target of a shape: the property that gives it, and what that points to."""

    shape: str
    kind: str
    of: str

    def nodes(self, data: Graph) -> Iterable[str]:
        """Return the nodes that it finds.  Source: SHACL, section 2.1.3."""
        if self.kind == _SH.targetNode:
            return (self.of,)
        if self.kind == _SH.targetSubjectsOf:
            return data.forth[self.of]
        if self.kind == _SH.targetObjectsOf:
            return data.back[self.of]
        instances = data.back[_TYPE]
        found = [instances[each] for each in data.narrower(self.of) if each in instances]
        return found[0] if len(found) == 1 else set().union(*found)


@dataclass
class _Step:
    """Where shapes look from some nodes: the paths that lead on; which shapes have been put in."""

    onward: dict[Path, _Step] = field(default_factory=dict)
    shapes: set[str] = field(default_factory=set)


class Looks:
    """Where shapes look: their targets, and the paths that they follow from these; worked out once.

    What is switched off looks at nothing.
    """

    def __init__(self, shapes: Graph) -> None:
        self._shapes = shapes
        self.targets = [each for each in _targets(shapes) if is_active(shapes, each.shape)]

    def unseen(self, data: Graph, nodes: set[str]) -> set[str]:
        """Return those of the nodes that are no target of a shape, nor reached by a path of one.

        A shape that is asked of every node with a property looks at that property, not at what the node is.
        """
        waiting = [(step, target.nodes(data)) for target, step in self._steps]
        left = nodes.difference(*(found for _, found in waiting))
        while left and waiting:
            step, found = waiting.pop()
            for path, onward in step.onward.items():
                lead = follow(path)
                reached = set().union(*[lead(data, node) for node in found])
                if reached:
                    left -= reached
                    waiting.append((onward, reached))
        return left

    def idle(self, data: Graph) -> list[str]:
        """Return the shapes that have targets, none of which finds a node in the data."""
        found: dict[str, bool] = {}
        for target in self.targets:
            known = not data.nodes.keys().isdisjoint(target.nodes(data))
            found[target.shape] = found.get(target.shape, False) or known
        return in_order(shape for shape, busy in found.items() if not busy)

    @cached_property
    def _steps(self) -> list[tuple[Target, _Step]]:
        """What is looked at from each target; shapes with the same target are one."""
        found: dict[tuple[str, str], tuple[Target, _Step]] = {}
        for each in self.targets:
            if not any(text(said) == "true" for said in self._shapes.objects(each.shape, _EVERYWHERE)):
                self._put(each.shape, found.setdefault(each[1:], (each, _Step()))[1])
        return list(found.values())

    def _put(self, shape: str, step: _Step) -> None:
        """Put the paths of a shape, and of those in it, behind a step."""
        if shape in step.shapes or not is_active(self._shapes, shape):
            return
        step.shapes.add(shape)
        path = self._shapes.value(shape, _SH.path)
        for part in _parts(path_of(self._shapes, path)) if path else ():
            step = step.onward.setdefault(part, _Step())
        for each in below(self._shapes, shape):
            self._put(each, step)


def _parts(path: Path) -> tuple[Path, ...]:
    """Return the steps of a path at which it passes nodes: these are looked at like those that it reaches."""
    return path.parts if path.kind == "sequence" else (path,)


def _targets(shapes: Graph) -> Iterator[Target]:
    for kind in classes(shapes):
        yield Target(kind, _SH.targetClass, kind)
    for kind in TARGETS:
        for shape, of in shapes.pairs(kind):
            yield Target(shape, kind, of)
