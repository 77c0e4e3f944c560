"""Reading: the parser called, its refusals put into our words, places asked for."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator, Sequence
from functools import partial

import pyoxigraph

from educluster.documents import jsonld, marks, rdfxml, refusing, turtle
from educluster.documents.feeding import LineByLine
from educluster.documents.statements import NOWHERE, Find, Place, Reading
from educluster.graphs import Triple

_BASE = "file:///document"  # what <> and <#me> are resolved against
_MARK: dict[str, Callable[[str], marks.Marked]] = {
    "text/turtle": turtle.mark,
    "application/trig": turtle.mark,
    "application/n-triples": turtle.mark,
    "application/n-quads": turtle.mark,
    "application/ld+json": jsonld.mark,
    "application/rdf+xml": rdfxml.mark,
}
_A_LINE_EACH = ("application/n-triples", "application/n-quads")
_LINE_BY_LINE = ("text/turtle", "application/trig", *_A_LINE_EACH)


def read(body: bytes, media_type: str) -> Reading:
    """Return the triples of a document, of all its graphs together, each once, with their places.

    Blank nodes are named b1, b2, … in the order in which they appear, so that the same document
    always gives the same report.  The media type is one that the parser knows.  Raises BadDocument.
    """
    quads, lines, text = _read(body, media_type)
    triples, numbers = _once(quads)
    prepare = partial(_by_lines, lines) if media_type in _A_LINE_EACH else partial(_places, quads)
    return Reading(triples, numbers, partial(prepare, text, media_type), lines)


def terms(body: bytes, media_type: str) -> list[pyoxigraph.Triple]:
    """Return the triples of a document as the parser's own terms.

    Raises BadDocument as `read` does.
    """
    return [quad.triple for quad in _read(body, media_type)[0]]


def _read(body: bytes, media_type: str) -> tuple[list[pyoxigraph.Quad], list[int], str]:
    """Return the quads of a document, the line that the parser had come to with each, and the text.

    It is not known in JSON-LD and RDF/XML.
    """
    text = refusing.decode(body.removeprefix(codecs.BOM_UTF8))
    refusing.refuse(text, media_type)
    try:
        if media_type not in _LINE_BY_LINE:
            return list(_parsed(text, media_type)), [], text
        lines, quads, numbers = LineByLine(text), list[pyoxigraph.Quad](), list[int]()
        for quad in _parsed(lines, media_type):
            quads.append(quad)
            numbers.append(lines.number)
        return quads, numbers, text
    except (SyntaxError, MemoryError) as error:
        raise refusing.refusal(error, text) from error


def _parsed(text: str | LineByLine, media_type: str) -> Iterator[pyoxigraph.Quad]:
    wanted = pyoxigraph.RdfFormat.from_media_type(media_type)
    return pyoxigraph.parse(input=text, format=wanted, base_iri=_BASE)  # type: ignore[arg-type]


def _places(quads: list[pyoxigraph.Quad], text: str, media_type: str) -> Find:
    """Return what tells the place of a quad; nowhere, when the marked text is not the same document."""
    try:
        marked = _MARK[media_type](text)
        return marks.places(quads, _parsed(marked.text, media_type), marked)
    except (SyntaxError, MemoryError, marks.CannotMark):
        return lambda _: NOWHERE


def _by_lines(lines: list[int], text: str, media_type: str) -> Find:
    """Return what tells the place of a quad where each has a line of its own: no other need be looked at."""
    written = text.split("\n")

    def place(number: int) -> Place:
        line = lines[number]
        alone = written[line - 1]
        found = _places(list(_parsed(alone, media_type)), alone, media_type)(0)
        return found._replace(line=line) if found != NOWHERE else found

    return place


def _once(quads: list[pyoxigraph.Quad]) -> tuple[list[Triple], Sequence[int]]:
    """Return the triples of quads, each once, and the number of the quad that each first stood in."""
    blanks: dict[str, str] = {}
    found: list[Triple] = []
    for quad in quads:
        subject, predicate, value = str(quad.triple).split(" ", 2)  # one way into the parser, and not three
        if subject[0] == "_":
            subject = blanks.setdefault(subject, f"_:b{len(blanks) + 1}")
        if value[0] == "_":
            value = blanks.setdefault(value, f"_:b{len(blanks) + 1}")
        found.append((subject, predicate, value))
    if len(set(found)) == len(found):
        return found, range(len(found))
    first: dict[Triple, int] = {}
    for number, each in enumerate(found):
        first.setdefault(each, number)
    return list(first), list(first.values())
