"""Statements as values: a triple, and where its object stands in the document."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

import pyoxigraph

Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


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


class Whereabouts:
    """The places of a document's statements: looked for when the first is asked for, since few are."""

    def __init__(self, find: Callable[[], list[Place]]) -> None:
        self._find = find

    @cached_property
    def places(self) -> list[Place]:
        """Return the places, in the order in which the parser gives statements."""
        return self._find()


@dataclass(frozen=True)
class Statement:
    """A triple without the graph it stood in; its place is that of its object."""

    subject: pyoxigraph.NamedNode | pyoxigraph.BlankNode
    predicate: pyoxigraph.NamedNode
    object: Term
    whereabouts: Whereabouts | None = field(default=None, compare=False, repr=False)
    number: int = field(default=0, compare=False, repr=False)  # among the places

    @property
    def place(self) -> Place:
        """Return where its object stands."""
        return self.whereabouts.places[self.number] if self.whereabouts else NOWHERE

    @property
    def line(self) -> int | None:
        """Return the line, from 1."""
        return self.place.line

    @property
    def column(self) -> int | None:
        """Return the column in characters, from 1."""
        return self.place.column

    @property
    def pointer(self) -> str | None:
        """Return the JSON Pointer."""
        return self.place.pointer

    @property
    def element(self) -> str | None:
        """Return the path of elements."""
        return self.place.element
