"""/ says what this is and links to the rest; /health says how it is."""

from __future__ import annotations

from dataclasses import asdict, dataclass

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask_babel import gettext

from educluster import __version__, platform, validate
from educluster.errors import Unavailable
from educluster.web.frame import language
from educluster.web.metrics import CONTENT_TYPE
from educluster.web.service import service

pages = Blueprint("home", __name__)

_PREFIXES = """PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
_CONDITIONS = """SELECT ?principle ?condition WHERE {
  ?p a ec:Principle ; ec:position ?place ; ec:hasCondition ?c ; skos:prefLabel ?principle .
  ?c ec:position ?number ; skos:prefLabel ?condition .
  FILTER(langMatches(lang(?principle), "LANGUAGE") && langMatches(lang(?condition), "LANGUAGE"))
} ORDER BY ?place ?number"""
_FALSE_FRIENDS = """SELECT (GROUP_CONCAT(?each; separator=", ") AS ?words) ?note WHERE {
  ?friend a ec:FalseFriend ; ec:word ?each ; skos:note ?note .
  FILTER(langMatches(lang(?note), "LANGUAGE"))
} GROUP BY ?friend ?note ORDER BY ?words"""
_CLUSTERS = """DESCRIBE ?cluster WHERE { ?cluster a ec:Cluster }"""


@dataclass(frozen=True)
class _Example:
    """A question in words, and the address that answers it."""

    question: str
    address: str


@pages.get("/")
def home() -> str:
    """Return the page that says what this is."""
    served = service()
    return render_template(
        "home.html", examples=_examples(), triples=served.loaded.triples, profiles=validate.profiles()
    )


def _examples() -> list[_Example]:
    asked = {
        gettext("Which conditions does each of the nine principles have?"): _CONDITIONS,
        gettext("Which words mean one thing in one article and another in the next?"): _FALSE_FRIENDS,
        gettext("What is known about the real clusters?"): _CLUSTERS,
    }
    return [
        _Example(question, url_for("sparql.query", query=_PREFIXES + query.replace("LANGUAGE", language())))
        for question, query in asked.items()
    ]


@pages.get("/health")
def health() -> Response:
    """Return how the service is: what is loaded, which workers are there, which bounds are near.

    Raises Unavailable where queries cannot be answered; what else is lost is told.
    """
    served = service()
    if served.answering.lost:
        raise Unavailable("the workers that answer queries cannot be started", "see the log for why")
    return jsonify(
        status="degraded" if served.lost or served.writer.trouble else "ok",
        version=__version__,
        loaded=True,
        release=served.loaded.release,
        store=served.loaded.version,
        triples=served.loaded.triples,
        workers=served.ready,
        lost=served.lost,
        trouble=served.writer.trouble,
        near=[asdict(each) for each in served.near()],
        missing=platform.missing(),
    )


@pages.get("/ready")
def ready() -> Response:
    """Return that queries are answered and writes are taken.

    Raises Unavailable where one of them is not.
    """
    if absent := service().absent:
        raise Unavailable(f"not ready: {', '.join(absent)}", "see /health, and the log for why")
    return jsonify(status="ready")


@pages.get("/metrics")
def metrics() -> Response:
    """Return what is counted, as Prometheus reads it."""
    return Response(service().meters.text(), content_type=CONTENT_TYPE)
