"""Functions on numbers, dates and times.  Source: SPARQL 1.1, sections 17.4.4 and 17.4.5."""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import ROUND_CEILING, ROUND_FLOOR, Decimal
from math import ceil, copysign, floor, isfinite

from educluster.graphs import literal, token
from educluster.names import XSD
from educluster.shapes.compiled import datatypes, values
from educluster.shapes.compiled.arithmetic import EXACT
from educluster.shapes.compiled.values import Kind

_INTEGER, _DECIMAL = XSD + "integer", XSD + "decimal"
_HALF = Decimal("0.5")
_DATED = frozenset(XSD + each for each in ("dateTime", "dateTimeStamp", "date", "time"))
_DATED |= frozenset(XSD + each for each in ("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"))


def integer(number: int) -> str:
    """Return the token of a whole number."""
    return f'"{number}"^^<{_INTEGER}>'


def calculated(operator: str) -> Callable[[str, str], str | None]:
    """Return the function that an arithmetic operator stands for."""

    def function(left: str, right: str) -> str | None:
        one, other = values.number(left), values.number(right)
        found = values.calculate(operator, one, other) if one and other else None
        return values.number_token(*found) if found else None

    return function


def _changed(
    whole: Callable[[Decimal], Decimal], floating: Callable[[float], float]
) -> Callable[[str], str | None]:
    """Return a function that leaves the kind of a number as it is."""

    def function(term: str) -> str | None:
        number = values.number(term)
        if number is None:
            return None
        kind, value = number
        if isinstance(value, float):
            return values.number_token(kind, floating(value))
        return values.number_token(kind, whole(Decimal(value)))

    return function


def _signed(whole: Callable[[float], int]) -> Callable[[float], float]:
    """Return a function on floats that leaves infinity and NaN as they are, and keeps the sign of zero."""

    def function(value: float) -> float:
        return copysign(whole(value), value) if isfinite(value) else value

    return function


def is_number(term: str) -> bool:
    """Return whether a term is a well-formed number."""
    return values.number(term) is not None


def negative(term: str) -> str | None:
    """Return a number with the other sign."""
    number = values.number(term)
    return values.number_token(number.kind, -number.value) if number else None


def positive(term: str) -> str | None:
    """Return a number as it is."""
    return term if values.number(term) else None


def _parts(term: str) -> re.Match[str] | None:
    """Return the parts of a date or time."""
    if term[0] != '"':
        return None
    lexical, datatype, _ = literal(term)
    return datatypes.match(lexical, datatype) if datatype in _DATED else None


def _part(name: str) -> Callable[[str], str | None]:
    def function(term: str) -> str | None:
        parts = _parts(term)
        written = parts.groupdict().get(name) if parts else None
        if name == "hour" and parts and written is None and parts.groupdict().get("midnight"):
            written = "0"
        return integer(int(written)) if written is not None else None

    return function


def seconds(term: str) -> str | None:
    """SECONDS."""
    parts = _parts(term)
    written = parts.groupdict().get("second") if parts else None
    if parts and written is None and parts.groupdict().get("midnight"):
        written = "0"
    return values.number_token(Kind.DECIMAL, Decimal(written)) if written is not None else None


def zone(term: str) -> str | None:
    """TZ."""
    parts = _parts(term)
    return token(parts["zone"] or "") if parts else None


def timezone(term: str) -> str | None:
    """TIMEZONE: the offset as a duration; an error without one."""
    parts = _parts(term)
    written = parts["zone"] if parts else None
    if not written:
        return None
    hours, minutes = (0, 0) if written == "Z" else map(int, written[1:].split(":"))
    lexical = (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "") or "0S"
    sign = "-" if written[0] == "-" and (hours or minutes) else ""
    return token(f"{sign}PT{lexical}", XSD + "dayTimeDuration")


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    **{sign: calculated(sign) for sign in "+-*/"},
    "u-": negative,
    "u+": positive,
    "ABS": _changed(abs, abs),
    "CEIL": _changed(lambda value: value.to_integral_value(ROUND_CEILING), _signed(ceil)),
    "FLOOR": _changed(lambda value: value.to_integral_value(ROUND_FLOOR), _signed(floor)),
    "ROUND": _changed(
        lambda value: EXACT.add(value, _HALF).to_integral_value(ROUND_FLOOR),
        _signed(lambda value: floor(value + 0.5)),
    ),
    "YEAR": _part("year"),
    "MONTH": _part("month"),
    "DAY": _part("day"),
    "HOURS": _part("hour"),
    "MINUTES": _part("minute"),
    "SECONDS": seconds,
    "TZ": zone,
    "TIMEZONE": timezone,
}
