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
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import BinaryIO

import msgspec

from educluster.errors import BadParameter, Unavailable

_SECONDS = 1.0
_TABLES = """
PRAGMA cache_size = -4000;
CREATE TABLE IF NOT EXISTS seen (name BLOB PRIMARY KEY, line INTEGER) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS record (one INTEGER PRIMARY KEY CHECK (one = 1), value BLOB);
"""


@dataclass(frozen=True)
class Record:
    """How far a run has come: its options, where in the input, the SHA-256 of that so far, what was counted.

    `written` is how long the findings are.
    """

    run: Mapping[str, str]
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
    """A file for findings with its record; standard output and devices have none.

    Raises BadParameter where a run was interrupted and nothing is said of it, for a record that is none, and
    for a file that cannot be opened; each method Unavailable where there is no room.
    """

    def __init__(self, out: Path | None, resume: bool = False) -> None:
        self._out = out
        self.path = state_of(out)
        if self.path and self.path.exists() and not resume:
            problem = f"a run that writes {out} was interrupted"
            raise BadParameter(problem, f"go on with it: --resume; or remove {self.path}")
        with _refusing_records(self.path):
            self._states = _opened(self.path)
            self.record = self._recorded()
        try:
            self._pipe = self._open(self.record)
        except OSError as error:
            raise BadParameter(f"{out} cannot be written ({error.strerror})", "name another") from error
        self._begun = self.record is not None
        self._next: Record | None = None
        self._told = time.monotonic()

    def seen(self, name: str, line: int) -> int | None:
        """Note a description's name; return the line at which it was described before."""
        digest = hashlib.blake2b(name.encode(), digest_size=16).digest()
        with self._telling():
            done = self._states.execute("INSERT OR IGNORE INTO seen VALUES (?, ?)", (digest, line))
        if done.rowcount:
            return None
        (found,) = self._states.execute("SELECT line FROM seen WHERE name = ?", (digest,)).fetchone()
        return int(found)

    @property
    def has_seen(self) -> bool:
        """Return whether there was any description with a name."""
        return bool(self._states.execute("SELECT EXISTS (SELECT 1 FROM seen)").fetchone()[0])

    def write(self, told: bytes, record: Record) -> None:
        """Write findings; the record says how far the input is read with them."""
        with self._telling():
            self._pipe.write(told)
            self._pipe.flush()  # whoever looks on sees findings as they come
            self._next = replace(record, written=self._pipe.tell()) if self.path else None
            if time.monotonic() - self._told > _SECONDS:
                self.keep()

    @contextmanager
    def _telling(self) -> Iterator[None]:
        """Raise Unavailable where findings or their record cannot be written: a full disk, a closed pipe."""
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            why = error.strerror if isinstance(error, OSError) else error
            problem = f"{self._out or 'standard output'} cannot be written to the end ({why})"
            go_on = "make room for it; the same command with --resume goes on"
            raise Unavailable(
                problem, go_on if self.path else "make room for it, or read it to its end"
            ) from error

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
        if self._out:
            with suppress(OSError):  # what is written is flushed; what could not be was told
                self._pipe.close()
        with suppress(sqlite3.Error):
            self._states.rollback()
        self._states.close()
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
        if not self._out.exists():
            raise BadParameter(f"{self._out} is gone, and {self.path} goes on with it", _anew(self.path))
        pipe = self._out.open("r+b")
        if pipe.seek(0, os.SEEK_END) < record.written:
            pipe.close()
            problem = f"{self._out} is shorter than it was when the run was interrupted"
            raise BadParameter(problem, _anew(self.path))
        pipe.truncate(record.written)
        pipe.seek(record.written)
        return pipe


def state_of(out: Path | None) -> Path | None:
    """Return the file beside the findings that has the record; None where these go to no regular file."""
    is_file = out and (out.is_file() or not out.exists())
    return out.with_name(out.name + ".state") if out and is_file else None


def _anew(state: Path | None) -> str:
    return f"begin anew: remove {state}"


@contextmanager
def _refusing_records(path: Path | None) -> Iterator[None]:
    """Raise BadParameter for a record that cannot be opened, is in use, or is none."""
    try:
        yield
    except sqlite3.OperationalError as error:
        remedy = "wait for a run that may be using it, or write the findings elsewhere"
        raise BadParameter(f"{path} cannot be written ({error})", remedy) from error
    except (sqlite3.Error, msgspec.MsgspecError) as error:
        problem = f"{path} is no record of an interrupted run"
        raise BadParameter(problem, f"if nothing needs it, {_anew(path)}") from error


def _opened(path: Path | None) -> sqlite3.Connection:
    """Open the record for this process alone; without a path it is kept in a file that is nobody's."""
    states = sqlite3.connect(path or "", timeout=0)
    if path:
        states.execute("PRAGMA locking_mode = EXCLUSIVE")
    states.executescript(_TABLES)
    states.execute("BEGIN IMMEDIATE")
    states.commit()
    return states
