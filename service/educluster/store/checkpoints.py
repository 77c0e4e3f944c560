"""Checkpoints: the state of the store after a commit, as a read-only folder that readers open.

A checkpoint is `<data>/checkpoints/<release>-<number>/` with `store/` (hard links, as RocksDB makes them) and
`about.json`.  It is made beside its place and renamed: it is there whole, or not at all.  Who reads one holds
a shared lock on its file `lock`; nobody removes it meanwhile, whichever process it is.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph

from educluster import platform
from educluster.errors import Unavailable

_NAME = re.compile(r"([0-9a-f]{16})-([0-9]{6,})(\.partial)?")
_FOLDER, _ABOUT, _STORE, _LOCK = "checkpoints", "about.json", "store", "lock"
_ATTEMPTS = 100


@dataclass(frozen=True)
class Loaded:
    """A version of the data: the checkpoint that workers open, and how many triples were last counted."""

    release: str
    version: str
    checkpoint: Path
    triples: int
    counted: bool = True  # else an earlier version was counted

    @property
    def number(self) -> int:
        """Return which commit of its folder this is."""
        return int(self.version.rpartition("-")[2])


def newest(data: Path) -> Loaded:
    """Return the newest whole checkpoint.

    Raises Unavailable where there is none.
    """
    if found := next(whole(data), None):
        return found
    raise Unavailable(f"there is no checkpoint in {data} yet", "start the service, which makes one")


def whole(data: Path) -> Iterator[Loaded]:
    """Yield the whole checkpoints, the newest first."""
    for _, release, folder in _all(data):
        try:
            about = json.loads((folder / _ABOUT).read_text())
            triples, counted = int(about["triples"]), about["counted"] is True
        except (OSError, ValueError, KeyError, TypeError):  # removed meanwhile, or cut off by a power failure
            continue
        if (folder / _STORE).is_dir():
            yield Loaded(release, folder.name, folder / _STORE, triples, counted)


def last_number(data: Path) -> int:
    """Return the highest number that a checkpoint has or was to have; 0 where there is none."""
    return max((number for number, _, _ in _all(data, partial=True)), default=0)


def _all(data: Path, partial: bool = False) -> list[tuple[int, str, Path]]:
    """Return number, release and folder of each checkpoint, the newest first."""
    try:
        folders = list((data / _FOLDER).iterdir())
    except OSError:
        return []
    named = [(found, folder) for folder in folders if (found := _NAME.fullmatch(folder.name))]
    kept = [(int(found[2]), found[1], folder) for found, folder in named if partial or not found[3]]
    return sorted(kept, reverse=True)


def publish(
    data: Path, store: pyoxigraph.Store, release: str, number: int, uncounted: int | None = None
) -> Loaded:
    """Flush a store and make a checkpoint of it, with its triples counted, or those of the last count.

    Raises OSError.
    """
    store.flush()
    version = f"{release}-{number:06d}"
    folder, part = data / _FOLDER / version, data / _FOLDER / f"{version}.partial"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    store.backup((part / _STORE).as_posix())
    triples = len(store) if uncounted is None else uncounted
    loaded = Loaded(release, version, folder / _STORE, triples, uncounted is None)
    (part / _LOCK).touch()
    _tell(part, loaded)
    part.rename(folder)
    return loaded


def recount(loaded: Loaded, triples: int) -> Loaded:
    """Return a checkpoint with its triples counted, as its folder tells from now on."""
    counted = replace(loaded, triples=triples, counted=True)
    _tell(loaded.checkpoint.parent, counted)
    return counted


def _tell(folder: Path, loaded: Loaded) -> None:
    about = {key: getattr(loaded, key) for key in ("release", "version", "triples", "counted")}
    fresh = folder / f"{_ABOUT}.fresh"
    write_durably(fresh, json.dumps(about))
    fresh.rename(folder / _ABOUT)


def write_durably(path: Path, text: str) -> None:
    """Write a file that is on disk when this returns."""
    with path.open("w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())


@contextmanager
def reading(data: Path) -> Iterator[Loaded]:
    """Give the newest checkpoint, which no process removes as long as it is read.

    Raises Unavailable where there is none.
    """
    for _ in range(_ATTEMPTS):
        loaded = newest(data)
        lock = loaded.checkpoint.parent / _LOCK
        try:
            held = platform.hold(lock)
        except OSError:  # it has just been removed: there is a newer one
            continue
        with held:
            if lock.exists():
                yield loaded
                return
    raise Unavailable(f"the checkpoints in {data} cannot be read", "look at the rights of the folder")


def sweep(data: Path, keep: Callable[[str], bool]) -> None:
    """Remove the checkpoints whose version is not to be kept and that no process reads."""
    for _, _, folder in _all(data):
        if not keep(folder.name):
            _remove(folder)


def _remove(folder: Path) -> None:
    try:
        lock = platform.hold(folder / _LOCK, alone=True)
    except FileNotFoundError:
        shutil.rmtree(folder, ignore_errors=True)
        return
    except OSError:  # somebody reads it
        return
    with lock:
        (folder / _LOCK).unlink(missing_ok=True)  # whoever waits for it looks for a newer one
        (folder / _ABOUT).unlink(missing_ok=True)  # from now on it is not whole
        shutil.rmtree(folder, ignore_errors=True)


def clean(data: Path) -> None:
    """Remove what a process that was killed had begun, and the checkpoints of the format before this one."""
    try:
        folders = list((data / _FOLDER).iterdir())
    except OSError:
        return
    for folder in folders:
        found = _NAME.fullmatch(folder.name)
        if not found or found[3]:
            shutil.rmtree(folder, ignore_errors=True)
