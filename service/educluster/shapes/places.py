"""Where in the document a result stands."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cached_property

from educluster.documents import Statement
from educluster.reports import Path, Place

_Whole = dict[tuple[str, str, str], Place]


class Places:
    """The places of a document's statements, by what is known of a result: its terms are N-Triples tokens.

    They are asked of the document when the first is wanted: one without findings never is.
    """

    def __init__(self, statements: Sequence[Statement]) -> None:
        self._statements = statements

    def of(self, focus: str, path: Path | None, value: str | None) -> Place:
        """Return the place of the statement that a result is about.

        Else of the first that says something of its focus node, else of the first that points to it.
        Nothing where the document's format has no places, or none is certain.
        """
        if path and path.kind == "predicate" and value:
            found = self._whole.get((focus, path.iri, value))
            if found:
                return found
        return self._first.get(focus, Place())

    @cached_property
    def _whole(self) -> _Whole:
        """The place of each statement that has one, in their order."""
        placed = {}
        for each in self._statements:
            place = Place(each.line, each.column, each.pointer, each.element)
            if place != Place():
                placed[str(each.subject), each.predicate.value, str(each.object)] = place
        return placed

    @cached_property
    def _first(self) -> dict[str, Place]:
        """The first place at which something is said of a node, else at which something points to it."""
        said: dict[str, Place] = {}
        pointed: dict[str, Place] = {}
        for (subject, _, value), place in self._whole.items():
            said.setdefault(subject, place)
            pointed.setdefault(value, place)
        return {**pointed, **said}
