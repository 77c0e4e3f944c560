"""What a document says: its triples, and where in it each of them stands."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cached_property
from typing import NamedTuple

import pyoxigraph

from educluster.graphs import Triple
from educluster.names import RDF

Term = (
    pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
)  # as the parser gives it


class Place(NamedTuple):
    """Where something stands; None for what is not certain.

    `line` and `column` count from 1, the column in characters; `pointer` is a JSON Pointer (RFC 6901) into
    JSON-LD; `element` a path of elements in RDF/XML, such as /rdf:RDF/ec:Cluster[1]/ec:territory[1].
    """

    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    element: str | None = None


NOWHERE = Place()
_NIL = f"<{RDF}nil>"


Find = Callable[[int], Place]  # the place of something by its number


class Reading:
    """The triples of a document, and where in it the object of each stands.

    Places are looked for when the first is asked for, and told one by one: most are never asked for.
    """

    def __init__(
        self,
        triples: list[Triple],
        numbers: Sequence[int],
        prepare: Callable[[], Find],
        lines: Sequence[int] = (),
    ) -> None:
        """Take triples and the numbers of their statements, by which places are told.

        `lines` are those of the statements, as far as the parser told them when it came to their ends.
        """
        self.triples = triples
        self._numbers, self._prepare, self._lines = numbers, prepare, lines

    def line(self, number: int) -> int | None:
        """Return the line of the object of a triple: known at once for an IRI, else as its place is."""
        value = self.triples[number][2]
        if self._lines and value[0] == "<" and value != _NIL:  # which a list ends with, unwritten
            return self._lines[self._numbers[number]]
        return self.place(number).line

    def place(self, number: int) -> Place:
        """Return the place of the object of the triple of that number, from 0."""
        return self._find(self._numbers[number])

    @property
    def places(self) -> list[Place]:
        """Return the place of each triple's object."""
        return [self.place(number) for number in range(len(self.triples))]

    @cached_property
    def _find(self) -> Find:
        return self._prepare()
