"""The figures: a ten-row SELECT and one validation over HTTP, beside rdflib and pySHACL in the same run.

    make bench                  # ten thousand descriptions at once
    BENCH=full make bench       # a hundred thousand: 3.5 GB of temporary disk
    BENCH=endpoint make bench   # the endpoint alone, beside other servers: ten minutes
    BENCH=questions make bench  # the stored questions alone: a minute
    BENCH=matching make bench   # names matched with things alone: a minute

The contenders take turns in short windows, so that a busy machine slows them alike: read the ratios.
"""

from __future__ import annotations

import http.client
import os
import statistics
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

import endpoint
import matching
import pyshacl
import questions
import rdflib
import scale
from rdflib_service import serving_rdflib

from conftest import EXAMPLES, serving
from educluster import artifacts
from educluster.shapes import loading
from educluster.shapes.rdf import graph_of

SELECT = """PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
SELECT ?principle ?condition ?form WHERE {
  ?principle a ec:Principle ; ec:hasCondition ?condition .
  ?condition skosxl:prefLabel ?label .
  ?label skosxl:literalForm ?form .
} LIMIT 10"""
BOMB = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
ROUNDS, WINDOW_SECONDS, DEADLINE_SECONDS = 7, 2.0, 2
DOCUMENT = (EXAMPLES / "valid" / "three-regions.ttl").read_bytes()


@dataclass
class Contender:
    """One way of doing a job: what it is called, one request, and what was measured."""

    name: str
    request: Callable[[], object]
    rates: list[float] = field(default_factory=list)
    times: list[float] = field(default_factory=list)

    def run(self, seconds: float) -> None:
        """Do the job again and again for a window, and note how long each took."""
        until, began, done = time.perf_counter() + seconds, time.perf_counter(), 0
        while time.perf_counter() < until:
            start = time.perf_counter()
            self.request()
            self.times.append(time.perf_counter() - start)
            done += 1
        self.rates.append(done / (time.perf_counter() - began))

    def percentile(self, share: float) -> float:
        """Return a percentile of the times, in milliseconds."""
        ordered = sorted(self.times)
        return 1000 * ordered[min(int(share * len(ordered)), len(ordered) - 1)]


class Client:
    """A connection that stays open, one for each thread."""

    def __init__(self, address: str) -> None:
        self._host, self._local = address.removeprefix("http://"), threading.local()

    def ask(self, method: str, path: str, body: bytes | None = None, **headers: str) -> tuple[int, bytes]:
        """Return the status and the body of an answer."""
        if not hasattr(self._local, "connection"):
            self._local.connection = http.client.HTTPConnection(self._host, timeout=60)
        self._local.connection.request(method, path, body, headers)
        response = self._local.connection.getresponse()
        return response.status, response.read()

    def select(self, query: str = SELECT) -> int:
        """Return the status of a query that must not be refused for its form."""
        return self.ask("GET", f"/sparql?{urllib.parse.urlencode({'query': query})}")[0]

    def validate(self, document: bytes = DOCUMENT, profile: str = "base") -> int:
        """Return the status of a validation."""
        path = f"/validate?profile={profile}"
        return self.ask("POST", path, document, **{"Content-Type": "text/turtle"})[0]


def compare(contenders: list[Contender], rounds: int = ROUNDS) -> None:
    """Let contenders take turns, after one request each to warm up; print a line for each."""
    for contender in contenders:
        contender.request()
    for _ in range(rounds):
        for contender in contenders:
            contender.run(WINDOW_SECONDS)
    first = contenders[0]
    print(f"{'':<44}{'rate/s':>9}{'p50 ms':>9}{'p99 ms':>9}{'ratio':>8}  (range over rounds)")
    for each in contenders:
        ratios = [mine / theirs for mine, theirs in zip(first.rates, each.rates, strict=True)]
        shown = f"{statistics.median(ratios):>8.2f}  ({min(ratios):.2f}-{max(ratios):.2f})"
        rate = statistics.median(each.rates)
        print(f"{each.name:<44}{rate:>9.0f}{each.percentile(0.5):>9.2f}{each.percentile(0.99):>9.2f}{shown}")


