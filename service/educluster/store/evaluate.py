"""Answer one request at a time in a worker, on a checkpoint that nobody writes to."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from pathlib import Path
from typing import cast

import pyoxigraph

from educluster import names, platform
from educluster.errors import BadQuery, NotFound, Unavailable
from educluster.store.checkpoints import reading
from educluster.store.dialect import Form, Query, columns, inspect
from educluster.store.explaining import Explainer, Known
from educluster.store.mistakes import bad_query, damaged, mistake
from educluster.store.serializing import Results, graph_name, serialize, write_graph
from educluster.workers import SPOILT, Json, Write

_WARMING = (
    "SELECT ?class (COUNT(*) AS ?count) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?count) LIMIT 1"
)
_TOLD = ("graphs", "services", "changing", "variables", "star")
_EMPTY = pyoxigraph.Store()


def query_worker(data: str) -> Callable[[Json, bytes, Write], Json]:
    """Open the newest checkpoint of a data folder, warm it with one query, and return the handler.

    The option `job` says what to do: "query", "explain" or "inspect" (the body is its text), "graph",
    "graphs", "exists"; `checkpoint` on which, as a path: where it cannot be opened, on the newest, whose
    `version` is said.  `apart` says that it is no checkpoint of the live store, but a release: it is opened
    beside that, and nothing else answers in its place.
    A query has `media_type`, `rows` (how many at most, 0 for all), `graphs` (those of its FROM clauses),
    `default_graphs` and `named_graphs` (those of the request, which win over FROM), for a SELECT *
    `star`: the place of the star, and the variables in their order, and `bindings`: by variable the kind
    ("iri" or "literal"), value, language and datatype of the term that it stands for.
    """
    return _Reader(Path(data))


@dataclass(frozen=True)
class _Opened:
    """A store that is open, its path, and its version where that has to be said with each answer."""

    store: pyoxigraph.Store = _EMPTY
    path: str = ""
    version: str = ""


class _Reader:
    """The handler; it has one checkpoint of the live store and one release open at a time."""

    def __init__(self, data: Path) -> None:
        self._data = data
        self._live = self._apart = _Opened()
        self._open_newest()
        # A memory limit that is set before the first query aborts RocksDB.
        list(cast(pyoxigraph.QuerySolutions, self._live.store.query(_WARMING)))

    def __call__(self, options: Json, body: bytes, write: Write) -> Json:
        opened = self._release(options) if options.get("apart") else self._checkpoint(options)
        try:
            said = _JOBS[str(options.get("job", "query"))](opened.store, options, body, write)
        except (RuntimeError, OSError) as error:
            raise mistake(error, options) from error
        return {**said, "version": opened.version} if opened.version else said

    def _checkpoint(self, options: Json) -> _Opened:
        wanted = str(options.get("checkpoint", self._live.path))
        if wanted != self._live.path:
            self._live = _Opened()  # let it go before: two at once would need more memory
            try:
                self._live = _opened(wanted)
            except Unavailable:
                self._open_newest()
        return self._live

    def _release(self, options: Json) -> _Opened:
        """Return a release; raises Unavailable."""
        wanted = str(options["checkpoint"])
        if wanted != self._apart.path:
            self._apart = _Opened()
            try:
                self._apart = _opened(wanted)
            except Unavailable as error:
                problem = f"the release {Path(wanted).parent.name} was removed, or cannot be read"
                raise Unavailable(problem, "name another: educluster store releases lists them") from error
        return self._apart

    def _open_newest(self) -> None:
        with reading(self._data) as loaded:
            # Nobody asked for its version: it is said with the answer.
            self._live = replace(_opened(loaded.checkpoint.as_posix()), version=loaded.version)


def _opened(path: str) -> _Opened:
    """Open a store to read; raises Unavailable."""
    try:
        with platform.room():
            return _Opened(pyoxigraph.Store.read_only(path), path)
    except (OSError, RuntimeError) as error:
        raise damaged(str(error)) from error


def _query(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    text = body.decode()
    if star := cast(list[object], options.get("star")):
        place, *variables = star
        text = _in_order(text, cast(int, place), tuple(map(str, variables)))
    asked, most = str(options["media_type"]), cast(int, options.get("rows", 0))
    chosen = {**_dataset(options, store), **_bindings(options)}
    return serialize(_evaluate(store, text, chosen), asked, most, write)


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


def _explain(store: pyoxigraph.Store, options: Json, body: bytes, write: Write) -> Json:
    """Say why a query has no answer, within `seconds`; `is_empty` says that it is known to have none.

    Where a question still goes on, this process is of no further use.
    """
    bound = cast(Mapping[pyoxigraph.Variable, Known], _bindings(options).get("substitutions") or {})
    named = {variable.value: term for variable, term in bound.items()}
    seconds, is_empty = cast(float, options["seconds"]), bool(options.get("is_empty"))
    explainer = Explainer(store, body.decode(), _dataset(options, store), named, seconds, is_empty)
    try:
        told = explainer.explain().packed()
    except SyntaxError as error:
        raise bad_query(str(error)) from error
    return {**told, SPOILT: True} if explainer.busy else told


_JOBS = {
    "inspect": _inspect, "query": _query, "explain": _explain, "graph": _graph, "graphs": _graphs,
    "exists": _exists,
}  # fmt: skip


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


def _bindings(options: Json) -> dict[str, object]:
    """Return the values of variables as pyoxigraph wants them; the text of the query is left as it is."""
    bindings = cast(Mapping[str, Sequence[str]], options.get("bindings") or {})
    terms = {pyoxigraph.Variable(name): _term(*each) for name, each in bindings.items()}
    return {"substitutions": terms} if terms else {}


def _term(kind: str, value: str, language: str, datatype: str) -> pyoxigraph.NamedNode | pyoxigraph.Literal:
    if kind == "iri":
        return _named(value)
    if language:
        return pyoxigraph.Literal(value, language=language)
    return pyoxigraph.Literal(value, datatype=pyoxigraph.NamedNode(datatype) if datatype else None)


def _named(graph: str) -> pyoxigraph.NamedNode:
    try:
        return pyoxigraph.NamedNode(graph)
    except ValueError as error:
        raise BadQuery(f"«{graph}» is no IRI", "name a graph by its whole IRI") from error


def _evaluate(store: pyoxigraph.Store, text: str, chosen: dict[str, object]) -> Results:
    try:
        return store.query(text, base_iri=names.BASE, **chosen)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise bad_query(str(error)) from error
