"""A pool of workers: a bound on how many work at once, warm spares, and a watch over deadlines."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from tempfile import SpooledTemporaryFile
from typing import IO

from educluster import errors
from educluster.workers.frames import Json
from educluster.workers.worker import Gone, Worker

_IN_MEMORY = 1024 * 1024
_START_SECONDS = 60.0


class Failed(Exception):
    """A handler ended its process by a mistake of ours."""


@dataclass(frozen=True)
class Answer:
    """A whole answer: its bytes, open at the beginning, how many they are, and what is said about them."""

    data: IO[bytes]
    size: int
    said: Json

    def whole(self) -> bytes:
        """Return all the bytes, and close what held them."""
        with self.data:
            return self.data.read()


@dataclass(frozen=True)
class Bounds:
    """What a request may use, each named as its setting is called."""

    seconds: float
    seconds_name: str
    memory_mb: int
    memory_name: str
    result_bytes: int = 1 << 62


class Pool:
    """Workers for one kind of request; `size` work at once, `spare` more are kept warm.

    A bound of 0 seconds means no deadline.
    """

    def __init__(
        self, start: str, arguments: Mapping[str, object], bounds: Bounds, size: int = 1, spare: int = 0
    ) -> None:
        self._start, self._arguments, self._bounds = start, arguments, bounds
        self._slots = threading.BoundedSemaphore(size)
        self._wanted = size + spare
        self._change = threading.Condition()
        self._idle: list[Worker] = []
        self._busy: set[Worker] = set()
        self._failures = 0
        self._refusal: errors.EduclusterError | None = None
        self._closed = False
        for task in (self._nurse, self._watch):
            threading.Thread(target=task, daemon=True, name=f"{start} {task.__name__}").start()

    def ask(self, options: Json, body: bytes = b"") -> Answer:
        """Return the answer of a worker.

        Raises Deadline, ResultTooLarge, Busy, Unavailable, LimitReached when the worker died of its
        memory limit, and whatever the handler raised.
        """
        deadline = time.monotonic() + (self._bounds.seconds or float("inf"))
        with self._borrowed(deadline) as worker:
            try:
                return self._spool(worker, options, body)
            except Gone as error:
                raise self._why(worker) from error

    def wait_until_ready(self, seconds: float = _START_SECONDS) -> None:
        """Return when a worker can be asked.

        Raises what the function refused to start with, or Unavailable when none could be started.
        """
        with self._change:
            self._change.wait_for(lambda: self._idle or self._busy or self._failures, seconds)
            if not (self._idle or self._busy):
                raise self._why_none()

    @property
    def ready(self) -> int:
        """Return how many workers could be asked now."""
        return len(self._idle)

    def close(self) -> None:
        """End all workers."""
        with self._change:
            self._closed = True
            workers, self._idle = self._idle, []
            for worker in self._busy:
                worker.kill()  # whoever waits for it closes it
            self._change.notify_all()
        for worker in workers:
            worker.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _spool(self, worker: Worker, options: Json, body: bytes) -> Answer:
        """Return the answer when it is complete: only then is a status line honest."""
        spool: IO[bytes] = SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115 - closed by who reads it
        try:
            said = self._fill(spool, worker, worker.ask(options, body))
        except BaseException:
            spool.close()
            raise
        size = spool.tell()
        spool.seek(0)
        return Answer(spool, size, said)

    def _fill(self, spool: IO[bytes], worker: Worker, pieces: Iterator[bytes | Json]) -> Json:
        said = Json()
        for piece in pieces:
            if isinstance(piece, dict):
                said = piece
            elif spool.tell() + len(piece) <= self._bounds.result_bytes:
                spool.write(piece)
            else:
                worker.kill()
                most = f"{self._bounds.result_bytes} bytes"
                raise errors.ResultTooLarge("--result-bytes", most, "ask for less, with LIMIT and OFFSET")
        return said

    def _why(self, worker: Worker) -> errors.EduclusterError:
        """Return what made a worker go: its deadline, or its memory (deep nesting overflows its stack).

        Raises Failed when it was neither.
        """
        if self._closed:
            return errors.Unavailable("the service is stopping", "try again later")
        if worker.overdue:
            seconds = f"{self._bounds.seconds:g} seconds"
            return errors.Deadline(self._bounds.seconds_name, seconds, "ask for less, or for it in parts")
        if not worker.starved:
            raise Failed(f"a worker for {self._start} failed; its log says why")
        return errors.LimitReached(
            self._bounds.memory_name,
            f"{self._bounds.memory_mb} MiB, or the depth of nesting",
            "ask for less: fewer rows in a sort or a group, fewer levels of brackets",
        )

    @contextmanager
    def _borrowed(self, deadline: float) -> Iterator[Worker]:
        """Give a worker to the caller alone; one that is spoilt is replaced."""
        if not self._slots.acquire(timeout=min(max(deadline - time.monotonic(), 0), threading.TIMEOUT_MAX)):
            raise errors.Busy("all workers are busy", "try again in some seconds")
        try:
            worker, sound = self._take(deadline), False
            try:
                yield worker
                sound = True
            except errors.EduclusterError:
                sound = worker.alive  # it answered with an error, or it was killed
                raise
            finally:
                self._give_back(worker, sound)
        finally:
            self._slots.release()

    def _take(self, deadline: float) -> Worker:
        with self._change:
            patience = min(max(deadline - time.monotonic(), 0), _START_SECONDS)
            worker = self._change.wait_for(self._next_alive, patience)
            if worker is None:
                raise errors.Busy("no worker is ready", "try again in some seconds")
            worker.deadline = deadline
            self._busy.add(worker)
            self._change.notify_all()
            return worker

    def _next_alive(self) -> Worker | None:
        """Return the worker used last, whose caches are warm; those that died meanwhile are replaced.

        Raises Unavailable where none is there and none can be started: waiting would not help.
        """
        while self._idle:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            worker.close()
            self._change.notify_all()
        if self._failures and not self._busy:
            raise self._why_none()
        return None

    def _why_none(self) -> errors.EduclusterError:
        remedy = "see the log for why; another try is made by itself"
        return self._refusal or errors.Unavailable(f"no worker for {self._start} could be started", remedy)

    def _give_back(self, worker: Worker, sound: bool) -> None:
        with self._change:
            self._busy.discard(worker)
            worker.deadline = None
            sound = sound and not worker.overdue and not self._closed
            if sound:
                self._idle.append(worker)
            self._change.notify_all()
        if not sound:
            worker.close()

    def _nurse(self) -> None:
        """Keep as many workers as wanted, each ready before it is offered."""
        while True:
            with self._change:
                self._change.wait_for(
                    lambda: self._closed or len(self._idle) + len(self._busy) < self._wanted
                )
                if self._closed:
                    return
            worker = Worker(self._start, self._arguments, self._bounds.memory_mb)
            try:
                worker.wait_until_ready()
            except (Gone, errors.EduclusterError) as error:
                worker.close()
                self._failed(error)
                continue
            self._admit(worker)

    def _admit(self, worker: Worker) -> None:
        with self._change:
            self._failures = 0
            closed = self._closed
            if not closed:
                self._idle.append(worker)
            self._change.notify_all()
        if closed:
            worker.close()

    def _failed(self, error: Exception) -> None:
        """Wait longer after each failed start, up to half a minute."""
        with self._change:
            self._refusal = error if isinstance(error, errors.EduclusterError) else None
            self._failures += 1
            self._change.notify_all()
            self._change.wait_for(lambda: self._closed, min(0.5 * 2**self._failures, 30))

    def _watch(self) -> None:
        """Kill each worker that is past its deadline."""
        with self._change:
            while not self._closed:
                now = time.monotonic()
                for worker in self._busy:
                    if worker.deadline is not None and worker.deadline <= now and not worker.overdue:
                        worker.overdue = True
                        worker.kill()
                next_one = min(
                    (w.deadline for w in self._busy if w.deadline and not w.overdue), default=now + 3600
                )
                self._change.wait(min(max(next_one - now, 0), 3600))
