"""The log of requests: one line of JSON each, written beside them; hides files that are moved, or full."""

from __future__ import annotations

import contextlib
import hashlib
import os
import sys
import threading
from collections import deque
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import msgspec

from educluster.web.watch import Notes

STANDARD_ERROR, NONE = "-", ""
_EVERY_SECONDS = 0.2
_MOST_LINES = 100_000  # that wait to be written; the oldest are lost, and counted


class _Line(msgspec.Struct):
    time: datetime
    id: str
    method: str
    route: str
    status: int
    ms: float
    bytes: int
    rows: int | None
    query: str
    cut: str
    cached: bool
    tier: str
    client: str
    outcome: str


class Log:
    """Lines wait in memory and are written some times a second: a disk that is slow stops no request."""

    def __init__(self, name: str) -> None:
        self._name, self._salt = name, os.urandom(16)
        self._waiting: deque[tuple[datetime, Notes]] = deque()
        self._file: TextIO | None = None
        self._complained = False
        self._closing = threading.Event()
        self._writing = threading.Lock()
        self.lost = 0
        if name != NONE:
            threading.Thread(target=self._write_on, daemon=True, name="log of requests").start()

    def __call__(self, told: Notes) -> None:
        """Let a request be told soon."""
        if self._name == NONE:
            return
        if len(self._waiting) >= _MOST_LINES:
            self.lost += 1
            return
        self._waiting.append((datetime.now(UTC), told))

    def close(self) -> None:
        """Write what still waits."""
        self._closing.set()
        self._write()
        with self._writing:
            self._give_up_the_file()

    def _write_on(self) -> None:
        while not self._closing.wait(_EVERY_SECONDS):
            self._write()

    def _write(self) -> None:
        with self._writing:
            lines = [self._waiting.popleft() for _ in range(len(self._waiting))]
            if not lines:
                return
            try:
                file = self._opened()
                file.write("".join(self._line(*each) for each in lines))
                file.flush()
                self._complained = False
            except (OSError, ValueError) as error:  # ValueError: standard error was closed
                self.lost += len(lines)
                self._complain(error)

    def _opened(self) -> TextIO:
        """Return the file, opened anew when it was moved away, as logrotate does."""
        if self._name == STANDARD_ERROR:
            return sys.stderr
        path = Path(self._name)
        if self._file and not _is_at(self._file, path):
            self._give_up_the_file()
        if self._file is None:
            self._file = path.open("a", encoding="utf-8")
        return self._file

    def _give_up_the_file(self) -> None:
        file, self._file = self._file, None
        if file:
            with contextlib.suppress(OSError):
                file.close()

    def _complain(self, error: Exception) -> None:
        """Say once that lines are lost, and let the file be opened anew: what it had not written is gone."""
        self._give_up_the_file()
        if not self._complained:
            self._complained = True
            print(f"educluster: the log of requests cannot be written ({error})", file=sys.stderr, flush=True)

    def _line(self, time: datetime, told: Notes) -> str:
        line = _Line(
            time,
            told.id,
            told.method,
            told.route,
            told.status,
            round(told.seconds * 1000, 2),
            told.bytes,
            told.rows,
            told.query_hash,
            told.cut,
            told.cached,
            told.tier,
            self._hashed(told.client),
            told.outcome,
        )
        return msgspec.json.encode(line).decode() + "\n"

    def _hashed(self, client: str) -> str:
        """Return what tells clients apart while the service runs, and leads to none of them."""
        return hashlib.blake2b(client.encode(), key=self._salt, digest_size=8).hexdigest() if client else ""


def _is_at(file: TextIO, path: Path) -> bool:
    try:
        found, held = path.stat(), os.fstat(file.fileno())
    except OSError:
        return False
    return (found.st_ino, found.st_dev) == (held.st_ino, held.st_dev)
