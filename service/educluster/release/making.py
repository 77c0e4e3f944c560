"""The handler that writes files of a release in a process of its own, which is ended afterwards."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import msgspec

from educluster.catalogue import Edition
from educluster.config import Settings
from educluster.errors import Unavailable
from educluster.release import files
from educluster.store import Release
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot
from educluster.workers import Bounds, Json, Pool, Write

_SECONDS = 300.0  # it takes some seconds on a quiet machine
_MEMORY_MB = 2048


def pool(settings: Settings) -> Pool:
    """Return the process, which is started when it is asked."""
    return Pool("educluster.release.making:making_worker", {}, _bounds(settings))


def ask(pool: Pool, release: Release, piece: str, folder: Path) -> Edition:
    """Return what was written into a folder: one piece of the release.

    Raises what `Pool.ask` raises, Unavailable among it, where there is no room.
    """
    told = {"release": release.release, "version": release.version, "date": release.date, "piece": piece}
    answer = pool.ask({**told, "store": release.store.as_posix(), "folder": folder.as_posix()})
    return msgspec.json.decode(answer.whole(), type=Edition)


def making_worker() -> Callable[[Json, bytes, Write], Json]:
    """Return the handler: it is told the store of a release, what that is, a piece, and a folder."""
    opened = lru_cache(1)(Snapshot)  # one piece is asked for after the other

    def make(options: Json, _: bytes, write: Write) -> Json:
        told = Head(*(str(options[each]) for each in ("version", "date", "release")))
        folder = Path(str(options["folder"]))
        try:
            snapshot = opened(Path(str(options["store"])))
            edition = files.write_parts(snapshot, told, folder, {str(options["piece"])})
        except OSError as error:
            raise Unavailable(
                f"the files cannot be written to {folder} ({error})", "make room there"
            ) from error
        write(msgspec.json.encode(edition))
        return {}

    return make


def _bounds(settings: Settings) -> Bounds:
    seconds = max(settings.query_seconds, _SECONDS) if settings.query_seconds else 0
    memory = max(settings.query_mb, _MEMORY_MB)
    return Bounds(seconds=seconds, seconds_name="--query-seconds", memory_mb=memory, memory_name="--query-mb")
