"""Running: pieces of a stream go to workers, and what they tell is written in the order of the stream."""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import BinaryIO

import msgspec

from educluster import __version__
from educluster.bulk.asking import Asking, Job, Row, Told
from educluster.bulk.cutting import Cutter, Piece
from educluster.bulk.sink import Out, Record, Sink, opened
from educluster.bulk.tally import UNREADABLE, Tally
from educluster.config import Settings
from educluster.documents.streaming import N_QUADS
from educluster.errors import BadDocument, BadParameter
from educluster.reports import stream
from educluster.workers import Bounds, Json, Pool

_WORKER = "educluster.shapes.bulk:bulk_worker"
_AHEAD = 2  # pieces for each worker that are read before they are asked for


@dataclass(frozen=True)
class Progress:
    """How far a run has come: bytes that are read, and what was counted."""

    bytes: int
    tally: Tally


def run(
    job: Job, pipe: BinaryIO, out: Out, settings: Settings, shown: Callable[[Progress], None] | None = None
) -> Tally:
    """Check the descriptions in a stream, write what is found, and return what was counted.

    Raises BadParameter for an unknown profile or threshold, for an interrupted run that was another, and for
    a stream that is not what it was then; BadDocument for shapes that cannot be used.
    """
    with ThreadPoolExecutor(settings.validators) as threads, _pool(job, settings) as workers:
        workers.wait_until_ready()
        asking = Asking(job, workers)
        with opened(out) as sink:
            running, cutter = _Running(job, asking.about, sink), Cutter(pipe, asking.find, job.media_type)
            running.take_up(cutter)
            for piece, told in _ahead(cutter.pieces(), asking.told, threads, _AHEAD * settings.validators):
                running.write(piece, told)
                if shown:
                    shown(Progress(piece.end, running.tally))
            running.finish(cutter)
    return running.tally


def _pool(job: Job, settings: Settings) -> Pool:
    bounds = Bounds(
        seconds=settings.validate_seconds,
        seconds_name="--validate-seconds",
        memory_mb=settings.validate_mb,
        memory_name="--validate-mb",
        waiting=_AHEAD * settings.validators + 1,
    )
    arguments = {
        "profile": "" if job.shapes else job.profile,
        "settings": dict(job.settings),
        "language": job.language,
        "fail_on": job.fail_on.value,
        "face": job.face,
        "written": {"media_type": job.media_type, "class": job.kind},
    }
    return Pool(_WORKER, arguments, bounds, settings.validators)


def _ahead(
    pieces: Iterable[Piece], ask: Callable[[Piece], Told], threads: ThreadPoolExecutor, most: int
) -> Iterator[tuple[Piece, Told]]:
    """Yield pieces with what is told of them, in their order and as soon as it is there, asking ahead."""
    waiting: deque[tuple[Piece, Future[Told]]] = deque()
    for piece in pieces:
        waiting.append((piece, threads.submit(ask, piece)))
        while len(waiting) > most or (waiting and waiting[0][1].done()):
            first, future = waiting.popleft()
            yield first, future.result()
    for first, future in waiting:
        yield first, future.result()


def _options(job: Job, about: Json) -> dict[str, str]:
    """Return what a run was asked, as it is asked: from the same input, the same then comes out."""
    profile = msgspec.convert(about["profile"], _Profile)
    rules = {"--shapes": profile.name} if job.shapes else {"--profile": f"{profile.name}@{profile.version}"}
    return {
        **rules,
        "--set": " ".join(f"{name}={value}" for name, value in sorted(job.settings.items())) or "nothing",
        "--class": job.kind or "ec:Cluster",
        "--read-as": "nq" if job.media_type == N_QUADS else "nt",
        "--lang": job.language,
        "--fail-on": job.fail_on.value,
        "--format": job.face,
        "the version": __version__,
        "the engine": str(about["engine"]),
        "the rules (SHA-256)": profile.digest,
    }


class _Profile(msgspec.Struct):
    """What a worker says of the rules that it has loaded."""

    name: str
    version: str
    digest: str


def _other(before: Mapping[str, str], now: Mapping[str, str]) -> str:
    """Return which options are not what they were, with both values; a digest only where no other is."""
    names = [each for each in {**before, **now} if before.get(each) != now.get(each)]
    named = [each for each in names if "SHA-256" not in each] or names
    return "; ".join(
        f"{each} {before.get(each, 'nothing')}, now {now.get(each, 'nothing')}" for each in named
    )


class _Running:
    """One run: what is counted, and where it is written."""

    def __init__(self, job: Job, about: Json, sink: Sink) -> None:
        self._job, self._about, self._sink = job, about, sink
        self.tally = Tally()
        self._options = _options(job, about)

    def take_up(self, cutter: Cutter) -> None:
        """Go on where a run was interrupted, or begin.

        Raises BadParameter where that run was another.
        """
        record = self._sink.record
        if record is None:
            head = stream.head(self._job.face, self._job.language, bool(self._about["own"]))
            self._sink.write(head, self._record(0, 1, cutter.digest))
            return
        anew = f"or begin anew: remove {self._sink.path}"
        if other := _other(record.run, self._options):
            raise BadParameter(
                f"the run that was interrupted had other options: {other}", f"give those, {anew}"
            )
        if cutter.skip(record.end, record.line) != record.sha256:
            problem = "the input is not what it was when the run was interrupted"
            raise BadParameter(problem, f"give that, {anew}")
        self.tally = Tally(Counter(record.outcomes), Counter(record.rules))

    def _record(self, end: int, line: int, digest: str) -> Record:
        return Record(self._options, end, line, digest, self.tally.outcomes, self.tally.rules)

    def write(self, piece: Piece, told: Told) -> None:
        """Write what is told of a piece, and count it."""
        place, found = 0, []
        for row in told.rows:
            data, place = told.data[place : place + row.size], place + row.size
            before = self._sink.seen(row.name, row.line) if row.name else None
            if before is not None:
                data, row = self._again(row, before), row._replace(outcome=UNREADABLE, rules={})
            found.append(data)
            self.tally.add(row.outcome, row.rules)
        self._sink.write(b"".join(found), self._record(piece.end, piece.end_line, piece.digest))

    def _again(self, row: Row, before: int) -> bytes:
        """Return what is told of a description whose statements do not all stand together."""
        thing = "graph" if self._job.media_type == N_QUADS else "cluster"
        problem = f"the {thing} was described before, from line {before} on"
        error = BadDocument(problem, "write all statements of a description one after the other", row.line)
        return self._job.told(row.name, row.line, error)

    def finish(self, cutter: Cutter) -> None:
        """Write what is told at the end."""
        self.tally.named = self._sink.has_seen
        summary = {
            **self.tally.summary(),
            "notAsked": self._about["notAsked"],
            "input": {"sha256": cutter.digest, "size": cutter.offset, "mediaType": self._job.media_type},
            "profile": self._about["profile"],
            "engine": self._about["engine"],
            "educluster": __version__,
            "language": self._job.language,
            "failOn": self._job.fail_on.value,
        }
        foot = stream.foot(self._job.face, summary)
        self._sink.write(foot, self._record(cutter.offset, cutter.line, cutter.digest))
