"""Tokens of a query, taken one after another, and its text between them; triples, one pattern each.  Pure."""

from __future__ import annotations

from collections.abc import Mapping

from educluster.store.explaining.parts import FRESH, Part, Term, Unreadable
from educluster.store.tokens import CLOSES, NOTHING, OPENS, Token

_LONGEST = 200  # characters of a part that are shown


class Cutting:
    """Tokens, taken one after another, and the text between them."""

    def __init__(self, text: str, found: list[Token], begin: int, bound: Mapping[str, str]) -> None:
        self._text, self._found, self._index, self._bound = text, found, begin, bound
        self._closing = _closing(found)
        self._fresh: dict[str, str] = {}
        self._kept = bytearray(len(found))  # where a value in the place of a variable would mean another
        self._hidden: frozenset[str] = frozenset()  # variables of a subselect that are not those outside

    @property
    def _next(self) -> Token:
        return self._at(self._index)

    def _at(self, index: int) -> Token:
        return self._found[index] if index < len(self._found) else NOTHING

    def _is(self, *texts: str) -> bool:
        return self._next.kind in {"word", "sign"} and self._next.text in texts

    def _take(self) -> Token:
        self._index += 1
        return self._at(self._index - 1)

    def _skip(self, *texts: str) -> bool:
        if not self._is(*texts):
            return False
        self._index += 1
        return True

    def _bracket(self) -> None:
        """Go past a bracket and all that it holds."""
        if self._index not in self._closing:
            raise Unreadable(f"something unknown stands in line {self._line(self._index)}")
        self._index = self._closing[self._index] + 1

    def _line(self, index: int) -> int:
        return self._text.count("\n", 0, self._at(index).start) + 1

    def _shown(self, begin: int, end: int) -> str:
        """Return the words of the query in one line."""
        pieces = " ".join(token.text for token in self._found[begin:end])
        if end > begin:
            pieces = " ".join(self._text[self._found[begin].start : self._found[end - 1].end].split())
        return pieces if len(pieces) <= _LONGEST else pieces[:_LONGEST] + "…"

    def _cut(self, begin: int, end: int) -> str:
        """Return the text of tokens, with the values of variables that have one."""
        if end <= begin:
            return ""
        pieces, position = [], self._found[begin].start
        for index in range(begin, end):
            token = self._found[index]
            value = self._value(index)
            if value:
                pieces += [self._text[position : token.start], value]
                position = token.end
        return "".join(pieces) + self._text[position : self._found[end - 1].end]

    def _value(self, index: int) -> str:
        """Return what stands in the place of a variable that has a value, else nothing."""
        token, before = self._found[index], self._at(index - 1) if index else NOTHING
        value = self._bound.get(token.text[1:], "") if token.kind == "variable" else ""
        if not value or self._kept[index] or before.text == "AS":
            return ""
        if before.text == "(" and index > 1 and self._found[index - 2].text == "BOUND":
            return ""  # it has a value all the same: that of VALUES
        return value

    def _keep(self) -> None:
        """Keep the variables of the group that begins here."""
        for index in range(self._index, self._closing.get(self._index, self._index)):
            self._kept[index] = 1

    def _names(self, begin: int, end: int) -> frozenset[str]:
        return frozenset(token.text[1:] for token in self._found[begin:end] if token.kind == "variable")

    def _part(self, kind: str, begin: int, **more: object) -> Part:
        """Return the part that the tokens from `begin` to here are."""
        end, names = self._index, self._names(begin, self._index)
        text, shown = self._cut(begin, end), self._shown(begin, end)
        taken = tuple(self._found[begin:end])
        return Part(kind, text, shown, self._line(begin), names, tokens=taken, **more)  # type: ignore[arg-type]


