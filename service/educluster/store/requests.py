"""An update request: which graphs it would change, how much it may add, its text as it is then applied."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import cast

import pyoxigraph

from educluster import names
from educluster.errors import BadQuery
from educluster.store import mistakes, reserved, updates
from educluster.store.sizes import Sizes
from educluster.store.updates import Checks, Kind, Operation
from educluster.workers import Json

_WITH_WHERE = (Kind.MODIFY, Kind.DELETE_WHERE)


@dataclass
class Request:
    """The operations of an update request, and the graphs that each would change."""

    text: str
    operations: tuple[Operation, ...]
    touched: dict[int, list[str]] = field(default_factory=dict)

    @classmethod
    def read(cls, body: bytes, options: Json) -> Request:
        """Return the request that a body is, with the dataset that its parameters name.  Raises BadQuery."""
        try:
            text = body.decode()
        except UnicodeDecodeError as error:
            raise BadQuery("the update is not UTF-8", "send it as UTF-8") from error
        using, named = (cast(list[str], options.get(key) or []) for key in ("using", "using_named"))
        if using or named:
            text = updates.with_dataset(text, using, named)
        return cls(text, updates.read_update(text))

    @property
    def lessens(self) -> bool:
        """Return whether triples may go."""
        return any(each.kind.name not in {"INSERT_DATA", "CREATE", "ADD"} for each in self.operations)

    @property
    def graphs(self) -> set[str]:
        """Return the graphs that the operations name to change; "" is the unnamed one."""
        return {graph or "" for each in self.operations for graph in each.graphs}

    @property
    def feeds_itself(self) -> bool:
        """Return whether an operation may add triples for what one before it has added.

        How many is not known before the first is applied.
        """
        return any(each.growth and each.kind in _WITH_WHERE for each in self.operations[1:])

    def allowed(self, store: pyoxigraph.Store, within: Sequence[str]) -> str:
        """Return the text to apply, in which ALL and NAMED are the graphs that this client may write.

        Raises Forbidden for a graph that it may not.
        """
        for number, each in enumerate(self.operations):
            for graph in each.graphs:
                reserved.refuse(graph, within)
            if each.every == "ALL":
                reserved.refuse(None, within)
            if each.variables:
                self.touched[number] = list(_found(store, updates.checks(each), within))
                return updates.guarded(each, self.touched[number])  # it is the only one
        return updates.request_for_clients(self.text, self.operations, _writable(store, within))

    def growth(self, store: pyoxigraph.Store, sizes: Sizes) -> tuple[Mapping[str, int], int]:
        """Return by how much each graph may grow, and the store altogether."""
        growth: dict[str, int] = {}
        altogether = 0
        for number, each in enumerate(self.operations):
            more = _more(store, sizes, each)
            altogether += more
            grown = [graph for graph in each.graphs if graph != each.source or not each.copies]
            for graph in [*grown, *self.touched.get(number, [])] if more else []:
                growth[graph or ""] = growth.get(graph or "", 0) + more
        return growth, altogether

    def refusal(self, error: SyntaxError) -> BadQuery:
        """Return what the parser of updates says, in our words."""
        found = mistakes.bad_query(str(error))
        problem = found.problem.replace("the query", "the update", 1)
        return BadQuery(problem, "mend it there and send it again", found.line, found.column)


def _more(store: pyoxigraph.Store, sizes: Sizes, operation: Operation) -> int:
    """Return how many triples an operation may add to a graph."""
    if operation.copies:
        return sizes.at_most(operation.source or "")
    if operation.growth and operation.kind in _WITH_WHERE:
        return operation.growth * _number(store, updates.checks(operation))
    return operation.growth


def _found(store: pyoxigraph.Store, checks: Checks, within: Sequence[str]) -> Iterator[str]:
    """Yield the graphs that an operation with graph variables would change."""
    found = {row["g"] for query in checks.touched for row in _rows(store, query, checks)}
    for graph in sorted(found, key=str):
        if isinstance(graph, pyoxigraph.NamedNode):
            reserved.refuse(graph.value, within)
            yield graph.value
        elif isinstance(graph, pyoxigraph.BlankNode):
            raise BadQuery("a blank node would be the name of a graph", "name graphs by IRIs")


def _writable(store: pyoxigraph.Store, within: Sequence[str]) -> Iterator[str]:
    """Yield the graphs that a client may write; nothing is looked up before the first is wanted."""
    graphs = (each.value for each in store.named_graphs() if isinstance(each, pyoxigraph.NamedNode))
    writable = (graph for graph in graphs if not reserved.is_reserved(graph))
    yield from sorted(graph for graph in writable if not within or graph.startswith(tuple(within)))


def _number(store: pyoxigraph.Store, checks: Checks) -> int:
    for row in _rows(store, checks.count, checks):
        return int(cast(pyoxigraph.Literal, row["count"]).value)
    return 0


def _rows(store: pyoxigraph.Store, query: str, checks: Checks) -> pyoxigraph.QuerySolutions:
    asked = {"default_graph": checks.default_graphs, "named_graphs": checks.named_graphs}
    dataset = {key: _named(graphs) for key, graphs in asked.items() if graphs is not None}
    return cast(pyoxigraph.QuerySolutions, store.query(query, base_iri=names.BASE, **dataset))  # type: ignore[arg-type]


def _named(graphs: Sequence[str]) -> list[pyoxigraph.NamedNode]:
    return [pyoxigraph.NamedNode(graph) for graph in graphs]
