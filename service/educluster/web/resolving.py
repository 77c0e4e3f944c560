"""/id/… and /claim/…: what has an IRI of ours, as a document in the format and profile that is wanted."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, time
from functools import partial
from hashlib import sha256
from urllib.parse import quote

from flask import Blueprint, Response, current_app, g, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from educluster import formats, names
from educluster.ask.kept import Kept
from educluster.describe import Kind, Profile
from educluster.errors import NotFound
from educluster.formats import Format
from educluster.web import faces, negotiating, parameters, sending, signposts, thing_page
from educluster.web.frame import language
from educluster.web.negotiating import FORMATS
from educluster.web.parameters import Values
from educluster.web.service import service
from educluster.web.signposts import Place
from educluster.web.speaking import Speaker
from educluster.web.thing_page import Shown

pages = Blueprint("resolving", __name__)

_LONGEST = 500  # characters of an address whose page is kept
_PAGE_BYTES = 256 * 1024  # that a page is taken to have, so that few enough are kept
_ENDINGS = {each.name: each for each in FORMATS}


@pages.get("/id/<name>")
def thing(name: str) -> AnyResponse:
    """Lead from a thing to its document.  Source: Cool URIs for the Semantic Web, section 4.2."""
    return _resolved(f"/id/{quote(name)}", f"{names.ECR}{name}", Kind.THING)


@pages.get("/id/<name>.<ending>")
def thing_document(name: str, ending: str) -> AnyResponse:
    """Return the document about a thing."""
    return document(f"/id/{quote(name)}", f"{names.ECR}{name}", Kind.THING, ending)


@pages.get("/claim/<name>")
def claim(name: str) -> AnyResponse:
    """Lead from a claim to its document."""
    return _resolved(f"/claim/{quote(name)}", f"{names.ECC}{name}", Kind.CLAIM)


@pages.get("/claim/<name>.<ending>")
def claim_document(name: str, ending: str) -> AnyResponse:
    """Return the document about a claim."""
    return document(f"/claim/{quote(name)}", f"{names.ECC}{name}", Kind.CLAIM, ending)


def _resolved(path: str, iri: str, kind: Kind) -> AnyResponse:
    """Return 303 to the document that is wanted, or the list of those there are.

    Raises NotFound, which tells what was probably meant, and NotAcceptable.
    """
    _offer_the_nearest(iri)
    given = parameters.of_address(negotiating.KNOWN)
    wanted, version = negotiating.wanted(kind, given), given.one("version") or ""
    place = Place(iri, path, kind, kept(given))
    service().describing.check(iri, kind, version)
    if wanted.profile is None:
        return listed(place, wanted.format)
    response = redirect(place.document(wanted.format, wanted.profile), 303)
    return negotiating.vary(signposts.signed(response, place, wanted.profile))


def document(path: str, iri: str, kind: Kind, ending: str) -> AnyResponse:
    """Return a document by its ending; raises as `_resolved` does."""
    _offer_the_nearest(iri)
    given = parameters.of_address(set(negotiating.KNOWN) - parameters.FORMAT - {"_mediatype"})
    place, version = Place(iri, path, kind, kept(given)), given.one("version") or ""
    if ending == "linkset":
        return _linkset(place, version)
    if ending not in _ENDINGS:
        told = ", ".join(f".{each}" for each in [*_ENDINGS, "linkset"])
        raise NotFound(f"there is no document with the ending .{ending[:20]}", f"take one of: {told}")
    profile = negotiating.wanted(kind, given, ending).profile
    if profile is None:
        return listed(place, _ENDINGS[ending])
    return represented(place, _ENDINGS[ending], profile, version)


def represented(place: Place, written_in: Format, profile: Profile, version: str) -> Response:
    """Return a thing in a format and a profile; raises as `Describing.document` does."""
    if written_in is formats.HTML:
        shown = remembered(profile, version, lambda: thing_page.page(place, profile, version))
        response = page(shown.body, version)
        return negotiating.vary(signposts.signed(response, place, profile, shown.links))
    if place.kind is Kind.CLAIM and written_in is formats.TRIG:
        return _nanopublication(place, profile, version)
    ask = partial(
        service().describing.document,
        place.iri, place.kind, profile, faces.only(written_in), version, sending.seen(),
    )  # fmt: skip
    landing = signposts.Link(place.document(formats.HTML, profile), "describes")
    response = dated(sending.answered(ask), version)
    return negotiating.vary(signposts.signed(response, place, profile, [landing]))


def _nanopublication(place: Place, profile: Profile, version: str) -> Response:
    """Return a claim in TriG, whose graphs are those of a nanopublication."""
    body = service().describing.nanopublication(place.iri, version)
    response = Response(body, content_type=formats.TRIG.content_type)
    response.set_etag(sha256(body).hexdigest()[:16])
    landing = signposts.Link(place.document(formats.HTML, profile), "describes")
    return negotiating.vary(signposts.signed(dated(response, version), place, profile, [landing]))


def remembered(profile: Profile, version: str, make: Callable[[], Shown]) -> Shown:
    """Return a page as it is kept, or made anew: of a release it is the same each time."""
    kept: Kept[Shown] = current_app.extensions.setdefault("educluster.described", Kept())
    release = service().asking.version(version).release
    key = f"{release} {profile.token} {language()} {request.script_root}{request.full_path}"
    return kept.get(key if len(key) < _LONGEST else "", make, _PAGE_BYTES)


def page(body: str, version: str) -> Response:
    """Return a page with its tag, its day, and the version that it is of."""
    response = Response(body, content_type=formats.HTML.content_type)
    response.headers["Educluster-Version"] = service().asking.version(version).release
    response.set_etag(sha256(body.encode()).hexdigest()[:16], weak=True)
    return dated(response, version)


def dated(response: Response, version: str) -> Response:
    """Return a response with the day of the data; 304 where the client has it already."""
    day = service().asking.version(version).date
    response.last_modified = datetime.combine(day, time(), UTC)
    if response.status_code == 200:
        response.make_conditional(request)
    return response


def listed(place: Place, written_in: Format) -> Response:
    """Return the profiles and formats in which there is something, as the list that clients can ask for."""
    body = thing_page.representations(place, written_in)
    response = Response(body, content_type=written_in.content_type)
    return negotiating.vary(response)


def _linkset(place: Place, version: str) -> Response:
    more = thing_page.own_links(place, version)
    return dated(Response(signposts.linkset(place, more), content_type=signposts.LINKSET), version)


def _offer_the_nearest(iri: str) -> None:
    """Let the page about what is not there lead to what was probably meant."""

    def page(told: dict[str, object]) -> str:
        if not str(told["type"]).endswith("#not-found"):
            return render_template("problem.html", **told)
        speaker = Speaker(service().asking.labels(), language())
        near = [speaker.called(each) for each in service().describing.nearest(iri)]
        return render_template("absent.html", near=near, **told)

    g.refused = page


def kept(given: Values) -> tuple[tuple[str, str], ...]:
    """Return the parameters that lead on to a document: the version and the language."""
    return tuple((name, value) for name in ("version", "lang") if (value := given.one(name)))
