"""Word files (.docx): the paragraphs of the text and of its notes, from the XML alone.

Only the parts with text are unpacked, whatever else is in the file; python-docx would unpack all of it, and
refuses what strict Office Open XML and templates call themselves.
"""

from __future__ import annotations

import io
import lzma
import posixpath
import zipfile
import zlib
from collections.abc import Callable, Iterator
from xml.parsers import expat

from educluster.errors import BadDocument, TooLarge
from educluster.passages import Copy

_MOST_BYTES = 64 * 1024 * 1024  # of one part, unpacked: no article has a hundredth of it
_TEXT = (
    "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "http://purl.oclc.org/ooxml/wordprocessingml/main",
)
_COMPATIBILITY = "http://schemas.openxmlformats.org/markup-compatibility/2006"
_SIGNS = {"tab": "\t", "br": " ", "cr": " ", "noBreakHyphen": "-"}
_OLE = b"\xd0\xcf\x11\xe0"
_FAULTS = (
    zipfile.BadZipFile, expat.ExpatError, zlib.error, lzma.LZMAError, EOFError, LookupError, OSError,
    RuntimeError, ValueError,
)  # fmt: skip


def read(body: bytes) -> Copy:
    """Return the paragraphs of the text, then those of its footnotes and endnotes.

    Raises BadDocument for what is no such file or is broken, TooLarge for what unpacks to too much.
    """
    if body.startswith(_OLE):
        problem = "this is an older Word file (.doc), or one that is protected by a password"
        raise BadDocument(problem, "open it in Word or LibreOffice, and save it as .docx without a password")
    try:
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            return Copy(tuple(_paragraphs(archive)), unit="paragraph")
    except _FAULTS as error:
        remedy = "get it once more, or open it and save it as .docx or as text"
        raise BadDocument("the file is no Word file, or a broken one", remedy) from error


def _paragraphs(archive: zipfile.ZipFile) -> Iterator[str]:
    main = _main_part(archive)
    notes = (posixpath.join(posixpath.dirname(main), name) for name in ("footnotes.xml", "endnotes.xml"))
    for part in (main, *(name for name in notes if name in archive.namelist())):
        paragraphs = _Paragraphs()
        _parse(_unpacked(archive, part), paragraphs.start, paragraphs.end, paragraphs.text)
        yield from paragraphs.whole


def _main_part(archive: zipfile.ZipFile) -> str:
    """Return the name of the part that holds the text.  Source: ECMA-376, part 2, section 9.3."""
    found: list[str] = []

    def relationship(name: str, attributes: dict[str, str]) -> None:
        if attributes.get("Type", "").endswith("/officeDocument"):
            found.append(attributes["Target"].lstrip("/"))

    _parse(_unpacked(archive, "_rels/.rels"), relationship)
    return found[0]


def _unpacked(archive: zipfile.ZipFile, name: str) -> bytes:
    if archive.getinfo(name).file_size > _MOST_BYTES:
        raise TooLarge(
            "of the text of a Word file", f"{_MOST_BYTES} bytes unpacked", "save the article alone as text"
        )
    return archive.read(name)


Start = Callable[[str, dict[str, str]], object]
Say = Callable[[str], object]


def _parse(xml: bytes, start: Start, end: Say | None = None, text: Say | None = None) -> None:
    """Call back for elements and text; raises ExpatError, and BadDocument for a DOCTYPE, which may expand."""
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse
    parser.StartElementHandler, parser.EndElementHandler, parser.CharacterDataHandler = start, end, text
    parser.Parse(xml, True)


def _refuse(*_: object) -> None:
    raise BadDocument("a DOCTYPE stands in the Word file, which Word never writes", "save it anew with Word")


class _Paragraphs:
    """The paragraphs of a part, as the parser comes by their pieces; one may stand within another."""

    def __init__(self) -> None:
        self.whole: list[str] = []
        self._open: list[list[str]] = []
        self._in_text = False
        self._fallback = 0  # within what repeats a text box for older programs

    def start(self, name: str, attributes: dict[str, str]) -> None:
        """Note that an element begins."""
        space, _, local = name.rpartition(" ")
        if space == _COMPATIBILITY:
            self._fallback += local == "Fallback"
        elif space in _TEXT:
            self._in_text = local == "t" and not self._fallback
            if local == "p":
                self._open.append([])
            elif self._open and not self._fallback:
                self._open[-1].append(_SIGNS.get(local, ""))

    def end(self, name: str) -> None:
        """Note that an element ends."""
        space, _, local = name.rpartition(" ")
        self._in_text = False
        if space == _COMPATIBILITY:
            self._fallback -= local == "Fallback"
        elif space in _TEXT and local == "p":
            self.whole.append("".join(self._open.pop()))

    def text(self, piece: str) -> None:
        """Note a piece of text."""
        if self._in_text and self._open:
            self._open[-1].append(piece.replace("\n", " "))
