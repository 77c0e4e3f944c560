"""Cross-origin requests: a script of any page may ask what machines ask.  Source: Fetch, section 3.2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from educluster.web.limits import EXEMPT
from educluster.web.watch import Application

_HEADERS = (
    ("Access-Control-Allow-Origin", "*"),
    (
        "Access-Control-Expose-Headers",
        "Content-Length, Content-Location, Content-Profile, Educluster-Cut, Educluster-Version, "
        "Educluster-Warning, ETag, Link, Location, "
        "Retry-After, Server-Timing, WWW-Authenticate, X-Request-Id",
    ),
)
# For what is open to scripts.  Authorization is named: a star does not stand for it.
_PREFLIGHT = [
    *_HEADERS,
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Accept-Profile, Authorization, Content-Type, If-None-Match, X-Request-Id",
    ),
    ("Access-Control-Max-Age", "86400"),
]
_OPEN = (
    "/sparql", "/update", "/graphs", "/validate", "/questions", "/explain", "/reconcile",
    "/id/", "/claim/", "/ns", "/shapes", "/clusters",
)  # fmt: skip


class CrossOrigin:
    """A WSGI application before another, whose answers scripts of any page may read.

    It answers what browsers ask before they ask; what is for operators is for no script.
    """

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a preflight; pass on all else."""
        if environ["PATH_INFO"] in EXEMPT:
            return self._application(environ, start_response)
        asks_before = (
            environ["REQUEST_METHOD"] == "OPTIONS"
            and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ
            and environ["PATH_INFO"].startswith(_OPEN)
        )
        if not asks_before:
            return self._application(environ, _Open(start_response))
        start_response("204 No Content", list(_PREFLIGHT))
        return []


class _Open:
    """What takes the head of an answer, and says that scripts of any page may read it."""

    __slots__ = ("_start_response",)

    def __init__(self, start_response: Any) -> None:  # noqa: ANN401 - as WSGI has it
        self._start_response = start_response

    def __call__(self, status: str, headers: list[tuple[str, str]], error: object = None) -> object:
        return self._start_response(status, [*headers, *_HEADERS], error)
