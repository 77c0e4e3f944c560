"""Which texts fit which datatype, by the grammar of XML Schema.  Pure: knows no term and no engine.

Source: XML Schema 1.1, part 2; XML 1.0, section 2.3.
"""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from educluster.names import XSD

Ranges = tuple[tuple[int, int], ...]
Check = Callable[[re.Match[str]], bool]

WHITE_SPACE = " \t\r\n"

NAME_START: Ranges = (
    (0x3A, 0x3A), (0x41, 0x5A), (0x5F, 0x5F), (0x61, 0x7A), (0xC0, 0xD6), (0xD8, 0xF6), (0xF8, 0x2FF),
    (0x370, 0x37D), (0x37F, 0x1FFF), (0x200C, 0x200D), (0x2070, 0x218F), (0x2C00, 0x2FEF), (0x3001, 0xD7FF),
    (0xF900, 0xFDCF), (0xFDF0, 0xFFFD), (0x10000, 0xEFFFF),
)  # fmt: skip
NAME: Ranges = (
    *NAME_START, (0x2D, 0x2E), (0x30, 0x39), (0xB7, 0xB7), (0x300, 0x36F), (0x203F, 0x2040),
)  # fmt: skip

_YEAR, _MONTH = r"(?P<year>-?(?:[1-9][0-9]{3,}|0[0-9]{3}))", r"(?P<month>0[1-9]|1[0-2])"
_DAY = r"(?P<day>0[1-9]|[12][0-9]|3[01])"
_SURELY = r"(?P<zone>Z|[+-](?:(?:0[0-9]|1[0-3]):[0-5][0-9]|14:00))"
_ZONE = _SURELY + "?"
_TIME = (
    r"(?:(?P<hour>[01][0-9]|2[0-3]):(?P<minute>[0-5][0-9]):(?P<second>[0-5][0-9](?:\.[0-9]+)?)"
    r"|(?P<midnight>24:00:00(?:\.0+)?))"
)
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
_FLOATING = rf"{_NUMBER}(?:[eE][+-]?[0-9]+)?|[+-]?INF|NaN"
_SIGN, _MONTHS = "(?P<sign>-)?", "(?:(?P<years>[0-9]+)Y)?(?:(?P<months>[0-9]+)M)?"
_DAYS = (
    "(?:(?P<days>[0-9]+)D)?(?:T(?=[0-9])(?:(?P<hours>[0-9]+)H)?(?:(?P<minutes>[0-9]+)M)?"
    r"(?:(?P<seconds>[0-9]+(?:\.[0-9]+)?)S)?)?"
)
_GAP = f"[{WHITE_SPACE}]*"
_BASE_64 = (
    f"(?:(?:[A-Za-z0-9+/]{_GAP}){{4}})*"
    f"(?:(?:[A-Za-z0-9+/]{_GAP}){{2}}[AEIMQUYcgkosw048]{_GAP}=|[A-Za-z0-9+/]{_GAP}[AQgw]{_GAP}={_GAP}=)?"
)

_GRAMMAR = {
    "boolean": "true|false|0|1",
    "decimal": _NUMBER,
    "double": _FLOATING,
    "float": _FLOATING,
    "date": f"{_YEAR}-{_MONTH}-{_DAY}{_ZONE}",
    "dateTime": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_ZONE}",
    "dateTimeStamp": f"{_YEAR}-{_MONTH}-{_DAY}T{_TIME}{_SURELY}",
    "time": _TIME + _ZONE,
    "gYear": _YEAR + _ZONE,
    "gYearMonth": f"{_YEAR}-{_MONTH}{_ZONE}",
    "gMonth": f"--{_MONTH}{_ZONE}",
    "gMonthDay": f"--{_MONTH}-{_DAY}{_ZONE}",
    "gDay": f"---{_DAY}{_ZONE}",
    "duration": f"{_SIGN}P(?!$){_MONTHS}{_DAYS}",
    "yearMonthDuration": f"{_SIGN}P(?!$){_MONTHS}",
    "dayTimeDuration": f"{_SIGN}P(?!$){_DAYS}",
    "hexBinary": "(?:[0-9A-Fa-f]{2})*",
    "base64Binary": _BASE_64,
    "language": "[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*",
}

