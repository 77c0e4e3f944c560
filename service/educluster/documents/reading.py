"""Reading: the parser called, its refusals put into our words, places asked for."""

from __future__ import annotations

import codecs
from collections.abc import Callable, Iterator
from functools import partial

import pyoxigraph

from educluster.documents import jsonld, marks, rdfxml, refusing, turtle
from educluster.documents.statements import NOWHERE, Place, Statement, Term, Whereabouts

_BASE = "file:///document"  # what <> and <#me> are resolved against
_MARK: dict[str, Callable[[str], marks.Marked]] = {
    "text/turtle": turtle.mark,
    "application/trig": turtle.mark,
    "application/n-triples": turtle.mark,
    "application/n-quads": turtle.mark,
    "application/ld+json": jsonld.mark,
    "application/rdf+xml": rdfxml.mark,
}


def read(body: bytes, media_type: str) -> list[Statement]:
    """Return the statements of a document, of all its graphs together, each once.

    Blank nodes are named b1, b2, … in the order in which they appear, so that the same document
    always gives the same report.  The media type is one that the parser knows.  Raises BadDocument.
    """
    text = refusing.decode(body.removeprefix(codecs.BOM_UTF8))
    refusing.refuse(text, media_type)
    try:
        quads = list(_parsed(text, media_type))
    except (SyntaxError, MemoryError) as error:
        raise refusing.refusal(error, text) from error
    return list(_once(quads, Whereabouts(partial(_places, quads, text, media_type))))


def _parsed(text: str, media_type: str) -> Iterator[pyoxigraph.Quad]:
    return pyoxigraph.parse(
        input=text, format=pyoxigraph.RdfFormat.from_media_type(media_type), base_iri=_BASE
    )


def _places(quads: list[pyoxigraph.Quad], text: str, media_type: str) -> list[Place]:
    """Return the place of each quad; nowhere, when the marked text is not the same document any more."""
    try:
        marked = _MARK[media_type](text)
        return marks.places(quads, _parsed(marked.text, media_type), marked)
    except (SyntaxError, MemoryError, marks.CannotMark):
        return [NOWHERE] * len(quads)


class _Names:
    """New names for blank nodes, in the order of their appearance."""

    def __init__(self) -> None:
        self._known: dict[pyoxigraph.BlankNode, pyoxigraph.BlankNode] = {}

    def __call__(self, term: Term) -> Term:
        if not isinstance(term, pyoxigraph.BlankNode):
            return term
        return self._known.setdefault(term, pyoxigraph.BlankNode(f"b{len(self._known) + 1}"))


def _once(quads: list[pyoxigraph.Quad], whereabouts: Whereabouts) -> Iterator[Statement]:
    names, seen = _Names(), set()
    for number, quad in enumerate(quads):
        triple = (names(quad.subject), quad.predicate, names(quad.object))
        if triple not in seen:
            seen.add(triple)
            yield Statement(*triple, whereabouts, number)  # type: ignore[arg-type]
