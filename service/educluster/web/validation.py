"""/validate: a description in, its report out; 200 whether it conforms or not."""

from __future__ import annotations

from flask import Blueprint, Response, request

from educluster import formats
from educluster.errors import BadDocument, BadParameter, UnknownFormat
from educluster.reports import Severity
from educluster.validate import Wish, validate
from educluster.web.frame import known_only, language
from educluster.web.service import service

pages = Blueprint("validation", __name__)


@pages.post("/validate")
def check() -> Response:
    """Answer with the report on the document that is the body."""
    known_only("profile", "fail-on")
    if request.headers.get("Content-Encoding", "identity") != "identity":
        raise UnknownFormat("a compressed document is not read here", "send it as it is")
    wish = Wish(
        written_in=formats.choose(request.headers.get("Accept", ""), formats.REPORTS),
        profile=request.args.get("profile", "base"),
        language=language(),
        fail_on=_fail_on(request.args.get("fail-on", "violation")),
    )
    sent = formats.sent(request.headers.get("Content-Type", ""), formats.DOCUMENTS)
    body = request.get_data(cache=False)
    if not body.strip():
        raise BadDocument("the document is empty", "send a description: curl --data-binary @cluster.ttl")
    validated = validate(service().validators, body, sent, wish)
    return Response(validated.report, content_type=wish.written_in.content_type)


def _fail_on(name: str) -> Severity:
    try:
        return Severity(name)
    except ValueError as error:
        choices = ", ".join(each.value for each in Severity)
        raise BadParameter(f"fail-on cannot be «{name}»", f"choose one of: {choices}") from error
