"""Evaluate one query at a time in a worker, on a checkpoint that nobody writes to."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from typing import BinaryIO, cast

import pyoxigraph

from educluster import names
from educluster.errors import BadQuery, NotAcceptable
from educluster.workers import Json, Write

Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples

_WARMING = (
    "SELECT ?class (COUNT(*) AS ?count) WHERE { ?s a ?class } GROUP BY ?class ORDER BY DESC(?count) LIMIT 1"
)
_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#x?0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]);")
_ELEMENT = re.compile(r"[^\W\d][\w.\-]*$")
_PLACE = re.compile(r"^error at (\d+):(\d+): ", re.MULTILINE)
_RESULTS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}


def query_worker(checkpoint: str) -> Callable[[Json, bytes, Write], Json]:
    """Open a checkpoint, warm it with one query, and return the handler of queries.

    The body is the query's text; the options are `media_type`, `graphs` (those of its FROM clauses),
    `default_graphs` and `named_graphs` (those of the request, which win over FROM).
    """
    store = pyoxigraph.Store.read_only(checkpoint)
    list(cast(pyoxigraph.QuerySolutions, store.query(_WARMING)))  # a memory limit set earlier aborts RocksDB
    known = {str(graph)[1:-1] for graph in store.named_graphs()}

    def handle(options: Json, body: bytes, write: Write) -> Json:
        results = _evaluate(store, body.decode(), _dataset(options, known))
        _serialize(results, str(options["media_type"]), write)
        return {}

    return handle


def _dataset(options: Json, known: set[str]) -> dict[str, object]:
    """Return the dataset as pyoxigraph wants it: all graphs as one where nothing is asked for.

    Raises BadQuery for a graph that is not here, since an empty answer would mislead.
    Source: SPARQL 1.1 Protocol, section 2.1.4.
    """
    asked = {
        key: cast(list[str], options.get(key) or []) for key in ("graphs", "default_graphs", "named_graphs")
    }
    for graph in sorted({graph for graphs in asked.values() for graph in graphs} - known):
        raise BadQuery(
            f"there is no graph <{graph}> here", "SELECT DISTINCT ?g { GRAPH ?g {} } lists those there are"
        )
    if asked["default_graphs"] or asked["named_graphs"]:
        return {
            "default_graph": [pyoxigraph.NamedNode(graph) for graph in asked["default_graphs"]],
            "named_graphs": [pyoxigraph.NamedNode(graph) for graph in asked["named_graphs"]],
        }
    # With the union, FROM would be passed over in silence.
    return {"use_default_graph_as_union": not asked["graphs"]}


def _evaluate(store: pyoxigraph.Store, text: str, dataset: dict[str, object]) -> Results:
    try:
        return store.query(text, **dataset)  # type: ignore[arg-type]
    except SyntaxError as error:
        raise _bad_query(str(error)) from error
    except (RuntimeError, OSError) as error:  # a function that is not known is told only when it is called
        raise BadQuery(str(error), "use the functions of SPARQL 1.1") from error


def _bad_query(message: str) -> BadQuery:
    found = _PLACE.search(message)
    place = (int(found[1]), int(found[2])) if found else (None, None)
    problem = _PLACE.sub("", message).strip()
    if problem.startswith("expected"):  # all that could follow: the words say enough, the characters do not
        words = sorted(set(re.findall(r"\b[A-Z]{2,}\b", problem)))
        problem = f"this cannot stand here{'; it could be ' + ', '.join(words) if words else ''}"
    return BadQuery(f"the query cannot be parsed: {problem}", "mend it there and ask again", *place)


class _Pipe:
    """A file to pyoxigraph, which writes to it in pieces of at most 8 KiB."""

    def __init__(self, write: Write, is_xml: bool) -> None:
        self._write, self._is_xml = write, is_xml

    def write(self, data: bytes) -> int:
        """Hand a piece on.

        Raises NotAcceptable for what XML cannot hold.  Source: XML 1.0, section 2.2.
        """
        if self._is_xml and _NOT_IN_XML.search(data):
            remedy = "ask for JSON or Turtle"
            raise NotAcceptable("the answer holds a control character, which XML cannot carry", remedy)
        self._write(data)
        return len(data)

    def flush(self) -> None:
        """Do nothing: the worker flushes when the answer is complete."""


def _serialize(results: Results, media_type: str, write: Write) -> None:
    pipe = cast(BinaryIO, _Pipe(write, media_type.endswith("xml")))
    try:
        if isinstance(results, pyoxigraph.QueryTriples):
            kind = pyoxigraph.RdfFormat.from_media_type(media_type)
            triples = _nameable(results) if kind == pyoxigraph.RdfFormat.RDF_XML else results
            pyoxigraph.serialize(triples, pipe, kind, prefixes=dict(names.PREFIXES))
        else:
            results.serialize(pipe, _RESULTS[media_type])
    except RuntimeError as error:
        raise BadQuery(str(error), "use the functions of SPARQL 1.1") from error
    except OSError as error:
        remedy = "ask for Turtle, N-Triples or TriG"
        raise NotAcceptable(f"the answer cannot be written as {media_type}: {error}", remedy) from error


def _nameable(triples: Iterable[pyoxigraph.Triple]) -> Iterator[pyoxigraph.Triple]:
    """Yield triples whose predicates can be element names, which all are in RDF/XML.

    Raises NotAcceptable for another.  Source: RDF/XML, section 2.8, and XML names.
    """
    for triple in triples:
        if not _ELEMENT.search(triple.predicate.value):
            problem = f"RDF/XML has no way to write the property <{triple.predicate.value}>"
            raise NotAcceptable(problem, "ask for Turtle or JSON-LD")
        yield triple
