"""Open the store after whatever happened to it: every acknowledged write is there, no other is there in part.

An acknowledged write is in the newest checkpoint.  So that is what the store goes back to when it is damaged
or lost, or when a change of several steps was cut off; the damaged one is kept beside it.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path
from typing import cast

import pyoxigraph

from educluster.errors import Unavailable
from educluster.store import checkpoints, folder
from educluster.store.checkpoints import Loaded
from educluster.store.folder import Pending

_DAMAGE = re.compile(r"Corruption|IO error: No such file|it holds \d+ triples where|some of its files")


def open_sound(data: Path, patience_seconds: float | None = None) -> pyoxigraph.Store:
    """Return the store of a folder, opened for writing, with what was cut off undone.

    Raises Unavailable when it is in use, or damaged beyond that; OSError when the disk is full or the like.
    """
    latest = next(checkpoints.whole(data), None)
    if latest and not folder.exists(data):
        _tell(f"the store in {data} is gone; it goes back to version {latest.version}, the last acknowledged")
        return _back(data, latest, "damaged")
    found = _opened(data, latest, patience_seconds)
    if isinstance(found, pyoxigraph.Store):
        return found
    return _back(data, cast(Loaded, latest), found)


def _opened(data: Path, latest: Loaded | None, patience_seconds: float | None) -> pyoxigraph.Store | str:
    """Return the store as it is, or what is to become of it: it is put aside as that."""
    try:
        if latest:
            _look_at_log(data, latest)
        store = folder.lay_out(data, patience_seconds)
        pending = folder.pending(data)
        if latest and pending is Pending.STEPS:
            return "undone"
        if latest and pending is Pending.MENDING:
            raise OSError("some of its files turned out to be corrupt")
        if latest:
            _compare(data, store, latest)
        return store
    except OSError as error:
        if latest is None or not is_damage(error):
            raise
        _tell(
            f"the store in {data} is damaged ({error}); it goes back to version {latest.version}, "
            f"the last acknowledged; the damaged one is kept as {data / 'store.damaged'}"
        )
        return "damaged"


def _look_at_log(data: Path, latest: Loaded) -> None:
    """Note what the log tells before the store is opened, which begins a new one: it may be killed there."""
    pending = folder.pending(data)
    if not folder.continues(data, latest):
        if pending is not Pending.STEPS:
            folder.note(data, Pending.MENDING)
    elif pending is Pending.NOTHING and folder.is_beyond(data, latest):
        folder.note(data, Pending.CHANGES)  # a checkpoint was lost with a power failure


def is_damage(error: Exception) -> bool:
    """Return whether an error says that files of the store are not as they were written."""
    return _DAMAGE.match(str(error)) is not None


def _compare(data: Path, store: pyoxigraph.Store, latest: Loaded) -> None:
    """Raise OSError for a store that holds less than its checkpoint tells; a log cut short opens silently."""
    uncertain = folder.pending(data) is not Pending.NOTHING or checkpoints.last_number(data) > latest.number
    if uncertain or not latest.counted:
        return
    found = len(store)
    if found < latest.triples:
        raise OSError(f"it holds {found} triples where version {latest.version} has {latest.triples}")
    if found > latest.triples:
        folder.note(data, Pending.CHANGES)  # the sign of a change was lost with a power failure


def _back(data: Path, latest: Loaded, aside: str) -> pyoxigraph.Store:
    try:
        folder.go_back(data, latest, aside)
        folder.note(data, Pending.NOTHING)
        store = folder.open_store(data)
        if latest.counted and len(store) != latest.triples:
            raise OSError(f"it holds {len(store)} triples where there were {latest.triples}")
    except OSError as error:
        if not is_damage(error):
            raise
        problem = f"the store in {data} is damaged, and so is its newest checkpoint ({error})"
        raise Unavailable(problem, "restore a backup: educluster store restore FILE") from error
    return store


def _tell(what: str) -> None:
    print(f"educluster: {what}", file=sys.stderr, flush=True)
