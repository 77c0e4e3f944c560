"""What is told of a thing: its names, what is stated of it, who says so; plain values of tokens and IRIs."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster.documentation import Place
from educluster.graphs import Graph

Statements = Mapping[str, tuple[str, ...]]  # property, then the tokens of its values


@dataclass(frozen=True)
class Form:
    """A word that a thing goes by; whether it is preferred, how it is attested, where it stands.

    `sources` are IRIs of works, or addresses of pages; `families` are the families of text that they are of.
    """

    text: str
    language: str
    script: str
    preferred: bool
    attestation: str
    status: str
    sources: tuple[str, ...]
    families: tuple[str, ...]


@dataclass(frozen=True)
class Claim:
    """Who says what, and where; `object` is a token, `status` that of its review, `read` by whom and when."""

    iri: str
    subject: str
    relation: str
    object: str
    stance: str
    sources: tuple[str, ...]
    people: tuple[str, ...]
    reader: str
    day: str
    status: str
    notes: Mapping[str, str]
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Part:
    """A node of a description that has no page of its own worth reading: a membership, a count, a record."""

    iri: str
    statements: Statements


@dataclass(frozen=True)
class Thing:
    """A thing as its document tells it; `incoming` are pairs of a property and what has it as its value."""

    iri: str
    types: tuple[str, ...]
    forms: tuple[Form, ...]
    statements: Statements
    parts: Mapping[str, Part]
    claims: tuple[Claim, ...]
    incoming: tuple[tuple[str, str], ...]
    graph: Graph

    @property
    def is_deprecated(self) -> bool:
        """Return whether the thing is kept for those who used it, and no more to be used."""
        return self.statements.get(DEPRECATED, ()) != ()


DEPRECATED = "http://www.w3.org/2002/07/owl#deprecated"
