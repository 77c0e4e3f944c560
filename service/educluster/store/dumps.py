"""The dump of a release: a file of TriG whose first line says which release it is, with a sum of the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from typing import BinaryIO

import pyoxigraph

from educluster.errors import BadDocument

_HEAD = re.compile(
    rb"# educluster (\S*) of (\S*), release ([0-9a-f]{16}); SHA-256 of what follows: ([0-9a-f]{64})\n"
)
_LONGEST = 400  # bytes of a first line
_PIECE = 1024 * 1024
_REMEDY = "take educluster-<version>.trig of that release, as educluster release writes it"


@dataclass(frozen=True)
class Head:
    """What a dump says of itself."""

    version: str
    date: str
    release: str


def headed(head: Head, body: bytes) -> bytes:
    """Return a dump in TriG with its first line, which is a comment to other readers."""
    digest = sha256(body).hexdigest()
    told = f"# educluster {head.version} of {head.date}, release {head.release}"
    return f"{told}; SHA-256 of what follows: {digest}\n".encode() + body


def read_head(file: Path) -> Head:
    """Return what the dump in a file says of itself.

    Raises BadDocument where it is none, or has been changed.
    """
    try:
        with file.open("rb") as opened:
            return _head(opened, file)
    except OSError as error:
        raise BadDocument(
            f"{file} cannot be read ({error.strerror})", "look at its name and rights"
        ) from error


def _head(opened: BinaryIO, file: Path) -> Head:
    found = _HEAD.fullmatch(opened.readline(_LONGEST))
    if not found:
        raise BadDocument(f"{file} is no dump of a release: its first line does not tell of which", _REMEDY)
    digest = sha256()
    while piece := opened.read(_PIECE):
        digest.update(piece)
    if digest.hexdigest().encode() != found[4]:
        raise BadDocument(f"{file} is not whole, or has been changed: its SHA-256 differs", _REMEDY)
    return Head(*(each.decode() for each in found.groups()[:3]))


def quads(file: Path) -> Iterator[pyoxigraph.Quad]:
    """Yield what a dump holds.

    Raises BadDocument for what is no TriG.
    """
    try:
        yield from pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TRIG)
    except SyntaxError as error:
        raise BadDocument(f"{file} is no TriG ({error})", _REMEDY) from error
