"""The text of a copy, whatever it is written in."""

from __future__ import annotations

from educluster import formats
from educluster.copies import pdf, plain, word
from educluster.errors import BadDocument
from educluster.passages import Copy, words

_READERS = {formats.PDF.media_type: pdf.read, formats.WORD.media_type: word.read}


def read(body: bytes, media_type: str) -> Copy:
    """Return the text of a copy.

    Raises BadDocument for what cannot be read and for what holds no text, TooLarge for what unpacks to too
    much.
    """
    if not body:
        raise BadDocument("the file is empty", "look whether it was saved or downloaded whole")
    copy = _READERS.get(media_type, plain.read)(body)
    if not any(words(line) for line in copy.lines):
        raise BadDocument(
            "there is no text in the file", "give one with text; pictures need it recognised first"
        )
    return copy
