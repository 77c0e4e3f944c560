"""Each request is watched from its first byte to its last: its id, and what is told of it at its end."""

from __future__ import annotations

import hashlib
import os
import re
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import request

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]

NOTES = "educluster.notes"
_ID = re.compile(r"[A-Za-z0-9._~+/=:-]{1,128}")
_METHODS = {"GET", "HEAD", "POST", "PUT", "DELETE", "OPTIONS", "PATCH"}
_AT_ONCE = 1024 * 1024  # a small answer goes out as one, so that a slow client holds no thread


@dataclass(slots=True)
class Notes:
    """What is told of a request; a door fills in what it knows.  No query, no data, no address, no token."""

    id: str
    method: str
    route: str = ""  # the pattern of the address, never the address
    kind: str = ""  # query, question, write, validation
    query: bytes = b""  # hashed when it is told
    rows: int | None = None
    cut: str = ""
    cached: bool = False
    tier: str = "anonymous"
    client: str = ""  # hashed when it is told
    outcome: str = ""  # the type of its problem document
    status: int = 500
    seconds: float = 0.0
    bytes: int = 0
    at_end: list[Callable[[], object]] = field(
        default_factory=list
    )  # called once the answer is sent, or lost

    @property
    def query_hash(self) -> str:
        """Return 16 hexadecimal digits of the SHA-256 of the query, or nothing without one."""
        return hashlib.sha256(self.query).hexdigest()[:16] if self.query else ""


def notes() -> Notes:
    """Return the notes of the current request."""
    found: Notes = request.environ[NOTES]
    return found


def small(headers: Sequence[tuple[str, str]]) -> bool:
    """Return whether headers say that an answer is short enough to be handed over as one."""
    return any(name.lower() == "content-length" and int(value) <= _AT_ONCE for name, value in headers)


class Watch:
    """A WSGI application before all others: gives each request its id, and tells of it when it has ended."""

    def __init__(
        self, application: Application, tell: Callable[[Notes], None], headers: Sequence[tuple[str, str]] = ()
    ) -> None:
        self._application, self._tell, self._headers = application, tell, headers

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a request; a short answer as one piece, after which nothing holds it."""
        began, method = time.perf_counter(), environ["REQUEST_METHOD"]
        told = Notes(_id(environ.get("HTTP_X_REQUEST_ID")), method if method in _METHODS else "other")
        environ[NOTES] = told
        ending = _Ending(told, began, self._tell)
        head = _Head()
        try:
            answer = self._application(environ, head)
            told.status = int(head.status[:3])
            start_response(head.status, [*head.headers, ("X-Request-Id", told.id), *self._headers])
            if isinstance(answer, list) or small(head.headers):
                return [ending.at_once(answer)]
            return ending.piece_by_piece(answer)
        except BaseException:
            told.status = 500
            ending()
            raise


class _Head:
    """What an application says before its answer."""

    __slots__ = ("headers", "status")

    def __init__(self) -> None:
        self.status, self.headers = "500", [("Content-Length", "0")]

    def __call__(self, status: str, headers: list[tuple[str, str]], _: object = None) -> None:
        self.status, self.headers = status, headers


class _Ending:
    """The end of a request, which comes once: places are given back, and it is told."""

    __slots__ = ("_began", "_notes", "_tell")

    def __init__(self, notes: Notes, began: float, tell: Callable[[Notes], None]) -> None:
        self._notes, self._began = notes, began
        self._tell: Callable[[Notes], None] | None = tell

    def __call__(self) -> None:
        tell, self._tell = self._tell, None
        if tell is None:
            return
        for each in self._notes.at_end:
            each()
        self._notes.seconds = time.perf_counter() - self._began
        tell(self._notes)

    def at_once(self, answer: Iterable[bytes]) -> bytes:
        """Return an answer as one piece."""
        try:
            body = b"".join(answer)
        finally:
            _close(answer)
        self._notes.bytes = len(body)
        self()
        return body

    def piece_by_piece(self, answer: Iterable[bytes]) -> Iterator[bytes]:
        """Return the pieces of an answer; it has ended when they are at their end, or closed before."""
        return _Pieces(answer, self._notes, self)


class _Pieces:
    """An answer on its way."""

    def __init__(self, answer: Iterable[bytes], notes: Notes, end: Callable[[], None]) -> None:
        self._answer, self._notes, self._end = answer, notes, end
        self._pieces = iter(answer)

    def __iter__(self) -> _Pieces:
        return self

    def __next__(self) -> bytes:
        try:
            piece = next(self._pieces)
        except BaseException:  # its end, too
            self.close()
            raise
        self._notes.bytes += len(piece)
        return piece

    def close(self) -> None:
        """Close the answer; safe to call twice, as a server does after the end."""
        answer, self._answer = self._answer, ()
        try:
            _close(answer)
        finally:
            self._end()


def _close(answer: Iterable[bytes]) -> None:
    close = getattr(answer, "close", None)
    if close:
        close()


def _id(given: str | None) -> str:
    """Return the id that a proxy gave a request, else a new one."""
    if given and _ID.fullmatch(given):
        return given
    return os.urandom(8).hex()
