"""How sure it is that a text means an entry: points of 100, and why."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from educluster.matching.entries import Candidate, FalseFriend
from educluster.matching.folding import script
from educluster.matching.likeness import Likeness, Text, compare
from educluster.matching.postings import Known, plain, squeezed

SAME = 100.0  # the same but for capitals, spaces and signs
_RESPELT = 97.0  # the same but for the letters or signs in which it is written
_OTHERWISE = 99.0  # at most
_CONTRADICTED = 80.0  # at most: below any threshold that matches are told by, unless another is asked for


@dataclass(frozen=True)
class Wanted:
    """What is looked for: a text, the types that it may have, the language in which it may be."""

    text: str
    types: tuple[str, ...]
    language: str
    read: Text

    @cached_property
    def plain(self) -> str:
        """Return it without what nobody tells apart."""
        return plain(self.text)

    @cached_property
    def script(self) -> str:
        """Return the script that it is written in."""
        return script(self.text)

    @cached_property
    def keys(self) -> frozenset[str]:
        """Return what its words most surely are."""
        known = (sense.key for senses in self.read.senses for sense in senses[:1])
        return frozenset(known) | {token.keys[0] for token in self.read.tokens}

    @cached_property
    def squeezed(self) -> str:
        """Return its letters and digits."""
        return squeezed(self.text)


class Scored(NamedTuple):
    """A name with its points."""

    known: Known
    score: float
    likeness: Likeness

    @property
    def is_same(self) -> bool:
        """Return whether the text is this name."""
        return self.score == SAME

    def rank(self, language: str) -> tuple[float, bool, bool, str]:
        """Return what comes first: the surest, then what was asked for, then the preferred."""
        name = self.known.name
        return -self.score, not _is_of(name.language, language), name.kind != "preferred", name.text


def score(wanted: Wanted, known: Known, places: frozenset[str], shortened: float) -> Scored:
    """Return the points of a name; `shortened` are those of what it may be abbreviated to, 0 for none."""
    likeness = compare(wanted.read, known.tokens, known.free, places)
    if wanted.plain and wanted.plain == known.plain:
        return Scored(known, SAME, _agreeing(likeness))
    if wanted.squeezed == known.squeezed:
        return Scored(known, _RESPELT, _agreeing(likeness))
    points = min(100 * likeness.share, _CONTRADICTED if likeness.contradicts else _OTHERWISE)
    if shortened > points:
        return Scored(known, shortened, _agreeing(likeness))
    return Scored(known, round(points, 1), likeness)


def begun(typed: int, whole: int, within: bool) -> float:
    """Return the points of a name that is being typed: the share of it that is there, less within it."""
    return round(min(100 * typed / max(whole, 1), 100) * (0.5 if within else 1), 1)


def _agreeing(likeness: Likeness) -> Likeness:
    return Likeness(likeness.share, likeness.edits, 0, 0, False)


def told(
    scored: Scored, wanted: Wanted, rivals: int, is_match: bool, warning: FalseFriend | None
) -> Candidate:
    """Return a candidate with the reasons of its score."""
    likeness, name = scored.likeness, scored.known.name
    features = {
        "name": round(scored.score, 1),
        "edits": likeness.edits,
        "script": wanted.script == scored.known.script,
        **({"language": _is_of(name.language, wanted.language)} if wanted.language else {}),
        **({"type": True} if wanted.types else {}),
        "preferred": name.kind == "preferred",
        "left_out": likeness.left_out,
        "left_over": likeness.left_over,
        "contradiction": likeness.contradicts,
        "rivals": rivals,
    }
    reasons = tuple((each, float(value)) for each, value in features.items())
    return Candidate(scored.known.entry, name, scored.score, reasons, is_match, warning)


def _is_of(language: str, wanted: str) -> bool:
    return language.lower().partition("-")[0] == wanted.lower().partition("-")[0]
