"""Small questions about parts of a query, asked of the store: a bounded number, until a deadline."""

from __future__ import annotations

import time
from collections.abc import Iterable, Mapping, Sequence
from itertools import islice
from typing import cast

import pyoxigraph

from educluster import names
from educluster.store.explaining.parts import Query, Unreadable

MOST = 24  # questions about one query
TYPE = pyoxigraph.NamedNode(names.RDF + "type")

_THINGS = 50_000  # names among which the nearest is looked for
_SHOWN = 60  # characters of a literal
_SCANNED = 300_000  # triples that are looked through for names

Known = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Row = tuple[Known | None, ...]
_Found = pyoxigraph.QueryBoolean | pyoxigraph.QuerySolutions | pyoxigraph.QueryTriples


class Spent(Exception):
    """There is no time, or no question, left."""


class Looking:
    """Asks a store about parts of one query, under the prologue and the dataset that the query has."""

    def __init__(
        self,
        store: pyoxigraph.Store,
        prologue: str,
        dataset: Mapping[str, object],
        bound: Mapping[str, str],
        prefixes: Mapping[str, str],
        until: float,
    ) -> None:
        self._prefixes = {**names.PREFIXES, **prefixes}
        self._store, self._prologue, self._dataset = store, prologue, dataset
        self._until, self._left = until, MOST
        self.bound = dict(bound)
        self._given = " ".join(f"VALUES ?{name} {{ {value} }}" for name, value in bound.items())
        self._from = ""
        self._terms: dict[str, Known | None] = {}

    def within(self, query: Query, text: str) -> None:
        """Take the FROM clauses of a query for all that is asked."""
        pieces = []
        for index, token in enumerate(query.head):
            if token.text == "FROM" and token.kind == "word":
                end = index + (2 if query.head[index + 1].text == "NAMED" else 1)
                pieces.append(text[token.start : query.head[end].end])
        self._from = " ".join(pieces)

    @property
    def narrowed(self) -> bool:
        """Return whether the query sees some of the graphs alone."""
        return not self._dataset.get("use_default_graph_as_union")

    def holds(self, *patterns: str, everywhere: bool = False) -> bool:
        """Return whether patterns that stand in a group have a solution.

        Raises Spent, and Unreadable where the patterns cannot be asked so.
        """
        asked = f"{self._prologue}\nASK {'' if everywhere else self._from} {{ {self._group(patterns)} }}"
        return bool(self._ask(asked, everywhere=everywhere))

    def rows(
        self, what: str, *patterns: str, most: int, everywhere: bool = False, behind: str = ""
    ) -> list[Row]:
        """Return the first rows of SELECT `what` from patterns.  Raises as `holds` does."""
        where = "" if everywhere else self._from
        text = f"{self._prologue}\nSELECT {what} {where} {{ {self._group(patterns)} }} {behind} LIMIT {most}"
        found = cast(pyoxigraph.QuerySolutions, self._ask(text, everywhere=everywhere))
        return [tuple(row) for row in islice(found, most)]

    def whole(self, text: str, substitutions: Mapping[str, Known] | None = None) -> bool:
        """Return whether a query has a row or a triple, or is true.

        Raises Spent, SyntaxError.
        """
        self._count()
        given = {pyoxigraph.Variable(name): term for name, term in (substitutions or {}).items()}
        more: dict[str, object] = {"substitutions": given} if given else {}
        found = self._store.query(text, base_iri=names.BASE, **self._dataset, **more)  # type: ignore[arg-type]
        return _is_answered(found)

    def part(self, text: str) -> bool:
        """Return whether a query, without its prologue, has a row.  Raises as `holds` does."""
        return _is_answered(self._ask(f"{self._prologue}\n{text}"))

    def count(self, query: Query) -> int:
        """Return how many rows a query has without LIMIT and OFFSET."""
        body = query.text.replace(self._from, "", 1) if self._from else query.text
        where = f"{{ {{ {body} }} }}"
        found = cast(
            pyoxigraph.QuerySolutions,
            self._ask(f"{self._prologue}\nSELECT (COUNT(*) AS ?count) {self._from} {where}"),
        )
        return int(cast(pyoxigraph.Literal, next(iter(found))["count"]).value)

    def term(self, text: str) -> Known | None:
        """Return what a constant stands for, as the engine reads it."""
        if text == "a":
            return TYPE
        if text not in self._terms:
            asked = f"{self._prologue}\nSELECT ?educluster {{ VALUES ?educluster {{ {text} }} }}"
            try:
                found = pyoxigraph.Store().query(asked, base_iri=names.BASE)
                self._terms[text] = next(iter(cast(pyoxigraph.QuerySolutions, found)))[0]
            except SyntaxError:
                self._terms[text] = None
        return self._terms[text]

    def stands(self, term: Known, place: str = "") -> bool:
        """Return whether a term stands in the store, anywhere or in a place ("subject", "predicate", …)."""
        if isinstance(term, pyoxigraph.Triple):
            return True  # it is not looked into
        iri = isinstance(term, pyoxigraph.NamedNode)
        places = {
            "subject": not isinstance(term, pyoxigraph.Literal) and self._has(subject=term),
            "predicate": iri and self._has(predicate=term),
            "object": self._has(object=term),
            "graph": iri and self._store.contains_named_graph(cast(pyoxigraph.NamedNode, term)),
        }
        return places[place] if place else any(places.values())

    def has_instances(self, term: pyoxigraph.NamedNode) -> bool:
        """Return whether something is of a class."""
        return self._has(predicate=TYPE, object=term)

    def short(self, iri: str) -> str:
        """Return an IRI with the prefixes of the query, else with those that are usual here."""
        return names.shorten(iri, self._prefixes)

    def shown(self, term: object) -> str:
        """Return a term as the query would have it; a long literal is cut."""
        if isinstance(term, pyoxigraph.NamedNode):
            return self.short(term.value)
        if not isinstance(term, pyoxigraph.Literal) or len(term.value) <= _SHOWN:
            written = str(term)
        else:
            written = f'"{term.value[:_SHOWN]}…"' + (f"@{term.language}" if term.language else "")
        value, typed, datatype = written.rpartition("^^<")
        return f"{value}^^{self.short(datatype[:-1])}" if typed and written[-1] == ">" else written

    def properties(self) -> list[str]:
        """Return the properties that the graph has."""
        return self._first("?p", "?s ?p ?o")

    def classes(self) -> list[str]:
        """Return the classes of which there is something."""
        return self._first("?c", "?s a ?c")

    def things(self) -> list[str]:
        """Return the IRIs of what has a class."""
        return self._first("?s", "?s a ?c FILTER(isIRI(?s))")

    def _first(self, name: str, pattern: str) -> list[str]:
        """Return what a variable is in the first solutions of a pattern: a large graph has too many."""
        inner = f"{{ SELECT {name} {{ {pattern} }} LIMIT {_SCANNED} }}"
        return _iris(self.rows(f"DISTINCT {name}", inner, most=_THINGS, everywhere=True))

    def labelled(self) -> dict[str, str]:
        """Return the IRIs of what has a label, by their labels in small letters."""
        kinds = f"VALUES ?p {{ <{names.SKOS}prefLabel> <{names.SKOS}altLabel> <{names.RDFS}label> }}"
        found = self.rows("?s ?l", kinds, "?s ?p ?l", most=_THINGS, everywhere=True)
        return {
            label.value.lower(): thing.value
            for thing, label in found
            if isinstance(thing, pyoxigraph.NamedNode) and isinstance(label, pyoxigraph.Literal)
        }

    def graphs_with(self, *patterns: str) -> list[str]:
        """Return some graphs in which patterns have a solution."""
        inside = f"GRAPH ?educluster_g {{ {' '.join(patterns)} }}"
        return _iris(self.rows("DISTINCT ?educluster_g", inside, most=4, everywhere=True))

    def graphs(self) -> list[str]:
        """Return the graphs there are."""
        return _iris((graph,) for graph in self._store.named_graphs())

    def _has(self, **given: object) -> bool:
        subject, predicate, value = (given.get(place) for place in ("subject", "predicate", "object"))
        found = self._store.quads_for_pattern(subject, predicate, value, None)  # type: ignore[arg-type]
        return next(iter(found), None) is not None

    def _group(self, patterns: Sequence[str]) -> str:
        return "\n".join(each for each in (self._given, *patterns) if each)

    def _count(self) -> None:
        if not self._left or time.monotonic() >= self._until:
            raise Spent
        self._left -= 1

    def _ask(self, text: str, everywhere: bool = False) -> _Found:
        self._count()
        dataset = {"use_default_graph_as_union": True} if everywhere else self._dataset
        try:
            return self._store.query(text, base_iri=names.BASE, **dataset)  # type: ignore[arg-type]
        except SyntaxError as error:
            raise Unreadable("a part of it cannot be asked alone") from error


def _is_answered(found: _Found) -> bool:
    if isinstance(found, pyoxigraph.QueryBoolean):
        return bool(found)
    return next(iter(found), None) is not None


def _iris(rows: Iterable[Sequence[object]]) -> list[str]:
    found = (row[0] for row in rows)
    return list(dict.fromkeys(each.value for each in found if isinstance(each, pyoxigraph.NamedNode)))
