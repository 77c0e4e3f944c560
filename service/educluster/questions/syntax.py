"""As much of SPARQL as tells where a query may be added to, and what it selects."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from typing import NamedTuple

from educluster.questions.model import BadQuestion, Body

_TOKEN = re.compile(
    r"""(?P<space>\s+|\#[^\r\n]*)
      | (?P<iri><[^<>"{}|^`\\\x00-\x20]*>)
      | (?P<string>\"\"\"(?:[^"\\]|\\.|\"{1,2}(?!\"))*\"\"\" | '''(?:[^'\\]|\\.|'{1,2}(?!'))*'''
                  | "(?:[^"\\\r\n]|\\.)*" | '(?:[^'\\\r\n]|\\.)*')
      | (?P<variable>[?$]\w+)
      | (?P<name>(?:\w[\w.-]*)?:(?:[\w:%-]|\\.|\.(?=[\w:%-]))*)
      | (?P<word>[A-Za-z_]\w*)
      | (?P<bracket>[{}()])
      | (?P<other>.)""",
    re.VERBOSE | re.DOTALL,
)
_OPEN, _CLOSE = {"{", "("}, {"}", ")"}


class _Token(NamedTuple):
    kind: str
    text: str
    start: int
    depth: int


def body(query: str, wrong: Callable[[int, str, str], BadQuestion]) -> Body:
    """Return what a query tells of itself; `wrong` makes an error of a place in it, a problem and a remedy.

    Raises BadQuestion for what is neither SELECT nor ASK, for SELECT * and for VALUES at the end.
    """
    found = list(_tokens(query))
    start = next((at for at, each in enumerate(found) if each.text == "{" and not each.depth), None)
    forms = [
        (at, each.text.upper())
        for at, each in enumerate(found[:start])
        if each.kind == "word" and each.text.upper() in {"SELECT", "ASK"}
    ]
    if start is None or not forms:
        raise wrong(0, "there is no SELECT and no ASK", "ask with one of them; its group stands in { }")
    end = next(
        (at for at, each in enumerate(found) if at > start and each.text == "}" and not each.depth), None
    )
    if end is None:
        raise wrong(found[start].start, "«{» is not closed", "close it")
    for each in found[end + 1 :]:
        if each.kind == "word" and each.text.upper() == "VALUES" and not each.depth:
            raise wrong(each.start, "VALUES stands at the end", "write it into the group")
    at, form = forms[0]
    return Body(
        form=form,
        prefixes=_prefixes(found[:at]),
        selected=_selected(found[at + 1 : start], wrong) if form == "SELECT" else (),
        used=frozenset(each.text[1:] for each in found[start:end] if each.kind == "variable"),
        inside=found[start].start + 1,
        limited=any(
            each.kind == "word" and each.text.upper() in {"LIMIT", "OFFSET"} and not each.depth
            for each in found[end:]
        ),
    )


def _tokens(query: str) -> Sequence[_Token]:
    found, depth = [], 0
    for match in _TOKEN.finditer(query):
        kind, text = str(match.lastgroup), match[0]
        if kind == "space":
            continue
        depth -= text in _CLOSE
        found.append(_Token(kind, text, match.start(), depth))
        depth += text in _OPEN
    return found


def _prefixes(found: Sequence[_Token]) -> dict[str, str]:
    return {
        name.text[:-1]: iri.text[1:-1]
        for word, name, iri in zip(found, found[1:], found[2:], strict=False)
        if word.text.upper() == "PREFIX" and name.kind == "name" and iri.kind == "iri"
    }


def _selected(head: Sequence[_Token], wrong: Callable[[int, str, str], BadQuestion]) -> tuple[str, ...]:
    """Return the variables of a head: those that stand there, and those behind AS."""
    selected = []
    for before, each in zip((None, *head), head, strict=False):
        if each.text == "*" and not each.depth:
            raise wrong(each.start, "SELECT * has columns in no order", "name the columns")
        is_named = before is not None and before.text.upper() == "AS"
        if each.kind == "variable" and (not each.depth or (each.depth == 1 and is_named)):
            selected.append(each.text[1:])
    return tuple(selected)
