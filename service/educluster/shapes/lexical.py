"""Which literals are well-formed, by the grammar of XML Schema and not by what Python happens to parse.

rdflib takes "2026-W47-6" for a date and "1_000" for an integer, and has no date before the year 1; pySHACL
goes by it.  `install` puts the grammar before rdflib's own constructors, for the whole process.
Source: XML Schema 1.1, part 2.
"""

from __future__ import annotations

import logging
import re
from calendar import monthrange
from collections.abc import Callable

import rdflib
from rdflib import XSD

Constructor = Callable[[str], object]

_YEAR, _ZONE = (
    r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))",
    r"(?:Z|[+-](?:0[0-9]|1[0-3]):[0-5][0-9]|[+-]14:00)?",
)
_MONTH, _DAY = r"(?P<month>0[1-9]|1[0-2])", r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_TIME = r"(?:(?:[01][0-9]|2[0-3]):[0-5][0-9]:[0-5][0-9](?:\.[0-9]+)?|24:00:00(?:\.0+)?)"
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_GRAMMAR = {
    XSD.date: f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    XSD.dateTime: f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    XSD.time: _TIME + _ZONE,
    XSD.gYear: _YEAR + _ZONE,
    XSD.gYearMonth: f"{_YEAR}-{_MONTH}{_ZONE}",
    XSD.boolean: "true|false|0|1",
    XSD.decimal: _NUMBER,
    XSD.double: rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    XSD.float: rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN",
    XSD.integer: "[+-]?[0-9]+",
}


def install() -> None:
    """Let rdflib hold every new literal against the grammar; what it would log of it holds a user's data."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    known = dict(rdflib.term.XSDToPython)
    for datatype, grammar in _GRAMMAR.items():
        rdflib.term.bind(
            datatype, object, _strict(re.compile(grammar), known.get(datatype)), datatype_specific=True
        )


def _strict(grammar: re.Pattern[str], lenient: Constructor | None) -> Constructor:
    """Return a constructor that refuses what the grammar does; a value that Python lacks stays a text."""

    def construct(lexical: str) -> object:
        found = grammar.fullmatch(lexical.strip(" \t\r\n"))
        if found is None or not _is_day(found):
            raise ValueError
        try:
            return lenient(lexical) if lenient else lexical
        except (ValueError, OverflowError, ArithmeticError):
            return lexical

    return construct


def _is_day(found: re.Match[str]) -> bool:
    parts = found.groupdict()
    if not parts.get("day"):
        return True
    leap_alike = (
        abs(int(parts["year"])) % 400 + 400
    )  # the calendar repeats itself; Python's begins with year 1
    return int(parts["day"]) <= monthrange(leap_alike, int(parts["month"]))[1]
