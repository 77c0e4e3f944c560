"""Terms as N-Triples tokens, in the one way in which pyoxigraph writes each: equal texts are equal terms."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import NamedTuple

import pyoxigraph

from educluster.names import RDF, XSD

_ESCAPE = re.compile(r"\\.", re.DOTALL)
_SIGNS = {'"': '"', "\\": "\\", "n": "\n", "r": "\r", "t": "\t", "b": "\b", "f": "\f"}
_STRING, _LANG_STRING = XSD + "string", RDF + "langString"


class Literal(NamedTuple):
    """The parts of a literal: its lexical form as it was written, the IRI of its datatype, its language."""

    lexical: str
    datatype: str
    language: str


class Namespace:
    """Tokens of the terms of a namespace: `SH.path`, `SH["in"]`."""

    def __init__(self, base: str) -> None:
        self._base = base

    def __getattr__(self, name: str) -> str:
        if name.startswith("__"):
            raise AttributeError(name)
        return f"<{self._base}{name}>"

    def __getitem__(self, name: str) -> str:
        return f"<{self._base}{name}>"


def iri(address: str) -> str:
    """Return the token of an IRI."""
    return f"<{address}>"


def token(lexical: str, datatype: str = "", language: str = "") -> str:
    """Return the token of a literal."""
    if language:
        return str(pyoxigraph.Literal(lexical, language=language))
    return str(pyoxigraph.Literal(lexical, datatype=pyoxigraph.NamedNode(datatype or _STRING)))


def is_iri(token: str) -> bool:
    """Return whether a token is an IRI; a triple term (RDF 1.2) is none."""
    return token[0] == "<" and token[1] != "<"


def is_blank(token: str) -> bool:
    """Return whether a token is a blank node."""
    return token[0] == "_"


def is_literal(token: str) -> bool:
    """Return whether a token is a literal."""
    return token[0] == '"'


def address(token: str) -> str:
    """Return the IRI that a token stands for."""
    return token[1:-1]


@lru_cache(maxsize=1 << 14)
def literal(token: str) -> Literal:
    """Return the parts of a literal."""
    lexical, rest = text(token), token[token.rindex('"') + 1 :]
    if rest.startswith("^^"):
        return Literal(lexical, rest[3:-1], "")
    return Literal(lexical, _LANG_STRING, rest[1:]) if rest else Literal(lexical, _STRING, "")


def text(token: str | None) -> str:
    """Return an IRI, a literal's text, or a blank node's token; nothing for None."""
    if not token:
        return ""
    if token[0] == '"':
        lexical = token[1 : token.rindex('"')]
        return _unescaped(token) if "\\" in lexical else lexical
    return token if token[0] == "_" else token[1:-1]


def _unescaped(token: str) -> str:
    """Return a lexical form without its escapes, as the parser reads it."""
    lexical = token[1 : token.rindex('"')]
    if "\\u" not in lexical:
        return _ESCAPE.sub(lambda found: _SIGNS[found[0][1]], lexical)
    (quad,) = pyoxigraph.parse(f"<a:> <a:> {token} .", format=pyoxigraph.RdfFormat.N_TRIPLES)
    return str(quad.object.value)
