"""What a query asks for, told from its tokens alone: its form, and what is refused before it runs.

The tokeniser knows comments, strings and IRIs, so that a word inside one of them is not taken for a
keyword.  Source: SPARQL 1.1 Query, section 19.8 (terminals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum

from educluster.errors import BadQuery

_TOKEN = re.compile(
    r"""(?P<comment>\#[^\r\n]*)
      | (?P<string>\"\"\"(?:[^\\]|\\.)*?\"\"\" | '''(?:[^\\]|\\.)*?'''
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<name>(?:[^\W\d_][\w.\-]*)?:(?:[\w.:%\-]|\\.)*)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z\-0-9]+)
      | (?P<blank>_:[\w.\-]+)
      | (?P<word>[^\W\d_]\w*)""",
    re.VERBOSE | re.DOTALL,
)
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "MOVE"}


class Form(Enum):
    """The four forms of a query.  Source: SPARQL 1.1 Query, section 16."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True)
class Query:
    """A query that may be tried: its text, its form, and the graphs that its FROM clauses name."""

    text: str
    form: Form
    graphs: tuple[str, ...]


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    position: int


def inspect(text: str) -> Query:
    """Return what a query asks for.

    Raises BadQuery for SERVICE and LOAD, for an update, and where no query form stands.
    """
    tokens = list(_tokens(text))
    for token in tokens:
        _refuse(token, text)
    form = next((Form[token.text] for token in tokens if token.text in Form.__members__), None)
    if form is None:
        raise BadQuery(
            "no SELECT, ASK, CONSTRUCT or DESCRIBE is in the query", "begin it with one of these words"
        )
    return Query(text, form, tuple(_graphs(tokens)))


def _tokens(text: str) -> Iterator[_Token]:
    for found in _TOKEN.finditer(text):
        kind = str(found.lastgroup)
        if kind != "comment":
            yield _Token(kind, found.group().upper() if kind == "word" else found.group(), found.start())


def _graphs(tokens: list[_Token]) -> Iterator[str]:
    """Yield the IRIs of FROM and FROM NAMED, with the query's own prefixes written out."""
    prefixes = {
        name.text: iri.text[1:-1]
        for word, name, iri in zip(tokens, tokens[1:], tokens[2:], strict=False)
        if word.text == "PREFIX" and iri.kind == "iri"
    }
    for place, token in enumerate(tokens[:-1]):
        if token.text == "FROM" and token.kind == "word":
            named = tokens[place + 1].text == "NAMED" and place + 2 < len(tokens)
            source = tokens[place + 2 if named else place + 1].text
            prefix, _, local = source.partition(":")
            yield source[1:-1] if source.startswith("<") else prefixes.get(f"{prefix}:", f"{prefix}:") + local


def _refuse(token: _Token, text: str) -> None:
    word, position = token.text, token.position
    if token.kind != "word":
        return
    if word == "SERVICE":
        remedy = "ask the other endpoint yourself and join the answers, or write the values with VALUES"
        raise BadQuery("SERVICE is refused: this endpoint asks no other host", remedy, *place(text, position))
    if word == "LOAD":
        remedy = "send the document itself; this address answers queries only"
        raise BadQuery("LOAD is refused: this endpoint fetches nothing", remedy, *place(text, position))
    if word in _UPDATES:
        remedy = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
        raise BadQuery(
            f"{word} is an update, and this address answers queries only", remedy, *place(text, position)
        )


def place(text: str, position: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a position in a text."""
    before = text[:position]
    return before.count("\n") + 1, position - before.rfind("\n")
