"""Numbers of XML Schema: read, compared, calculated with, written.

Source: SPARQL 1.1, section 17.3; XPath 2.0, section B.1; XML Schema 1.1, part 2.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Callable
from decimal import MAX_EMAX, MAX_PREC, MIN_EMIN, Context, Decimal
from enum import IntEnum
from math import copysign, inf, isinf, isnan, nan
from typing import NamedTuple

from educluster.names import XSD
from educluster.shapes.compiled.datatypes import INTEGERS

Quantity = int | Decimal | float

DIGITS = 4_000  # what int and str read and write; Python's own bound is 4,300
EXACT = Context(
    prec=MAX_PREC, Emax=MAX_EMAX, Emin=MIN_EMIN
)  # sums and products of decimals are never rounded
_DIVISION = Context(
    prec=28, Emax=MAX_EMAX, Emin=MIN_EMIN
)  # as rdflib, so that both engines write one quotient


class Kind(IntEnum):
    """The kinds of numbers; of two, the greater is that of the result."""

    INTEGER = 0
    DECIMAL = 1
    FLOAT = 2
    DOUBLE = 3


class Number(NamedTuple):
    """A number: an int (a Decimal beyond 4,000 digits), a Decimal, or a float, by its kind."""

    kind: Kind
    value: Quantity


def promoted(number: Number, kind: Kind) -> Quantity:
    """Return the value of a number in a kind at least as wide.  Source: XPath 2.0, section B.1."""
    if kind >= Kind.FLOAT:
        return _floating(number.value, kind)
    return number.value if kind is number.kind else Decimal(number.value)


def calculate(operator: str, left: Number, right: Number) -> Number | None:
    """Return what +, -, * or / makes of two numbers; None for a decimal divided by zero."""
    kind = max(left.kind, right.kind, Kind.DECIMAL if operator == "/" else Kind.INTEGER)
    one, other = promoted(left, kind), promoted(right, kind)
    if isinstance(one, float) and isinstance(other, float):
        return Number(kind, _floating(_FLOATING[operator](one, other), kind))
    if operator == "/":
        return None if other == 0 else _exactly(kind, _DIVISION.divide(Decimal(one), Decimal(other)))
    if isinstance(one, int) and isinstance(other, int):
        return Number(kind, _WHOLE[operator](one, other))
    return _exactly(kind, _DECIMAL[operator](Decimal(one), Decimal(other)))


def number_token(kind: Kind, value: Quantity) -> str:
    """Return the literal of a number, in the canonical form: 5, 5.25, 1.5E0, INF."""
    written = _scientific(float(value), kind) if kind >= Kind.FLOAT else _plain(Decimal(value))
    return f'"{written}"^^<{XSD}{kind.name.lower()}>'


def _integer(found: re.Match[str]) -> Number:
    lexical = found[0]
    return Number(Kind.INTEGER, int(lexical) if len(lexical) <= DIGITS else Decimal(lexical))


def _exactly(kind: Kind, value: Decimal) -> Number:
    return Number(kind, EXACT.plus(value))  # a decimal has no zero below zero


def _decimal(found: re.Match[str]) -> Number:
    return _exactly(Kind.DECIMAL, Decimal(found[0]))


def _float(found: re.Match[str]) -> Number:
    return Number(Kind.FLOAT, _single(float(found[0])))


def _double(found: re.Match[str]) -> Number:
    return Number(Kind.DOUBLE, float(found[0]))


READERS: dict[str, Callable[[re.Match[str]], Number]] = {
    XSD + "decimal": _decimal,
    XSD + "float": _float,
    XSD + "double": _double,
    **{XSD + name: _integer for name in INTEGERS},
}


def order(left: Number, right: Number) -> int | None:
    """Return -1, 0 or 1; None where one is not a number (NaN)."""
    kind = left.kind if left.kind >= right.kind else right.kind
    if kind >= Kind.FLOAT:
        return sign(_floating(left.value, kind), _floating(right.value, kind))
    return sign(left.value, right.value)


def sign(left: Quantity | str, right: Quantity | str) -> int | None:
    """Return -1, 0 or 1 for two values of one kind; None for NaN."""
    if left < right:  # type: ignore[operator]  # both of one kind
        return -1
    if left > right:  # type: ignore[operator]
        return 1
    return 0 if left == right else None  # NaN


def _single(value: float) -> float:
    """Return the nearest number of single precision."""
    try:
        return float(struct.unpack("f", struct.pack("f", value))[0])
    except OverflowError:
        return copysign(inf, value)


def _floating(value: Quantity, kind: Kind) -> float:
    try:
        found = float(value)
    except OverflowError:
        found = inf if value > 0 else -inf
    return _single(found) if kind is Kind.FLOAT else found


def _quotient(left: float, right: float) -> float:
    if right:
        return left / right
    return nan if left == 0 or isnan(left) else copysign(inf, left) * copysign(1, right)


_FLOATING: dict[str, Callable[[float, float], float]] = {
    "+": float.__add__,
    "-": float.__sub__,
    "*": float.__mul__,
    "/": _quotient,
}
_WHOLE: dict[str, Callable[[int, int], int]] = {"+": int.__add__, "-": int.__sub__, "*": int.__mul__}
_DECIMAL: dict[str, Callable[[Decimal, Decimal], Decimal]] = {
    "+": EXACT.add,
    "-": EXACT.subtract,
    "*": EXACT.multiply,
}


def _plain(value: Decimal) -> str:
    written = f"{value:f}"
    if "." in written:
        written = written.rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def _scientific(value: float, kind: Kind) -> str:
    if isnan(value) or isinf(value):
        return "NaN" if isnan(value) else "INF" if value > 0 else "-INF"
    tries = (f"{value:.{digits}e}" for digits in range(17))
    mantissa, _, exponent = next(each for each in tries if _floating(float(each), kind) == value).partition(
        "e"
    )
    return f"{mantissa if '.' in mantissa else mantissa + '.0'}E{int(exponent)}"
