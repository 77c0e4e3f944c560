"""The short way of writes: an update that is the body of a request and nothing else is made before Flask.

It halves what the web process spends on one (docs/benchmarks.md).  Whatever it does not know, and whoever
may not write, goes on to Flask.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from io import BytesIO
from typing import Any

from educluster.access import Access, Token
from educluster.errors import EduclusterError
from educluster.web import frame, writing
from educluster.web.operations import UPDATE
from educluster.web.watch import NOTES, Application
from educluster.write import Update, Writer

_ROUTE = "/update"
_MOST_BYTES = 64 * 1024
_NEVER_KEPT = (("Cache-Control", "no-cache"),)
_UNLESS = ("HTTP_IF_MATCH", "HTTP_IF_NONE_MATCH", "HTTP_CONTENT_ENCODING", "HTTP_TRANSFER_ENCODING")


class HotWriting:
    """A WSGI application before another, which makes the plain updates of clients that may."""

    def __init__(
        self,
        application: Application,
        refuse: Callable[[EduclusterError], Application],
        access: Access,
        writer: Writer,
    ) -> None:
        self._application, self._refuse, self._access, self._writer = application, refuse, access, writer

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Make a plain update; pass on all else."""
        token = self._token(environ) if _is_plain(environ) else None
        text = _body(environ) if token else None
        if token is None or text is None:
            return self._application(environ, start_response)
        told = environ[NOTES]
        told.route, told.kind, told.query = _ROUTE, "write", text
        try:
            done = self._writer.apply(Update(text, within=token.graphs))
        except EduclusterError as error:
            return self._refuse(error)(environ, start_response)
        start_response("204 NO CONTENT", [*writing.marks(done), *frame.HEADERS, *_NEVER_KEPT])
        return []

    def _token(self, environ: dict[str, Any]) -> Token | None:
        """Return the token of who may write; None of anybody else."""
        try:
            token = self._access.who(environ.get("HTTP_AUTHORIZATION"))
            self._access.need(token, "update")
        except EduclusterError:
            return None
        return token


def _is_plain(environ: dict[str, Any]) -> bool:
    """Return whether a request is a short update, and asks for nothing more."""
    length = environ.get("CONTENT_LENGTH", "")
    return (
        environ["PATH_INFO"] == _ROUTE
        and environ["REQUEST_METHOD"] == "POST"
        and not environ["QUERY_STRING"]
        and environ.get("CONTENT_TYPE") == UPDATE.media_type
        and length.isdecimal()
        and int(length) <= _MOST_BYTES
        and not any(name in environ for name in _UNLESS)
    )


def _body(environ: dict[str, Any]) -> bytes | None:
    """Return the body of a request; None of one that was cut off, which Flask refuses."""
    length = int(environ["CONTENT_LENGTH"])
    body: bytes = environ["wsgi.input"].read(length)
    if len(body) == length:
        return body
    environ["wsgi.input"] = BytesIO(body)
    return None
