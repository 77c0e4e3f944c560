"""Triples as lines of N-Triples, and such lines in the formats that are offered."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from hashlib import sha256

import pyoxigraph

from educluster import names
from educluster.formats import Format
from educluster.graphs import Namespace, iri, token

DCAT, DCTERMS = Namespace("http://www.w3.org/ns/dcat#"), Namespace(names.DCTERMS)
FOAF = Namespace("http://xmlns.com/foaf/0.1/")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
VOID = Namespace("http://rdfs.org/ns/void#")
_RDF, RDFS = Namespace(names.RDF), Namespace(names.RDFS)

_NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_PREFIXES = {
    "dcat": DCAT[""][1:-1],
    "dcterms": names.DCTERMS,
    "foaf": FOAF[""][1:-1],
    "formats": FORMATS[""][1:-1],
    "geof": "http://www.opengis.net/def/function/geosparql/",
    "rdfs": names.RDFS,
    "sd": SD[""][1:-1],
    "spdx": SPDX[""][1:-1],
    "void": VOID[""][1:-1],
    "xsd": names.XSD,
}


PUBLISHER = names.ECR + "org-educluster"
PUBLISHED_BY = "The educluster project"


def publisher() -> Iterator[str]:
    """Yield the lines that say who publishes."""
    yield from about(iri(PUBLISHER), FOAF.Organization, FOAF.Agent)
    yield from say(iri(PUBLISHER), FOAF.name, token(PUBLISHED_BY, language="en"))


def about(subject: str, *kinds: str) -> Iterator[str]:
    """Yield the lines that say of which classes a subject is."""
    return say(subject, _RDF.type, *kinds)


def say(subject: str, predicate: str, *values: str) -> Iterator[str]:
    """Yield a line for each value; all are tokens."""
    for value in values:
        yield f"{subject} {predicate} {value} ."


def number(subject: str, predicate: str, value: int | None) -> Iterator[str]:
    """Yield a line with a count, where there is one."""
    if value is not None:
        yield from say(subject, predicate, token(str(value), names.XSD + "integer"))


def title(text: str, language: str) -> str:
    """Return the token of a title, without what XML cannot carry.  Source: XML 1.0, section 2.2."""
    return token(_NOT_IN_XML.sub("\N{REPLACEMENT CHARACTER}", text), language=language)


def part(document: str, kind: str, *of: str) -> str:
    """Return the token of a part of a document, which has the same name each time it is written."""
    return iri(f"{document}#{kind}-{sha256(chr(0).join(of).encode()).hexdigest()[:10]}")


def write(lines: Iterable[str], written_in: Format) -> bytes:
    """Return the lines in a format, those about one subject together, each once."""
    together = dict[str, dict[str, None]]()
    for line in lines:
        together.setdefault(line.partition(" ")[0], {})[line] = None
    text = "\n".join(line for each in together.values() for line in each)
    kind = pyoxigraph.RdfFormat.from_media_type(written_in.media_type)
    if kind is None:
        raise ValueError(f"{written_in.media_type} is no serialisation of RDF")
    quads = pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.N_TRIPLES)
    triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    used = {prefix: space for prefix, space in _PREFIXES.items() if f"<{space}" in text}
    return pyoxigraph.serialize(triples, format=kind, prefixes=used) or b""
