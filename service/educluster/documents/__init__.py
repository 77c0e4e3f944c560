"""The one safe front door for documents: bytes in, statements with their places out; no network.

Everything is parsed by pyoxigraph, which keeps literals as they were written.  Where a statement stands is
told by the parser itself, which reads the document again with every value marked: see `marks`.
"""

from educluster.documents.dropped import dropped
from educluster.documents.reading import read
from educluster.documents.statements import Place, Statement, Term

__all__ = ["Place", "Statement", "Term", "dropped", "read"]
