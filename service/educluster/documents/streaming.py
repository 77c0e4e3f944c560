"""Many descriptions in one piece of N-Triples or N-Quads, parsed in one go; each is then on its own.

A piece that cannot be parsed whole is read description by description, so that only those are lost that
cannot be read.  Nothing is dropped: what belongs to no description is told as an error.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise

import pyoxigraph

from educluster.documents import plain
from educluster.documents.reading import read
from educluster.documents.runs import Start, Starts, pieces
from educluster.documents.statements import Place, Reading
from educluster.errors import BadDocument
from educluster.graphs import Triple
from educluster.names import RDF

N_QUADS = "application/n-quads"
_TYPE = f"<{RDF}type>"
_DEFAULT = "DEFAULT"  # how the parser writes the graph of a statement that is in none


@dataclass(frozen=True)
class Run:
    """One description: its name, the line at which it begins, what it says, or why it cannot be read.

    The name is the token of its cluster or of its graph; empty where it has none.
    """

    name: str
    line: int
    reading: Reading | None
    error: BadDocument | None = None


@dataclass(frozen=True)
class Stream:
    """How a stream is written: its media type, and the classes whose members begin a description."""

    media_type: str
    classes: frozenset[str]
    starts: Starts

    def read(self, body: bytes, line: int) -> Iterator[Run]:
        """Yield the descriptions in a piece of the stream that begins at a line.

        Raises nothing: what cannot be read is told in its place.
        """
        if self.media_type != N_QUADS and plain.fits(body):
            yield from self._plainly(body, line)
            return
        if b"<<" not in body:  # else there may be terms inside terms, which the front door counts
            try:
                yield from _Whole(self, body, line).runs()
                return
            except (SyntaxError, MemoryError):
                pass
        yield from self._one_by_one(body, line)

    def _plainly(self, body: bytes, line: int) -> Iterator[Run]:
        for name, part in self._cut(body):
            text = part.decode()
            yield self._plain(name, text, line)
            line += text.count("\n")

    def _plain(self, name: str, text: str, line: int) -> Run:
        if not name:
            return Run("", line, None, self.nameless(line))
        triples = plain.triples(text)
        return Run(name, line, Reading(triples, range(len(triples)), lambda: plain.places(text, line)))

    def _one_by_one(self, body: bytes, line: int) -> Iterator[Run]:
        for name, part in self._cut(body):
            yield from self._alone(name, part, line)
            line += part.count(b"\n")

    def _cut(self, body: bytes) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of each description; what stands before the first has no name."""
        found = pieces(body, self.starts)
        if body and (not found or found[0].offset):
            found.insert(0, Start(0, b""))
        for (start, name), (end, _) in pairwise([*found, Start(len(body), b"")]):
            yield name.decode(errors="replace"), body[start:end]

    def _alone(self, name: str, body: bytes, line: int) -> Iterator[Run]:
        try:
            reading = read(body, self.media_type)
        except BadDocument as error:
            yield Run(name, line, None, _moved(error, line))
            return
        if name:
            yield Run(name, line, _shifted(reading, line))
        elif reading.triples:
            yield Run("", line, None, self.nameless(line))

    def nameless(self, line: int) -> BadDocument:
        """Return the error of statements that belong to no description."""
        if self.media_type == N_QUADS:
            return BadDocument("the statement stands in no graph", "name the graph of its description", line)
        kinds = " or ".join(f"<{each}>" for each in sorted(self.classes))
        remedy = f"begin each description with the statement that its subject is a {kinds}"
        return BadDocument("the statement stands before the first description", remedy, line)


