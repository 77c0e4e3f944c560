"""Claims in the forms of others: as nanopublications, and as RDF 1.2 triple terms.  Pure: rows in, bytes out.

Neither form makes a fact of what a work denies, doubts or passes on: see `model.Claim.states`.
"""

from educluster.nanopubs.model import Claim, Passage
from educluster.nanopubs.publications import trig
from educluster.nanopubs.reading import Row, read
from educluster.nanopubs.reifying import triple_terms

__all__ = ["Claim", "Passage", "Row", "read", "trig", "triple_terms"]
