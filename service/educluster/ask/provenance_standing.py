"""What stands behind the things of a graph, read once for each version of the data."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import groupby
from typing import TypeVar

from educluster import artifacts, names

T = TypeVar("T")
Row = Mapping[str, str]
Query = Callable[[str, Mapping[str, str]], Iterable[Row]]

ASSERTS, CHECKED, ACCEPTED = names.EC + "Asserts", names.EC + "Checked", names.EC + "Accepted"
ATTESTED, CHOSEN, TRANSLATED = names.EC + "Attested", names.EC + "Chosen", names.EC + "OwnTranslation"
UNKNOWN, DISPUTED = names.EC + "Unknown", names.EC + "Disputed"


@dataclass(frozen=True, slots=True)
class Claim:
    """A claim: what it states, where it was found, and how it was read; "" for what is not said.

    `states` are the subject, the relation and the object.
    """

    iri: str
    states: tuple[str, str, str]
    sources: tuple[str, ...]
    stance: str
    reader: str
    status: str
    day: str


@dataclass(frozen=True, slots=True)
class Name:
    """A preferred label: its language, where its wording comes from, and the status of its review."""

    language: str
    attestation: str
    status: str


@dataclass(frozen=True, slots=True)
class Gap:
    """A record that a value was not found, or that sources disagree on it."""

    iri: str
    kind: str
    property: str
    day: str


@dataclass(frozen=True)
class Standing:
    """All that is told of things: each mapping is by the IRI of a thing, `labels` by IRI and language."""

    claims: Mapping[str, tuple[Claim, ...]]
    families: Mapping[str, str]
    gaps: Mapping[str, tuple[Gap, ...]]
    names: Mapping[str, tuple[Name, ...]]
    sources: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, Mapping[str, str]]

    def knows(self, iri: str) -> bool:
        """Return whether an IRI names something that can stand on claims: no term of the vocabulary."""
        told = (self.claims, self.gaps, self.names, self.sources)
        return iri.startswith((names.ECR, names.ECC)) or any(iri in each for each in told)


def read(query: Query) -> Standing:
    """Read what stands behind all things of a graph: six queries, some tenths of a second.

    `query` is called with the text of a query and the values of its variables, of which these have none; it
    returns rows of variables and their values as plain text, without those that are unbound.
    """
    rows = {name: sorted(query(text, {}), key=_place) for name, text in _texts()}
    return Standing(
        claims=_by_thing(_claims(rows["claims"])),
        families={row["work"]: row["family"] for row in rows["families"]},
        gaps=_by_thing(
            (row["thing"], Gap(row["record"], row["kind"], row["property"], row.get("day", "")))
            for row in rows["gaps"]
        ),
        names=_by_thing(
            (row["thing"], Name(row["language"].lower(), row["attestation"], row.get("status", "")))
            for row in rows["names"]
        ),
        sources=_by_thing((row["thing"], row["source"]) for row in rows["sources"]),
        labels=_labels(rows["words"]),
    )


def _texts() -> Iterator[tuple[str, str]]:
    """Yield the names and the texts of the queries."""
    folder = artifacts.root() / "queries" / "provenance"
    for name in ("claims", "families", "gaps", "names", "sources", "words"):
        yield name, (folder / f"{name}.rq").read_text(encoding="utf-8")


def _place(row: Row) -> tuple[str, ...]:
    """Return what rows are sorted by, which takes the store longer: the variables in alphabetical order."""
    return tuple(row[name] for name in sorted(row))


def _claims(rows: Iterable[Row]) -> Iterator[tuple[str, Claim]]:
    """Yield each claim by its own IRI and by its subject's; the rows of one stand together."""
    for iri, group in groupby(rows, key=lambda row: row["claim"]):
        together = list(group)
        first = together[0]
        sources = tuple(dict.fromkeys(row["source"] for row in together))
        told = (first.get(name, "") for name in ("stance", "reader", "status", "day"))
        claim = Claim(iri, (first["subject"], first["relation"], first["object"]), sources, *told)
        yield iri, claim
        yield first["subject"], claim


def _labels(rows: Iterable[Row]) -> Mapping[str, Mapping[str, str]]:
    """Return labels by IRI and language; of several in one language the first."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    for row in rows:
        found[row["thing"]].setdefault(row["language"].lower(), row["label"])
    return dict(found)


def _by_thing(pairs: Iterable[tuple[str, T]]) -> Mapping[str, tuple[T, ...]]:
    found: dict[str, list[T]] = defaultdict(list)
    for thing, each in pairs:
        found[thing].append(each)
    return {thing: tuple(each) for thing, each in found.items()}
