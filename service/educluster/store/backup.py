"""The graphs of a store as sorted N-Quads, and back; blank nodes keep their labels, so that texts compare.

Sorted by bytes (`LC_ALL=C sort`) with bounded memory, whatever a graph's size: one graph has one text, and
the SHA-256 of that text is the graph's.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, BinaryIO

import pyoxigraph

_LINES_IN_MEMORY = 200_000
_UNNAMED = pyoxigraph.DefaultGraph()
_Name = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.DefaultGraph


class Dump:
    """A store that nobody writes to, to be read graph by graph."""

    def __init__(self, folder: Path) -> None:
        self._store = pyoxigraph.Store.read_only(folder.as_posix())

    def graphs(self) -> list[str]:
        """Return the IRIs of the graphs, sorted, also of those that are empty; "" is the unnamed graph."""
        named = sorted(graph.value for graph in self._store.named_graphs() if _is_named(graph))
        unnamed = next(self._store.quads_for_pattern(None, None, None, _UNNAMED), None)
        return ["", *named] if unnamed else named

    def lines(self, graph: str, scratch: Path) -> Iterator[bytes]:
        """Yield a graph as lines of N-Quads, sorted; what does not fit into memory waits in a folder."""
        with TemporaryFile(dir=scratch) as file:
            quads = self._store.quads_for_pattern(None, None, None, _name(graph))
            pyoxigraph.serialize(quads, file, pyoxigraph.RdfFormat.N_QUADS)
            file.seek(0)
            yield from _sorted(file, scratch)

    def answer(self, query: str, graphs: Iterable[str]) -> int:
        """Return how many rows a SELECT over some graphs together has."""
        together: list[_Name] = [pyoxigraph.NamedNode(graph) for graph in graphs]
        solutions = self._store.query(query, default_graph=together)
        if not isinstance(solutions, pyoxigraph.QuerySolutions):
            raise TypeError("a store is asked with SELECT")
        return sum(1 for _ in solutions)


def load_graphs(store: pyoxigraph.Store, graphs: Iterable[tuple[str, IO[bytes]]]) -> None:
    """Add graphs to a store, each as its name and its lines; one without lines is there afterwards, too.

    Raises SyntaxError for what is no N-Quads.
    """
    seen: list[str] = []
    store.bulk_extend(_quads(graphs, seen))  # all at once: each call writes files of its own
    for graph in filter(None, seen):
        store.add_graph(pyoxigraph.NamedNode(graph))


def _quads(graphs: Iterable[tuple[str, IO[bytes]]], seen: list[str]) -> Iterator[pyoxigraph.Quad]:
    for graph, lines in graphs:
        seen.append(graph)
        # Not bulk_load: it would give new labels to blank nodes, and the texts would no longer compare.
        yield from pyoxigraph.parse(lines, format=pyoxigraph.RdfFormat.N_QUADS, rename_blank_nodes=False)


def _is_named(graph: pyoxigraph.NamedNode | pyoxigraph.BlankNode) -> bool:
    return isinstance(graph, pyoxigraph.NamedNode)


def _name(graph: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    return pyoxigraph.NamedNode(graph) if graph else _UNNAMED


def _sorted(file: BinaryIO | IO[bytes], scratch: Path) -> Iterator[bytes]:
    """Yield lines sorted: runs that fit into memory, merged."""
    runs: list[IO[bytes]] = []
    try:
        while run := sorted(islice(file, _LINES_IN_MEMORY)):
            if len(run) < _LINES_IN_MEMORY and not runs:
                yield from run
                return
            runs.append(TemporaryFile(dir=scratch))  # noqa: SIM115 - closed below
            runs[-1].writelines(run)
            runs[-1].seek(0)
        yield from heapq.merge(*runs)
    finally:
        for each in runs:
            each.close()
