"""Find the passages that locators mean in a copy of the article.

For each selector of a locator: the stretch of the copy that holds most of its marks.  Of several that hold as
many, the one at the finder, else the nearest to where the order of the text lets expect it.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from operator import itemgetter

from educluster.passages.index import Index, Stretch, length
from educluster.passages.model import Found, Locator, Selector, Sure
from educluster.passages.text import Span

_NEAR_WORDS = 60  # how far outside its neighbours a passage may begin
_SURE_MARKS = 3  # so many marks in one place are no accident
_RANK = {sure: rank for rank, sure in enumerate(Sure)}


@dataclass(frozen=True)
class _Candidate:
    """A stretch for one selector of a locator, and what speaks for it."""

    span: Span
    held: int
    certain: bool
    share: float
    at_finder: bool
    outside: int  # how many words it begins before the passages before it, or after those after it
    distance: int  # how many words it begins from where it is expected between them

    @property
    def trusted(self) -> bool:
        """Return whether its marks are enough, or the finder or the order of the text bears them out."""
        if self.certain or self.at_finder or (self.held >= _SURE_MARKS and self.share >= 0.5):
            return True
        return self.outside <= _NEAR_WORDS and (self.share == 1 or self.held > 1)

    @property
    def sure(self) -> Sure:
        """Return how sure it is by the share of its marks."""
        if self.share == 1:
            return Sure.EXACT
        return Sure.MOST if self.share >= 0.5 else Sure.PART


def find(index: Index, locators: Sequence[Locator]) -> list[Found]:
    """Return what is found for each locator; all are of the work that the copy is of."""
    selectors = {each for locator in locators for each in locator.selectors}
    stretches = {each: index.stretches(each) for each in selectors}
    order = _Order(stretches, len(index.text.words))
    return [_found(index, locator, stretches, order) for locator in locators]


def _found(
    index: Index, locator: Locator, stretches: Mapping[Selector, list[Stretch]], order: _Order
) -> Found:
    in_doubt = any(_in_doubt(selector, stretches[selector]) for selector in locator.selectors)
    finders = index.at(locator.finder) if in_doubt or not locator.selectors else set[Span]()
    each_best = [
        min(candidates, key=lambda each: (not each.at_finder, each.outside, each.distance))
        for selector in locator.selectors
        if (candidates := [_candidate(selector, each, finders, order) for each in stretches[selector]])
    ]
    if trusted := _within_what_is_certain([each for each in each_best if each.trusted]):
        best = min(trusted, key=lambda each: (_RANK[each.sure], not each.at_finder, length(each.span)))
        return Found(best.sure, best.share, index.text.place(best.span))
    if finders:
        places = [(_gap(locator, one, order), one) for one in finders]
        (outside, _), nearest = min(places)
        if outside <= _NEAR_WORDS:
            return Found(Sure.FINDER, 0.0, index.text.place(index.text.sentences(nearest, _NEAR_WORDS)))
    return Found(Sure.NOT_FOUND)


def _gap(locator: Locator, span: Span, order: _Order) -> tuple[int, int]:
    """Return how far a span is from where any of a locator's selectors lets expect it."""
    return min((order.expected(each, span) for each in locator.selectors), default=(0, 0))


def _within_what_is_certain(candidates: list[_Candidate]) -> list[_Candidate]:
    """Return the candidates that say the same as the one whose digest holds, if one does."""
    certain = next((each.span for each in candidates if each.certain), None)
    if certain is None:
        return candidates
    return [each for each in candidates if certain[0] <= each.span[0] and each.span[1] <= certain[1]]


def _in_doubt(selector: Selector, stretches: list[Stretch]) -> bool:
    return len(stretches) != 1 or stretches[0].held < max(_SURE_MARKS, len(selector.marks) / 2)


def _candidate(selector: Selector, stretch: Stretch, finders: set[Span], order: _Order) -> _Candidate:
    at_finder = any(one[0] <= stretch.span[1] and stretch.span[0] <= one[1] for one in finders)
    share = stretch.held / len(selector.marks)
    expected = order.expected(selector, stretch.span)
    return _Candidate(stretch.span, stretch.held, stretch.certain, share, at_finder, *expected)


class _Order:
    """Where lines of an extraction stand in the copy, as the passages tell that are there once and whole."""

    def __init__(self, stretches: Mapping[Selector, list[Stretch]], words: int) -> None:
        self._words = words
        known: dict[str, dict[int, int]] = {}
        for selector, found in stretches.items():
            if len(found) == 1 and found[0].held == len(selector.marks) >= _SURE_MARKS:
                known.setdefault(selector.extraction, {})[selector.first_line] = found[0].span[0]
        self._known = {extraction: sorted(places.items()) for extraction, places in known.items()}

    def expected(self, selector: Selector, span: Span) -> tuple[int, int]:
        """Return how many words a span begins outside its neighbours, and from its place between them."""
        known = self._known.get(selector.extraction)
        if not known:
            return 0, 0
        after = bisect_right(known, selector.first_line, key=itemgetter(0))
        line, word = known[after - 1] if after else (0, 0)
        next_line, next_word = known[after] if after < len(known) else (line, self._words)
        way = (selector.first_line - line) / (next_line - line) if next_line > line else 0
        low, high = sorted((word, next_word))
        expected = word + int(way * (next_word - word))
        return max(low - span[0], span[0] - high, 0), abs(span[0] - expected)
