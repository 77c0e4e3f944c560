"""Expressions of a query, read as SPARQL's grammar has them.  Source: SPARQL 1.1, section 19.8."""

from __future__ import annotations

from educluster.graphs import token
from educluster.shapes.compiled.sparql.syntax import Aggregate, Call, Exists, Expression, Group, Variable
from educluster.shapes.compiled.sparql.terms import Reader

_AGGREGATES = ("COUNT", "SUM", "MIN", "MAX", "AVG", "SAMPLE", "GROUP_CONCAT")
_COMPARISONS = ("=", "!=", "<", ">", "<=", ">=")


class ExpressionReader(Reader):
    """A parser of expressions."""

    def group(self) -> Group:
        """Read a group graph pattern; the parser of patterns knows how."""
        raise NotImplementedError

    def expression(self) -> Expression:
        """Read an expression."""
        return self._chain("||")

    def _chain(self, sign: str) -> Expression:
        found = [self._operand(sign)]
        while self.skip(sign):
            found.append(self._operand(sign))
        return found[0] if len(found) == 1 else Call(sign, tuple(found))

    def _operand(self, sign: str) -> Expression:
        return self._chain("&&") if sign == "||" else self._relational()

    def _relational(self) -> Expression:
        left = self._additive()
        if self.next.says(*_COMPARISONS):
            return Call(self.take().text, (left, self._additive()))
        if self.skip("IN"):
            return Call("IN", (left, *self._list()))
        if self.next.says("NOT"):
            self.expect("NOT", "IN")
            return Call("NOT IN", (left, *self._list()))
        return left

    def _additive(self) -> Expression:
        found = self._product()
        while self.next.says("+", "-"):
            found = Call(self.take().text, (found, self._product()))
        return found

    def _product(self) -> Expression:
        found = self._unary()
        while self.next.says("*", "/"):
            found = Call(self.take().text, (found, self._unary()))
        return found

    def _unary(self) -> Expression:
        if self.skip("!"):
            return Call("!", (self._unary(),))
        if self.next.says("+", "-") and not self.starts_number():
            return Call("u" + self.take().text, (self._unary(),))
        return self.primary()

    def primary(self) -> Expression:
        """Read what stands for itself: in parentheses, a call, a variable, a constant."""
        if self.next.says("("):
            return self.in_parentheses()
        if self.next.kind == "variable":
            return Variable(self.variable())
        if self.next.kind == "word" and not self.next.says("TRUE", "FALSE"):
            return self._built_in()
        if self.next.kind not in ("iri", "name"):
            return self.constant()
        name = self.iri()
        return Call(name, self._list()) if self.next.says("(") else name

    def in_parentheses(self) -> Expression:
        """Read an expression in parentheses."""
        self.expect("(")
        found = self.expression()
        self.expect(")")
        return found

    def constraint(self) -> Expression:
        """Read what may follow FILTER or HAVING."""
        if self.next.says("("):
            return self.in_parentheses()
        found = self.primary() if self.next.kind in ("word", "iri", "name") else None
        if found is None or isinstance(found, str):
            raise self.amiss("a condition in parentheses or a call is expected")
        return found

    def _list(self) -> tuple[Expression, ...]:
        self.expect("(")
        found: list[Expression] = []
        if not self.next.says(")"):
            found.append(self.expression())
            while self.skip(","):
                found.append(self.expression())
        self.expect(")")
        return tuple(found)

    def _built_in(self) -> Expression:
        if self.skip("EXISTS"):
            return Exists(self.group(), negated=False)
        if self.skip("NOT"):
            self.expect("EXISTS")
            return Exists(self.group(), negated=True)
        name = self.take().text.upper()
        if name in _AGGREGATES:
            return self._aggregate(name)
        if name in ("IRI", "URI"):
            return Call("IRI", (*self._list(), token(self.base)))
        return Call(name, self._list())

    def _aggregate(self, name: str) -> Aggregate:
        self.expect("(")
        distinct = self.skip("DISTINCT")
        of = None if name == "COUNT" and self.skip("*") else self.expression()
        separator = " "
        if name == "GROUP_CONCAT" and self.skip(";"):
            self.expect("SEPARATOR", "=")
            separator = self.string()
        self.expect(")")
        return Aggregate(name, of, distinct, separator)
