"""Make a backup of what is committed, while the service goes on."""

from __future__ import annotations

import time
from datetime import UTC, datetime
from pathlib import Path

from educluster import __version__, store
from educluster.errors import BadParameter, Unavailable
from educluster.keep import manifest
from educluster.keep.archive import Writing, writing
from educluster.keep.manifest import FORMAT, Manifest
from educluster.store import Dump, Loaded

SETTINGS = ("format.json", "tokens.json")


def back_up(data: Path, file: Path) -> Manifest:
    """Write a backup of a data folder's newest version.

    Raises BadParameter for a file that is there, Unavailable where there are no data or no room for them.
    """
    if file.exists():
        raise BadParameter(f"{file} is there already", "name a new file: a backup never replaces another")
    if not file.absolute().parent.is_dir():
        raise BadParameter(f"there is no folder for {file}", "make it, or name another file")
    try:
        with store.reading(data) as loaded, writing(file, time.time()) as archive:
            return _write(archive, loaded, data)
    except OSError as error:
        problem = f"the backup of {data} cannot be written to {file} ({error})"
        raise Unavailable(problem, "look at the room and the permissions there") from error


def _write(archive: Writing, loaded: Loaded, data: Path) -> Manifest:
    dump = Dump(loaded.checkpoint)
    graphs = tuple(archive.add_graph(graph, dump.lines(graph, archive.scratch)) for graph in dump.graphs())
    present = [name for name in SETTINGS if (data / name).is_file()]
    settings = tuple(archive.add_file(f"settings/{name}", (data / name).read_bytes()) for name in present)
    told = Manifest(
        format=FORMAT,
        made_by=f"educluster {__version__}",
        made=datetime.now(UTC).isoformat(timespec="seconds"),
        release=loaded.release,
        version=loaded.version,
        triples=sum(graph.triples for graph in graphs),
        graphs=graphs,
        settings=settings,
    )
    written = manifest.write(told)
    archive.add_file(manifest.NAME, written)
    archive.add_file(manifest.SUM, manifest.sums(written))
    return told
