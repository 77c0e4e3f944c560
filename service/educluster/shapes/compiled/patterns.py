"""Patterns of shapes and queries, held against texts in linear time; hides RE2.

Source: SPARQL 1.1, section 17.4.3.14; XPath and XQuery Functions and Operators 3.1, section 5.6.
With the flag m, ^ holds after a line break that ends the text too, where XPath has no further line.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import lru_cache, partial
from typing import Protocol

import re2

from educluster.errors import BadDocument
from educluster.shapes.compiled.translation import broken, too_often, translate

_LENGTH = 10_000  # characters of a pattern
_MEMORY = 1 << 23  # bytes of one pattern, written out for RE2
_FLAGS = frozenset("smixq")

_MARK = "\U0010ffff"  # no character: no text has it
_BOUNDARY = re.compile(r"\b")
_REFERENCE = re.compile(r"\\([\\$])|\$([0-9]+)|([\\$])", re.DOTALL)


class _Expression(Protocol):
    """What re2, which has no types, compiles."""

    groups: int

    def search(self, text: bytes) -> object: ...
    def sub(self, repl: Callable[[re.Match[str]], str], text: str) -> str: ...


class Matcher:
    """What a pattern holds true of: SPARQL's REGEX with the pattern and the flags filled in."""

    __slots__ = ("_flags", "_marked", "_search", "_text")

    def __init__(self, text: str, flags: frozenset[str]) -> None:
        self._text, self._flags = text, flags
        self._search = _compiled(text, translate(text, flags)).search
        bounded = "\\b" in text and "q" not in flags
        self._marked = _compiled(text, translate(text, flags, _MARK)).search if bounded else None

    def __call__(self, lexical: str) -> bool:
        """Return whether the pattern is found in a text."""
        if self._marked is not None and not lexical.isascii():  # RE2 knows words of ASCII letters only
            return self._marked(_BOUNDARY.sub(_MARK, lexical).encode()) is not None
        return self._search(lexical.encode()) is not None

    def replace(self, lexical: str, replacement: str) -> str | None:
        """Return a text with each match replaced, as SPARQL's REPLACE; None where that is an error.

        Source: XPath and XQuery Functions and Operators 3.1, section 5.6.4.
        """
        literal = "q" in self._flags
        if self("") or not (literal or _is_replacement(replacement)):
            return None
        marked = self._marked is not None and not lexical.isascii()
        mark, lexical = (_MARK, _BOUNDARY.sub(_MARK, lexical)) if marked else ("", lexical)
        expression = _compiled(self._text, translate(self._text, self._flags, mark), captures=True)

        def filled(match: re.Match[str]) -> str:
            referred = partial(_referred, match, expression.groups)
            return replacement if literal else _REFERENCE.sub(referred, replacement)

        return expression.sub(filled, lexical).replace(_MARK, "")


@lru_cache(maxsize=1 << 8)
def pattern(text: str, flags: str = "") -> Matcher:
    """Return what tells whether a text matches.

    Raises BadDocument for what is no regular expression of XPath, and for what cannot be had in linear time.
    """
    if unknown := set(flags) - _FLAGS:
        raise broken(text, f"the flag {min(unknown)} is not known", "use s, m, i, x or q")
    if len(text) > _LENGTH:
        raise broken(text, f"it is longer than {_LENGTH} characters", "write a shorter one")
    return Matcher(text, frozenset(flags))


def _compiled(text: str, written: str, captures: bool = False) -> _Expression:
    options = re2.Options()
    options.log_errors, options.max_mem, options.never_capture = False, _MEMORY, not captures
    try:
        found: _Expression = re2.compile(written, options)
    except re2.error as error:
        raise _reason(text, error.args[0].decode()) from error
    return found


def _reason(text: str, problem: str) -> BadDocument:
    """Return the error for what RE2 refused."""
    if problem.startswith("pattern too large"):
        return broken(text, "it grows too large when it is written out", "repeat less often")
    what, _, where = problem.partition(": ")
    if what == "invalid repetition size" and "," not in where:
        return too_often(text)
    return broken(text, problem)


def _is_replacement(replacement: str) -> bool:
    return not any(found[3] for found in _REFERENCE.finditer(replacement))


def _referred(match: re.Match[str], groups: int, reference: re.Match[str]) -> str:
    """Return what $1 stands for; digits that make no group's number are themselves."""
    if reference[1]:
        return reference[1]
    digits = reference[2]
    while len(digits) > 1 and int(digits) > groups:
        digits = digits[:-1]
    group = match.group(int(digits)) if int(digits) <= groups else ""
    return (group or "") + reference[2][len(digits) :]
