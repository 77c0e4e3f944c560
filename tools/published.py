"""Add to ontology/published.csv each IRI that is new, and what is meant by each now; tell what changed.

Run it after a change of the data, and look at the difference before it is committed: a line never goes away,
and another digest says that a term is defined otherwise, or is tied to other terms.  Is its meaning another,
then take a new IRI, and deprecate the old one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import cast

import pyoxigraph

from educluster import artifacts, documents, names, versions
from educluster.graphs import Graph
from educluster.rulebook import book
from educluster.store import loading
from educluster.versions import Kind, Vocabulary

_ATTESTED = (
    f"SELECT ?label WHERE {{ ?label a <{names.SKOSXL}Label> FILTER(STRSTARTS(STR(?label), '{names.BASE}')) }}"
)


def filled() -> pyoxigraph.Store:
    """Return the packaged graphs, and what is derived from them, in memory."""
    store = pyoxigraph.Store()
    loading.fill(store)
    return store


def named(store: pyoxigraph.Store) -> Vocabulary:
    """Return what a store of the packaged graphs names."""
    query = artifacts.terms_query().read_text(encoding="utf-8")
    triples = cast(pyoxigraph.QueryTriples, store.query(query, use_default_graph_as_union=True))
    body = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.N_TRIPLES) or b""
    return versions.read(Graph(documents.read(body, "application/n-triples").triples), artifacts.release())


def others(store: pyoxigraph.Store) -> dict[str, Kind]:
    """Return the names that are no part of a vocabulary: attested forms, and rules."""
    rows = cast(pyoxigraph.QuerySolutions, store.query(_ATTESTED, use_default_graph_as_union=True))
    return {
        **dict.fromkeys((row["label"].value for row in rows), Kind.LABEL),
        **dict.fromkeys(_rules(), Kind.RULE),
    }


def _rules() -> Iterator[str]:
    for name in book().names:
        yield from (each.shape for each in book().profile(name).own)


def main() -> int:
    """Write the list anew; 1 where it says of something published that it is gone, or is something else."""
    store = filled()
    vocabulary, beside = named(store), others(store)
    file = artifacts.published()
    before = versions.published(file.read_text(encoding="utf-8")) if file.exists() else {}
    told = versions.broken(before, vocabulary, beside)
    file.write_text(versions.written(versions.add(before, vocabulary, beside)), encoding="utf-8")
    print("\n".join(told) or "nothing changed")
    return int(bool(versions.broken(versions.add(before, vocabulary, beside), vocabulary, beside)))


if __name__ == "__main__":
    sys.exit(main())
