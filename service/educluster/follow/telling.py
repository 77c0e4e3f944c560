"""What changed between two releases: as JSON, as Turtle, and as the update that mends data."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from educluster import names, versions
from educluster.follow.editions import Edition
from educluster.formats import HTML, JSON, TURTLE, UPDATE
from educluster.graphs import token
from educluster.reports.model import in_language
from educluster.versions import Change, Changes, Publication, Vocabulary, What

DIFFERENCE = (HTML, JSON, TURTLE, UPDATE)
_IS_IRI = re.compile(r"[a-z]+:[^\s<>]*\Z")
_TEXTS = {What.LABEL, What.DEFINITION}
_PREFIXES = {
    "dcterms": names.DCTERMS,
    "owl": names.OWL,
    "prov": "http://www.w3.org/ns/prov#",
    "skos": names.SKOS,
    "xsd": names.XSD,
}


@dataclass(frozen=True)
class Difference:
    """Two releases, what changed between them, and what the list of published names says."""

    old: Edition
    new: Edition
    changes: Changes
    before: Vocabulary
    after: Vocabulary
    listed: Mapping[str, Publication]

    @cached_property
    def unkept(self) -> tuple[str, ...]:
        """Return where the newer one does not keep what is promised, each told in a line."""
        return versions.unkept(self.before, self.after, self.listed)

    @property
    def least_version(self) -> str:
        """Return the least version that such changes ask for; "" where the older one has none."""
        return self.old.version and versions.least_version(self.old.version, self.changes.severity)

    def label(self, iri: str, language: str = "en") -> str:
        """Return what a term is called, in a language or in another; "" where nothing is known."""
        term = self.after.terms.get(iri) or self.before.terms.get(iri)
        return in_language(term.labels, language) if term else ""

    @cached_property
    def updates(self) -> Mapping[str, str]:
        """Return what mends data that use a term which was deprecated, by its IRI."""
        found = self.changes.by_what.get(What.DEPRECATED, ())
        terms = [self.after.terms[each.iri] for each in found]
        return {each.iri: versions.migration(each, self.after.living(each.iri)) for each in terms}


def edition(told: Edition) -> dict[str, str]:
    """Return how a release is named, as JSON has it."""
    return {"release": told.release, "version": told.version, "date": told.date}


def as_json(difference: Difference, language: str) -> dict[str, object]:
    """Return a difference as JSON has it."""
    return {
        "old": edition(difference.old),
        "new": edition(difference.new),
        "severity": difference.changes.severity.told,
        "leastVersion": difference.least_version,
        "unkept": list(difference.unkept),
        "counts": {what.value: len(each) for what, each in difference.changes.by_what.items()},
        "changes": [change(each, difference, language) for each in difference.changes],
    }


def change(each: Change, difference: Difference, language: str) -> dict[str, object]:
    """Return a change as JSON has it; what does not apply to it is left out."""
    told: dict[str, object] = {
        "iri": each.iri,
        "label": difference.label(each.iri, language),
        "what": each.what.value,
        "severity": each.severity.told,
        "language" if each.what in _TEXTS else "facet": each.facet,
        "before": list(each.before),
        "after": list(each.after),
        "update": difference.updates.get(each.iri, "") if each.what is What.DEPRECATED else "",
        "affected": versions.affected(each),
    }
    return {name: value for name, value in told.items() if value}


def as_update(difference: Difference) -> str:
    """Return the update that mends data which use what was deprecated; a comment where nothing was."""
    told = f"# From {difference.old.told} to {difference.new.told}.\n"
    return told + (
        versions.joined(difference.updates.values()) or "# Nothing was deprecated.\nDELETE DATA {}\n"
    )


def as_turtle(difference: Difference) -> str:
    """Return a difference in Turtle: the newer release, and a change note on each term."""
    return "\n".join(_lines(difference)) + "\n"


def _lines(difference: Difference) -> Iterator[str]:
    yield from (f"@prefix {prefix}: <{space}> ." for prefix, space in _PREFIXES.items())
    if _iri(difference.new):
        yield ""
        yield f"<{_iri(difference.new)}>"
        yield " ;\n".join(f"    {each}" for each in _headed(difference.new, difference.old)) + " ."
    for iri in dict.fromkeys(each.iri for each in difference.changes):
        yield ""
        yield f"<{iri}>"
        yield " ;\n".join(f"    {each}" for each in _said(iri, difference)) + " ."


def _headed(new: Edition, old: Edition) -> Iterator[str]:
    """Yield what is known of the newer one: a file may have no version."""
    yield "a prov:Entity"
    if _iri(old):
        yield f"prov:wasRevisionOf <{_iri(old)}>"
    if new.release:
        yield f"dcterms:identifier {token(new.release)}"
    if new.date:
        yield f'dcterms:modified "{new.date}"^^xsd:date'
    if new.version:
        yield f"owl:versionInfo {token(new.version)}"


def _said(iri: str, difference: Difference) -> Iterator[str]:
    found = difference.changes.of(iri)
    if any(each.what is What.DEPRECATED for each in found):
        yield "owl:deprecated true"
        for other in difference.after.terms[iri].replacements:
            yield f"dcterms:isReplacedBy <{other}>"
    since = f"{difference.new.version}: " if difference.new.version else ""
    for each in found:
        yield f"skos:changeNote {token(f'{since}{in_words(each)}', language='en')}"


def in_words(each: Change) -> str:
    """Return a change in English: what, of which facet or language, from what to what."""
    before, after = (", ".join(map(_short, said)) for said in (each.before, each.after))
    head = f"{each.what}{f' {each.facet}' if each.facet else ''}"
    if each.what in {What.ADDED, What.REMOVED}:
        return head
    told = f" from {before}" * bool(before) + f" to {after}" * bool(after)
    return f"{head} ({each.severity.told}){told and ':' + told}"


def _short(value: str) -> str:
    return names.shorten(value) if _IS_IRI.match(value) else value


def _iri(told: Edition) -> str:
    """Return the IRI of a release; "" for a file that is none."""
    known = told.release or told.version
    return f"{names.BASE}versions/{known}" if known else ""
