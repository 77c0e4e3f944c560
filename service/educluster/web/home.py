"""/ says what this is and links to the rest; /health says how it is."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, url_for
from flask_babel import gettext

from educluster import __version__, platform, validate
from educluster.errors import Unavailable
from educluster.web.frame import language
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
    """Return whether the data are loaded, how many triples, and what workers are not protected by."""
    served = service()
    if served.queries.lost or served.validators.lost:
        raise Unavailable("the workers cannot be started", "see the log for why")
    return jsonify(
        status="ok",
        version=__version__,
        loaded=True,
        release=served.loaded.release,
        triples=served.loaded.triples,
        workers={"queries": served.queries.ready, "validators": served.validators.ready},
        missing=platform.missing(),
    )
