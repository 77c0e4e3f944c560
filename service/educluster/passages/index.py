"""A copy in which marks and finders can be looked up, and the stretches that hold a selector's marks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from educluster.passages.model import Copy, Locator, Selector
from educluster.passages.readings import Letters, positions, readings
from educluster.passages.text import Span, Text
from educluster.passages.words import MOST_MARKS, RUN, digest, mark

_LONGER_BY, _LONGER_WORDS = 1.6, 80  # what a copy may put between the words of a passage: heads, tables
_MARKS = 16**8  # that there are


@dataclass(frozen=True)
class Stretch:
    """Words of the copy, and how many of a selector's marks they hold; certain where its digest holds."""

    span: Span
    held: int
    certain: bool = False


class Index:
    """A copy, in which the passages of any of these locators can be looked up."""

    def __init__(self, copy: Copy, locators: Iterable[Locator]) -> None:
        self.text = Text(copy)
        selectors = {each for locator in locators for each in locator.selectors}
        short = {mark for each in selectors if len(each.marks) == 1 for mark in each.marks}
        read = readings(self.text)
        self._positions = positions(read, {mark for each in selectors for mark in each.marks}, short)
        self._letters = [Letters(reading) for reading in read]
        self._finders: dict[str, set[Span]] = {}

    def share(self, locators: Iterable[Locator]) -> float:
        """Return the share of the locators' marks, or of the finders of those without, that the copy has."""
        found: dict[str, bool] = {}
        for locator in locators:
            marks = {mark for each in locator.selectors for mark in each.marks}
            found |= {mark: mark in self._positions for mark in marks}
            if not marks:
                found[locator.finder] = bool(self.at(locator.finder))
        return sum(found.values()) / len(found) if found else 0.0

    def at(self, finder: str) -> set[Span]:
        """Return where the words of a finder stand."""
        if finder not in self._finders:
            self._finders[finder] = {span for letters in self._letters for span in letters.find(finder)}
        return self._finders[finder]

    def stretches(self, selector: Selector) -> list[Stretch]:
        """Return the stretches that hold most of a selector's marks; where its digest holds, that alone."""
        lines = self.text.copy.lines[selector.first_line - 1 : selector.last_line]
        span = self.text.of_lines(selector.first_line, selector.last_line)
        if span and digest("\n".join(lines)) == selector.digest:
            return [Stretch(span, len(selector.marks), certain=True)]
        hits = sorted((*span, each) for each in selector.marks for span in self._positions.get(each, ()))
        found = _densest(hits, int(_LONGER_BY * _words(selector)) + _LONGER_WORDS)
        return [Stretch(self._whole(each.span, selector), each.held) for each in found]

    def _whole(self, span: Span, selector: Selector) -> Span:
        """Return a span with the rest of its first and of its last sentence.

        Of a long passage only some runs are known; but a run whose mark would be among the smallest, and is
        not, is no part of it.
        """
        if len(selector.marks) < MOST_MARKS:
            return span
        largest, words = max(selector.marks), self.text.words

        def may_hold(first: int, last: int) -> bool:
            ends = ((first, first + RUN), (last + 1 - RUN, last + 1))
            marked = {mark(" ".join(words[start:end])) for start, end in ends}
            return all(each in selector.marks or each > largest for each in marked)

        reach = 4 * _words(selector) // MOST_MARKS  # four times the gap that is to be expected
        return self.text.sentences(span, reach, may_hold)


def _words(selector: Selector) -> int:
    """Return about how many words a passage has.

    Marks are as good as drawn by lot: how small the 24 smallest are tells how many there were.
    """
    if len(selector.marks) < MOST_MARKS:
        return len(selector.marks) + RUN - 1
    return (MOST_MARKS - 1) * _MARKS // max(int(max(selector.marks), 16), 1) + RUN - 1


Hit = tuple[int, int, str]  # the first word of a run, the last, its mark


def _densest(hits: list[Hit], reach: int) -> list[Stretch]:
    """Return the stretches within reach that hold most of the marks; of overlapping ones the shortest."""
    found, most = list[Stretch](), 0
    for stretch in _stretches(hits, reach):
        if stretch.held > most:
            found, most = [], stretch.held
        if stretch.held == most:
            found.append(stretch)
    return list(_apart(found))


def _stretches(hits: list[Hit], reach: int) -> Iterator[Stretch]:
    """Yield for each hit the shortest stretch that ends with it and holds all the marks within reach."""
    held, left = Counter[str](), 0
    for right, (_, last, marked) in enumerate(hits):
        held[marked] += 1
        while held[hits[left][2]] > 1 or (left < right and last - hits[left][0] >= reach):
            held[hits[left][2]] -= 1
            left += 1
        span = hits[left][0], max(hit[1] for hit in hits[left : right + 1])
        yield Stretch(span, sum(map(bool, held.values())))


def _apart(stretches: Iterable[Stretch]) -> Iterator[Stretch]:
    kept: Stretch | None = None
    for stretch in stretches:
        if kept and stretch.span[0] > kept.span[1]:
            yield kept
            kept = stretch
        elif not kept or length(stretch.span) < length(kept.span):
            kept = stretch
    if kept:
        yield kept


def length(span: Span) -> int:
    """Return how many words a span has."""
    return span[1] - span[0] + 1
