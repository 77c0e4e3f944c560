"""Releases in their order, and what happened from one to the next."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from educluster.store import Release
from educluster.versions import Change, Changes, Publication, Term, Vocabulary, number


@dataclass(frozen=True)
class Edition:
    """A release as it is named: digest, version, day; "" for what is not known of it."""

    release: str
    version: str
    date: str

    @classmethod
    def of(cls, told: Release | Vocabulary) -> Edition:
        """Return how a release is named."""
        return cls(told.release, told.version, told.date)

    @property
    def told(self) -> str:
        """Return it in words."""
        day = f" ({self.date})" if self.date else ""
        release = f", release {self.release}" if self.release else ""
        return f"{self.version}{day}{release}".lstrip(", ") or "without a version"


@dataclass(frozen=True)
class Step:
    """What a release changed of the one before it; None where that is not held."""

    before: Edition | None
    edition: Edition
    changes: Changes


@dataclass(frozen=True)
class Moment:
    """What happened to a term in a release; `is_first` where no older release is held."""

    edition: Edition
    changes: tuple[Change, ...]
    is_first: bool = False


@dataclass(frozen=True)
class History:
    """A term as the newest release that names it has it, and what happened to it, newest first.

    `living` is where it leads, if it is deprecated; `publication` is its line in the list.
    """

    term: Term
    living: tuple[str, ...]
    moments: tuple[Moment, ...]
    publication: Publication | None


def in_order(held: Iterable[Release]) -> list[Edition]:
    """Return releases, of which the one installed last is first, from the oldest to the newest."""
    editions = [Edition.of(each) for each in reversed(list(held))]
    return sorted(editions, key=lambda each: (number(each.version), each.date))
