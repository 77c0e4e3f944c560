"""What is promised to those who use our names, and where a release does not keep it.

An IRI is never deleted or reused; a changed meaning is a new IRI; a deprecated term works for at least two
years and one major version.
"""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping

from educluster import names
from educluster.versions.comparing import changes
from educluster.versions.model import Kind, Term, Vocabulary
from educluster.versions.publishing import Publication, meaning
from educluster.versions.severity import Severity, What, least_version, number

_YEARS = 2


def broken(
    listed: Mapping[str, Publication], vocabulary: Vocabulary, others: Mapping[str, Kind]
) -> tuple[str, ...]:
    """Return where a release is not as the list of what was published says, each told in a line."""
    kinds = {**others, **{iri: term.kind for iri, term in vocabulary.terms.items()}}
    found = [f"{_brief(iri)} is not listed" for iri in sorted(kinds.keys() - listed.keys())]
    for iri, each in sorted(listed.items()):
        if iri not in kinds:
            found.append(f"{_brief(iri)} has vanished, which was published in {each.since}")
        elif kinds[iri] is not each.kind:
            found.append(f"{_brief(iri)} was a {each.kind}, and is used again for a {kinds[iri]}")
        elif iri in vocabulary.terms:
            found += _not_as_listed(vocabulary.terms[iri], each)
    return tuple(found)


def _not_as_listed(term: Term, listed: Publication) -> Iterator[str]:
    if meaning(term) != listed.meaning:
        yield f"{_brief(term.iri)} is tied to other terms, or has another definition, than was listed"
    if term.deprecated != bool(listed.deprecated):
        yield f"{_brief(term.iri)} is deprecated in one place, and not in the other"


def unkept(old: Vocabulary, new: Vocabulary, listed: Mapping[str, Publication]) -> tuple[str, ...]:
    """Return where a release does not keep what was promised of the one before it, each told in a line."""
    found = changes(old, new)
    told = [*_version(old, new, found.severity)]
    for each in found:
        if each.what is What.REMOVED:
            told.append(f"{_brief(each.iri)} is gone: deprecate it, and keep it in deprecated.ttl")
        elif each.severity is Severity.BREACH:
            told.append(
                f"{_brief(each.iri)} was a {each.before[0]}, and is a {each.after[0]}: take a new IRI"
            )
        elif each.what is What.DEPRECATED:
            told += _alone(new.terms[each.iri])
        elif each.severity is Severity.MAJOR and new.terms[each.iri].deprecated:
            told += _too_early(each.iri, new, listed.get(each.iri))
    return tuple(dict.fromkeys(told))


def _version(old: Vocabulary, new: Vocabulary, severity: Severity) -> Iterator[str]:
    least = least_version(old.version, severity)
    if number(new.version) < number(least):
        asked = min(severity, Severity.MAJOR).told
        yield f"after {old.version}, a {asked} change asks for version {least} or later, not {new.version}"


def _alone(term: Term) -> Iterator[str]:
    missing = [
        name
        for name, given in (("dcterms:isReplacedBy", term.replacements), ("skos:changeNote", term.notes))
        if not given
    ]
    if missing:
        yield f"{_brief(term.iri)} is deprecated without {' and '.join(missing)}"


def _too_early(iri: str, new: Vocabulary, listed: Publication | None) -> Iterator[str]:
    """Tell where a deprecated term loses what it is tied to before its time."""
    if listed is None or not listed.deprecated:
        yield f"{_brief(iri)} is deprecated, and no longer works at once: leave it as it was"
    elif _era(new.version) <= _era(listed.deprecated):
        yield f"{_brief(iri)}, deprecated by {listed.deprecated}, works until the next major version"
    elif new.date < _later(listed.on):
        yield f"{_brief(iri)}, deprecated on {listed.on}, works until {_later(listed.on)}"


def _era(version: str) -> tuple[int, int]:
    """Return what a major change raises."""
    major, minor, _ = number(version)
    return (major, 0 if major else minor)


def _later(day: str) -> str:
    began = datetime.date.fromisoformat(day)
    years = began.year + _YEARS
    try:
        return began.replace(year=years).isoformat()
    except ValueError:  # the 29th of February
        return datetime.date(years, 3, 1).isoformat()


def _brief(iri: str) -> str:
    return names.shorten(iri)
