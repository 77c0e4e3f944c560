"""Casts to the datatypes of XML Schema.  Source: SPARQL 1.1, section 17.5; XPath functions, section 17."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from math import isfinite

from educluster.graphs import Literal, literal, text, token
from educluster.names import XSD
from educluster.shapes.compiled import datatypes, values
from educluster.shapes.compiled.values import Kind, Quantity

Cast = Callable[[str], str | None]

_STRING, _BOOLEAN = XSD + "string", XSD + "boolean"
_KINDS = {XSD + kind.name.lower(): kind for kind in Kind}
_TRUE, _FALSE = (f'"{each}"^^<{_BOOLEAN}>' for each in ("true", "false"))
_FROM = {
    "dateTime": ("date",),
    "date": ("dateTime",),
    "time": ("dateTime",),
    "duration": ("dayTimeDuration", "yearMonthDuration"),
    **dict.fromkeys(("gYear", "gYearMonth", "gMonth", "gMonthDay", "gDay"), ("date", "dateTime")),
}
_WRITTEN = {
    "dateTime": "{year}-{month}-{day}T00:00:00{zone}",
    "date": "{year}-{month}-{day}{zone}",
    "time": "{clock}{zone}",
    "gYear": "{year}{zone}",
    "gYearMonth": "{year}-{month}{zone}",
    "gMonth": "--{month}{zone}",
    "gMonthDay": "--{month}-{day}{zone}",
    "gDay": "---{day}{zone}",
}


def as_string(term: str) -> str | None:
    """Return what STR gives, of every term but a blank node."""
    return None if term[0] == "_" else token(text(term))


def as_boolean(term: str) -> str | None:
    """Return whether a number is other than zero, or what a text says."""
    parts = _literal(term)
    if parts is None:
        return None
    if number := values.number(term):
        return _TRUE if number.value and number.value == number.value else _FALSE
    if parts.datatype not in (_STRING, _BOOLEAN) or not datatypes.fits(parts.lexical, _BOOLEAN):
        return None
    return _TRUE if parts.lexical.strip() in ("true", "1") else _FALSE


def _to_number(kind: Kind) -> Cast:
    def cast(term: str) -> str | None:
        parts = _literal(term)
        if parts is None:
            return None
        if parts.datatype == _STRING:
            return _read(parts.lexical, kind)
        if parts.datatype == _BOOLEAN and datatypes.fits(parts.lexical, _BOOLEAN):
            return values.number_token(kind, _in_kind(int(as_boolean(term) == _TRUE), kind))
        number = values.number(term)
        if number is None or (kind < Kind.FLOAT and not isfinite(number.value)):
            return None
        return values.number_token(kind, _in_kind(number.value, kind))

    return cast


def _read(lexical: str, kind: Kind) -> str | None:
    number = values.number(token(lexical, XSD + kind.name.lower()))
    return values.number_token(*number) if number else None


def _in_kind(value: Quantity, kind: Kind) -> Quantity:
    if kind is Kind.INTEGER:
        return int(value)
    if kind is Kind.DECIMAL:
        return Decimal(str(value)) if isinstance(value, float) else Decimal(value)
    found = values.promoted(values.Number(Kind.DECIMAL, Decimal(value)), kind)
    return found if isfinite(value) else value


def _to(name: str) -> Cast:
    """Return the cast to a datatype of dates, times or durations."""
    datatype, kin = XSD + name, tuple(XSD + each for each in _FROM.get(name, ()))

    def cast(term: str) -> str | None:
        parts = _literal(term)
        if parts is None:
            return None
        lexical = _moment(parts, name) if parts.datatype in kin else parts.lexical
        known = parts.datatype in (_STRING, datatype, *kin)
        return token(lexical.strip(), datatype) if known and datatypes.fits(lexical, datatype) else None

    return cast


def _moment(parts: Literal, name: str) -> str:
    """Return a date or time in the form of another datatype; nothing where it does not fit its own."""
    found = datatypes.match(parts.lexical, parts.datatype)
    if found is None or name == "duration":
        return parts.lexical if found else ""
    written = dict(found.groupdict(""))
    clock = found[0].partition("T")[2]
    written["clock"] = clock.removesuffix(written["zone"]) if written["zone"] else clock
    return _WRITTEN[name].format(**written)


def _literal(term: str) -> Literal | None:
    return literal(term) if term[0] == '"' else None


def _token(name: str) -> str:
    return f"<{XSD}{name}>"


_OTHERS = (*_FROM, "dayTimeDuration", "yearMonthDuration")
CASTS: dict[str, Cast] = {
    _token("string"): as_string,
    _token("boolean"): as_boolean,
    **{f"<{datatype}>": _to_number(kind) for datatype, kind in _KINDS.items()},
    **{_token(name): _to(name) for name in _OTHERS},
}
