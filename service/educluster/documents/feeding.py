"""A text given to the parser line by line: so it is known in which line each statement came out."""

from __future__ import annotations

import io


class LineByLine:
    """What the parser reads from; `number` is the line, from 1, that it was given last.

    The parser gives a triple as soon as it has read the object, so an object that is an IRI stands in that
    line.  A literal may wait for what follows it, and a blank node for its bracket.
    """

    def __init__(self, text: str) -> None:
        self.number = 0
        self._readline = io.BytesIO(text.encode()).readline
        self._ended = True

    def read(self, size: int) -> bytes:
        """Return the next line, or as much of it as is wanted; nothing at the end."""
        piece = self._readline(size)
        self.number += self._ended and bool(piece)
        self._ended = piece[-1:] == b"\n"
        return piece
