"""SPARQL cut into tokens just as the engine reads it, and the IRIs that its prologue stands for.

Who may write where is decided from these tokens, so what the engine could read otherwise is refused: words
without a space between them, escapes and characters that it does not know, brackets that do not match.  Only
one sign has two readings, «<», and the bracket around it tells which.  Each character is read once, without
recursion.  Source: SPARQL 1.1 Query, section 19.8; the engine's own grammar where that is narrower.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from educluster.errors import BadQuery

CHANGING = frozenset({"BNODE", "NOW", "RAND", "STRUUID", "UUID"})  # the same data, another value
DEPTH = 500  # the engine is recursive: it dies at some thousands
CHAIN = 2000  # likewise, of parts side by side: it dies at 5,000 of BIND, at 10,000 of the others

_BASE = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f"
    "\u2c00-\u2fef\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS = rf"{_BASE}_\-0-9·\u0300-\u036f\u203f\u2040"
_PLX = r"%[0-9A-Fa-f]{2}|\\[_~.\-!$&'()*+,;=/?#@%]"
_UCHAR = r"\\u(?![dD][89abAB])[0-9A-Fa-f]{4}|\\U(?!0000[dD][89abAB])(?:0010|000[0-9A-Fa-f])[0-9A-Fa-f]{4}"
_ESCAPE = rf"""\\[tbnrf"'\\]|{_UCHAR}"""
_TOKEN = re.compile(
    rf"""(?:[ \t\r\n]++|\#[^\r\n]*+)*+(?:
        (?P<variable>[?$][{_BASE}_0-9][{_BASE}_0-9·\u0300-\u036f\u203f\u2040]*+)
      | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_UCHAR})*+>)
      | (?P<name>(?:[{_BASE}](?:\.*+[{_CHARS}]++)*+)?:
                 (?:(?:[{_BASE}_0-9:]|{_PLX})(?:[{_CHARS}:]|{_PLX})*+(?:\.++(?:[{_CHARS}:]|{_PLX})++)?)?)
      | (?P<number>(?:[0-9]++\.?[0-9]*+|\.[0-9]++)[eE][+\-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
      | (?P<blank>_:[{_BASE}_0-9][{_CHARS}]*+(?:\.++[{_CHARS}]++)*)
      | (?P<sign>\^\^|<<|>>|\{{\||\|\}}|[{{}}()\[\].;,=&|!*/+><^~?\-])
      | (?P<run>[{_BASE}](?:\.*+[{_CHARS}]++)*+)
      | (?P<string>\"\"\"(?:(?>""?)?+(?:[^"\\]|{_ESCAPE}))*+\"\"\" | '''(?:(?>''?)?+(?:[^'\\]|{_ESCAPE}))*+'''
                 | (?!\"\"\")"(?:[^"\\\r\n]|{_ESCAPE})*+" | (?!''')'(?:[^'\\\r\n]|{_ESCAPE})*+')
      | (?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
      | (?P<end>\Z) | (?P<other>.))""",
    re.VERBOSE | re.DOTALL,
)
_PIECE = re.compile(r"[^.\-]+")
_WORDS = frozenset(
    """A ADD ALL AS ASC ASK BASE BIND BY CLEAR CONSTRUCT COPY CREATE DATA DEFAULT DELETE DESC DESCRIBE
    DISTINCT DROP EXISTS FALSE FILTER FROM GRAPH GROUP HAVING IN INSERT INTO LATERAL LIMIT LOAD
    MINUS MOVE NAMED NOT OFFSET OPTIONAL ORDER PREFIX REDUCED SELECT SEPARATOR SERVICE SILENT TO
    TRUE UNDEF UNION USING VALUES VERSION WHERE WITH ABS ADJUST AVG BNODE BOUND CEIL COALESCE CONCAT
    CONTAINS COUNT DATATYPE DAY ENCODE_FOR_URI FLOOR GROUP_CONCAT HASLANG HASLANGDIR HOURS IF IRI
    ISBLANK ISIRI ISLITERAL ISNUMERIC ISTRIPLE ISURI LANG LANGDIR LANGMATCHES LCASE MAX MD5 MIN
    MINUTES MONTH NOW OBJECT PREDICATE RAND REGEX REPLACE ROUND SAMETERM SAMEVALUE SAMPLE SECONDS
    SHA1 SHA256 SHA384 SHA512 STR STRAFTER STRBEFORE STRDT STRENDS STRLANG STRLANGDIR STRLEN
    STRSTARTS STRUUID SUBJECT SUBSTR SUM TIMEZONE TRIPLE TZ UCASE URI UUID YEAR""".split()
)
_NO_CALL = {"A", "TRUE", "FALSE", "UNDEF", "VALUES"}  # a bracket after them holds terms, no expression
CLOSES = {")": "(", "}": "{", "]": "[", "|}": "{|", ">>": "<<"}
OPENS = frozenset(CLOSES.values())
_BRACKETS = OPENS | CLOSES.keys()
_READ_TWICE = {"iri", "sign"}  # where they begin with «<»
_OPERANDS = {"variable", "string", "tag", "number", "iri", "name"}
_PLAIN = _OPERANDS | {"blank", "sign"}
_CHAINED = {"UNION", "MINUS", "OPTIONAL", "LATERAL", "FILTER", "BIND", "!", "|", "&", "/", "^", "+", "*"}
_TERMS, _EXPRESSION, _HEAD = "terms", "expression", "head"


class Token(NamedTuple):
    """A piece of a text: a word is in upper case; a bracket has the depth of what is around it."""

    kind: str
    text: str
    start: int
    end: int
    depth: int


NOTHING = Token("end", "", 0, 0, 0)


def tokens(text: str) -> list[Token]:
    """Return the tokens of a query or an update.

    Raises BadQuery, with its place, for what is no token, and for brackets that do not match or go too deep.
    """
    found: list[Token] = []
    brackets = _Brackets(text)
    position = 0
    while True:
        match = _TOKEN.match(text, position)
        assert match is not None  # the last of its choices takes any character
        kind = str(match.lastgroup)
        start, position = match.span(kind)
        if kind in _READ_TWICE and text[start] == "<" and brackets.compares(found):
            kind, position = "sign", start + 1
        piece = text[start:position]
        if piece in _BRACKETS:
            found.append(brackets.turn(piece, found, start))
        elif kind in _PLAIN:
            found.append(Token(kind, piece, start, position, len(brackets.open)))
        elif kind == "run":
            found.extend(_words(piece, text, start, len(brackets.open)))
            brackets.word(found[-1])
        elif kind == "end":
            brackets.close()
            _refuse_chains(found, text)
            return found
        else:
            raise _stray(text, start)


class _Brackets:
    """Which brackets are open, and whether the innermost holds terms, an expression or a head of SELECT."""

    def __init__(self, text: str) -> None:
        self._text = text
        self.open: list[tuple[str, str, int]] = []
        self._holds = _HEAD

    def compares(self, found: list[Token]) -> bool:
        """Whether «<» is «less than» here: in an expression, after what can be compared."""
        last = found[-1] if found else NOTHING
        return self._holds == _EXPRESSION and (
            last.kind in _OPERANDS or last.text in CLOSES or last.text in {"TRUE", "FALSE"}
        )

    def word(self, word: Token) -> None:
        """Take note of SELECT, which makes a sub-select of the group that it begins."""
        if word.text == "SELECT" and self.open and self.open[-1][0] == "{":
            self._holds = _HEAD

    def turn(self, sign: str, found: list[Token], start: int) -> Token:
        """Open or close a bracket, and return it as a token."""
        depth = len(self.open)
        if sign in OPENS:
            if depth == DEPTH:
                problem = f"brackets are nested deeper than {DEPTH}"
                raise BadQuery(problem, "ask in several queries, or nest less", *place(self._text, start))
            self.open.append((sign, self._holds, start))
            self._holds = _EXPRESSION if sign == "(" and self._calls(found) else _TERMS
            return Token("sign", sign, start, start + len(sign), depth)
        if not self.open or self.open[-1][0] != CLOSES[sign]:
            remedy = "remove it, or open it before"
            raise BadQuery(f"«{sign}» closes nothing here", remedy, *place(self._text, start))
        _, self._holds, _ = self.open.pop()
        return Token("sign", sign, start, start + len(sign), depth - 1)

    def _calls(self, found: list[Token]) -> bool:
        last, before = [*reversed(found[-2:]), NOTHING, NOTHING][:2]
        if self._holds == _EXPRESSION:
            return True
        if self._holds == _HEAD:
            return last.text != "VALUES"
        calls = last.kind == "word" and last.text not in _NO_CALL
        return calls or (last.kind in {"iri", "name"} and before.kind == "word" and before.text == "FILTER")

    def close(self) -> None:
        """Raise BadQuery where a bracket is still open."""
        if self.open:
            sign, _, start = self.open[-1]
            raise BadQuery(f"«{sign}» is not closed", "close it", *place(self._text, start))


def _words(run: str, text: str, start: int, depth: int) -> list[Token]:
    """Return the words of a run, since dots and dashes part them.

    Raises BadQuery for an unknown one: the engine reads words without a space between them.
    """
    if run.upper() in _WORDS and run.isascii():
        return [Token("word", run.upper(), start, start + len(run), depth)]
    found = []
    for piece in _PIECE.finditer(run):
        word, begin, end = piece.group().upper(), start + piece.start(), start + piece.end()
        is_number = re.fullmatch(r"[0-9]+(E[0-9]*)?", word) is not None
        if not is_number and (word not in _WORDS or not piece.group().isascii()):
            problem = f"{piece.group()[:40]} is no word of SPARQL"
            remedy = "check its spelling; put a space between words, and a colon into a name"
            raise BadQuery(problem, remedy, *place(text, begin))
        found.append(Token("number" if is_number else "word", word, begin, end, depth))
    return found


def _refuse_chains(found: list[Token], text: str) -> None:
    if len(found) <= CHAIN:
        return
    counts = dict.fromkeys(_CHAINED, 0)
    for token in found:
        if token.text == ";" and not token.depth:  # the next operation of an update
            counts = dict.fromkeys(_CHAINED, 0)
        elif token.text in _CHAINED and token.kind in {"word", "sign"}:
            counts[token.text] += 1
            if counts[token.text] > (CHAIN if token.kind == "word" else 2 * CHAIN):  # «||» is two
                problem = (
                    f"{token.text} stands here for the {counts[token.text]:,}th time, which is too often"
                )
                remedy = "ask in several queries, or list values with VALUES or IN"
                raise BadQuery(problem, remedy, *place(text, token.start))


def _stray(text: str, position: int) -> BadQuery:
    if text[position] in "\"'":  # to go on would read the rest again from each quote
        problem = "a string begins here and does not end, or has an escape that is not known"
        return BadQuery(problem, "close it, or put a space before it", *place(text, position))
    problem = f"the character {text[position]!a} cannot stand here"
    return BadQuery(problem, "remove it, or put it into a string", *place(text, position))


def place(text: str, position: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
