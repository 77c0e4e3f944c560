"""The JSON-LD context: short names for the terms, with what their values are."""

from __future__ import annotations

from collections.abc import Mapping

from educluster import names
from educluster.documentation.model import DATATYPE_PROPERTY, OBJECT_PROPERTY, Entry

_RANGE = names.RDFS + "range"
# Terms of other vocabularies by which a cluster is described, so that a description needs no prefix.
_REUSED: Mapping[str, object] = {
    "label": {"@id": names.RDFS + "label", "@container": "@language"},
    "prefLabel": {"@id": names.SKOS + "prefLabel", "@container": "@language"},
    "note": {"@id": names.SKOS + "note", "@container": "@language"},
    "source": {"@id": names.DCTERMS + "source", "@type": "@id"},
    "date": {"@id": names.DCTERMS + "date", "@type": names.XSD + "date"},
    "identifier": names.DCTERMS + "identifier",
    "hasPart": {"@id": names.DCTERMS + "hasPart", "@type": "@id"},
    "isPartOf": {"@id": names.DCTERMS + "isPartOf", "@type": "@id"},
    "wasAttributedTo": {"@id": names.PREFIXES["prov"] + "wasAttributedTo", "@type": "@id"},
    "Organization": names.PREFIXES["org"] + "Organization",
    "Membership": names.PREFIXES["org"] + "Membership",
    "member": {"@id": names.PREFIXES["org"] + "member", "@type": "@id"},
    "role": {"@id": names.PREFIXES["org"] + "role", "@type": "@id"},
}


def json_ld_context(entries: Mapping[str, Entry]) -> dict[str, object]:
    """Return the context of the vocabulary; no name stands for two terms.

    Source: JSON-LD 1.1, section 4.1.
    """
    terms: dict[str, object] = {"@version": 1.1, "id": "@id", "type": "@type"}
    terms |= dict(sorted(names.PREFIXES.items()))
    terms |= _REUSED
    for entry in sorted(entries.values(), key=lambda each: each.iri):
        if entry.of_ontology and entry.anchor not in terms:
            terms[entry.anchor] = _term(entry)
    return {"@context": terms}


def _term(entry: Entry) -> object:
    if OBJECT_PROPERTY in entry.types:
        return {"@id": entry.iri, "@type": "@id"}
    ranges = entry.links.get(_RANGE, ())
    if (
        DATATYPE_PROPERTY in entry.types
        and ranges
        and names.last_part(ranges[0]) not in {"string", "Literal"}
    ):
        return {"@id": entry.iri, "@type": ranges[0]}
    return entry.iri
