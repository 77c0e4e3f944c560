"""What a release says of each thing it names, as far as users of the names rely on it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import cached_property

Texts = Mapping[str, str]  # by language


class Kind(StrEnum):
    """What an IRI of ours is the name of."""

    CLASS = "class"
    PROPERTY = "property"
    VALUE = "value"  # an individual of the ontology
    CONCEPT = "concept"
    SCHEME = "scheme"
    CLAIM = "claim"
    LABEL = "label"  # an attested form
    RULE = "rule"
    GRAPH = "graph"
    THING = "thing"  # an organisation, a work, a membership …


@dataclass(frozen=True)
class Term:
    """What is said of one IRI.

    `facets` are, by their names, the IRIs that it is tied to, or expressions in their place: domain, range,
    parent, characteristic, scheme, …; `notes` say why it was changed, `replacements` what to use.
    """

    iri: str
    kind: Kind
    labels: Texts = field(default_factory=dict)
    definitions: Texts = field(default_factory=dict)
    notes: Texts = field(default_factory=dict)
    facets: Mapping[str, frozenset[str]] = field(default_factory=dict)
    deprecated: bool = False
    replacements: tuple[str, ...] = ()

    def facet(self, name: str) -> frozenset[str]:
        """Return the values of a facet."""
        return self.facets.get(name, frozenset())


@dataclass(frozen=True)
class Vocabulary:
    """All that a release names, by IRI, with what the release says of itself; "" for what it does not."""

    release: str
    version: str
    date: str
    terms: Mapping[str, Term]

    @cached_property
    def deprecated(self) -> tuple[Term, ...]:
        """Return the deprecated terms, sorted by IRI."""
        return tuple(term for _, term in sorted(self.terms.items()) if term.deprecated)

    def living(self, iri: str) -> tuple[str, ...]:
        """Return where a deprecated term leads in the end, over several steps; nothing where nowhere."""
        found: dict[str, None] = {}
        seen = {iri}
        waiting = list(self._replacements(iri))
        while waiting:
            each = waiting.pop(0)
            if each in seen:
                continue
            seen.add(each)
            if further := self._replacements(each):
                waiting[:0] = further
            elif not self._is_deprecated(each):
                found[each] = None
        return tuple(found)

    def above(self, iri: str) -> frozenset[str]:
        """Return all classes, or properties, or broader concepts, that are above one; expressions too."""
        if iri not in self._above:
            self._above[iri] = frozenset(self._walk(iri))
        return self._above[iri]

    @cached_property
    def _above(self) -> dict[str, frozenset[str]]:
        return {}

    def _walk(self, iri: str) -> Iterator[str]:
        seen, waiting = {iri}, [iri]
        while waiting:
            term = self.terms.get(waiting.pop())
            if term is None:
                continue
            new = (term.facet("parent") | term.facet("broader")) - seen
            seen |= new
            waiting += new
            yield from new

    def _replacements(self, iri: str) -> tuple[str, ...]:
        term = self.terms.get(iri)
        return term.replacements if term and term.deprecated else ()

    def _is_deprecated(self, iri: str) -> bool:
        term = self.terms.get(iri)
        return term is not None and term.deprecated
