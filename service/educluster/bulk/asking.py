"""Asking workers about pieces of a stream; what one cannot be asked for whole is asked one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from itertools import pairwise
from typing import NamedTuple

import msgspec

from educluster.bulk.cutting import MOST, Piece
from educluster.bulk.tally import FAILED, UNREADABLE
from educluster.documents import runs
from educluster.documents.streaming import Stream
from educluster.errors import BadDocument, EduclusterError, LimitReached, NotValidated, TooLarge
from educluster.reports import Severity, stream
from educluster.workers import Answer, Failed, Json, Pool


class Row(NamedTuple):
    """What is to be counted of a description: its outcome, the bytes told of it, results by rule."""

    name: str
    line: int
    outcome: str
    size: int
    rules: dict[str, int]


@dataclass(frozen=True)
class Job:
    """What a stream is held against, and how that is told.

    `shapes` are a user's own, used instead of the profile: their name, media type and bytes.  `kind` is the
    class whose members begin a description in N-Triples, where it is not ec:Cluster.
    """

    media_type: str
    profile: str = "base"
    settings: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[str, str, bytes] | None = None
    language: str = "en"
    fail_on: Severity = Severity.VIOLATION
    face: str = stream.JSON_LINES
    kind: str = ""

    def told(self, name: str, line: int, error: EduclusterError) -> bytes:
        """Return what is told of a description that could not be checked."""
        return stream.told(self.face, stream.Described(name, line, None, str(error)), self.language)


@dataclass(frozen=True)
class Told:
    """What is told of the descriptions in a piece, one after the other, and what is to be counted of each."""

    data: bytes
    rows: list[Row]


class Asking:
    """Workers that are ready for a job; `about` is what they say of it, `find` how descriptions begin.

    Raises BadDocument for shapes that cannot be used.
    """

    def __init__(self, job: Job, workers: Pool) -> None:
        self._job, self._workers = job, workers
        about = self._ask(b"")
        about.whole()
        self.about: Json = about.said
        classes = msgspec.convert(about.said["classes"], list[str])
        self.find = runs.starts(job.media_type, classes)
        self._stream = Stream(job.media_type, frozenset(classes), self.find)

    def told(self, piece: Piece) -> Told:
        """Return what is told of a piece.

        Where a worker does not come through with it, its descriptions are asked for one by one.
        """
        if piece.too_long is not None:
            return self._too_long(piece.too_long.decode(errors="replace"), piece.line)
        try:
            return self._checked(piece.body, piece.line)
        except LimitReached as error:
            return self._one_by_one(piece, error)
        except Failed:
            return self._one_by_one(piece, _failed())

    def _too_long(self, name: str, line: int) -> Told:
        """Return what is told of a description that is too long, or of as much before the first of all."""
        if not name:
            return self._named(name, line, self._stream.nameless(line))
        return self._named(name, line, TooLarge("of a description", f"{MOST >> 20} MiB", "divide it"))

    def _one_by_one(self, piece: Piece, error: LimitReached | NotValidated) -> Told:
        found = [start.offset for start in runs.pieces(piece.body, self.find)]
        if len(found) <= 1:  # it would be the same again
            return self._not_validated(piece.body, piece.line, error)
        bounds = [0, *(each for each in found if each), len(piece.body)]
        told = [self._alone(piece, begin, end) for begin, end in pairwise(bounds)]
        return Told(b"".join(each.data for each in told), [row for each in told for row in each.rows])

    def _alone(self, piece: Piece, begin: int, end: int) -> Told:
        body, line = piece.body[begin:end], piece.line + piece.body.count(b"\n", 0, begin)
        try:
            return self._checked(body, line)
        except LimitReached as error:
            return self._not_validated(body, line, error)
        except Failed:
            return self._not_validated(body, line, _failed())

    def _checked(self, body: bytes, line: int) -> Told:
        answer = self._ask(body, line=line)
        return Told(answer.whole(), msgspec.convert(answer.said["rows"], list[Row]))

    def _not_validated(self, body: bytes, line: int, error: EduclusterError) -> Told:
        name = next((each.name.decode(errors="replace") for each in runs.pieces(body, self.find)), "")
        return self._named(name, line, error)

    def _named(self, name: str, line: int, error: EduclusterError) -> Told:
        told = self._job.told(name, line, error)
        outcome = UNREADABLE if isinstance(error, TooLarge | BadDocument) else FAILED
        return Told(told, [Row(name, line, outcome, len(told), {})])

    def _ask(self, body: bytes, **options: object) -> Answer:
        if self._job.shapes:
            name, media_type, shapes = self._job.shapes
            return self._workers.ask({"shapes": [name, media_type, len(shapes)], **options}, shapes + body)
        return self._workers.ask(options, body)


def _failed() -> NotValidated:
    return NotValidated("the engine failed on this description", "tell us, with the description")
