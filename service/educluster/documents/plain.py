"""N-Triples that is written exactly as the parser would write it, read without the parser, in half its time.

Nothing is read here that the parser would refuse or would read otherwise: a text with a line of any other
form is left to it.  So only the plainest of IRIs, of literals and of labels are known here.
"""

from __future__ import annotations

import re

import re2

from educluster.documents.statements import Find, Place
from educluster.graphs import Triple

_SAFE = r"[A-Za-z0-9._~!$&'()*+,;=:@/?\x{a0}-\x{d7ff}\x{f900}-\x{fdcf}-]"
_PART = f"(?:{_SAFE}|%[0-9A-Fa-f][0-9A-Fa-f])*"
_ADDRESS = f"https?://[A-Za-z0-9.-]+/{_PART}(?:#{_PART})?"
_OTHER = "mailto:[A-Za-z0-9.@-]+|tel:[0-9+-]+|urn:[a-z0-9]+:[A-Za-z0-9:._-]+"
_IRI = f"<(?:{_ADDRESS}|{_OTHER})>"
_BLANK = "_:[A-Za-z][A-Za-z0-9]*"
_TEXT = r'"(?:[^"\\\x00-\x1f\x7f-\x9f\x{d800}-\x{dfff}\x{fdd0}-\x{10ffff}]|\\["\\nrt])*"'
_LITERAL = rf"{_TEXT}(?:@[a-z][a-z]|\^\^<{_ADDRESS}>)?"
_ALL = re2.compile(rf"(?:(?:{_IRI}|{_BLANK}) <{_ADDRESS}> (?:{_IRI}|{_BLANK}|{_LITERAL}) \.\n)*")
_NOT_WRITTEN = (b'"^^<http://www.w3.org/2001/XMLSchema#string>', b'"^^<http://www.w3.org/1999/02/22-rdf-')

_LINE = re.compile(r"([^ ]+) ([^ ]+) ([^\n]+) \.\n")
_LABEL = re.compile(r"_:([A-Za-z0-9]+)(?: <| \.\n)")  # as long as it begins so, it is searched for quickly


def fits(body: bytes) -> bool:
    """Return whether every line of a text is of the plainest form."""
    return not any(each in body for each in _NOT_WRITTEN) and _ALL.fullmatch(body) is not None


def triples(text: str) -> list[Triple]:
    """Return the triples of a text that fits, one of each line, its blank nodes named b1, b2, … in order."""
    return _LINE.findall(_renamed(text))


def places(text: str, line: int) -> Find:
    """Return what tells the place of a triple's object in a text that fits and begins at a line."""
    lines = text.split("\n")

    def place(number: int) -> Place:
        subject, predicate, _ = lines[number].split(" ", 2)
        return Place(line + number, len(subject) + len(predicate) + 3)

    return place


def _renamed(text: str) -> str:
    blanks: dict[str, str] = {}

    def name(found: re.Match[str]) -> str:
        written, begin = found[0], found.start()
        if written[-1] == "<" and begin and text[begin - 1] != "\n":
            return written  # it stands inside a literal, which has no line in it
        label = blanks.setdefault(found[1], f"b{len(blanks) + 1}")
        return written.replace(found[1], label, 1)

    return _LABEL.sub(name, text)
