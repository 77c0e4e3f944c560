"""One-triple updates: how many a second are acknowledged, which means on disk and seen by the next query."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
from collections.abc import Iterator
from itertools import count
from pathlib import Path

from clients import Connection, load
from scale import Line
from servers import Server

ROUNDS, SECONDS = 5, 3.0
GRAPH = "https://w3id.org/educluster/graph/registered/bench-writes"


def token(data: Path) -> str:
    """Return a token that may write."""
    command = [sys.executable, "-m", "educluster.cli", "token", "create", "bench", "--scope", "update"]
    made = subprocess.run([*command, "--data", str(data)], check=True, capture_output=True, text=True)
    return made.stdout.strip()


def bench(server: Server, token: str) -> Iterator[Line]:
    """Write with one and with sixteen clients.

    Raises ValueError when an update is refused, or an acknowledged one is not seen.
    """
    requests, written = _updates(server, token), 0
    for clients, least, aim in ((1, "50", "100"), (16, "400", "1,000")):
        rates = []
        for _ in range(ROUNDS):
            window = load(server.address, requests, clients, SECONDS)
            if window.failed:
                raise ValueError(f"{len(window.failed)} updates failed: {window.failed[0]}")
            rates.append(window.rate)
            written += len(window.seconds)
            if (found := _seen(server)) != written:
                raise ValueError(f"{written} updates were acknowledged, {found} are seen")
        told = f"**{statistics.median(rates):.0f}** [{min(rates):.0f}-{max(rates):.0f}]"
        asked = f"{clients} client{'s' * (clients > 1)}"
        yield Line(f"acknowledged, flushed, visible one-triple updates per second, {asked}", least, aim, told)


def _updates(server: Server, token: str) -> Iterator[bytes]:
    headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/sparql-update"}
    for number in count():
        triple = f"<https://data.example.org/written/{number}> <https://data.example.org/number> {number}"
        text = f"INSERT DATA {{ GRAPH <{GRAPH}> {{ {triple} }} }}"
        yield server.address.post("/update", text.encode(), headers)


def _seen(server: Server) -> int:
    query = f"SELECT (COUNT(*) AS ?n) {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}"
    connection = Connection(server.address.port)
    try:
        body = connection.ask(server.address.query(query, "application/sparql-results+json"))
    finally:
        connection.close()
    return int(json.loads(body)["results"]["bindings"][0]["n"]["value"])
