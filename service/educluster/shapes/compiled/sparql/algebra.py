"""Group graph patterns as steps.  Source: SPARQL 1.1, section 18.2.2.

Solutions of what stands before are fed into what follows wherever that means the same as solving it apart
and joining: it does not where a nested group asks (in a filter, BIND or OPTIONAL) for a variable that it does
not bind.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from educluster.errors import BadDocument
from educluster.graphs import Graph, is_iri
from educluster.shapes.compiled.sparql import basic
from educluster.shapes.compiled.sparql.expressions import Expressions
from educluster.shapes.compiled.sparql.solutions import (
    Names,
    Row,
    Scope,
    Solver,
    Step,
    Test,
    apart,
    bound,
    chain,
    kept,
    once,
    optional,
    union,
)
from educluster.shapes.compiled.sparql.syntax import (
    Basic,
    Bind,
    Call,
    Exists,
    Expression,
    Group,
    Named,
    Optional,
    Part,
    Query,
    TriplePattern,
    Union,
    Variable,
    inside,
    mentioned,
    visible,
)

NONE: Names = frozenset()
Subselect = Callable[[Query], Solver]


class Patterns:
    """What makes steps of the groups of a query.

    `given` are the names that have their value everywhere; `single` those that stand in one place alone, and
    `counted` tells whether it matters how often there is a solution.
    """

    def __init__(
        self, given: Names, shapes: Graph | None, subselect: Subselect, single: Names, counted: bool
    ) -> None:
        self.given, self.single, self.counted = given, single, counted
        self.shapes = shapes
        self.subselect = subselect

    def expressions(self, known: Names = NONE) -> Expressions:
        """Return what makes functions of expressions where some variables have their values."""
        return Expressions(partial(self.exists, known=known))

    def exists(self, group: Group, known: Names) -> Test:
        """Return the test whether a group has a solution that goes with the present one."""
        inner = Patterns(self.given, self.shapes, self.subselect, self.single, counted=False)
        step = inner.group(group, known).step

        def test(graph: Graph, row: Row) -> bool:
            for _ in step(graph, Scope(row), row):
                return True
            return False

        return test

    def group(self, group: Group, before: Names = NONE, filtered: bool = True) -> Solver:
        """Return the solver of a group; `before` have their value when it is fed."""
        if group.query is not None:
            return self.subselect(group.query)
        return _GroupSolver(self, group, before, filtered).solver()

    def solver(self, part: Part, before: Names) -> Solver:
        """Return the solver of a part of a group that is neither triples, BIND nor OPTIONAL."""
        match part:
            case Named():
                return self._named(part)
            case Union():
                return _either([self.group(each, before) for each in part.groups])
        raise TypeError(part)

    def _named(self, part: Named) -> Solver:
        if self.shapes is None:
            raise BadDocument("the query asks the shapes graph, which is not at hand here", "leave GRAPH out")
        shapes, inner = self.shapes, self.group(part.group)

        def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
            return inner.step(shapes, scope, row) if "shapesGraph" in row else ()

        return Solver(step, inner.sure, inner.possible, inner.closed)


def _either(solvers: list[Solver]) -> Solver:
    step = union([each.step for each in solvers]) if len(solvers) > 1 else solvers[0].step
    sure = solvers[0].sure.intersection(*(each.sure for each in solvers))
    possible = NONE.union(*(each.possible for each in solvers))
    return Solver(step, sure, possible, NONE.union(*(each.closed for each in solvers)))


class _GroupSolver:
    """The steps of one group, taken up one after another, with the filters as early as they mean the same."""

    def __init__(self, patterns: Patterns, group: Group, before: Names, filtered: bool) -> None:
        self.patterns, self.parts, self.before = patterns, group.parts, before | patterns.given
        self.filters = list(_conjuncts(group.filters)) if filtered else []
        self.visible = visible(group)
        self.sure = self.possible = self.closed = NONE
        self.steps: list[Step] = []

    def solver(self) -> Solver:
        self._filter()
        for part in self.parts:
            self._add(part)
        for each in self.filters:
            self._test(each)
        closed = self.closed - self.patterns.given
        return Solver(chain(self.steps), self.sure, self.possible, closed)

    def _add(self, part: Part) -> None:
        match part:
            case Basic():
                self._basic(part)
            case Bind():
                self._bind(part)
            case Optional():
                self._optional(part)
            case _:
                found = self.patterns.solver(part, self.before | self.sure)
                alone = _has_subselect(part)
                self._join(found, alone)
        self._filter()

    def _basic(self, part: Basic) -> None:
        left, candidates = list(part.triples), self._candidates(part)
        while left:
            known = self.before | self.sure
            best = min(left, key=lambda each: basic.cost(each, known))
            name = next((each for each in candidates if each not in known), None)
            if basic.cost(best, known) > 1 and name is not None:
                self._try(name, candidates[name])
            else:
                left.remove(best)
                self.steps.append(self._solved(best))
                self._bound(best.variables)
            self._filter()

    def _solved(self, pattern: TriplePattern) -> Step:
        """Return the step of a triple pattern; one way is enough where nobody asks to what it leads."""
        found, idle = basic.solved(pattern), pattern.variables & self.patterns.single
        return found if self.patterns.counted or not idle else once(found, pattern.variables - idle)

    def _bound(self, names: Names) -> None:
        self.sure |= names
        self.possible |= names

    def _candidates(self, part: Basic) -> dict[str, Expression]:
        """Return the variables of triples of which filters name the only values, with these filters."""
        names = mentioned(part) - self.possible - self.before
        found = {only[0]: each for each in self.filters if (only := _only(each))}
        return {name: each for name, each in found.items() if name in names}

    def _try(self, name: str, condition: Expression) -> None:
        """Try the values that a filter names: it is met by them and need not be tested."""
        _, values = _only(condition) or ("", ())
        self.filters.remove(condition)
        self.steps.append(basic.among(name, values))
        self._bound(frozenset({name}))

    def _bind(self, part: Bind) -> None:
        self.closed |= (mentioned(part.expression) - self.sure) | {part.variable}
        self.steps.append(bound(part.variable, self._expressions().value(part.expression)))
        self.possible |= {part.variable}

    def _optional(self, part: Optional) -> None:
        """Join what is optional; its filters see what stands before it.  Source: section 18.2.2.6."""
        unfiltered = self.patterns.group(part.group, self.before | self.sure, filtered=False)
        if unfiltered.closed & self.possible or _has_subselect(part):
            tests = [kept(self._expressions().test(each)) for each in part.group.filters]
            step = chain([apart(unfiltered.step, self.sure & unfiltered.sure), *tests])
        else:
            step = self.patterns.group(part.group, self.before | self.sure).step
        self.closed |= mentioned(part.group) - self.sure
        self.steps.append(optional(step))
        self.possible |= unfiltered.possible

    def _join(self, found: Solver, alone: bool) -> None:
        if alone or found.closed & self.possible:
            self.steps.append(apart(found.step, self.sure & found.sure))
        else:
            self.closed |= found.closed
            self.steps.append(found.step)
        self.sure |= found.sure
        self.possible |= found.possible

    def _filter(self) -> None:
        """Test what can be tested: all that the group may bind in it is bound."""
        ready = [each for each in self.filters if mentioned(each) & self.visible <= self.sure]
        for each in sorted(ready, key=_is_dear):
            self.filters.remove(each)
            self._test(each)

    def _expressions(self) -> Expressions:
        return self.patterns.expressions(self.before | self.sure)

    def _test(self, condition: Expression) -> None:
        self.closed |= mentioned(condition) - self.sure
        self.steps.append(kept(self._expressions().test(condition)))


def _conjuncts(conditions: Iterable[Expression]) -> Iterator[Expression]:
    for each in conditions:
        if isinstance(each, Call) and each.name == "&&":
            yield from _conjuncts(each.arguments)
        else:
            yield each


def _is_dear(condition: Expression) -> bool:
    return any(isinstance(each, Exists) for each in inside(condition))


def _has_subselect(part: Part) -> bool:
    """Return whether a part is, or has beside other things, a query of its own."""
    if isinstance(part, Union):
        return any(each.query is not None for each in part.groups)
    return isinstance(part, Optional | Named) and part.group.query is not None


def _only(condition: Expression) -> tuple[str, tuple[str, ...]] | None:
    """Return the variable of a condition that names IRIs, one of which it must be, and these."""
    if not (isinstance(condition, Call) and condition.name in ("IN", "=")):
        return None
    variable, *others = condition.arguments
    values = [each for each in others if isinstance(each, str) and is_iri(each)]
    if not isinstance(variable, Variable) or len(values) < len(others):
        return None
    return variable.name, tuple(dict.fromkeys(values))
