"""Load the packaged graphs into the data folder, once for each release, and publish a checkpoint."""

from __future__ import annotations

import json
import os
import shutil
import time
from dataclasses import dataclass
from pathlib import Path

import pyoxigraph

from educluster import artifacts, names
from educluster.errors import Unavailable

_DERIVED = pyoxigraph.NamedNode(names.GRAPH + "derived")
_PATIENCE_SECONDS = 60


@dataclass(frozen=True)
class Loaded:
    """A release in a data folder: the checkpoint that workers open, and how many triples it holds."""

    release: str
    checkpoint: Path
    triples: int


def prepare(data: Path) -> Loaded:
    """Return the checkpoint of the packaged release, loading it first where the folder has another.

    Raises Unavailable when the folder cannot be written, or another process loads it for too long.
    """
    release = artifacts.release()
    if found := _published(data, release):
        return found
    try:
        data.mkdir(parents=True, exist_ok=True)
        store = _open(data / "store")
        return _published(data, release) or _load(data, store, release)
    except OSError as error:
        raise Unavailable(
            f"the data folder {data} cannot be used ({error})", "name another with --data"
        ) from error


def _published(data: Path, release: str) -> Loaded | None:
    folder = data / "checkpoints" / release
    try:
        triples = int(json.loads((folder / "about.json").read_text())["triples"])
    except (OSError, ValueError, KeyError):  # not there, or cut off by a power failure: it is made anew
        return None
    return Loaded(release, folder / "store", triples) if (folder / "store").is_dir() else None


def _load(data: Path, store: pyoxigraph.Store, release: str) -> Loaded:
    fill(store)
    store.flush()
    whole, part = data / "checkpoints" / release, data / "checkpoints" / f"{release}.partial"
    for folder in (whole, part):
        shutil.rmtree(folder, ignore_errors=True)
    part.mkdir(parents=True)
    store.backup((part / "store").as_posix())
    _write_durably(part / "about.json", json.dumps({"release": release, "triples": len(store)}))
    part.rename(whole)  # at once: a checkpoint is there whole, or not at all
    _forget_others(data / "checkpoints", release)
    return Loaded(release, whole / "store", len(store))


def _write_durably(path: Path, text: str) -> None:
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


def _open(folder: Path) -> pyoxigraph.Store:
    """Open the store for writing, which RocksDB lets one process do at a time: the others wait for it."""
    until = time.monotonic() + _PATIENCE_SECONDS
    while True:
        try:
            return pyoxigraph.Store(folder.as_posix())
        except OSError as error:
            if "lock" not in str(error).lower():
                raise
            if time.monotonic() > until:
                remedy = "stop the process that uses it, or name another folder with --data"
                raise Unavailable(f"the store in {folder} is in use", remedy) from error
            time.sleep(0.1)


def fill(store: pyoxigraph.Store) -> None:
    """Put the packaged graphs in the place of those that are there, and derive what is computed."""
    for graph in list(store.named_graphs()):
        store.remove_graph(graph)
    for source in artifacts.sources():
        store.bulk_load(path=source.path, to_graph=pyoxigraph.NamedNode(names.GRAPH + source.graph))
    derive(store)


def derive(store: pyoxigraph.Store) -> None:
    """Add what follows from a store's graphs to its graph `derived`."""
    derivations = [path.read_text() for path in artifacts.derivations()]
    while sum(_derive(store, query) for query in derivations):
        pass  # what one of them derives may be what another starts from


def _derive(store: pyoxigraph.Store, query: str) -> int:
    """Add what a query constructs and is nowhere yet: each triple stands in one graph.  Return how many."""
    triples = store.query(query, use_default_graph_as_union=True)
    if not isinstance(triples, pyoxigraph.QueryTriples):
        raise TypeError("a derivation is a CONSTRUCT")
    new = [
        pyoxigraph.Quad(triple.subject, triple.predicate, triple.object, _DERIVED)
        for triple in set(triples)
        if next(store.quads_for_pattern(triple.subject, triple.predicate, triple.object, None), None) is None
    ]
    store.bulk_extend(new)
    return len(new)


def _forget_others(checkpoints: Path, release: str) -> None:
    """Remove the checkpoints of other releases, but for the newest, which may still be served."""
    others = [folder for folder in checkpoints.iterdir() if folder.name != release]
    for folder in sorted(others, key=lambda folder: folder.stat().st_mtime)[:-1]:
        shutil.rmtree(folder, ignore_errors=True)
