"""What a backup says of itself: `manifest.json`, and the sum by which that is known to be whole."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from hashlib import sha256
from typing import Annotated

import msgspec

from educluster import store
from educluster.errors import BadDocument

FORMAT = 1
NAME, SUM = "manifest.json", "manifest.json.sha256"

_Count = Annotated[int, msgspec.Meta(ge=0)]
_Digest = Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{64}$")]


@dataclass(frozen=True)
class KeptGraph:
    """A graph: its IRI ("" is the unnamed graph), its file, its size, the SHA-256 of its sorted N-Quads."""

    graph: str
    file: str
    triples: _Count
    sha256: _Digest


@dataclass(frozen=True)
class KeptFile:
    """A file of the data folder, as it is, and its SHA-256."""

    file: str
    sha256: _Digest


@dataclass(frozen=True)
class Manifest:
    """All of it; `release` and `version` are those of the data, `made` is the time in UTC."""

    format: int
    made_by: str
    made: str
    release: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}$")]
    version: Annotated[str, msgspec.Meta(pattern="^[0-9a-f]{16}-[0-9]{6,}$")]
    triples: _Count
    graphs: tuple[KeptGraph, ...]
    settings: tuple[KeptFile, ...]


def write(manifest: Manifest) -> bytes:
    """Return the manifest as JSON that a person can read."""
    return msgspec.json.format(msgspec.json.encode(asdict(manifest)), indent=2) + b"\n"


def sums(data: bytes) -> bytes:
    """Return the line by which `sha256sum --check` knows a manifest."""
    return f"{sha256(data).hexdigest()}  {NAME}\n".encode()


def read(data: bytes, told: bytes) -> Manifest:
    """Return the manifest that stands in a backup, beside its sum.

    Raises BadDocument where it is damaged, or of a newer format.
    """
    if told != sums(data):
        raise BadDocument(f"the {NAME} in the backup is damaged: its SHA-256 differs", "take another backup")
    try:
        number = msgspec.json.decode(data, type=_Numbered).format
        if number > FORMAT:
            problem = f"the backup has format {number}, and this program reads formats up to {FORMAT}"
            raise BadDocument(problem, "install a newer educluster: pip install --upgrade educluster")
        return _checked(msgspec.json.decode(data, type=Manifest))
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        problem = f"the {NAME} in the backup is none ({error})"
        raise BadDocument(problem, "take another backup") from error


def _checked(manifest: Manifest) -> Manifest:
    """Return a manifest whose graphs have names that a store can hold.

    Raises BadDocument for another.
    """
    for kept in manifest.graphs:
        if kept.graph and not store.is_iri(kept.graph):
            raise BadDocument(f"«{kept.graph}» in the {NAME} is no name of a graph", "take another backup")
    return manifest


class _Numbered(msgspec.Struct):
    format: int
