"""What the documentation is made from: entries, what is claimed of them, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster import names

OWL_CLASS = names.OWL + "Class"
OBJECT_PROPERTY = names.OWL + "ObjectProperty"
DATATYPE_PROPERTY = names.OWL + "DatatypeProperty"
ANNOTATION_PROPERTY = names.OWL + "AnnotationProperty"

Texts = Mapping[str, Mapping[str, tuple[str, ...]]]  # property, then language ("" for none)


@dataclass(frozen=True)
class Place:
    """Where a work says something, for a reader who has the work."""

    work: str
    section: str
    ordinal: str
    page: str
    finder: str


@dataclass(frozen=True)
class Word:
    """A form that stands in a work, and its language."""

    form: str
    language: str
    work: str


@dataclass(frozen=True)
class Claim:
    """Who says what of an entry, and where.  The object is an IRI or a text."""

    iri: str
    relation: str
    object: str
    stance: str
    work: str
    note: str
    people: tuple[str, ...]
    status: str
    places: tuple[Place, ...]


@dataclass(frozen=True)
class Entry:
    """A term of the ontology or a member of a scheme, with all that is shown of it."""

    iri: str
    types: tuple[str, ...]
    schemes: tuple[str, ...]
    texts: Texts
    links: Mapping[str, tuple[str, ...]]
    disjoint: tuple[str, ...]
    chain: tuple[str, ...]
    conditions: tuple[tuple[str, ...], ...]  # each a path of properties and the value at its end
    words: tuple[Word, ...]
    claims: tuple[Claim, ...]

    @property
    def anchor(self) -> str:
        """Return the local name, which is the entry's place on the page."""
        return names.last_part(self.iri)

    @property
    def of_ontology(self) -> bool:
        """Whether the entry is a term of the vocabulary, not a concept or a person."""
        return self.iri.startswith(names.EC)

    @property
    def is_class(self) -> bool:
        """Whether the entry is a class of the ontology."""
        return OWL_CLASS in self.types and self.of_ontology

    def text(self, language: str, *properties: str) -> tuple[str, str]:
        """Return the first text of these properties and its language: the one asked for, else English."""
        for code in (language, "en", ""):
            for each in properties:
                if found := self.texts.get(each, {}).get(code):
                    return found[0], code
        return "", ""


@dataclass(frozen=True)
class Handbook:
    """All entries by their IRI, and the titles of schemes and works."""

    entries: Mapping[str, Entry]
    titles: Mapping[str, Texts]


@dataclass(frozen=True)
class Download:
    """A file of the release: its name, what it holds, its size in bytes, its SHA-256."""

    name: str
    media_type: str
    size: int
    digest: str


@dataclass(frozen=True)
class About:
    """The release that is documented."""

    version: str
    date: str
    downloads: tuple[Download, ...]
