"""The files of a store, as RocksDB keeps them: a small change is made durable and published without a flush.

Tables (`*.sst`) never change once they are written.  The manifest lists those that count; the newest log
(`*.log`) holds what is in none of them yet.  So as long as no other log is begun, a state of the store is
the files of the last checkpoint, with the log as it is now: RocksDB may have put some tables together
meanwhile, which says the same in others.  A log may lie over a longer one that is used up.
Source: the RocksDB wiki, "MANIFEST" and "Write Ahead Log File Format".
"""

from __future__ import annotations

import os
import struct
import sys
from collections.abc import Mapping
from pathlib import Path

_LOG_BYTES = 128 * 1024  # readers go through it when they open a checkpoint: 2 ms at most

_CURRENT, _MANIFEST, _LOG, _TABLE = "CURRENT", "MANIFEST-", ".log", ".sst"
_BLOCK, _HEAD = 32 * 1024, struct.Struct("<IHBI")  # checksum, length, type, number of the log
_TYPES = range(5, 9)  # of records in a log that may lie over another


class Log:
    """The log of a store, whose records go on behind each other."""

    def __init__(self, path: Path) -> None:
        self.path, self._end, self._named = path, 0, False

    @property
    def short(self) -> bool:
        """Return whether readers have little to go through, of a log that has grown since it was last asked.

        Each change writes a record, even one without effect: a log that has not grown has one of a kind that
        is not known here, and nobody knows where it ends.
        """
        begin, self._end = self._end, _end(self.path, self._end)
        return begin < self._end <= _LOG_BYTES

    def make_durable(self) -> None:
        """Return when all that was written to it is on disk.  Raises OSError."""
        _sync(self.path)
        if not self._named:
            _sync(self.path.parent)
            self._named = True


def log_since(store: Path, last: Path) -> Log | None:
    """Return the log that holds all that is in no table since a state; None where it could be another.

    Also None where it cannot be made durable.
    """
    if sys.platform == "win32":  # what others write cannot be synced there
        return None
    now, then = _logs(store), _logs(last)
    return Log(store / now[-1]) if len(then) == 1 and now[-1:] == then else None


def list_of(store: Path) -> dict[str, int]:
    """Return the manifest by name and length: it grows whenever other tables count."""
    found = [name for name in os.listdir(store) if name.startswith(_MANIFEST)]
    return {name: (store / name).stat().st_size for name in found}


def is_listed(store: Path, last: Path) -> bool:
    """Return whether the list of tables is still that of the last state."""
    return list_of(store) == list_of(last)


def advance(log: Path, last: Path, target: Path) -> bool:
    """Make a folder with the state of a log's store; return whether the last one and the log are all of it.

    Who calls it holds the store, and changes nothing meanwhile; but the threads of RocksDB may write tables
    in the place of others.  Raises OSError, also where tables have gone that RocksDB did not remove.
    """
    store = log.parent
    target.mkdir()
    for name in os.listdir(last):
        if name.endswith(_TABLE) or name == _CURRENT or name.startswith(_MANIFEST):
            os.link(last / name, target / name)
    if is_listed(store, last) and not _tables(last) <= _tables(store) and is_listed(store, last):
        raise OSError("some of its files are gone")
    with log.open("rb") as written:
        (target / log.name).write_bytes(written.read(2 * _LOG_BYTES))
    return _logs(store)[-1] == log.name


def sizes(store: Path) -> dict[str, int]:
    """Return how long the files are that differ from state to state; a power failure cuts copies short."""
    return {each.name: each.stat().st_size for each in os.scandir(store) if _varies(each.name)}


def continues(store: Path, state: Path, listed: Mapping[str, int]) -> bool:
    """Return whether a store has the records that the log of a state had: one cut short opens silently.

    `listed` is the list of tables that the store had when that state was taken.
    """
    return all(_continues(store / name, state / name, listed) for name in _logs(state))


def _continues(log: Path, copy: Path, listed: Mapping[str, int]) -> bool:
    had = copy.read_bytes()[: _end(copy)]
    try:
        with log.open("rb") as written:
            return written.read(len(had)) == had
    except FileNotFoundError:  # in its place are tables, which a manifest lists that has changed since
        return not had or list_of(log.parent) != listed


def is_beyond(store: Path, state: Path) -> bool:
    """Return whether a store may hold what a state does not: its log has other records."""
    return _records(store) != _records(state)


def _records(store: Path) -> dict[str, int]:
    """Return where the newest log ends; an empty one says nothing."""
    return {name: end for name in _logs(store)[-1:] if (end := _end(store / name))}


def _end(log: Path, begin: int = 0) -> int:
    """Return where the records of a log end, which has one that begins or ends at `begin`."""
    number, end = int(log.stem) & 0xFFFFFFFF, begin
    with log.open("rb") as written:
        while True:
            start = end if _BLOCK - end % _BLOCK >= _HEAD.size else end + _BLOCK - end % _BLOCK
            written.seek(start)
            head = written.read(_HEAD.size)
            if len(head) < _HEAD.size:
                return end
            _, length, kind, of = _HEAD.unpack(head)
            if kind not in _TYPES or of != number:
                return end
            end = start + _HEAD.size + length


def _sync(path: Path) -> None:
    opened = os.open(path, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _tables(store: Path) -> set[str]:
    return {name for name in os.listdir(store) if name.endswith(_TABLE)}


def _logs(store: Path) -> list[str]:
    """Return the logs, the oldest first; RocksDB keeps those used up for a while, to write over them."""
    return sorted(
        (name for name in os.listdir(store) if name.endswith(_LOG)), key=lambda name: int(name[:-4])
    )


def _varies(name: str) -> bool:
    return name == _CURRENT or name.startswith(_MANIFEST) or name.endswith(_LOG)
