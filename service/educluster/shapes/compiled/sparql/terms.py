"""The words of a query as terms: variables, IRIs with their prefixes, literals in the form they have."""

from __future__ import annotations

import re
from collections.abc import Mapping
from urllib.parse import urljoin

from educluster.errors import BadDocument
from educluster.graphs import Namespace, iri, token
from educluster.names import RDF, XSD
from educluster.shapes.compiled.sparql.syntax import Term, Variable
from educluster.shapes.compiled.sparql.words import Word, amiss, expanded, words
from educluster.shapes.linting.prefixes import DECLARE

_ESCAPES = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)
_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_RDF = Namespace(RDF)
NUMBERS = ("integer", "decimal", "double")
_OPENING = ("variable", "iri", "name", "string", "blank", *NUMBERS)


class Reader:
    """The words of a query, of which the next is taken; the floor of the parser."""

    def __init__(self, text: str, prefixes: Mapping[str, str]) -> None:
        self.text = expanded(text)
        self.words = [*words(self.text), Word("end", "", len(self.text), len(self.text))]
        self.at = 0
        self.prefixes = dict(prefixes)
        self.base = ""
        self._fresh = 0

    @property
    def next(self) -> Word:
        """The word that is read next."""
        return self.words[self.at]

    def take(self) -> Word:
        """Return the next word and go on."""
        self.at += self.next.kind != "end"
        return self.words[self.at - 1] if self.words[self.at - 1].kind != "end" else self.next

    def skip(self, *expected: str) -> bool:
        """Go past the next word if it is one of those expected."""
        found = self.next.says(*expected)
        self.at += found
        return found

    def expect(self, *expected: str) -> Word:
        """Go past words that must stand here, and return the last."""
        for each in expected:
            if not self.skip(each):
                raise self.amiss(f"{each} is expected")
        return self.words[self.at - 1]

    def amiss(self, problem: str) -> BadDocument:
        """Return the error that something else should stand here."""
        return amiss(self.text, self.next.start, f"{problem}, not {self.next.text or 'its end'}")

    def fresh(self) -> Variable:
        """Return a variable that stands nowhere else."""
        self._fresh += 1
        return Variable(f"_:{self._fresh}")  # no label: those of the query are kept apart by a letter

    def prologue(self) -> None:
        """Read BASE and PREFIX."""
        while self.next.says("BASE", "PREFIX"):
            if self.take().text.upper() == "BASE":
                self.base = self._address()
                continue
            name = self.take()
            if name.kind != "name" or not name.text.endswith(":"):
                raise self.amiss("a prefix with its colon is expected")
            self.prefixes[name.text[:-1]] = self._address()

    def _address(self) -> str:
        if self.next.kind != "iri":
            raise self.amiss("an IRI is expected")
        address = self.take().text[1:-1]
        if _ABSOLUTE.match(address):
            return address
        if not self.base:
            self.at -= 1
            raise self.amiss("an absolute IRI is expected")
        return urljoin(self.base, address)

    def iri(self) -> str:
        """Read an IRI or prefixed name."""
        if self.next.kind != "name":
            return iri(self._address())
        prefix, _, local = self.next.text.partition(":")
        if prefix not in self.prefixes:
            raise amiss(self.text, self.next.start, f"the prefix {prefix}: is not declared", DECLARE)
        self.at += 1
        return iri(self.prefixes[prefix] + _ESCAPE.sub(r"\1", local))

    def variable(self) -> str:
        """Read the name of a variable."""
        if self.next.kind != "variable":
            raise self.amiss("a variable is expected")
        return self.take().text[1:]

    def starts_term(self) -> bool:
        """Return whether a term stands here, or what stands for one."""
        return self.next.kind in _OPENING or self.next.says("TRUE", "FALSE", "(", "[", "+", "-")

    def term(self) -> Term:
        """Read a variable, a blank node or a constant."""
        if self.next.kind == "variable":
            return Variable(self.variable())
        if self.next.kind == "blank":
            return Variable("_:b" + self.take().text[2:])
        return self.constant()

    def constant(self) -> str:
        """Read an IRI or literal."""
        if self.next.kind in ("iri", "name"):
            return self.iri()
        if self.next.kind == "string":
            return self._literal()
        if self.next.says("TRUE", "FALSE"):
            return token(self.take().text.lower(), XSD + "boolean")
        sign = self.take().text if self.starts_number() and self.next.kind == "sign" else ""
        if self.next.kind not in NUMBERS:
            raise self.amiss("a term is expected")
        kind, number = self.next.kind, self.take().text
        return token(sign + number, XSD + kind)

    def starts_number(self) -> bool:
        """Return whether a number stands here, with its sign if it has one."""
        if self.next.kind in NUMBERS:
            return True
        after = self.words[self.at + 1] if self.next.says("+", "-") else self.next
        return after.kind in NUMBERS and after.start == self.next.end

    def _literal(self) -> str:
        lexical = self.string()
        if self.next.kind == "language":
            return token(lexical, language=self.take().text[1:])
        return token(lexical, self.iri()[1:-1]) if self.skip("^^") else token(lexical)

    def string(self) -> str:
        """Read a text in quotes."""
        if self.next.kind != "string":
            raise self.amiss("a text in quotes is expected")
        written = self.take().text
        quotes = 3 if written[:3] in ('"""', "'''") else 1
        return _ESCAPE.sub(lambda found: _ESCAPES.get(found[1], found[1]), written[quotes:-quotes])
