"""Plain HTTP with a running service, nothing done by a client library; and clauses that tests stand for."""

from __future__ import annotations

import http.client
import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import Any
from urllib.parse import quote

import pyoxigraph
from rdflib import Graph

from conftest import Running

FORM = {"Content-Type": "application/x-www-form-urlencoded"}
QUERY = {"Content-Type": "application/sparql-query"}
UPDATE = {"Content-Type": "application/sparql-update"}
READ_AS = {
    "text/turtle": "turtle",
    "application/n-triples": "nt",
    "application/rdf+xml": "xml",
    "application/ld+json": "json-ld",
    "application/trig": "nt",  # read without its graphs
    "application/n-quads": "nt",
}


@dataclass(frozen=True)
class Reply:
    """A response as it came."""

    status: int
    headers: http.client.HTTPMessage
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get_content_type()

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def rows(self) -> list[dict[str, str]]:
        """The solutions of a SELECT, as texts."""
        return [
            {name: each["value"] for name, each in row.items()} for row in self.json["results"]["bindings"]
        ]

    @property
    def graph(self) -> Graph:
        """The triples of the body, of all its graphs together."""
        data = self.body
        if self.type in ("application/trig", "application/n-quads"):
            kind = pyoxigraph.RdfFormat.from_media_type(self.type)
            triples = (quad.triple for quad in pyoxigraph.parse(data, format=kind))
            data = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
        return Graph().parse(data=data, format=READ_AS[self.type])


class Speaker:
    """A client that sends what it is told to, with the header of a token where it writes."""

    def __init__(self, running: Running, authorization: dict[str, str]) -> None:
        self.address, self._host = running.address, running.address.removeprefix("http://")
        self.authorization = authorization

    def __call__(
        self,
        method: str,
        path: str,
        body: bytes | str | Iterator[bytes] | None = None,
        headers: dict[str, str] | None = None,
        known: bool = True,
    ) -> Reply:
        connection = http.client.HTTPConnection(self._host, timeout=60)
        sent = {**(self.authorization if known else {}), **(headers or {})}
        data = body.encode() if isinstance(body, str) else body
        try:
            with suppress(BrokenPipeError):  # an answer may come before all is sent, and close the way there
                connection.request(
                    method, path, data, sent, encode_chunked=not isinstance(data, bytes | None)
                )
            response = connection.getresponse()
            return Reply(response.status, response.headers, response.read())
        finally:
            connection.close()

    def ask(self, query: str, **headers: str) -> Reply:
        """Send a query by GET."""
        return self("GET", f"/sparql?query={quote(query)}", headers=headers)

    def says(self, query: str) -> bool:
        """Return what an ASK is answered with."""
        return bool(self.ask(query, Accept="application/sparql-results+json").json["boolean"])

    def update(self, text: str) -> None:
        """Send an update that has to succeed."""
        reply = self("POST", "/update", text, UPDATE)
        assert reply.status // 100 == 2, reply.body

    def put(self, graph: str, turtle: str) -> Reply:
        """Make a document the whole of a graph."""
        return self("PUT", f"/graphs?graph={quote(graph, safe='')}", turtle, {"Content-Type": "text/turtle"})


class Clauses:
    """What a recommendation asks for, clause by clause, and which tests stand for each."""

    def __init__(self, texts: dict[str, str]) -> None:
        self.texts = texts
        self.tested: dict[str, list[str]] = {}

    def __call__(self, *names: str) -> Callable[[Callable[..., None]], Callable[..., None]]:
        """Return a decorator that says which clauses a test stands for."""

        def note(test: Callable[..., None]) -> Callable[..., None]:
            for name in names:
                self.tested.setdefault(name, []).append(test.__name__)
            return test

        return note
