"""What all writes share: who may write, and what is answered when it is done."""

from __future__ import annotations

from flask import Response, request
from werkzeug.exceptions import PreconditionFailed

from educluster.access import Token
from educluster.web.service import service
from educluster.web.watch import notes
from educluster.write import Committed


def writer(graph: str | None = None) -> Token:
    """Return the token of a client that may write: any graph, or the one of that name ("": the unnamed).

    Raises Unauthorized, Forbidden; PreconditionFailed where the write is to depend on what is there.
    """
    notes().kind = "write"
    access = service().access
    token = access.who(request.headers.get("Authorization"))
    access.need(token, "update", graph)
    if token is None:
        raise TypeError("a write without a token was let through")
    if request.if_match or request.if_none_match:
        raise PreconditionFailed("a write cannot depend on If-Match or If-None-Match here")
    return token


def committed(done: Committed, response: Response | None = None) -> Response:
    """Return that a write is done; without a body, where none is given."""
    answer = response or Response(status=204)
    answer.headers.extend(marks(done))
    return answer


def marks(done: Committed) -> list[tuple[str, str]]:
    """Return the headers that tell of a write: its version, and a warning where a bound is near."""
    told = [("Educluster-Version", done.version)]
    if done.warning:
        told.append(("Educluster-Warning", done.warning.encode("ascii", "replace").decode()))
    return told
