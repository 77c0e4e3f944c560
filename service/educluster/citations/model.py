"""What a citation of an answer names."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256

CREATOR = "The educluster project"
_NAMES = {"en": CREATOR, "ru": "Проект educluster", "uz": "educluster loyihasi"}


@dataclass(frozen=True, slots=True)
class Citation:
    """An answer: its question, the values that were given, the data it came from, where it can be had again.

    `date` is that of the data; `address` names the version, so that it leads to this answer and no later one;
    `digest` is that of the query; `values` are names and values as people read them.
    """

    title: str
    creator: str
    publisher: str
    version: str
    release: str
    date: datetime.date
    accessed: datetime.date
    address: str
    digest: str
    language: str = "en"
    values: tuple[tuple[str, str], ...] = ()

    @property
    def whole_title(self) -> str:
        """Return the question with the values given to it."""
        values = "; ".join(f"{name}: {value}" for name, value in self.values)
        return plain(f"{self.title} [{values}]" if values else self.title)

    @property
    def key(self) -> str:
        """Return a key that is the same each time the same is cited: the day of access is no part of it."""
        told = "\0".join((self.title, *map("\0".join, self.values), self.release, self.digest))
        return f"educluster-{self.date.year}-{sha256(told.encode(errors='replace')).hexdigest()[:10]}"

    def name(self, project: str) -> str:
        """Return the project's name in the language of the citation; another name as it is."""
        return _NAMES.get(self.language, CREATOR) if project == CREATOR else plain(project)

    @property
    def names_release(self) -> bool:
        """Return whether the release is to be named beside the version."""
        return self.release not in self.version

    def notes(self) -> Iterator[str]:
        """Yield what identifies the data and the query for a program."""
        if self.names_release:
            yield f"release {plain(self.release)}"
        yield f"query sha256:{plain(self.digest)}"


def plain(text: str) -> str:
    """Return a text in one line, without signs that cannot be printed."""
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in " ".join(text.split())
    )