class Triples(Cutting):
    """Cuts triples with their abbreviations into one triple pattern each."""

    def _triples(self, found: list[Part]) -> None:
        begin = self._index
        subject = self._node(found)
        if self._starts_verb():
            self._properties(subject, found)
        elif self._at(begin).text not in {"[", "(", "<<"}:
            raise Unreadable(f"line {self._line(begin)} is not understood")

    def _starts_verb(self) -> bool:
        return self._next.kind in {"variable", "iri", "name"} or self._is("A", "^", "!", "(")

    def _properties(self, subject: Term, found: list[Part]) -> None:
        while self._starts_verb():
            verb = self._verb()
            self._values(subject, verb, found)
            while self._skip(";"):
                continue

    def _values(self, subject: Term, verb: Term, found: list[Part]) -> None:
        while True:
            begin = self._index
            value = self._node(found)
            end = self._index
            self._annotation()
            terms = (subject, verb, value)
            beside = self._cut(end, self._index)
            text = f"{subject.text} {verb.text} {value.text} {beside} ."
            names = frozenset(name for each in terms for name in each.names) | self._names(end, self._index)
            shown = f"{subject.shown} {verb.shown} {value.shown}"
            found.append(Part("triple", text, shown, self._line(begin), names, terms=terms))
            if not self._skip(","):
                return

    def _annotation(self) -> None:
        while self._is("~", "{|"):
            if self._is("{|"):
                self._bracket()
            else:
                self._take()
                if self._next.kind in {"iri", "name", "variable", "blank"}:
                    self._take()

    def _verb(self) -> Term:
        begin = self._index
        if self._next.kind == "variable":
            return self._simple()
        while True:
            while self._skip("^", "!"):
                continue
            if self._is("("):
                self._bracket()
            else:
                self._take()
            while self._skip("*", "+", "?"):
                continue
            if not self._skip("/", "|"):
                break
        if self._index == begin + 1:
            self._index = begin
            return self._simple()
        return Term("other", self._cut(begin, self._index), self._shown(begin, self._index))

    def _node(self, found: list[Part]) -> Term:
        if self._is("["):
            return self._nameless(found)
        if self._is("(", "<<"):
            begin = self._index
            self._bracket()
            return Term("other", self._cut(begin, self._index), self._shown(begin, self._index))
        return self._simple()

    def _nameless(self, found: list[Part]) -> Term:
        begin = self._index
        self._take()
        node = Term("variable", self._variable(f"[{begin}"), "[]")
        if not self._is("]"):
            self._properties(node, found)
        if not self._skip("]"):
            raise Unreadable(f"line {self._line(begin)} is not understood")
        return node

    def _variable(self, blank: str) -> str:
        return self._fresh.setdefault(blank, f"?{FRESH}{len(self._fresh)}")

    def _simple(self) -> Term:
        begin, token = self._index, self._take()
        if token.kind == "variable":
            value = self._bound.get(token.text[1:], "")
            if value and token.text[1:] not in self._hidden:
                return Term("iri" if value[0] == "<" else "literal", value, token.text, bound=True)
            return Term("variable", f"?{token.text[1:]}", token.text)
        if token.kind == "blank":
            return Term("variable", self._variable(token.text), token.text)
        if token.kind in {"iri", "name"}:
            return Term("iri", token.text, token.text)
        if token.kind == "word" and token.text == "A":
            return Term("iri", "a", "a")
        self._literal(token, begin)
        text = self._cut(begin, self._index)
        return Term("literal", text, text)

    def _literal(self, token: Token, begin: int) -> None:
        if token.kind == "string":
            if self._next.kind == "tag" or self._skip("^^"):
                self._take()
        elif token.kind == "sign" and token.text in "+-":
            self._take()
        elif token.kind != "number" and token.text not in {"TRUE", "FALSE"}:
            raise Unreadable(f"«{token.text[:40]}» in line {self._line(begin)} is not understood")


def _closing(found: list[Token]) -> dict[int, int]:
    """Return for each opening bracket where it is closed, by their places among the tokens."""
    closing, opened = {}, []
    for index, token in enumerate(found):
        if token.kind == "sign" and token.text in OPENS:
            opened.append(index)
        elif token.kind == "sign" and token.text in CLOSES and opened:
            closing[opened.pop()] = index
    return closing
