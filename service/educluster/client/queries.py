"""Queries of one's own, graphs, and descriptions that are held against rules."""

from __future__ import annotations

from pathlib import Path

import rdflib
from SPARQLWrapper import POST, SPARQLWrapper

from educluster import formats, names
from educluster.client import asks, reports
from educluster.client.answers import Answer
from educluster.client.asks import Asks
from educluster.client.exchange import Reply
from educluster.client.reports import Report
from educluster.errors import BadQuery
from educluster.formats import Format

_ROWS, _GRAPHS = {"SELECT", "ASK"}, {"CONSTRUCT", "DESCRIBE"}

Document = str | bytes | Path | rdflib.Graph


class Queries(Asks):
    """Asks queries, and validates."""

    def query(self, query: str) -> Answer:
        """Return the answer to a query of one's own, SELECT or ASK.

        `more` of the answer says that the service cut it.  Raises BadQuery for one that asks for a graph.
        """
        return asks.answer(self._sparql(query, _ROWS, "graph", formats.RESULTS_JSON))

    def graph(self, query: str) -> rdflib.Graph:
        """Return the graph that a query makes, CONSTRUCT or DESCRIBE.

        Raises BadQuery for one that asks for rows.
        """
        return asks.graph(self._sparql(query, _GRAPHS, "query", formats.N_TRIPLES))

    def named_graph(self, name: str) -> rdflib.Graph:
        """Return a graph of the service, by its local name (`concepts`) or its IRI; raises NotFound."""
        iri = name if ":" in name else names.GRAPH + name
        return asks.graph(self._exchange.get("/graphs", formats.N_TRIPLES.media_type, {"graph": iri}))

    def _sparql(self, query: str, forms: set[str], other: str, wanted: Format) -> Reply:
        asked = SPARQLWrapper(f"{self._exchange.address}/sparql")
        asked.setQuery(query)
        if asked.queryType in (_ROWS | _GRAPHS) - forms:
            remedy = f"begin it with {' or '.join(sorted(forms))}, or call client.{other}(…)"
            raise BadQuery("the query is not of this form", remedy)
        asked.setMethod(POST)
        asked.setOnlyConneg(True)  # else its parameters ask for XML, beside the header
        asked.addCustomHttpHeader("Accept", wanted.media_type)
        # What it would raise has no more of a problem document than its text.
        return self._exchange.send(asked._createRequest())

    def validate(
        self,
        document: Document,
        *,
        profile: str = "base",
        read_as: str = "",
        fail_on: str = "violation",
        lang: str = "",
        **thresholds: object,
    ) -> Report:
        """Return the report on a description: a file (Path), a text or bytes, or a graph of rdflib.

        A file's ending says its format; a text is Turtle, unless `read_as` names another (`jsonld`, …).
        `thresholds` are those of the profile: `members=15`.  The lines of a graph mean nothing.
        """
        body, written_in = _document(document, read_as)
        asked = {
            "profile": profile,
            "fail-on": fail_on,
            "lang": lang or self._language,
            "set": [f"{name}={value}" for name, value in thresholds.items()],
        }
        sent = written_in.content_type
        return self._exchange.post("/validate", formats.JSON.media_type, body, sent, asked).read(reports.read)


def _document(document: Document, read_as: str) -> tuple[bytes, Format]:
    """Return the bytes of a document and their format."""
    chosen = formats.named(read_as, formats.DOCUMENTS) if read_as else None
    if isinstance(document, rdflib.Graph):
        return document.serialize(format="nt", encoding="utf-8"), formats.N_TRIPLES
    if isinstance(document, Path):
        return document.read_bytes(), chosen or formats.of_ending(document.name, formats.DOCUMENTS)
    return document.encode() if isinstance(document, str) else document, chosen or formats.TURTLE
