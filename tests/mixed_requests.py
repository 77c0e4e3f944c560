"""Requests of every kind, by several clients at once, to a running service: what it is like in the open."""

from __future__ import annotations

import http.client
import itertools
import random
import threading
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from urllib.parse import quote, urlencode

ROOT = Path(__file__).resolve().parent.parent
VALID = (ROOT / "corpus" / "examples" / "valid" / "minimal.ttl").read_bytes()
EC = "PREFIX ec: <https://w3id.org/educluster/ns#> "
FORMATS = ("application/sparql-results+json", "application/sparql-results+xml", "text/csv", "text/html")
Sent = tuple[str, str, bytes | None, dict[str, str]]


class Mix:
    """Makes requests, the same ones for the same seed; writes carry the header of a token."""

    def __init__(self, seed: int, token: dict[str, str]) -> None:
        self._random, self._token, self._count = random.Random(seed), token, itertools.count(seed * 1_000_000)

    def __call__(self) -> Sent:
        """Return method, address, body and headers of the next request."""
        kinds: tuple[tuple[Callable[[], Sent], float], ...] = (
            (self._lookup, 40), (self._repeated, 25), (self._long, 5), (self._faulty, 8), (self._page, 6),
            (self._form, 6), (self._update, 4), (self._graph, 4), (self._validate, 1), (self._unknown, 0.8),
            (self._counted, 0.2),
        )  # fmt: skip
        makers, weights = zip(*kinds, strict=True)
        return self._random.choices(makers, weights)[0]()

    def _query(self, text: str, **more: str) -> Sent:
        accept = self._random.choice(FORMATS)
        return "GET", f"/sparql?{urlencode({'query': text, **more})}", None, {"Accept": accept}

    def _lookup(self) -> Sent:
        return self._query(f"SELECT * {{ ?s ?p ?o }} OFFSET {next(self._count) % 100_000} LIMIT 10")

    def _repeated(self) -> Sent:
        kind = self._random.choice(["Cluster", "Principle", "Claim", "Condition"])
        return self._query(f"{EC} SELECT ?s {{ ?s a ec:{kind} }} LIMIT 20")

    def _long(self) -> Sent:
        return self._query(f"SELECT * {{ ?s ?p ?o }} OFFSET {next(self._count) % 1000} LIMIT 1000")

    def _faulty(self) -> Sent:
        wrong = ["SELEC", "SELECT * { ?s ?p", "SELECT * { SERVICE <http://127.0.0.1/> { ?s ?p ?o } }", ""]
        return self._query(self._random.choice(wrong) + f"#{next(self._count)}")

    def _page(self) -> Sent:
        return (
            "GET",
            self._random.choice(["/", "/?lang=ru", "/rules", "/health", "/ready"]),
            None,
            {},
        )

    def _form(self) -> Sent:
        body = urlencode({"query": f"ASK {{ ?s ?p {next(self._count)} }}"}).encode()
        return "POST", "/sparql", body, {"Content-Type": "application/x-www-form-urlencoded"}

    def _update(self) -> Sent:
        graph, number = f"https://example.org/g{self._random.randrange(20)}", next(self._count)
        text = f"INSERT DATA {{ GRAPH <{graph}> {{ <urn:s{number}> <urn:p> {number} }} }}"
        if self._random.random() < 0.1:
            text = f"DROP SILENT GRAPH <{graph}>"
        return "POST", "/update", text.encode(), {"Content-Type": "application/sparql-update", **self._token}

    def _graph(self) -> Sent:
        address = f"/graphs?graph={quote(f'https://example.org/h{self._random.randrange(20)}', safe='')}"
        method = self._random.choice(["GET", "PUT", "POST", "DELETE"])
        body = f"<urn:s> <urn:p> {next(self._count)} .".encode() if method in ("PUT", "POST") else None
        return method, address, body, {"Content-Type": "text/turtle", **self._token}

    def _validate(self) -> Sent:
        return "POST", "/validate", VALID, {"Content-Type": "text/turtle", "Accept": "application/json"}

    def _counted(self) -> Sent:
        return "GET", "/void", None, {"Accept": "text/turtle"}

    def _unknown(self) -> Sent:
        headers = {"Authorization": "Bearer educluster_unknown", "X-Forwarded-For": f"{next(self._count)}"}
        return "GET", f"/nothing/{next(self._count)}", None, headers


def send(address: str, token: dict[str, str], requests: int, clients: int = 4, seed: int = 1) -> Counter[int]:
    """Send so many requests by so many clients at once; return how many answers had each status.

    One in two hundred clients leaves in the middle of an answer.
    """
    statuses: Counter[int] = Counter()
    lock = threading.Lock()

    def work(number: int) -> None:
        mix, counted = Mix(seed * 100 + number, token), Counter[int]()
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=120)
        for turn in range(requests // clients):
            method, path, body, headers = mix()
            try:
                connection.request(method, path, body, headers)
                response = connection.getresponse()
                counted[response.status] += 1
                if turn % 200 == 199:
                    connection.close()
                else:
                    response.read()
            except (http.client.HTTPException, OSError):
                counted[0] += 1
                connection.close()
        connection.close()
        with lock:
            statuses.update(counted)

    threads = [threading.Thread(target=work, args=(number,)) for number in range(clients)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return statuses
