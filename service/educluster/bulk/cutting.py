"""Cutting a stream into pieces that can be parsed one by one, each of whole descriptions."""

from __future__ import annotations

import codecs
import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import BinaryIO

from educluster.documents import runs
from educluster.documents.streaming import N_QUADS
from educluster.errors import BadDocument, BadParameter

BLOCK = 1 << 20  # bytes that are read at once
_RETURN = re.compile(rb"\r(?!\n)")
MOST = 8 << 20  # bytes of one description: no more than a service takes


@dataclass(frozen=True)
class Piece:
    """Whole descriptions from a stream, and the line at which they begin; where the next piece begins.

    `digest` is the SHA-256 of the stream so far.  `too_long` is the name of a description of which the body
    is the beginning, and that is not read further; empty where no description begins in what was too long.
    """

    body: bytes
    line: int
    end: int
    end_line: int
    digest: str
    too_long: bytes | None = None


class Cutter:
    """A stream that is read from its beginning or, when a run goes on, from a place."""

    def __init__(self, pipe: BinaryIO, find: runs.Starts, media_type: str) -> None:
        self._pipe, self._find, self._media_type = pipe, find, media_type
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
        """Yield the stream in pieces.

        Raises BadParameter where it begins with quads and is read as triples.
        """
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
        if at_start and self._media_type != N_QUADS and runs.are_quads(block):
            raise BadParameter("the stream is N-Quads, and is read as N-Triples", "ask for it: --read-as nq")
        return bool(block)

    def _cut(self, size: int) -> Piece:
        body, line = self._waiting[:size], self.line
        self._refuse_other_lines(body)
        self._waiting = self._waiting[size:]
        self._take(body)
        return Piece(body, line, self.offset, self.line, self.digest)

    def _refuse_other_lines(self, body: bytes) -> None:
        """Raise BadDocument where a line ends in a way that only the parser knows: all are counted here."""
        if b"\r" in body and (found := _RETURN.search(body)):
            line = self.line + body.count(b"\n", 0, found.start())
            remedy = "end lines with a line feed, as with: tr '\\r' '\\n'"
            raise BadDocument("the line ends with a carriage return alone", remedy, line)

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
        return Piece(beginning, line, self.offset, self.line, self.digest, too_long=name)

    def _other(self, name: bytes) -> int | None:
        """Return where a description of another name begins in what is read and waits."""
        found = (start.offset for start in runs.pieces(self._waiting, self._find) if start.name != name)
        return next(found, None)

    def _drop(self, size: int) -> None:
        self._take(self._waiting[:size])
        self._waiting = self._waiting[size:]
