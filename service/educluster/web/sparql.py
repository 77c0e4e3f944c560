"""/sparql: the query operation of the SPARQL 1.1 Protocol (section 2.1)."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import IO

from flask import Blueprint, Response, request
from werkzeug.datastructures import MultiDict

from educluster import formats
from educluster.answer import Dataset, answer
from educluster.errors import BadQuery, UnknownFormat
from educluster.web.service import service

pages = Blueprint("sparql", __name__)

_PIECE = 64 * 1024
_AT_ONCE = 1024 * 1024  # a small answer goes out as one, so that a slow client holds no thread
_PARAMETERS = {"query", "default-graph-uri", "named-graph-uri"}
_FORM, _DIRECT = "application/x-www-form-urlencoded", "application/sparql-query"


@pages.route("/sparql", methods=["GET", "POST"])
def query() -> Response:
    """Answer a query in the format that the client likes best."""
    text, parameters = _asked()
    dataset = Dataset(
        default_graphs=tuple(parameters.getlist("default-graph-uri")),
        named_graphs=tuple(parameters.getlist("named-graph-uri")),
    )
    choice = partial(formats.choose, request.headers.get("Accept", ""))
    written_in, answered = answer(service().queries, text, choice, dataset)
    body = answered.whole() if answered.size <= _AT_ONCE else _pieces(answered.data)
    response = Response(body, content_type=written_in.content_type)
    response.content_length = answered.size
    return response


def _asked() -> tuple[bytes, MultiDict[str, str]]:
    """Return the query and the parameters beside it, from where the operation puts them."""
    if request.method == "POST" and request.mimetype == _DIRECT:
        if "query" in request.args:
            raise BadQuery("there are two queries, one in the address and one as the body", "send one")
        return request.get_data(), request.args
    if request.method == "POST" and request.mimetype != _FORM:
        sent = request.mimetype or "no Content-Type"
        raise UnknownFormat(f"a query cannot be sent as {sent}", f"send it as {_FORM} or {_DIRECT}")
    parameters = request.form if request.method == "POST" else request.args
    for name in _PARAMETERS & (set(request.args) - set(parameters)):
        raise BadQuery(
            f"{name} stands in the address, but the query in the body", f"put {name} into the body too"
        )
    queries = parameters.getlist("query")
    if len(queries) == 1:
        return queries[0].encode(errors="surrogatepass"), parameters
    problem = "there is no query" if not queries else "there is more than one query"
    raise BadQuery(
        problem, "give one as the parameter query, for example query=SELECT * { ?s ?p ?o } LIMIT 10"
    )


def _pieces(data: IO[bytes]) -> Iterator[bytes]:
    with data:
        while piece := data.read(_PIECE):
            yield piece
