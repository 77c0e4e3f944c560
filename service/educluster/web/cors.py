"""Cross-origin requests: a script of any page may ask what machines ask.  Source: Fetch, section 3.2."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from educluster.web.watch import Application

ANY_ORIGIN = ("Access-Control-Allow-Origin", "*")
HEADERS = (
    ANY_ORIGIN,
    (
        "Access-Control-Expose-Headers",
        "Content-Length, Educluster-Cut, Educluster-Version, Educluster-Warning, ETag, Link, Location, "
        "Retry-After, Server-Timing, WWW-Authenticate, X-Request-Id",
    ),
)
# For what is open to scripts.  Authorization is named: a star does not stand for it.
_PREFLIGHT = [
    ("Access-Control-Allow-Methods", "GET, HEAD, POST, PUT, DELETE, OPTIONS"),
    (
        "Access-Control-Allow-Headers",
        "Accept, Accept-Language, Authorization, Content-Type, If-None-Match, X-Request-Id",
    ),
    ("Access-Control-Max-Age", "86400"),
    ("Content-Length", "0"),
]
_OPEN = ("/sparql", "/update", "/graphs", "/validate")


class Preflight:
    """A WSGI application before another, which answers what browsers ask before they ask."""

    def __init__(self, application: Application) -> None:
        self._application = application

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a preflight; pass on all else."""
        asks_before = (
            environ["REQUEST_METHOD"] == "OPTIONS"
            and "HTTP_ACCESS_CONTROL_REQUEST_METHOD" in environ
            and environ["PATH_INFO"].startswith(_OPEN)
        )
        if not asks_before:
            return self._application(environ, start_response)
        start_response("204 No Content", list(_PREFLIGHT))
        return []
