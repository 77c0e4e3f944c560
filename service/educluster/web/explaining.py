"""/explain: why a query has no answer; and the same below an answer that is empty."""

from __future__ import annotations

from flask import Blueprint, Response, jsonify, render_template

from educluster import formats
from educluster.answer import Asked, Explained
from educluster.errors import BadQuery, EduclusterError
from educluster.web import editor, operations, parameters, sparql
from educluster.web.frame import language
from educluster.web.service import service
from educluster.web.watch import notes

pages = Blueprint("explaining", __name__)

_FORMATS = (formats.JSON, formats.HTML)


@pages.route("/explain", methods=["GET", "POST"])
def explain() -> Response:
    """Tell why a query has no answer, as JSON or as a page; without one, show a page to ask on.

    Raises BadQuery, and what `Answering.explain` raises.
    """
    sent = operations.sent(operations.QUERY)
    best = parameters.chosen(_FORMATS, sent.beside)
    if sent.is_bare and best is formats.HTML:
        return Response(render_template("explain.html", query=""), content_type=formats.HTML.content_type)
    if sent.is_bare:
        raise BadQuery("there is no query", "give one, as the parameter «query»")
    editor.keep(sent.text)
    notes().kind, notes().query = "query", sent.text
    asked = sparql.asked(sent.text, sent.beside)
    explained = service().answering.explain(asked)
    response = _page(asked, explained) if best is formats.HTML else jsonify(_told(explained))
    response.headers["Educluster-Version"] = explained.version
    return response


@pages.app_context_processor
def _offered() -> dict[str, object]:
    """Let each page tell why an answer that it shows is empty: by the template reasons.html."""
    return {"explained": _explained}


def _explained(asked: Asked) -> Explained | None:
    """Return why a query whose answer is known to be empty has none.

    None where that cannot be found out now: the answer is shown all the same.
    """
    try:
        return service().answering.explain(asked, is_empty=True)
    except EduclusterError:
        return None


def _page(asked: Asked, explained: Explained) -> Response:
    page = render_template("explain.html", query=asked.query.decode(), found=explained)
    return Response(page, content_type=formats.HTML.content_type)


def _told(explained: Explained) -> dict[str, object]:
    found = explained.explanation
    reasons = [
        {
            "kind": each.kind,
            "line": each.line,
            "pattern": each.pattern,
            "text": each.text,
            "told": each.told(language()),
            "meant": each.meant,
            "values": dict(each.values),
        }
        for each in found.reasons
    ]
    return {"empty": found.empty, "complete": found.complete, "reasons": reasons}
