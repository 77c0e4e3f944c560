"""A document that is to be checked: its statements, and what its bytes were."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from educluster import documents
from educluster.documents import Statement
from educluster.reports import Document


@dataclass(frozen=True)
class Description:
    """A document, read; `dropped` are keys of JSON-LD that nobody knows, with their places."""

    statements: list[Statement]
    document: Document
    dropped: tuple[tuple[str, str], ...] = ()

    @classmethod
    def read(cls, body: bytes, media_type: str) -> Description:
        """Return the description in a document.

        Raises BadDocument when it cannot be read.
        """
        statements = documents.read(body, media_type)
        document = Document(hashlib.sha256(body).hexdigest(), len(body), media_type)
        return cls(statements, document, tuple(documents.dropped(body, media_type)))
