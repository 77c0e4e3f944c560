"""What begins like a text that is being typed: names, and words within names."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterable, Iterator

from educluster.matching.folding import fold, rewritten

_WORD = re.compile(r"[^\W_]+")
_LOST = 1  # letters that may fall together: else «zzzz» would begin all that begins with z
_LAST = "\U0010ffff"


class Beginnings:
    """Names by how they, and each of their words, begin."""

    def __init__(self, texts: Iterable[tuple[int, str]]) -> None:
        found = {
            (" ".join(words[number:]), number, place)
            for place, text in texts
            for words in _ways(text)
            for number in range(len(words))
        }
        self._sorted = sorted(found)
        self._begun = [begun for begun, _, _ in self._sorted]

    def find(self, prefix: str) -> Iterator[tuple[int, int]]:
        """Yield how many words of a name stand before, and its place; of no prefix at all, everything."""
        typed = " ".join(_WORD.findall(prefix))
        if prefix.strip() and not typed:
            return  # signs alone, which begin nothing
        ways = {way for way in map(" ".join, _ways(prefix)) if len(way) >= len(typed) - _LOST}
        for way in sorted(ways):
            first, last = bisect_left(self._begun, way), bisect_left(self._begun, way + _LAST)
            for _, number, place in self._sorted[first:last]:
                yield number, place


def _ways(text: str) -> set[tuple[str, ...]]:
    """Return the words of a text as they are written, letter by letter, and by their sounds."""
    found = _WORD.findall(text)
    return {tuple(map(way, found)) for way in (str.casefold, rewritten, fold)}
