"""The names that are known, found by their words: which of them share most with a text."""

from __future__ import annotations

import math
import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from heapq import nsmallest

from educluster.matching.entries import Entry, Name
from educluster.matching.folding import fold, script
from educluster.matching.likeness import Text
from educluster.matching.tokens import Token, read

_UNKNOWN = 3.0  # what a word would tell that no name has
_COMMON = 40  # names that have a word, from which on it leads to none
_FAR = 0.35  # of the share that the likeliest name has: what has less is not looked at closely
_SIGNS = re.compile(r"[^\W_]+")
_ROMAN = re.compile("[ivx]+")


@dataclass(frozen=True)
class Known:
    """A name of an entry, as it is looked for."""

    entry: Entry
    name: Name

    @cached_property
    def tokens(self) -> tuple[Token, ...]:
        """Return its words."""
        return read(self.name.text)

    @cached_property
    def free(self) -> dict[str, list[int]]:
        """Return the places of its words by their keys, what must be told first."""
        found: dict[str, list[int]] = defaultdict(list)
        for there in sorted(range(len(self.tokens)), key=lambda place: self.tokens[place].is_optional):
            for key in self.tokens[there].keys:
                found[key].append(there)
        return found

    @cached_property
    def script(self) -> str:
        """Return the script that it is written in."""
        return script(self.name.text)

    @cached_property
    def squeezed(self) -> str:
        """Return its letters and digits."""
        return squeezed(self.name.text)

    @cached_property
    def plain(self) -> str:
        """Return it without what nobody tells apart."""
        return plain(self.name.text)


class Postings:
    """Names by their words."""

    def __init__(self, known: Sequence[Known]) -> None:
        self._known = known
        self._by_key: dict[str, list[int]] = defaultdict(list)
        self._squeezed: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(known):
            self._squeezed[each.squeezed].append(place)
            for key in {key for token in each.tokens for key in token.keys}:
                self._by_key[key].append(place)
        self._sets = {key: frozenset(at) for key, at in self._by_key.items()}
        self._rarity = {key: math.log(1 + len(known) / len(at)) for key, at in self._by_key.items()}
        self._whole = [
            sum(self._rarity[token.keys[0]] for token in each.tokens if not token.is_optional) or 1.0
            for each in known
        ]

    def likely(self, text: Text, allowed: frozenset[int] | None, most: int) -> list[int]:
        """Return the places of the names of which most words are in a text, the likeliest first."""
        shared, whole = dict[int, float](), 0.0
        for is_optional, _, worth in sorted(self._worth(text), key=lambda each: each[:2]):
            gained = self._gained(worth, shared, allowed)
            whole += 0.0 if is_optional else max(gained.values(), default=_UNKNOWN)
            for place, each in gained.items():
                shared[place] = shared.get(place, 0.0) + each
        ranked = ((-each / (whole + self._whole[place]), place) for place, each in shared.items())
        best = nsmallest(most, ranked)
        return [place for share, place in best if share <= _FAR * best[0][0]]

    def _worth(self, text: Text) -> Iterator[tuple[bool, int, dict[str, float]]]:
        """Yield of each word whether it must be told, how many names may have it, and what its keys tell."""
        for token, senses in zip(text.tokens, text.senses, strict=True):
            worth = {
                each.key: self._rarity[each.key] * each.sureness
                for each in senses
                if each.key in self._rarity
            }
            yield token.is_optional, sum(len(self._by_key[key]) for key in worth), worth

    def _gained(
        self, worth: Mapping[str, float], shared: Mapping[int, float], allowed: frozenset[int] | None
    ) -> dict[int, float]:
        """Return what a word tells of each name; a common one only of names that a rarer one has led to."""
        gained = dict[int, float]()
        for key, each in worth.items():
            if len(self._by_key[key]) > _COMMON and shared:
                places: Iterable[int] = self._sets[key].intersection(shared)
            else:
                places = self._by_key[key] if allowed is None else allowed.intersection(self._by_key[key])
            for place in places:
                if each > gained.get(place, 0.0):
                    gained[place] = each
        return gained

    def same(self, text: str) -> list[int]:
        """Return the places of the names that differ from a squeezed text by spaces and signs at most."""
        return self._squeezed.get(text, []) if text else []

    def containing(self, keys: Collection[str]) -> frozenset[int]:
        """Return the places of the names that have all of these words."""
        found = [self._sets.get(key, frozenset()) for key in keys]
        return frozenset.intersection(*found) if found else frozenset()


def plain(text: str) -> str:
    """Return a text in small letters, with one space for all that is no letter or digit."""
    return " ".join(_SIGNS.findall(text.casefold()))


def squeezed(text: str) -> str:
    """Return the letters and digits of a text, folded."""
    return "".join(word if _ROMAN.fullmatch(word) else fold(word) for word in _SIGNS.findall(text.casefold()))
