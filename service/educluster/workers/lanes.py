"""Whose turn it is to work: so many at once for as long as it takes, and some more for a moment."""

from __future__ import annotations

import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from enum import Enum

from educluster import errors

_KILLED_SECONDS = 300.0  # several times what one query may take: else those who wait are forgotten meanwhile
_SLOW_SECONDS = 60.0
_MOST_REMEMBERED = 4096  # clients
_LEAST_SECONDS = (
    0.2  # that are worth beginning with: what is killed at once costs a process, and tells nothing
)
_SOON_SECONDS = 0.002  # most requests are done by then: to wait for them costs less than a second process
_LATER_SECONDS = 0.02  # between two looks whether those at work take long


class Lane(Enum):
    """Where a request works: for as long as it takes, or for a moment beside those that take long."""

    LONG = "long"
    EXPRESS = "express"


class Remembered:
    """Clients that are remembered for so long; of too many, those who were named last."""

    def __init__(self, seconds: float, most: int, clock: Callable[[], float]) -> None:
        self._seconds, self._most, self._clock = seconds, most, clock
        self._until: OrderedDict[str, float] = OrderedDict()

    def add(self, client: str) -> None:
        """Remember a client from now on; "" is nobody."""
        if client:
            self._until[client] = self._clock() + self._seconds
            self._until.move_to_end(client)
            if len(self._until) > self._most:
                self._until.popitem(last=False)

    def __contains__(self, client: str) -> bool:
        until = self._until.get(client)
        return until is not None and until > self._clock()

    def __len__(self) -> int:
        return len(self._until)


_NOBODY = threading.Lock()


class Turn:
    """A request that waits or works, and for whom; it has a lane while it works."""

    __slots__ = ("called", "client", "has_tried", "lane", "number", "sent_away", "since")

    def __init__(self, client: str, number: int) -> None:
        self.client, self.number = client, number
        self.called = _NOBODY  # locked until its turn has come; most requests never wait
        self.lane: Lane | None = None
        self.since = 0.0  # when it began to work
        self.has_tried = self.sent_away = False


class Lanes:
    """`size` places for requests that take long, `express` for the others, and a bound on who may wait.

    Where all long places are taken, and for some time already, a request that comes has a moment in the
    express lane: what ends at once need not wait for what does not.  One that does not end waits for a
    long place.  Places go to clients by turns.  One whose request was killed, or was not done in its
    moment, has no express place for a while; those whose requests were killed leave one of several long
    places to the others.
    """

    def __init__(
        self, size: int, express: int, waiting: int, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._size, self._express, self._most_waiting, self._clock = size, express, waiting, clock
        self._lock = threading.Lock()
        self._numbers = 0
        self._waiting: list[Turn] = []
        self._at_work: list[Turn] = []
        self._killed = Remembered(_KILLED_SECONDS, _MOST_REMEMBERED, clock)
        self._slow = Remembered(_SLOW_SECONDS, _MOST_REMEMBERED, clock)

    @property
    def waiting(self) -> int:
        """Return how many requests wait for their turn."""
        with self._lock:
            return len(self._waiting)

    def distrusts(self, client: str) -> bool:
        """Return whether a client's requests were killed, or not done in their moment, of late."""
        return client in self._killed or client in self._slow

    def come(self, client: str) -> Turn:
        """Return the turn of a request, which takes a place where there is one; it is to be left.

        The client "" is nobody, and none that anybody else is.
        """
        with self._lock:
            self._numbers += 1
            turn = Turn(client, self._numbers)
            if not self._waiting and (lane := self._lane_for(turn)):
                self._give(turn, lane)
            else:
                self._line_up(turn)
            return turn

    def wait(self, turn: Turn, deadline: float) -> Lane:
        """Return the lane in which there is a place for a request.

        Raises Busy when too many wait, or no place comes free by the deadline (of the clock).
        """
        pause, look = _SOON_SECONDS, self._clock() + 2 * _SOON_SECONDS  # there is time for one, however short
        until = max(deadline - _LEAST_SECONDS, min(deadline, look))
        while turn.lane is None and not turn.sent_away and (left := until - self._clock()) > 0:
            if not turn.called.acquire(timeout=min(pause, left)):
                self._look(turn)
            pause = _LATER_SECONDS
        if turn.lane is None:
            raise errors.Busy("all workers are busy", "try again in some seconds")
        return turn.lane

    def _look(self, turn: Turn) -> None:
        """Give a request that waits its place, if those at work have turned out to take long."""
        with self._lock:
            if turn in self._waiting and self._lane_for(turn):
                self._hand_out()

    def change(self, turn: Turn) -> None:
        """Leave the express lane, the moment being over, and line up for a long place."""
        with self._lock:
            self._slow.add(turn.client)
            turn.has_tried = True
            self._release(turn)
            self._line_up(turn)

    def leave(self, turn: Turn, killed: bool = False) -> None:
        """Work or wait no more; `killed` where the process that worked had to be."""
        with self._lock:
            if killed:
                self._killed.add(turn.client)
            self._release(turn)
            if self._waiting:
                self._hand_out()

    def _release(self, turn: Turn) -> None:
        """Give back the place of a request, or that in the queue."""
        if turn.lane:
            self._at_work.remove(turn)
            turn.lane = None
        elif not turn.sent_away and turn in self._waiting:
            self._waiting.remove(turn)

    def _line_up(self, turn: Turn) -> None:
        turn.called = threading.Lock()  # a condition would have to take our lock again when it is called
        turn.called.acquire()
        self._waiting.append(turn)
        self._hand_out()
        if len(self._waiting) > self._most_waiting:
            self._send_one_away()

    def _send_one_away(self) -> None:
        """Send the last one away of the client of whom most wait: nobody fills the room for all others."""
        last = max(self._waiting, key=lambda turn: (self._count(self._waiting, turn), turn.number))
        self._waiting.remove(last)
        last.sent_away = True
        last.called.release()

    def _hand_out(self) -> None:
        """Give places to those who wait: first of whom nothing works yet, then who came first."""
        while able := [turn for turn in self._waiting if self._lane_for(turn)]:
            turn = min(able, key=self._order)
            self._waiting.remove(turn)
            self._give(turn, self._lane_for(turn))
            turn.called.release()

    def _give(self, turn: Turn, lane: Lane | None) -> None:
        turn.lane, turn.since = lane, self._clock()
        self._at_work.append(turn)

    def _order(self, turn: Turn) -> tuple[bool, int]:
        return self._count(self._at_work, turn) > 0, turn.number

    def _lane_for(self, turn: Turn) -> Lane | None:
        """Return which lane has a place for a request now."""
        long = [each for each in self._at_work if each.lane is Lane.LONG]
        if len(long) < self._size and not (turn.client in self._killed and self._is_left_to_others(long)):
            return Lane.LONG
        if len(self._at_work) - len(long) >= self._express or turn.has_tried or self.distrusts(turn.client):
            return None
        return Lane.EXPRESS if all(self._clock() - each.since >= _SOON_SECONDS for each in long) else None

    def _is_left_to_others(self, long: list[Turn]) -> bool:
        return sum(turn.client in self._killed for turn in long) >= max(self._size - 1, 1)

    @staticmethod
    def _count(turns: list[Turn], turn: Turn) -> int:
        """Return how many of a client there are; of nobody, none is another's."""
        return sum(each.client == turn.client for each in turns) if turn.client else 0
