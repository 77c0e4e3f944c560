"""What is sent, which names it uses where, and what is found about them: plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from educluster.formats import Format


@dataclass(frozen=True)
class Document:
    """What is to be checked: its name, its bytes, its format."""

    name: str
    body: bytes
    written_in: Format


@dataclass(frozen=True)
class Spot:
    """Where a name stands: a line, from 1, and more than that where it can be told.

    `within` is a JSON Pointer, a path of elements in RDF/XML, or the column of a table.
    """

    line: int | None = None
    within: str = ""


@dataclass(frozen=True)
class Use:
    """A name that is used: how often, in which positions, and where first.

    Positions are subject, predicate, object, and cell, of a table.
    """

    iri: str
    count: int
    positions: tuple[str, ...]
    spots: tuple[Spot, ...] = ()


class Kind(StrEnum):
    """What is the matter with a name."""

    UNKNOWN = "unknown"  # it looks like one of ours, and is none
    MISSPELT = "misspelt"  # it is one of ours but for capitals, signs or the namespace
    NEWER = "newer"  # it was published after the release that is asked
    RENAMED = "renamed"  # deprecated, and one other takes its place
    DEPRECATED = "deprecated"  # and nobody but the data's owner can choose what takes its place
    FOREIGN = "foreign"  # another's; one of ours stands near it


@dataclass(frozen=True)
class Meant:
    """A name of ours that may be meant, and why: "" for its spelling, else how it stands to theirs."""

    iri: str
    relation: str = ""


@dataclass(frozen=True)
class Finding:
    """What was found about one name.

    `replacement` is "" where no single one is sure; `version` is that in which the name was deprecated, or
    of a newer one published; `notes` say why, by language.
    """

    kind: Kind
    use: Use
    replacement: str = ""
    meant: tuple[Meant, ...] = ()
    version: str = ""
    notes: Mapping[str, str] = field(default_factory=dict)
    update: str = ""  # that mends it, where the release itself gives one


@dataclass(frozen=True)
class Told:
    """What was found in a document, or at an endpoint: held against which release.

    `current` counts names of ours that are as they should be; `others` counts the terms of other namespaces
    about which nothing is known here, by namespace.
    """

    name: str
    release: str
    version: str
    findings: tuple[Finding, ...]
    current: int
    others: Mapping[str, int]

    @property
    def is_up_to_date(self) -> bool:
        """Return whether every name of ours is as it should be; terms of others are no fault."""
        return all(each.kind is Kind.FOREIGN for each in self.findings)

    @property
    def is_empty(self) -> bool:
        """Return whether no name of ours is used at all."""
        return not self.current and self.is_up_to_date
