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
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path

import pyoxigraph

from educluster import platform
from educluster.errors import Unavailable
from educluster.store import files

_NAME = re.compile(r"([0-9a-f]{16})-([0-9]{6,})(\.partial)?")
_FOLDER, _ABOUT, _STORE, _LOCK, _PARTIAL = "checkpoints", "about.json", "store", "lock", ".partial"
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
            sound = about.get("files", {}).items() <= files.sizes(folder / _STORE).items()
        except (OSError, ValueError, KeyError, TypeError, AttributeError):  # removed meanwhile, or cut off
            continue
        if sound:
            yield Loaded(release, folder.name, folder / _STORE, triples, counted)


def last_number(data: Path) -> int:
    """Return the highest number that a checkpoint has or was to have; 0 where there is none."""
    return max((number for number, _, _ in _all(data, partial=True)), default=0)


def versions(data: Path, before: int) -> list[str]:
    """Return the versions below a number that have a checkpoint, the oldest first, also those cut off."""
    return [folder.name for number, _, folder in reversed(_all(data)) if number < before]


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
    part = _begun(data, release, number)
    store.backup((part / _STORE).as_posix())
    if not files.is_listed(data / _STORE, part / _STORE):  # after a flush RocksDB adds to its list
        shutil.rmtree(part / _STORE)
        store.backup((part / _STORE).as_posix())
    triples = len(store) if uncounted is None else uncounted
    loaded = Loaded(release, part.stem, part / _STORE, triples, uncounted is None)
    write_durably(part / _ABOUT, _about(loaded, files.list_of(loaded.checkpoint)))
    return _finished(loaded)


def publish_log(data: Path, log: Path, last: Loaded, number: int) -> Loaded | None:
    """Make a checkpoint of the last one and the log of the store, which is on disk before; it is not counted.

    Only the log has to be: what a power failure leaves of a checkpoint that it cuts short is not whole, and
    the store is published anew.  None where more than the log has changed.  Raises OSError.
    """
    part = _begun(data, last.release, number)
    if not files.advance(log, last.checkpoint, part / _STORE):
        return None
    loaded = Loaded(last.release, part.stem, part / _STORE, last.triples, counted=False)
    (part / _ABOUT).write_text(_about(loaded, files.list_of(log.parent)))
    return _finished(loaded)


def _begun(data: Path, release: str, number: int) -> Path:
    part = data / _FOLDER / f"{release}-{number:06d}{_PARTIAL}"
    shutil.rmtree(part, ignore_errors=True)
    part.mkdir(parents=True)
    return part


def _finished(loaded: Loaded) -> Loaded:
    """Put a checkpoint that is complete in its place."""
    part = loaded.checkpoint.parent
    (part / _LOCK).touch()
    folder = part.rename(part.with_suffix(""))
    return replace(loaded, checkpoint=folder / _STORE)


def recount(loaded: Loaded, triples: int) -> Loaded:
    """Return a checkpoint with its triples counted, as its folder tells from now on."""
    counted = replace(loaded, triples=triples, counted=True)
    about = loaded.checkpoint.parent / _ABOUT
    fresh = about.with_suffix(".fresh")
    write_durably(fresh, _about(counted, listed(loaded)))
    fresh.rename(about)
    return counted


def listed(loaded: Loaded) -> dict[str, int]:
    """Return the list of tables that the store had when a checkpoint was made of it."""
    try:
        told: dict[str, int] = json.loads((loaded.checkpoint.parent / _ABOUT).read_text())["listed"]
    except (OSError, ValueError, KeyError, TypeError):  # one that an earlier version made
        return files.list_of(loaded.checkpoint)
    return told


def _about(loaded: Loaded, listed: Mapping[str, int]) -> str:
    about = {key: getattr(loaded, key) for key in ("release", "version", "triples", "counted")}
    return json.dumps({**about, "files": files.sizes(loaded.checkpoint), "listed": listed})


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
