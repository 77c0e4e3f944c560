"""What a query asks for, told from its tokens alone: its form, its graphs, and what is refused.

It is the friendly guard, with a place and a remedy: the strict one is that workers are cut off from the
network.  Where they are not, since the system cannot do it or the operator allowed a host, the word SERVICE
may stand nowhere in a query but before a host that is allowed.
"""

from __future__ import annotations

import re
from collections.abc import Container, Sequence
from dataclasses import dataclass
from enum import Enum

from educluster import platform
from educluster.errors import BadQuery
from educluster.store.prologue import Prologue
from educluster.store.tokens import CHANGING, DEPTH, NOTHING, Token, place, tokens

_UPDATES = {"ADD", "CLEAR", "COPY", "CREATE", "DELETE", "DROP", "INSERT", "MOVE"}
_GLANCED = DEPTH  # characters: too few to be nested deeper than the engine bears
_FORM = r"(SELECT(?=\s+(?:DISTINCT\s+|REDUCED\s+)?\?)|ASK|CONSTRUCT|DESCRIBE)\b"
_PLAIN = re.compile(rf"(?i)\s*(?:PREFIX\s+[\w-]*:\s*<[^<>\\]*>\s*)*{_FORM}")


class Form(Enum):
    """The four forms of a query.  Source: SPARQL 1.1 Query, section 16."""

    SELECT = "SELECT"
    ASK = "ASK"
    CONSTRUCT = "CONSTRUCT"
    DESCRIBE = "DESCRIBE"


_MATTERS = ("\\", "SERVICE", "LOAD", "FROM", *Form.__members__, *_UPDATES, *CHANGING)  # \\u0053 may be an S


@dataclass(frozen=True)
class Query:
    """What a query asks for.

    `graphs` are those of FROM and FROM NAMED, `services` those of SERVICE, all of them allowed.  `changing`:
    the same data may give another answer.  `star` is where that of the outermost SELECT stands, `variables`
    are what it may stand for, in the order in which they first appear.
    """

    form: Form
    graphs: tuple[str, ...]
    services: tuple[str, ...] = ()
    changing: bool = False
    variables: tuple[str, ...] = ()
    star: int | None = None


def glance(text: str) -> Query | None:
    """Return what a short and plain query asks for, in a quarter of the time of `inspect`; None of any other.

    Such a query has one form and no star, and nowhere, not even in a string, a word that matters here.
    Whether it is right is left open: its prefixes and its brackets are not looked at.
    """
    begin = _PLAIN.match(text) if len(text) <= _GLANCED else None
    if begin is None:
        return None
    rest = text[begin.end() :].upper()
    return None if any(word in rest for word in _MATTERS) else Query(Form[begin[1].upper()], ())


def inspect(text: str, allowed: Container[str] = ()) -> Query:
    """Return what a query asks for.

    Raises BadQuery for LOAD, for SERVICE but of an IRI in `allowed`, for an update, for two queries, and
    where no query form stands.
    """
    found = tokens(text)
    words = [token for token in found if token.kind == "word"]
    _refuse(words, text)
    prologue = Prologue()
    begin = prologue.read(found, 0, text)
    services = _services(found, prologue, text, allowed)
    prologue.check(found[begin:], text)
    form = _form(words, text)
    outer = [token for token in found[begin:] if not token.depth]
    return Query(
        form,
        tuple(_graphs(found, prologue, text)),
        services,
        bool(services) or any(word.text in CHANGING for word in words),
        tuple(dict.fromkeys(token.text[1:] for token in found if token.kind == "variable")),
        _star(outer) if form is Form.SELECT else None,
    )


def _form(words: Sequence[Token], text: str) -> Form:
    forms = [word for word in words if not word.depth and word.text in Form.__members__]
    if not forms:
        raise BadQuery(
            "no SELECT, ASK, CONSTRUCT or DESCRIBE is in the query", "begin it with one of these words"
        )
    if len(forms) > 1:
        remedy = "send each by itself; a query within a query stands in { }"
        raise BadQuery(
            f"a second query begins here, with {forms[1].text}", remedy, *place(text, forms[1].start)
        )
    return Form[forms[0].text]


def _refuse(words: Sequence[Token], text: str) -> None:
    for token in words:
        if token.text == "LOAD":
            problem = "LOAD is refused: this endpoint fetches nothing"
            remedy = "send the document itself; this address answers queries only"
            raise BadQuery(problem, remedy, *place(text, token.start))
        if token.text in _UPDATES:
            problem = f"{token.text} is an update, and this address answers queries only"
            remedy = "ask with SELECT, ASK, CONSTRUCT or DESCRIBE"
            raise BadQuery(problem, remedy, *place(text, token.start))


def _services(
    found: Sequence[Token], prologue: Prologue, text: str, allowed: Container[str]
) -> tuple[str, ...]:
    services, rest, position = [], "", 0
    for index, token in enumerate(found):
        if token.kind != "word" or token.text != "SERVICE":
            continue
        first, second = [*found[index + 1 : index + 3], NOTHING, NOTHING][:2]
        target = second if first.text == "SILENT" else first
        services.append(_service(token, target, prologue, text, allowed))
        rest += text[position : token.start] + " " * (target.end - token.start)
        position = target.end
    rest += text[position:]
    if (services or platform.missing()) and (hidden := re.search(r"(?i)service", rest)):
        problem = "the word SERVICE is in the query, and it cannot be cut off from the network"
        remedy = "write it otherwise, for example as CONCAT('serv', 'ice')"
        raise BadQuery(problem, remedy, *place(text, hidden.start()))
    return tuple(dict.fromkeys(services))


def _service(keyword: Token, target: Token, prologue: Prologue, text: str, allowed: Container[str]) -> str:
    constant = target.kind in {"iri", "name"}
    if constant and allowed and (iri := prologue.iri(target, text)) in allowed:
        return iri
    problem = "SERVICE is refused: this endpoint asks no other host"
    remedy = "ask the other endpoint yourself and join the answers, or write the values with VALUES"
    if allowed:
        problem = "SERVICE is refused: this endpoint asks no other hosts than those that its operator allowed"
        remedy = remedy if constant else "write the address of an allowed one as an IRI after SERVICE"
    raise BadQuery(problem, remedy, *place(text, keyword.start))


def _graphs(found: Sequence[Token], prologue: Prologue, text: str) -> list[str]:
    """Return the IRIs of FROM and FROM NAMED, written out."""
    graphs = []
    for index, token in enumerate(found):
        if token.kind == "word" and token.text == "FROM":
            first, second = [*found[index + 1 : index + 3], NOTHING, NOTHING][:2]
            graphs.append(prologue.iri(second if first.text == "NAMED" else first, text))
    return graphs


def _star(outer: Sequence[Token]) -> int | None:
    """Return where the * of the outermost SELECT stands: after it, or after DISTINCT or REDUCED."""
    head = [token for token in outer[:3] if token.text not in {"SELECT", "DISTINCT", "REDUCED"}]
    return head[0].start if head and head[0].text == "*" else None


def columns(text: str, query: Query, found: Sequence[str]) -> str:
    """Return the query with the * of its SELECT written out in the order of the text.

    `found` are the names of the variables, of which only the engine knows which are in scope.  What is
    unsure stays as it is.
    """
    if query.star is None or not found or not set(found) <= set(query.variables):
        return text
    ordered = [name for name in query.variables if name in found]
    return f"{text[: query.star]} {' '.join('?' + name for name in ordered)} {text[query.star + 1 :]}"
