"""Hostile queries without pause, from several addresses: how long others wait for their lookups meanwhile.

    python tests/soak/bombs.py --bombers 6 --seconds 60

Run by `make soak`, for longer than five times --query-seconds.  Nothing but the turns that clients take holds
the bombers back here: the bounds on one client are off.  Each lookup is another query, so that none comes
from the cache.
"""

from __future__ import annotations

import argparse
import http.client
import os
import sys
import tempfile
import time
import urllib.parse
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from itertools import count, cycle
from pathlib import Path

sys.path.insert(0, Path(__file__).resolve().parent.parent.as_posix())

import hostile
from conftest import serving

_PAUSE_SECONDS = 0.05  # of a client that looks things up
_MOST_SECONDS = 1.0  # ten times what is aimed at: the machine may be busy
_PATIENCE_SECONDS = 120
_ROUNDS = 5  # of bombs, after which it is known who sends them


@dataclass
class Client:
    """Somebody with an address of their own: what they were told, and how long each answer took."""

    port: int
    address: str
    statuses: Counter[int] = field(default_factory=Counter)
    seconds: list[float] = field(default_factory=list)

    def __post_init__(self) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE_SECONDS)

    def ask(self, query: str) -> None:
        """Send a query, and note what comes of it."""
        began = time.perf_counter()
        path = "/sparql?" + urllib.parse.urlencode({"query": query})
        self._connection.request("GET", path, headers={"X-Forwarded-For": self.address})
        with self._connection.getresponse() as response:
            response.read()
            self.statuses[response.status] += 1
        self.seconds.append(time.perf_counter() - began)


def look_up(client: Client, until: float) -> None:
    """Look things up at some pace."""
    for number in count():
        if time.monotonic() > until:
            return
        client.ask(f"{hostile.LOOKUP} # {client.address} {number}")
        time.sleep(_PAUSE_SECONDS)


def look_up_twice(first: Client, known: float, second: Client, until: float) -> None:
    """Look things up by turns of time: what comes of it is counted apart."""
    look_up(first, known)
    look_up(second, until)


def bomb(client: Client, until: float) -> None:
    """Send one endless query after the other."""
    names = sorted(hostile.ENDLESS)
    first = int(client.address.rpartition(".")[2]) % len(names)
    for number, name in enumerate(cycle(names[first:] + names[:first])):
        if time.monotonic() > until:
            return
        client.ask(f"{hostile.ENDLESS[name]} # {number}")


def quantile(seconds: list[float], part: float) -> float:
    """Return how many milliseconds that part of all did not exceed."""
    return sorted(seconds)[min(int(part * len(seconds)), len(seconds) - 1)] * 1000


@dataclass(frozen=True)
class Measured:
    """Who sent bombs, and who looked things up: while it was not known yet who sends them, and afterwards."""

    hostile: list[Client]
    at_first: list[Client]
    afterwards: list[Client]


def measured(bombers: int, others: int, seconds: float, query_seconds: float) -> Measured:
    """Return what the clients were told in so many seconds."""
    bounds = ("--query-seconds", str(query_seconds), "--proxies", "1")
    with tempfile.TemporaryDirectory() as folder, serving("--data", f"{folder}/data", *bounds) as running:
        port = int(running.address.rpartition(":")[2])
        hostiles = [Client(port, f"192.0.2.{number + 1}") for number in range(bombers)]
        at_first, afterwards = (
            [Client(port, f"198.51.100.{number + 1}") for number in range(others)] for _ in range(2)
        )
        began = time.monotonic()
        known, until = began + _ROUNDS * query_seconds, began + seconds
        with ThreadPoolExecutor(bombers + others) as threads:
            jobs = [threads.submit(bomb, client, until) for client in hostiles]
            for first, second in zip(at_first, afterwards, strict=True):
                jobs.append(threads.submit(look_up_twice, first, known, second, until))
        for job in jobs:
            job.result()
    return Measured(hostiles, at_first, afterwards)


def told(clients: list[Client]) -> str:
    """Return in words what clients were told, and how long they waited."""
    seconds = [each for client in clients for each in client.seconds]
    return (
        f"{dict(sorted(statuses(clients).items()))}, p50 {quantile(seconds, 0.5):.1f} ms,"
        f" p99 {quantile(seconds, 0.99):.1f} ms, longest {max(seconds) * 1000:.0f} ms"
    )


def statuses(clients: list[Client]) -> Counter[int]:
    """Return how often clients were told what."""
    return sum((client.statuses for client in clients), Counter[int]())


def main() -> None:
    """Let them ask, print what the others waited, and fail where one of them was not answered, or late."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--bombers", type=int, default=6)
    parser.add_argument("--others", type=int, default=2)
    parser.add_argument("--seconds", type=float, default=60)
    parser.add_argument("--query-seconds", type=float, default=2)
    chosen = parser.parse_args()
    found = measured(chosen.bombers, chosen.others, chosen.seconds, chosen.query_seconds)
    print(f"{chosen.bombers} bombers: {dict(sorted(statuses(found.hostile).items()))}")
    print(f"lookups of others in the first {_ROUNDS * chosen.query_seconds:g} s: {told(found.at_first)}")
    print(f"lookups of others afterwards: {told(found.afterwards)}")
    print(f"load of the machine: {os.getloadavg()[0]:.1f}")
    assert set(statuses(found.afterwards)) == {200}, "a lookup was not answered"
    late = quantile([each for client in found.afterwards for each in client.seconds], 0.99)
    assert late < _MOST_SECONDS * 1000, "others wait too long"


if __name__ == "__main__":
    main()
