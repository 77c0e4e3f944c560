"""Write what a query found in the format that is wanted, and say how much it was; hides the serialisers."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import BinaryIO, cast

import pyoxigraph

from educluster import names
from educluster.errors import NotAcceptable
from educluster.store.rows import CUT_LINK, Full, Rows
from educluster.workers import Json, Write

Results = pyoxigraph.QuerySolutions | pyoxigraph.QueryBoolean | pyoxigraph.QueryTriples
Triples = Iterable[pyoxigraph.Triple]

_NOT_IN_XML = re.compile(rb"[\x00-\x08\x0b\x0c\x0e-\x1f]|&#x?0*(?:[0-8bcefBCEF]|1[0-9a-fA-F]);")
_ELEMENT = re.compile(r"[^\W\d][\w.\-]*$")
_PREFIXES = dict(names.PREFIXES)
_RESULTS = {
    "application/sparql-results+json": pyoxigraph.QueryResultsFormat.JSON,
    "application/sparql-results+xml": pyoxigraph.QueryResultsFormat.XML,
    "text/csv": pyoxigraph.QueryResultsFormat.CSV,
    "text/tab-separated-values": pyoxigraph.QueryResultsFormat.TSV,
}
_COMMENTS = {  # where a graph that was cut off can say so
    "text/turtle": "# {}\n",
    "application/trig": "# {}\n",
    "application/n-triples": "# {}\n",
    "application/n-quads": "# {}\n",
    "application/rdf+xml": "\n<!-- {} -->\n",
}


def serialize(results: Results, media_type: str, most: int, write: Write) -> Json:
    """Write results, of which at most so many solutions or triples (0: all), and say how many they were.

    Said are `rows`, and `cut` where there were more; not of a truth value.
    Raises NotAcceptable for what XML cannot hold, RuntimeError and OSError as the engine does.
    """
    if media_type.endswith("xml"):
        write = _for_xml(write)
    if isinstance(results, pyoxigraph.QueryTriples):
        return _write_triples(results, media_type, most, write)
    if isinstance(results, pyoxigraph.QuerySolutions):
        return _write_solutions(results, media_type, most, write)
    results.serialize(_file(_Output(write)), _RESULTS[media_type])
    return {}


def write_graph(store: pyoxigraph.Store, graph: str, media_type: str, write: Write) -> None:
    """Write the graph of that name, "" being the unnamed one.

    Raises as `serialize` does.
    """
    output = _Output(_for_xml(write) if media_type.endswith("xml") else write)
    kind, source = _kind(media_type), graph_name(graph)
    if kind == pyoxigraph.RdfFormat.RDF_XML:
        quads = store.quads_for_pattern(None, None, None, source)
        triples = _nameable(quad.triple for quad in quads)
        pyoxigraph.serialize(triples, _file(output), kind, prefixes=_PREFIXES)
    else:
        store.dump(_file(output), kind, from_graph=source, prefixes=_PREFIXES)


def graph_name(iri: str) -> pyoxigraph.NamedNode | pyoxigraph.DefaultGraph:
    """Return the name of a graph as the engine has it; "" is the unnamed one."""
    return pyoxigraph.NamedNode(iri) if iri else pyoxigraph.DefaultGraph()


class _Output:
    """A file to pyoxigraph, which writes to it in pieces of at most 8 KiB."""

    def __init__(self, write: Write) -> None:
        self._write = write

    def write(self, piece: bytes) -> int:
        """Hand a piece on."""
        self._write(piece)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: the worker flushes when the answer is complete."""


def _file(output: _Output | Rows) -> BinaryIO:
    return cast(BinaryIO, output)


def _kind(media_type: str) -> pyoxigraph.RdfFormat:
    kind = pyoxigraph.RdfFormat.from_media_type(media_type)
    if kind is None:
        raise ValueError(f"{media_type} is no serialisation of RDF")
    return kind


def _for_xml(write: Write) -> Write:
    """Return a writer that refuses what XML cannot hold.  Source: XML 1.0, section 2.2."""

    def checked(piece: bytes) -> object:
        if _NOT_IN_XML.search(piece):
            remedy = "ask for JSON or Turtle"
            raise NotAcceptable("the answer holds a control character, which XML cannot carry", remedy)
        return write(piece)

    return checked


def _write_solutions(solutions: pyoxigraph.QuerySolutions, media_type: str, most: int, write: Write) -> Json:
    rows = Rows(media_type, [variable.value for variable in solutions.variables], most, write)
    try:
        solutions.serialize(_file(rows), _RESULTS[media_type])
        rows.end()
    except Full:  # the engine need not find the rest
        pass
    return {"rows": rows.count, "cut": f"rows={most}"} if rows.cut else {"rows": rows.count}


def _write_triples(triples: Triples, media_type: str, most: int, write: Write) -> Json:
    kind, counted = _kind(media_type), _Counted(triples, most)
    chosen = _nameable(counted) if kind == pyoxigraph.RdfFormat.RDF_XML else counted
    pyoxigraph.serialize(chosen, _file(_Output(write)), kind, prefixes=_PREFIXES)
    if not counted.cut:
        return {"rows": counted.count}
    if media_type in _COMMENTS:
        words = f"cut off after {most} triples: {CUT_LINK}"
        write(_COMMENTS[media_type].format(words).encode())
    return {"rows": counted.count, "cut": f"triples={most}"}


class _Counted:
    """Triples, so many at most; 0 is any number."""

    def __init__(self, triples: Triples, most: int) -> None:
        self._triples, self._most = triples, most
        self.count, self.cut = 0, False

    def __iter__(self) -> Iterator[pyoxigraph.Triple]:
        for triple in self._triples:
            if self.count == self._most > 0:
                self.cut = True
                return
            self.count += 1
            yield triple


def _nameable(triples: Triples) -> Iterator[pyoxigraph.Triple]:
    """Yield triples whose predicates can be element names, which all are in RDF/XML.

    Raises NotAcceptable for another.  Source: RDF/XML, section 2.8, and XML names.
    """
    for triple in triples:
        if not _ELEMENT.search(triple.predicate.value):
            problem = f"RDF/XML has no way to write the property <{triple.predicate.value}>"
            raise NotAcceptable(problem, "ask for Turtle or JSON-LD")
        yield triple
