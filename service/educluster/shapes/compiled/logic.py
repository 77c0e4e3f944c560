"""The constraint components that hold values against other shapes.  Source: SHACL, sections 4.6 and 4.7."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import islice

from educluster.graphs import Graph, Nodes
from educluster.shapes.compiled.components import component_iri, of_lists
from educluster.shapes.compiled.model import Constraint, Found, Shape, any_of, any_wrong
from educluster.shapes.results import Result


def properties(shapes: Sequence[Shape]) -> Constraint:
    """Return the constraint of property shapes: their results are reported as they are."""
    wrong = any_wrong([each.fails for each in shapes])

    def find(data: Graph, _: str, values: Nodes) -> list[Result]:
        results: list[Result] = []
        for value in values:
            for each in shapes:
                each.validate(data, value, results)
        return results

    return Constraint(component_iri("property"), find, any_of(wrong), lambda _, __, found: found, wrong)


def node(shape: Shape) -> Constraint:
    """Return the constraint that each value conforms to a shape; its results have in them why not."""
    component, wrong = component_iri("node"), shape.fails

    def find(data: Graph, _: str, values: Nodes) -> Found:
        held = ((value, shape.results(data, value)) for value in values)
        return [(value, inner) for value, inner in held if inner]

    def tell(outer: Shape, focus: str, found: Found) -> list[Result]:
        return [replace(outer.result(component, focus, value), details=inner) for value, inner in found]

    return Constraint(component, find, any_of(wrong), tell, wrong)


def not_(shape: Shape) -> Constraint:
    """Return the constraint that no value conforms to a shape."""
    return Constraint.of_each(component_iri("not"), shape.conforms)


def and_(shapes: Sequence[Shape]) -> Constraint:
    """Return the constraint that each value conforms to all shapes."""
    return Constraint.of_each(component_iri("and"), any_wrong([each.fails for each in shapes]))


def or_(shapes: Sequence[Shape]) -> Constraint:
    """Return the constraint that each value conforms to one shape or more."""
    tests = [each.fails for each in shapes]

    def wrong(data: Graph, value: str) -> bool:
        for fails in tests:  # noqa: SIM110  a generator costs more than most of these
            if not fails(data, value):
                return False
        return True

    return Constraint.of_each(component_iri("or"), wrong)


def xone(shapes: Sequence[Shape]) -> Constraint:
    """Return the constraint that each value conforms to just one shape."""
    tests = [each.conforms for each in shapes]
    return Constraint.of_each(
        component_iri("xone"), lambda data, value: sum(conforms(data, value) for conforms in tests) != 1
    )


def member(shape: Shape) -> Constraint:
    """Return the constraint that each value is a list whose members conform (SHACL 1.2, draft)."""
    wrong = of_lists(lambda data, members: any(shape.fails(data, each) for each in members))
    return Constraint.of_each(component_iri("memberShape"), wrong)


def qualified(shape: Shape, others: Sequence[Shape], least: int, most: int | None) -> list[Constraint]:
    """Return the constraints on how many values conform to a shape and to none of the others."""

    def fits(data: Graph, value: str) -> bool:
        return shape.conforms(data, value) and not any(each.conforms(data, value) for each in others)

    def too_few(data: Graph, _: str, values: Nodes) -> Found:
        found = (value for value in values if fits(data, value))
        return (None,) if sum(1 for _ in islice(found, least)) < least else ()

    def too_many(data: Graph, _: str, values: Nodes) -> Found:
        return (None,) if most is not None and sum(fits(data, value) for value in values) > most else ()

    of = [("qualifiedMinCount", too_few)] if least else []
    of += [("qualifiedMaxCount", too_many)] if most is not None else []
    return [Constraint.of_all(component_iri(parameter), find) for parameter, find in of]
