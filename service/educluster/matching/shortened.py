"""Abbreviations: those that a name tells of itself, and those that the first letters of its words make."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from educluster.matching import vocabulary
from educluster.matching.folding import fold, rewritten
from educluster.matching.postings import Known

TOLD, LONG, BRIEF = 96.0, 92.0, 70.0  # points: one of five letters is made by few names, one of three by many
_LONG = 5
_LENGTHS = range(3, 9)


class Short(NamedTuple):
    """A name that an abbreviation may stand for, by its place, and how sure that is."""

    place: int
    points: float


class Shortened:
    """Names by their abbreviations."""

    def __init__(self, known: Iterable[Known]) -> None:
        self._by_letters: dict[str, dict[int, float]] = defaultdict(dict)
        for place, each in enumerate(known):
            text = each.name.text
            made = _made(text)
            if len(made) in _LENGTHS:
                self._add(made, place, LONG if len(made) >= _LONG else BRIEF)
            for told in each.tokens:
                if told.is_short and _stands_apart(text, told.form):
                    self._add(told.keys[0], place, TOLD)

    def _add(self, letters: str, place: int, points: float) -> None:
        self._by_letters[letters][place] = max(points, self._by_letters[letters].get(place, 0.0))

    def find(self, text: str) -> list[Short]:
        """Return the names that a single word may stand for."""
        found = self._by_letters.get(rewritten(text.strip().replace(".", "")), {})
        return [Short(place, points) for place, points in found.items()]


def _made(text: str) -> str:
    """Return the first letters of a name's words, but for small ones and what stands in brackets."""
    main = text.partition("(")[0]
    parts = [part for word in main.replace("-", " ").split() if (part := word.strip("«»„“”\"'.,;:–—"))]
    kept = [part for part in parts if fold(part) not in vocabulary.GLUE and part[0].isalpha()]
    if any(fold(part) in vocabulary.EPONYM for part in kept):
        kept = kept[: next(place for place, part in enumerate(kept) if fold(part) in vocabulary.EPONYM)]
    return rewritten("".join(part[0] for part in kept))


def _stands_apart(text: str, form: str) -> bool:
    """Return whether an abbreviation is all of a name, or stands in its brackets."""
    inner = text.partition("(")[2].partition(")")[0]
    return form in {fold(text.strip()), fold(inner.strip())}
