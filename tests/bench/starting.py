"""How long the service takes to its first answer: in an empty folder, and in one filled before."""

from __future__ import annotations

import statistics
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import servers
from clients import Address, ask
from scale import Line

ROUNDS = 5
_PATIENCE_SECONDS = 120
_QUERY = "PREFIX ec: <https://w3id.org/educluster/ns#> SELECT ?principle WHERE { ?principle a ec:Principle }"


def bench(scratch: Path) -> Iterator[Line]:
    """Start again and again, on the servers' core."""
    first, later = [], []
    for turn in range(ROUNDS):
        data = scratch / f"cold-{turn}"
        first.append(_until_answered(data))
        later.append(_until_answered(data))
    told = {"in an empty folder": first, "in a folder filled before": later}
    for where, times in told.items():
        measured = f"**{statistics.median(times):.2f} s** [{min(times):.2f}-{max(times):.2f}]"
        what = f"cold start with the packaged data until the first answer, {where}"
        yield Line(what, "3 s", "1 s", measured)


def _until_answered(data: Path) -> float:
    """Return the seconds from the command to the answer to a query."""
    address = Address(servers.free_port(), "/sparql")
    command = [*servers.pinned(), *servers.serve(data, address.port, "--request-log", "")]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL)
    try:
        return _first_answer(address, began) - began
    finally:
        process.terminate()
        process.wait(60)


def _first_answer(address: Address, began: float) -> float:
    request = address.query(_QUERY, "application/sparql-results+json")
    while time.perf_counter() - began < _PATIENCE_SECONDS:
        try:
            ask(address, request)
        except (OSError, ValueError):
            time.sleep(0.01)
        else:
            return time.perf_counter()
    raise TimeoutError("the service does not answer")
