"""Results of one constraint together: what to write, and what the rule rests on, is said once for all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from educluster.reports.model import Finding, Texts


@dataclass(frozen=True)
class Alike:
    """The results of one constraint at one severity, with their numbers in the report."""

    numbered: tuple[tuple[int, Finding], ...]

    @property
    def first(self) -> Finding:
        """Return the result that speaks for all in what they share."""
        return self.numbered[0][1]

    @property
    def findings(self) -> tuple[Finding, ...]:
        """Return the results."""
        return tuple(finding for _, finding in self.numbered)

    @property
    def message(self) -> Texts:
        """Return the message that all have; nothing where each has its own."""
        same = all(finding.messages == self.first.messages for finding in self.findings)
        return self.first.messages if same else {}


def alike(numbered: Iterable[tuple[int, Finding]]) -> Iterator[Alike]:
    """Yield the results of one constraint together, in the order of the report."""
    for _, group in groupby(numbered, key=lambda each: (each[1].rule, each[1].shape, each[1].component)):
        yield Alike(tuple(group))
