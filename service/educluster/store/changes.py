"""The changes that a client may make: updates, and graphs put, posted and deleted, each whole or not at all.

Most are one transaction of the store.  A transaction holds all it touches in memory and slows down as it
grows, so large graphs are written in steps instead; a sign is set before the first, and when the steps are
cut off, the store goes back to its last checkpoint.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import cast

import pyoxigraph

from educluster import names
from educluster.errors import BadQuery, EduclusterError, NotFound
from educluster.store import folder, recovery, reserved
from educluster.store.folder import Pending
from educluster.store.payloads import Graph, Payload
from educluster.store.requests import Request
from educluster.store.sizes import Bound, Sizes
from educluster.workers import Json

TRANSACTION = 20_000  # triples; beyond it a transaction takes more time and memory than steps do
_STEP = 50_000


class CutOff(Exception):
    """A change of several steps was refused in the middle: to open the store anew undoes it."""

    def __init__(self, error: EduclusterError) -> None:
        super().__init__(error)
        self.error = error


class Changes:
    """The changes to one store; `pending` while one waits for the commit, `logged` if the log has it all."""

    def __init__(
        self,
        data: Path,
        store: pyoxigraph.Store,
        bounds: tuple[Bound, Bound],
        commit: Callable[[Changes], object],
    ) -> None:
        self._data, self.store, self._commit = data, store, commit
        self._sizes = Sizes(self.count, *bounds)
        self.pending, self.logged = False, True

    def apply(self, options: Json, body: bytes) -> Json:
        """Make a change; return whether a graph is new, its triples where they are known, and a warning.

        The options are `job`, `within`; for an update `using` and `using_named`, the body is its text; for
        the others `graph` and `documents`, the length and media type of each document in the body.
        Raises BadQuery, BadDocument, Forbidden, NotFound, NoRoom; OSError when the disk refuses it.
        """
        within = cast(list[str], options.get("within") or [])
        if options["job"] == "update":
            return self._update(Request.read(body, options), within)
        graph = cast(str | None, options.get("graph"))
        reserved.refuse(graph, within)
        if options["job"] == "delete":
            return self._delete(graph)
        return self._write(graph, _payloads(options, body), keeping=options["job"] == "post")

    def close(self) -> None:
        """Let the store go: nobody else can open it before."""
        del self.store

    def committed(self) -> None:
        """Note that nothing waits any more."""
        self.pending, self.logged = False, True
        folder.note(self._data, Pending.NOTHING)

    def count(self, graph: str) -> int:
        """Return how many triples a graph has; "" is the unnamed one, "*" all together."""
        if graph == "*":
            return len(self.store)
        pattern = f"GRAPH {pyoxigraph.NamedNode(graph)} {{ ?s ?p ?o }}" if graph else "?s ?p ?o"
        return counted(self.store.query(f"SELECT (COUNT(*) AS ?count) WHERE {{ {pattern} }}"))

    def _update(self, request: Request, within: Sequence[str]) -> Json:
        with _told(request):
            text = request.allowed(self.store, within)
            growth = request.growth(self.store, self._sizes)
        warning = self._sizes.reserve(*growth)
        if request.feeds_itself:
            with self._steps():
                self._apply(request, text)
                self._sizes.check(request.graphs)
        else:
            self._note()
            self._apply(request, text)
        return _said(warning=warning)

    def _apply(self, request: Request, text: str) -> None:
        with _told(request):
            self.store.update(text, base_iri=names.BASE)
        if request.lessens:
            self._sizes.lessened()

    def _write(self, graph: str | None, payloads: Sequence[Payload], keeping: bool) -> Json:
        """Put documents in the place of a graph, or add them to it."""
        name, key = _named(graph), graph or ""
        new = not self._is_there(graph)
        before = 0 if new else self._sizes.exactly(key)
        quads = list(itertools.islice(_quads(payloads, name), TRANSACTION + 1))
        small = len(quads) + (0 if keeping else before) <= TRANSACTION
        quads = list(dict.fromkeys(quads)) if small else []
        triples = len(quads) if small else sum(1 for _ in _quads(payloads, name))
        warning = self._sizes.reserve({key: triples if keeping else max(triples - before, 0)})
        if small:
            self._at_once(name, quads, replacing=not (keeping or new))
        else:
            self._in_steps(name, payloads, replacing=not (keeping or new))
            triples = self.count(key)
        if not keeping:
            self._sizes.lessened()
            self._sizes.set(key, triples)
        return _said(new, None if keeping else triples, warning)

    def _in_steps(self, graph: Graph, payloads: Sequence[Payload], replacing: bool) -> None:
        with self._steps():
            if replacing:
                self._empty(graph)
            self.store.bulk_extend(_quads(payloads, graph))
            self._make(graph)

    def _at_once(self, graph: Graph, quads: list[pyoxigraph.Quad], replacing: bool) -> None:
        self._note()
        if replacing:
            self.store.update(_replacement(graph, quads))
        elif quads:
            self.store.extend(quads)
        else:
            self._make(graph)

    def _delete(self, graph: str | None) -> Json:
        if graph is not None and not self._is_there(graph):
            raise NotFound(f"there is no graph <{graph}> here", "GET /graphs lists those there are")
        name, key = _named(graph), graph or ""
        if self._sizes.at_most(key) <= TRANSACTION:
            self._note()
            self._remove(name)
        else:
            with self._steps():
                self._empty(name)
                self._remove(name)
        self._sizes.lessened()
        self._sizes.set(key, 0)
        return _said()

    def _is_there(self, graph: str | None) -> bool:
        """Return whether a graph is there; the unnamed one is when it has a triple."""
        if graph is not None:
            return self.store.contains_named_graph(pyoxigraph.NamedNode(graph))
        return (
            next(self.store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()), None) is not None
        )

    def _make(self, graph: Graph) -> None:
        if isinstance(graph, pyoxigraph.NamedNode):
            self.store.add_graph(graph)

    def _remove(self, graph: Graph) -> None:
        if isinstance(graph, pyoxigraph.NamedNode):
            self.store.remove_graph(graph)
        else:
            self.store.clear_graph(graph)

    def _empty(self, graph: Graph) -> None:
        """Remove the triples of a large graph, some at a time: all at once would not fit into memory."""
        while some := list(itertools.islice(self.store.quads_for_pattern(None, None, None, graph), _STEP)):
            for quad in some:
                self.store.remove(quad)

    def _note(self) -> None:
        if not self.pending:
            folder.note(self._data, Pending.CHANGES)
            self.pending = True

    @contextmanager
    def _steps(self) -> Iterator[None]:
        """Let what follows be undone when it is cut off; what waits for the commit is committed before."""
        self.logged = False  # what this goes back to has to be a checkpoint that is on disk
        self._commit(self)
        folder.note(self._data, Pending.STEPS)
        self.pending, self.logged = True, False
        try:
            yield
        except EduclusterError as error:
            raise CutOff(error) from error
        self._commit(self)


@contextmanager
def _told(request: Request) -> Iterator[None]:
    """Tell what the engine refuses in our words."""
    try:
        yield
    except SyntaxError as error:
        raise request.refusal(error) from error
    except RuntimeError as error:
        if recovery.is_damage(error):
            raise OSError(str(error)) from error
        remedy = "use the functions of SPARQL 1.1; SILENT passes over a graph that is not there"
        raise BadQuery(str(error), remedy) from error


def counted(results: object) -> int:
    """Return the number that a query for ?count found."""
    for solution in cast(pyoxigraph.QuerySolutions, results):
        return int(cast(pyoxigraph.Literal, solution["count"]).value)
    return 0


def _payloads(options: Json, body: bytes) -> list[Payload]:
    """Return the documents that lie one behind another in a body."""
    found, begin = [], 0
    for length, media_type in cast(list[tuple[int, str]], options["documents"]):
        found.append(Payload.of(body[begin : begin + length], media_type))
        begin += length
    return found


def _quads(payloads: Sequence[Payload], graph: Graph) -> Iterator[pyoxigraph.Quad]:
    return itertools.chain.from_iterable(payload.quads(graph) for payload in payloads)


def _replacement(graph: Graph, quads: list[pyoxigraph.Quad]) -> str:
    """Return the update that puts triples in the place of a graph, in one transaction."""
    triples = " .\n".join(str(quad.triple) for quad in quads)
    if isinstance(graph, pyoxigraph.DefaultGraph):
        return f"CLEAR DEFAULT ; INSERT DATA {{ {triples} }}"
    return (
        f"DROP SILENT GRAPH {graph} ; CREATE GRAPH {graph} ; INSERT DATA {{ GRAPH {graph} {{ {triples} }} }}"
    )


def _named(graph: str | None) -> Graph:
    return pyoxigraph.DefaultGraph() if graph is None else pyoxigraph.NamedNode(graph)


def _said(created: bool = False, triples: int | None = None, warning: str = "") -> Json:
    return {"created": created, "triples": triples, "warning": warning}
