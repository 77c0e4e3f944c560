"""What can be changed, as the doors hand it in, and what is said of it when it is lasting."""

from __future__ import annotations

from dataclasses import dataclass

from educluster.workers import Json


@dataclass(frozen=True)
class Document:
    """What was sent to become a graph, and its media type."""

    body: bytes
    media_type: str


@dataclass(frozen=True)
class Update:
    """A SPARQL update, the dataset its request names, and the beginnings of the graphs it may write."""

    text: bytes
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    within: tuple[str, ...] = ()

    def request(self) -> tuple[Json, bytes]:
        """Return it as the write worker takes it."""
        options: Json = {"job": "update", "within": self.within}
        return {**options, "using": self.using, "using_named": self.using_named}, self.text


@dataclass(frozen=True)
class Put:
    """Documents that take the place of a graph; None is the unnamed one."""

    graph: str | None
    documents: tuple[Document, ...]
    within: tuple[str, ...] = ()
    _job = "put"

    def request(self) -> tuple[Json, bytes]:
        """Return it as the write worker takes it."""
        told = [(len(each.body), each.media_type) for each in self.documents]
        options: Json = {"job": self._job, "graph": self.graph, "documents": told, "within": self.within}
        return options, b"".join(each.body for each in self.documents)


@dataclass(frozen=True)
class Post(Put):
    """Documents that are added to a graph; None is the unnamed one."""

    _job = "post"


@dataclass(frozen=True)
class Delete:
    """The end of a graph; None is the unnamed one, which is emptied."""

    graph: str | None
    within: tuple[str, ...] = ()

    def request(self) -> tuple[Json, bytes]:
        """Return it as the write worker takes it."""
        return {"job": "delete", "graph": self.graph, "within": self.within}, b""


Change = Update | Put | Delete


@dataclass(frozen=True)
class Committed:
    """A change that is on disk: its version, whether it made a graph, that graph's triples, and a warning."""

    version: str
    created: bool
    triples: int | None
    warning: str
