"""Property paths as values: written as SPARQL writes them, and as the triples that SHACL wants."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from educluster import names

_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


@dataclass(frozen=True)
class Path:
    """A property path.

    `kind` is predicate (with an IRI and no parts), sequence, or the local name of SHACL's property:
    alternativePath, inversePath, ….  Source: SHACL, section 2.3.1.
    """

    kind: str
    iri: str = ""
    parts: tuple[Path, ...] = ()

    def __str__(self) -> str:
        if self.kind == "predicate":
            return names.shorten(self.iri)
        written = [str(part) if part.kind == "predicate" else f"({part})" for part in self.parts]
        if self.kind == "inversePath":
            return "^" + written[0]
        if self.kind in _SUFFIXES:
            return written[0] + _SUFFIXES[self.kind]
        return ("/" if self.kind == "sequence" else "|").join(written)

    def triples(self, fresh: Callable[[], str]) -> tuple[str, list[str]]:
        """Return the node that stands for the path, and the N-Triples lines that describe it."""
        if self.kind == "predicate":
            return f"<{self.iri}>", []
        if self.kind == "sequence":
            return _list(self.parts, fresh)
        node = fresh()
        whole = self.parts if self.kind == "alternativePath" else ()
        value, lines = _list(whole, fresh) if whole else self.parts[0].triples(fresh)
        return node, [f"{node} <{names.SH}{self.kind}> {value} .", *lines]


def _list(parts: tuple[Path, ...], fresh: Callable[[], str]) -> tuple[str, list[str]]:
    """Return the head of an RDF list and the lines of its cells."""
    if not parts:
        return f"<{names.RDF}nil>", []
    head = fresh()
    first, lines = parts[0].triples(fresh)
    rest, more = _list(parts[1:], fresh)
    return head, [f"{head} <{names.RDF}first> {first} .", f"{head} <{names.RDF}rest> {rest} .", *lines, *more]
