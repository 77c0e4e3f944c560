"""Turtle, TriG, N-Triples and N-Quads with every term marked, each at its line and column."""

from __future__ import annotations

import re

from educluster.documents.marks import Lines, Marked, Sign
from educluster.documents.statements import Place
from educluster.names import XSD

# Longest first.  What is taken wrongly here comes out different, and has no place.
_TOKEN = re.compile(
    r"""
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
    """,
    re.VERBOSE | re.DOTALL,
)


def mark(text: str) -> Marked:
    """Return a document of these formats with its terms marked."""
    sign, starts = Sign(text), list[int]()

    def marked(token: re.Match[str]) -> str:
        kind, written = token.lastgroup, token[0]
        if kind == "passed" or kind == "word":
            return written
        starts.append(token.start())
        return _marked(kind, written, sign, len(starts) - 1)

    marked_text = _TOKEN.sub(marked, text)
    lines = Lines(text)
    return Marked(marked_text, sign, lambda number: Place(*lines.place(starts[number])))


def _marked(kind: str | None, written: str, sign: Sign, number: int) -> str:
    """Return a token with its mark: a mark never changes what a token is."""
    mark = sign.mark(number)
    if kind == "name":
        return written + mark
    if kind == "iri":
        return f"{written[:-1]}{sign.after(written, number)}>"
    if kind == "open":
        return f"[ <{sign.predicate}> <{sign.target(number)}> ; "
    if kind == "text" or kind == "long":
        end = -1 if kind == "text" else -3
        return written[:end] + mark + written[end:]
    if kind == "number":
        return written + sign.digits(number)
    return f'"{written}{mark}"^^<{XSD}boolean>'
