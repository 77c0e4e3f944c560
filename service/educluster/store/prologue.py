"""BASE and PREFIX: what IRIs and names stand for where they are written, resolved as the engine does it.

A name that the engine could read as a keyword and another name is refused: with both prefixes declared,
`GRAPHex:a {…}` is `GRAPH ex:a {…}` to it.  Source: SPARQL 1.1 Query, section 4.1.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

import pyoxigraph

from educluster import names
from educluster.errors import BadQuery
from educluster.store.tokens import NOTHING, Token, place

_ABSOLUTE = re.compile(r"[A-Za-z][A-Za-z0-9+.\-]*:")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})")
_NOT_IN_IRI = re.compile(r'[<>"{}|^`\\\x00-\x20]')
_BEFORE_IRI = tuple(  # keywords that an IRI may follow
    """ADD BY COPY DESCRIBE DISTINCT FILTER FROM GRAPH HAVING INTO LOAD MOVE NAMED SERVICE SILENT TO USING
    WITH""".split()
)
_LONGEST_KEYWORD = max(map(len, _BEFORE_IRI))
_LONGEST = 4096  # characters of an IRI that names are put behind: each name is checked whole


class Prologue:
    """The base and the prefixes that are in force."""

    def __init__(self, base: str = names.BASE) -> None:
        self.base = base
        self.prefixes: dict[str, str] = {}
        self.hoisted = False  # whether something was declared again

    def declarations(self, found: Sequence[Token]) -> tuple[str, ...]:
        """Return what has to stand before these tokens, so that they mean the same alone."""
        used = {token.text.partition(":")[0] for token in found if token.kind == "name"}
        base = (f"BASE {written(self.base)} ",) if self.base != names.BASE else ()
        return (*base, *(f"PREFIX {each}: {written(self.prefixes[each])} " for each in sorted(used)))

    def iri(self, token: Token, text: str) -> str:
        """Return the IRI that a token stands for, written out.

        Raises BadQuery, with the place in `text`, where it stands for none.
        """
        if token.kind == "iri":
            return self._resolved(token, text)
        prefix, _, local = token.text.partition(":")
        if token.kind != "name" or prefix not in self.prefixes:
            problem = f"the prefix {prefix}: is not declared" if token.kind == "name" else "an IRI is missing"
            remedy = "declare it with PREFIX; put a space between a keyword and a name"
            raise BadQuery(problem, remedy, *_where(token, text))
        iri = self.prefixes[prefix] + local.replace("\\", "")
        return iri if not local else _checked(iri, token, text)

    def _resolved(self, token: Token, text: str) -> str:
        iri = _ESCAPED.sub(lambda found: chr(int(found[1] or found[2], 16)), token.text[1:-1])
        if _ABSOLUTE.match(iri):
            return _checked(iri, token, text)
        if _NOT_IN_IRI.search(iri):
            raise _no_iri(token, text)
        line = f"<x:s> <x:p> <{iri}> ."
        try:  # its own resolver, so that no other reading of dots or of an empty authority gets past a guard
            parsed = list(pyoxigraph.parse(line, pyoxigraph.RdfFormat.TURTLE, base_iri=self.base))
        except SyntaxError as error:
            raise _no_iri(token, text) from error
        return str(parsed[0].object)[1:-1]

    def read(self, found: Sequence[Token], index: int, text: str, again: bool = False) -> int:
        """Take the declarations that begin at a token; return where they end.

        Raises BadQuery for one that is not complete, or that says `again`, and otherwise, what was said.
        """
        while (word := _at(found, index)).kind == "word" and word.text in {"BASE", "PREFIX", "VERSION"}:
            first, second = _at(found, index + 1), _at(found, index + 2)
            base, prefix = self.base, ""
            if word.text == "BASE":
                base = self._space(first, text)
            elif word.text == "PREFIX":
                prefix, iri = self._declared(first, text), self._space(second, text)
                clashes = self.prefixes.get(prefix, iri) != iri
                self.prefixes[prefix] = iri
            if again and (base != self.base or (word.text == "PREFIX" and clashes)):
                problem = (
                    "this was declared otherwise before, and the engine reads the declarations all at once"
                )
                raise BadQuery(
                    problem, "declare it once, at the beginning, or send two requests", *_where(word, text)
                )
            self.base, self.hoisted = base, again
            index += 3 if word.text == "PREFIX" else 2
        return index

    def _declared(self, name: Token, text: str) -> str:
        prefix, _, local = name.text.partition(":")
        if name.kind != "name" or local:
            problem, remedy = "a prefix with its colon is missing", "write PREFIX ex: <http://example.org/>"
            raise BadQuery(problem, remedy, *_where(name, text))
        return prefix

    def _space(self, token: Token, text: str) -> str:
        if token.kind != "iri":
            problem, remedy = "an IRI is missing", "write it in full, between < and >"
            raise BadQuery(problem, remedy, *_where(token, text))
        iri = self.iri(token, text)
        if len(iri) > _LONGEST:
            problem = f"the IRI that is declared here has more than {_LONGEST:,} characters"
            raise BadQuery(problem, "declare a shorter one, and write longer IRIs out", *_where(token, text))
        return iri

    def check(self, found: Sequence[Token], text: str) -> None:
        """Raise BadQuery for a name that stands for no IRI, or that the engine could read in two ways."""
        checked = set[str]()
        split = self._split({token.text.partition(":")[0] for token in found if token.kind == "name"})
        for index, token in enumerate(found):
            if token.kind != "name":
                continue
            if token.text not in checked:
                self.iri(token, text)
                checked.add(token.text)
            prefix = token.text.partition(":")[0]
            if prefix in split and (not token.depth or _at(found, index + 1).text in {"{", "("}):
                problem = f"{token.text[:80]} could be read as a keyword and a name"
                raise BadQuery(problem, "write its IRI between < and >", *_where(token, text))

    def _split(self, used: Iterable[str]) -> set[str]:
        """Return those prefixes that are a keyword and another prefix, too.

        Prefixes are looked up by their lengths, of which a text has few: not each is held against each.
        """
        lengths = {len(each) for each in self.prefixes}
        return {
            prefix
            for prefix in used
            for cut in (len(prefix) - length for length in lengths if length < len(prefix))
            if prefix[max(cut - _LONGEST_KEYWORD, 0) : cut].upper().endswith(_BEFORE_IRI)
            and prefix[cut:] in self.prefixes
        }


def _where(token: Token, text: str) -> tuple[int, int]:
    return place(text, len(text) if token is NOTHING else token.start)


def _at(found: Sequence[Token], index: int) -> Token:
    return found[index] if index < len(found) else NOTHING


def written(iri: str) -> str:
    """Return an IRI as a query has it.

    Raises BadQuery where it is none, since what stands in it would be read as a part of the query.
    """
    try:
        return str(pyoxigraph.NamedNode(iri))
    except ValueError as error:
        problem = f"«{iri[:80]}» is no absolute IRI: {error}"
        raise BadQuery(problem, "write it in full, as in http://example.org/graph") from error


def _checked(iri: str, token: Token, text: str) -> str:
    try:  # where the whole is no IRI the engine takes the prefix alone, and reads on amid the name
        return str(pyoxigraph.NamedNode(iri).value)
    except ValueError as error:
        raise _no_iri(token, text) from error


def _no_iri(token: Token, text: str) -> BadQuery:
    problem, remedy = f"{token.text[:80]} stands for no IRI", "percent-encode what an IRI cannot hold"
    return BadQuery(problem, remedy, *_where(token, text))
