"""Where in the document a result stands."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from functools import cached_property

from educluster.documents import Reading
from educluster.graphs import Path
from educluster.reports import Place

_NOWHERE = Place()
_FEW = 4  # nodes that are looked for among all triples; for more, these are put in order once


class Places:
    """The places of a document's triples, by what is known of a result: its terms are N-Triples tokens.

    They are asked of the document when the first is wanted: one without findings never is.
    """

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._told: dict[int, Place] = {}
        self._asked = 0

    def of(self, focus: str, path: Path | None, value: str | None) -> Place:
        """Return the place of the triple that a result is about.

        Else of the first that says something of its focus node, else of the first that points to it.
        Nothing where the document's format has no places, or none is certain.
        """
        for number in self._numbers(focus, path, value):
            found = self._told.get(number) or self._tell(number)
            if found != _NOWHERE:
                return found
        return _NOWHERE

    def line_of(self, node: str) -> Place:
        """Return the line at which something is said of a node, or points to it: known before any place."""
        for number in self._numbers(node, None, None):
            if (line := self._reading.line(number)) is not None:
                return Place(line)
        return self.of(node, None, None)  # by what else its format has

    def _tell(self, number: int) -> Place:
        found = self._told[number] = Place(*self._reading.place(number))
        return found

    def _numbers(self, focus: str, path: Path | None, value: str | None) -> Iterator[int]:
        """Yield the numbers of the triples whose place is wanted, the best first."""
        said, triples = self._about(focus), self._reading.triples
        if path and path.kind == "predicate" and value:
            wanted = (focus, f"<{path.iri}>", value)
            yield from (number for number in said if triples[number] == wanted)
        yield from said
        yield from self._pointed.get(focus, ())

    def _about(self, node: str) -> Sequence[int]:
        """Return the numbers of the triples that say something of a node."""
        self._asked += 1
        if self._asked > _FEW:
            return self._said.get(node, ())
        return [number for number, (each, _, _) in enumerate(self._reading.triples) if each == node]

    @cached_property
    def _said(self) -> dict[str, list[int]]:
        """The triples that say something of a node."""
        return _grouped(subject for subject, _, _ in self._reading.triples)

    @cached_property
    def _pointed(self) -> dict[str, list[int]]:
        """The triples that point to a node."""
        return _grouped(value for _, _, value in self._reading.triples)


def _grouped(nodes: Iterable[str]) -> dict[str, list[int]]:
    found: dict[str, list[int]] = defaultdict(list)
    for number, node in enumerate(nodes):
        found[node].append(number)
    return found
