"""A document that is to be checked: its triples with their places, and what its bytes were."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from educluster import documents
from educluster.documents import Reading
from educluster.errors import BadDocument
from educluster.graphs import Triple
from educluster.reports import Document


@dataclass(frozen=True)
class Description:
    """A document, read; `dropped` are keys of JSON-LD that nobody knows, with their places."""

    reading: Reading
    document: Document
    dropped: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, body: bytes, media_type: str) -> Description:
        """Return the description in a document.

        Raises BadDocument when it cannot be read.
        """
        reading = documents.read(body, media_type)
        document = Document(hashlib.sha256(body).hexdigest(), len(body), media_type)
        return cls(reading, document, tuple(documents.dropped(body, media_type)))

    @property
    def triples(self) -> list[Triple]:
        """Return what the document says, each triple once."""
        return self.reading.triples


def refuse_triple_terms(reading: Reading) -> None:
    """Raise BadDocument for a triple term, which SHACL 1.0 does not know."""
    for triple in [each for each in reading.triples if each[2][1] == "<"]:
        if triple[2].startswith("<<"):
            problem, remedy = "a triple term (RDF 1.2) cannot be validated", "state it as an RDF 1.1 triple"
            raise BadDocument(problem, remedy, reading.line(reading.triples.index(triple)))
