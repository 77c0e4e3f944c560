"""A copy as numbered words, and where each of them stands."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Callable
from itertools import accumulate, takewhile

from educluster.passages.model import Copy, Place
from educluster.passages.words import lowered, spans

_SENTENCE_ENDS = re.compile(r"[.!?:;\u2026]")
_OPENING, _CLOSING = re.compile(r"[(\[«“‘\"']*$"), re.compile(r"[.,;:!?)\]»”’\"'\u2026]*")
_HEAD_WORDS, _HEAD_TIMES = 20, 3  # what a running head has at most, and how often it comes at least
Span = tuple[int, int]  # the numbers of the first word and of the last


class Text:
    """The words of a copy, by number from 0."""

    def __init__(self, copy: Copy) -> None:
        self.copy = copy
        self._text = "\n".join(copy.lines).replace("\u0130", "I\u0307")  # else its lower case is longer
        small = lowered(self._text)
        self._spans = spans(small)
        self._starts = [start for start, _ in self._spans]
        self.words = [small[start:end] for start, end in self._spans]
        self._line_starts = list(accumulate((len(line) + 1 for line in self._text.split("\n")), initial=0))
        self.heads = self._heads()

    def line(self, word: int) -> int:
        """Return the line, from 1, on which a word stands."""
        return bisect_right(self._line_starts, self._starts[word])

    def of_lines(self, first: int, last: int) -> Span | None:
        """Return the words of some lines; None where they have none, or are not there."""
        if not first <= last < len(self._line_starts):
            return None
        start, end = (bisect_left(self._starts, self._line_starts[line]) for line in (first - 1, last))
        return (start, end - 1) if start < end else None

    def before(self, word: int) -> str:
        """Return what stands between a word, or the end of the text, and the word before it."""
        start = self._spans[word - 1][1] if word else 0
        return self._text[start : self._starts[word] if word < len(self._starts) else None]

    def starts_sentence(self, word: int) -> bool:
        """Return whether the sign before a word, or before the end, ends a sentence or an item of a list.

        A running head is no part of a sentence: one is taken to begin behind it.
        """
        at_head = word - 1 in self.heads or word in self.heads
        return at_head or word in (0, len(self.words)) or bool(_SENTENCE_ENDS.search(self.before(word)))

    def sentences(self, span: Span, reach: int, may_hold: Callable[[int, int], bool] | None = None) -> Span:
        """Return a span with the rest of its first and of its last sentence, where these end within reach.

        `may_hold` says of a longer span whether it may be taken.
        """
        (first, last), may = span, may_hold or (lambda first, last: True)
        before = takewhile(lambda word: may(word, last), range(first, max(first - reach, 0) - 1, -1))
        first = next(filter(self.starts_sentence, before), first)
        after = takewhile(lambda word: may(first, word), range(last, min(last + reach + 1, len(self.words))))
        return first, next((word for word in after if self.starts_sentence(word + 1)), last)

    def place(self, span: Span) -> Place:
        """Return the passage from the first word to the last, with the signs that belong to them."""
        _, begins_line, opening = self.before(span[0]).rpartition("\n")
        if not begins_line:  # what is left of the line is not all of the passage
            opening = _found(_OPENING.search(opening))
        start = self._starts[span[0]] - len(opening.lstrip())
        end = self._spans[span[1]][1] + len(_found(_CLOSING.match(self.before(span[1] + 1))))
        return self._place(self._text[start:end], self.line(span[0]), self.line(span[1]))

    def _heads(self) -> set[int]:
        """Return the words of lines that come again and again, but for numbers, or are a number alone."""
        on_line: dict[int, list[int]] = {}
        for number in range(len(self.words)):
            on_line.setdefault(self.line(number), []).append(number)
        said = {line: self._without_numbers(numbers) for line, numbers in on_line.items()}
        times = Counter(said.values())
        return {
            number
            for line, words in said.items()
            if len(words) <= _HEAD_WORDS and (not words or times[words] >= _HEAD_TIMES)
            for number in on_line[line]
        }

    def _without_numbers(self, numbers: list[int]) -> tuple[str, ...]:
        return tuple(self.words[number] for number in numbers if not self.words[number].isdigit())

    def _place(self, text: str, first: int, last: int) -> Place:
        pages = self.copy.pages
        return Place(text, first, last, *((pages[first - 1], pages[last - 1]) if pages else ()))


def _found(match: re.Match[str] | None) -> str:
    return match.group() if match else ""
