"""The list of every IRI that was ever published, so that none vanishes or is used again, unseen.

A line for each, in `published.csv`: the IRI as it follows https://w3id.org/educluster/, what it names, since
which version, by which version and on which day it was deprecated, and a digest of what it means.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import astuple, dataclass, replace
from hashlib import sha256

from educluster import names
from educluster.versions.model import Kind, Term, Vocabulary

COLUMNS = ("iri", "kind", "since", "deprecated", "on", "meaning")
_WITHOUT_MEANING = {Kind.THING, Kind.LABEL, Kind.RULE, Kind.GRAPH}  # of which facts are told, that may change


@dataclass(frozen=True)
class Publication:
    """One IRI that was published: what it names, since when, whether deprecated, and what it means."""

    iri: str
    kind: Kind
    since: str
    deprecated: str = ""
    on: str = ""
    meaning: str = ""


def published(text: str) -> Mapping[str, Publication]:
    """Return what was published, by IRI, from the text of the list.

    Raises ValueError for a line that is none, or stands twice.
    """
    found: dict[str, Publication] = {}
    for row in csv.DictReader(io.StringIO(text)):
        iri, kind, *others = (row[name] or "" for name in COLUMNS)
        if iri in found:
            raise ValueError(f"{iri} is listed twice")
        found[iri] = Publication(names.BASE + iri, Kind(kind), *others)
    return {each.iri: each for each in found.values()}


def written(publications: Mapping[str, Publication]) -> str:
    """Return the text of the list, sorted by IRI."""
    file = io.StringIO()
    rows = csv.writer(file, lineterminator="\n")
    rows.writerow(COLUMNS)
    for _, each in sorted(publications.items()):
        rows.writerow(astuple(replace(each, iri=each.iri.removeprefix(names.BASE))))
    return file.getvalue()


def add(
    before: Mapping[str, Publication], vocabulary: Vocabulary, others: Mapping[str, Kind]
) -> Mapping[str, Publication]:
    """Return the list with all that a release names; what was listed stays, with what it means now.

    `others` are names that are no part of a vocabulary: attested forms, rules, graphs.
    """
    found = dict(before)
    kinds = {**others, **{iri: term.kind for iri, term in vocabulary.terms.items()}}
    for iri, kind in kinds.items():
        listed = found.get(iri, Publication(iri, kind, vocabulary.version))
        term = vocabulary.terms.get(iri)
        if term and term.deprecated and not listed.deprecated:
            listed = replace(listed, deprecated=vocabulary.version, on=vocabulary.date)
        found[iri] = replace(listed, meaning=meaning(term) if term else "")
    return found


def meaning(term: Term) -> str:
    """Return a digest of a definition, and of what the term is tied to; "" where facts are told."""
    if term.kind in _WITHOUT_MEANING:
        return ""
    tied = [f"{name} {value}" for name, values in sorted(term.facets.items()) for value in sorted(values)]
    told = "\n".join([term.kind, term.definitions.get("en", ""), *tied])
    return sha256(told.encode()).hexdigest()[:8]
