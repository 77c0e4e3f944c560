"""Errors as problem documents (RFC 9457): the only module that knows which status an error has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, render_template, request
from werkzeug.exceptions import HTTPException, RequestEntityTooLarge

from educluster import errors
from educluster.config import Settings
from educluster.formats import HTML, PROBLEM

_TYPES = "https://w3id.org/educluster/problems#"
_STATUS = {
    errors.BadRequest: HTTPStatus.BAD_REQUEST,
    errors.NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    errors.UnknownFormat: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Deadline: HTTPStatus.GATEWAY_TIMEOUT,
    errors.ResultTooLarge: HTTPStatus.BAD_REQUEST,
    errors.LimitReached: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotValidated: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_RETRY_SECONDS = "5"


def install(app: Flask, settings: Settings) -> None:
    """Let an application answer every error with a problem document."""
    app.before_request(lambda: _refuse_a_cut_body(settings))
    app.register_error_handler(errors.EduclusterError, _of_ours)
    app.register_error_handler(RequestEntityTooLarge, lambda _: _of_ours(_too_large(settings)))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, lambda error: _of_a_mistake(app, error))


def _refuse_a_cut_body(settings: Settings) -> None:
    """Raise TooLarge for a body over the limit, which Werkzeug cuts off in silence where it has no length."""
    if request.method != "POST":
        return
    length = request.content_length
    if (len(request.get_data()) if length is None else length) > settings.body_bytes:
        raise _too_large(settings)


def _too_large(settings: Settings) -> errors.TooLarge:
    remedy = "send less, or check it on the command line: educluster validate"
    return errors.TooLarge("--body-bytes", f"{settings.body_bytes} bytes", remedy)


def busy(app: Flask) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Return a WSGI application that answers that too many requests are under way."""
    error = errors.Busy("too many requests are under way", "try again in some seconds")

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        with app.request_context(environ):
            return _of_ours(error)(environ, start_response)

    return answer


def _of_ours(error: errors.EduclusterError) -> Response:
    status = next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)
    told = {key: getattr(error, key, None) for key in ("line", "column", "limit", "value")}
    response = _problem(status, _slug(type(error).__name__), error.problem, error.remedy, told)
    if isinstance(error, errors.Busy):
        response.headers["Retry-After"] = _RETRY_SECONDS
    return response


def _of_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    remedy = "the page / lists the addresses there are" if status is HTTPStatus.NOT_FOUND else ""
    response = _problem(status, _slug(status.phrase), error.description or status.phrase, remedy, {})
    for name, value in error.get_headers():
        if name == "Allow":
            response.headers[name] = value
    return response


def _of_a_mistake(app: Flask, error: Exception) -> Response:
    app.logger.error("a request failed", exc_info=error)
    problem, remedy = "a mistake of the service's own", "tell who runs it; its log says more"
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", problem, remedy, {})


def _problem(status: HTTPStatus, slug: str, detail: str, remedy: str, told: dict[str, object]) -> Response:
    value = {
        "type": _TYPES + slug,
        "title": status.phrase,
        "status": status.value,
        "detail": detail,
        "remedy": remedy or None,
        **told,
    }
    told = {key: each for key, each in value.items() if each is not None}
    if _for_a_reader():
        page = render_template("problem.html", **{"line": None, "column": None, "remedy": None, **told})
        return Response(page, status=status.value, content_type=HTML.content_type)
    body = json.dumps(told, ensure_ascii=False, indent=2)
    return Response(body + "\n", status=status.value, content_type=PROBLEM.media_type)


def _for_a_reader() -> bool:
    """Return whether a browser asks, which names HTML before all else; the others get what machines read."""
    accepted = request.accept_mimetypes
    return HTML.media_type in accepted.values() and accepted[HTML.media_type] > accepted[PROBLEM.media_type]


def _slug(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])| ", "-", name).lower()
