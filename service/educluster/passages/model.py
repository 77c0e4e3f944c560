"""A claim with the places it names, a reader's copy, and what of the one was found in the other."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum


@dataclass(frozen=True)
class Selector:
    """Lines of one extraction of an article, and the marks by which their text is known elsewhere."""

    extraction: str
    first_line: int
    last_line: int
    digest: str
    marks: frozenset[str]


@dataclass(frozen=True)
class Locator:
    """A passage of a work: where a reader looks, a finder of some words, and lines of each extraction."""

    work: str
    section: str = ""
    ordinal: str = ""
    page: str = ""
    finder: str = ""
    selectors: tuple[Selector, ...] = ()


@dataclass(frozen=True)
class Name:
    """What something is called, and whether that is a translation of ours that nobody has reviewed."""

    text: str
    ours: bool = False


@dataclass(frozen=True)
class Claim:
    """Who states what, where, and how far that is checked: IRIs; the object may be a text instead."""

    iri: str
    subject: str
    relation: str
    object: str
    object_is_text: bool
    stance: str
    read_by: str
    review_status: str
    locators: tuple[Locator, ...]


@dataclass(frozen=True)
class Copy:
    """The text of a reader's copy line by line; of a PDF also the page of each line.

    `unit` is what a reader looks for a passage by: line, paragraph or page.
    """

    lines: tuple[str, ...]
    pages: tuple[int, ...] = ()
    unit: str = "line"


class Sure(Enum):
    """How sure it is that a passage of the copy is the one that a locator means."""

    EXACT = "exact"  # its digest, or all its marks
    MOST = "most"  # at least half of its marks
    PART = "part"  # fewer of them
    FINDER = "finder"  # no mark, but the words of its finder
    NOT_FOUND = "not-found"


@dataclass(frozen=True)
class Place:
    """A passage of the copy: its text, its lines and, of a PDF, its pages, all counted from 1."""

    text: str
    first_line: int
    last_line: int
    first_page: int | None = None
    last_page: int | None = None


@dataclass(frozen=True)
class Found:
    """What was found for a locator; `share` is that of its marks."""

    sure: Sure
    share: float = 0.0
    place: Place | None = None


@dataclass(frozen=True)
class Matched:
    """A claim, and what was found for each of its locators in the article that the copy is of."""

    claim: Claim
    found: tuple[tuple[Locator, Found], ...]


@dataclass(frozen=True)
class Report:
    """Which article a copy is of, what share of its marks it holds, and what was found.

    The counts are of all locators that were looked for, also of those that are not shown.
    """

    work: str
    share: float
    unit: str
    counts: Mapping[Sure, int]
    matched: tuple[Matched, ...]