INTEGERS: dict[str, tuple[int | None, int | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, 0),
    "negativeInteger": (None, -1),
    "nonNegativeInteger": (0, None),
    "positiveInteger": (1, None),
    "long": (-(2**63), 2**63 - 1),
    "int": (-(2**31), 2**31 - 1),
    "short": (-(2**15), 2**15 - 1),
    "byte": (-(2**7), 2**7 - 1),
    "unsignedLong": (0, 2**64 - 1),
    "unsignedInt": (0, 2**32 - 1),
    "unsignedShort": (0, 2**16 - 1),
    "unsignedByte": (0, 2**8 - 1),
}  # the least and the greatest value, by the local name


class Grammar(NamedTuple):
    """What a datatype asks of a text: an expression, and what an expression cannot say."""

    expression: re.Pattern[str]
    check: Check | None


def match(lexical: str, datatype: str) -> re.Match[str] | None:
    """Return the parts of a lexical form; None where it does not fit, or the datatype has no grammar."""
    grammar = GRAMMARS.get(datatype)
    found = grammar.expression.fullmatch(lexical) if grammar else None
    if found and grammar and grammar.check and not grammar.check(found):
        return None
    return found


def fits(lexical: str, datatype: str) -> bool:
    """Return whether a lexical form is one of a datatype's; every text fits one that is not known."""
    return datatype not in GRAMMARS or match(lexical, datatype) is not None


def _one_of(ranges: Ranges) -> str:
    """Return what stands between the brackets of a character class."""
    return "".join(f"\\U{first:08x}-\\U{last:08x}" for first, last in ranges)


def last_day(year: str, month: int) -> int:
    """Return how many days a month has; years of any length and before the first follow the same calendar."""
    alike = 2000 + int(year[-4:]) % 400  # the calendar repeats itself; Python's ends with year 9999
    return monthrange(alike, month)[1]


def _is_day(found: re.Match[str]) -> bool:
    day = int(found["day"])
    return day <= 28 or day <= last_day(found["year"], int(found["month"]))


def _is_day_of_some_year(found: re.Match[str]) -> bool:
    return int(found["day"]) <= last_day("2000", int(found["month"]))


def _between(least: int | None, greatest: int | None) -> Check:
    def check(found: re.Match[str]) -> bool:
        value = Decimal(found[0])  # int refuses what has more than some thousand digits
        return (least is None or value >= least) and (greatest is None or value <= greatest)

    return check


def _grammars() -> dict[str, Grammar]:
    checks: dict[str, Check] = dict.fromkeys(("date", "dateTime", "dateTimeStamp"), _is_day)
    checks["gMonthDay"] = _is_day_of_some_year
    found = {XSD + name: Grammar(re.compile(text), checks.get(name)) for name, text in _GRAMMAR.items()}
    whole = re.compile("[+-]?[0-9]+")
    for name, bounds in INTEGERS.items():
        found[XSD + name] = Grammar(
            whole, _between(*bounds) if any(each is not None for each in bounds) else None
        )
    return found | _names()


def _names() -> dict[str, Grammar]:
    colon = (0x3A, 0x3A)
    first, later = _one_of(NAME_START), _one_of(NAME)
    plain = f"[{_one_of(NAME_START[1:])}][{_one_of(tuple(each for each in NAME if each != colon))}]*"
    texts = {"Name": f"[{first}][{later}]*", "NCName": plain, "NMTOKEN": f"[{later}]+"}
    return {XSD + name: Grammar(re.compile(text), None) for name, text in texts.items()}


GRAMMARS = _grammars()
