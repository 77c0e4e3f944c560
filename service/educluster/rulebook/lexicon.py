"""What things are called in three languages, and where in the articles claims stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph

from educluster import artifacts, names
from educluster.documents import Term
from educluster.names import DCTERMS, EC, OA, SKOSXL
from educluster.reports import Source
from educluster.reports.model import Texts
from educluster.rulebook.graph import text
from educluster.rulebook.words import FOREIGN, PAGE

_LABEL, _WORD, _FORM = names.RDFS + "label", SKOSXL + "prefLabel", SKOSXL + "literalForm"
_CLAIM, _LOCATOR, _SELECTOR, _EXACT = EC + "Claim", EC + "locator", OA + "hasSelector", OA + "exact"

_DEFINED = names.RDFS + "isDefinedBy"
Said = Mapping[str, list[str]]  # what is said of a node, by predicate


class Lexicon:
    """Labels of terms, concepts, works and organisations; the passages of claims, when one is asked for."""

    def __init__(self) -> None:
        self._labels: dict[str, dict[str, str]] = {}
        self._declared: set[str] = set()
        forms: dict[str, list[str]] = {}  # of which things a label is
        for subject, predicate, value in triples(artifacts.vocabulary()):
            if predicate == _LABEL:
                self._name(text(subject), value)
            elif predicate == _WORD:
                forms.setdefault(text(value), []).append(text(subject))
            elif predicate == _DEFINED:
                self._declared.add(text(subject))
        self._read_words(forms)

    @cached_property
    def terms(self) -> frozenset[str]:
        """Return the IRIs of all that has a name here, and of the terms of others that are declared."""
        return frozenset(self._labels) | self._declared | FOREIGN.keys()

    def called(self, iri: str) -> Texts:
        """Return what something is called, by language; nothing where it is not known."""
        return self._labels.get(iri) or FOREIGN.get(iri, {})

    def source(self, iri: str) -> Source:
        """Return where a claim stands in its article; an address alone for what is no claim."""
        return self._claims.get(iri) or Source(iri, self.called(iri), {})

    def _read_words(self, forms: dict[str, list[str]]) -> None:
        for subject, predicate, value in triples(artifacts.words()):
            if predicate == _WORD:
                forms.setdefault(text(value), []).append(text(subject))
        for subject, predicate, value in triples(artifacts.words()):
            if predicate == _FORM:
                for thing in forms.get(text(subject), ()):
                    self._name(thing, value)
            elif predicate == _LABEL:
                self._name(text(subject), value)

    def _name(self, thing: str, label: Term) -> None:
        if isinstance(label, pyoxigraph.Literal):
            self._labels.setdefault(thing, {}).setdefault(label.language or "en", label.value)

    @cached_property
    def _claims(self) -> Mapping[str, Source]:
        said: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in triples(artifacts.claims()):
            said.setdefault(text(subject), {}).setdefault(predicate, []).append(text(value))
        claims = {node: about for node, about in said.items() if _CLAIM in about.get(names.RDF + "type", ())}
        return {claim: self._source(claim, about, said) for claim, about in claims.items()}

    def _source(self, claim: str, about: Said, said: Mapping[str, Said]) -> Source:
        passages = [said.get(each, {}) for each in about.get(_LOCATOR, ())]
        selectors = [said.get(each, {}) for passage in passages for each in passage.get(_SELECTOR, ())]
        place = {
            language: "; ".join(dict.fromkeys(_place(passage, language) for passage in passages))
            for language in (names.LANGUAGES if passages else ())
        }
        finder = next((each[_EXACT][0] for each in selectors if _EXACT in each), "")
        return Source(claim, self.called(about.get(DCTERMS + "source", [""])[0]), place, finder)


@cache
def lexicon() -> Lexicon:
    """Return the packaged words, read once in a process."""
    return Lexicon()


def triples(files: Iterable[Path]) -> Iterator[tuple[Term, str, Term]]:
    """Yield the triples of packaged files, the predicate as its IRI."""
    for file in files:
        for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE):
            yield quad.subject, quad.predicate.value, quad.object


def _place(passage: Said, language: str) -> str:
    """Return where in an article a passage stands: its section, its paragraph, its page."""
    section, ordinal, page = (passage.get(EC + part, [""])[0] for part in ("section", "ordinal", "page"))
    return ", ".join(filter(None, (section, ordinal, PAGE[language].format(page) if page else "")))
