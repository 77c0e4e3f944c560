"""The words of a query: what its text consists of, without white space and comments."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from educluster.errors import BadDocument

_LETTERS = r"\w\u0300-\u036F\u203F-\u2040"
_PREFIX = rf"[^\W\d_](?:[{_LETTERS}.\-·]*[{_LETTERS}\-·])?"
_LOCAL = rf"(?:[{_LETTERS}:%]|\\.)(?:(?:[{_LETTERS}.\-·:%]|\\.)*(?:[{_LETTERS}\-·:%]|\\.))?"
_STRING = r'"""(?:"{0,2}(?:[^"\\]|\\.))*"""' + r"|'''(?:'{0,2}(?:[^'\\]|\\.))*'''"
_STRING += r'|"(?:[^"\\\n\r]|\\.)*"' + r"|'(?:[^'\\\n\r]|\\.)*'"
_KINDS = {
    "space": r"[ \t\r\n]+|\#[^\r\n]*",
    "iri": r'<[^<>"{}|^`\\\x00-\x20]*>',
    "variable": rf"[?$][{_LETTERS}·]+",
    "blank": rf"_:[\w](?:[{_LETTERS}.\-·]*[{_LETTERS}\-·])?",
    "string": _STRING,
    "language": r"@[a-zA-Z]+(?:-[a-zA-Z0-9]+)*",
    "double": r"(?:\d+\.\d*|\.?\d+)[eE][+-]?\d+",
    "decimal": r"\d*\.\d+",
    "integer": r"\d+",
    "name": rf"(?:{_PREFIX})?:(?:{_LOCAL})?",
    "word": r"[A-Za-z_]\w*",
    "sign": r"\^\^|&&|\|\||!=|<=|>=|[{}()\[\].;,=<>!+\-*/|^?]",
}
_WORD = re.compile("|".join(f"(?P<{kind}>{pattern})" for kind, pattern in _KINDS.items()), re.DOTALL)
_CODEPOINT = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")


class Word(NamedTuple):
    """A word of a query: what it is, its text, where it begins and ends."""

    kind: str
    text: str
    start: int
    end: int

    def says(self, *words: str) -> bool:
        """Return whether it is one of some keywords (in capitals) or signs."""
        return self.kind in ("word", "sign") and self.text.upper() in words


def expanded(text: str) -> str:
    r"""Return a query with its \u and \U escapes resolved.  Source: SPARQL 1.1, section 19.2."""
    return _CODEPOINT.sub(lambda found: chr(int(found[1] or found[2], 16)), text)


def words(text: str) -> list[Word]:
    """Return the words of a query.

    Raises BadDocument where none begins.
    """
    return list(_words(text))


def _words(text: str) -> Iterator[Word]:
    position = 0
    while position < len(text):
        found = _WORD.match(text, position)
        if found is None:
            raise amiss(text, position, f"{text[position]!r} is not understood")
        position = found.end()
        if found.lastgroup is not None and found.lastgroup != "space":
            yield Word(found.lastgroup, found[0], found.start(), position)


def amiss(text: str, position: int, problem: str, remedy: str = "write it as SPARQL 1.1 does") -> BadDocument:
    """Return the error of a query at a place in its text."""
    line, column = text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
    return BadDocument(f"line {line}, column {column} of the query: {problem}", remedy)
