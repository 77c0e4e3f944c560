"""The graphs of a release in memory, written so that the same triples always give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path
from types import MappingProxyType

import pyoxigraph

from educluster import catalogue, names
from educluster.catalogue import PARTS, Part
from educluster.formats import Format
from educluster.store import parts
from educluster.store.blanks import canonical
from educluster.store.loading import fill
from educluster.store.parts import Graph

# Besides those that are shown to readers: what the graphs use, so that the dumps are short and readable.
# Without bibo: its status/draft would need an escape, at which old parsers of Turtle stop.
_PREFIXES = {
    **names.PREFIXES,
    "cito": "http://purl.org/spar/cito/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "schema": "https://schema.org/",
    "vann": "http://purl.org/vocab/vann/",
}

_BASE = "https://w3id.org/educluster/"

Row = Mapping[str, str]


class Snapshot:
    """Every packaged graph and what is derived from them, with canonical names for blank nodes.

    With `held`, those of the store of a release that a data folder holds.
    """

    def __init__(self, held: Path | None = None) -> None:
        self._store = pyoxigraph.Store.read_only(held.as_posix()) if held else pyoxigraph.Store()
        if not held:
            fill(self._store)
        self._names: list[Graph] = [*self._store.named_graphs(), pyoxigraph.DefaultGraph()]
        self._graph = lru_cache(None)(self._read)
        self._of = lru_cache(1)(self._of_part)  # a part is written in one format after the other

    def dump(self, written_in: Format, part: Part = PARTS[0]) -> bytes:
        """Return a part, by default the whole; only TriG keeps the graphs apart."""
        media = pyoxigraph.RdfFormat.from_media_type(written_in.media_type)
        if media is None:
            raise ValueError(f"{written_in.media_type} is no serialisation of RDF")
        quads, triples = self._of(part.name)
        base = _BASE if media == pyoxigraph.RdfFormat.RDF_XML else None  # its readers ask for an xml:base
        chosen = quads if media == pyoxigraph.RdfFormat.TRIG else triples
        return pyoxigraph.serialize(chosen, format=media, prefixes=_PREFIXES, base_iri=base) or b""

    def sizes(self) -> Mapping[str, int]:
        """Return how many triples each graph holds, by its local name."""
        named = [each for each in self._names if isinstance(each, pyoxigraph.NamedNode)]
        counted = {each.value.removeprefix(names.GRAPH): len(self._graph(each)) for each in named}
        return dict(sorted(counted.items()))

    def size(self, part: Part = PARTS[0]) -> int:
        """Return how many triples a part holds."""
        return len(self._of(part.name)[0])

    def select(self, query: str) -> list[Row]:
        """Return the rows of a SELECT over the union of the graphs, sorted; what is unbound is left out.

        A language-tagged text is followed in its row by its tag, under the variable's name and "_lang".
        """
        solutions = self._store.query(query, use_default_graph_as_union=True)
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            raise TypeError("a snapshot is asked with SELECT")
        variables = [variable.value for variable in solutions.variables]
        rows = [_row(variables, solution) for solution in solutions]
        return sorted(rows, key=lambda row: [row.get(name, "") for name in variables])

    def _of_part(self, name: str) -> tuple[list[pyoxigraph.Quad], list[pyoxigraph.Triple]]:
        """Return the quads of a part, and its triples whatever the graph, each once; both sorted."""
        part = catalogue.part(name)
        needed = [each for each in self._names if parts.is_needed(each, part, PARTS)]
        known = sorted((quad for each in needed for quad in self._graph(each)), key=str)
        quads = parts.of_part(known, part, PARTS)
        return quads, sorted({quad.triple for quad in quads}, key=str)

    def _read(self, graph: Graph) -> list[pyoxigraph.Quad]:
        return canonical(list(self._store.quads_for_pattern(None, None, None, graph)))


def _row(variables: list[str], solution: pyoxigraph.QuerySolution) -> Row:
    row: dict[str, str] = {}
    for variable in variables:
        term = solution[variable]
        if term is None or isinstance(term, pyoxigraph.Triple):
            continue
        row[variable] = term.value
        if isinstance(term, pyoxigraph.Literal) and term.language:
            row[f"{variable}_lang"] = term.language
    return MappingProxyType(row)
