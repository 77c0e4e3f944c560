"""Which claims are asked for, by the names that people give to claims and concepts."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from educluster.errors import BadParameter
from educluster.names import LANGUAGES, last_part, shorten
from educluster.passages.claims import Library
from educluster.passages.model import Claim, Sure


@dataclass(frozen=True)
class Wish:
    """What is wanted: everything, or these claims, those about these concepts, what was found so surely."""

    claims: tuple[str, ...] = ()
    about: tuple[str, ...] = ()
    only: tuple[Sure, ...] = ()


def choice(library: Library, wish: Wish) -> Callable[[Claim], bool]:
    """Return what tells whether a claim is asked for.

    A claim is named by its IRI, whole or shortened, or by its local name; a concept also by a word for it.
    Raises BadParameter for the name of nothing.
    """
    claims = {claim.iri: _addresses(claim.iri) for claim in library.claims}
    concepts = {iri for claim in library.claims for iri in _about(claim)} if wish.about else set()
    words = {iri: [*_addresses(iri), *_words(library, iri)] for iri in concepts}
    chosen = {iri for name in wish.claims for iri in _named(name, claims, "claim")}
    about = {iri for name in wish.about for iri in _named(name, words, "concept")}

    def wanted(claim: Claim) -> bool:
        return (claim.iri in chosen or not chosen) and (not about or not about.isdisjoint(_about(claim)))

    return wanted


def _about(claim: Claim) -> list[str]:
    return [claim.subject] if claim.object_is_text else [claim.subject, claim.object]


def _addresses(iri: str) -> list[str]:
    return [iri, shorten(iri), last_part(iri)]


def _words(library: Library, iri: str) -> list[str]:
    return [library.name(iri, language).text for language in LANGUAGES]


def _named(asked: str, known: Mapping[str, Iterable[str]], kind: str) -> list[str]:
    names = {iri: {name.lower() for name in said} for iri, said in known.items()}
    if found := [iri for iri, said in names.items() if asked.lower() in said]:
        return found
    near = difflib.get_close_matches(asked.lower(), set().union(*names.values()), 3)
    remedy = (
        f"did you mean {' or '.join(sorted(near))}?" if near else "take a name that educluster query gives"
    )
    raise BadParameter(f"no {kind} is called «{asked}»", remedy)
