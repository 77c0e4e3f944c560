"""Where findings go, and what is kept beside them so that a run can be taken up again.

The record stands in one SQLite file beside the findings: how far the input was read, how long the findings
were then, what was counted, and digests of the names of all descriptions so far.  It is written after the
findings that it speaks of, at most once in a second; what was written after the last record is cut off when
the run goes on, and found again.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from educluster.errors import BadParameter

_SECONDS = 1.0
_TABLES = """
PRAGMA cache_size = -4000;
CREATE TABLE IF NOT EXISTS seen (name BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB);
"""


@dataclass(frozen=True)
class Record:
    """How far a run has come: which run, where in the input, the SHA-256 of that so far, what was counted.

    `written` is how long the findings are.
    """

    run: str
    end: int
    line: int
    sha256: str
    outcomes: Mapping[str, int]
    rules: Mapping[str, int]
    written: int = 0


@dataclass(frozen=True)
class Out:
    """Where findings are to go: a file or standard output, and whether an interrupted run is gone on with."""

    path: Path | None = None
    resume: bool = False


@contextmanager
def opened(out: Out) -> Iterator[Sink]:
    """Give a sink; what is left of the run when it is closed depends on whether that came to its end."""
    sink, done = Sink(out.path, out.resume), False
    try:
        yield sink
        done = True
    finally:
        sink.close(done)


class Sink:
    """A file for findings with its record, or standard output, which has none.

    Raises BadParameter where a run was interrupted and nothing is said of it, and for a file that cannot be
    written.
    """

    def __init__(self, out: Path | None, resume: bool = False) -> None:
        self._out = out
        self.path = out.with_name(out.name + ".state") if out else None
        if self.path and self.path.exists() and not resume:
            problem = f"a run that writes {out} was interrupted"
            raise BadParameter(problem, f"go on with it: --resume; or remove {self.path}")
        try:
            self._states = _opened(self.path)
            self.record = self._recorded()
            self._pipe = self._open(self.record)
        except (OSError, sqlite3.Error) as error:
            raise BadParameter(f"{out} cannot be written ({error})", "name another") from error
        self._begun = self.record is not None
        self._next: Record | None = None
        self._told = time.monotonic()

    def seen(self, name: str, line: int) -> int | None:
        """Note a description's name; return the line at which it was described before."""
        digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
        done = self._states.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, line))
        if done.rowcount:
            return None
        (found,) = self._states.execute("SELECT line FROM seen WHERE name = ?", (digest,)).fetchone()
        return int(found)

    def write(self, told: bytes, record: Record) -> None:
        """Write findings; the record says how far the input is read with them."""
        self._pipe.write(told)
        self._pipe.flush()  # whoever looks on sees findings as they come
        self._next = replace(record, written=self._pipe.tell()) if self.path else None
        if time.monotonic() - self._told > _SECONDS:
            self.keep()

    def keep(self) -> None:
        """Make what is written last, then the record of it."""
        if self._next and self.path:
            os.fsync(self._pipe.fileno())
            value = msgspec.json.encode(self._next)
            self._states.execute("INSERT OR REPLACE INTO record VALUES (1, ?)", (value,))
            self._states.commit()
            self._begun = True
        self._next, self._told = None, time.monotonic()

    def close(self, done: bool) -> None:
        """Close all; nothing but the findings is left of a run that is done, or that did not get far."""
        self._pipe.flush()
        self._states.rollback()
        self._states.close()
        if self._out:
            self._pipe.close()
        if self.path and (done or not self._begun):
            self.path.unlink()

    def _recorded(self) -> Record | None:
        found = self._states.execute("SELECT value FROM record").fetchone()
        return msgspec.json.decode(found[0], type=Record) if found else None

    def _open(self, record: Record | None) -> BinaryIO:
        """Open the findings; those written after the last record are cut off."""
        if self._out is None:
            return sys.stdout.buffer
        if record is None:
            return self._out.open("wb")
        pipe = self._out.open("r+b")
        if pipe.seek(0, os.SEEK_END) < record.written:
            pipe.close()
            problem = f"{self._out} is shorter than it was when the run was interrupted"
            raise BadParameter(problem, f"begin anew: remove {self.path}")
        pipe.truncate(record.written)
        pipe.seek(record.written)
        return pipe


def _opened(path: Path | None) -> sqlite3.Connection:
    """Open the record for this process alone; without a path it is kept in a file that is nobody's."""
    states = sqlite3.connect(path or "", timeout=0)
    if path:
        states.execute("PRAGMA locking_mode = EXCLUSIVE")
    states.executescript(_TABLES)
    states.execute("BEGIN IMMEDIATE")
    states.commit()
    return states
