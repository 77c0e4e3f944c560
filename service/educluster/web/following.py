"""/versions, /history, /changes.atom: the releases, what each changed, what happened to a term."""

from __future__ import annotations

import json
from collections.abc import Mapping
from hashlib import sha256

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from educluster import follow, formats, names
from educluster.follow import DIFFERENCE, Difference, Edition, History, Moment
from educluster.formats import Format
from educluster.reports.model import in_language
from educluster.versions import Change, What
from educluster.web import addresses, change_words, feed, parameters
from educluster.web.frame import known_only, language
from educluster.web.service import service

pages = Blueprint("following", __name__)

_LISTS = (formats.HTML, formats.JSON)
_SPACES = (names.EC, names.ECR, names.ECC)
_MOST = 200  # changes of one kind on a page; JSON has them all


@pages.get("/versions")
def index() -> Response:
    """List the releases that are held, the newest first, each with what it changed."""
    known_only(*parameters.FORMAT)
    written_in, steps = parameters.chosen(_LISTS), service().following.steps()[::-1]
    if written_in is formats.JSON:
        return _answer(_json([feed.told(each) for each in steps]), written_in)
    return _page("versions.html", steps=steps)


@pages.get("/versions/<release>")
def version(release: str) -> AnyResponse:
    """Lead to what a release changed; of the oldest one, which has none before it, to the list.

    Raises NotFound for a release that is not held.
    """
    known_only(*parameters.FORMAT)
    found = service().following.edition(release)
    (step,) = (each for each in service().following.steps() if each.edition.release == found.release)
    if step.before is None:
        return _lead(addresses.onward("following.index"))
    return _lead(_between(step.before, step.edition))


@pages.get("/versions/<old>/<new>")
def difference(old: str, new: str) -> AnyResponse:
    """Tell what changed from a release to a later one, and how data that use it are mended.

    Raises NotFound for a release that is not held.
    """
    known_only(*parameters.FORMAT)
    written_in, following = parameters.chosen(DIFFERENCE), service().following
    one, other = following.edition(old), following.edition(new)
    held = following.editions
    if held.index(one) > held.index(other):
        return _lead(_between(other, one))
    found = following.difference(one.release, other.release)
    if written_in is formats.HTML:
        groups = {what: each[:_MOST] for what, each in found.changes.by_what.items()}
        return _page("difference.html", found=found, groups=groups, named=_named(found), forms=DIFFERENCE[1:])
    return _answer(_written(found, written_in), written_in)


@pages.get("/history/<name>")
def history(name: str) -> Response:
    """Tell what happened to a term, by its local name; of a deprecated one, why it is and what to use.

    Raises NotFound for what nothing is named by.
    """
    known_only(*parameters.FORMAT)
    written_in, following = parameters.chosen(_LISTS), service().following
    found = following.history(following.named(name))
    if written_in is formats.JSON:
        return _answer(_json(_history(found)), written_in)
    return _page("history.html", found=found, name=name)


@pages.get("/changes.atom")
def changes() -> Response:
    """Return a feed of the releases that are held.  Source: RFC 4287."""
    known_only()
    made = feed.written(service().following.steps()[::-1], language())
    return _answer(made, feed.ATOM)


def _between(one: Edition, other: Edition) -> str:
    return addresses.onward("following.difference", old=one.release, new=other.release)


def _lead(address: str) -> AnyResponse:
    return redirect(address, 303)


def _page(template: str, **shown: object) -> Response:
    body = render_template(
        template,
        words=change_words,
        short=_short,
        said=_said,
        path=_path,
        here=addresses.local,
        What=What,
        **shown,
    )
    return _answer(body.encode(), formats.HTML)


def _answer(body: bytes, written_in: Format) -> Response:
    response = Response(body, content_type=written_in.content_type)
    response.set_etag(sha256(body).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response


def _json(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, indent=2).encode()


def _written(found: Difference, written_in: Format) -> bytes:
    if written_in is formats.JSON:
        return _json(follow.as_json(found, language()))
    return (follow.as_turtle if written_in is formats.TURTLE else follow.as_update)(found).encode()


def _named(found: Difference) -> dict[str, str]:
    """Return what the terms that changed are called."""
    return {each.iri: found.label(each.iri, language()) for each in found.changes}


def _history(found: History) -> dict[str, object]:
    listed, term = found.publication, found.term
    return {
        "iri": term.iri,
        "kind": term.kind.value,
        "label": _said(term.labels),
        "since": listed.since if listed else None,
        "deprecated": term.deprecated,
        "deprecatedBy": (listed.deprecated or None) if listed else None,
        "note": _said(term.notes),
        "replacedBy": list(term.replacements),
        "use": list(found.living),
        "moments": [_moment(each) for each in found.moments],
    }


def _moment(each: Moment) -> dict[str, object]:
    changes = [_change(change) for change in each.changes]
    return {**follow.edition(each.edition), "oldestHeld": each.is_first, "changes": changes}


def _change(each: Change) -> dict[str, object]:
    return {
        "what": each.what.value,
        "severity": each.severity.told,
        "of": each.facet,
        "before": list(each.before),
        "after": list(each.after),
    }


def _said(texts: Mapping[str, str]) -> str:
    return in_language(texts, language())


def _short(value: str) -> str:
    """Return an IRI as it is written short; any other text as it is."""
    return names.shorten(value) if value.startswith(("http://", "https://")) else value


def _path(iri: str) -> str:
    """Return the address of a term's history on this service; "" for what has none."""
    local = next((iri.removeprefix(each) for each in _SPACES if iri.startswith(each)), "")
    return url_for("following.history", name=local, lang=language()) if local and "/" not in local else ""
