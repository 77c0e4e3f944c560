"""The one safe front door for documents: bytes in, statements with their lines out; no network.

Everything is parsed by pyoxigraph, which keeps literals as they were written.  Lines are those of
the line formats (Turtle, TriG, N-Triples, N-Quads); a line that is not known is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO, cast

import pyoxigraph

from educluster.errors import BadDocument

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_BASE = "file:///document"  # what <> and <#me> are resolved against
_LINE_FORMATS = {"text/turtle", "application/trig", "application/n-triples", "application/n-quads"}
_LAST_PART = re.compile(r"[/#:](?=.)")
_MARKUP = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_POSITION = re.compile(r"^(Parser error at )?(between )?line .*?: | \(line [0-9]+\)$", re.DOTALL)


@dataclass(frozen=True)
class Statement:
    """A triple without the graph it stood in, and the line of its object; None where that is not certain."""

    subject: pyoxigraph.NamedNode | pyoxigraph.BlankNode
    predicate: pyoxigraph.NamedNode
    object: Term
    line: int | None


def read(body: bytes, media_type: str) -> list[Statement]:
    """Return the statements of a document, of all its graphs together, each once.

    Blank nodes are named b1, b2, … in the order in which they appear, so that the same document
    always gives the same report.  The media type is one that the parser knows.  Raises BadDocument.
    """
    body = body.removeprefix(codecs.BOM_UTF8)
    text = _decode(body)
    _refuse(text, media_type)
    lines = _Lines(body) if media_type in _LINE_FORMATS else None
    try:
        quads = pyoxigraph.parse(
            input=cast(BinaryIO, lines) if lines else body,
            format=pyoxigraph.RdfFormat.from_media_type(media_type),
            base_iri=_BASE,
        )
        return list(_once(_Names(), quads, lines))
    except SyntaxError as error:
        raise _bad_document(error, text) from error


class _Lines:
    """A file that gives one line at a time, so that the parser is never ahead of what it has parsed."""

    def __init__(self, body: bytes) -> None:
        self._lines = body.splitlines(keepends=True)
        self._piece = b""
        self._number = 0

    def read(self, size: int) -> bytes:
        if not self._piece and self._number < len(self._lines):
            self._piece = self._lines[self._number]
            self._number += 1
        given, self._piece = self._piece[:size], self._piece[size:]
        return given

    def of(self, term: Term) -> int | None:
        """Return the line on which the statement that the parser just gave has its object.

        The parser gives a statement when it has read what follows, perhaps on a later line.  None where
        the object's text stands on neither line: it is not guessed.
        """
        text = _written(term)
        number = self._number
        if text and not _stands_in(text, self._lines[number - 1]):
            number = self._last_that_says_something(number - 1)
        return number if text and number and _stands_in(text, self._lines[number - 1]) else None

    def _last_that_says_something(self, number: int) -> int:
        while number and self._lines[number - 1].strip()[:1] in (b"", b"#"):
            number -= 1
        return number


def _written(term: Term) -> bytes:
    """Return what is seen of a term in a document: an IRI's last part, a literal's last line."""
    if isinstance(term, pyoxigraph.NamedNode):
        return _LAST_PART.split(term.value)[-1].encode()
    return term.value.rpartition("\n")[2].encode() if isinstance(term, pyoxigraph.Literal) else b""


def _stands_in(text: bytes, line: bytes) -> bool:
    """Return whether a text stands in a line as a whole, not as a part of a longer word."""
    place = line.find(text)
    while place >= 0:
        around = line[max(place - 1, 0) : place] + line[place + len(text) : place + len(text) + 1]
        if not any(sign > 0x7F or chr(sign).isalnum() or sign == 0x5F for sign in around):
            return True
        place = line.find(text, place + 1)
    return False


class _Names:
    """New names for blank nodes, in the order of their appearance."""

    def __init__(self) -> None:
        self._known: dict[pyoxigraph.BlankNode, pyoxigraph.BlankNode] = {}

    def __call__(self, term: Term) -> Term:
        if not isinstance(term, pyoxigraph.BlankNode):
            return term
        return self._known.setdefault(term, pyoxigraph.BlankNode(f"b{len(self._known) + 1}"))


def _once(names: _Names, quads: Iterator[pyoxigraph.Quad], lines: _Lines | None) -> Iterator[Statement]:
    seen = set()
    for quad in quads:
        triple = (names(quad.subject), quad.predicate, names(quad.object))
        if triple not in seen:
            seen.add(triple)
            yield Statement(*triple, lines.of(quad.object) if lines else None)  # type: ignore[arg-type]


def _decode(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise BadDocument("the document is not UTF-8", "save it as UTF-8", line) from error


def _refuse(text: str, media_type: str) -> None:
    """Raise BadDocument for what expands or reaches out: it is refused before a parser sees it."""
    if media_type == "application/rdf+xml" and (found := _MARKUP.search(text)):
        problem, remedy = f"a {found.group()} is not allowed", "write the document without it"
        raise BadDocument(problem, remedy, _line_of(text, found.start()))


def _bad_document(error: SyntaxError, text: str) -> BadDocument:
    if "LoadDocumentCallback" in str(error):
        problem, remedy = "the document refers to a remote @context", "write the context into the document"
        return BadDocument(problem, remedy, _line_of(text, text.find('"@context"')))
    problem = _POSITION.sub("", str(error)) or str(error)
    line, column = error.lineno, error.offset
    return BadDocument(problem, "mend it there and send it again", line, column if line else None)


def _line_of(text: str, position: int) -> int | None:
    """Return the line, from 1, of a position in a text; None for -1, as find gives where nothing is."""
    return text.count("\n", 0, position) + 1 if position >= 0 else None
