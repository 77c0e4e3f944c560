"""What names may mean, and what releases changed, as Python values.  Pure: no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from educluster import names


@dataclass(frozen=True)
class Match:
    """A thing that a name may mean: how sure that is (0 to 100), and why.

    Only `is_match` says that it is meant: two things may have one name.  `types` are IRIs, `reasons` features
    by their ids; `warning` tells of a false friend, where a search is asked.
    """

    iri: str
    name: str
    score: float
    is_match: bool
    types: tuple[str, ...]
    description: str
    reasons: dict[str, float]
    warning: str = ""


@dataclass(frozen=True)
class Release:
    """A release that the service holds, and what it changed in the one before it.

    `severity` is major, minor, patch or none, and "" for the oldest; `counts` are changes by their kind.
    """

    release: str
    version: str
    date: str
    severity: str
    counts: dict[str, int]


def match(told: dict[str, Any]) -> Match:
    """Return a candidate of the Reconciliation Service API, 1.0 draft."""
    return Match(
        iri=names.ECR + told["id"],
        name=told["name"],
        score=float(told["score"]),
        is_match=bool(told["match"]),
        types=tuple(_type(each["id"]) for each in told.get("type", ())),
        description=told.get("description", ""),
        reasons={each["id"]: float(each["value"]) for each in told.get("features", ())},
    )


def found(told: dict[str, Any]) -> Match:
    """Return what `/search` tells of a thing."""
    return Match(
        iri=told["iri"],
        name=told["label"],
        score=float(told["score"]),
        is_match=bool(told["match"]),
        types=tuple(told["types"]),
        description=told["note"],
        reasons=dict(told["features"]),
        warning=(told["warning"] or {}).get("note", ""),
    )


def _type(name: str) -> str:
    """Return the IRI of a type, which the service calls by its local name or a prefixed one."""
    prefix, colon, local = name.partition(":")
    return names.PREFIXES.get(prefix, f"{prefix}:") + local if colon else names.EC + name


def release(told: dict[str, Any]) -> Release:
    """Return a release as `/versions` tells it."""
    severity = told["severity"] or ""
    return Release(told["release"], told["version"], told["date"], severity, dict(told["counts"]))
