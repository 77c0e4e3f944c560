"""On which line of the document a result stands."""

from __future__ import annotations

from educluster.documents import Statement
from educluster.reports import Path


class Lines:
    """The lines of a document's statements, by what is known of a result: its terms are N-Triples tokens."""

    def __init__(self, statements: list[Statement]) -> None:
        self._whole: dict[tuple[str, str, str], int | None] = {}
        self._first: dict[str, int | None] = {}
        for each in statements:
            self._whole[str(each.subject), each.predicate.value, str(each.object)] = each.line
        for each in statements:
            if each.line:
                self._first.setdefault(str(each.subject), each.line)
        for each in statements:
            if each.line:
                self._first.setdefault(str(each.object), each.line)

    def of(self, focus: str, path: Path | None, value: str | None) -> int | None:
        """Return the line of the statement that a result is about.

        Else the first that says something of its focus node, else the first that points to it.  None
        where the document's format has no lines.
        """
        if (
            path
            and path.kind == "predicate"
            and value
            and (line := self._whole.get((focus, path.iri, value)))
        ):
            return line
        return self._first.get(focus)
