"""Dates, times and durations of XML Schema: read and compared.

Source: XML Schema 1.1, part 2, sections 3.3.6, 3.3.7 and E.3.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal
from typing import NamedTuple

from educluster.names import XSD
from educluster.shapes.compiled import datatypes
from educluster.shapes.compiled.arithmetic import DIGITS, EXACT, sign

_APART = 14 * 3600  # seconds that a time without a zone may lie off one with a zone


class Moment(NamedTuple):
    """A date or a time of some datatype, in seconds on one line; in UTC where it has a zone."""

    datatype: str
    seconds: Decimal
    zoned: bool


class Duration(NamedTuple):
    """A duration, of which a month has no length of its own."""

    months: int
    seconds: Decimal


def _moment(datatype: str) -> Callable[[re.Match[str]], Moment | None]:
    """Return the reader of a datatype; what is not said is the last of 1972, as XML Schema sets it.

    Source: XML Schema 1.1, part 2, section E.3.4.
    """

    def read(found: re.Match[str]) -> Moment | None:
        parts = found.groupdict()
        year = parts.get("year") or "1972"
        if len(year) > DIGITS:
            return None
        month = int(parts.get("month") or 12)
        day = int(parts.get("day") or datatypes.last_day(year, month))
        seconds = _days(int(year), month, day) * 86400 + _offset(parts)
        second = parts.get("second")
        return Moment(
            datatype, EXACT.add(seconds, Decimal(second)) if second else Decimal(seconds), bool(parts["zone"])
        )

    return read


def _offset(parts: dict[str, str | None]) -> int:
    """Return the seconds of the hour and the minute of a moment, less those of its zone."""
    hour, zone = parts.get("hour") or "0", parts["zone"]
    if parts.get("midnight") and parts.get("day"):  # the next day's first; a time alone has no next day
        hour = "24"
    seconds = int(hour) * 3600 + int(parts.get("minute") or 0) * 60
    if zone is None or zone == "Z":
        return seconds
    away = int(zone[1:3]) * 3600 + int(zone[4:6]) * 60
    return seconds - away if zone[0] == "+" else seconds + away


def _days(year: int, month: int, day: int) -> int:
    """Return the days since the year 0 of a calendar that goes on both ways; Python's has 9999 years."""
    past = year - (month < 3)  # years count from March, so that the leap day is the last
    leaps = past // 4 - past // 100 + past // 400
    return 365 * past + leaps + (153 * ((month - 3) % 12) + 2) // 5 + day


def _duration(found: re.Match[str]) -> Duration | None:
    parts = {name: value or "0" for name, value in found.groupdict().items()}
    if len(found[0]) > DIGITS:
        return None
    months = int(parts.get("years", 0)) * 12 + int(parts.get("months", 0))
    hours = int(parts.get("days", 0)) * 24 + int(parts.get("hours", 0))
    whole = hours * 3600 + int(parts.get("minutes", 0)) * 60
    seconds = EXACT.add(whole, Decimal(parts.get("seconds", 0)))
    return Duration(-months, seconds.copy_negate()) if found["sign"] else Duration(months, seconds)


_MOMENTS = ("dateTime", "date", "time", "gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay")
READERS: dict[str, Callable[[re.Match[str]], Moment | Duration | None]] = {
    **{XSD + name: _moment(name) for name in _MOMENTS},
    XSD + "dateTimeStamp": _moment("dateTime"),
    **{XSD + name: _duration for name in ("duration", "yearMonthDuration", "dayTimeDuration")},
}


def order(left: Moment, right: Moment) -> int | None:
    """Return -1, 0 or 1; None for two datatypes, and where it hangs on a zone that is not said."""
    if left.datatype != right.datatype:
        return None
    if left.zoned is right.zoned:
        return sign(left.seconds, right.seconds)
    between = EXACT.subtract(left.seconds, right.seconds)
    return None if between.copy_abs() <= _APART else sign(between, 0)


def order_of_durations(left: Duration, right: Duration) -> int | None:
    """Return the order that holds from each of four days, which differ in the lengths of their months.

    Source: XML Schema 1.1, part 2, section 3.3.6.1.
    """
    found = {sign(_after(start, left), _after(start, right)) for start in _STARTS}
    return found.pop() if len(found) == 1 else None


_STARTS = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))


def _after(start: tuple[int, int], duration: Duration) -> Decimal:
    years, month = divmod(start[0] * 12 + start[1] - 1 + duration.months, 12)
    return EXACT.add(_days(years, month + 1, 1) * 86400, duration.seconds)
