"""Count the rows of a SELECT while its serialised answer passes, and cut it off after so many; pure.

The engine's serialisers write no space between tokens, so that a row is told by its first bytes; what a
literal holds never looks like them, since a quotation mark or a bracket in it is escaped.  Counting in the
stream costs little, and leaves the query as it was sent.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from itertools import accumulate, islice

CUT_LINK = "https://w3id.org/educluster/problems#rows"  # where it is told why an answer was cut off

_BLOCK = 64 * 1024
_STRING_OR_BRACE = re.compile(rb'"(?:[^"\\]|\\.)*"|[{}]', re.DOTALL)
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)


class Full(Exception):
    """So many rows as may be are written; the rest is not wanted."""


class Rows:
    """A writer before another, which lets at most `most` rows through; 0 is any number.

    `count` is how many went through, `cut` whether there were more; both are sure after `end`.
    """

    def __init__(
        self, media_type: str, variables: Sequence[str], most: int, write: Callable[[bytes], object]
    ) -> None:
        self._kind = _KINDS[media_type](variables)
        self._most, self._write = most, write
        self._kept: list[bytes] = []
        self._size, self._enough = 0, _BLOCK
        self.count, self.cut = -self._kind.header, False

    def write(self, piece: bytes) -> int:
        """Take a piece of the answer, and return its length.

        Raises Full when the answer is cut off, and complete as it is.
        """
        if self.cut:
            raise Full
        self._kept.append(piece)
        self._size += len(piece)
        if self._size >= self._enough:
            self._pass_on(b"".join(self._kept), whole=False)
        return len(piece)

    def flush(self) -> None:
        """Do nothing: `end` passes on what is left."""

    def end(self) -> None:
        """Pass on what is left, when the answer is complete."""
        if not self.cut:
            self._pass_on(b"".join(self._kept), whole=True)

    def _pass_on(self, block: bytes, whole: bool) -> None:
        """Pass on the rows that are whole; what is kept begins with a row."""
        end = len(block) if whole else self._kind.last(block)
        self._kept, self._size = [block[end:]], len(block) - end
        self._enough = max(_BLOCK, 2 * self._size)  # one row may be long: not looked at for each piece
        block = block[:end] if self._size else block
        rows = self._kind.count(block)
        self.cut = 0 < self._most < self.count + rows
        if self.cut:
            end = self._kind.end_of(block, self._most - self.count)
            block, rows = block[:end] + self._kind.tail, self._most - self.count
        self.count += rows
        self._write(block)
        if self.cut and not whole:
            raise Full


class _Lines:
    """TSV: each line is a row but the first; a line feed in a literal is escaped.

    Source: SPARQL 1.1 Query Results CSV and TSV Formats, section 4.
    """

    header, tail = 1, b""

    def __init__(self, variables: Sequence[str]) -> None:
        pass

    def last(self, block: bytes) -> int:
        """Return where what may not be whole begins: the last row, or the answer."""
        return block.rfind(b"\n") + 1

    def count(self, block: bytes) -> int:
        """Return how many rows a block has; each block begins with a row, or with the answer."""
        return block.count(b"\n")

    def end_of(self, block: bytes, rows: int) -> int:
        """Return where so many rows of a block end, of which there are more."""
        ends = (found.end() for found in re.finditer(rb"\n", block))
        return next(islice(ends, rows - 1, None)) if rows else 0


class _Records(_Lines):
    """CSV: a line feed within quotation marks ends no row.  Source: as above, section 3."""

    def last(self, block: bytes) -> int:
        plain = _plain_csv(block)
        return plain.rfind(b"\n") + 1

    def count(self, block: bytes) -> int:
        return _plain_csv(block).count(b"\n")

    def end_of(self, block: bytes, rows: int) -> int:
        return super().end_of(_plain_csv(block), rows)


class _Elements:
    """XML: each row is an element `result`."""

    header, tail = 0, b"</results></sparql>"

    def __init__(self, variables: Sequence[str]) -> None:
        pass

    def last(self, block: bytes) -> int:
        return max(block.rfind(b"<result>"), 0)

    def count(self, block: bytes) -> int:
        return block.count(b"<result>")

    def end_of(self, block: bytes, rows: int) -> int:
        starts = (found.start() for found in re.finditer(rb"<result>", block))
        return next(islice(starts, rows, None))


class _Objects:
    """JSON: a row is an object whose first member is a variable; one that binds none is empty."""

    header, tail = 0, b"]}}"

    def __init__(self, variables: Sequence[str]) -> None:
        begins = [b'{"%s":{"type":"' % name.encode() for name in variables]
        self._first, self._next = [b"[" + each for each in begins], [b"," + each for each in begins]

    def last(self, block: bytes) -> int:
        return max([0, *map(block.rfind, self._next)])

    def count(self, block: bytes) -> int:
        rows = sum(map(block.count, self._next))
        if block[:1] == b"{":
            rows += sum(map(block.count, self._first))
        return rows + (_STRING.sub(b"", block).count(b"{}") if b"{}" in block else 0)

    def end_of(self, block: bytes, rows: int) -> int:
        """Return where so many rows end: before the comma of the next, which is two objects deep."""
        braces = [found for found in _STRING_OR_BRACE.finditer(block) if found[0] in b"{}"]
        depths = accumulate((1 if found[0] == b"{" else -1 for found in braces), initial=self._depth(block))
        starts = (
            found.start()
            for found, depth in zip(braces, depths, strict=False)
            if depth == 2 and found[0] == b"{"
        )
        return next(islice(starts, rows, None)) - 1

    def _depth(self, block: bytes) -> int:
        return 0 if block[:1] == b"{" else 2


def _plain_csv(block: bytes) -> bytes:
    """Return a block as long, without the line feeds that stand within quotation marks."""
    if b'"' not in block:
        return block
    parts = block.split(b'"')
    parts[1::2] = [part.replace(b"\n", b" ") for part in parts[1::2]]
    return b'"'.join(parts)


_KINDS: dict[str, type[_Lines | _Elements | _Objects]] = {
    "application/sparql-results+json": _Objects,
    "application/sparql-results+xml": _Elements,
    "text/csv": _Records,
    "text/tab-separated-values": _Lines,
}
