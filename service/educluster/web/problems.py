"""Errors as problem documents (RFC 9457): the only module that knows which status an error has."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable
from http import HTTPStatus
from typing import Any

from flask import Flask, Response, g, render_template, request
from werkzeug.exceptions import HTTPException, LengthRequired, RequestEntityTooLarge

from educluster import errors
from educluster.config import Settings
from educluster.formats import HTML, PROBLEM
from educluster.web.watch import notes

_TYPES = "https://w3id.org/educluster/problems#"
_STATUS = {
    errors.BadRequest: HTTPStatus.BAD_REQUEST,
    errors.Unauthorized: HTTPStatus.UNAUTHORIZED,
    errors.Forbidden: HTTPStatus.FORBIDDEN,
    errors.NotFound: HTTPStatus.NOT_FOUND,
    errors.NotAcceptable: HTTPStatus.NOT_ACCEPTABLE,
    errors.UnknownFormat: HTTPStatus.UNSUPPORTED_MEDIA_TYPE,
    errors.TooLarge: HTTPStatus.REQUEST_ENTITY_TOO_LARGE,
    errors.Deadline: HTTPStatus.GATEWAY_TIMEOUT,
    errors.ResultTooLarge: HTTPStatus.BAD_REQUEST,
    errors.NoRoom: HTTPStatus.INSUFFICIENT_STORAGE,
    errors.TooOften: HTTPStatus.TOO_MANY_REQUESTS,
    errors.LimitReached: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.NotValidated: HTTPStatus.SERVICE_UNAVAILABLE,
    errors.Unavailable: HTTPStatus.SERVICE_UNAVAILABLE,
}
_RETRY_SECONDS = "5"
_CHALLENGE = 'Bearer realm="educluster"'
_REMEDIES = {
    HTTPStatus.NOT_FOUND: "the page / lists the addresses there are",
    HTTPStatus.LENGTH_REQUIRED: "let the client read it first: curl --data-binary @FILE rather than -T -",
    HTTPStatus.PRECONDITION_FAILED: "send it without the condition",
}
_MENDED = {HTTPStatus.BAD_REQUEST, HTTPStatus.NOT_FOUND}  # by another value in the form that was sent
_WITHOUT_BODY = {"GET", "HEAD", "OPTIONS"}


def install(app: Flask, settings: Settings) -> None:
    """Let an application answer every error with a problem document."""
    app.before_request(lambda: _refuse_a_cut_body(settings))
    app.register_error_handler(errors.EduclusterError, _of_ours)
    app.register_error_handler(RequestEntityTooLarge, lambda _: _of_ours(_too_much(settings)))
    app.register_error_handler(HTTPException, _of_http)
    app.register_error_handler(Exception, lambda error: _of_a_mistake(app, error))


def _refuse_a_cut_body(settings: Settings) -> None:
    """Raise an error for a body over the limit, or that did not come to its end: both come cut, in silence.

    Where a body has no length, the server cannot tell its end from a broken connection.
    """
    if request.method in _WITHOUT_BODY:
        return
    length = request.content_length
    if length is not None and length > settings.body_bytes:
        raise _too_large(settings)
    if length is None and request.headers.get("Transfer-Encoding") and _is_a_write():
        raise LengthRequired("a write needs a Content-Length, by which one that was cut off is known")
    received = len(request.get_data())
    if received > settings.body_bytes:
        raise _too_large(settings)
    if length is not None and received < length:
        problem = f"the body ended after {received} of {length} bytes, so nothing was done"
        raise errors.BadDocument(problem, "send it again")
    g.body_is_whole = True


def _too_much(settings: Settings) -> errors.TooLarge:
    """Return the error of a body that the server does not read, or of a form that it cannot take apart."""
    if not g.get("body_is_whole"):
        return _too_large(settings)
    remedy = "send fewer files at once, in several requests"
    return errors.TooLarge("parts of a form", f"{request.max_form_parts}", remedy)


def _too_large(settings: Settings) -> errors.TooLarge:
    remedy = "send it in parts: a graph grows with each POST" if _is_for_graphs() else "send less"
    if request.path.startswith("/validate"):
        remedy = "send less, or check it on the command line: educluster validate"
    return errors.TooLarge("--body-bytes", f"{settings.body_bytes} bytes", remedy)


def _is_a_write() -> bool:
    return request.path == "/update" or _is_for_graphs()


def _is_for_graphs() -> bool:
    return request.path == "/graphs" or request.path.startswith("/graphs/")


def busy(app: Flask) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Return a WSGI application that answers that too many requests are under way."""
    return refusal(app, errors.Busy("too many requests are under way", "try again in some seconds"))


