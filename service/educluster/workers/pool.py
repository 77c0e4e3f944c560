"""A pool: workers for one kind of request, with bounds on time, memory, size, and on who may wait."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager

from educluster import errors
from educluster.workers.answers import Answer, Bounds, spool
from educluster.workers.crew import Crew
from educluster.workers.frames import Json
from educluster.workers.worker import Gone, Worker


class Failed(Exception):
    """A handler ended its process by a mistake of ours."""


class Pool:
    """Workers for one kind of request; `size` work at once, `spare` more are kept warm."""

    def __init__(
        self, start: str, arguments: Mapping[str, object], bounds: Bounds, size: int = 1, spare: int = 0
    ) -> None:
        self._start, self._bounds = start, bounds
        self._places = threading.BoundedSemaphore(size + bounds.waiting)
        self._slots = threading.BoundedSemaphore(size)
        self._crew = Crew(lambda: Worker(start, arguments, bounds.memory_mb), size + spare, start)

    def ask(self, options: Json, body: bytes = b"") -> Answer:
        """Return the answer of a worker.

        Raises Deadline, ResultTooLarge, LimitReached for memory, ReachesOut, Busy, Unavailable, Failed,
        and whatever the handler raised.
        """
        deadline = time.monotonic() + (self._bounds.seconds or float("inf"))
        with self._borrowed(deadline) as worker:
            try:
                return spool(worker.ask(options, body), self._bounds)
            except Gone as error:
                raise self._why(worker) from error

    def wait_until_ready(self) -> None:
        """Return when a worker can be asked.

        Raises what its function refused to start with, or Unavailable when none could be started.
        """
        self._crew.wait_until_ready()

    @property
    def ready(self) -> int:
        """Return how many workers could be asked now."""
        return self._crew.ready

    @property
    def lost(self) -> bool:
        """Return whether there is no worker, and none could be started."""
        return self._crew.lost

    def close(self) -> None:
        """End all workers."""
        self._crew.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _why(self, worker: Worker) -> errors.EduclusterError:
        """Return what made a worker go: the end of all, its deadline, a way out, its memory.

        Raises Failed when it was none of these.
        """
        if self._crew.closed:
            return errors.Unavailable("the service is stopping", "try again later")
        if worker.overdue:
            return self._bounds.overdue()
        if worker.reached_out:
            return errors.ReachesOut("it tried to reach another host", "ask for what is here")
        if worker.starved:
            return self._bounds.starved()
        raise Failed(f"a worker for {self._start} failed; its log says why")

    @contextmanager
    def _borrowed(self, deadline: float) -> Iterator[Worker]:
        """Give a worker to the caller alone; one that is spoilt is replaced."""
        with self._slot(deadline):
            worker, sound = self._crew.take(deadline), False
            try:
                yield worker
                sound = True
            except errors.ResultTooLarge:
                raise  # it is still writing
            except errors.EduclusterError:
                sound = worker.alive  # it answered with an error, or it was killed
                raise
            finally:
                self._crew.give_back(worker, sound)

    @contextmanager
    def _slot(self, deadline: float) -> Iterator[None]:
        """Wait for the turn to work; raise Busy when too many wait, or the turn does not come in time."""
        busy = errors.Busy("all workers are busy", "try again in some seconds")
        if not self._places.acquire(blocking=False):
            raise busy
        try:
            patience = min(max(deadline - time.monotonic(), 0), threading.TIMEOUT_MAX)
            if not self._slots.acquire(timeout=patience):
                raise busy
            try:
                yield
            finally:
                self._slots.release()
        finally:
            self._places.release()
