"""Queries as their text has them, read once: SELECT and ASK of SPARQL 1.1."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from educluster.graphs import Namespace, Path
from educluster.names import RDF
from educluster.shapes.compiled.sparql.parse_expressions import ExpressionReader
from educluster.shapes.compiled.sparql.syntax import (
    NEGATED,
    Basic,
    Bind,
    Expression,
    Group,
    Named,
    Optional,
    Part,
    Projection,
    Query,
    Term,
    TriplePattern,
    Union,
    Variable,
)

_T = TypeVar("_T")
_RDF = Namespace(RDF)
_REPEATED = {"*": "zeroOrMorePath", "+": "oneOrMorePath", "?": "zeroOrOnePath"}
_MODIFIERS = ("GROUP", "HAVING", "ORDER", "LIMIT", "OFFSET")


class _Paths(ExpressionReader):
    """A parser of property paths.  Source: SPARQL 1.1, section 9."""

    def path(self) -> Path:
        return self._several("alternativePath", "|")

    def _several(self, kind: str, sign: str) -> Path:
        found = [self._one(kind)]
        while self.skip(sign):
            found.append(self._one(kind))
        return found[0] if len(found) == 1 else Path(kind, parts=tuple(found))

    def _one(self, kind: str) -> Path:
        return self._several("sequence", "/") if kind == "alternativePath" else self._step()

    def _step(self) -> Path:
        if self.skip("^"):
            return Path("inversePath", parts=(self._repeated(),))
        return self._repeated()

    def _repeated(self) -> Path:
        found = self._primary()
        return Path(_REPEATED[self.take().text], parts=(found,)) if self.next.says(*_REPEATED) else found

    def _primary(self) -> Path:
        if self.skip("!"):
            return self._negated()
        if not self.skip("("):
            return self._predicate()
        found = self.path()
        self.expect(")")
        return found

    def _predicate(self) -> Path:
        if self.next.kind == "word" and self.next.text == "a":
            self.take()
            return Path("predicate", RDF + "type")
        return Path("predicate", self.iri()[1:-1])

    def _negated(self) -> Path:
        found = []
        if self.skip("("):
            while not self.next.says(")"):
                found.append(self._either_way())
                if not self.next.says(")"):
                    self.expect("|")
            self.expect(")")
        else:
            found.append(self._either_way())
        return Path(NEGATED, parts=tuple(found) or (Path("predicate", ""),))  # !(): all but what no IRI is

    def _either_way(self) -> Path:
        turned = self.skip("^")
        found = self._predicate()
        return Path("inversePath", parts=(found,)) if turned else found


class _Triples(_Paths):
    """A parser of triples with their abbreviations."""

    def triples(self) -> list[TriplePattern]:
        found: list[TriplePattern] = []
        alone = self.next.says("[", "(")
        subject = self._node(found)
        if self._starts_verb() or not alone:
            self._properties(subject, found)
        return found

    def _starts_verb(self) -> bool:
        a = self.next.kind == "word" and self.next.text == "a"
        return a or self.next.kind in ("variable", "iri", "name") or self.next.says("^", "!", "(")

    def _properties(self, subject: Term, found: list[TriplePattern]) -> None:
        self._values(subject, found)
        while self.skip(";"):
            if self._starts_verb():
                self._values(subject, found)

    def _values(self, subject: Term, found: list[TriplePattern]) -> None:
        path = Variable(self.variable()) if self.next.kind == "variable" else self.path()
        while True:
            value = self._node(found)
            found.append(TriplePattern(subject, path, value))
            if not self.skip(","):
                return

    def _node(self, found: list[TriplePattern]) -> Term:
        if self.skip("("):
            return self._collection(found)
        if not self.skip("["):
            return self.term()
        node = self.fresh()
        if not self.next.says("]"):
            self._properties(node, found)
        self.expect("]")
        return node

    def _collection(self, found: list[TriplePattern]) -> Term:
        if self.skip(")"):
            return _RDF.nil
        node = self.fresh()
        found.append(TriplePattern(node, Path("predicate", RDF + "first"), self._node(found)))
        rest = self._collection(found)
        found.append(TriplePattern(node, Path("predicate", RDF + "rest"), rest))
        return node


class _Groups(_Triples):
    """A parser of group graph patterns."""

    def group(self) -> Group:
        self.expect("{")
        found = Group(query=self.select()) if self.next.says("SELECT") else self._parts()
        self.expect("}")
        return found

    def _parts(self) -> Group:
        parts: list[Part] = []
        filters: list[Expression] = []
        while not self.next.says("}"):
            if self.skip("FILTER"):
                filters.append(self.constraint())
            elif self.starts_term():
                self._basic(parts)
                if not self.next.says("."):
                    continue
            else:
                parts.append(self._part())
            self.skip(".")
        return Group(tuple(parts), tuple(filters))

    def _basic(self, parts: list[Part]) -> None:
        """Add triples to those that stand directly before: a filter between does not part them."""
        last = parts[-1] if parts else None
        if isinstance(last, Basic):
            parts[-1] = Basic((*last.triples, *self.triples()))
        else:
            parts.append(Basic(tuple(self.triples())))

    def _part(self) -> Part:
        if self.skip("OPTIONAL"):
            return Optional(self.group())
        if self.skip("GRAPH"):
            name = self.term()
            return Named(name, self.group())
        if self.skip("BIND"):
            return self._bind()
        groups = [self.group()]
        while self.skip("UNION"):
            groups.append(self.group())
        return Union(tuple(groups))

    def _bind(self) -> Bind:
        self.expect("(")
        expression = self.expression()
        self.expect("AS")
        found = Bind(expression, self.variable())
        self.expect(")")
        return found

    def select(self) -> Query:
        raise NotImplementedError


class Parser(_Groups):
    """A parser of whole queries."""

    def query(self) -> Query:
        """Read a query to its end."""
        self.prologue()
        found = self._ask() if self.skip("ASK") else self.select()
        if self.next.kind != "end":
            raise self.amiss("its end is expected")
        return found

    def _ask(self) -> Query:
        self.skip("WHERE")
        return Query("ASK", self.group(), **self._modifiers())  # type: ignore[arg-type]

    def select(self) -> Query:
        """Read SELECT, its pattern and its modifiers."""
        self.expect("SELECT")
        distinct = self.skip("DISTINCT")
        self.skip("REDUCED")
        projection = None if self.skip("*") else self._projection()
        self.skip("WHERE")
        where = self.group()
        return Query("SELECT", where, distinct, projection, **self._modifiers())  # type: ignore[arg-type]

    def _projection(self) -> Projection:
        found: list[tuple[str, Expression | None]] = []
        while self.next.kind == "variable" or self.next.says("("):
            if not self.skip("("):
                found.append((self.variable(), None))
                continue
            expression = self.expression()
            self.expect("AS")
            found.append((self.variable(), expression))
            self.expect(")")
        if not found:
            raise self.amiss("a variable is expected")
        return tuple(found)

    def _modifiers(self) -> dict[str, object]:
        found: dict[str, object] = {}
        while self.next.says(*_MODIFIERS):
            word = self.take().text.upper()
            if word in ("GROUP", "ORDER"):
                self.expect("BY")
            found.update(self._modifier(word))
        return found

    def _modifier(self, word: str) -> dict[str, object]:
        if word == "GROUP":
            return {"keys": self._all(self._key)}
        if word == "HAVING":
            return {"having": self._all(self.constraint)}
        if word == "ORDER":
            return {"order": self._all(self._ordered)}
        if self.next.kind != "integer":
            raise self.amiss("a number is expected")
        return {word.lower(): int(self.take().text)}

    def _all(self, read: Callable[[], _T]) -> tuple[_T, ...]:
        found = [read()]
        while self.next.kind != "end" and not self.next.says("}", *_MODIFIERS):
            found.append(read())
        return tuple(found)

    def _key(self) -> tuple[Expression, str | None]:
        if not self.next.says("("):
            return self.primary(), None
        self.expect("(")
        expression = self.expression()
        alias = self.variable() if self.skip("AS") else None
        self.expect(")")
        return expression, alias

    def _ordered(self) -> tuple[Expression, bool]:
        descending = self.next.says("DESC")
        if descending or self.next.says("ASC"):
            self.take()
            return self.in_parentheses(), descending
        return self.primary(), False
