"""Bounds on what one client asks: how often, and how much at once; in bounded memory."""

from __future__ import annotations

import math
import threading
import time
from collections.abc import Callable

_BURST_SECONDS = 10.0  # a client that was quiet for so long may ask so many seconds' worth at once
_MOST_CLIENTS = 20_000

_DUE, _INSIDE = 0, 1


class Limits:
    """How often each client may ask, and how much at once; 0 is no bound.

    A token bucket is kept as one number, the time at which it would be full (the generic cell rate
    algorithm).  A client whose bucket is full and who has nothing under way needs no memory.
    """

    def __init__(self, rate: float, at_once: int, clock: Callable[[], float] = time.monotonic) -> None:
        self._step, self._at_once, self._clock = 1 / rate if rate else 0.0, at_once, clock
        self._burst = max(_BURST_SECONDS, self._step)  # a rate below one in ten seconds lets one through
        self._lock = threading.Lock()
        self._clients: dict[str, list[float]] = {}

    @property
    def clients(self) -> int:
        """Return how many clients are remembered."""
        return len(self._clients)

    def ask(self, client: str) -> int:
        """Return 0 where a client may ask once more, else the seconds after which it may."""
        if not self._step:
            return 0
        with self._lock:
            now, entry = self._clock(), self._entry(client)
            due = max(entry[_DUE], now) + self._step
            if due - now > self._burst + 1e-9:
                return max(1, math.ceil(due - now - self._burst))
            entry[_DUE] = due
            return 0

    def charge(self, client: str, times: int) -> None:
        """Count what a client asked as so many requests; its bucket is at most empty afterwards."""
        if self._step:
            with self._lock:
                now, entry = self._clock(), self._entry(client)
                entry[_DUE] = min(max(entry[_DUE], now) + times * self._step, now + self._burst)

    def enter(self, client: str) -> bool:
        """Return whether a client may have one more under way; who may must `leave`."""
        if not self._at_once:
            return True
        with self._lock:
            entry = self._entry(client)
            if entry[_INSIDE] >= self._at_once:
                return False
            entry[_INSIDE] += 1
            return True

    def leave(self, client: str) -> None:
        """Count one less under way."""
        if self._at_once:
            with self._lock:
                self._clients[client][_INSIDE] -= 1  # never forgotten while it has something under way

    def _entry(self, client: str) -> list[float]:
        entry = self._clients.get(client)
        if entry is None:
            if len(self._clients) >= _MOST_CLIENTS:
                self._forget()
            entry = self._clients[client] = [0.0, 0]
        return entry

    def _forget(self) -> None:
        """Drop who needs no memory; of the others, where they are too many, those who asked least."""
        now = self._clock()
        kept = {client: each for client, each in self._clients.items() if each[_DUE] > now or each[_INSIDE]}
        surplus = len(kept) - _MOST_CLIENTS // 2
        idle = sorted((each[_DUE], client) for client, each in kept.items() if not each[_INSIDE])
        for _, client in idle[: max(surplus, 0)]:
            del kept[client]
        self._clients = kept
