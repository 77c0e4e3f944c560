"""What solving a pattern is: solutions go in and come out, in steps that follow each other."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from educluster.graphs import Graph

Row = dict[str, str]  # a solution: a token for each variable that has a value
Test = Callable[[Graph, Row], bool | None]  # None: an error
Value = Callable[[Graph, Row], str | None]
Names = frozenset[str]


class Scope:
    """What has its value everywhere in a query or EXISTS, and what was solved there apart from the rest."""

    __slots__ = ("given", "kept")

    def __init__(self, given: Row) -> None:
        self.given = given
        self.kept: dict[Step, dict[tuple[str, ...], list[Row]]] = {}


Step = Callable[[Graph, Scope, Row], Iterable[Row]]


@dataclass(frozen=True)
class Solver:
    """A pattern that is ready to be solved.

    `sure` are the variables that have a value in each solution, `possible` those that may have one.  `closed`
    are those whose value must not come from outside: the pattern has another meaning when they have one.
    """

    step: Step
    sure: Names = frozenset()
    possible: Names = frozenset()
    closed: Names = frozenset()


def nothing_more(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
    """Return a solution as it is."""
    return (row,)


def chain(steps: Sequence[Step]) -> Step:
    """Return the steps as one, each fed with what comes from the one before."""
    if not steps:
        return nothing_more
    first, *others = steps
    if not others:
        return first
    rest = chain(others)

    def step(graph: Graph, scope: Scope, row: Row) -> Iterator[Row]:
        for each in first(graph, scope, row):
            yield from rest(graph, scope, each)

    return step


def kept(test: Test) -> Step:
    """Return the step that lets pass what meets a condition; an error does not."""
    return lambda graph, scope, row: (row,) if test(graph, row) else ()


def once(inner: Step, asked: Names) -> Step:
    """Return the step that goes no further than the first way, if all that is asked for is known."""

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        found = inner(graph, scope, row)
        return islice(found, 1) if row.keys() >= asked else found

    return step


def optional(inner: Step) -> Step:
    """Return the step that adds what there is, or lets a solution pass as it is."""

    def step(graph: Graph, scope: Scope, row: Row) -> Iterator[Row]:
        found = False
        for each in inner(graph, scope, row):
            found = True
            yield each
        if not found:
            yield row

    return step


def union(steps: Sequence[Step]) -> Step:
    """Return the step that gives what each of several gives."""
    return lambda graph, scope, row: (found for step in steps for found in step(graph, scope, row))


def bound(name: str, value: Value) -> Step:
    """Return the step that gives a variable its value, if there is one.

    A value that came from outside (from around EXISTS) must be the same.
    """

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        found = value(graph, row)
        if found is None:
            return (row,)
        if name in row:
            return (row,) if row[name] == found else ()
        return ({**row, name: found},)

    return step


def apart(inner: Step, shared: Names) -> Step:
    """Return the step that solves a pattern once, from what is given alone, and joins it with each solution.

    `shared` are variables that surely have a value on both sides.
    """
    names = tuple(sorted(shared))

    def step(graph: Graph, scope: Scope, row: Row) -> Iterator[Row]:
        index = scope.kept.get(inner)
        if index is None:
            index = scope.kept[inner] = _index(inner(graph, scope, dict(scope.given)), names)
        for each in index.get(tuple(row[name] for name in names), ()):
            if all(row.get(name, value) == value for name, value in each.items()):
                yield {**row, **each}

    return step


def _index(rows: Iterable[Row], names: tuple[str, ...]) -> dict[tuple[str, ...], list[Row]]:
    found: dict[tuple[str, ...], list[Row]] = {}
    for each in rows:
        found.setdefault(tuple(each[name] for name in names), []).append(each)
    return found


class Failed(Exception):
    """A query could not be evaluated: that is never an empty answer."""
