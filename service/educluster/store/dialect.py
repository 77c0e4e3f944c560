"""What a query asks for, told from its tokens alone: its form, its graphs, and what is refused.

The tokeniser knows comments, strings and IRIs, so that a word inside one of them is not taken for a
keyword; it reads each character once.  It is the friendly guard, with a place and a remedy: the strict
one is that workers are cut off from the network.  Where a system cannot do that, no query may hold the
word SERVICE at all.  Source: SPARQL 1.1 Query, section 19.8 (terminals).
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from urllib.parse import urljoin

from educluster import platform
from educluster.errors import BadQuery

_NAME = r"\w\-·\u0300-\u036f\u203f\u2040"  # PN_CHARS
_TOKEN = re.compile(
    rf"""(?P<gap>[\s{{}}()\[\].;,=&|!*/+>^\-]+)
      | (?P<comment>\#[^\r\n]*)
      | (?P<string>\"\"\"(?:[^\\"]|\\.|"(?!""))*\"\"\" | '''(?:[^\\']|\\.|'(?!''))*'''
                 | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|\\u[0-9A-Fa-f]{{4}}|\\U[0-9A-Fa-f]{{8}})*>)
      | (?P<variable>[?$]\w+)
      | (?P<tag>@[A-Za-z0-9\-]+)
      | (?P<blank>_:[{_NAME}.]+)
      | (?P<number>[0-9]+(?:\.[0-9]*)?(?:[eE][+\-]?[0-9]+)?)
      | (?P<run>(?:[^\W\d_][{_NAME}.]*)?)(?P<local>:(?:(?:[{_NAME}:%]|\\.)(?:[{_NAME}.:%]|\\.)*)?)
      | (?P<words>[^\W\d_][{_NAME}.]*)""",
    re.VERBOSE | re.DOTALL,
)
_WORD = re.compile(r"[^.\-]+")
_ESCAPED = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\(.)")
_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "MOVE"}
_HIDDEN = re.compile(r"(?i)service.*#")
_SERVICE = re.compile(r"(TRUE|FALSE)?SERVICE")  # the parser wants no space between words


class Form(Enum):
    """The four forms of a query.  Source: SPARQL 1.1 Query, section 16."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


@dataclass(frozen=True)
class Query:
    """What a query asks for: its form, and the graphs that its FROM clauses name."""

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
    if platform.missing():
        _refuse_anywhere(text)
    form = next((Form[token.text] for token in tokens if token.text in Form.__members__), None)
    if form is None:
        raise BadQuery(
            "no SELECT, ASK, CONSTRUCT or DESCRIBE is in the query", "begin it with one of these words"
        )
    return Query(form, tuple(_graphs(tokens)))


def _tokens(text: str) -> Iterator[_Token]:
    position = 0
    while position < len(text):
        found = _TOKEN.match(text, position)
        if found:
            yield from _split(found)
        elif text[position] in "\"'":  # to go on would read the rest again from each quote
            problem, remedy = "a string begins here and does not end", "close it, or put a space before it"
            raise BadQuery(problem, remedy, *place(text, position))
        position = found.end() if found else position + 1


def _split(found: re.Match[str]) -> Iterator[_Token]:
    """Yield a token; a run without a colon is one or several words, since dots and dashes part them."""
    kind = str(found.lastgroup)
    if kind == "words":
        for word in _WORD.finditer(found.group()):
            yield _Token("word", word.group().upper(), found.start() + word.start())
    elif kind not in {"gap", "comment"}:
        yield _Token("name" if kind == "local" else kind, found.group(), found.start())


def _graphs(tokens: list[_Token]) -> Iterator[str]:
    """Yield the IRIs of FROM and FROM NAMED, written out with the query's own BASE and prefixes."""
    base, prefixes = "", dict[str, str]()
    for index, token in enumerate(tokens):
        if token.kind != "word" or token.text not in {"BASE", "PREFIX", "FROM"}:
            continue
        following = [*tokens[index + 1 : index + 3], _Token("", "", 0), _Token("", "", 0)]
        if token.text == "BASE":
            base = _resolved(following[0], base, prefixes)
        elif token.text == "PREFIX":
            prefixes[following[0].text] = _resolved(following[1], base, prefixes)
        elif token.text == "FROM":
            yield _resolved(following[1 if following[0].text == "NAMED" else 0], base, prefixes)


def _resolved(token: _Token, base: str, prefixes: dict[str, str]) -> str:
    text = _ESCAPED.sub(lambda found: found[3] or chr(int(found[1] or found[2], 16)), token.text)
    if token.kind == "iri":
        return urljoin(base, text[1:-1]) if base else text[1:-1]
    prefix, _, local = text.partition(":")
    return prefixes.get(f"{prefix}:", f"{prefix}:") + local


def _refuse(token: _Token, text: str) -> None:
    word = token.text
    # Read as «less than», its «<» begins an expression, and a comment hides its «>».
    hidden = token.kind == "iri" and _HIDDEN.search(word)
    if hidden or (token.kind == "word" and _SERVICE.fullmatch(word)):
        problem = "SERVICE is refused: this endpoint asks no other host"
        remedy = "ask the other endpoint yourself and join the answers, or write the values with VALUES"
    elif token.kind == "word" and word == "LOAD":
        problem = "LOAD is refused: this endpoint fetches nothing"
        remedy = "send the document itself; this address answers queries only"
    elif token.kind == "word" and word in _UPDATES:
        problem = f"{word} is an update, and this address answers queries only"
        remedy = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
    else:
        return
    raise BadQuery(problem, remedy, *place(text, token.position))


def _refuse_anywhere(text: str) -> None:
    if found := re.search(r"(?i)service", text):
        problem = "the word SERVICE is in the query, and this system cannot cut a query off from the network"
        raise BadQuery(
            problem, "write it otherwise, for example as CONCAT('serv', 'ice')", *place(text, found.start())
        )


def place(text: str, position: int) -> tuple[int, int]:
    """Return the line and the column, both from 1, of a position in a text."""
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)
