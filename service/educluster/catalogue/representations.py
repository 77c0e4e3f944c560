"""In which formats and profiles a thing can be had, as RDF."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from educluster.catalogue.writing import DCTERMS, about, say, write
from educluster.formats import Format
from educluster.graphs import Namespace, iri, token

_ALTR = Namespace("http://www.w3.org/ns/dx/connegp/altr#")
_PROF = Namespace("http://www.w3.org/ns/dx/prof/")


@dataclass(frozen=True)
class Representation:
    """A document about a thing: its address, its media type, its profile with the token that names it."""

    address: str
    media_type: str
    profile: str
    token: str


def describe_representations(thing: str, listed: Iterable[Representation], written_in: Format) -> bytes:
    """Return the list of the documents about a thing, of which the first is the default, in a format.

    Source: Content Negotiation by Profile, section 6.3 (Alternate Representations Data Model).
    """
    return write(_lines(iri(thing), listed), written_in)


def _lines(thing: str, listed: Iterable[Representation]) -> Iterator[str]:
    for number, each in enumerate(listed):
        document, profile = iri(each.address), iri(each.profile)
        yield from say(thing, _ALTR.hasRepresentation, document)
        if not number:
            yield from say(thing, _ALTR.hasDefaultRepresentation, document)
        yield from about(document, _ALTR.Representation)
        yield from say(document, DCTERMS["format"], token(each.media_type))
        yield from say(document, DCTERMS.conformsTo, profile)
        yield from about(profile, _PROF.Profile)
        yield from say(profile, _PROF.hasToken, token(each.token))
