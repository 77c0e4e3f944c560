"""Uses of names held against what a release knows.  Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace

from educluster import names
from educluster.outdated import naming
from educluster.outdated.known import Known
from educluster.outdated.model import Finding, Kind, Meant, Told, Use
from educluster.versions import Publication, Term, Vocabulary, migration

_MOST_NEAR = 200  # unknown names for which nearer ones are looked for
_ORDER = list(Kind)


def judged(
    name: str,
    uses: Iterable[Use],
    known: Known,
    vocabulary: Vocabulary,
    published: Mapping[str, Publication],
) -> Told:
    """Return what is found about the names that a document uses."""
    judge = _Judge(known, vocabulary, published)
    for use in uses:
        judge.take(use)
    findings = sorted(judge.findings, key=lambda each: (_ORDER.index(each.kind), each.use.iri))
    others = dict(sorted(judge.others.items()))
    return Told(name, vocabulary.release, vocabulary.version, tuple(findings), judge.current, others)


class _Judge:
    def __init__(self, known: Known, vocabulary: Vocabulary, published: Mapping[str, Publication]) -> None:
        self._known, self._vocabulary, self._published = known, vocabulary, published
        self.findings: list[Finding] = []
        self.others: Counter[str] = Counter()
        self.current = self._unknown = 0

    def take(self, use: Use) -> None:
        """Judge one name."""
        if not naming.is_meant(use.iri):
            self._foreign(use)
        elif term := self._deprecated(use.iri):
            self.findings.append(self._replaced(use, term))
        elif self._is_known(use.iri):
            self.current += bool(naming.namespace(use.iri))
        elif found := self._unknown_name(use):
            self.findings.append(found)

    def _is_known(self, iri: str) -> bool:
        if iri.startswith(names.ECS):  # rules are packaged, and in no release's graphs
            return iri in self._published
        return self._known.has(iri) or naming.whole(iri) in self._vocabulary.terms

    def _deprecated(self, iri: str) -> Term | None:
        term = self._vocabulary.terms.get(iri)
        return term if term and term.deprecated else None

    def _replaced(self, use: Use, term: Term) -> Finding:
        living, listed = self._vocabulary.living(term.iri), self._published.get(term.iri)
        kind = Kind.RENAMED if len(living) == 1 else Kind.DEPRECATED
        return Finding(
            kind,
            use,
            living[0] if kind is Kind.RENAMED else "",
            tuple(Meant(each) for each in living),
            listed.deprecated if listed else "",
            term.notes,
            migration(term, living),
        )

    def _unknown_name(self, use: Use) -> Finding | None:
        """Return what is the matter with a name that the release has not; None for what is no name."""
        iri = use.iri
        if listed := self._published.get(naming.whole(iri)):
            return Finding(Kind.NEWER, use, version=listed.since)
        if naming.is_page(iri):
            return None
        if same := self._known.same(iri):
            return self._instead(use, same)
        self._unknown += 1
        near = self._known.near(iri) if self._unknown <= _MOST_NEAR else ()
        return Finding(Kind.UNKNOWN, use, meant=near)

    def _instead(self, use: Use, same: str) -> Finding:
        """Return that another name is meant; where that is deprecated, what it leads to."""
        finding = Finding(Kind.MISSPELT, use, same, (Meant(same),))
        if term := self._deprecated(same):
            living = self._vocabulary.living(term.iri)
            sure = living[0] if len(living) == 1 else ""
            return replace(finding, replacement=sure, meant=tuple(Meant(each) for each in living))
        return finding

    def _foreign(self, use: Use) -> None:
        """Note a term of another namespace: one that the release uses itself is as it should be."""
        iri = use.iri
        if self._known.uses(iri):
            return
        near = self._known.aligned(iri)
        if not near and naming.of(iri) not in self._known.vocabularies and (same := self._known.same(iri)):
            near = (Meant(same),) if naming.namespace(same) == naming.NAMESPACES[0] else ()
        if near:
            self.findings.append(Finding(Kind.FOREIGN, use, meant=near))
        else:
            self.others[naming.of(iri)] += 1
