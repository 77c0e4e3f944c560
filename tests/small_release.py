"""A release of two small files, so that a data folder is made in no time; and a writer on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pyoxigraph

from educluster import artifacts, names, store
from educluster.artifacts import Source
from educluster.config import Settings
from educluster.store import loading
from educluster.write import Document, Writer

CLUSTERS = names.GRAPH + "corpus/clusters"
DERIVED = names.GRAPH + "derived"
MINE = "https://example.org/mine"
_DERIVE = "PREFIX e: <https://example.org/> CONSTRUCT { ?s e:called ?name } WHERE { ?s e:name ?name }"


def make(monkeypatch, folder: Path, *names_of_clusters: str) -> None:
    """Let the packaged data be one graph of clusters with these names, and what is derived from it."""
    folder.mkdir(exist_ok=True)
    lines = [f'e:c{number} e:name "{name}" .' for number, name in enumerate(names_of_clusters)]
    source, query, words = (folder / name for name in ("clusters.ttl", "called.rq", "words.yaml"))
    source.write_text("@prefix e: <https://example.org/> .\n" + "\n".join(lines))
    query.write_text(_DERIVE)
    words.write_text("{}\n")
    monkeypatch.setattr(artifacts, "root", lambda: folder)
    monkeypatch.setattr(artifacts, "sources", lambda: [Source(source, "corpus/clusters")])
    monkeypatch.setattr(artifacts, "derivations", lambda: [query])
    monkeypatch.setattr(artifacts, "questions", list)
    monkeypatch.setattr(artifacts, "question_words", lambda: words)


@contextmanager
def writing(data: Path, **settings: object) -> Iterator[Writer]:
    """Give a writer on a data folder, made where it is not there; it is closed on leaving."""
    writer = Writer(Settings(data=data, **settings), loading.prepare(data))
    try:
        writer.wait_until_ready()
        yield writer
    finally:
        writer.close()


def turtle(text: str) -> tuple[Document, ...]:
    return (Document(text.encode(), "text/turtle"),)


def graph(version: store.Loaded, iri: str | None) -> set[str]:
    """Return the triples of a graph in a version, as lines."""
    name = pyoxigraph.NamedNode(iri) if iri else pyoxigraph.DefaultGraph()
    opened = pyoxigraph.Store.read_only(version.checkpoint.as_posix())
    return {str(quad.triple) for quad in opened.quads_for_pattern(None, None, None, name)}


def graphs(version: store.Loaded) -> set[str]:
    opened = pyoxigraph.Store.read_only(version.checkpoint.as_posix())
    return {each.value for each in opened.named_graphs()}
