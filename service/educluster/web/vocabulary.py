"""/ns and its versions, /shapes: vocabularies whose terms are parts of one document; /graph/… leads to it."""

from __future__ import annotations

from flask import Blueprint, Response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from educluster import catalogue, formats, names
from educluster.describe import LABELS, Kind, Profile
from educluster.describe.vocabulary import vocabulary
from educluster.documentation import words
from educluster.errors import NotFound
from educluster.rulebook import book
from educluster.web import addresses, negotiating, parameters, resolving, signposts
from educluster.web.frame import known_only, language
from educluster.web.negotiating import FORMATS
from educluster.web.service import service
from educluster.web.signposts import Link, Place
from educluster.web.speaking import Speaker
from educluster.web.thing_page import Shown

pages = Blueprint("vocabulary", __name__)

_IRI = names.EC.rstrip("#")
_HIDDEN = {  # of a term: said by its place on the page, or by its heading
    names.RDF + "type",
    names.RDFS + "label",
    names.RDFS + "isDefinedBy",
    names.SKOS + "definition",
    names.OWL + "deprecated",
}
_ENDINGS = {each.name for each in FORMATS} | {"linkset"}


@pages.get("/ns")
def ontology() -> AnyResponse:
    """Return the ontology in the format that is wanted: hash IRIs are parts of this document."""
    return _whole("/ns", _IRI)


@pages.get("/ns.<ending>")
def ontology_document(ending: str) -> AnyResponse:
    """Return the ontology in the format of an ending."""
    return _whole("/ns", _IRI, ending)


@pages.get("/ns/<version>")
def version(version: str) -> AnyResponse:
    """Return a version of the ontology that is held; its documents have an ending behind the version.

    Raises NotFound, which lists those that are held; of a term's name, where the term is.
    """
    number, _, ending = version.rpartition(".")
    if ending not in _ENDINGS:
        number, ending = version, ""
    if f"{names.EC}{number}" in service().describing.subjects():
        raise NotFound(f"there is no version «{number}»", f"the term is {names.EC}{number}, with a hash")
    current = service().asking.version().version
    return _whole(f"/ns/{number}", f"{_IRI}/{number}", ending, "" if number == current else number)


@pages.get("/shapes")
def shapes() -> AnyResponse:
    """Return the rules of all profiles as SHACL; a reader gets the page of the rules."""
    given = parameters.of_address(parameters.FORMAT)
    written_in = parameters.chosen(FORMATS, given)
    if written_in is formats.HTML:
        return redirect(url_for("rules.rules", lang=language()), 303)
    response = Response(book().everything(written_in.media_type), content_type=written_in.content_type)
    response.headers["Link"] = signposts.Link(signposts.LICENCE, "license").written
    response.add_etag(weak=True)
    return response.make_conditional(request)


@pages.get("/shapes/<name>")
def profile(name: str) -> AnyResponse:
    """Lead to the rule set of that name, in the version that may follow an @."""
    known_only(*parameters.FORMAT)
    return redirect(addresses.onward("rules.profile", name=name), 303)


@pages.get("/graph/<path:path>")
def graph(path: str) -> AnyResponse:
    """Lead to the graph of that name; a reader gets a page on which its files are, or where it is listed."""
    given = parameters.of_address(parameters.FORMAT)
    if parameters.chosen((*formats.GRAPHS, formats.HTML), given) is formats.HTML:
        if part := next((each for each in catalogue.PARTS if each.iri == names.GRAPH + path), None):
            return redirect(url_for("downloads.index", _anchor=catalogue.anchor(part)), 303)
        if names.GRAPH + path in service().answering.graphs():
            return redirect(url_for("graphs.read", _anchor=path), 303)
    return redirect(addresses.onward("graphs.read", path=path), 303)


def _whole(path: str, iri: str, ending: str = "", version: str = "") -> AnyResponse:
    """Return the ontology; raises NotFound for a version that is not held, and NotAcceptable."""
    given = parameters.of_address(negotiating.KNOWN)
    version = version or given.one("version") or ""
    place = Place(iri, path, Kind.ONTOLOGY, resolving.kept(given))
    if ending == "linkset":
        linkset = signposts.linkset(place, _links())
        return resolving.dated(Response(linkset, content_type=signposts.LINKSET), version)
    wanted = negotiating.wanted(Kind.ONTOLOGY, given, ending)
    if wanted.profile is None:
        return resolving.listed(place, wanted.format)
    if wanted.format is formats.HTML:
        profile = wanted.profile
        shown = resolving.remembered(profile, version, lambda: _page(place, profile, version))
        response = resolving.page(shown.body, version)
        negotiating.vary(signposts.signed(response, place, profile, shown.links))
    else:
        response = resolving.represented(place, wanted.format, wanted.profile, version)
    response.headers["Content-Location"] = place.document(wanted.format, wanted.profile)
    return response


def _page(place: Place, profile: Profile, version: str) -> Shown:
    told = vocabulary(service().describing.ontology(version))
    spoken = language()
    speaker = Speaker(service().asking.labels(version), spoken)
    titles = speaker.values(told.header.get(names.DCTERMS + "title", ()))
    shown = {
        "title": titles[0].text if titles else place.iri,
        "descriptions": speaker.values(told.header.get(names.DCTERMS + "description", ())),
        "place": place,
        "profile": profile,
        "only_names": profile == LABELS,
        "speaker": speaker,
        "vocabulary": told,
        "titles": {kind: words.said(words.HEADINGS, kind, spoken) for kind in told.terms},
        "hidden": _HIDDEN,
        "formats": [each for each in FORMATS if each is not formats.HTML],
        "listed": place.document(formats.HTML, None, _profile=negotiating.LISTED),
        "release": service().asking.version(version),
    }
    return Shown(render_template("vocabulary.html", **shown), _links())


def _links() -> list[Link]:
    kinds = (signposts.ABOUT_PAGE, "https://schema.org/DefinedTermSet")
    return [*(Link(each, "type") for each in kinds), Link(signposts.AUTHOR, "author")]
