"""Why a query has no answer: plain values, which pass from a worker to a door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, cast

from educluster.store.explaining.words import MEANT, TEXTS
from educluster.workers import Json


@dataclass(frozen=True)
class Reason:
    """One reason: `kind` is for machines; `pattern` as the query has it, on its line; `meant` the nearest.

    `values` are what the text tells beside: the term, what there is in its place, the graphs that have it.
    """

    kind: str
    pattern: str = ""
    line: int | None = None
    meant: tuple[str, ...] = ()
    values: Mapping[str, str] = field(default_factory=dict)

    @property
    def text(self) -> str:
        """Return what is amiss and what to do, in English."""
        return self.told("en")

    def told(self, language: str) -> str:
        """Return what is amiss and what to do, in a language."""
        problem, remedy = TEXTS[self.kind][language]
        if self.meant:
            remedy = MEANT[language]
        meant = ", ".join(self.meant)
        return f"{problem}; {remedy}".format_map({**self.values, "pattern": self.pattern, "meant": meant})


@dataclass(frozen=True)
class Explanation:
    """Whether a query has no answer, and why; not `complete` where time or questions ran out.

    `empty` is None where that was not known in time.
    """

    empty: bool | None
    reasons: tuple[Reason, ...] = ()
    complete: bool = True

    def packed(self) -> Json:
        """Return it as plain values; texts are not among them, which the door writes."""
        told = [
            {"kind": e.kind, "pattern": e.pattern, "line": e.line, "meant": e.meant, "values": dict(e.values)}
            for e in self.reasons
        ]
        return {"empty": self.empty, "complete": self.complete, "reasons": told}

    @classmethod
    def unpacked(cls, said: Json) -> Explanation:
        """Return what `packed` packed."""
        reasons = (
            Reason(**{**each, "meant": tuple(each["meant"])})
            for each in cast(list[dict[str, Any]], said["reasons"])
        )
        return cls(cast(bool | None, said["empty"]), tuple(reasons), bool(said["complete"]))
