"""What each word of a text may be among the words that are known: itself, or one that it is misspelt from."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from rapidfuzz import process
from rapidfuzz.distance import OSA

from educluster.matching import vocabulary
from educluster.matching.folding import fold, rewritten
from educluster.matching.likeness import Sense, Text
from educluster.matching.stems import stems
from educluster.matching.tokens import INITIAL, PLAIN, Token, is_slip

_OTHER_STEM = 0.97  # how sure an adjective of a place is the place
_BEGUN = 0.93  # how sure an abbreviation with a full stop is the one word that begins so
_OF_EDITS = 0.8  # how much less sure a word is for the share of its letters that differ
_LEAST, _LONG = 4, 9  # letters: in a shorter word none may differ, in a longer one two
_ANY_FIRST = 6  # letters from which on even the first may be wrong, in the words of the field
_ANY = "*"
_ENDING = 3  # letters: two that differ in the last make another word («-ism», «-ity»), not a slip
_MOST_KEPT, _LONGEST_KEPT = 50_000, 64  # words, and letters of one


class Looking:
    """Known words; what a word may be is found once and kept."""

    def __init__(self, tokens: Iterable[Token]) -> None:
        self._ways = defaultdict[str, set[str]](set)  # keys by the ways in which a word is written
        self._shared = set[str]()  # the ways of the words of the field
        every = set[str]()
        for token in tokens:
            every.update(token.keys)
            if token.role == PLAIN and not token.is_short:
                self._add(token.written, token.keys[0])
        for form, meant in vocabulary.CONCEPTS.items():
            self._shared.update(self._add(form, meant[0][1]))
        self._every = frozenset(every)
        self._alike: dict[tuple[str, int], list[str]] = defaultdict(list)
        for way in sorted(self._ways):
            self._alike[way[0], len(way)].append(way)
            if way in self._shared:
                self._alike[_ANY, len(way)].append(way)
        self._kept: dict[Token, tuple[Sense, ...]] = {}

    def _add(self, written: str, key: str) -> set[str]:
        ways = _ways(written)
        for way in ways:
            self._ways[way].add(key)
        return ways

    def text(self, tokens: Sequence[Token]) -> Text:
        """Return what each word may be."""
        read = [self._but_for_slips(token) for token in tokens]
        return Text(read, [self._senses(token) for token in read])

    def _but_for_slips(self, token: Token) -> Token:
        """Return a word; what looks like glue misspelt, and is no known word, tells nothing."""
        is_glue = is_slip(token) and self._every.isdisjoint(token.keys)
        return replace(token, role=INITIAL) if is_glue else token

    def _senses(self, token: Token) -> tuple[Sense, ...]:
        if len(token.written) > _LONGEST_KEPT:
            return tuple(self._found(token))
        if token not in self._kept:
            if len(self._kept) >= _MOST_KEPT:
                self._kept.clear()
            self._kept[token] = tuple(self._found(token))
        return self._kept[token]

    def _found(self, token: Token) -> list[Sense]:
        """Return what a word may be: a word that is known is no misspelling of another."""
        exact = [
            Sense(key, _OTHER_STEM if place else 1.0)
            for place, key in enumerate(token.keys)
            if key in self._every
        ]
        if exact or token.role != PLAIN or token.is_short:
            return exact
        return self._begun(token) or self._misspelt(token)

    def _begun(self, token: Token) -> list[Sense]:
        """Return the one word that an abbreviation begins; nothing where there are several."""
        if not token.is_cut:
            return []
        begun = (way for way in self._ways if way.startswith(token.form))
        keys = {key for way in begun for key in self._ways[way]}
        return [Sense(key, _BEGUN) for key in keys] if len(keys) == 1 else []

    def _misspelt(self, token: Token) -> list[Sense]:
        best: dict[str, Sense] = {}
        for way in sorted(_ways(token.written)):
            for like, edits in self._near(way):
                sureness = 1 - _OF_EDITS * edits / max(len(way), len(like))
                for key in self._ways[like]:
                    if key not in best or sureness > best[key].sureness:
                        best[key] = Sense(key, sureness, edits)
        return sorted(best.values(), key=lambda sense: (-sense.sureness, sense.key))

    def _near(self, way: str) -> Iterator[tuple[str, int]]:
        """Yield the known words of which few letters differ, and how many; the first seldom is wrong."""
        most = 1 if len(way) < _LONG else 2
        firsts = {*way[:2], *(_ANY if len(way) >= _ANY_FIRST else "")}
        lengths = range(len(way) - most, len(way) + most + 1)
        keys = sorted((first, length) for first in firsts for length in lengths)
        choices = [like for key in keys for like in self._alike.get(key, ())]
        for like, edits, _ in process.extract(way, choices, scorer=OSA.distance, score_cutoff=most, limit=10):
            is_shared = like in self._shared and len(way) >= _ANY_FIRST
            is_first = like[0] == way[0] or sorted(like[:2]) == sorted(way[:2])
            if (is_first or is_shared) and not (edits > 1 and _ends_otherwise(way, like)):
                yield like, int(edits)


def _ways(written: str) -> set[str]:
    """Return a word letter by letter, by its sounds, and its stem; not what is too short to be misspelt."""
    folded = fold(written)
    return {way for way in (rewritten(written), folded, stems(folded)[0]) if len(way) >= _LEAST}


def _ends_otherwise(way: str, like: str) -> bool:
    """Return whether words differ in their endings alone, as those of one root do; neither is cut short."""
    most, least = max(len(way), len(like)), min(len(way), len(like))
    kept = max(most - _ENDING, 0)
    return way[:kept] == like[:kept] and way[:least] != like[:least]
