"""A shape as it is run: where its values are, and the constraints that each of them is held against."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from educluster.graphs import Follow, Graph, Nodes, Path, follow
from educluster.reports.model import Texts
from educluster.shapes.results import Result, in_order

Found = Sequence[Any]  # what is wrong: values, or None where no value is; rows of a query; results
Find = Callable[[Graph, str, Nodes], Found]  # of the data, a focus node and its value nodes
Wrong = Callable[[Graph, str], object]  # of the data and one value node
Tell = Callable[["Shape", str, Found], Sequence[Result]]


@dataclass(frozen=True)
class Constraint:
    """One constraint of a shape: what it finds wrong, whether anything is, and the results of that.

    `fails` is asked where only the answer counts, as inside sh:not and sh:or: nothing is told there.  One
    that looks at each value alone has `wrong`, and has nothing to find where there is no value.
    """

    component: str
    find: Find
    fails: Callable[[Graph, str, Nodes], object]
    tell: Tell
    wrong: Wrong | None = None

    @classmethod
    def of_all(cls, component: str, find: Find) -> Constraint:
        """Return the constraint that looks at all values together."""
        return cls(component, find, find, _told(component))

    @classmethod
    def of_each(cls, component: str, wrong: Wrong, tell: Tell | None = None) -> Constraint:
        """Return the constraint that looks at each value alone."""

        def find(data: Graph, _: str, values: Nodes) -> Found:
            return [value for value in values if wrong(data, value)]

        return cls(component, find, any_of(wrong), tell or _told(component), wrong)


def any_wrong(wrongs: Sequence[Wrong]) -> Wrong:
    """Return what tells whether anything is wrong with a value."""
    if len(wrongs) == 1:
        return wrongs[0]

    def wrong(data: Graph, value: str) -> bool:
        for each in wrongs:  # noqa: SIM110  a generator costs more than most of these
            if each(data, value):
                return True
        return False

    return wrong


def _any_value(lead: Follow, wrong: Wrong) -> Wrong:
    """Return what tells whether any value of a path is wrong."""

    def fails(data: Graph, focus: str) -> bool:
        for value in lead(data, focus):  # noqa: SIM110  as above
            if wrong(data, value):
                return True
        return False

    return fails


def _not(wrong: Wrong) -> Callable[[Graph, str], bool]:
    return lambda data, value: not wrong(data, value)


def any_of(wrong: Wrong) -> Callable[[Graph, str, Nodes], bool]:
    """Return what tells whether any value is wrong, and goes no further than the first."""
    return lambda data, _, values: any(wrong(data, value) for value in values)


def _told(component: str) -> Tell:
    return lambda shape, focus, found: [shape.result(component, focus, value) for value in found]


class Shape:
    """A node shape, or a property shape with its path.  Source: SHACL, section 2.

    `conforms` returns whether a node conforms to it, `fails` whether it does not: by the shortest way there
    is for its constraints, since nothing is asked as often.
    """

    def __init__(
        self, node: str, path: Path | None, severity: str, messages: Texts, constraints: Iterable[Constraint]
    ) -> None:
        self.node, self.path, self.severity, self.messages = node, path, severity, messages
        self._follow = follow(path) if path else None
        self._constraints = tuple(constraints)
        self._of_none = tuple(each for each in self._constraints if each.wrong is None)
        self._wrongs = tuple(each.wrong for each in self._constraints if each.wrong is not None)
        self.fails = self._shortest()
        self.conforms = _not(self.fails)

    def validate(self, data: Graph, focus: str, results: list[Result]) -> None:
        """Add the results of a focus node."""
        values = self._follow(data, focus) if self._follow else {focus: None}
        for constraint in self._constraints if values else self._of_none:
            if found := constraint.find(data, focus, values):
                results += constraint.tell(self, focus, found)

    def results(self, data: Graph, focus: str) -> tuple[Result, ...]:
        """Return the results of a focus node alone, in a fixed order."""
        found: list[Result] = []
        self.validate(data, focus, found)
        return in_order(found)

    def _fails(self, data: Graph, focus: str) -> bool:
        values = self._follow(data, focus) if self._follow else {focus: None}
        for constraint in self._of_none:
            if constraint.fails(data, focus, values):
                return True
        for value in values:  # loops, and no generators: these cost more than most constraints
            for wrong in self._wrongs:
                if wrong(data, value):
                    return True
        return False

    def _shortest(self) -> Wrong:
        """Return how a node is held against the shape; one that looks at the node alone needs no values."""
        if self._of_none:
            return self._fails
        wrong = any_wrong(self._wrongs)
        return _any_value(self._follow, wrong) if self._follow else wrong

    def result(self, component: str, focus: str, value: str | None, path: Path | None = None) -> Result:
        """Return a result of one of its constraints."""
        return Result(
            focus=focus,
            path=path or self.path,
            value=value,
            component=component,
            shape=self.node,
            severity=self.severity,
            own=self.messages,
            messages=self.messages,
        )
