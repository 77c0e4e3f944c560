"""Claims as RDF 1.2 triple terms: each claim reifies its statement, which is thereby not asserted.

Source: RDF 1.2 Concepts, section 3.4, and RDF 1.2 Turtle, section 2.10.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph
from pyoxigraph import NamedNode, Triple

from educluster import names
from educluster.nanopubs import terms
from educluster.nanopubs.model import Claim
from educluster.nanopubs.reading import Row, read

_REIFIES = NamedNode(names.RDF + "reifies")


def triple_terms(rows: Iterable[Row]) -> bytes:
    """Return all claims of the rows of queries/nanopubs/claims.rq, as Turtle 1.2.

    The same claims give the same bytes.  No statement of a claim is asserted, whatever the claim's stance.
    """
    triples = (triple for claim in read(rows) for triple in _triples(claim))
    prefixes = {prefix: iri for prefix, iri in terms.PREFIXES.items() if prefix != "np"}
    written = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.TURTLE, prefixes=prefixes)
    return written or b""


def _triples(claim: Claim) -> Iterator[Triple]:
    yield Triple(claim.node, _REIFIES, Triple(claim.subject, claim.relation, claim.object))
    yield from terms.said(claim)
    yield from terms.whose(claim.node, claim)
    yield from terms.reading(claim.node, claim)
    yield from terms.places(claim)
