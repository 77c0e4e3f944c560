"""On which line of the document a result stands."""

from __future__ import annotations

from educluster.documents import Statement
from educluster.reports import Path


class Lines:
    """The lines of a document's statements; where a statement is not in it, those of its subject."""

    def __init__(self, statements: list[Statement]) -> None:
        self._statements: dict[tuple[str, str, str], int | None] = {}
        self._subjects: dict[str, int | None] = {}
        for each in statements:
            subject = str(each.subject)
            self._statements[subject, each.predicate.value, str(each.object)] = each.line
            self._subjects.setdefault(subject, each.line)

    def of(self, focus: str, path: Path | None, value: str | None) -> int | None:
        """Return the line of the statement that a result is about, else the first of its focus node.

        Terms are N-Triples tokens.  None where the document's format has no lines.
        """
        if path and path.kind == "predicate" and value and (focus, path.iri, value) in self._statements:
            return self._statements[focus, path.iri, value]
        return self._subjects.get(focus)
