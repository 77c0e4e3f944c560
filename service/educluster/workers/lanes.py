"""Whose turn it is to work: so many at once for as long as it takes, and some more for a moment."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from enum import Enum

from educluster import errors


class Lane(Enum):
    """Where a request works: for as long as it takes, or for a moment beside those that take long."""

    LONG = "long"
    EXPRESS = "express"


class Lanes:
    """`size` places for requests that take long, `express` for the others, and a bound on who may wait.

    Where all long places are taken, a request that comes has a moment in the express lane: what ends at
    once need not wait for what does not.  One that does not end waits for a long place.
    """

    def __init__(self, size: int, express: int, waiting: int) -> None:
        self._long, self._express, self._most = size, express, size + express + waiting
        self._size, self._inside = size + express, 0
        self._lock = threading.Lock()
        self._has_tried = threading.Condition(self._lock)  # those that wait for a long place
        self._has_come = threading.Condition(self._lock)  # those that take what there is
        self._trying_again = 0

    @property
    def waiting(self) -> int:
        """Return how many requests wait for their turn."""
        with self._lock:
            return self._inside - (self._size - self._long - self._express)

    def enter(self, deadline: float) -> Lane:
        """Wait for a place, and take it; what is entered is to be left.

        Raises Busy when too many wait, or no place comes free by the deadline (of the monotonic clock).
        """
        with self._lock:
            if self._inside >= self._most:
                raise _busy()
            self._inside += 1
            return self._first() or self._wait(self._has_come, self._first, deadline)

    def change(self, deadline: float) -> Lane:
        """Leave the express lane and wait for a long place; raises Busy as `enter` does."""
        with self._lock:
            self._express += 1
            self._trying_again += 1
            self._has_come.notify()
            try:
                return self._second() or self._wait(self._has_tried, self._second, deadline)
            finally:
                self._trying_again -= 1
                self._has_come.notify()  # a long place may be there for those that come

    def leave(self, lane: Lane) -> None:
        """Give a place back."""
        with self._lock:
            self._inside -= 1
            if lane is Lane.EXPRESS:
                self._express += 1
            else:
                self._long += 1
                self._has_tried.notify()
            self._has_come.notify()

    def _first(self) -> Lane | None:
        """Take a long place, unless somebody waits for it who has tried in vain, or an express one."""
        if self._long > self._trying_again:
            return self._second()
        if self._express:
            self._express -= 1
            return Lane.EXPRESS
        return None

    def _second(self) -> Lane | None:
        if not self._long:
            return None
        self._long -= 1
        return Lane.LONG

    def _wait(self, turn: threading.Condition, take: Callable[[], Lane | None], deadline: float) -> Lane:
        patience = min(max(deadline - time.monotonic(), 0), threading.TIMEOUT_MAX)
        lane = turn.wait_for(take, patience)
        if lane is None:
            self._inside -= 1
            raise _busy()
        return lane


def _busy() -> errors.Busy:
    return errors.Busy("all workers are busy", "try again in some seconds")
