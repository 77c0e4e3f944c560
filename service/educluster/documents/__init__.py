"""The one safe front door for documents: bytes in, triples with their places out; no network.

Everything is parsed by pyoxigraph, which keeps literals as they were written.  Where a statement stands is
told by the parser itself, which reads the document again with every value marked: see `marks`.
"""

from educluster.documents.dropped import dropped
from educluster.documents.reading import read, terms
from educluster.documents.statements import NOWHERE, Place, Reading

__all__ = ["NOWHERE", "Place", "Reading", "dropped", "read", "terms"]
