"""What is counted of the data, and where they are served."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import quote

_NAMESPACE = re.compile(r"https?://[^/#]+[/#](?:.*[/#])?")


def namespace(iri: str) -> str:
    """Return what a name begins with, up to its last / or #; nothing where it is no address."""
    found = _NAMESPACE.match(iri)
    return found.group() if found else ""


@dataclass(frozen=True)
class Graph:
    """A named graph: its IRI, how many triples it holds (where that was counted), what it says of itself."""

    iri: str
    triples: int | None
    titles: tuple[tuple[str, str], ...] = ()  # text and language, which may be empty
    licence: str = ""


@dataclass(frozen=True)
class Use:
    """How often a class or a property is used."""

    iri: str
    count: int


@dataclass(frozen=True)
class Links:
    """How many links of one kind lead from the data into a vocabulary or a dataset of others."""

    target: str
    predicate: str
    triples: int


@dataclass(frozen=True)
class Counted:
    """One version of the data, counted; where something is left out, since it is too much, `cut` is true."""

    version: str
    triples: int
    graphs: tuple[Graph, ...]
    entities: int | None = None
    subjects: int | None = None
    objects: int | None = None
    classes: tuple[Use, ...] = ()
    properties: tuple[Use, ...] = ()
    links: tuple[Links, ...] = ()
    cut: bool = False


@dataclass(frozen=True)
class Bounds:
    """What clients may use, in words, and the endpoints that SERVICE may ask."""

    notes: tuple[str, ...]
    services: tuple[str, ...] = ()


@dataclass(frozen=True)
class Place:
    """The addresses of a running service, as its clients see them."""

    query: str
    update: str
    graphs: str
    void: str

    def graph(self, iri: str) -> str:
        """Return the address of a graph.  Source: SPARQL 1.1 Graph Store HTTP Protocol, section 4.2."""
        return f"{self.graphs}?graph={quote(iri, safe='')}"
