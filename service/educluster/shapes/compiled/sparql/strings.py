"""Functions on strings.  Source: SPARQL 1.1, section 17.4.3.

They take tokens of terms and give one, a bool, or None for a type error, as all functions of this room do.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from decimal import ROUND_FLOOR, Decimal
from math import isfinite
from urllib.parse import quote

from educluster.errors import BadDocument
from educluster.graphs import Literal, literal, text, token
from educluster.names import RDF, XSD
from educluster.shapes.compiled import values
from educluster.shapes.compiled.patterns import Matcher, pattern
from educluster.shapes.compiled.sparql.numbers import integer

_MOST = 2**50  # beyond the end of every text, and exact as a float
_FAR = Decimal(_MOST)
_LANG_STRING, _STRING = RDF + "langString", XSD + "string"
_HASHES = {"MD5": "md5", "SHA1": "sha1", "SHA256": "sha256", "SHA384": "sha384", "SHA512": "sha512"}


def string(lexical: str, language: str = "") -> str:
    """Return the token of a text."""
    if not language and lexical.isprintable() and '"' not in lexical and "\\" not in lexical:
        return f'"{lexical}"'  # the usual case without a turn through the store's library
    return token(lexical, language=language)


def textual(term: str) -> Literal | None:
    """Return the parts of a string or of a string with a language tag; None for other terms."""
    if term[0] != '"':
        return None
    if term[-1] == '"' and "\\" not in term:  # nearly always; what is made on the way is not to be remembered
        return Literal(term[1:-1], _STRING, "")
    found = literal(term)
    return found if found.datatype in (_STRING, _LANG_STRING) else None


def simple(term: str) -> str | None:
    """Return the text of a string without a language tag."""
    return literal(term).lexical if term[0] == '"' and term[-1] == '"' else None


def as_text(term: str) -> str | None:
    """STR."""
    return None if term[0] == "_" else string(text(term))


def length(term: str) -> str | None:
    """STRLEN."""
    found = textual(term)
    return None if found is None else integer(len(found.lexical))


def substring(term: str, start: str, count: str | None = None) -> str | None:
    """SUBSTR, from 1; fractions are rounded.  Source: XPath functions, section 5.4.3."""
    found, first = textual(term), _rounded(start)
    number = float("inf") if count is None else _rounded(count)
    if found is None or first is None or number is None:
        return None
    last = first + number
    if not last > first:  # nothing, or NaN
        return string("", found.language)
    begin = int(max(first, 1)) - 1 if first < len(found.lexical) + 1 else len(found.lexical)
    end = len(found.lexical) if last > len(found.lexical) else max(int(last) - 1, 0)
    return string(found.lexical[begin:end], found.language)


def _rounded(term: str) -> float | None:
    number = values.number(term)
    if number is None:
        return None
    if isinstance(number.value, int):  # nearly always
        return float(max(-_MOST, min(_MOST, number.value)))
    if isinstance(number.value, float) and not isfinite(number.value):
        return number.value
    within = max(-_FAR, min(_FAR, Decimal(number.value)))
    return float((within + Decimal("0.5")).to_integral_value(ROUND_FLOOR))


def _changed(change: Callable[[str], str]) -> Callable[[str], str | None]:
    def function(term: str) -> str | None:
        found = textual(term)
        return None if found is None else string(change(found.lexical), found.language)

    return function


def encoded(term: str) -> str | None:
    """ENCODE_FOR_URI."""
    found = textual(term)
    return None if found is None else string(quote(found.lexical, safe=""))


def _pair(term: str, other: str) -> tuple[Literal, Literal] | None:
    """Return two strings that may be compared: the second without a language, or with that of the first."""
    one, two = textual(term), textual(other)
    if one is None or two is None or two.language not in ("", one.language):
        return None
    return one, two


def _held(holds: Callable[[str, str], bool]) -> Callable[[str, str], bool | None]:
    def function(term: str, other: str) -> bool | None:
        found = _pair(term, other)
        return None if found is None else holds(found[0].lexical, found[1].lexical)

    return function


def before(term: str, other: str) -> str | None:
    """STRBEFORE."""
    found = _pair(term, other)
    if found is None:
        return None
    start, sign, _ = found[0].lexical.partition(found[1].lexical) if found[1].lexical else ("", "1", "")
    return string(start, found[0].language) if sign else '""'


def after(term: str, other: str) -> str | None:
    """STRAFTER."""
    found = _pair(term, other)
    if found is None:
        return None
    one, two = found
    _, sign, end = one.lexical.partition(two.lexical) if two.lexical else ("", "1", one.lexical)
    return string(end, one.language) if sign else '""'


def concatenated(*terms: str) -> str | None:
    """CONCAT: with a language tag when all have the same."""
    parts = [textual(each) for each in terms]
    found = [each for each in parts if each is not None]
    if len(found) < len(parts):
        return None
    languages = {each.language for each in found}
    return string("".join(each.lexical for each in found), languages.pop() if len(languages) == 1 else "")


def matches(term: str, expression: str, flags: str = '""') -> bool | None:
    """REGEX."""
    found, matcher = textual(term), _matcher(expression, flags)
    return None if found is None or matcher is None else matcher(found.lexical)


def replaced(term: str, expression: str, replacement: str, flags: str = '""') -> str | None:
    """REPLACE."""
    found, matcher, new = textual(term), _matcher(expression, flags), simple(replacement)
    if found is None or matcher is None or new is None:
        return None
    lexical = matcher.replace(found.lexical, new)
    return None if lexical is None else string(lexical, found.language)


def _matcher(expression: str, flags: str) -> Matcher | None:
    written, signs = simple(expression), simple(flags)
    if written is None or signs is None:
        return None
    try:
        return pattern(written, signs)
    except BadDocument:  # one that came from the data: an error of this expression alone
        return None


def lang_matches(tag: str, wanted: str) -> bool | None:
    """LANGMATCHES."""
    one, two = simple(tag), simple(wanted)
    return None if one is None or two is None else values.lang_matches(one, two)


def with_language(term: str, language: str) -> str | None:
    """STRLANG."""
    lexical, tag = simple(term), simple(language)
    if lexical is None or not tag:
        return None
    try:
        return token(lexical, language=tag)
    except ValueError:  # it is no language tag
        return None


def with_datatype(term: str, datatype: str) -> str | None:
    """STRDT."""
    lexical = simple(term)
    if lexical is None or datatype[0] != "<" or datatype == f"<{_LANG_STRING}>":
        return None
    return token(lexical, datatype[1:-1])


def _hashed(name: str) -> Callable[[str], str | None]:
    def function(term: str) -> str | None:
        found = simple(term)
        if found is None:
            return None
        return string(hashlib.new(name, found.encode(), usedforsecurity=False).hexdigest())

    return function


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    "STR": as_text,
    "STRLEN": length,
    "SUBSTR": substring,
    "UCASE": _changed(str.upper),
    "LCASE": _changed(str.lower),
    "ENCODE_FOR_URI": encoded,
    "STRBEFORE": before,
    "STRAFTER": after,
    "CONCAT": concatenated,
    "REPLACE": replaced,
    "STRLANG": with_language,
    "STRDT": with_datatype,
    **{name: _hashed(hashed) for name, hashed in _HASHES.items()},
}
TESTS: dict[str, Callable[..., bool | None]] = {
    "CONTAINS": _held(str.__contains__),
    "STRSTARTS": _held(str.startswith),
    "STRENDS": _held(str.endswith),
    "REGEX": matches,
    "LANGMATCHES": lang_matches,
}
