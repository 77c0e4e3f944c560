"""Constraints and constraint components in SPARQL.  Source: SHACL, sections 5 and 6."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, Nodes, Path, address, is_iri, text
from educluster.names import XSD
from educluster.reports.model import Texts
from educluster.shapes.compiled.components import component_iri, is_true
from educluster.shapes.compiled.model import Constraint, Found, Shape
from educluster.shapes.compiled.sparql import Failed, Query, prepare
from educluster.shapes.linting import anatomy
from educluster.shapes.linting.anatomy import called
from educluster.shapes.linting.prefixes import prefixes
from educluster.shapes.results import Result

Row = Mapping[str, str]

SH = Namespace(names.SH)
_SHAPES = "<urn:educluster:shapes>"  # what $shapesGraph stands for
_TRUE = f'"true"^^<{XSD}boolean>'
_PASSED_ON = ("this", "path", "value", "message")


@dataclass(frozen=True)
class _Asked:
    """A query of the shapes, with what its variables are bound to before it is asked, and what it says."""

    component: str
    query: Query
    given: Row
    messages: Texts

    def rows(self, data: Graph, focus: str, **more: str) -> list[dict[str, str]]:
        """Return the rows for a focus node.

        Raises Failed where the query says itself that it failed.  Source: SHACL, section 5.3.
        """
        rows = self.query.select(data, {**self.given, "this": focus, **more})
        if any(row.get("failure") == _TRUE for row in rows):
            raise Failed(f"the query of {self.component} reports a failure")
        return rows

    def tell(self, shape: Shape, focus: str, found: Found) -> list[Result]:
        """Return the results of rows."""
        return [self._result(shape, focus, row) for row in found]

    def _result(self, shape: Shape, focus: str, row: Row) -> Result:
        path, message = row.get("path", ""), row.get("message", "")
        own = {"en": text(message)} if message else self.messages or shape.messages
        base = shape.result(self.component, focus, row.get("value", None if shape.path else focus))
        bound = {**self.given, **row}
        return replace(
            base,
            path=Path("predicate", address(path)) if path and is_iri(path) else shape.path,
            own=own,
            messages=own,
            bound={name: text(value) for name, value in bound.items() if name not in _PASSED_ON},
        )


def constraints(shapes: Graph, shape: str, path: Path | None) -> Iterator[Constraint]:
    """Yield the constraints that queries of a shape express."""
    for node in shapes.objects(shape, SH.sparql):
        if not any(map(is_true, shapes.objects(node, SH.deactivated))):
            query = _query(shapes, shape, path, node, SH.select)
            yield _selecting(_asked(shapes, shape, node, component_iri("SPARQL"), query, {}))


def _selecting(asked: _Asked) -> Constraint:
    def find(data: Graph, focus: str, _: Nodes) -> Found:
        return asked.rows(data, focus)

    return Constraint(asked.component, find, find, asked.tell)


def _query(
    shapes: Graph, shape: str, path: Path | None, node: str, form: str, bound: Iterable[str] = ()
) -> Query:
    texts = list(shapes.objects(node, form))
    if len(texts) != 1:
        problem = f"{called(shapes, shape)} has a constraint in SPARQL without one query"
        raise BadDocument(problem, "give it one sh:select")
    return prepare(text(texts[0]), prefixes(shapes, node), path, shapes, bound)


def _asked(shapes: Graph, shape: str, node: str, component: str, query: Query, parameters: Row) -> _Asked:
    given = {**parameters, "currentShape": shape, "shapesGraph": _SHAPES}
    return _Asked(component, query, given, shapes.all_texts(node, SH.message))


@dataclass(frozen=True)
class Component:
    """A constraint component of the shapes' own.  Source: SHACL, section 6.2."""

    node: str
    needed: tuple[str, ...]  # predicates
    optional: tuple[str, ...]


def components(shapes: Graph) -> list[Component]:
    """Return the components that shapes define."""
    return [_component(shapes, node) for node in anatomy.components(shapes)]


def _component(shapes: Graph, node: str) -> Component:
    needed: list[str] = []
    optional: list[str] = []
    for parameter in shapes.objects(node, SH.parameter):
        may_lack = any(is_true(each) for each in shapes.objects(parameter, SH.optional))
        (optional if may_lack else needed).extend(shapes.objects(parameter, SH.path))
    if not needed:
        raise BadDocument(
            f"the component {node} has no parameter that is needed", "give it sh:parameter [ … ]"
        )
    return Component(node, tuple(needed), tuple(optional))


def of_components(
    shapes: Graph, shape: str, path: Path | None, known: list[Component]
) -> Iterator[Constraint]:
    """Yield the constraints of a shape that components of the shapes' own express."""
    said = shapes.about(shape)
    for component in known:
        if all(each in said for each in component.needed):
            for parameters in _given(shapes, shape, component):
                yield _of_component(shapes, shape, path, component, parameters)


def _given(shapes: Graph, shape: str, component: Component) -> Iterator[dict[str, str]]:
    """Yield the parameters of each constraint: one for each value of the only parameter, else one."""
    values = {each: list(shapes.objects(shape, each)) for each in (*component.needed, *component.optional)}
    if len(values) == 1:
        ((predicate, several),) = values.items()
        yield from ({_name(predicate): each} for each in several)
        return
    if any(len(each) > 1 for each in values.values()):
        problem = f"the shape {called(shapes, shape)} gives a parameter of {component.node} twice"
        raise BadDocument(problem, "a component with several parameters takes one value of each")
    yield {_name(predicate): each[0] for predicate, each in values.items() if each}


def _name(predicate: str) -> str:
    return names.last_part(address(predicate))


def _of_component(
    shapes: Graph, shape: str, path: Path | None, component: Component, parameters: Row
) -> Constraint:
    """Return a constraint by the validator that suits the shape.  Source: SHACL, section 6.2.3."""
    suited = SH.propertyValidator if path else SH.nodeValidator
    validators = [*shapes.objects(component.node, suited), *shapes.objects(component.node, SH.validator)]
    if not validators:
        problem = f"the component {component.node} has no validator for the shape {called(shapes, shape)}"
        raise BadDocument(problem, "give it sh:validator, sh:nodeValidator or sh:propertyValidator")
    node = validators[0]
    selects = bool(shapes.objects(node, SH.select))
    query = _query(shapes, shape, path, node, SH.select if selects else SH.ask, parameters)
    asked = _asked(shapes, shape, node, address(component.node), query, parameters)
    return _selecting(asked) if selects else _answering(asked)


def _answering(asked: _Asked) -> Constraint:
    """Return the constraint of a query that answers of each value whether it is as it should be."""

    def find(data: Graph, focus: str, values: Nodes) -> Found:
        given = {**asked.given, "this": focus}
        return [{"value": value} for value in values if not asked.query.ask(data, {**given, "value": value})]

    return Constraint(asked.component, find, find, asked.tell)
