"""What both forms say alike: how a claim was read, and the passages it rests on."""

from __future__ import annotations

from collections.abc import Iterator

from pyoxigraph import Literal, NamedNode, Triple

from educluster import names
from educluster.nanopubs.model import Claim, Passage

PROV = "http://www.w3.org/ns/prov#"
TYPE = NamedNode(names.RDF + "type")
_SHOWN = ("dcterms", "ec", "ecc", "ecr", "oa", "prov", "rdf", "skos", "xsd")
PREFIXES = {
    **{prefix: names.PREFIXES[prefix] for prefix in _SHOWN},
    "np": "http://www.nanopub.org/nschema#",
}

_SPECIFIC, _QUOTE = NamedNode(names.OA + "SpecificResource"), NamedNode(names.OA + "TextQuoteSelector")
_INTEGER = NamedNode(names.XSD + "integer")


def ec(name: str) -> NamedNode:
    """Return a term of the ontology."""
    return NamedNode(names.EC + name)


def said(claim: Claim) -> Iterator[Triple]:
    """Yield how the work of a claim stands to its statement, and what was noted."""
    yield Triple(claim.node, TYPE, ec("Claim"))
    yield Triple(claim.node, ec("stance"), claim.stance)
    for note in claim.notes:
        yield Triple(claim.node, NamedNode(names.SKOS + "note"), note)


def whose(of: NamedNode, claim: Claim) -> Iterator[Triple]:
    """Yield the works and the people of a claim, said of it or of its statement."""
    for work in claim.works:
        yield Triple(of, NamedNode(PROV + "hadPrimarySource"), work)
    for person in claim.people:
        yield Triple(of, NamedNode(PROV + "wasAttributedTo"), person)


def reading(of: NamedNode, claim: Claim) -> Iterator[Triple]:
    """Yield who read a claim in its work, when, and whether anybody has checked it."""
    yield Triple(of, ec("readBy"), claim.reader)
    yield Triple(of, ec("readOn"), claim.day)
    yield Triple(of, ec("reviewStatus"), claim.status)


def places(claim: Claim) -> Iterator[Triple]:
    """Yield the passages of a claim, each with a name: nodes without one cannot be pointed to."""
    for number, passage in enumerate(claim.passages, 1):
        yield from _place(claim, NamedNode(f"{claim.iri}#passage-{number}"), passage)


def _place(claim: Claim, node: NamedNode, passage: Passage) -> Iterator[Triple]:
    yield Triple(claim.node, ec("locator"), node)
    yield Triple(node, TYPE, _SPECIFIC)
    yield Triple(node, NamedNode(names.OA + "hasSource"), NamedNode(passage.source))
    for name in ("section", "ordinal"):
        if text := getattr(passage, name):
            yield Triple(node, ec(name), Literal(text))
    if passage.page:
        yield Triple(node, ec("page"), Literal(passage.page, datatype=_INTEGER))
    if passage.finder:
        selector = NamedNode(f"{node.value}-finder")
        yield Triple(node, NamedNode(names.OA + "hasSelector"), selector)
        yield Triple(selector, TYPE, _QUOTE)
        yield Triple(selector, NamedNode(names.OA + "exact"), Literal(passage.finder))
