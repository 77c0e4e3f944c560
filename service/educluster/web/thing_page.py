"""The page of a thing: its names, what is stated of it, who says what and where; and what it links to."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from flask import render_template, url_for

from educluster import catalogue, formats, names
from educluster.catalogue import Representation
from educluster.describe import LABELS, MODEL, Beside, Claim, Kind, Part, Profile, Thing, schema_org, tag
from educluster.formats import Format
from educluster.web import addresses, signposts
from educluster.web.frame import language
from educluster.web.negotiating import FORMATS, LISTED
from educluster.web.service import service
from educluster.web.signposts import Link, Place
from educluster.web.speaking import Said, Speaker

_CLUSTER = names.EC + "Cluster"
_LABEL = names.SKOSXL + "Label"
_SCHEME = names.SKOS + "inScheme"
_CREATOR = names.DCTERMS + "creator"
_KINDS = {  # of schema.org; what is none of these is told as a thing
    _CLUSTER: "Organization",
    names.ORG + "Organization": "Organization",
    names.EC + "Place": "Place",
    names.EC + "Claim": "Claim",
    names.SKOS + "Concept": "DefinedTerm",
    names.SKOS + "ConceptScheme": "DefinedTermSet",
    "http://xmlns.com/foaf/0.1/Person": "Person",
    names.PREFIXES["fabio"] + "JournalArticle": "ScholarlyArticle",
}
_TEXTS = (
    *(names.SKOS + each for each in ("definition", "scopeNote", "example", "note", "editorialNote")),
    names.EC + "describedAs",
    names.DCTERMS + "description",
    names.RDFS + "comment",
)
_MATCHES = tuple(names.SKOS + f"{each}Match" for each in ("exact", "close", "broad", "narrow", "related"))
_ELSEWHERE = {  # on the page: what stands in other places, or is said by it
    *_TEXTS,
    *_MATCHES,
    names.RDF + "type",
    names.RDFS + "label",
    names.RDFS + "isDefinedBy",
    names.OWL + "deprecated",
    names.DCTERMS + "isReplacedBy",
    names.SKOS + "changeNote",
    names.SKOS + "prefLabel",
    names.SKOS + "altLabel",
    names.SKOS + "topConceptOf",
    names.SKOSXL + "prefLabel",
    names.SKOSXL + "altLabel",
}
_MOST_INCOMING = 60  # of one property; the documents and the queries have all


_COMMON = {names.SKOS + "Concept", names.ORG + "Organization"}  # which say little beside another type
_OF_PARTS = {names.RDF + "type", names.ORG + "organization", names.DCTERMS + "isPartOf"}


@dataclass(frozen=True)
class Entry:
    """A value of a statement; of a part of a description, with what is stated of it."""

    said: Said
    details: Sequence[tuple[Said, Sequence[Said]]] = ()


@dataclass(frozen=True)
class Shown:
    """A page, and the links that go with it."""

    body: str
    links: Sequence[Link]


def page(place: Place, profile: Profile, version: str) -> Shown:
    """Return the page of a thing in a profile; raises as `Describing.thing` does."""
    described = service().describing
    found = described.thing(place.iri, place.kind, profile, version)
    speaker = Speaker(service().asking.labels(version), language())
    shown = {
        "thing": found,
        "place": place,
        "profile": profile,
        "speaker": speaker,
        "tag": tag,
        "types": [each for each in found.types if each not in _COMMON] or found.types,
        "only_names": profile == LABELS,
        "texts": speaker.texts(found.statements, _TEXTS),
        "statements": _statements(found, speaker) if place.kind is Kind.THING else [],
        "matches": speaker.rows({each: found.statements.get(each, ()) for each in _MATCHES}, ()),
        "claims": _by_source(found.claims, speaker),
        "incoming": _incoming(found, speaker),
        "beside": described.beside(place.iri, version)
        if place.kind is Kind.THING and profile != LABELS
        else Beside({}, {}),
        "data": _embedded(found, version, speaker) if _CLUSTER in found.types and profile != LABELS else "",
        "release": service().asking.version(version),
        "listed": place.document(formats.HTML, None, _profile=LISTED),
        "history": history(place, found),
        "formats": [each for each in FORMATS if each is not formats.HTML],
    }
    return Shown(render_template("thing.html", **shown), _links(found, place))


def own_links(place: Place, version: str) -> list[Link]:
    """Return the links of a thing that only its content tells."""
    profile = MODEL if MODEL in place.kind.profiles else place.kind.profiles[0]
    return _links(service().describing.thing(place.iri, place.kind, profile, version), place)


def representations(place: Place, written_in: Format) -> bytes:
    """Return the list of the profiles and formats of a thing, as a page or in RDF."""
    told = [(profile, each) for profile in place.kind.profiles for each in FORMATS]
    if written_in is formats.HTML:
        return render_template("representations.html", place=place, told=told).encode()
    base = addresses.host()
    listed = [
        Representation(base + place.document(each, profile), each.media_type, profile.iri, profile.token)
        for profile, each in told
    ]
    return catalogue.describe_representations(place.iri, listed, written_in)


def history(place: Place, found: Thing) -> str:
    """Return the address at which it is told how a thing changed; nothing for what has no history there."""
    if place.kind is not Kind.THING or _LABEL in found.types:
        return ""
    return url_for("following.history", name=names.last_part(found.iri), lang=language())


def _links(found: Thing, place: Place) -> list[Link]:
    kinds = dict.fromkeys(_KINDS[each] for each in found.types if each in _KINDS)
    types = [signposts.ABOUT_PAGE, *(f"https://schema.org/{each}" for each in kinds or ["Thing"])]
    creators = [each[1:-1] for each in found.statements.get(_CREATOR, ())]
    people = found.claims[0].people if place.kind is Kind.CLAIM and found.claims else ()
    schemes = [each[1:-1] for each in found.statements.get(_SCHEME, ())]
    items = [other for name, other in found.incoming if name == _SCHEME]
    clusters = [url_for("lists.clusters")] if _CLUSTER in found.types else []
    return [
        *(Link(each, "type") for each in types),
        *(Link(each, "author") for each in creators or people or [signposts.AUTHOR]),
        *(Link(each, "collection") for each in [*schemes, *clusters]),
        *(Link(each, "item") for each in items),
    ]


def _statements(found: Thing, speaker: Speaker) -> list[tuple[Said, list[Entry]]]:
    """Return what is stated of a thing, by what the properties are called; of its parts likewise."""
    rows = speaker.rows(found.statements, _ELSEWHERE)
    return [(speaker.property(name), _entries(found, values, speaker)) for name, values in rows]


def _entries(found: Thing, values: Sequence[str], speaker: Speaker) -> list[Entry]:
    parts = [found.parts[each[1:-1]] for each in values if each[1:-1] in found.parts]
    others = [each for each in values if each[1:-1] not in found.parts]
    return [*(_part(each, speaker) for each in parts), *(Entry(each) for each in speaker.values(others))]


def _part(part: Part, speaker: Speaker) -> Entry:
    """Return a part; one without a name is called by its class."""
    said = speaker.called(part.iri)
    kinds = part.statements.get(names.RDF + "type", ())
    if part.iri not in speaker.labels and kinds:
        said = replace(said, text=speaker.value(kinds[0]).text, language="")
    but = {*_OF_PARTS, names.RDFS + "label"}
    rows = speaker.rows(part.statements, but)
    return Entry(said, [(speaker.property(name), speaker.values(values)) for name, values in rows])


def _by_source(claims: Iterable[Claim], speaker: Speaker) -> dict[str, list[Claim]]:
    """Return claims under what they are from, as it is called, articles before what was found on pages."""
    found: dict[str, list[Claim]] = {}
    for each in claims:
        found.setdefault(", ".join(speaker.called(source).text for source in each.sources), []).append(each)
    return found


def _incoming(found: Thing, speaker: Speaker) -> list[tuple[str, list[str], int]]:
    """Return what leads here, by property: but for what the thing itself leads to, which has been shown."""
    shown = {each for values in found.statements.values() for each in values}
    grouped: dict[str, list[str]] = {}
    for name, other in found.incoming:
        if f"<{other}>" not in shown:
            grouped.setdefault(name, []).append(other)
    return [(name, others[:_MOST_INCOMING], len(others)) for name, others in grouped.items()]


def _embedded(found: Thing, version: str, speaker: Speaker) -> str:
    """Return a cluster for search engines, as a script element can hold it."""
    members = service().describing.members(found.iri, version)
    told = schema_org(found, members, lambda iri: speaker.called(iri).text)
    text = json.dumps(told, ensure_ascii=False, indent=1)
    return text.replace("<", "\\u003c").replace(">", "\\u003e").replace("&", "\\u0026")
