"""What a validation found, as Python values.  Pure: no I/O."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any


@dataclass(frozen=True)
class Finding:
    """One result: the rule, how severe it is, what is wrong where, and what to write instead.

    `line` is that of the document that was sent, None where it is not certain; `sources` are the passages,
    or the criteria, that the rule rests on: each with `iri`, `work`, `place` and `finder`.
    """

    rule: str
    severity: str
    message: str
    remedy: str
    focus: str
    path: str | None
    value: str | None
    line: int | None
    sources: tuple[dict[str, str], ...] = ()


@dataclass(frozen=True)
class Report:
    """The report on a document.  `told` is all of it, as `docs/report.schema.json` describes it."""

    verdict: str
    summary: str
    profile: str
    findings: tuple[Finding, ...]
    told: dict[str, Any] = field(repr=False)

    @property
    def conforms(self) -> bool:
        """Return whether the verdict is that it conforms, with warnings or without."""
        return self.verdict != "does-not-conform"

    def __bool__(self) -> bool:
        """Return whether it conforms."""
        return self.conforms


def read(told: dict[str, Any]) -> Report:
    """Return a report that came as JSON."""
    profile = told["profile"]
    return Report(
        verdict=told["verdict"],
        summary=told["summary"],
        profile=f"{profile['name']}@{profile['version']}",
        findings=tuple(_finding(each) for each in told["results"]),
        told=told,
    )


def _finding(told: dict[str, Any]) -> Finding:
    return Finding(
        rule=told["rule"],
        severity=told["severity"],
        message=told["message"],
        remedy=told["remedy"],
        focus=told["focus"],
        path=told["path"],
        value=told["value"],
        line=told["place"]["line"],
        sources=tuple(told["sources"]),
    )
