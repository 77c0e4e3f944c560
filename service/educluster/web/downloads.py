"""/downloads and /dump: the data and their parts as files, made once for each release; and the logo."""

from __future__ import annotations

from datetime import UTC, datetime
from hashlib import sha256

from flask import Blueprint, Response, jsonify, redirect, render_template, request, send_file, url_for
from werkzeug.routing import BaseConverter
from werkzeug.wrappers import Response as AnyResponse

from educluster import __version__, artifacts, catalogue, formats, release
from educluster.catalogue import Edition, File, Offer
from educluster.formats import Format
from educluster.web import addresses, parameters
from educluster.web.frame import known_only
from educluster.web.parameters import Values
from educluster.web.service import service

pages = Blueprint("downloads", __name__)

_DESCRIBED = (formats.HTML, formats.JSON, formats.TURTLE, formats.JSON_LD, formats.RDF_XML, formats.N_TRIPLES)
_DUMPED = (formats.HTML, formats.TURTLE, formats.TRIG, formats.N_TRIPLES, formats.JSON_LD, formats.RDF_XML)


class _Version(BaseConverter):
    """A version of the data; the graph of a cluster has a name like a part's, but none like this."""

    regex = r"[0-9]+\.[0-9]+\.[0-9]+"


class _Part(BaseConverter):
    """The name of a part that has no address of its own elsewhere."""

    regex = "|".join(each.name for each in catalogue.PARTS if each.name not in {"", "ontology"})


pages.record_once(lambda state: state.app.url_map.converters.update(release=_Version, part=_Part))


@pages.get("/downloads")
def index() -> Response:
    """Return what can be downloaded: as a page, as JSON, as DCAT."""
    values = parameters.of_address({"version", *parameters.FORMAT})
    written_in = parameters.chosen(_DESCRIBED, values)
    wanted, downloads = _wanted(values), service().downloads
    # Programs want sizes and checksums of all; a reader need not wait for them.
    kept = downloads.so_far(wanted) if written_in is formats.HTML else downloads.of(wanted)
    edition = kept.edition
    response = _told(edition, written_in)
    response.set_etag(sha256(response.get_data()).hexdigest()[:16], weak=True)
    response.last_modified = _day(edition)
    response.make_conditional(request)
    return response


@pages.get("/dump.<ending>")
def whole(ending: str) -> Response:
    """Return all data as a file."""
    return _file("", ending)


@pages.get("/dump/<part>.<ending>")
def dump(part: str, ending: str) -> Response:
    """Return a part of the data as a file."""
    return _file(part, ending)


@pages.get("/dataset", defaults={"part": "", "version": ""})
@pages.get("/dataset/<release:version>", defaults={"part": ""})
@pages.get("/graph/core", defaults={"part": "core", "version": ""})
@pages.get("/graph/corpus", defaults={"part": "corpus", "version": ""})
@pages.get("/graph/<part:part>/<release:version>")
def resolve(part: str, version: str) -> AnyResponse:
    """Lead from the IRI of a part, in one version or the newest, to its file, or to the page of files."""
    values = parameters.of_address(parameters.FORMAT)
    written_in = parameters.chosen(_DUMPED, values)
    asked = version or None  # which leaves it out of an address
    if written_in is formats.HTML:
        place = catalogue.anchor(catalogue.part(part))
        return redirect(url_for("downloads.index", _anchor=place, version=asked), 303)
    if part:
        return redirect(url_for("downloads.dump", part=part, ending=written_in.name, version=asked), 303)
    return redirect(url_for("downloads.whole", ending=written_in.name, version=asked), 303)


@pages.get("/logo.svg")
def logo() -> Response:
    """Return the logo."""
    known_only()
    return send_file(artifacts.logo(), mimetype="image/svg+xml", conditional=True)


def _file(part: str, ending: str) -> Response:
    """Return a file; it is streamed from the disk, and a client may ask for a piece of it.

    Raises NotFound for a part, an ending or a release that there is not.
    """
    wanted = _wanted(parameters.of_address({"version"}))
    kept = service().downloads.of(wanted, (release.piece(part, ending),))
    path, file = kept.file(part, ending)
    return send_file(
        path,
        mimetype=file.media_type,  # of a text, Flask adds the charset
        download_name=file.name,
        etag=file.digest,
        last_modified=_day(kept.edition),
        conditional=True,
    )


def _wanted(values: Values) -> str:
    wanted = values.one("version") or ""
    # Several releases may have the version of the program, while that is not published: this one is meant.
    return service().loaded.release if wanted in ("", __version__) else wanted


def _told(edition: Edition, written_in: Format) -> Response:
    if written_in is formats.HTML:
        return Response(_page(edition), content_type=formats.HTML.content_type)
    if written_in is formats.JSON:
        return jsonify(_json(edition))
    body = catalogue.describe_downloads(edition, _base(), written_in)
    return Response(body, content_type=written_in.content_type)


def _page(edition: Edition) -> str:
    formats_shown = (formats.TURTLE, formats.JSON_LD, formats.RDF_XML, formats.N_TRIPLES)
    whole = bool(edition.beside) and all(file.digest for each in edition.offers for file in each.files)
    shown = {
        "edition": edition,
        "address": _address,
        "formats": formats_shown,
        "whole": whole,
        "anchor": catalogue.anchor,
    }
    return render_template("downloads.html", **shown)


def _json(edition: Edition) -> dict[str, object]:
    return {
        "release": edition.release,
        "version": edition.version,
        "date": edition.date,
        "parts": [
            {
                "name": each.part.name,
                "iri": each.part.iri,
                "version_iri": each.part.version_iri(edition.version),
                "title": dict(each.part.title),
                "description": dict(each.part.description),
                "triples": each.triples,
                "files": [_json_of(edition, each, file) for file in each.files],
            }
            for each in edition.offers
        ],
        "beside": [_json_of(edition, None, file) for file in edition.beside],
    }


def _json_of(edition: Edition, offer: Offer | None, file: File) -> dict[str, object]:
    return {
        "name": file.name,
        "address": catalogue.address(edition, offer, file, _base()),
        "media_type": file.media_type,
        "bytes": file.size,
        "sha256": file.digest,
    }


def _address(edition: Edition, offer: Offer | None, file: File) -> str:
    return catalogue.address(edition, offer, file, request.script_root)


def _base() -> str:
    """Return the address of this service."""
    return addresses.host() + request.script_root


def _day(edition: Edition) -> datetime:
    return datetime.fromisoformat(edition.date).replace(tzinfo=UTC)
