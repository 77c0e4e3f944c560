"""Which names a document uses, and where: RDF by the front door of documents, tables cell by cell."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field
from functools import partial

from educluster import documents, formats, names
from educluster.documents import Reading
from educluster.outdated import cells, naming
from educluster.outdated.model import Spot, Use

READ = (*formats.DOCUMENTS, *cells.READ)
_MOST_SPOTS = 20  # of one name that are told
_BACK = 500  # lines before an object in which its subject or its property is looked for
_Used = tuple[str, str, Callable[[], Spot]]
_TYPE = f"<{names.RDF}type>"
_LINE_BY_LINE = {
    each.media_type for each in (formats.TURTLE, formats.TRIG, formats.N_TRIPLES, formats.N_QUADS)
}
_POSITIONS = ("subject", "predicate", "object")


@dataclass
class _Found:
    """What is gathered about one name; of one that is settled, no places."""

    is_settled: bool = False
    count: int = 0
    positions: set[str] = field(default_factory=set)
    spots: list[Spot] = field(default_factory=list)

    def add(self, position: str) -> bool:
        """Count a use, and return whether its place is still wanted."""
        self.count += 1
        self.positions.add(position)
        return not self.is_settled and len(self.spots) < _MOST_SPOTS


def uses(body: bytes, media_type: str, settled: Collection[str] = frozenset()) -> list[Use]:
    """Return the names of ours that a document uses, and the properties and classes of others.

    Of those that are settled it is not told where they stand.  The names of graphs are not looked at, and
    neither is what stands within triple terms.  Raises BadDocument.
    """
    found: dict[str, _Found] = {}
    for iri, position, place in _all(body, media_type):
        of = found.get(iri) or found.setdefault(iri, _Found(iri in settled))
        if of.add(position):
            of.spots.append(place())
    return [
        Use(iri, of.count, tuple(sorted(of.positions)), tuple(dict.fromkeys(of.spots)))
        for iri, of in sorted(found.items())
    ]


def _all(body: bytes, media_type: str) -> Iterator[_Used]:
    """Yield each use of a name: the name, its position, and what tells its place."""
    table = next((each for each in cells.READ if each.media_type == media_type), None)
    if table:
        for cell in cells.cells(body, table):
            for iri in cells.iris(cell.text):
                yield iri, "cell", partial(Spot, cell.line, cell.column)
        return
    lines = body.decode(errors="replace").split("\n") if media_type in _LINE_BY_LINE else []
    reading = documents.read(body, media_type)
    for number, triple in enumerate(reading.triples):
        for position, iri in _looked_at(triple):
            yield iri, position, partial(_spot, reading, number, position, iri, lines)


def _looked_at(triple: tuple[str, str, str]) -> Iterator[tuple[str, str]]:
    """Yield what of a triple is looked at, with its position: names of ours, properties, classes."""
    for position, term in zip(_POSITIONS, triple, strict=True):
        if term[0] == "<" and term[:2] != "<<":
            is_term = position == "predicate" or (position == "object" and triple[1] == _TYPE)
            if is_term or naming.is_meant(term):
                yield position, term[1:-1]


def _spot(reading: Reading, number: int, position: str, iri: str, lines: list[str]) -> Spot:
    """Return where a name stands: an object has its place, what goes before it stands there or above."""
    if not lines:
        place = reading.place(number)
        return Spot(place.line, place.pointer or place.element or "")
    line = reading.line(number)
    return Spot(_above(iri, line, lines) if line and position != "object" else line)


def _above(iri: str, line: int, lines: list[str]) -> int:
    """Return the line, from an object's line upwards, on which a name is written; else that of the object."""
    written = re.compile(rf"(?<![\w-]){re.escape(names.last_part(iri))}(?![\w-])")
    for number in range(line, max(line - _BACK, 0), -1):
        if written.search(lines[number - 1]):
            return number
    return line