def refusal(app: Flask, error: errors.EduclusterError) -> Callable[[dict[str, Any], Any], Iterable[bytes]]:
    """Return a WSGI application that answers with an error: for what stands before the application."""

    def answer(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        with app.request_context(environ):
            return app.process_response(_of_ours(error))(environ, start_response)

    return answer


def _of_ours(error: errors.EduclusterError) -> Response:
    status = _status(type(error))
    told = {key: getattr(error, key, None) for key in ("line", "column", "limit", "value")}
    if isinstance(error, errors.BadParameter):
        told |= {"parameter": error.name or None, "allowed": list(error.allowed) or None}
    response = _problem(status, _slug(type(error).__name__), error.problem, error.remedy, told)
    response.headers.extend(_beside(error))
    return response


def _status(kind: type[errors.EduclusterError]) -> HTTPStatus:
    return next(_STATUS[each] for each in kind.__mro__ if each in _STATUS)


def _beside(error: errors.EduclusterError) -> list[tuple[str, str]]:
    """Return the headers that a status asks for.  Sources: RFC 6750, section 3; RFC 9110, section 10.2.3."""
    if isinstance(error, errors.Unauthorized):
        said = ', error="invalid_token"' if "Authorization" in request.headers else ""
        return [("WWW-Authenticate", f"{_CHALLENGE}{said}")]
    if isinstance(error, errors.TooOften):
        return [("Retry-After", str(error.seconds))]
    if isinstance(error, errors.Unavailable):
        return [("Retry-After", _RETRY_SECONDS)]
    return []


def _of_http(error: HTTPException) -> Response:
    status = HTTPStatus(error.code or 500)
    allowed = ", ".join(sorted(getattr(error, "valid_methods", None) or ()))
    remedy = f"take one of: {allowed}" if allowed else _REMEDIES.get(status, "")
    response = _problem(status, _slug(status.phrase), error.description or status.phrase, remedy, {})
    if allowed:
        response.headers["Allow"] = allowed
    return response


def _of_a_mistake(app: Flask, error: Exception) -> Response:
    app.logger.error("a request failed", exc_info=error)
    problem, remedy = "a mistake of the service's own", "tell who runs it; its log says more"
    return _problem(HTTPStatus.INTERNAL_SERVER_ERROR, "internal", problem, remedy, {})


def _problem(status: HTTPStatus, slug: str, detail: str, remedy: str, told: dict[str, object]) -> Response:
    notes().outcome = slug
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
        page = _page({"line": None, "column": None, "remedy": None, **told}, status)
        return Response(page, status=status.value, content_type=HTML.content_type)
    body = json.dumps(told, ensure_ascii=False, indent=2)
    return Response(body + "\n", status=status.value, content_type=PROBLEM.media_type)


def _page(told: dict[str, object], status: HTTPStatus) -> str:
    """Return the page about an error: that of a form whose values are to be mended, where there is one."""
    if "refused" in g and status in _MENDED:
        refused: Callable[[dict[str, object]], str] = g.refused
        return refused(told)
    return render_template("problem.html", **told)


def _for_a_reader() -> bool:
    """Return whether a browser asks, which names HTML before all else; the others get what machines read."""
    accepted = request.accept_mimetypes
    return HTML.media_type in accepted.values() and accepted[HTML.media_type] > accepted[PROBLEM.media_type]


def _slug(name: str) -> str:
    return re.sub(r"(?<=[a-z])(?=[A-Z])| ", "-", name).lower()
