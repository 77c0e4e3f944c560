"""Concepts as they are told: found by name, and with who says what about them.  Pure: no I/O."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass

from educluster import names
from educluster.describe import Claim, Form, Thing
from educluster.documentation import Place as Passage
from educluster.errors import NotFound
from educluster.graphs import address, iri, is_iri, text
from educluster.link import Lexicon, searching, terms
from educluster.matching import Candidate
from educluster.mcp import told
from educluster.questions import Texts, said

MOST, MOST_CLAIMS = 20, 50
_MOST_WORDS = 30
_LOCAL = re.compile(r"[\w.-]{1,200}", re.ASCII)
_DEFINITION, _LABEL = f"<{names.SKOS}definition>", f"<{names.SKOS}prefLabel>"


def search(lexicon: Lexicon, words: str, language: str, limit: int) -> told.Search:
    """Return what may be meant, the likeliest first."""
    found = searching.search(lexicon, words, (), language, limit)
    return told.Search([_found(each, lexicon, language) for each in found], lexicon.release)


def address_of(concept: str) -> str:
    """Return the IRI of a concept that is given by it, by its local name or its prefixed name.

    Raises NotFound for what is none of these.
    """
    local = concept.strip().removeprefix("ecr:").removeprefix(names.ECR)
    if local.startswith(("ec:", names.EC)):
        problem = f"«{concept[:100]}» is a term of the ontology, and no concept"
        raise NotFound(problem, "search_concepts tells what it is; concepts are what is below /id/")
    if not _LOCAL.fullmatch(local):
        problem = f"«{concept[:100]}» is no name of a concept here"
        raise NotFound(problem, "search_concepts finds its local name by what it is called")
    return names.ECR + local


def concept(
    thing: Thing, labels: Mapping[str, Texts], language: str, claims: int, release: str
) -> told.Concept:
    """Return a thing with its first claims."""
    called, token = _Called(labels, language), iri(thing.iri)
    own = [each for each in thing.claims if each.subject == thing.iri] or list(thing.claims)
    return told.Concept(
        iri=thing.iri,
        names=dict(labels.get(thing.iri) or thing.graph.texts(token, _LABEL)),
        types=[called(each) for each in thing.types],
        definition=said(thing.graph.texts(token, _DEFINITION), language),
        words=[_word(each, called) for each in thing.forms[:_MOST_WORDS]],
        claims=[_said(each, called) for each in own[:claims]],
        claims_in_all=len(own),
        release=release,
    )


@dataclass(frozen=True)
class _Called:
    """What things are called in a language, else in English, else by their names in the graph."""

    labels: Mapping[str, Texts]
    language: str

    def __call__(self, node: str) -> str:
        return said(self.labels.get(node, {}), self.language) or (names.shorten(node) if node else "")


def _found(candidate: Candidate, lexicon: Lexicon, language: str) -> told.Found:
    entry, known = candidate.entry, terms.of(lexicon)
    return told.Found(
        iri=entry.iri,
        name=entry.label(language),
        types=[known.name(each, language) or names.shorten(each) for each in entry.types],
        definition=entry.note(language),
        matched=candidate.name.text,
        score=round(candidate.score, 1),
        warning=candidate.warning.note(language) if candidate.warning else "",
    )


def _word(form: Form, called: _Called) -> told.Word:
    works = "; ".join(map(called, form.sources))
    return told.Word(form.text, form.language, called(form.attestation), works)


def _said(claim: Claim, called: _Called) -> told.Said:
    return told.Said(
        claim=claim.iri,
        relation=called(claim.relation),
        object=called(address(claim.object)) if is_iri(claim.object) else text(claim.object),
        stance=called(claim.stance),
        work="; ".join(map(called, claim.sources)),
        people=list(map(called, claim.people)),
        reader=called(claim.reader),
        review=called(claim.status),
        places=[_place(each, called) for each in claim.places],
    )


def _place(place: Passage, called: _Called) -> told.Place:
    return told.Place(called(place.work), place.section, place.ordinal, place.page, place.finder)
