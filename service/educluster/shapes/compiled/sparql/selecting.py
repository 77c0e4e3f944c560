"""Whole queries: groups, HAVING, what is selected, order, DISTINCT, LIMIT.

Source: SPARQL 1.1, section 18.2.4.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from itertools import islice

from educluster.graphs import Graph
from educluster.shapes.compiled.sparql import aggregates, ordering
from educluster.shapes.compiled.sparql.algebra import Patterns
from educluster.shapes.compiled.sparql.solutions import (
    Names,
    Row,
    Scope,
    Solver,
    Step,
    Value,
    bound,
    chain,
    kept,
)
from educluster.shapes.compiled.sparql.syntax import (
    Aggregate,
    Query,
    Variable,
    inside,
    mentioned,
    selected,
)

Rows = Callable[[Graph, Scope], Iterable[Row]]


def solver(query: Query, given: Names, shapes: Graph | None) -> Solver:
    """Return the solver of a query: its rows have what it selects and nothing else."""
    subselect = partial(_subselect, given=given, shapes=shapes)
    patterns = Patterns(given, shapes, subselect, _single(query), _is_counted(query))
    where = patterns.group(query.where)
    rows = _rows(query, patterns, where.step)
    sure = frozenset() if _is_grouped(query) else where.sure & selected(query)
    return Solver(lambda graph, scope, row: rows(graph, scope), sure, selected(query))


def _single(query: Query) -> Names:
    """Return the variables that stand in one place alone."""
    counts = Counter(each.name for each in inside(query) if isinstance(each, Variable))
    return frozenset(name for name, count in counts.items() if count == 1)


def _is_counted(query: Query) -> bool:
    """Return whether it matters how often there is a solution, or what each variable has as its value."""
    is_set = query.distinct and query.projection is not None
    return _is_grouped(query) or not (is_set or query.form == "ASK")


def _subselect(query: Query, given: Names, shapes: Graph | None) -> Solver:
    """Return a subselect that does not see what is outside and not selected: it may be named alike inside."""
    found = solver(query, given, shapes)
    hidden = mentioned(query) - selected(query) - given

    def step(graph: Graph, scope: Scope, row: Row) -> Iterable[Row]:
        seen = {name: value for name, value in scope.given.items() if name not in hidden}
        return found.step(graph, Scope(seen), row)

    return replace(found, step=step)


def _rows(query: Query, patterns: Patterns, where: Step) -> Rows:
    """Return the function that gives the rows of a query, from what is given."""
    found: Rows = lambda graph, scope: where(graph, scope, dict(scope.given))  # noqa: E731  # steps are wrapped round it
    totals = aggregates.Names()
    projection = [(name, totals.without(each)) for name, each in query.projection or () if each is not None]
    having = [totals.without(each) for each in query.having]
    order = [(totals.without(each), descending) for each, descending in query.order]
    if _is_grouped(query):
        found = _grouped(query, patterns, found, totals)
    make = patterns.expressions()
    tests = [kept(make.test(each)) for each in having]
    found = _through(found, chain([*tests, *(bound(name, make.value(each)) for name, each in projection)]))
    if order:
        found = _ordered(found, [(make.value(each), descending) for each, descending in order])
    return _sliced(_projected(found, query), query)


def _is_grouped(query: Query) -> bool:
    expressions = [*query.having, *(each for each, _ in query.order)]
    expressions += [each for _, each in query.projection or () if each is not None]
    totals = (part for each in expressions for part in inside(each) if isinstance(part, Aggregate))
    return query.keys is not None or any(True for _ in totals)


def _through(rows: Rows, step: Step) -> Rows:
    def found(graph: Graph, scope: Scope) -> Iterator[Row]:
        for each in rows(graph, scope):
            yield from step(graph, scope, each)

    return found


def _grouped(query: Query, patterns: Patterns, rows: Rows, totals: aggregates.Names) -> Rows:
    """Return one row for each group: its keys and its aggregates."""
    make = patterns.expressions()
    keys = [(alias or _name(each), make.value(each)) for each, alias in query.keys or ()]
    counted = [
        (name, aggregates.total(each, make.value(each.of) if each.of is not None else _nothing))
        for each, name in totals.found.items()
    ]

    def found(graph: Graph, scope: Scope) -> Iterator[Row]:
        groups: dict[tuple[str | None, ...], list[Row]] = {} if keys else {(): []}
        for row in rows(graph, scope):
            groups.setdefault(tuple(value(graph, row) for _, value in keys), []).append(row)
        for key, group in groups.items():
            known = zip((name for name, _ in keys), key, strict=True)
            totalled = ((name, function(graph, group)) for name, function in counted)
            yield {**scope.given, **{name: value for name, value in (*known, *totalled) if name and value}}

    return found


def _name(key: object) -> str:
    return key.name if isinstance(key, Variable) else ""


def _nothing(graph: Graph, row: Row) -> None:
    return None


def _ordered(rows: Rows, order: Sequence[tuple[Value, bool]]) -> Rows:
    def found(graph: Graph, scope: Scope) -> list[Row]:
        ordered = list(rows(graph, scope))
        for value, descending in reversed(order):
            keys = {id(row): ordering.key(value(graph, row)) for row in ordered}
            ordered.sort(key=lambda row: keys[id(row)], reverse=descending)
        return ordered

    return found


def _projected(rows: Rows, query: Query) -> Rows:
    names = sorted(selected(query)) if query.projection is None else [name for name, _ in query.projection]

    def found(graph: Graph, scope: Scope) -> Iterator[Row]:
        for row in rows(graph, scope):
            yield {name: row[name] for name in names if name in row}

    return _distinct(found) if query.distinct else found


def _distinct(rows: Rows) -> Rows:
    def found(graph: Graph, scope: Scope) -> Iterator[Row]:
        seen: set[frozenset[tuple[str, str]]] = set()
        for row in rows(graph, scope):
            if (same := frozenset(row.items())) not in seen:
                seen.add(same)
                yield row

    return found


def _sliced(rows: Rows, query: Query) -> Rows:
    if query.limit is None and not query.offset:
        return rows
    last = None if query.limit is None else query.offset + query.limit
    return lambda graph, scope: islice(rows(graph, scope), query.offset, last)
