"""Plain text, in the encodings in which people have it."""

from __future__ import annotations

import codecs

from educluster.errors import BadDocument
from educluster.passages import Copy


def read(body: bytes) -> Copy:
    """Return the lines of a text: UTF-8, UTF-16 with a byte order mark, else windows-1251.

    Raises BadDocument for what is none of these.
    """
    text = _decoded(body)
    if "\0" in text:
        raise BadDocument("the file is no text", "give a text, or name a PDF .pdf and a Word file .docx")
    return Copy(tuple(text.replace("\r\n", "\n").replace("\r", "\n").split("\n")))


def _decoded(body: bytes) -> str:
    marked = body.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ["utf-16"] if marked else ["utf-8-sig", "windows-1251"]:
        try:
            return body.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadDocument("the text is in an encoding that is not known here", "save it as UTF-8")
