"""Marks: the text of a document with a mark at the end of every value, and what comes out of its marks.

The parser gives statements without places.  So it reads a document twice, as it is and marked: it gives the
same statements in the same order, and the second time each object ends in the mark of the value it stood
for.  No grammar is done again here; what the two readings do not agree on has no place.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from functools import cached_property
from itertools import count

import pyoxigraph

from educluster.documents.statements import NOWHERE, Find, Place, Term

_SCHEME = "mark:"
_DIFFERENT, _UNMARKED = -2, -1
_DIGITS = 12


class CannotMark(Exception):
    """The places of a document cannot be told in its format: they would be ambiguous, or too long."""


class Sign:
    """What the marks of one document begin with: it stands nowhere in the document.

    A mark is letters, digits and low lines, so that it may end an IRI, a name or a text alike.
    """

    def __init__(self, text: str) -> None:
        self.text = next(sign for number in count() if (sign := f"_p{number}_") not in text)
        self.predicate = _SCHEME + self.text  # of the statement that names a blank node's mark

    def mark(self, number: int) -> str:
        """Return the mark of that number."""
        return f"{self.text}{number}z"

    def after(self, iri: str, number: int) -> str:
        """Return the mark to put after an IRI reference: as a fragment, which never changes the rest."""
        return self.mark(number) if "#" in iri else "#" + self.mark(number)

    def digits(self, number: int) -> str:
        """Return the mark to put after a bare number: in quotes, it would be given in another order."""
        return f"{number:0{_DIGITS}}"

    def target(self, number: int) -> str:
        """Return the IRI that a blank node points to by `predicate`, to tell its mark."""
        return _SCHEME + self.mark(number)

    def cut(self, value: str, original: str = "") -> tuple[str, int]:
        """Return a value without its mark, and the mark's number; `original` is the value as it was."""
        head, _, tail = value.rpartition(self.text)
        if not head and original and value[:-_DIGITS] == original and value[-_DIGITS:].isdecimal():
            return original, int(value[-_DIGITS:])
        return (head, int(tail[:-1])) if tail.endswith("z") and tail[:-1].isdecimal() else (value, _UNMARKED)


@dataclass(frozen=True)
class Marked:
    """A marked text, and the place of each mark by its number.

    `loose` are the marks that stand instead of a value, not after it: numbers in JSON.
    """

    text: str
    sign: Sign
    place: Callable[[int], Place]
    loose: frozenset[int] = field(default=frozenset())


class Lines:
    """The lines of a text, to tell on which of them a position is."""

    def __init__(self, text: str) -> None:
        self._text = text

    @cached_property
    def _starts(self) -> list[int]:
        return [0, *(found.end() for found in re.finditer("\n", self._text))]

    def place(self, position: int) -> tuple[int, int]:
        """Return the line and the column of a position, from 1."""
        line = bisect_right(self._starts, position)
        return line, position - self._starts[line - 1] + 1


def places(quads: list[pyoxigraph.Quad], again: Iterable[pyoxigraph.Quad], marked: Marked) -> Find:
    """Return what tells the place of a quad's object by the quad's number, given those of the marked text."""
    reading = _Reading(marked)
    marked_quads = list(again)
    if marked.sign.predicate in marked.text:
        marked_quads = [quad for quad in marked_quads if not reading.tells_a_mark(quad)]
    if len(marked_quads) != len(quads):
        return lambda _: NOWHERE
    return lambda number: reading.place(quads[number], marked_quads[number])


class _Reading:
    """The terms of a marked text beside those of the document: are they the same, which marks have they?"""

    def __init__(self, marked: Marked) -> None:
        self._marked, self._sign = marked, marked.sign
        self._numbers: dict[str, int] = {}  # of blank nodes that tell their marks by a statement
        self._labels: dict[str, str] = {}  # what a blank node of the document is called in the marked text

    def tells_a_mark(self, quad: pyoxigraph.Quad) -> bool:
        """Return whether a quad is of the marked text alone; note what it tells."""
        if quad.predicate.value != self._sign.predicate:
            return False
        if isinstance(quad.subject, pyoxigraph.BlankNode) and isinstance(quad.object, pyoxigraph.NamedNode):
            self._numbers[quad.subject.value] = self._sign.cut(quad.object.value)[1]
        return True

    def place(self, quad: pyoxigraph.Quad, marked: pyoxigraph.Quad) -> Place:
        """Return the place of a quad's object."""
        number = self._number(quad.object, marked.object)
        rest = ((quad.subject, marked.subject), (quad.predicate, marked.predicate))
        if any(self._number(*pair) == _DIFFERENT for pair in rest) or number < 0:
            return NOWHERE
        return self._marked.place(number)

    def _number(self, term: Term, marked: Term) -> int:
        """Return the number of a term's mark; _UNMARKED, or _DIFFERENT when the two are not one term."""
        if isinstance(term, pyoxigraph.Triple) or isinstance(marked, pyoxigraph.Triple):
            return _UNMARKED if type(term) is type(marked) else _DIFFERENT
        if isinstance(term, pyoxigraph.BlankNode):
            return self._of_blank(term.value, marked)
        head, number = self._sign.cut(marked.value, term.value)
        if number in self._marked.loose and isinstance(term, pyoxigraph.Literal):
            return number
        same = type(term) is type(marked) and (head == term.value or head == term.value + "#")
        return number if same and _kind(term) == _kind(marked) else _DIFFERENT

    def _of_blank(self, label: str, marked: Term) -> int:
        if not isinstance(marked, pyoxigraph.BlankNode):
            return _DIFFERENT
        head, number = self._sign.cut(marked.value)
        known = self._labels.setdefault(label, head or marked.value)
        return self._numbers.get(marked.value, number) if known == (head or marked.value) else _DIFFERENT


def _kind(term: Term) -> tuple[str | None, pyoxigraph.NamedNode] | None:
    return (term.language, term.datatype) if isinstance(term, pyoxigraph.Literal) else None
