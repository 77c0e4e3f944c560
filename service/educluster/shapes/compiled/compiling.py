"""From a shapes graph to shapes that run; what cannot be run is refused, never passed over."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, Path, address, follow, path_of
from educluster.shapes.compiled import logic, queries
from educluster.shapes.compiled.components import (
    ALL,
    EACH,
    OF_A_PATH,
    closed,
    component_iri,
    is_true,
    whole_number,
)
from educluster.shapes.compiled.model import Constraint, Found, Shape
from educluster.shapes.linting.anatomy import below, called, is_active
from educluster.shapes.results import Result

SH = Namespace(names.SH)
_VIOLATION = names.SH + "Violation"
_SAYING_NOTHING = set(  # to an engine
    """
    path name description order group message severity deactivated defaultValue labelTemplate declare prefixes
    targetClass targetNode targetSubjectsOf targetObjectsOf flags ignoredProperties qualifiedMinCount
    qualifiedMaxCount qualifiedValueShapesDisjoint select ask parameter validator nodeValidator
    propertyValidator optional shapesGraph suggestedShapesGraph
    """.split()
)
_DEEPEST = 100  # shapes within each other
_HEAVIEST = 10_000  # shapes that one node is held against, one as often as others refer to it


class Compiler:
    """Compiles the shapes of a graph, each once."""

    def __init__(self, shapes: Graph) -> None:
        self._graph = shapes
        self._done: dict[str, Shape] = {}
        self._open: list[str] = []
        self._weights: dict[str, int] = {}  # how many shapes a node is held against, each as often as it is
        self._components = queries.components(shapes)

    def shape(self, node: str) -> Shape:
        """Return a shape with its constraints.

        Raises BadDocument for one that refers to itself, or has what cannot be run.
        """
        if node not in self._done:
            self._refuse_depth(node)
            self._open.append(node)
            self._done[node] = self._compiled(node)
            self._open.pop()
            self._refuse_weight(node)
        return self._done[node]

    def _refuse_depth(self, node: str) -> None:
        if node in self._open:
            problem = f"the shape {called(self._graph, node)} refers to itself"
            raise BadDocument(problem, "SHACL leaves open what that means: undo it")
        if len(self._open) > _DEEPEST:
            raise BadDocument(
                f"shapes stand more than {_DEEPEST} deep in each other", "state them side by side"
            )

    def _refuse_weight(self, node: str) -> None:
        """Raise BadDocument where shapes refer to the same ones so often that a check would not end."""
        weight = 1 + sum(self._weights.get(each, 0) for each in below(self._graph, node))
        self._weights[node] = weight
        if weight > _HEAVIEST:
            problem = f"one node would be held against {weight} shapes within {called(self._graph, node)}"
            raise BadDocument(problem, "refer to the same shape less often")

    def _compiled(self, node: str) -> Shape:
        graph = self._graph
        path, severity = graph.value(node, SH.path), graph.value(node, SH.severity)
        found = self._path(node, path) if path else None
        told = address(severity) if severity else _VIOLATION
        constraints = self._constraints(node, found) if is_active(graph, node) else ()
        return Shape(node, found, told, graph.all_texts(node, SH.message), constraints)

    def _path(self, node: str, path: str) -> Path:
        """Return the path of a shape; its follower is made at once, so that a broken one is refused here."""
        try:
            found = path_of(self._graph, path)
            follow(found)
        except (StopIteration, KeyError, IndexError, ValueError, RecursionError) as error:
            problem = f"the shape {called(self._graph, node)} has a path that is none"
            raise BadDocument(problem, "write one as SHACL's section 2.3.1 has them") from error
        return found

    def _constraints(self, node: str, path: Path | None) -> Iterator[Constraint]:
        """Yield the constraints of a shape, SHACL's own in the order of the tables, then those in SPARQL."""
        graph, said = self._graph, self._graph.about(node)
        self._refuse_unknown(node, said)
        for parameter, of_each in EACH.items():
            for value in said.get(SH[parameter], ()):
                yield Constraint.of_each(component_iri(parameter), of_each(graph, node, value))
        for parameter, of_all in ALL.items():
            for value in said.get(SH[parameter], ()):
                self._refuse_without_path(parameter, node, path)
                yield Constraint.of_all(component_iri(parameter), of_all(graph, node, value))
        for parameter, made in _LOGIC.items():
            if values := said.get(SH[parameter]):
                yield from made(self, node, list(values))
        if any(map(is_true, said.get(SH.closed, ()))):
            yield _closed(graph, node)
        yield from queries.constraints(graph, node, path)
        yield from queries.of_components(graph, node, path, self._components)

    def _refuse_unknown(self, node: str, said: Iterable[str]) -> None:
        for predicate in map(address, said):
            parameter = predicate.removeprefix(names.SH)
            if parameter != predicate and parameter not in _KNOWN:
                problem = (
                    f"the shape {called(self._graph, node)} uses sh:{parameter}, which is not checked here"
                )
                raise BadDocument(problem, "state the rule in SHACL 1.0")

    def _refuse_without_path(self, parameter: str, node: str, path: Path | None) -> None:
        if path is None and parameter in OF_A_PATH:
            problem = f"the shape {called(self._graph, node)} has sh:{parameter} and no sh:path"
            raise BadDocument(problem, "put it into sh:property [ sh:path … ]")

    def _properties(self, _: str, values: list[str]) -> Iterator[Constraint]:
        for each in values:
            if not self._graph.objects(each, SH.path):
                problem = f"{called(self._graph, each)} is used as a property shape and has no sh:path"
                raise BadDocument(problem, "name the path: sh:path ex:…")
        yield logic.properties([self.shape(each) for each in values])

    def _qualified(self, node: str, values: list[str]) -> Iterator[Constraint]:
        graph = self._graph
        least, most = (self._count(node, each) for each in ("qualifiedMinCount", "qualifiedMaxCount"))
        apart = any(map(is_true, graph.objects(node, SH.qualifiedValueShapesDisjoint)))
        for value in values:
            others = self._siblings(node, value) if apart else ()
            yield from logic.qualified(self.shape(value), [*map(self.shape, others)], least or 0, most)

    def _count(self, node: str, parameter: str) -> int | None:
        value = self._graph.value(node, SH[parameter])
        return whole_number(self._graph, node, value) if value else None

    def _siblings(self, node: str, own: str) -> dict[str, None]:
        """Return the other qualified shapes of the shapes that a property shape belongs to."""
        graph = self._graph
        beside = (each for of in graph.subjects(SH.property, node) for each in graph.objects(of, SH.property))
        found = (value for each in beside for value in graph.objects(each, SH.qualifiedValueShape))
        return {value: None for value in found if value != own}

    def _listed(self, head: str) -> list[Shape]:
        return [self.shape(each) for each in self._graph.items(head)]


