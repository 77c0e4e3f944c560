"""Expressions as functions of a solution; None stands for an error and for a variable without a value.

Source: SPARQL 1.1, sections 17.2 and 17.4.1.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from educluster.errors import BadDocument
from educluster.graphs import Graph, is_iri, literal
from educluster.names import XSD
from educluster.shapes.compiled import values
from educluster.shapes.compiled.sparql.functions import COUNTS, FUNCTIONS, TESTS
from educluster.shapes.compiled.sparql.solutions import Row, Test, Value
from educluster.shapes.compiled.sparql.syntax import Call, Exists, Expression, Group, Variable

_T = TypeVar("_T")
BOOLEAN = XSD + "boolean"
_TOKENS = {True: f'"true"^^<{BOOLEAN}>', False: f'"false"^^<{BOOLEAN}>', None: None}
_ORDER: dict[str, Callable[[int], bool]] = {
    "<": lambda sign: sign < 0,
    ">": lambda sign: sign > 0,
    "<=": lambda sign: sign <= 0,
    ">=": lambda sign: sign >= 0,
}
_FEW = 2  # arguments of most functions


_FORMS = ("||", "&&", "!", "!=", "IN", "NOT IN", "BOUND", "IF", "COALESCE")
KNOWN = frozenset({*FUNCTIONS, *TESTS, *_ORDER, *_FORMS})


class Expressions:
    """What makes functions of expressions; it is told what makes a test of a group with EXISTS."""

    def __init__(self, exists: Callable[[Group], Test]) -> None:
        self.exists = exists
        self._own_tests: dict[str, Callable[[tuple[Expression, ...]], Test]] = {
            "||": self._any,
            "&&": self._all,
            "!": self._not,
            "!=": lambda arguments: self._not((Call("=", arguments),)),
            "IN": self._in,
            "NOT IN": lambda arguments: self._not((Call("IN", arguments),)),
            "BOUND": self._bound,
        }

    def value(self, expression: Expression) -> Value:
        """Return the function that gives the value of an expression."""
        match expression:
            case str():
                return lambda graph, row: expression
            case Variable():
                name = expression.name
                return lambda graph, row: row.get(name)
            case Call(name="IF" | "COALESCE"):
                return self._choice(expression)
            case Call() if expression.name in FUNCTIONS:
                return self._call(expression)
        test = self.test(expression)  # of what has no value that is more than true or false
        return lambda graph, row: _TOKENS[test(graph, row)]

    def test(self, expression: Expression) -> Test:
        """Return the test whether an expression holds: its effective boolean value."""
        match expression:
            case Exists():
                return self._exists(expression)
            case Call() if expression.name in self._own_tests:
                return self._own_tests[expression.name](expression.arguments)
            case Call() if expression.name in _ORDER:
                return self._compared(expression)
            case Call() if expression.name in TESTS:
                return self._tested(expression)
        value = self.value(expression)
        return lambda graph, row: holds(value(graph, row))

    def _exists(self, expression: Exists) -> Test:
        test = self.exists(expression.group)
        return (lambda graph, row: not test(graph, row)) if expression.negated else test

    def _any(self, arguments: tuple[Expression, ...]) -> Test:
        tests = [self.test(each) for each in arguments]

        def test(graph: Graph, row: Row) -> bool | None:
            found: bool | None = False
            for each in tests:
                one = each(graph, row)
                if one:
                    return True
                if one is None:
                    found = None
            return found

        return test

    def _all(self, arguments: tuple[Expression, ...]) -> Test:
        tests = [self.test(each) for each in arguments]

        def test(graph: Graph, row: Row) -> bool | None:
            found: bool | None = True
            for each in tests:
                one = each(graph, row)
                if one is False:
                    return False
                if one is None:
                    found = None
            return found

        return test

    def _not(self, arguments: tuple[Expression, ...]) -> Test:
        inner = self.test(_only(arguments))

        def test(graph: Graph, row: Row) -> bool | None:
            found = inner(graph, row)
            return None if found is None else not found

        return test

    def _in(self, arguments: tuple[Expression, ...]) -> Test:
        one, *others = arguments
        iris = frozenset(each for each in others if isinstance(each, str) and is_iri(each))
        if len(iris) < len(others):
            return self._any(tuple(Call("=", (one, each)) for each in others))
        value = self.value(one)

        def test(graph: Graph, row: Row) -> bool | None:
            found = value(graph, row)
            return None if found is None else found in iris

        return test if iris else lambda graph, row: False

    def _bound(self, arguments: tuple[Expression, ...]) -> Test:
        variable = _only(arguments)
        if not isinstance(variable, Variable):
            raise BadDocument("the query calls BOUND with what is no variable", "give it one")
        return lambda graph, row: variable.name in row

    def _compared(self, expression: Call) -> Test:
        left, right = map(self.value, expression.arguments)
        goes = _ORDER[expression.name]

        def test(graph: Graph, row: Row) -> bool | None:
            one, other = left(graph, row), right(graph, row)
            sign = values.compare(one, other) if one is not None and other is not None else None
            return None if sign is None else goes(sign)

        return test

    def _choice(self, expression: Call) -> Value:
        if expression.name == "COALESCE":
            options = [self.value(each) for each in expression.arguments]
            return lambda graph, row: next(
                (found for each in options if (found := each(graph, row)) is not None), None
            )
        _check(expression, 3, 3)
        condition, then, otherwise = expression.arguments
        test, one, other = self.test(condition), self.value(then), self.value(otherwise)

        def value(graph: Graph, row: Row) -> str | None:
            found = test(graph, row)
            return None if found is None else one(graph, row) if found else other(graph, row)

        return value

    def _call(self, expression: Call) -> Value:
        return _strict(FUNCTIONS[expression.name], self._arguments(expression))

    def _tested(self, expression: Call) -> Test:
        return _strict(TESTS[expression.name], self._arguments(expression))

    def _arguments(self, expression: Call) -> list[Value]:
        _check(expression, *COUNTS.get(expression.name, (1, 1)))
        return [self.value(each) for each in expression.arguments]


def holds(term: str | None) -> bool | None:
    """Return the effective boolean value of a term.  Source: SPARQL 1.1, section 17.2.2."""
    if term is None or term[0] != '"':
        return None
    lexical, datatype, language = literal(term)
    if datatype == BOOLEAN:
        return lexical in ("true", "1")
    if language or datatype == XSD + "string":
        return bool(lexical)
    number = values.number(term)
    if number is not None:
        return bool(number.value) and number.value == number.value
    return False if not values.is_well_formed(term) and datatype in _NUMERIC else None


_NUMERIC = frozenset(XSD + each for each in ("integer", "decimal", "float", "double"))


def _strict(function: Callable[..., _T | None], arguments: list[Value]) -> Callable[[Graph, Row], _T | None]:
    """Return a call that gives an error when one of its arguments does."""
    if len(arguments) == 1:
        (only,) = arguments
        return lambda graph, row: None if (found := only(graph, row)) is None else function(found)
    if len(arguments) == _FEW:
        return _of_two(function, *arguments)

    def call(graph: Graph, row: Row) -> _T | None:
        found = [each(graph, row) for each in arguments]
        return None if None in found else function(*found)

    return call


def _of_two(
    function: Callable[..., _T | None], left: Value, right: Value
) -> Callable[[Graph, Row], _T | None]:
    def call(graph: Graph, row: Row) -> _T | None:
        one = left(graph, row)
        if one is None:
            return None
        other = right(graph, row)
        return None if other is None else function(one, other)

    return call


def _check(expression: Call, least: int, most: int) -> None:
    if not least <= len(expression.arguments) <= most:
        problem = f"the query gives {expression.name} {len(expression.arguments)} arguments"
        raise BadDocument(problem, f"it takes {least}" + (f" to {most}" if most > least else ""))


def _only(arguments: tuple[Expression, ...]) -> Expression:
    if len(arguments) != 1:
        raise BadDocument(f"the query gives a condition {len(arguments)} arguments", "it takes 1")
    return arguments[0]
