"""The ways to read a copy: as it stands, and with what lines and pages have cut put together again."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterator
from itertools import accumulate
from typing import NamedTuple

from educluster.passages.text import Span, Text
from educluster.passages.words import RUN, folded, mark, words

_HYPHEN = re.compile(r"[-\u2010\u2011\u00ac]\s*\n|\u00ad")  # where a line ends; a soft one anywhere
_MOST_PLACES = 200  # of one run: what a copy repeats without end is no passage of an article


class Token(NamedTuple):
    """A word as it is read, and the numbers of the words that it is made of."""

    word: str
    first: int
    last: int


Reading = list[Token]


def readings(text: Text) -> list[Reading]:
    """Return the words as they stand, then with ligatures resolved, with words that a hyphen cut made whole,
    and without running heads and page numbers: each way that is not the same as one before.
    """
    halves = {number for number in range(len(text.words)) if _HYPHEN.match(text.before(number + 1))}
    found = [[Token(word, number, number) for number, word in enumerate(text.words)]]
    for left_out in (set[int](), text.heads):
        for joined in (set[int](), halves):
            reading = _read(text, left_out, joined)
            if reading not in found:
                found.append(reading)
    return found


def _read(text: Text, left_out: set[int], halves: set[int]) -> Reading:
    reading: Reading = []
    for number, whole in enumerate(text.words):
        if number in left_out:
            continue
        first, *others = folded(whole)
        start = number
        if reading and reading[-1].last in halves:
            half = reading.pop()
            first, start = half.word + first, half.first
        reading.append(Token(first, start, number))
        reading += [Token(word, number, number) for word in others]
    return reading


def positions(read: list[Reading], wanted: Collection[str], short: Collection[str]) -> dict[str, set[Span]]:
    """Return where the runs with wanted marks stand; the short ones may be runs of fewer words."""
    found: dict[str, set[Span]] = {}
    for reading in read:
        for size in range(1, RUN + 1):
            looked_for = wanted if size == RUN else short
            for marked, span in _marked(reading, size) if looked_for else ():
                if marked in looked_for and len(spans := found.setdefault(marked, set())) < _MOST_PLACES:
                    spans.add(span)
    return found


def _marked(reading: Reading, size: int) -> Iterator[tuple[str, Span]]:
    for start in range(len(reading) - size + 1):
        run = reading[start : start + size]
        yield mark(" ".join([token.word for token in run])), (run[0].first, run[-1].last)


class Letters:
    """A reading as one string of letters: what a finder is looked for in, whatever became of the spaces."""

    def __init__(self, reading: Reading) -> None:
        self._reading = reading
        self._letters = "".join(token.word for token in reading)
        self._starts = list(accumulate((len(token.word) for token in reading), initial=0))

    def find(self, finder: str) -> set[Span]:
        """Return where the words of a finder stand; where they stand as whole words, only there."""
        sought = "".join(part for word in words(finder) for part in folded(word))
        found = [self._span(place, place + len(sought)) for place in _places(sought, self._letters)]
        return {span for span, whole in found if whole} or {span for span, _ in found}

    def _span(self, start: int, end: int) -> tuple[Span, bool]:
        first, last = (bisect_right(self._starts, place) - 1 for place in (start, end - 1))
        whole = self._starts[first] == start and self._starts[last + 1] == end
        return (self._reading[first].first, self._reading[last].last), whole


def _places(sought: str, letters: str) -> Iterator[int]:
    place = letters.find(sought) if sought else -1
    while place >= 0:
        yield place
        place = letters.find(sought, place + 1)
