"""Cut a query into the parts that can empty its answer.  Pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import pairwise, takewhile

from educluster.store.explaining.cutting import Triples
from educluster.store.explaining.parts import Group, Part, Query, Unreadable
from educluster.store.tokens import Token

_AGGREGATES = {"AVG", "COUNT", "GROUP_CONCAT", "MAX", "MIN", "SAMPLE", "SUM"}
_MODIFIERS = {"GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET", "VALUES"}
_GROUPED = {"OPTIONAL": "optional", "MINUS": "minus", "LATERAL": "lateral"}
_FORMS = {"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"}


def read(text: str, found: list[Token], begin: int, bound: Mapping[str, str]) -> Query:
    """Return the parts of a query, whose prologue ends at the token `begin`.

    `bound` are the terms of variables that have a value, as they are written.  Raises Unreadable.
    """
    return _Reader(text, found, begin, bound).query(len(found))


class _Reader(Triples):
    """Cuts groups and queries into parts."""

    def query(self, end: int) -> Query:
        """Return the query or subselect that the tokens up to `end` are."""
        begin, depth = self._index, self._next.depth
        form = self._take().text
        if form not in _FORMS:
            raise Unreadable(f"a query begins with {form}")
        if form == "CONSTRUCT" and self._is("{"):
            self._bracket()
        while self._index < end and not (self._is("{") and self._next.depth == depth):
            self._take()
        head, shown = tuple(self._found[begin : self._index]), self._shown(begin, self._index)
        where = self._group() if self._index < end else Group()
        behind = tuple(self._found[self._index : end])
        grouped = any(token.text in _AGGREGATES | {"GROUP"} for token in (*head, *behind))
        told, data = self._modifiers(end, depth, begin, self._index)
        if data and not grouped:
            where = replace(where, parts=(*where.parts, data))
        one = grouped and not any(token.text == "GROUP" for token in behind)
        line = self._line(begin)
        return Query(form, where, head, shown, line=line, behind=behind, is_one_row=one, **told)  # type: ignore[arg-type]

    def _modifiers(
        self, end: int, depth: int, begin: int, after: int
    ) -> tuple[dict[str, object], Part | None]:
        """Return what the modifiers behind a group say, and the values that stand there."""
        told: dict[str, object] = {}
        lines: dict[str, int] = {}
        text = plain = self._raw(begin, after)
        data = None
        for index, until in pairwise([*self._modified(after, end, depth), end]):
            word, piece = self._found[index].text, self._raw(index, until)
            lines[word.lower()] = self._line(index)
            if word in {"LIMIT", "OFFSET"}:
                told[word.lower()] = _number(self._at(index + 1))
                continue
            text += f"\n{piece}"
            if word == "HAVING":
                told["having"] = self._shown(index, until)
                continue
            plain += f"\n{piece}"
            if word == "VALUES":
                self._index = until
                data = self._part("values", index)
        self._index = end
        return {**told, "text": text, "plain": plain, "lines": lines}, data

    def _modified(self, begin: int, end: int, depth: int) -> list[int]:
        """Return where modifiers begin."""
        found = ((index, self._found[index]) for index in range(begin, end))
        return [
            i for i, each in found if each.kind == "word" and each.text in _MODIFIERS and each.depth == depth
        ]

    def _raw(self, begin: int, end: int) -> str:
        return self._text[self._found[begin].start : self._found[end - 1].end] if end > begin else ""

    def _group(self) -> Group:
        begin = self._index
        if begin not in self._closing:
            raise Unreadable(f"a group is missing in line {self._line(begin)}")
        end = self._closing[begin]
        self._take()
        parts: list[Part] = []
        filters: list[Part] = []
        if self._is("SELECT"):
            self._index = begin
            self._keep()
            self._take()
            parts.append(self._subselect(end))
        while self._index < end:
            if self._is("FILTER"):
                filters.append(self._filter())
            elif not self._skip("."):
                self._piece(parts)
        self._index = end + 1
        return Group(tuple(parts), tuple(filters))

    def _subselect(self, end: int) -> Part:
        begin, hidden = self._index, self._hidden
        self._hidden |= self._not_projected()
        query = self.query(end)
        self._hidden = hidden
        part = self._part("select", begin, query=query)
        return replace(part, text=f"{{ {part.text} }}", tokens=())

    def _not_projected(self) -> frozenset[str]:
        """Return the variables with a value that are others within the subselect that begins here."""
        head = list(takewhile(lambda token: token.text not in {"WHERE", "{"}, self._found[self._index :]))
        if any(token.text == "*" and token.depth == head[0].depth for token in head):
            return frozenset()
        outer = {each.text[1:] for each in head if each.kind == "variable" and each.depth == head[0].depth}
        return frozenset(self._bound) - outer

    def _piece(self, parts: list[Part]) -> None:
        begin = self._index
        if self._is(*_GROUPED):
            parts.append(self._of_one_group(_GROUPED[self._next.text]))
        elif self._skip("GRAPH"):
            name, group = self._simple(), self._group()
            parts.append(self._part("graph", begin, terms=(name,), groups=(group,)))
        elif self._is("SERVICE"):
            raise Unreadable(f"SERVICE in line {self._line(begin)} asks elsewhere")
        elif self._skip("BIND"):
            self._bracket()
            parts.append(self._part("bind", begin))
        elif self._skip("VALUES"):
            self._data()
            parts.append(self._part("values", begin))
        elif self._is("{"):
            parts.append(self._groups())
        else:
            self._triples(parts)

    def _of_one_group(self, kind: str) -> Part:
        begin = self._index
        self._take()
        if kind == "minus":
            self._keep()
        return self._part(kind, begin, groups=(self._group(),))

    def _data(self) -> None:
        if self._is("("):
            self._bracket()
        else:
            self._take()
        self._bracket()

    def _groups(self) -> Part:
        begin = self._index
        groups = [self._group()]
        while self._skip("UNION"):
            groups.append(self._group())
        return self._part("union" if len(groups) > 1 else "group", begin, groups=tuple(groups))

    def _filter(self) -> Part:
        begin = self._index
        self._take()
        negated = self._skip("NOT")
        if self._skip("EXISTS"):
            group = self._group()
            return self._part("not-exists" if negated else "exists", begin, groups=(group,))
        if not self._is("("):
            self._take()
        self._bracket()
        return self._part("filter", begin)


def _number(token: Token) -> int:
    if not token.text.isdigit():
        raise Unreadable(f"«{token.text[:20]}» is no whole number")
    return int(token.text)
