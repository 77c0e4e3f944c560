"""What the tools answer: values that become JSON, and whose types become the schemas of the answers."""

from __future__ import annotations

from dataclasses import dataclass

Shown = str | int | float | None


@dataclass(frozen=True)
class Found:
    """A concept that may be meant: by which of its names, how sure that is (0 to 100), what it is."""

    iri: str
    name: str
    types: list[str]
    definition: str
    matched: str
    score: float
    warning: str


@dataclass(frozen=True)
class Search:
    """What was found, the likeliest first, in which release."""

    found: list[Found]
    release: str


@dataclass(frozen=True)
class Word:
    """A word for a concept, where it comes from (attested, chosen, translated), and the work, if any."""

    word: str
    language: str
    attestation: str
    work: str


@dataclass(frozen=True)
class Place:
    """Where in a work something stands, as far as it is known, and some words to find it by."""

    work: str
    section: str
    ordinal: str
    page: str
    finder: str


@dataclass(frozen=True)
class Said:
    """A claim about a concept: who says what, in which stance, on which passages.

    `reader` is who has read the work for it, `review` what came of a check.
    """

    claim: str
    relation: str
    object: str
    stance: str
    work: str
    people: list[str]
    reader: str
    review: str
    places: list[Place]


@dataclass(frozen=True)
class Concept:
    """A concept: its names by language, its types, what it is, its words, and the claims about it.

    `claims_in_all` is their number; `claims` are the first of them.
    """

    iri: str
    names: dict[str, str]
    types: list[str]
    definition: str
    words: list[Word]
    claims: list[Said]
    claims_in_all: int
    release: str


@dataclass(frozen=True)
class Parameter:
    """A parameter of a question: its type, whether a value is needed, and one that may be given."""

    name: str
    type: str
    required: bool
    example: str
    help: str


@dataclass(frozen=True)
class Question:
    """A stored question."""

    name: str
    title: str
    description: str
    parameters: list[Parameter]


@dataclass(frozen=True)
class Questions:
    """The first of the questions that were found, their number, and the themes by which to look further."""

    questions: list[Question]
    in_all: int
    themes: list[str]


@dataclass(frozen=True)
class Answer:
    """The answer to a question: rows, whether there are more, and where it comes from.

    A column that holds things is followed by another, ending in `_iri`.  `made` says how the answer was made
    and what it cannot show.
    """

    title: str
    rows: list[dict[str, Shown]]
    answer: bool | None
    more: bool
    made: list[str]
    citation: str
    address: str
    release: str


@dataclass(frozen=True)
class Source:
    """What a rule rests on: a claim or an address, the work, the place in it, some words to find it by."""

    iri: str
    work: str
    place: str
    finder: str


@dataclass(frozen=True)
class Finding:
    """One result of a validation: the rule, how severe, what is wrong on which line, what to write."""

    rule: str
    severity: str
    message: str
    remedy: str
    focus: str
    line: int | None


@dataclass(frozen=True)
class Report:
    """The verdict on a description, its first findings, and how many there are of each severity."""

    verdict: str
    summary: str
    notice: str
    profile: str
    counts: dict[str, int]
    findings: list[Finding]


@dataclass(frozen=True)
class Constraint:
    """One of the constraints of a rule: what it asks, what to do, how severe it is, and what it rests on.

    `softer` has the severities at stages of a cluster's life at which it is another; `stages` are those at
    which alone the rule applies, all where none is named.
    """

    profile: str
    title: str
    message: str
    remedy: str
    severity: str
    softer: dict[str, str]
    stages: list[str]
    path: str
    sources: list[Source]


@dataclass(frozen=True)
class Rule:
    """A rule by its name."""

    rule: str
    constraints: list[Constraint]
