"""Turtle, TriG, N-Triples and N-Quads with every term marked, each at its line and column."""

from __future__ import annotations

import re

from educluster.documents.marks import Lines, Marked, Sign
from educluster.documents.statements import Place
from educluster.names import XSD

# Longest first.  What is taken wrongly here comes out different, and has no place.
_TOKEN = re.compile(
    r"""
    [\s;,]*+ (?:
      (?P<passed> \#[^\n]*+ | (?i:@?prefix)\s+[^\s:<"']*+:\s*<[^>]*+> | (?i:@?base)\s*<[^>]*+>
        | \^\^\s*(?:<[^>]*+> | [^\s<"';,\])]*+) | @[A-Za-z][\w-]*+ | \[\s*\](?=\s*\{) )
    | (?P<long> \"{3}[^"\\]*+(?:(?:\\.|"{1,2}(?!"))[^"\\]*+)*+"{3}
        | '{3}[^'\\]*+(?:(?:\\.|'{1,2}(?!'))[^'\\]*+)*+'{3} )
    | (?P<text> "[^"\\]*+(?:\\.[^"\\]*+)*+" | '[^'\\]*+(?:\\.[^'\\]*+)*+' )
    | (?P<iri> <[^<>"\s]*+> )
    | (?P<open> \[ )
    | (?P<name> (?:[^\W\d_][\w.·-]*+)?:(?:[\w:·-] | %[0-9A-Fa-f]{2} | \\. | \.+(?=[\w:%\\-]))*+
        | _:\w(?:[\w·-] | \.+(?=[\w-]))*+ )
    | (?P<number> [+-]?(?:\d++\.?\d*+[eE][+-]?\d++ | \.\d++[eE][+-]?\d++ | \d*+\.\d++ | \d++) )
    | (?P<truth> \b(?:true|false)\b )
    | (?P<word> \w[\w.·-]*+ )
    )
    """,
    re.VERBOSE | re.DOTALL,
)


def mark(text: str) -> Marked:
    """Return a document of these formats with its terms marked."""
    sign, tokens, pieces, done = Sign(text), list[re.Match[str]](), list[str](), 0
    number, begins = 0, sign.text
    for token in _TOKEN.finditer(text):
        kind = token.lastgroup or "word"
        if kind == "name":  # by far the most: the mark goes after it, and nothing is called for it
            end = at = token.end()
            written = f"{begins}{number}z"
        elif kind == "passed" or kind == "word":
            continue
        else:
            at, written, end = _marked(kind, text, token.span(kind), sign, number)
        pieces.append(text[done:at])
        pieces.append(written)
        tokens.append(token)
        done, number = end, number + 1
    pieces.append(text[done:])
    lines = Lines(text)
    return Marked("".join(pieces), sign, lambda number: Place(*lines.place(_start(tokens[number]))))


def _start(token: re.Match[str]) -> int:
    return token.start(token.lastgroup or 0)


def _marked(kind: str, text: str, span: tuple[int, int], sign: Sign, number: int) -> tuple[int, str, int]:
    """Return where a token's mark is written, how, and where the text goes on: it never changes the token."""
    start, end = span
    if kind == "iri":
        return end - 1, sign.after(text[start:end], number), end - 1
    if kind == "text" or kind == "long":
        at = end - (1 if kind == "text" else 3)
        return at, sign.mark(number), at
    if kind == "number":
        return end, sign.digits(number), end
    if kind == "open":
        return start, f"[ <{sign.predicate}> <{sign.target(number)}> ; ", end
    return start, f'"{text[start:end]}{sign.mark(number)}"^^<{XSD}boolean>', end
