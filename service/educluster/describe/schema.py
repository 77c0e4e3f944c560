"""A cluster in the terms of schema.org, for search engines: only what our alignments and its sources bear.

A cluster is an Organization, and a Consortium where its members are described.  That it is itself an
EducationalOrganization our alignments deny; its members are what their kind is aligned to.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping

from educluster import names
from educluster.describe.model import Thing
from educluster.describe.reading import tag
from educluster.graphs import Graph, iri, literal, text

_SCHEMA = "https://schema.org/"
_EC, _LABEL, _ALT = names.EC, names.RDFS + "label", names.SKOS + "altLabel"
_PLACES = {"territory": "areaServed", "seat": "location"}
_DATES = {"startedOn": "foundingDate", "endedOn": "dissolutionDate"}
Called = Callable[[str], str]


def schema_org(cluster: Thing, members: Mapping[str, tuple[str, ...]], called: Called) -> dict[str, object]:
    """Return a cluster as JSON-LD; `members` have types of schema.org, `called` gives the name of an IRI."""
    graph, node = cluster.graph, iri(cluster.iri)
    told: dict[str, object] = {
        "@context": _SCHEMA.rstrip("/"),
        "@id": cluster.iri,
        "@type": ["Organization", "Consortium"] if members else "Organization",
        "url": cluster.iri,
        "name": _texts(graph, node, _LABEL),
        "alternateName": _texts(graph, node, _ALT),
    }
    for ours, theirs in _PLACES.items():
        found = [text(each) for each in graph.objects(node, f"<{_EC}{ours}>")]
        told[theirs] = [{"@type": "Place", "@id": each, "name": called(each)} for each in found]
    for ours, theirs in _DATES.items():
        told[theirs] = _date(text(graph.value(node, f"<{_EC}{ours}>")))
    told["member"] = [_member(member, types, called) for member, types in members.items()]
    return {name: value for name, value in told.items() if value}


def _date(told: str) -> str:
    """Return a year or a day as it is told; nothing for a day of an unknown year, which is no date there.

    Source: schema.org, Date.
    """
    return told if told[:1].isdigit() else ""


def _member(member: str, types: tuple[str, ...], called: Called) -> dict[str, object]:
    kinds = [each.removeprefix(_SCHEMA) for each in types] or ["Organization"]
    return {"@type": kinds[0] if len(kinds) == 1 else kinds, "@id": member, "name": called(member)}


def _texts(graph: Graph, node: str, name: str) -> list[dict[str, str]]:
    found = [literal(each) for each in graph.objects(node, f"<{name}>") if each[0] == '"']
    return [
        {"@value": each.lexical, **({"@language": tag(each.language)} if each.language else {})}
        for each in found
    ]