def rdflib_graph() -> rdflib.Graph:
    """Return the packaged graphs, all together, in rdflib's memory store."""
    graph = rdflib.Graph()
    for source in artifacts.sources():
        graph.parse(source.path, format="turtle")
    return graph


def bench_select(ours: Client, theirs: Client, graph: rdflib.Graph) -> None:
    """Measure the SELECT: over HTTP here, over HTTP with rdflib behind the same server, rdflib alone."""
    print(f"\nA SELECT of ten rows, {len(graph)} triples, one client")
    compare(
        [
            Contender("educluster, over HTTP", ours.select),
            Contender("rdflib behind Flask and granian, over HTTP", theirs.select),
            Contender("rdflib in the process, no HTTP", lambda: graph.query(SELECT).serialize(format="json")),
        ]
    )


def bench_validation(ours: Client) -> None:
    """Measure one validation: over HTTP here, and pySHACL alone on the same shapes and vocabulary."""
    held = loading.load("base")
    shapes, vocabulary = graph_of(held.graph), list(graph_of(held.vocabulary))

    def parse_and_validate() -> None:
        data = rdflib.Graph().parse(data=DOCUMENT, format="turtle")
        for triple in vocabulary:
            data.add(triple)
        pyshacl.validate(data, shacl_graph=shapes, inplace=True)

    print(f"\nOne validation with the profile base, {len(DOCUMENT.splitlines())} lines of Turtle, one client")
    compare(
        [
            Contender("educluster, over HTTP", ours.validate),
            Contender("pySHACL in the process", parse_and_validate),
        ]
    )


def bench_complete(ours: Client) -> float:
    """Measure the validation of the complete example over HTTP by profiles; return the p50 of base, in ms."""
    complete = (EXAMPLES / "valid" / "complete.ttl").read_bytes()
    print(
        f"\nOne validation of the complete example, {len(complete.splitlines())} lines of Turtle, one client"
    )
    contenders = [
        Contender(profile, partial(ours.validate, complete, profile))
        for profile in ("base", "nine-principles", "integration-system", "corpus")
    ]
    compare(contenders)
    return contenders[0].percentile(0.5)


def bench_bomb(ours: Client) -> None:
    """Measure a cartesian product that is stopped, and how others are answered meanwhile."""
    overs, others = [], Contender("a ten-row SELECT meanwhile", ours.select)
    with ThreadPoolExecutor(1) as threads:
        for _ in range(5):
            began = time.perf_counter()
            bomb = threads.submit(ours.select, BOMB)
            others.run(DEADLINE_SECONDS - 0.2)
            assert bomb.result() == 504
            overs.append(time.perf_counter() - began - DEADLINE_SECONDS)
    print(f"\nA cartesian product under --query-seconds {DEADLINE_SECONDS}, five times")
    print(f"504 after the deadline plus {statistics.median(overs):.3f} s (at most {max(overs):.3f} s)")
    print(f"{others.name}: p50 {others.percentile(0.5):.1f} ms, p99 {others.percentile(0.99):.1f} ms")


def main() -> None:
    """Run all, or what BENCH names, on a folder that is removed afterwards."""
    if os.environ.get("BENCH") == "endpoint":
        endpoint.main()
        return
    if os.environ.get("BENCH") == "questions":
        questions.main()
        return
    if os.environ.get("BENCH") == "matching":
        matching.main()
        return
    graph = rdflib_graph()
    with (
        tempfile.TemporaryDirectory() as folder,
        serving("--data", folder, "--query-seconds", str(DEADLINE_SECONDS)) as running,
        serving_rdflib() as other,
    ):
        ours = Client(running.address)
        bench_select(ours, Client(other), graph)
        bench_validation(ours)
        p50 = bench_complete(ours)
        bench_bomb(ours)
    scale.main(
        scale.Line("service: p50 of POST /validate, complete example", "8 ms", "4 ms", f"**{p50:.1f} ms**")
    )
    questions.main()
    matching.main()
    endpoint.main()


if __name__ == "__main__":
    main()
