"""Cutting a stream into pieces that can be parsed one by one, each of whole descriptions."""

from __future__ import annotations

import codecs
import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from educluster.documents import runs

BLOCK = 1 << 20  # bytes that are read at once
MOST = 8 << 20  # bytes of one description: no more than a service takes


@dataclass(frozen=True)
class Piece:
    """Whole descriptions from a stream, and the line at which they begin; where the next piece begins.

    `digest` is the SHA-256 of the stream so far.  `too_long` says that the body is the beginning of a
    description that is not read further.
    """

    body: bytes
    line: int
    end: int
    end_line: int
    digest: str
    too_long: bool = False


class Cutter:
    """A stream that is read from its beginning or, when a run goes on, from a place."""

    def __init__(self, pipe: BinaryIO, find: runs.Starts) -> None:
        self._pipe, self._find = pipe, find
        self._sum = hashlib.sha256()
        self._waiting = b""
        self.offset, self.line = 0, 1

    @property
    def digest(self) -> str:
        """Return the SHA-256 of what is read so far."""
        return self._sum.hexdigest()

    def skip(self, offset: int, line: int) -> str:
        """Pass over what was read before; return its SHA-256."""
        while self.offset < offset and (block := self._pipe.read(min(BLOCK, offset - self.offset))):
            self._sum.update(block)
            self.offset += len(block)
        self.line = line
        return self.digest

    def pieces(self) -> Iterator[Piece]:
        """Yield the stream in pieces."""
        while self._read():
            if cut := runs.last(self._waiting, self._find):
                yield self._cut(cut)
            elif len(self._waiting) > MOST:
                yield self._skip_long()
        if self._waiting:
            yield self._cut(len(self._waiting))

    def _read(self) -> bool:
        at_start, block = not (self.offset or self._waiting), self._pipe.read(BLOCK)
        self._waiting += block
        if at_start and block.startswith(codecs.BOM_UTF8):
            self._drop(len(codecs.BOM_UTF8))
        return bool(block)

    def _cut(self, size: int) -> Piece:
        body, line = self._waiting[:size], self.line
        self._waiting = self._waiting[size:]
        self._take(body)
        return Piece(body, line, self.offset, self.line, self.digest)

    def _take(self, body: bytes) -> None:
        self._sum.update(body)
        self.offset += len(body)
        self.line += body.count(b"\n")

    def _skip_long(self) -> Piece:
        """Pass over a description that is too long, to where the next begins."""
        line, beginning = self.line, self._waiting[:BLOCK]
        name = next((start.name for start in runs.pieces(self._waiting, self._find)), b"")
        while (next_one := self._other(name)) is None:
            self._drop(self._waiting.rfind(b"\n") + 1 or len(self._waiting))
            if not self._read():
                next_one = len(self._waiting)
                break
        self._drop(next_one)
        return Piece(beginning, line, self.offset, self.line, self.digest, too_long=True)

    def _other(self, name: bytes) -> int | None:
        """Return where a description of another name begins in what is read and waits."""
        found = (start.offset for start in runs.pieces(self._waiting, self._find) if start.name != name)
        return next(found, None)

    def _drop(self, size: int) -> None:
        self._take(self._waiting[:size])
        self._waiting = self._waiting[size:]
