"""Literals by value: whether they are well-formed, how they compare, what their numbers come to.

Hides how values are held.  Works on tokens; None stands for SPARQL's type error, nothing raises.
Source: SPARQL 1.1, section 17; XML Schema 1.1, part 2.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache

from educluster.graphs import literal, text
from educluster.names import XSD
from educluster.shapes.compiled import arithmetic, datatypes, moments
from educluster.shapes.compiled.arithmetic import (
    Kind,
    Number,
    Quantity,
    calculate,
    number_token,
    promoted,
    sign,
)
from educluster.shapes.compiled.moments import Duration, Moment

__all__ = [
    "Kind",
    "Number",
    "Quantity",
    "calculate",
    "compare",
    "equal",
    "is_well_formed",
    "lang_matches",
    "language",
    "length",
    "number",
    "number_token",
    "promoted",
    "same_value",
]

_SHORT = 512  # longer tokens are not kept: few come twice, and they would fill the memory

Value = Number | Moment | Duration | bool | str


def is_well_formed(token: str) -> bool:
    """Return whether a literal's text fits its datatype; true of every datatype that is not known."""
    if token[-1] == '"':
        return True
    return _known_form(token) if len(token) < _SHORT else _form(token)


def compare(left: str, right: str) -> int | None:
    """Return -1, 0 or 1, as SPARQL's <, = and > have it; None where they raise a type error.

    Source: SPARQL 1.1, section 17.3; dates with and without a zone, XML Schema 1.1, part 2, section 3.3.7.
    """
    one, other = _value(left), _value(right)
    if one is None or type(one) is not type(other):
        return None
    return _ORDERS[type(one)](one, other)


def equal(left: str, right: str) -> bool | None:
    """Return what SPARQL's = gives: by value, else by term; None for two terms that may have one value.

    Values of different kinds are different, as SPARQL 1.2 says; 1.1 left that a type error.
    """
    one, other = _value(left), _value(right)
    if one is not None and other is not None:
        return type(one) is type(other) and _ORDERS[type(one)](one, other) == 0
    if left == right:
        return True
    opaque = (one is None and left[-1] == ">") or (other is None and right[-1] == ">")
    return None if opaque and left[0] == right[0] == '"' else False


def same_value(left: str, right: str) -> bool:
    """Return whether two terms are one, or have one value: 5, 5.0 and 5.00."""
    return left == right or compare(left, right) == 0


def number(token: str) -> Number | None:
    """Return the value of a number; None for every other term."""
    found = _value(token)
    return found if isinstance(found, Number) else None


def length(token: str) -> int:
    """Return how many code points a literal's text or an IRI has."""
    return len(text(token))


def language(token: str) -> str:
    """Return the language tag of a literal; nothing where it has none."""
    if token[0] != '"' or token[-1] in '">':
        return ""
    return literal(token).language.partition("--")[0]  # after it stands the direction (RDF 1.2)


def lang_matches(tag: str, range: str) -> bool:
    """Return whether a language tag is within a range; * is every tag.  Source: RFC 4647, section 3.3.1."""
    if range == "*":
        return bool(tag)
    tag, range = tag.lower(), range.lower()
    return tag == range or tag.startswith(range + "-")


def _form(token: str) -> bool:
    if token[0] != '"':
        return False
    lexical, datatype, _ = literal(token)
    return datatypes.fits(lexical, datatype)


_known_form = lru_cache(maxsize=1 << 13)(_form)


def _value(token: str) -> Value | None:
    """Return the value of a literal that can be compared; of no other term."""
    if token[0] != '"':
        return None
    if token[-1] == '"':
        return literal(token).lexical if "\\" in token else token[1:-1]
    return _known_typed(token) if len(token) < _SHORT else _typed(token)


def _typed(token: str) -> Value | None:
    lexical, datatype, _ = literal(token)
    read = _READERS.get(datatype)
    found = datatypes.match(lexical, datatype) if read else None
    return read(found) if read and found else None


_known_typed = lru_cache(maxsize=1 << 13)(_typed)


def forget() -> None:
    """Forget the literals that were looked at."""
    _known_form.cache_clear()
    _known_typed.cache_clear()


def _boolean(found: re.Match[str]) -> bool:
    return found[0] in ("true", "1")


_READERS: dict[str, Callable[[re.Match[str]], Value | None]] = {
    **arithmetic.READERS,
    **moments.READERS,
    XSD + "boolean": _boolean,
}
_ORDERS: dict[type, Callable[..., int | None]] = {
    str: sign,
    bool: sign,
    Number: arithmetic.order,
    Moment: moments.order,
    Duration: moments.order_of_durations,
}
