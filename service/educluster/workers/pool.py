"""A pool: workers for one kind of request, with bounds on time, memory, size, and on who may wait."""

from __future__ import annotations

import time
from collections.abc import Mapping

from educluster import errors
from educluster.workers.answers import Answer, Bounds, spool
from educluster.workers.crew import Crew
from educluster.workers.frames import SPOILT, Json
from educluster.workers.lanes import Lane, Lanes
from educluster.workers.worker import Gone, Worker

_MOMENT_SECONDS = 0.2  # for a request in the express lane


class Failed(Exception):
    """A handler ended its process by a mistake of ours."""


class Pool:
    """Workers for one kind of request; `size` work at once, `spare` more are kept warm.

    `express` more work while all are busy, each for a moment only: see `lanes`.  A handler that is asked
    there may be asked the same again, so it must change nothing.  With `network` they may reach out.
    """

    def __init__(
        self,
        start: str,
        arguments: Mapping[str, object],
        bounds: Bounds,
        size: int = 1,
        spare: int = 0,
        *,
        express: int = 0,
        network: bool = False,
    ) -> None:
        self._start, self._bounds = start, bounds
        self._lanes, self._has_express = Lanes(size, express, bounds.waiting), express > 0
        self._crew = Crew(
            lambda: Worker(start, arguments, bounds.memory_mb, network), size + express + spare, start
        )

    def ask(self, options: Json, body: bytes = b"", seconds: float | None = None, client: str = "") -> Answer:
        """Return the answer of a worker, within so many seconds instead of those of the bounds.

        Clients take turns; "" is nobody, and not remembered.

        Raises Deadline, ResultTooLarge, LimitReached for memory, ReachesOut, Busy, Unavailable, Failed,
        and whatever the handler raised.
        """
        seconds = self._bounds.seconds if seconds is None else seconds
        deadline = time.monotonic() + (seconds or float("inf"))
        turn, killed = self._lanes.come(client), False
        try:
            if self._lanes.wait(turn, deadline) is Lane.EXPRESS:
                if answer := self._ask_for_a_moment(options, body, deadline, seconds):
                    return answer
                self._lanes.change(turn)
                self._lanes.wait(turn, deadline)
            # Others are not to wait until what such a client's query costs, a new process, has started.
            leaving = 1 if self._has_express and self._lanes.distrusts(client) else 0
            answer = self._ask(self._crew.take(deadline, leaving=leaving), options, body, seconds)
            killed = bool(answer.said.get(SPOILT))
            return answer
        except (errors.LimitReached, errors.ReachesOut, Failed):
            killed = True  # or it ended itself: another has to be started
            raise
        finally:
            self._lanes.leave(turn, killed)

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

    @property
    def trouble(self) -> str:
        """Return why no worker could be started, where its function said so, else ""."""
        return self._crew.trouble

    @property
    def waiting(self) -> int:
        """Return how many requests wait for their turn."""
        return self._lanes.waiting

    def close(self) -> None:
        """End all workers."""
        self._crew.close()

    def __enter__(self) -> Pool:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _ask_for_a_moment(self, options: Json, body: bytes, deadline: float, seconds: float) -> Answer | None:
        """Return the answer, or None where it takes longer than a moment."""
        worker = self._crew.take(deadline, _MOMENT_SECONDS)
        try:
            return self._ask(worker, options, body, seconds)
        except errors.Deadline:
            if time.monotonic() >= deadline:
                raise
            return None

    def _ask(self, worker: Worker, options: Json, body: bytes, seconds: float) -> Answer:
        """Return the answer of a worker that is this request's alone; one that is spoilt is replaced."""
        sound = False
        try:
            answer = spool(worker.ask(options, body), self._bounds)
            sound = not answer.said.get(SPOILT)
            return answer
        except Gone as error:
            raise self._why(worker, seconds) from error
        except errors.ResultTooLarge:
            raise  # it is still writing
        except errors.EduclusterError:
            sound = worker.alive  # it answered with an error
            raise
        finally:
            self._crew.give_back(worker, sound)

    def _why(self, worker: Worker, seconds: float) -> errors.EduclusterError:
        """Return what made a worker go: the end of all, its deadline, a way out, its memory.

        Raises Failed when it was none of these.
        """
        if self._crew.closed:
            return errors.Unavailable("the service is stopping", "try again later")
        if worker.overdue:
            return self._bounds.overdue(seconds)
        if worker.reached_out:
            return errors.ReachesOut("it tried to reach another host", "ask for what is here")
        if worker.starved:
            return self._bounds.starved()
        raise Failed(f"a worker for {self._start} failed; its log says why")
