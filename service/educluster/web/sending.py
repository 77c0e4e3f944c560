"""What a job answered as a response: its headers, its pieces, and 304 where the client has it already."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from io import BytesIO
from time import perf_counter
from typing import IO

from flask import Response, request

from educluster.answer import Answered
from educluster.web.watch import Notes, notes

ANY = "*"  # as If-None-Match: whatever there is
_PIECE = 64 * 1024
_AT_ONCE = 1024 * 1024  # a small answer goes out as one, so that a slow client holds no thread


def seen() -> str:
    """Return what the client has already: its If-None-Match, where that counts.

    Source: RFC 9110, section 13.1.2.
    """
    return request.headers.get("If-None-Match", "") if request.method in ("GET", "HEAD") else ""


def answered(ask: Callable[[], Answered]) -> Response:
    """Return the answer of a job, with what a cache and a reader need to know of it.

    Raises what the job raises.
    """
    began = perf_counter()
    found = _unless_any(ask(), seen())
    note(found, notes())
    response = Response(body(found), status=304 if found.fresh else 200)
    for name, value in headers(found, began):
        response.headers[name] = value
    return response


def _unless_any(found: Answered, seen: str) -> Answered:
    """Return an answer without its bytes where a client wants none that there is.

    It is asked for first: of what is not there, or an error, there is nothing to say that it is the same.
    Source: RFC 9110, sections 13.1.2 and 13.2.1.
    """
    if seen.strip() != ANY or found.fresh or not found.etag:
        return found
    found.data.close()
    return replace(found, data=BytesIO(), size=0, fresh=True)


def note(found: Answered, told: Notes) -> None:
    """Let the log and the metrics know what was answered."""
    told.rows, told.cut, told.cached = found.rows, found.cut, found.cached


def headers(found: Answered, began: float) -> list[tuple[str, str]]:
    """Return the headers of an answer that was asked for at a moment of `perf_counter`."""
    told = [
        *_marks(found.etag, found.version),
        ("Server-Timing", f"answer;dur={(perf_counter() - began) * 1000:.1f}"),
    ]
    if found.cut:
        told.append(("Educluster-Cut", found.cut))
    if found.fresh:
        return told
    return [("Content-Type", found.format.content_type), ("Content-Length", str(found.size)), *told]


def body(found: Answered) -> Iterable[bytes]:
    """Return the body of an answer: a short one as one piece, in a list."""
    return [found.whole()] if found.size <= _AT_ONCE else _pieces(found.data)


def marked(response: Response, etag: str, version: str) -> Response:
    """Return a response with the version of the data, and with its tag where it has one."""
    for name, value in _marks(etag, version):
        response.headers[name] = value
    return response


def _marks(etag: str, version: str) -> list[tuple[str, str]]:
    # It may be kept, if it is asked each time whether it is still as new.
    kept = [("ETag", etag), ("Cache-Control", "no-cache")] if etag else [("Cache-Control", "no-store")]
    return [*kept, ("Educluster-Version", version)]


def _pieces(data: IO[bytes]) -> Iterator[bytes]:
    with data:
        while piece := data.read(_PIECE):
            yield piece
