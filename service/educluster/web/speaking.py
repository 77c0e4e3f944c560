"""What pages call IRIs and literals, in the language of the reader, and where they lead."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from educluster import names
from educluster.describe import Claim
from educluster.describe.model import Statements
from educluster.documentation import words
from educluster.graphs import address, is_blank, is_iri, literal
from educluster.link import foreign
from educluster.questions import Texts
from educluster.reports.model import tag_for
from educluster.web.addresses import local, reachable

_XSD_TEXT = {names.XSD + "string", names.RDF + "langString", ""}
_LAST = (names.DCTERMS + "source", names.SKOS + "inScheme")


@dataclass(frozen=True)
class Said:
    """What is shown of a term: a text, its language, where it leads, whether that is an address of others."""

    text: str
    language: str = ""
    address: str = ""
    is_foreign: bool = False


@dataclass(frozen=True)
class Speaker:
    """Says what things are called: `labels` are names by IRI and language, `language` is the reader's."""

    labels: Mapping[str, Texts]
    language: str

    def called(self, iri: str) -> Said:
        """Return what a thing is called, and where it leads."""
        texts = self.labels.get(iri) or foreign.called(iri)
        to, is_foreign = reachable(iri, self.language), not local(iri)
        tag = tag_for(texts, self.language)
        if found := texts.get(tag):
            return Said(found, tag, to, is_foreign)
        return Said(self._without_label(iri), "", to, is_foreign)

    def property(self, iri: str) -> Said:
        """Return what a property is called; those of other vocabularies in our words."""
        if word := words.said(words.LINKS, iri, self.language):
            return Said(word, self.language, iri, True)
        return self.called(iri)

    def stance(self, claim: Claim) -> str:
        """Return how a claim stands to what it says."""
        return words.said(words.STANCES, claim.stance, self.language)

    def is_reported(self, claim: Claim) -> bool:
        """Return whether a claim gives the view of others than those who wrote it down."""
        return claim.stance == names.EC + "ReportsAnother" and bool(claim.people)

    def relation(self, claim: Claim) -> Said:
        """Return the relation that a claim is about."""
        return self.property(claim.relation)

    def value(self, token: str) -> Said:
        """Return what is shown of a value."""
        if is_iri(token):
            return self.called(address(token))
        if is_blank(token):
            return Said("…")
        told = literal(token)
        if told.datatype == names.XSD + "anyURI" and told.lexical.startswith(("http://", "https://")):
            return Said(told.lexical, "", told.lexical, True)
        return Said(told.lexical, told.language)

    def values(self, tokens: Collection[str]) -> list[Said]:
        """Return values in the order of their names; of texts in several languages, those in the reader's."""
        mine = [each for each in tokens if each[0] == '"' and literal(each).language == self.language]
        tagged = [each for each in tokens if each[0] == '"' and literal(each).language]
        kept = [each for each in tokens if each not in tagged or each in mine or not mine]
        return sorted(map(self.value, kept), key=lambda each: each.text.lower())

    def texts(self, statements: Statements, properties: Sequence[str]) -> list[tuple[str, list[Said]]]:
        """Return the texts of a thing under their properties, in the reader's language where they have it."""
        found = ((each, self.values(statements.get(each, ()))) for each in properties)
        return [(name, said) for name, said in found if said]

    def rows(self, statements: Statements, but: Collection[str]) -> list[tuple[str, Sequence[str]]]:
        """Return the statements of a thing in the order of what their properties are called, sources last."""
        found = [(name, tuple(values)) for name, values in statements.items() if name not in but and values]
        return sorted(found, key=lambda row: (row[0] in _LAST, self.property(row[0]).text.lower()))

    def _without_label(self, iri: str) -> str:
        if iri.startswith(names.BASE) or not iri.startswith(("http://", "https://")):
            return names.last_part(iri)
        short = names.shorten(iri)
        return iri if short.startswith("<") else short
