"""Claims as nanopublications: assertion, provenance, publication info and head, a graph each, in one TriG.

Source: nanopub.net, Nanopublication Guidelines, working draft.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Quad, Triple

from educluster import names
from educluster.nanopubs import terms
from educluster.nanopubs.model import Claim
from educluster.nanopubs.reading import Row, read

_NP = terms.PREFIXES["np"]
_LICENCE = NamedNode(names.LICENCE)
_US = NamedNode(names.ECR + "org-educluster")


def trig(rows: Iterable[Row]) -> bytes:
    """Return the nanopublications of all claims of the rows of queries/nanopubs/claims.rq, as TriG.

    The same claims give the same bytes.  A statement stands in an assertion by itself only where the claim
    states it; else the assertion is that such a claim is made, with its stance.
    """
    quads = (quad for claim in read(rows) for quad in _quads(claim))
    written = pyoxigraph.serialize(quads, format=pyoxigraph.RdfFormat.TRIG, prefixes=terms.PREFIXES)
    return written or b""


def _quads(claim: Claim) -> Iterator[Quad]:
    parts = {
        "head": _head(claim),
        "assertion": _assertion(claim),
        "provenance": _provenance(claim),
        "pubinfo": _information(claim),
    }
    for part, triples in parts.items():
        for each in triples:
            yield Quad(each.subject, each.predicate, each.object, _part(claim, part))


def _part(claim: Claim, name: str) -> NamedNode:
    return NamedNode(f"{claim.iri}#{name}")


def _head(claim: Claim) -> Iterator[Triple]:
    publication = _part(claim, "nanopub")
    yield Triple(publication, terms.TYPE, NamedNode(_NP + "Nanopublication"))
    yield Triple(publication, NamedNode(_NP + "hasAssertion"), _part(claim, "assertion"))
    yield Triple(publication, NamedNode(_NP + "hasProvenance"), _part(claim, "provenance"))
    yield Triple(publication, NamedNode(_NP + "hasPublicationInfo"), _part(claim, "pubinfo"))


def _assertion(claim: Claim) -> Iterator[Triple]:
    if claim.states:
        yield Triple(claim.subject, claim.relation, claim.object)
        return
    yield from terms.said(claim)
    yield Triple(claim.node, terms.ec("subject"), claim.subject)
    yield Triple(claim.node, terms.ec("relation"), claim.relation)
    yield Triple(claim.node, terms.ec("object"), claim.object)
    yield from terms.whose(claim.node, claim)


def _provenance(claim: Claim) -> Iterator[Triple]:
    """Yield whose the assertion is: its authors' where they state it, else ours, who tell their stance."""
    assertion = _part(claim, "assertion")
    if claim.states:
        yield from terms.whose(assertion, claim)
        yield from terms.said(claim)
    else:
        yield Triple(assertion, NamedNode(terms.PROV + "wasAttributedTo"), _US)
    yield Triple(assertion, NamedNode(terms.PROV + "wasDerivedFrom"), claim.node)
    yield from terms.reading(assertion, claim)
    yield from terms.places(claim)


def _information(claim: Claim) -> Iterator[Triple]:
    """Yield what is known of the publication; its day and no hour, since none was noted."""
    publication = _part(claim, "nanopub")
    yield Triple(publication, NamedNode(names.DCTERMS + "created"), claim.day)
    yield Triple(publication, NamedNode(names.DCTERMS + "creator"), _US)
    yield Triple(publication, NamedNode(names.DCTERMS + "license"), _LICENCE)
