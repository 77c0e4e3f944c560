"""What a request may use, and the whole answer that comes of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from tempfile import TemporaryFile
from typing import IO

from educluster import errors
from educluster.workers.frames import Json

_IN_MEMORY = 1024 * 1024


@dataclass(frozen=True)
class Bounds:
    """What a request may use, each named as its setting is called, and how many requests may wait.

    0 seconds means no deadline.
    """

    seconds: float
    seconds_name: str
    memory_mb: int
    memory_name: str
    result_bytes: int = 1 << 62
    waiting: int = 16

    def overdue(self, seconds: float) -> errors.Deadline:
        """Return the error of a request that took longer than it might."""
        remedy = "ask for less, or for it in parts"
        return errors.Deadline(self.seconds_name, f"{seconds:g} seconds", remedy)

    def starved(self) -> errors.LimitReached:
        """Return the error of a request whose process was killed, or ended by itself for want of memory.

        Who killed it cannot be told: what it may use, a stack too deep, the machine's memory, an operator.
        """
        value = f"{self.memory_mb} MiB, or the depth of nesting, or the memory of the machine"
        remedy = (
            "its process was killed, most likely for want of memory: ask for less, with fewer rows in a sort "
            "or a group and fewer levels of brackets; if even little is killed, tell who runs the service"
        )
        return errors.LimitReached(self.memory_name, value, remedy)

    def overflowed(self) -> errors.ResultTooLarge:
        """Return the error of a request whose answer is too large."""
        remedy = "ask for less, with LIMIT and OFFSET"
        return errors.ResultTooLarge("--result-bytes", f"{self.result_bytes} bytes", remedy)


@dataclass(frozen=True)
class Answer:
    """A whole answer: its bytes, open at the beginning, how many they are, and what is said about them."""

    data: IO[bytes]
    size: int
    said: Json

    def whole(self) -> bytes:
        """Return all the bytes, and close what held them."""
        with self.data:
            return self.data.read()


def spool(pieces: Iterator[bytes | Json], bounds: Bounds) -> Answer:
    """Return the answer when it is complete: only then is a status line honest.

    Raises ResultTooLarge.
    """
    kept: list[bytes] = []
    size = 0
    for piece in pieces:
        if isinstance(piece, dict):
            return Answer(BytesIO(b"".join(kept)), size, piece)
        kept.append(piece)
        size += len(piece)
        if size > min(_IN_MEMORY, bounds.result_bytes):
            break
    return _spool_to_disk(kept, pieces, bounds)


def _spool_to_disk(kept: list[bytes], pieces: Iterator[bytes | Json], bounds: Bounds) -> Answer:
    data = TemporaryFile()  # noqa: SIM115 - closed by who reads it
    try:
        said = _fill(data, kept, pieces, bounds)
    except BaseException:
        data.close()
        raise
    size = data.tell()
    data.seek(0)
    return Answer(data, size, said)


def _fill(data: IO[bytes], kept: list[bytes], pieces: Iterator[bytes | Json], bounds: Bounds) -> Json:
    size = data.write(b"".join(kept))
    for piece in pieces:
        if isinstance(piece, dict):
            return piece
        size += len(piece)
        if size > bounds.result_bytes:
            raise bounds.overflowed()
        data.write(piece)
    raise EOFError("an answer has no end")
