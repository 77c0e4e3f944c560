"""Why a query has no answer, found out by a worker that can be killed, as the query itself was answered."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from educluster.answer.asked import Asked
from educluster.store import Explanation
from educluster.store.explaining import SECONDS
from educluster.workers import Answer

_SHARE = 0.8  # of the time that a query has: the rest is for what is around it


@dataclass(frozen=True)
class Explained:
    """Why a query has no answer, and in which version of the data."""

    explanation: Explanation
    version: str


def explained(
    ask: Callable[[dict[str, object]], Answer],
    asked: Asked,
    options: Mapping[str, object],
    version: str,
    is_empty: bool,
) -> Explained:
    """Return why a query has no answer; `options` are those with which it is answered.

    Raises what `ask` raises.
    """
    given = min((each for each in (asked.seconds, asked.tier.seconds) if each), default=SECONDS / _SHARE)
    more = {"job": "explain", "seconds": min(SECONDS, _SHARE * given), "is_empty": is_empty}
    said = ask({**options, **more}).said
    return Explained(Explanation.unpacked(said), str(said.get("version", version)))
