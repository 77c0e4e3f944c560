"""What leads to everything: /clusters, the JSON-LD context, and for search engines sitemap and robots.txt."""

from __future__ import annotations

import json
from collections.abc import Iterator
from hashlib import sha256
from xml.sax.saxutils import escape

from flask import Blueprint, Response, render_template, request, url_for

from educluster import formats, names
from educluster.web import addresses, parameters, resolving, signposts
from educluster.web.frame import known_only, language
from educluster.web.service import service
from educluster.web.signposts import Link
from educluster.web.speaking import Speaker

pages = Blueprint("lists", __name__)

_DAY, _YEAR = 86_400, 31_536_000
_UNLISTED = tuple(names.ECR + each for each in ("label-", "question-", "unknown-", "membership-", "count-"))
_MOST = 50_000  # addresses of a sitemap.  Source: sitemaps.org, protocol
_NOT_FOR_ROBOTS = (
    "/sparql",
    "/explain",
    "/update",
    "/validate",
    "/reconcile",
    "/link",
    "/outdated",
    "/search?",
)


@pages.get("/clusters")
def clusters() -> Response:
    """List the clusters that are described, with territory, country, start and end where they are known."""
    given = parameters.of_address({"version", *parameters.FORMAT})
    version, written_in = given.one("version") or "", parameters.chosen((formats.HTML, formats.JSON), given)
    speaker = Speaker(service().asking.labels(version), language())
    listed = _clusters(version, speaker)
    if written_in is formats.JSON:
        body = json.dumps(listed, ensure_ascii=False, indent=1)
    else:
        body = render_template("clusters.html", clusters=listed, speaker=speaker)
    response = resolving.page(body, version)
    response.content_type = written_in.content_type
    links = [Link(str(each["iri"]), "item") for each in listed]
    response.headers["Link"] = ", ".join(
        each.written for each in [Link(signposts.LICENCE, "license"), *links]
    )
    return response


@pages.get("/context.jsonld")
def context() -> Response:
    """Return the JSON-LD context of the release that is served."""
    known_only()
    return _context("", f"public, max-age={_DAY}")


@pages.get("/context/<version>.jsonld")
def context_of_version(version: str) -> Response:
    """Return the JSON-LD context of a version, which never changes.

    Raises NotFound for one that is not held.
    """
    known_only()
    current = service().asking.version().version
    return _context("" if version == current else version, f"public, max-age={_YEAR}, immutable")


@pages.get("/sitemap.xml")
def sitemap() -> Response:
    """Return the addresses of all pages that do not wait for a question.  Source: sitemaps.org, protocol."""
    known_only()
    day = service().asking.version().date.isoformat()
    lines = (f"<url><loc>{escape(each)}</loc><lastmod>{day}</lastmod></url>" for each in _pages())
    body = "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>\n",
        ]
    )
    response = resolving.page(body, "")
    response.content_type = "application/xml; charset=utf-8"
    return response


@pages.get("/robots.txt")
def robots() -> Response:
    """Tell robots where the pages are, and which addresses do work for each request.  Source: RFC 9309."""
    known_only()
    told = [f"Disallow: {request.script_root}{each}" for each in _NOT_FOR_ROBOTS]
    lines = ["User-agent: *", *told, "", f"Sitemap: {addresses.host()}{url_for('lists.sitemap')}", ""]
    return Response("\n".join(lines), content_type=formats.TEXT.content_type)


def _clusters(version: str, speaker: Speaker) -> list[dict[str, object]]:
    """Return what is told of each cluster, in the order of what they are called."""
    found: dict[str, dict[str, object]] = {}
    for row in service().describing.clusters(version):
        iri = row["cluster"].value
        told = found.setdefault(iri, {"iri": iri, "name": speaker.called(iri).text})
        for name in ("territory", "country"):
            if name in row:
                told.setdefault(name, {"iri": row[name].value, "name": speaker.called(row[name].value).text})
        told |= {name: row[name].value for name in ("started", "ended") if name in row}
    return sorted(found.values(), key=lambda each: str(each["name"]).lower())


def _context(version: str, keeping: str) -> Response:
    body = service().describing.context(version)
    response = Response(body, content_type=formats.JSON_LD.media_type)
    response.headers["Cache-Control"] = keeping
    response.set_etag(sha256(body).hexdigest()[:16])
    return resolving.dated(response, version)


def _pages() -> Iterator[str]:
    host = addresses.host()
    for endpoint in ("home.home", "questions.index", "lists.clusters", "vocabulary.ontology", "rules.rules"):
        yield host + url_for(endpoint)
    things = [each for each in service().describing.subjects() if each.startswith(names.ECR)]
    described = [each for each in things if not each.startswith(_UNLISTED)][: _MOST - 1000]
    for each in described:
        yield f"{host}{addresses.local(each)}.html"
    for question in service().asking.book.questions:
        yield host + url_for("questions.answer", name=question)
