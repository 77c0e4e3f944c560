"""The figures of the endpoint: lookups, large answers, paths, cache, writes, start, beside other servers.

    BENCH=endpoint make bench

A million triples (generator.py) in each server; all are up at once on one core, which they have in turn, one
second each; the clients are on the other cores.  Rows are counted, not only timed.
"""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

import generator
import pyoxigraph
import rotation
import servers
import starting
import writes
from clients import Connection
from generator import Question
from scale import Line
from servers import Server

ROUNDS = int(os.environ.get("BENCH_ROUNDS", "7"))
DISTINCT, REPEATED, AGREED = 2000, 20, 5
OURS, CACHED = "educluster, no cache", "educluster, cache"
NATIVE, RDFLIB, VIRTUOSO = "native Oxigraph", "rdflib-endpoint", "Virtuoso"
TITLES = {
    "describe": "DESCRIBE, ten triples",
    "ten": "SELECT, ten rows",
    "thousand": "SELECT, a thousand rows",
    "path": "property path, 110 rows or 1,110",
}
LOOKUPS, LARGE = ("describe", "ten"), ("thousand", "path")
_STARTS = {
    "oxigraph": servers.oxigraph,
    "rdflib-endpoint": servers.rdflib_endpoint,
    "virtuoso-t": servers.virtuoso,
}


@dataclass(frozen=True)
class Contest:
    """One kind of question asked by so many clients, and what was measured of each server."""

    kind: str
    clients: int
    courses: dict[str, rotation.Course]


def main() -> None:
    """Run all, in a folder that is removed afterwards."""
    with tempfile.TemporaryDirectory() as folder, ExitStack() as stack:
        scratch = Path(folder)
        lines = list(starting.bench(scratch))
        plain, cached, others, token = _up(stack, scratch)
        for server in (plain, cached, *others):
            agree(server)
        varied = _all_contests([*others, plain], DISTINCT, ROUNDS)
        repeated = _all_contests(
            [*(each for each in others if each.name == NATIVE), cached], REPEATED, ROUNDS - 2
        )
        lines = [*_lines(varied, repeated), *writes.bench(plain, token), *lines]
    print("\n| against | at least | aim | measured |\n|---|---|---|---|")
    for line in lines:
        print(line)


def _up(stack: ExitStack, scratch: Path) -> tuple[Server, Server, list[Server], str]:
    """Start all there are; return ours without and with its cache, the others, and a token for writes."""
    quads = generator.file(scratch)
    servers.fill(scratch / "data", quads)
    token = writes.token(scratch / "data")
    shutil.copytree(scratch / "data", scratch / "copy")
    others = list(_others(stack, scratch, quads))
    plain = stack.enter_context(servers.ours(OURS, scratch / "data", "--cache-mb", "0"))
    cached = stack.enter_context(servers.ours(CACHED, scratch / "copy"))
    servers.leave_core()
    return plain, cached, others, token


def _others(stack: ExitStack, scratch: Path, quads: Path) -> Iterator[Server]:
    for name, start in _STARTS.items():
        if command := servers.found(name):
            yield stack.enter_context(start(command, scratch, quads))
        else:
            print(f"{name} is not installed: its figures are missing")


def agree(server: Server) -> None:
    """Raise ValueError where a server does not answer with as many rows as there are."""
    for kind in generator.KINDS:
        for question in generator.questions(kind, AGREED):
            found = _rows(server, question)
            if found != question.rows:
                raise ValueError(f"{server.name}: {found} rows, not {question.rows}: {question.text}")


def _rows(server: Server, question: Question) -> int:
    connection = Connection(server.address.port)
    try:
        body = connection.ask(server.request(question))
    finally:
        connection.close()
    if question.accept.endswith("json"):
        return len(json.loads(body)["results"]["bindings"])
    # rdflib-endpoint answers with RDF/XML, whatever is asked for
    kind = pyoxigraph.RdfFormat.RDF_XML if body.startswith(b"<?xml") else pyoxigraph.RdfFormat.TURTLE
    return len(set(pyoxigraph.parse(body, format=kind)))


def _all_contests(contenders: list[Server], distinct: int, rounds: int) -> list[Contest]:
    """Ask each kind of question with one and with four clients, and print how it went."""
    done = []
    for kind in generator.KINDS:
        questions = generator.questions(kind, distinct)
        for clients in (1, 4):
            courses = rotation.contest(contenders, questions, clients, rounds)
            done.append(Contest(kind, clients, courses))
            asked = f"{len(set(questions))} different ones, {clients} client{'s' * (clients > 1)}"
            print(*rotation.table(f"{TITLES[kind]}, {asked}", courses), sep="\n", flush=True)
    return done


def _lines(varied: list[Contest], repeated: list[Contest]) -> Iterator[Line]:
    """Yield the lines of the table in docs/benchmarks.md."""
    for clients, least, aim in ((1, "0.30", "0.6"), (4, "0.20", "0.4")):
        what = f"native Oxigraph on disk: lookups, cache off, {_of(clients)}"
        yield Line(what, least, aim, _told(varied, LOOKUPS, clients, NATIVE, OURS))
    for clients in (1, 4):
        what = f"the same: thousand rows and paths, {_of(clients)}"
        yield Line(what, "0.55", "0.9", _told(varied, LARGE, clients, NATIVE, OURS))
    for clients in (1, 4):
        what = f"the same, {REPEATED} queries repeated (cache): thousand rows and paths, {_of(clients)}"
        yield Line(what, "8x", "25x", _told(repeated, LARGE, clients, NATIVE, CACHED))
    for other, least, aim in ((RDFLIB, "4x", "10x"), (VIRTUOSO, "1.1x", "2x")):
        for clients in (1, 4):
            what = f"{other}: lookups, {_of(clients)}"
            yield Line(what, least, aim, _told(varied, LOOKUPS, clients, other, OURS))


def _of(clients: int) -> str:
    return f"{clients} client{'s' * (clients > 1)}"


def _told(contests: list[Contest], kinds: tuple[str, ...], clients: int, other: str, own: str) -> str:
    """Return our ratios to another server, one for each kind; it may not be installed."""
    told = [
        f"{each.kind} **{rotation.ratio(each.courses[own], each.courses[other])}**"
        for each in contests
        if each.kind in kinds and each.clients == clients and other in each.courses
    ]
    return "; ".join(told) or "not measured"


if __name__ == "__main__":
    main()
