"""Linking: each text of a column is matched once, in batches, and what is surely meant is chosen."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from educluster.errors import BadParameter
from educluster.link.columns import Sheet
from educluster.link.linked import CLOSE, EXACT, About, Chosen, Linked, Offer, Subjects
from educluster.matching import THRESHOLD, Candidate, Index

_TAG = re.compile(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8})*")  # RFC 5646, section 2.1, but for private ones
WHOLE = 100.0  # the score of a name that is the same
BATCH = 200  # texts that are matched between two moments at which progress is told

Match = Callable[[Sequence[str]], Sequence[tuple[Offer, ...]]]


@dataclass(frozen=True)
class Wish:
    """What is wanted: things of which classes, in which language the texts are, from which score on."""

    types: tuple[str, ...] = ()
    language: str = ""
    threshold: float = THRESHOLD

    def __post_init__(self) -> None:
        if self.language and not _TAG.fullmatch(self.language):
            raise BadParameter(f"«{self.language[:40]}» is no language tag", "give one: ru", (), "language")
        if not 0 <= self.threshold <= WHOLE:
            problem = f"the threshold cannot be {self.threshold:g}"
            raise BadParameter(problem, "give a number from 0 to 100", (), "threshold")


def matching(index: Index, wish: Wish, spoken: str) -> Match:
    """Return what matches texts in this process; things are called as a language calls them."""

    def match(texts: Sequence[str]) -> list[tuple[Offer, ...]]:
        return [tuple(_offer(each, spoken) for each in _matched(index, wish, text)) for text in texts]

    return match


def link(
    sheet: Sheet,
    column: int,
    wish: Wish,
    match: Match,
    about: About,
    subjects: Subjects | None = None,
    batch: int = BATCH,
    tell: Callable[[int], object] = lambda _: None,
    texts: Sequence[str] | None = None,
) -> Linked:
    """Return a table whose column was matched, or some texts of it.

    `tell` hears of each batch how many texts it had.
    """
    texts = sheet.texts(column) if texts is None else texts
    offers: dict[str, tuple[Offer, ...]] = {}
    for start in range(0, len(texts), batch):
        some = texts[start : start + batch]
        offers.update(zip(some, match(some), strict=True))
        tell(len(some))
    surely = {text: found for text, found in offers.items() if found and found[0].is_match}
    chosen = {text: Chosen(found[0], relation(found)) for text, found in surely.items()}
    return Linked(sheet, column, subjects or Subjects(), wish.language, offers, chosen, about)


def relation(offers: Sequence[Offer]) -> str:
    """Return how a text stands to the best of its offers: a false friend says less than another same name."""
    is_same = offers[0].score >= WHOLE and not any(each.warning for each in offers)
    return EXACT if is_same else CLOSE


def _matched(index: Index, wish: Wish, text: str) -> list[Candidate]:
    found = index.match(text, wish.types, wish.language, threshold=wish.threshold)
    return sorted(found, key=lambda each: not each.is_match)


def _offer(candidate: Candidate, spoken: str) -> Offer:
    entry, warning = candidate.entry, candidate.warning
    return Offer(
        entry.iri,
        entry.label(spoken),
        candidate.name.text,
        round(candidate.score, 1),
        candidate.is_match,
        candidate.features,
        dict(warning.notes) if warning else {},
        entry.note(spoken),
    )
