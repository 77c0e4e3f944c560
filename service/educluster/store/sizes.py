"""How many triples there are, as far as it matters: bounds are told before they are met, counting is rare.

Of each graph that was written to, and of the whole store, a number is kept that the true one does not exceed.
It is counted anew only where it comes near a bound: counting walks the graph.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from educluster.errors import NoRoom

WARN_FROM = 0.8
_DRIFT = 0.01  # of a bound: how much may have been added since the last count, where it is near
_GRAPHS_KEPT = 10_000
_UNKNOWN = -1


@dataclass
class _Size:
    """How many triples there are at most, and how many there were when they were counted."""

    most: int
    counted: int


@dataclass(frozen=True)
class Bound:
    """A bound, by the name of its setting."""

    name: str
    triples: int


class Sizes:
    """The sizes of the graphs and of the store; `count` tells one exactly, by its name, or "*" for the store.

    "" is the unnamed graph.
    """

    def __init__(self, count: Callable[[str], int], graph: Bound, store: Bound) -> None:
        self._count, self._graph, self._store = count, graph, store
        self._sizes: dict[str, _Size] = {}

    def reserve(self, growth: Mapping[str, int], altogether: int | None = None) -> str:
        """Make room for so many triples in each graph; return how near a bound they come, "" for not near.

        Raises NoRoom when they would pass one.
        """
        wanted = [(graph, more, self._graph) for graph, more in growth.items()]
        wanted.append(("*", sum(growth.values()) if altogether is None else altogether, self._store))
        wanted = [each for each in wanted if each[1]]
        for graph, more, bound in wanted:
            self._make_room(graph, more, bound)
        for graph, more, _ in wanted:
            self._sizes[graph].most += more
        return "; ".join(filter(None, (self._warning(graph, bound) for graph, _, bound in wanted)))

    def check(self, graphs: Iterable[str]) -> None:
        """Count some graphs, and the store.  Raises NoRoom when one has passed its bound."""
        for graph in [*sorted(graphs), "*"]:
            self._recounted(graph)
            self._make_room(graph, 0, self._store if graph == "*" else self._graph)

    def at_most(self, graph: str) -> int:
        """Return how many triples a graph has at most; it is counted where nothing is known of it."""
        return (self._sizes.get(graph) or self._recounted(graph)).most

    def exactly(self, graph: str) -> int:
        """Return how many triples a graph has; it is counted unless that is known."""
        size = self._sizes.get(graph)
        return size.counted if size and size.counted == size.most else self._recounted(graph).counted

    def set(self, graph: str, triples: int) -> None:
        """Note how many triples a graph has."""
        self._sizes[graph] = _Size(triples, triples)

    def lessened(self) -> None:
        """Note that triples may have gone, from any graph: the counts are bounds, no more."""
        for size in self._sizes.values():
            size.counted = _UNKNOWN

    def forget(self) -> None:
        """Forget what is known: the store is another."""
        self._sizes.clear()

    def _make_room(self, graph: str, more: int, bound: Bound) -> None:
        size = self._sizes.get(graph) or self._recounted(graph)
        near = size.most + more > WARN_FROM * bound.triples
        if near and size.most - size.counted > _DRIFT * bound.triples:
            size = self._recounted(graph)
        if size.most + more > bound.triples and size.most != size.counted:
            size = self._recounted(graph)
        if size.most + more > bound.triples:
            what = {"*": "the store", "": "the unnamed graph"}.get(graph, f"the graph <{graph}>")
            adding = f"has {size.most}, and this may add {more}" if more else "would have more"
            holds = f"{bound.triples} triples; {what} {adding}"
            raise NoRoom(bound.name, holds, "delete what is not needed, or ask the operator for more")

    def _recounted(self, graph: str) -> _Size:
        if len(self._sizes) >= _GRAPHS_KEPT:
            self._sizes.clear()
        triples = self._count(graph)
        self._sizes[graph] = _Size(triples, triples)
        return self._sizes[graph]

    def _warning(self, graph: str, bound: Bound) -> str:
        most = self._sizes[graph].most if graph in self._sizes else 0
        if most < WARN_FROM * bound.triples:
            return ""
        what = {"*": "the store", "": "the unnamed graph"}.get(graph, f"<{graph}>")
        return f"{what} holds {most} of {bound.triples} triples ({bound.name})"
