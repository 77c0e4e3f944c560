"""A crew of worker processes: as many as wanted are kept alive; each is watched while it works."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass

from educluster import errors
from educluster.workers.worker import Gone, Worker

_START_SECONDS = 60.0
_ROUND_SECONDS = 5.0  # how long a worker that died while idle may go unnoticed
_LONGEST = 5  # moments that one may last by the clock, where others take the processors
_LEAST_SECONDS = 0.01  # between two looks at how much of it is left


@dataclass(frozen=True)
class _Moment:
    """What a worker may spend of a processor, what it had spent before, and the end in any case."""

    seconds: float
    spent: float
    until: float


class Crew:
    """Workers that are lent out one at a time, and replaced when they are lost."""

    def __init__(self, hire: Callable[[], Worker], wanted: int, name: str) -> None:
        self._hire, self._wanted, self._name = hire, wanted, name
        # One lock, and a condition for each of those who wait: a request wakes nobody who has nothing to do.
        self._lock = threading.RLock()
        self._came_free = threading.Condition(self._lock)
        self._one_short = threading.Condition(self._lock)
        self._sooner = threading.Condition(self._lock)
        self._wakes_at = 0.0
        self._idle: list[Worker] = []
        self._watched: set[Worker] = set()  # those that work, and the one that is being started
        self._moments: dict[Worker, _Moment] = {}  # of those among them that have no longer
        self._failures = 0
        self._refusal: errors.EduclusterError | None = None
        self.closed = False
        for task in (self._nurse, self._watch):
            threading.Thread(target=task, daemon=True, name=f"{name} {task.__name__}").start()

    @property
    def ready(self) -> int:
        """Return how many workers could be taken now."""
        with self._lock:
            return sum(worker.alive for worker in self._idle)

    @property
    def lost(self) -> bool:
        """Return whether there is no worker, and none could be started."""
        with self._lock:
            at_work = any(worker.ready for worker in self._watched)
            return bool(self._failures) and not at_work and not any(worker.alive for worker in self._idle)

    @property
    def trouble(self) -> str:
        """Return why none could be started, where its function said so, else ""."""
        refusal = self._refusal
        return str(refusal) if refusal and self.lost else ""

    def wait_until_ready(self) -> None:
        """Return when a worker can be taken.

        Raises what its function refused to start with, or Unavailable when none could be started.
        """
        with self._lock:
            self._came_free.wait_for(lambda: self._idle or self._failures or self.closed, _START_SECONDS)
            if not self._idle:
                raise self._why_none()

    def take(self, deadline: float, seconds: float = float("inf"), leaving: int = 0) -> Worker:
        """Return a worker for the caller alone, to be killed at the deadline (of the monotonic clock).

        With `seconds`, it is killed as soon as it has worked so long, if that is sooner.
        It is taken when so many others are left that could be.
        Raises Busy when none comes free in time, Unavailable when none can be started.
        """
        with self._lock:
            worker = self._next_alive(leaving)
            if worker is None:
                patience = min(max(deadline - time.monotonic(), 0), _START_SECONDS)
                worker = self._came_free.wait_for(lambda: self._next_alive(leaving), patience)
            if worker is None:
                raise errors.Busy("no worker is ready", "try again in some seconds")
            now = time.monotonic()
            if seconds < float("inf") and (spent := worker.processor_seconds) is not None:
                self._moments[worker] = _Moment(seconds, spent, min(deadline, now + seconds * _LONGEST))
            self._watch_over(worker, min(deadline, now + seconds))
            return worker

    def give_back(self, worker: Worker, sound: bool) -> None:
        """Take a worker back, or end it when it is spoilt."""
        with self._lock:
            self._watched.discard(worker)
            self._moments.pop(worker, None)
            worker.deadline = None
            sound = sound and not worker.overdue and not self.closed
            if sound:
                self._idle.append(worker)
                self._came_free.notify_all()
            else:
                self._one_short.notify_all()
        if not sound:
            worker.close()

    def close(self) -> None:
        """End all workers; whoever waits for one is told so."""
        with self._lock:
            self.closed = True
            workers, self._idle = self._idle, []
            for worker in self._watched:
                worker.kill()  # whoever reads from it closes it
            for waiting in (self._came_free, self._one_short, self._sooner):
                waiting.notify_all()
        for worker in workers:
            worker.close()

    def _next_alive(self, leaving: int) -> Worker | None:
        """Return the worker used last, whose caches are warm; none where too few would be left.

        Raises Unavailable where none is there and none can be started: waiting would not help.
        """
        while len(self._idle) > leaving:
            worker = self._idle.pop()
            if worker.alive:
                return worker
            self._dismiss([worker])
        if self.closed or (self._failures and not self._watched and not self._idle):
            raise self._why_none()
        return None

    def _why_none(self) -> errors.EduclusterError:
        if self.closed:
            return errors.Unavailable("the service is stopping", "try again later")
        remedy = "see the log for why; another try is made by itself"
        return self._refusal or errors.Unavailable(f"no worker for {self._name} could be started", remedy)

    def _dismiss_the_dead(self) -> None:
        dead = [worker for worker in self._idle if not worker.alive]
        self._idle = [worker for worker in self._idle if worker not in dead]
        self._dismiss(dead)

    def _dismiss(self, dead: list[Worker]) -> None:
        for worker in dead:
            worker.close()
        if dead:
            self._one_short.notify_all()

    def _watch_over(self, worker: Worker, deadline: float) -> None:
        worker.deadline = deadline
        self._watched.add(worker)
        if deadline < self._wakes_at:
            self._sooner.notify_all()

    def _nurse(self) -> None:
        """Keep as many workers as wanted, each ready before it is offered."""
        while self._one_is_missing():
            try:
                worker = self._hire()
            except Gone as error:
                self._failed(error)
                continue
            self._start(worker)

    def _one_is_missing(self) -> bool:
        with self._lock:
            self._one_short.wait_for(
                lambda: self.closed or len(self._idle) + len(self._watched) < self._wanted
            )
            return not self.closed

    def _start(self, worker: Worker) -> None:
        with self._lock:
            self._watch_over(worker, time.monotonic() + _START_SECONDS)
        try:
            worker.wait_until_ready()
        except (Gone, errors.EduclusterError) as error:
            self.give_back(worker, sound=False)
            self._failed(error)
        else:
            self._failures = 0
            self.give_back(worker, sound=True)

    def _failed(self, error: Exception) -> None:
        """Wait longer after each failed start, up to half a minute."""
        with self._lock:
            self._refusal = error if isinstance(error, errors.EduclusterError) else None
            self._failures += 1
            self._came_free.notify_all()
            self._one_short.wait_for(lambda: self.closed, min(0.5 * 2**self._failures, 30))

    def _watch(self) -> None:
        """Kill each worker that is past its deadline, and dismiss those that died while idle."""
        with self._lock:
            while not self.closed:
                now = time.monotonic()
                for worker in self._watched:
                    if worker.deadline is not None and worker.deadline <= now and not worker.overdue:
                        self._end(worker, now)
                self._dismiss_the_dead()
                deadlines = [w.deadline for w in self._watched if w.deadline and not w.overdue]
                self._wakes_at = min([now + _ROUND_SECONDS, *deadlines])
                self._sooner.wait(self._wakes_at - now)

    def _end(self, worker: Worker, now: float) -> None:
        """Kill a worker, unless it has not had its moment yet: the processors were busy with others."""
        moment, spent = self._moments.get(worker), worker.processor_seconds
        if moment and spent is not None:
            left = moment.seconds - (spent - moment.spent)
            if left > 0 and now < moment.until:
                worker.deadline = min(now + max(left, _LEAST_SECONDS), moment.until)
                return
        worker.overdue = True
        worker.kill()
