"""The packaged graphs in memory, written so that the same triples always give the same bytes."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

import pyoxigraph

from educluster import names
from educluster.formats import Format
from educluster.store.loading import fill

# Besides those that are shown to readers: what the graphs use, so that the dumps are short and readable.
# Without bibo: its status/draft would need an escape, at which old parsers of Turtle stop.
_PREFIXES = {
    **names.PREFIXES,
    "cito": "http://purl.org/spar/cito/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "vann": "http://purl.org/vocab/vann/",
}

_BASE = "https://w3id.org/educluster/"

Row = Mapping[str, str]


class Snapshot:
    """Every packaged graph and what is derived from them, with canonical names for blank nodes."""

    def __init__(self) -> None:
        self._store = pyoxigraph.Store()
        fill(self._store)
        dataset = pyoxigraph.Dataset(self._store)
        # Source: RDF Dataset Canonicalization 1.0.  Else blank nodes are named anew by each process.
        dataset.canonicalize(pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0)
        self._quads = sorted(dataset, key=str)

    def dump(self, written_in: Format, graph: str | None = None) -> bytes:
        """Return one graph by its local name, or all; only TriG keeps the graphs apart."""
        media = pyoxigraph.RdfFormat.from_media_type(written_in.media_type)
        if media is None:
            raise ValueError(f"{written_in.media_type} is no serialisation of RDF")
        quads = self._of(graph)
        chosen = (
            quads if media == pyoxigraph.RdfFormat.TRIG else sorted({quad.triple for quad in quads}, key=str)
        )
        base = _BASE if media == pyoxigraph.RdfFormat.RDF_XML else None  # its readers ask for an xml:base
        return pyoxigraph.serialize(chosen, format=media, prefixes=_PREFIXES, base_iri=base) or b""

    def graphs(self) -> list[str]:
        """Return the local names of the graphs, sorted."""
        found = {str(quad.graph_name.value) for quad in self._quads}
        return sorted(name.removeprefix(names.GRAPH) for name in found)

    def size(self, graph: str | None = None) -> int:
        """Return how many triples a graph holds, or all together."""
        return len(self._of(graph))

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

    def _of(self, graph: str | None) -> list[pyoxigraph.Quad]:
        if graph is None:
            return self._quads
        wanted = pyoxigraph.NamedNode(names.GRAPH + graph)
        return [quad for quad in self._quads if quad.graph_name == wanted]


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
