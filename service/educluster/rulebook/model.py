"""A rule set and what it is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster.graphs import Path
from educluster.reports import Severity
from educluster.reports.model import Texts


@dataclass(frozen=True)
class Rule:
    """What is said about a constraint, or about each of several that make up a rule.

    `query` is the SPARQL of a rule that looks beyond one description; others have constraints in the shape.
    """

    name: str
    shape: str
    profile: str
    severity: Severity
    softer: Mapping[str, Severity]
    stages: tuple[str, ...]
    titles: Texts
    messages: Texts
    remedies: Texts
    sources: tuple[str, ...]
    path: Path | None = None
    passing: tuple[str, ...] = ()
    failing: tuple[str, ...] = ()
    query: str = ""

    def applies_at(self, stage: str | None) -> bool:
        """Return whether the rule applies; where no valid stage is given, every rule does."""
        return stage is None or not self.stages or stage in self.stages

    def severity_at(self, stage: str | None) -> Severity:
        """Return the severity at a stage; where no valid stage is given, the strictest."""
        return self.softer.get(stage, self.severity) if stage else self.severity


@dataclass(frozen=True)
class Parameter:
    """A threshold that a user may set: which parameter of which shape, and its value as it stands."""

    name: str
    titles: Texts
    rule: str  # the shape's IRI
    sets: str  # SHACL's property
    value: str
    datatype: str
    least: str


@dataclass(frozen=True)
class Scored:
    """What is counted: for everything that has parts under a property, how many of them are so."""

    titles: Texts
    what: Texts
    by: str  # the property


@dataclass(frozen=True)
class Profile:
    """A set of rules that a user chooses: its own, and those of the profiles that it builds on."""

    iri: str
    name: str
    version: str
    titles: Texts
    descriptions: Texts
    owner: str
    licence: str
    issued: str
    sources: tuple[str, ...]
    changes: tuple[Texts, ...]
    builds_on: tuple[str, ...]
    rules: tuple[Rule, ...]
    parameters: tuple[Parameter, ...]
    scores: tuple[Scored, ...]

    @property
    def own(self) -> tuple[Rule, ...]:
        """Return the rules that no profile below has."""
        return tuple(rule for rule in self.rules if rule.profile == self.name)

    def severity(self, shape: str, stage: str | None) -> Severity:
        """Return how severe a shape's rule is here."""
        return next(rule for rule in self.rules if rule.shape == shape).severity_at(stage)
