"""What is matched, things with their names; and what comes out, candidates with the reasons of a score."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

FEATURES = (
    "name",  # likeness of the name as a whole, 0 to 100
    "edits",  # letters that were dropped, added, changed or swapped
    "script",  # 1: the same script, 0: letters were rewritten
    "language",  # 1: of the language that was asked for, 0: of another
    "type",  # 1: of a type that was asked for
    "preferred",  # 1: the matched name is the preferred one, 0: another
    "left_out",  # words of the entry's name that the text lacks
    "left_over",  # words of the text that the entry's name lacks
    "contradiction",  # 1: a word that tells things apart is in one of the two alone; not above 80 points
    "rivals",  # how many other entries are as near
)


@dataclass(frozen=True)
class Name:
    """One name of a thing; `kind` is "preferred", "other" or "hidden"."""

    text: str
    language: str = ""
    kind: str = "preferred"


@dataclass(frozen=True)
class FalseFriend:
    """A word with another meaning elsewhere: the things it is mixed up with, and a note by language."""

    iri: str
    words: tuple[str, ...]
    things: tuple[str, ...]
    notes: tuple[tuple[str, str], ...] = ()

    def note(self, language: str = "en") -> str:
        """Return what has to be known, in a language, else in English."""
        known = dict(self.notes)
        return known.get(language) or known.get("en", "")


@dataclass(frozen=True)
class Entry:
    """A thing: its types with their superclasses, its names, the best first, and what it is, by language."""

    iri: str
    types: tuple[str, ...]
    names: tuple[Name, ...]
    notes: tuple[tuple[str, str], ...] = ()
    broader: tuple[str, ...] = ()

    def label(self, language: str = "en") -> str:
        """Return the preferred name in a language, else in English, else in any."""
        return _best(self.names, language)

    def note(self, language: str = "en") -> str:
        """Return what it is, in a language, else in English; "" where that is not told."""
        known = dict(self.notes)
        return known.get(language) or known.get("en", "")


@dataclass(frozen=True)
class Candidate:
    """An entry that may be meant, by which of its names, and how sure that is (0 to 100).

    `features` are numbers by the ids in FEATURES.  Only `is_match` says that it is meant: a score of 100
    may be that of two entries with one name.
    """

    entry: Entry
    name: Name
    score: float
    features: tuple[tuple[str, float], ...] = ()
    is_match: bool = False
    warning: FalseFriend | None = field(default=None)

    @property
    def by_id(self) -> Mapping[str, float]:
        """Return the features by their ids."""
        return dict(self.features)


def _best(names: tuple[Name, ...], language: str) -> str:
    wanted = language.partition("-")[0].lower()
    ranks = {"preferred": 0, "other": 1}

    def rank(name: Name) -> tuple[bool, bool, int, bool]:
        spoken = name.language.lower()
        base = spoken.partition("-")[0]
        return base != wanted, base != "en", ranks.get(name.kind, 2), spoken.endswith("-cyrl")

    return min(names, key=rank).text if names else ""
