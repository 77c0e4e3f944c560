"""What COUNT, SUM and the others make of a group of solutions.  Source: SPARQL 1.1, section 18.5.1."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from educluster.graphs import Graph
from educluster.shapes.compiled.sparql import numbers, ordering, strings
from educluster.shapes.compiled.sparql.solutions import Row, Value
from educluster.shapes.compiled.sparql.syntax import Aggregate, Call, Expression, Variable

Total = Callable[[Graph, Sequence[Row]], str | None]

_ZERO = numbers.integer(0)
_add, _divide = numbers.calculated("+"), numbers.calculated("/")


def total(aggregate: Aggregate, value: Value) -> Total:
    """Return the function from a group to the value of an aggregate; `value` is of what it is about."""
    if aggregate.of is None:
        return _counted_rows(aggregate.distinct)
    separator = aggregate.separator

    def function(graph: Graph, rows: Sequence[Row]) -> str | None:
        terms: Iterable[str | None] = [value(graph, row) for row in rows]
        terms = list(dict.fromkeys(terms) if aggregate.distinct else terms)
        if aggregate.name == "GROUP_CONCAT":
            return _joined(terms, separator)
        return _TOTALS[aggregate.name](terms)

    return function


def _counted_rows(distinct: bool) -> Total:
    def function(graph: Graph, rows: Sequence[Row]) -> str:
        if not distinct:
            return numbers.integer(len(rows))
        named = (((name, value) for name, value in row.items() if name[0] != "_") for row in rows)
        return numbers.integer(len(set(map(frozenset, named))))

    return function


def _known(terms: Sequence[str | None]) -> list[str]:
    return [each for each in terms if each is not None]


def _count(terms: Sequence[str | None]) -> str:
    return numbers.integer(len(_known(terms)))


def _sum(terms: Sequence[str | None]) -> str | None:
    found: str | None = _ZERO
    for each in terms:
        if found is None or each is None:
            return None
        found = _add(found, each)
    return found


def _average(terms: Sequence[str | None]) -> str | None:
    found = _sum(terms)
    return found if not terms or found is None else _divide(found, numbers.integer(len(terms)))


def _least(terms: Sequence[str | None]) -> str | None:
    return None if None in terms else min(_known(terms), key=ordering.key, default=None)


def _greatest(terms: Sequence[str | None]) -> str | None:
    return None if None in terms else max(_known(terms), key=ordering.key, default=None)


def _sample(terms: Sequence[str | None]) -> str | None:
    return next(iter(_known(terms)), None)


def _joined(terms: Sequence[str | None], separator: str) -> str | None:
    texts = [None if each is None else strings.as_text(each) for each in terms]
    if None in texts:
        return None
    return strings.string(separator.join(strings.simple(each) or "" for each in _known(texts)))


_TOTALS: dict[str, Callable[[Sequence[str | None]], str | None]] = {
    "COUNT": _count,
    "SUM": _sum,
    "AVG": _average,
    "MIN": _least,
    "MAX": _greatest,
    "SAMPLE": _sample,
}


class Names:
    """The variables that stand for aggregates once a group is counted."""

    def __init__(self) -> None:
        self.found: dict[Aggregate, str] = {}

    def without(self, expression: Expression) -> Expression:
        """Return an expression with a variable for each aggregate in it."""
        match expression:
            case Aggregate():
                return Variable(self.found.setdefault(expression, f"_ {len(self.found)}"))
            case Call():
                return Call(expression.name, tuple(map(self.without, expression.arguments)))
        return expression
