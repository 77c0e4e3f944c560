"""JSON-LD with every value marked, each at its JSON Pointer and line."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field

from educluster.documents.contexts import Keys, Role
from educluster.documents.marks import CannotMark, Lines, Marked, Sign
from educluster.documents.statements import Place

_TOKEN = re.compile(
    r'(?P<string>"[^"\\]*+(?:\\.[^"\\]*+)*+")(?P<colon>\s*:)?|(?P<word>[\w.+-]+)|(?P<bracket>[\[\]{}])',
    re.DOTALL,
)
_IRI = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*://[^\s#]*")
_NO_NODE = {"@value", "@list", "@set"}
_AROUND = {"@context", "@graph"}
_INSIDE = {Role.PROPERTIES: Role.PROPERTIES, Role.MAP: Role.MAP, Role.VALUE: Role.VALUE}


@dataclass
class _Frame:
    """An array or an object that is open: where it stands, what is in it, what to do when it closes."""

    pointer: str
    role: Role  # of what it is, an array: of what is in it
    array: bool
    start: int = 0  # of its bracket among the pieces
    number: int = -1  # of its mark
    count: int = 0
    key: str = ""
    keys: set[str] = field(default_factory=set)
    keywords: set[str] = field(default_factory=set)
    kinds: list[int] = field(default_factory=list)  # the pieces that are its classes, or its datatype

    @property
    def inner(self) -> str:
        """Return the pointer of the value that stands next in it."""
        last = str(self.count) if self.array else self.key.replace("~", "~0").replace("/", "~1")
        return f"{self.pointer}/{last}"

    @property
    def is_node(self) -> bool:
        """Return whether an object, all of it read, is a node that has no name yet or has one."""
        return not self.keywords & _NO_NODE

    @property
    def is_frame(self) -> bool:
        """Return whether an object only holds the graph: it is no node."""
        return bool(self.keys) and self.keywords <= _AROUND and len(self.keys) == len(self.keywords)


def mark(text: str) -> Marked:
    """Return a JSON-LD document, known to be one, with its values marked.

    Raises CannotMark where a key stands twice in an object: a pointer would name only one of the two.
    """
    if "\\u0040" in text:
        raise CannotMark("a keyword may be written so, and would be passed over")
    return _Marking(text).run()


class _Marking:
    def __init__(self, text: str) -> None:
        self._text, self._sign, self._known = text, Sign(text), Keys.of(text)
        self._pieces: list[str] = []
        self._spots: list[tuple[int, str]] = []  # of each mark: its position, its pointer
        self._loose: set[int] = set()
        self._frames = [_Frame("", Role.VALUE, array=True)]  # what is around the whole document

    def run(self) -> Marked:
        """Return the marked document."""
        end = 0
        for token in _TOKEN.finditer(self._text):
            self._pieces.append(self._text[end : token.start()])
            self._pieces.append(token[0])
            end = token.end()
            self._take(token)
        lines, spots = Lines(self._text), self._spots

        def place(number: int) -> Place:
            position, pointer = spots[number]
            return Place(line=lines.place(position)[0], pointer=pointer)

        return Marked("".join(self._pieces), self._sign, place, frozenset(self._loose))

    def _take(self, token: re.Match[str]) -> None:
        written = token[0]
        if token["colon"]:
            self._key(token["string"])
        elif token["bracket"] is None:
            self._scalar(token.start(), written)
            self._frames[-1].count += 1
        elif written in "[{":
            self._frames.append(self._opened(written, token.start()))
        else:
            self._close(self._frames.pop())
            self._frames[-1].count += 1

    def _role(self) -> Role:
        """Return what stands next."""
        frame = self._frames[-1]
        if frame.array or frame.role is Role.OTHER:
            return frame.role
        return Role.VALUE if frame.role is Role.MAP else self._known.role(frame.key)

    def _pointer(self) -> str:
        return self._frames[-1].inner if len(self._frames) > 1 else ""

    def _key(self, written: str) -> None:
        frame = self._frames[-1]
        frame.key = json.loads(written) if "\\" in written else written[1:-1]
        if frame.key in frame.keys:
            raise CannotMark(frame.key)
        frame.keys.add(frame.key)
        if keyword := self._known.keyword(frame.key):
            frame.keywords.add(keyword)

    def _opened(self, bracket: str, position: int) -> _Frame:
        role, start = self._role(), len(self._pieces) - 1
        if bracket == "[":
            return _Frame(self._pointer(), role, array=True, start=start)
        frame = _Frame(self._pointer(), _INSIDE.get(role, Role.OTHER), array=False, start=start)
        if role is Role.VALUE:
            frame.number = self._new(position, frame.pointer)
        return frame

    def _new(self, position: int, pointer: str) -> int:
        self._spots.append((position, pointer))
        return len(self._spots) - 1

    def _scalar(self, position: int, written: str) -> None:
        role = self._role()
        if written == "null":
            return
        if role is Role.VALUE or role is Role.MAP:
            self._mark(self._new(position, self._pointer()), written)
        elif role is Role.KIND:
            self._kind(position)
        elif role is Role.CONTENT or role is Role.IDENTIFIER:
            self._mark(self._frames[-1].number, written, role is Role.IDENTIFIER)

    def _kind(self, position: int) -> None:
        """Note a class; it is marked when the object closes, if it is no datatype."""
        owner = self._frames[-2] if self._frames[-1].array else self._frames[-1]
        owner.kinds += [len(self._pieces) - 1, self._new(position, self._pointer())]

    def _mark(self, number: int, written: str, identifier: bool = False, piece: int = -1) -> None:
        """Put a mark into a string, or in place of a number; what may be a term or a keyword stays."""
        if number < 0 or (not identifier and written[1:-1] in self._known.terms) or written[1:2] == "@":
            return
        if written[0] != '"':
            self._loose.add(number)
            self._pieces[piece] = f'"{self._sign.mark(number)}"'
            return
        whole = self._is_whole(written[1:-1]) if identifier else _IRI.fullmatch(written[1:-1])
        mark = self._sign.after(written, number) if whole else self._sign.mark(number)
        self._pieces[piece] = f'{written[:-1]}{mark}"'

    def _is_whole(self, identifier: str) -> bool:
        """Return whether an identifier is an IRI reference: no shortened IRI, no name of a blank node."""
        prefix, colon, _ = identifier.partition(":")
        return not colon or (prefix != "_" and prefix not in self._known.terms)

    def _close(self, frame: _Frame) -> None:
        if frame.number < 0 or not frame.is_node:
            return
        for piece, number in zip(frame.kinds[::2], frame.kinds[1::2], strict=True):
            self._mark(number, self._pieces[piece], piece=piece)
        if "@id" not in frame.keywords and not frame.is_frame:
            comma = "," if frame.keys else ""
            self._pieces[frame.start] = f'{{"@id":"_:{self._sign.mark(frame.number)}"{comma}'
