"""What is counted of the data, by queries; what takes too long is left out, and it is said that it is."""

from __future__ import annotations

import json
import time
from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from educluster import catalogue, names
from educluster.answer import Answering, Asked, Dataset, as_json
from educluster.catalogue import Counted, Graph, Links, Use
from educluster.config import Tier
from educluster.errors import Deadline, LimitReached

_MOST_BYTES = 16 * 1024 * 1024  # of an answer: writers choose how long names are
_MOST = 1000  # graphs, classes and properties that are listed
_Row = dict[str, dict[str, str]]
_T = TypeVar("_T")

_GRAPHS = f"""SELECT ?graph (COUNT(*) AS ?count) WHERE {{ GRAPH ?graph {{ ?s ?p ?o }} }}
GROUP BY ?graph ORDER BY DESC(?count) ?graph LIMIT {_MOST + 1}"""
# What a graph says of itself: another could say anything of it.
_TITLES = f"""SELECT ?graph ?title ?licence WHERE {{
  GRAPH ?graph {{
    {{ ?graph <{names.DCTERMS}title> ?title }} UNION {{ ?graph <{names.DCTERMS}license> ?licence }}
  }}
}} LIMIT {4 * _MOST}"""
_ALL = "SELECT (COUNT(*) AS ?count) WHERE { ?s ?p ?o }"
_SUBJECTS = "SELECT (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s ?p ?o }"
_ENTITIES = "SELECT (COUNT(DISTINCT ?s) AS ?count) WHERE { ?s ?p ?o FILTER(isIRI(?s)) }"
_OBJECTS = "SELECT (COUNT(DISTINCT ?o) AS ?count) WHERE { ?s ?p ?o }"
_CLASSES = f"""SELECT ?each (COUNT(DISTINCT ?s) AS ?count) WHERE {{ ?s a ?each FILTER(isIRI(?each)) }}
GROUP BY ?each ORDER BY DESC(?count) ?each LIMIT {_MOST + 1}"""
_PROPERTIES = f"""SELECT ?each (COUNT(*) AS ?count) WHERE {{ ?s ?each ?o }}
GROUP BY ?each ORDER BY DESC(?count) ?each LIMIT {_MOST + 1}"""
_LINKS = f"""SELECT ?p ?o WHERE {{
  GRAPH <{names.GRAPH}alignments> {{ ?s ?p ?o }}
  FILTER(isIRI(?o) && STRSTARTS(STR(?s), "{names.BASE}") && ?s != <{names.GRAPH}alignments>)
}}"""


def count(answering: Answering, version: str, triples: int, seconds: float) -> Counted:
    """Return what is counted of the data, within so many seconds altogether; 0 is no bound.

    Raises what `Answering.answer` raises, but for a limit that is reached.
    """
    return _Counting(answering, seconds).counted(version, triples)


def count_graphs(answering: Answering, version: str, triples: int, seconds: float) -> Counted:
    """Return what is counted of the graphs alone, which takes less time.

    Raises as `count` does.
    """
    return _Counting(answering, seconds).graphs(version, triples)


class _Counting:
    """Asks one query after the other, and remembers whether one was given up."""

    def __init__(self, answering: Answering, seconds: float) -> None:
        self._answering, self._until = answering, time.monotonic() + (seconds or float("inf"))
        self._cut = False

    def counted(self, version: str, triples: int) -> Counted:
        """Return all counts."""
        found = replace(
            self.graphs(version, triples),
            entities=self._number(_ENTITIES),
            subjects=self._number(_SUBJECTS),
            objects=self._number(_OBJECTS),
            classes=self._uses(_CLASSES),
            properties=self._uses(_PROPERTIES),
            links=self._links(),
        )
        return replace(found, cut=self._cut)

    def graphs(self, version: str, triples: int) -> Counted:
        """Return the counts of the graphs."""
        counted = self._number(_ALL)
        return Counted(version, triples if counted is None else counted, self._graphs(), cut=self._cut)

    def _graphs(self) -> tuple[Graph, ...]:
        counts = self._sizes()
        titles, licences = dict[str, list[tuple[str, str]]](), dict[str, str]()
        for row in self._rows(_TITLES):
            graph = row["graph"]["value"]
            if row.get("title", {}).get("type") == "literal":
                said = row["title"]["value"], row["title"].get("xml:lang", "")
                titles.setdefault(graph, []).append(said)
            if row.get("licence", {}).get("type") == "uri":
                licences[graph] = row["licence"]["value"]
        return tuple(
            Graph(iri, counts[iri], tuple(sorted(titles.get(iri, ()))), licences.get(iri, ""))
            for iri in sorted(self._first(list(counts)))
        )

    def _sizes(self) -> dict[str, int | None]:
        """Return how many triples each graph holds, the largest first; None where that takes too long."""
        rows = self._rows(_GRAPHS)
        sizes: dict[str, int | None] = {row["graph"]["value"]: int(row["count"]["value"]) for row in rows}
        empty = 0 if sizes else None
        return {**sizes, **{graph: empty for graph in self._answering.graphs() if graph not in sizes}}

    def _uses(self, query: str) -> tuple[Use, ...]:
        rows = self._first(self._rows(query))
        return tuple(Use(row["each"]["value"], int(row["count"]["value"])) for row in rows)

    def _links(self) -> tuple[Links, ...]:
        counts = dict[tuple[str, str], int]()
        for row in self._rows(_LINKS):
            key = catalogue.namespace(row["o"]["value"]), row["p"]["value"]
            counts[key] = counts.get(key, 0) + 1
        return tuple(
            Links(target, predicate, number)
            for (target, predicate), number in sorted(counts.items())
            if target and not target.startswith(names.BASE)
        )

    def _number(self, query: str) -> int | None:
        rows = self._rows(query)
        return int(rows[0]["count"]["value"]) if rows else None

    def _first(self, found: Sequence[_T]) -> Sequence[_T]:
        self._cut = self._cut or len(found) > _MOST
        return found[:_MOST]

    def _rows(self, query: str) -> list[_Row]:
        """Return the rows of a SELECT; none where it takes too long or too much."""
        left = self._until - time.monotonic()
        if left <= 0:
            self._cut = True
            return []
        asked = Asked(query.encode(), Dataset(), Tier("counting", left if left < float("inf") else 0, 0))
        try:
            answered = self._answering.answer(asked, as_json)
        except (Deadline, LimitReached):
            self._cut = True
            return []
        if answered.size > _MOST_BYTES:
            answered.data.close()
            self._cut = True
            return []
        rows: list[_Row] = json.loads(answered.whole())["results"]["bindings"]
        return rows
