"""The data folder: its format, its store opened for writing, what a process that was killed left in it."""

from __future__ import annotations

import json
import os
import shutil
import time
from enum import Enum
from pathlib import Path

import pyoxigraph

from educluster import __version__, platform
from educluster.errors import Unavailable
from educluster.store import checkpoints, files

FORMAT = 2
PATIENCE_SECONDS = 30.0  # how long to wait for another process to give the store back

_MARK, _STORE, _FORMAT = "changing", "store", "format.json"


class Pending(Enum):
    """What is under way in a store since its last checkpoint."""

    NOTHING = ""
    CHANGES = "changes"  # each is there whole, or not at all: the state is sound
    STEPS = "steps"  # of one change, which is undone when it is cut off
    MENDING = "mending"  # files turned out to be damaged: it goes back to its last checkpoint


def check_format(data: Path) -> None:
    """Raise Unavailable for a folder that this version cannot read, or into which a restore was cut off."""
    if (data / "restoring").exists():
        raise Unavailable(f"a restore into {data} was cut off", "run it again: educluster store restore FILE")
    try:
        told = json.loads((data / _FORMAT).read_text())
        number, by = int(told["format"]), str(told.get("made_by", "a later version"))
    except FileNotFoundError:
        return
    except (OSError, ValueError, KeyError, TypeError, AttributeError) as error:
        remedy = f'write {{"format": {FORMAT}}} into it, or name another folder with --data'
        raise Unavailable(f"{data / _FORMAT} cannot be read ({error})", remedy) from error
    if number > FORMAT:
        problem = (
            f"the data folder {data} is of format {number}, made by {by}; this version reads up to {FORMAT}"
        )
        raise Unavailable(
            problem, "take that version: pip install --upgrade educluster; or name another folder with --data"
        )


def mark_format(data: Path) -> None:
    """Write down of which format a folder is."""
    if not (data / _FORMAT).exists():
        text = json.dumps({"format": FORMAT, "made_by": f"educluster {__version__}"})
        checkpoints.write_durably(data / f"{_FORMAT}.fresh", text + "\n")
        (data / f"{_FORMAT}.fresh").rename(data / _FORMAT)


def lay_out(data: Path, patience_seconds: float | None = None) -> pyoxigraph.Store:
    """Make a folder of the current format, and return its store, opened for writing.

    Raises Unavailable and OSError as `open_store` does.
    """
    data.mkdir(parents=True, exist_ok=True)
    mark_format(data)
    return open_store(data, patience_seconds)


def open_store(data: Path, patience_seconds: float | None = None) -> pyoxigraph.Store:
    """Open the store for writing, which RocksDB lets one process do at a time: the others wait for it.

    Raises Unavailable when that takes too long, OSError when the store is damaged or the disk full.
    """
    until = time.monotonic() + (PATIENCE_SECONDS if patience_seconds is None else patience_seconds)
    while True:
        try:
            with platform.room():
                return pyoxigraph.Store((data / _STORE).as_posix())
        except RuntimeError as error:  # as pyoxigraph tells what is corrupt
            raise OSError(str(error)) from error
        except OSError as error:
            if "lock" not in str(error).lower():
                raise
            if time.monotonic() > until:
                remedy = "stop the process that uses it, or name another folder with --data"
                raise Unavailable(f"the store in {data} is in use by another process", remedy) from error
            time.sleep(0.05)


def exists(data: Path) -> bool:
    """Return whether a folder has a store."""
    return (data / _STORE / "CURRENT").exists()


def identity(data: Path) -> int:
    """Return what the folder of the store is known by; another one comes when it goes back."""
    return (data / _STORE).stat().st_ino


def log_since(data: Path, loaded: checkpoints.Loaded) -> files.Log | None:
    """Return the log that the store has begun with a checkpoint; None where it has begun another."""
    return files.log_since(data / _STORE, loaded.checkpoint)


def continues(data: Path, loaded: checkpoints.Loaded) -> bool:
    """Return whether the store has all that the log of a checkpoint tells."""
    return files.continues(data / _STORE, loaded.checkpoint, checkpoints.listed(loaded))


def is_beyond(data: Path, loaded: checkpoints.Loaded) -> bool:
    """Return whether the log of the store may tell more than that of a checkpoint."""
    return files.is_beyond(data / _STORE, loaded.checkpoint)


def manifest_bytes(data: Path) -> int:
    """Return how large the store's list of changes to its files is; it is copied into each checkpoint."""
    sizes = [path.stat().st_size for path in (data / _STORE).glob("MANIFEST-*")]
    return max(sizes, default=0)


def pending(data: Path) -> Pending:
    """Return what was under way when the store was last used."""
    try:
        told = (data / _MARK).read_text()
    except FileNotFoundError:
        return Pending.NOTHING
    known = {each.value: each for each in (Pending.STEPS, Pending.MENDING)}
    return known.get(told, Pending.CHANGES)  # it may have been cut off


def note(data: Path, what: Pending) -> None:
    """Write down what is under way; durably where something is to be undone after a power failure, too."""
    mark = data / _MARK
    if what is Pending.NOTHING:
        mark.unlink(missing_ok=True)
    elif what is Pending.CHANGES:
        mark.write_text(what.value)
    else:
        checkpoints.write_durably(mark, what.value)


def go_back(data: Path, loaded: checkpoints.Loaded, aside: str) -> None:
    """Put the state of a checkpoint in the place of the store, which is moved to a folder beside it.

    Raises OSError.
    """
    part, store, kept = data / f"{_STORE}.partial", data / _STORE, data / f"{_STORE}.{aside}"
    for folder in (part, kept):
        shutil.rmtree(folder, ignore_errors=True)
    part.mkdir()
    for file in loaded.checkpoint.iterdir():
        if file.suffix == ".sst":  # never changed once it is written
            os.link(file, part / file.name)
        else:
            shutil.copy2(file, part / file.name)
    if store.exists():
        store.rename(kept)
    part.rename(store)


def clean(data: Path) -> None:
    """Remove what a process that was killed had begun; only who holds no store of this folder may."""
    checkpoints.clean(data)
    shutil.rmtree(data / f"{_STORE}.undone", ignore_errors=True)
    for orphan in (data / _STORE).glob("bulk-*.sst"):  # RocksDB has taken it over under a name of its own
        orphan.unlink(missing_ok=True)