def _each(made: Callable[[Shape], Constraint]) -> _Made:
    """Return what makes a constraint for each shape that a parameter names."""
    return lambda compiler, _, values: (made(compiler.shape(value)) for value in values)


def _lists(made: Callable[[list[Shape]], Constraint]) -> _Made:
    """Return what makes a constraint for each list of shapes that a parameter names."""
    return lambda compiler, _, values: (made(compiler._listed(value)) for value in values)


_Made = Callable[[Compiler, str, list[str]], Iterator[Constraint]]
_LOGIC: dict[str, _Made] = {
    "property": Compiler._properties,
    "node": _each(logic.node),
    "not": _each(logic.not_),
    "and": _lists(logic.and_),
    "or": _lists(logic.or_),
    "xone": _lists(logic.xone),
    "qualifiedValueShape": Compiler._qualified,
    "memberShape": _each(logic.member),
}
_KNOWN = EACH.keys() | ALL.keys() | _LOGIC.keys() | _SAYING_NOTHING | {"closed", "sparql"}


def _closed(graph: Graph, node: str) -> Constraint:
    component, find = component_iri("closed"), closed(graph, node)

    def tell(shape: Shape, focus: str, found: Found) -> list[Result]:
        return [
            shape.result(component, focus, value, Path("predicate", address(predicate)))
            for predicate, value in found
        ]

    return Constraint(component, find, find, tell)
