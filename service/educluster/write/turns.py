"""Whose turn it is to write: one request leads, for all that wait; the others wait for its word."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field

from educluster.errors import Busy, EduclusterError
from educluster.workers import Json
from educluster.write.changes import Change

_GATHER_SECONDS = 0.003


@dataclass(eq=False)
class Waiting:
    """A change that waits for its turn, and then for the commit."""

    change: Change
    done: bool = False
    said: Json = field(default_factory=dict)
    error: EduclusterError | None = None


class Turns:
    """The changes that wait; at most one of their threads leads at a time."""

    def __init__(self, most: int) -> None:
        self._most = most
        self._lock = threading.RLock()
        self._moved, self._came = threading.Condition(self._lock), threading.Condition(self._lock)
        self._queue: list[Waiting] = []
        self._leading = False
        self._last = 0  # how many were taken last

    @property
    def waiting(self) -> int:
        """Return how many changes wait."""
        return len(self._queue)

    def queue(self, change: Change) -> Waiting:
        """Let a change wait.  Raises Busy when too many do."""
        waiting = Waiting(change)
        with self._moved:
            if len(self._queue) >= self._most:
                raise Busy("too many changes wait to be written", "try again in some seconds")
            self._queue.append(waiting)
            self._came.notify_all()
        return waiting

    def lead(self, waiting: Waiting) -> bool:
        """Return when a change is done, with False, or when its thread is to lead, with True."""
        with self._moved:
            self._moved.wait_for(lambda: waiting.done or not self._leading)
            if not waiting.done:
                self._leading = True
            return not waiting.done

    def try_to_lead(self) -> bool:
        """Return whether the caller leads now, which it does when nobody else wants to."""
        with self._moved:
            if self._leading or self._queue:
                return False
            self._leading = True
            return True

    def take(self) -> list[Waiting]:
        """Return all that waits, which waits no more.

        Those who have just been answered together are likely to come back together: for a moment they are
        waited for, else they would find a leader that is busy with the first of them.
        """
        with self._moved:
            self._came.wait_for(lambda: len(self._queue) >= self._last, _GATHER_SECONDS)
            group, self._queue = self._queue, []
            self._last = len(group)
            return group

    def tell(self, done: list[Waiting]) -> None:
        """Let changes be done."""
        with self._moved:
            for each in done:
                each.done = True
            self._moved.notify_all()

    def leave(self) -> None:
        """Let another lead."""
        with self._moved:
            self._leading = False
            self._moved.notify_all()
