"""Refusing: what is not read, with its line and what to do; what harms a parser, before it sees it."""

from __future__ import annotations

import re
from itertools import accumulate
from xml.parsers import expat

from educluster import names
from educluster.errors import BadDocument

DEEPEST = 200  # levels; some thousands end the parser's process, and what people write has about ten
_MARKUP = re.compile(r"<!(DOCTYPE|ENTITY)", re.IGNORECASE)
_IN_JSON = re.compile(r'"[^"\\]*+(?:\\.[^"\\]*+)*+"|([\[{\]}])', re.DOTALL)
_IN_TURTLE = re.compile(r"(<<\(|\)>>)")
_OPENING = {"[", "{", "<<("}
_POSITION = re.compile(r"^(Parser error at )?(between )?line .*?: | \(line [0-9]+\)$", re.DOTALL)
_NESTING = {"application/ld+json": _IN_JSON} | dict.fromkeys(
    ("text/turtle", "application/trig", "application/n-triples", "application/n-quads"), _IN_TURTLE
)


_FILES = {
    b"%PDF": "a PDF",
    b"PK\x03\x04": "a Word, Excel or ZIP file",
    b"\xd0\xcf\x11\xe0": "an old Office file",
}
_UNDECLARED = re.compile(r"[Tt]he prefix ([\w-]*): has not been declared")
_HINTS = (
    (re.compile("A dot is expected"), "end the statement before with a dot, or go on with ; or ,"),
    (re.compile("[“”„«»]"), 'write straight quotation marks: "text"'),
)


def decode(body: bytes) -> str:
    """Return the text of a document.

    Raises BadDocument when it is a file of another kind, or not UTF-8.
    """
    for start, kind in _FILES.items():
        if body.startswith(start):
            raise BadDocument(f"the document is {kind}", "give it as RDF: Turtle, JSON-LD or RDF/XML")
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        line = body.count(b"\n", 0, error.start) + 1
        raise BadDocument("the document is not UTF-8", "save it as UTF-8", line) from error


def refuse(text: str, media_type: str) -> None:
    """Raise BadDocument for what expands, reaches out, or is nested too deeply for a parser."""
    if media_type == "application/rdf+xml" and (found := _MARKUP.search(text)):
        problem, remedy = f"a {found.group()} is not allowed", "write the document without it"
        raise BadDocument(problem, remedy, _line_of(text, found.start()))
    if media_type == "application/rdf+xml":
        _refuse_ill_formed(text)
    brackets = _NESTING.get(media_type)
    if brackets is _IN_JSON or (brackets and "<<(" in text):  # few texts have triple terms
        _refuse_depth(text, brackets)


def refusal(error: SyntaxError | MemoryError, text: str) -> Exception:
    """Return the parser's error in our words; itself, when it is none of the document's."""
    if isinstance(error, MemoryError):
        return _too_long(error)
    if "LoadDocumentCallback" in str(error):
        problem, remedy = "the document refers to a remote @context", "write the context into the document"
        return BadDocument(problem, remedy, _line_of(text, text.find('"@context"')))
    problem = _POSITION.sub("", str(error)) or str(error)
    line, column = error.lineno, error.offset
    return BadDocument(problem, _remedy(problem), line, column if line else None)


def _remedy(problem: str) -> str:
    """Return what to do about a parser's complaint."""
    found = _UNDECLARED.search(problem)
    if found and found[1] in names.PREFIXES:
        return f"add at the top: @prefix {found[1]}: <{names.PREFIXES[found[1]]}> ."
    return next((hint for sign, hint in _HINTS if sign.search(problem)), "mend it there and send it again")


def _refuse_ill_formed(text: str) -> None:
    """Raise BadDocument for what is not XML to its end: the parser of RDF takes a cut one for whole."""
    try:
        expat.ParserCreate("utf-8").Parse(text.encode(), True)
    except expat.ExpatError as error:
        problem = f"this is not XML: {expat.errors.messages[error.code]}"
        raise BadDocument(
            problem, "mend it there and send it again", error.lineno, error.offset + 1
        ) from error


def _too_long(error: MemoryError) -> Exception:
    if "buffer" not in str(error):
        return error
    problem = "a single value is longer than the 16 MiB that are read at once"
    return BadDocument(problem, "keep what is so long in a file of its own, and point to it")


def _refuse_depth(text: str, brackets: re.Pattern[str]) -> None:
    """Raise BadDocument for too many levels; a text between quotes may hold brackets, and counts not."""
    steps = (1 if each in _OPENING else -1 for each in brackets.findall(text) if each)
    if max(accumulate(steps), default=0) > DEEPEST:
        problem = f"the document is nested more than {DEEPEST} levels deep"
        raise BadDocument(problem, "give the parts names, and refer to them")


def _line_of(text: str, position: int) -> int | None:
    """Return the line, from 1, of a position in a text; None for -1, as find gives where nothing is."""
    return text.count("\n", 0, position) + 1 if position >= 0 else None
