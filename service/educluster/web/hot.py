"""The short way: a request that is a query and nothing else is answered before Flask, by the same job.

It takes a third of the time that Flask takes for a lookup (docs/benchmarks.md).  Whatever it does not know
goes on to Flask, so that nothing is decided twice; what both send is written once, in `sending`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from time import perf_counter
from typing import Any
from urllib.parse import unquote_to_bytes

from educluster import formats
from educluster.answer import Answered, Answering, Asked, Dataset
from educluster.config import Tier
from educluster.errors import EduclusterError
from educluster.web import frame, sending
from educluster.web.watch import NOTES, Application
from educluster.workers import Failed

_ROUTE, _GIVEN = "/sparql", "query="
_EVERY_GRAPH = Dataset()


class Hot:
    """A WSGI application before another, which answers the plain queries of clients without a token."""

    def __init__(
        self,
        application: Application,
        refuse: Callable[[EduclusterError], Application],
        answering: Answering,
        tier: Tier,
    ) -> None:
        self._application, self._refuse, self._answering, self._tier = application, refuse, answering, tier

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a plain query; pass on all else."""
        query = _plain(environ)
        if query is None:
            return self._application(environ, start_response)
        began, told = perf_counter(), environ[NOTES]
        told.route, told.kind, told.query = _ROUTE, "query", query
        try:
            found = self._answer(query, environ)
        except EduclusterError as error:
            return self._refuse(error)(environ, start_response)
        except Failed:  # a mistake of ours, which Flask logs if it comes again
            return self._application(environ, start_response)
        sending.note(found, told)
        status = "304 NOT MODIFIED" if found.fresh else "200 OK"
        start_response(status, [*sending.headers(found, began), *frame.HEADERS])
        return sending.body(found)

    def _answer(self, query: bytes, environ: dict[str, Any]) -> Answered:
        choice = partial(formats.choose, environ.get("HTTP_ACCEPT", ""))
        asked = Asked(query, _EVERY_GRAPH, self._tier, client=environ[NOTES].client)
        return self._answering.answer(asked, choice, environ.get("HTTP_IF_NONE_MATCH", ""))


def _plain(environ: dict[str, Any]) -> bytes | None:
    """Return the query of a GET that has it in its address and asks for nothing more; None of any other."""
    address = environ["QUERY_STRING"]
    is_plain = (
        environ["PATH_INFO"] == _ROUTE
        and environ["REQUEST_METHOD"] == "GET"
        and address.startswith(_GIVEN)
        and "&" not in address
        and address.isascii()
        and "HTTP_AUTHORIZATION" not in environ
        and environ.get("HTTP_IF_NONE_MATCH") != sending.ANY
        and environ.get("CONTENT_LENGTH", "0") in ("", "0")
        and "html" not in environ.get("HTTP_ACCEPT", "").lower()
    )
    return _decoded(address) if is_plain else None


def _decoded(address: str) -> bytes | None:
    """Return the query that an address gives; None of one that is empty or not UTF-8, which Flask refuses."""
    query = unquote_to_bytes(address[len(_GIVEN) :].replace("+", " "))
    try:
        return query if query.decode().strip() else None
    except UnicodeDecodeError:
        return None
