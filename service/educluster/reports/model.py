"""The report as values, in every language at once; a rendering chooses one.

Terms are N-Triples tokens: <iri>, _:b1, "text"@en.  The values cross a process as JSON: no `Any`, no objects
of an engine in them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from educluster import names
from educluster.graphs import Path

Texts = Mapping[str, str]  # by language


def tag_for(texts: Texts, language: str) -> str:
    """Return the tag of the text in a language, else in English, else of the first in the order of the tags.

    Of the variants of a language (uz-latn, uz-cyrl) one in its usual script is taken.
    """
    if texts.get(language):
        return language
    said = [tag for tag, text in texts.items() if text]
    for wanted in (language, "en"):
        tags = [tag for tag in said if tag.lower().replace("_", "-").partition("-")[0] == wanted]
        if tags:
            return min(tags, key=lambda tag: ("cyrl" in tag.lower(), tag))
    return min(said, default="")


def in_language(texts: Texts, language: str) -> str:
    """Return the text in a language, or in another where there is none.  See `tag_for`."""
    return texts.get(tag_for(texts, language), "")


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


class State(Enum):
    """What a description says of a property that has no value, or of several values that disagree."""

    UNKNOWN = "unknown"  # looked for and not found
    NOT_APPLICABLE = "not-applicable"
    DISPUTED = "disputed"
    LEFT_OUT = "left-out"


class Answer(Enum):
    """What a description says of a condition: three values, since silence is no denial."""

    MET = "met"
    UNMET = "unmet"
    NOT_STATED = "not-stated"


@dataclass(frozen=True)
class Place:
    """Where in the submitted document something stands; what is not certain is None.

    `pointer` is a JSON Pointer (RFC 6901) into JSON-LD, `element` a path of elements in RDF/XML.
    """

    line: int | None = None
    column: int | None = None
    pointer: str | None = None
    element: str | None = None


@dataclass(frozen=True)
class Term:
    """A term of the document, or of the vocabulary, with what it is called by language."""

    token: str
    labels: Texts


@dataclass(frozen=True)
class Source:
    """Where a rule comes from: a claim and the passage it rests on, or the address of published criteria.

    `work` and `place` (section, paragraph, page) are words by language; `finder` is the wording to look for.
    """

    iri: str
    work: Texts
    place: Texts
    finder: str = ""


@dataclass(frozen=True)
class Statement:
    """What a description says of a property instead of a value, why, and when it was looked for."""

    state: State
    path: str  # the property's IRI
    words: Texts
    note: Texts
    date: str = ""
    place: Place = Place()


@dataclass(frozen=True)
class Reason:
    """Why a value does not conform to a shape inside the rule: one branch of sh:or, and, xone, node.

    `branch` counts from 1 the alternatives of sh:or and sh:xone; 0 where there are none.
    """

    component: str
    focus: Term
    path: Path | None
    words: Texts  # the path in words
    value: Term | None
    messages: Texts
    branch: int = 0
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class Finding:
    """One result: which rule, at which node, what is wrong, why it matters and what to write instead.

    `expected` and `found` are short words by language; `state` tells why there is no value, where one lacks.
    """

    rule: str
    shape: str
    severity: Severity
    component: str
    focus: Term
    path: Path | None
    words: Texts  # the path in words
    value: Term | None
    expected: Texts
    found: Texts
    place: Place
    state: Statement | None
    titles: Texts
    messages: Texts
    remedies: Texts
    sources: tuple[Source, ...]
    reasons: tuple[Reason, ...] = ()


@dataclass(frozen=True)
class NotYet:
    """A rule that does not apply at the cluster's stage, and the stages at which it does.

    `later` says that one of them is still to come; else all of them are past.
    """

    rule: str
    focus: Term
    titles: Texts
    stages: tuple[Term, ...]
    later: bool


@dataclass(frozen=True)
class Part:
    """One of the things that a score counts: a condition, an activity, and what is said of it."""

    term: Term
    answer: Answer
    because: tuple[Term, ...]  # the assessments and activities that say so
    evidence: int  # how many pieces of evidence they name
    place: Place = Place()


@dataclass(frozen=True)
class Row:
    """A principle, or a direction, with its parts."""

    term: Term
    parts: tuple[Part, ...]

    def count(self, answer: Answer) -> int:
        """Return how many parts have this answer."""
        return sum(part.answer is answer for part in self.parts)


@dataclass(frozen=True)
class Score:
    """How far a cluster covers what a text lists; `what` says what is counted."""

    titles: Texts
    what: Texts
    rows: tuple[Row, ...]

    def count(self, answer: Answer) -> int:
        """Return how many parts have this answer."""
        return sum(row.count(answer) for row in self.rows)


@dataclass(frozen=True)
class Subject:
    """A cluster that was checked: its stage, what it leaves open, how far it covers what is listed."""

    focus: Term
    stage: Term | None
    statements: tuple[Statement, ...] = ()
    scores: tuple[Score, ...] = ()


@dataclass(frozen=True)
class Unseen:
    """A node of the document that no shape looked at."""

    node: Term
    kinds: tuple[Term, ...]
    place: Place


@dataclass(frozen=True)
class ProfileName:
    """The rules that were held against a document, the thresholds that were set, and a digest of both."""

    iri: str
    name: str
    version: str
    titles: Texts
    digest: str
    settings: Mapping[str, str]


@dataclass(frozen=True)
class Document:
    """The bytes that were checked, by their SHA-256 in hex digits."""

    sha256: str
    size: int
    media_type: str


@dataclass(frozen=True)
class Report:
    """All that was found; results in the order of rule, node, path and value."""

    document: Document
    profile: ProfileName
    engine: str
    version: str  # of educluster
    fail_on: Severity
    subjects: tuple[Subject, ...]
    findings: tuple[Finding, ...]
    not_yet: tuple[NotYet, ...]
    unseen: tuple[Unseen, ...]
    notes: tuple[Texts, ...] = ()  # on the shapes: what of them was not, or oddly, checked

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


@dataclass(frozen=True)
class Entry:
    """One document of several: its report, or why there is none (an error's text)."""

    document: str
    report: Report | None
    error: str = ""