class _Whole:
    """A piece that was parsed: its triples, and the line of each.

    Raises SyntaxError and MemoryError as the parser does.
    """

    def __init__(self, stream: Stream, body: bytes, line: int) -> None:
        self._stream, self._body, self._first = stream, body, line
        self._graphs: list[str] = []
        self.triples = self._parsed()

    def _parsed(self) -> list[Triple]:
        wanted = pyoxigraph.RdfFormat.from_media_type(self._stream.media_type)
        quads = pyoxigraph.parse(self._body, format=wanted)
        if self._stream.media_type == N_QUADS:
            kept = list(quads)
            self._graphs = [str(each.graph_name) for each in kept]
            return [(str(each.subject), str(each.predicate), str(each.object)) for each in kept]
        lines = (str(each).split(" ", 2) for each in quads)  # quicker than to ask each for its three terms
        return [(subject, predicate, value) for subject, predicate, value in lines]

    def runs(self) -> Iterator[Run]:
        """Yield the descriptions; what belongs to none is an error."""
        begin = list(self._in_graphs() if self._graphs else self._in_clusters())
        size = len(self.triples)
        if size and (not begin or begin[0][0]):
            begin.insert(0, (0, ""))
        for (first, name), (end, _) in pairwise([*begin, (size, "")]):
            yield self._run(name, first, end)

    def _in_graphs(self) -> Iterator[tuple[int, str]]:
        before = ""
        for number, graph in enumerate(self._graphs):
            if graph != before:
                before = graph
                yield number, "" if graph == _DEFAULT else graph

    def _in_clusters(self) -> Iterator[tuple[int, str]]:
        """Yield where descriptions begin: with the first of the triples together about the cluster."""
        kinds, before = {f"<{each}>" for each in self._stream.classes}, ""
        found = [number for number, triple in enumerate(self.triples) if triple[2] in kinds]
        for number in found:
            name, predicate, _ = self.triples[number]
            if predicate == _TYPE and name != before:
                before = name
                yield self._first_about(name, number), name

    def _first_about(self, name: str, number: int) -> int:
        while number and self.triples[number - 1][0] == name:
            number -= 1
        return number

    def _run(self, name: str, begin: int, end: int) -> Run:
        line = self.line(begin)
        if not name:
            return Run(name, line, None, self._stream.nameless(line))
        of_it = self.triples[begin:end]
        local = _renamed(of_it) if self._has_blank else of_it
        return Run(name, line, Reading(local, range(begin, end), lambda: self.place))

    def line(self, number: int) -> int:
        """Return the line of a triple."""
        return self._first + (self._numbers[number] if self._numbers else number)

    def place(self, number: int) -> Place:
        """Return where the object of a triple stands."""
        line = self.line(number)
        written = self._lines[line - self._first]
        subject, predicate, value = self.triples[number]
        if written.startswith(f"{subject} {predicate} {value} ".encode()):
            return Place(line, len(subject) + len(predicate) + 3)
        return Place(line, read(written, self._stream.media_type).places[0].column)

    @cached_property
    def _has_blank(self) -> bool:
        return b"_:" in self._body

    @cached_property
    def _numbers(self) -> list[int]:
        """The line of each triple, counted from 0; empty where each line of the piece holds one."""
        if self._body.count(b"\n") + (not self._body.endswith(b"\n")) == len(self.triples):
            return []
        lines = (line.strip() for line in self._lines)
        return [number for number, line in enumerate(lines) if line and not line.startswith(b"#")]

    @cached_property
    def _lines(self) -> list[bytes]:
        return self._body.split(b"\n")


def _renamed(given: list[Triple]) -> list[Triple]:
    """Return triples with their blank nodes named b1, b2, … in the order in which they appear."""
    blanks: dict[str, str] = {}
    found = given.copy()
    for number in [n for n, (subject, _, value) in enumerate(given) if subject[0] == "_" or value[0] == "_"]:
        subject, predicate, value = given[number]
        found[number] = _named(subject, blanks), predicate, _named(value, blanks)
    return found


def _named(token: str, blanks: dict[str, str]) -> str:
    return blanks.setdefault(token, f"_:b{len(blanks) + 1}") if token[0] == "_" else token


def _moved(error: BadDocument, line: int) -> BadDocument:
    return BadDocument(error.problem, error.remedy, line + (error.line or 1) - 1, error.column)


def _shifted(reading: Reading, line: int) -> Reading:
    """Return a reading whose places are counted from another line."""

    def place(number: int) -> Place:
        found = reading.place(number)
        return found._replace(line=found.line + line - 1) if found.line else found

    return Reading(reading.triples, range(len(reading.triples)), lambda: place)
