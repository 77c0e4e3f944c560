"""The report as values.  Terms are N-Triples tokens: <iri>, _:b1, "text"@en."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from educluster import names
from educluster.reports.paths import Path

Texts = Mapping[str, str]  # by language


class Severity(Enum):
    """How much a result matters, the gravest first.  Source: SHACL, section 2.1.4."""

    VIOLATION = "violation"
    WARNING = "warning"
    INFO = "info"

    @property
    def iri(self) -> str:
        """Return the IRI that SHACL gives it."""
        return names.SH + self.value.capitalize()

    def reaches(self, line: Severity) -> bool:
        """Return whether this is as grave as `line`, or graver."""
        order = list(Severity)
        return order.index(self) <= order.index(line)


class Verdict(Enum):
    """What people, exit statuses and badges go by; not sh:conforms, which an info makes false."""

    CONFORMS = "conforms"
    CONFORMS_WITH_WARNINGS = "conforms-with-warnings"
    DOES_NOT_CONFORM = "does-not-conform"


@dataclass(frozen=True)
class Finding:
    """One result: which rule, at which node, what is wrong and what to write instead."""

    rule: str
    shape: str
    severity: Severity
    component: str
    focus: str
    path: Path | None
    value: str | None
    line: int | None
    messages: Texts
    remedies: Texts
    sources: tuple[str, ...]


@dataclass(frozen=True)
class NotYet:
    """A rule that does not apply at the cluster's stage, and the stages at which it does."""

    rule: str
    focus: str
    titles: Texts
    stages: tuple[str, ...]


@dataclass(frozen=True)
class Subject:
    """A cluster that was checked, and the stage that it says it is in."""

    focus: str
    stage: str | None


@dataclass(frozen=True)
class ProfileName:
    """The rules that were held against the document."""

    iri: str
    name: str
    version: str


@dataclass(frozen=True)
class Report:
    """All that was found; results in the order of rule, node, path and value."""

    profile: ProfileName
    engine: str
    fail_on: Severity
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    not_yet: tuple[NotYet, ...]

    @property
    def counts(self) -> dict[Severity, int]:
        """Return how many results there are of each severity."""
        return {each: sum(finding.severity is each for finding in self.findings) for each in Severity}

    @property
    def verdict(self) -> Verdict:
        """Return the verdict: infos never count, unless the line was moved to them."""
        if any(finding.severity.reaches(self.fail_on) for finding in self.findings):
            return Verdict.DOES_NOT_CONFORM
        if self.counts[Severity.WARNING]:
            return Verdict.CONFORMS_WITH_WARNINGS
        return Verdict.CONFORMS
