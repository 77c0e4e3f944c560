"""Classes and properties by name: those of a release, and those of others that say no name of their own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from educluster import names
from educluster.link import foreign
from educluster.link.entries import Lexicon
from educluster.link.foreign import Words
from educluster.matching import Entry, Index, Name


@dataclass(frozen=True)
class Terms:
    """What the things of a release are and have: its classes and properties, those of others included."""

    lexicon: Lexicon

    @cached_property
    def types(self) -> Index:
        """Return the classes."""
        return _with(self.lexicon.types, foreign.CLASSES)

    @cached_property
    def properties(self) -> Index:
        """Return the properties."""
        return _with(self.lexicon.properties, foreign.PROPERTIES)

    @cached_property
    def had(self) -> frozenset[str]:
        """Return the classes that things have, with those above them."""
        return frozenset(each for entry in self.lexicon.index.entries.values() for each in entry.types)

    def entry(self, iri: str) -> Entry | None:
        """Return a class or property; nothing where none of that IRI has a name."""
        return self.types.entries.get(iri) or self.properties.entries.get(iri)

    def name(self, iri: str, language: str) -> str:
        """Return what a class or property is called; "" where nothing says it."""
        entry = self.entry(iri)
        return entry.label(language) if entry else ""

    @cached_property
    def _above(self) -> Mapping[str, frozenset[str]]:
        return {iri: frozenset(_upwards(iri, self.types.entries)) for iri in self.types.entries}

    @cached_property
    def _narrowest(self) -> dict[tuple[str, ...], tuple[str, ...]]:
        return {}

    def narrowest(self, types: tuple[str, ...]) -> tuple[str, ...]:
        """Return those of some types of which none other is a kind."""
        if types not in self._narrowest:
            above = {broader for each in types for broader in self._above.get(each, ())}
            self._narrowest[types] = tuple(each for each in types if each not in above)
        return self._narrowest[types]


@lru_cache(4)
def of(lexicon: Lexicon) -> Terms:
    """Return the terms of a release, made once."""
    return Terms(lexicon)


def _with(index: Index, others: Words) -> Index:
    named = (
        Entry(iri, (), tuple(map(Name, texts, names.LANGUAGES)))
        for iri, texts in others.items()
        if iri not in index.entries
    )
    return Index([*index.entries.values(), *named])


def _upwards(iri: str, entries: Mapping[str, Entry]) -> Iterator[str]:
    """Yield all that is above a class, each once."""
    seen, left = {iri}, list(_broader(iri, entries))
    while left:
        at = left.pop()
        if at not in seen:
            seen.add(at)
            left += _broader(at, entries)
            yield at


def _broader(iri: str, entries: Mapping[str, Entry]) -> Iterable[str]:
    return entries[iri].broader if iri in entries else ()
