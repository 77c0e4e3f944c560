"""How much a change asks of those who use a term, and which version has to tell it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import IntEnum, StrEnum
from functools import cached_property
from types import MappingProxyType

_NUMBER = re.compile(r"(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)\.(0|[1-9][0-9]*)")
_BEFORE_ALL = (0, 0, 0)


class Severity(IntEnum):
    """What a change needs: nothing, a patch, a minor or a major version; what is promised never to be."""

    NONE = 0
    PATCH = 1
    MINOR = 2
    MAJOR = 3
    BREACH = 4

    @property
    def told(self) -> str:
        """Return its name in lower case."""
        return self.name.lower()


class What(StrEnum):
    """What happened to a term."""

    ADDED = "added"
    REMOVED = "removed"
    DEPRECATED = "deprecated"
    REVIVED = "revived"
    NARROWED = "narrowed"
    WIDENED = "widened"
    CHANGED = "changed"
    LABEL = "label"
    DEFINITION = "definition"


@dataclass(frozen=True)
class Change:
    """One change of a term: what, how severe; and of which facet, or in which language, from what to what."""

    iri: str
    what: What
    severity: Severity
    facet: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()


@dataclass(frozen=True)
class Changes:
    """All changes from one release to another, those of one term together."""

    changes: tuple[Change, ...] = ()

    def __iter__(self) -> Iterator[Change]:
        return iter(self.changes)

    def __len__(self) -> int:
        return len(self.changes)

    @property
    def severity(self) -> Severity:
        """Return that of the severest."""
        return max((each.severity for each in self.changes), default=Severity.NONE)

    def of(self, iri: str) -> tuple[Change, ...]:
        """Return the changes of one term."""
        return self._by_iri.get(iri, ())

    @cached_property
    def by_what(self) -> Mapping[What, tuple[Change, ...]]:
        """Return the changes by what happened, in the order of What; what did not happen is left out."""
        found = {what: tuple(each for each in self.changes if each.what is what) for what in What}
        return MappingProxyType({what: those for what, those in found.items() if those})

    @cached_property
    def _by_iri(self) -> dict[str, tuple[Change, ...]]:
        found: dict[str, tuple[Change, ...]] = {}
        for each in self.changes:
            found[each.iri] = (*found.get(each.iri, ()), each)
        return found


def number(version: str) -> tuple[int, int, int]:
    """Return the numbers of a version; of what is none, less than any.  Source: Semantic Versioning 2.0.0."""
    found = _NUMBER.match(version)
    return (int(found[1]), int(found[2]), int(found[3])) if found else _BEFORE_ALL


def least_version(old: str, severity: Severity) -> str:
    """Return the least version that may follow one, when changes of this severity were made.

    Before 1.0.0 a major change raises the second number: until then the first stays 0.  Source: Semantic
    Versioning 2.0.0, items 4 and 6 to 8.
    """
    major, minor, patch = number(old)
    if severity >= Severity.MAJOR and major:
        return f"{major + 1}.0.0"
    if severity >= Severity.MINOR:
        return f"{major}.{minor + 1}.0"
    return f"{major}.{minor}.{patch + 1}" if severity else old
