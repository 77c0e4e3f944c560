"""Answer one request at a time in a worker, on a checkpoint that nobody writes to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph

from educluster import names, platform
from educluster.errors import BadQuery, NotFound, Unavailable
from educluster.store.checkpoints import reading
from educluster.store.dialect import Form, Query, columns, inspect
from educluster.store.mistakes import bad_query, damaged, mistake
from educluster.store.serializing import Results, graph_name, serialize, write_graph
from educluster.workers import Json, Write

_WARMING = (
    "SELECT ?class (COUNT(*) AS ?count) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?count) LIMIT 1"
)
_TOLD = ("graphs", "services", "changing", "variables", "star")
_EMPTY = pyoxigraph.Store()


def query_worker(data: str) -> Callable[[Json, bytes, Write], Json]:
    """Open the newest checkpoint of a data folder, warm it with one query, and return the handler.

    The option `job` says what to do: "query" or "inspect" (the body is its text), "graph", "graphs",
    "exists"; `checkpoint` on which, as a path: where it cannot be opened, on the newest, whose `version` is
    said.
    A query has `media_type`, `rows` (how many at most, 0 for all), `graphs` (those of its FROM clauses),
    `default_graphs` and `named_graphs` (those of the request, which win over FROM), and for a SELECT *
    `star`: the place of the star, and the variables in their order.
    """
    return _Reader(Path(data))


class _Reader:
    """The handler; it has one checkpoint open at a time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._path = self._version = ""
        self._store = _EMPTY
        self._open_newest()
        # A memory limit that is set before the first query aborts RocksDB.
        list(cast(pyoxigraph.QuerySolutions, self._store.query(_WARMING)))

    def __call__(self, options: Json, body: bytes, write: Write) -> Json:
        wanted = options.get("checkpoint", self._path)
        if wanted != self._path:
            self._open_instead(str(wanted))
        try:
            said = _JOBS[str(options.get("job", "query"))](self._store, options, body, write)
        except (RuntimeError, OSError) as error:
            raise mistake(error, options) from error
        return {**said, "version": self._version} if self._version else said

    def _open_instead(self, path: str) -> None:
        try:
            self._open(path)
        except Unavailable:
            self._open_newest()

    def _open_newest(self) -> None:
        with reading(self._data) as loaded:
            self._open(loaded.checkpoint.as_posix())
            self._version = loaded.version  # which nobody asked for: it is said with the answer

    def _open(self, path: str) -> None:
        """Open a checkpoint in the place of the one that is open: two at once would need more memory.

        Raises Unavailable.
        """
        self._store, self._path, self._version = _EMPTY, "", ""
        try:
            with platform.room():
                self._store = pyoxigraph.Store.read_only(path)
        except (OSError, RuntimeError) as error:
            raise damaged(str(error)) from error
        self._path = path


def _query(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    text = body.decode()
    if star := cast(list[object], options.get("star")):
        place, *variables = star
        text = _in_order(text, cast(int, place), tuple(map(str, variables)))
    asked, most = str(options["media_type"]), cast(int, options.get("rows", 0))
    return serialize(_evaluate(store, text, _dataset(options, store)), asked, most, write)


def _graph(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    """Write the graph that the body names, or raise NotFound; nothing names the unnamed graph."""
    if not _exists(store, options, body, write)["exists"]:
        raise NotFound(f"there is no graph <{body.decode()}>", "GET /graphs lists those there are")
    write_graph(store, body.decode(), str(options["media_type"]), write)
    return {}


def _graphs(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    """Write the IRIs of the named graphs, one a line, sorted."""
    found = (graph.value for graph in store.named_graphs() if isinstance(graph, pyoxigraph.NamedNode))
    write("\n".join(sorted(found)).encode())
    return {}


def _exists(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    graph = graph_name(body.decode())
    return {"exists": isinstance(graph, pyoxigraph.DefaultGraph) or store.contains_named_graph(graph)}


def _inspect(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    """Say what a query asks for: of a long one, whose tokens would keep the web process busy."""
    told = inspect(body.decode(), cast(Sequence[str], options.get("allowed", ())))
    return {"form": told.form.value, **{name: getattr(told, name) for name in _TOLD}}


def told_by(said: Json) -> Query:
    """Return what a worker said when it was asked to inspect a query."""
    graphs, services, variables = (
        tuple(cast(list[str], said[name])) for name in ("graphs", "services", "variables")
    )
    changing, star = bool(said["changing"]), cast(int | None, said["star"])
    return Query(Form(said["form"]), graphs, services, changing, variables, star=star)


_JOBS = {"inspect": _inspect, "query": _query, "graph": _graph, "graphs": _graphs, "exists": _exists}


@lru_cache(256)
def _in_order(text: str, place: int, variables: tuple[str, ...]) -> str:
    """Write a star out as variables in the order in which the query names them.

    The engine has them in alphabetical order.  It tells which of them are visible: on an empty store,
    where nothing takes time.  Raises BadQuery.
    """
    found = cast(pyoxigraph.QuerySolutions, _evaluate(_EMPTY, text, {})).variables
    query = Query(Form.SELECT, (), star=place, variables=variables)
    return columns(text, query, [variable.value for variable in found])


def _dataset(options: Json, store: pyoxigraph.Store) -> dict[str, object]:
    """Return the dataset as pyoxigraph wants it: all graphs as one where nothing is asked for.

    Raises BadQuery for a graph that is not here, since an empty answer would mislead.
    Source: SPARQL 1.1 Protocol, section 2.1.4.
    """
    from_clauses, default_graphs, named_graphs = (
        cast(Sequence[str], options.get(key) or ()) for key in ("graphs", "default_graphs", "named_graphs")
    )
    in_request = (*default_graphs, *named_graphs)
    for graph in in_request or from_clauses:
        if not store.contains_named_graph(_named(graph)):
            remedy = "SELECT DISTINCT ?g { GRAPH ?g {} } lists those there are"
            raise BadQuery(f"there is no graph <{graph}> here", remedy)
    if default_graphs or named_graphs:
        return {
            "default_graph": [_named(graph) for graph in default_graphs],
            "named_graphs": [_named(graph) for graph in named_graphs],
        }
    # With the union, FROM would be passed over in silence.
    return {"use_default_graph_as_union": not from_clauses}


def _named(graph: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(graph)
    except ValueError as error:
        raise BadQuery(f"«{graph}» is no IRI", "name a graph by its whole IRI") from error


def _evaluate(store: pyoxigraph.Store, text: str, dataset: dict[str, object]) -> Results:
    try:
        return store.query(text, base_iri=names.BASE, **dataset)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise bad_query(str(error)) from error
