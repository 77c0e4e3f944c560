"""What the parts of the client share: whom they ask, in which language, and how answers are read."""

from __future__ import annotations

import csv
import io

import rdflib
from rdflib.exceptions import ParserError

from educluster import names
from educluster.client import answers
from educluster.client.answers import Answer, Value
from educluster.client.exchange import Exchange, Reply


class Asks:
    """A part of the client."""

    def __init__(self, exchange: Exchange, language: str) -> None:
        self._exchange, self._language = exchange, language


def answer(reply: Reply) -> Answer:
    """Return what came as SPARQL's JSON."""
    version, more = reply.headers.get("Educluster-Version", ""), "Educluster-Cut" in reply.headers
    more = more or bool(reply.link("next"))
    return reply.read(lambda told: answers.read(told, version, reply.address, more))


def graph(reply: Reply) -> rdflib.Graph:
    """Return what came as N-Triples, with the prefixes that are shown here."""
    found = rdflib.Graph()
    for prefix, namespace in names.PREFIXES.items():
        found.bind(prefix, namespace)
    try:
        return found.parse(data=reply.body, format="nt")
    except (ParserError, UnicodeDecodeError) as error:
        raise reply.strange() from error


def table(text: str, separator: str = ",") -> Answer:
    """Return what came as CSV; all values are texts."""
    lines = csv.DictReader(io.StringIO(text, newline=""), delimiter=separator)
    return Answer(tuple(lines.fieldnames or ()), tuple(dict[str, Value](line) for line in lines))
