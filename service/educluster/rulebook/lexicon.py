"""What things are called in three languages, and where in the articles claims stand."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache, cached_property
from pathlib import Path

import pyoxigraph

from educluster import artifacts, names
from educluster.graphs import Triple
from educluster.names import DCTERMS, EC, OA, SKOSXL
from educluster.reports import Source
from educluster.reports.model import Texts
from educluster.rulebook.words import FOREIGN, PAGE

_LABEL, _WORD, _FORM = names.RDFS + "label", SKOSXL + "prefLabel", SKOSXL + "literalForm"
_CLAIM, _LOCATOR, _SELECTOR, _EXACT = EC + "Claim", EC + "locator", OA + "hasSelector", OA + "exact"

_DEFINED, _TYPE = names.RDFS + "isDefinedBy", names.RDF + "type"
_OF_CLAIMS = {  # of 84,000 triples those that are needed to say where a claim stands
    _TYPE, _LOCATOR, _SELECTOR, _EXACT, DCTERMS + "source", EC + "section", EC + "ordinal", EC + "page",
}  # fmt: skip
_FACTS = {
    names.RDFS + "subClassOf",
    *(EC + each for each in "hasCondition hasActivity organisationKind position directlyPrecedes".split()),
}
Term = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple
Said = Mapping[str, list[str]]  # what is said of a node, by predicate


class Lexicon:
    """Labels of terms, concepts, works and organisations; the passages of claims, when one is asked for.

    `facts` are what else of the vocabulary shapes may ask for: types, classes, some relations.
    """

    def __init__(self) -> None:
        self.facts: list[Triple] = []
        self._labels: dict[str, dict[str, str]] = {}
        self._declared: set[str] = set()
        self._labelled: dict[str, list[str]] = {}  # which things a label of a label's own is of
        for subject, predicate, value in _triples(artifacts.vocabulary()):
            if predicate == _LABEL:
                self._name(_text(subject), value)
            elif predicate == _WORD:
                self._labelled.setdefault(_text(value), []).append(_text(subject))
            elif predicate == _DEFINED:
                self._declared.add(_text(subject))
            elif _is_fact(subject, predicate, value):
                self.facts.append((str(subject), f"<{predicate}>", str(value)))
        self._read_words()

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

    def _read_words(self) -> None:
        labels: list[tuple[str, str, Term]] = []
        for subject, predicate, value in _triples(artifacts.words()):
            if predicate == _WORD:
                self._labelled.setdefault(_text(value), []).append(_text(subject))
            elif predicate in (_FORM, _LABEL):
                labels.append((_text(subject), predicate, value))
        for node, predicate, label in labels:
            for thing in self._labelled.get(node, ()) if predicate == _FORM else [node]:
                self._name(thing, label)

    def _name(self, thing: str, label: Term) -> None:
        if isinstance(label, pyoxigraph.Literal):
            self._labels.setdefault(thing, {}).setdefault(label.language or "en", label.value)

    @cached_property
    def _claims(self) -> Mapping[str, Source]:
        said: dict[str, dict[str, list[str]]] = {}
        for subject, predicate, value in _triples(artifacts.claims()):
            if predicate in _OF_CLAIMS:
                said.setdefault(_text(subject), {}).setdefault(predicate, []).append(_text(value))
        claims = {node: about for node, about in said.items() if _CLAIM in about.get(_TYPE, ())}
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


def _triples(files: Iterable[Path]) -> Iterator[tuple[Term, str, Term]]:
    """Yield the triples of packaged files, the predicate as its IRI."""
    for file in files:
        for quad in pyoxigraph.parse(path=file, format=pyoxigraph.RdfFormat.TURTLE):
            yield quad.subject, quad.predicate.value, quad.object


def _is_fact(subject: Term, predicate: str, value: Term) -> bool:
    named = isinstance(subject, pyoxigraph.NamedNode) and not isinstance(value, pyoxigraph.BlankNode)
    return named and (predicate in _FACTS or (predicate == _TYPE and str(value).startswith(f"<{EC}")))


def _text(term: Term) -> str:
    """Return an IRI or a literal's text; a blank node's token."""
    return str(term) if isinstance(term, (pyoxigraph.BlankNode, pyoxigraph.Triple)) else term.value


def _place(passage: Said, language: str) -> str:
    """Return where in an article a passage stands: its section, its paragraph, its page."""
    section, ordinal, page = (passage.get(EC + part, [""])[0] for part in ("section", "ordinal", "page"))
    return ", ".join(filter(None, (section, ordinal, PAGE[language].format(page) if page else "")))
