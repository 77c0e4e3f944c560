"""Counting what comes of descriptions."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass, field

from educluster.reports import Verdict

UNREADABLE, FAILED = "unreadable", "failed"


@dataclass
class Tally:
    """How many descriptions had each outcome, and how many results there are by rule.

    `named` says that one of them was a description, and not only statements that belong to none.
    """

    outcomes: Counter[str] = field(default_factory=Counter)
    rules: Counter[str] = field(default_factory=Counter)
    named: bool = False

    def add(self, outcome: str, rules: Mapping[str, int]) -> None:
        """Count one description."""
        self.outcomes[outcome] += 1
        self.rules.update(rules)

    @property
    def descriptions(self) -> int:
        """Return how many descriptions there were."""
        return self.outcomes.total()

    @property
    def not_validated(self) -> int:
        """Return how many could not be read, or not be checked."""
        return self.outcomes[UNREADABLE] + self.outcomes[FAILED]

    def summary(self) -> dict[str, object]:
        """Return the counts as they are told at the end."""
        return {
            "descriptions": self.descriptions,
            "conforming": self.outcomes[Verdict.CONFORMS.value],
            "conformingWithWarnings": self.outcomes[Verdict.CONFORMS_WITH_WARNINGS.value],
            "notConforming": self.outcomes[Verdict.DOES_NOT_CONFORM.value],
            "notValidated": self.not_validated,
            "unreadable": self.outcomes[UNREADABLE],
            "failed": self.outcomes[FAILED],
            "results": self.rules.total(),
            "rules": dict(sorted(self.rules.items())),
        }
