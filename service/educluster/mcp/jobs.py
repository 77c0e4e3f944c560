"""The jobs that the tools call, on what is on this machine."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from educluster.answer import Answering
from educluster.ask import Asking
from educluster.config import Tier
from educluster.describe import Describing
from educluster.link import Lexicons
from educluster.store import Loaded
from educluster.workers import Pool


@dataclass(frozen=True)
class Jobs:
    """What answers questions, describes concepts, finds them by name, and validates."""

    asking: Asking
    describing: Describing
    lexicons: Lexicons
    validators: Pool

    @classmethod
    def over(
        cls,
        asking: Asking,
        answering: Answering,
        release_of: Callable[[str], Loaded],
        tier: Tier,
        validators: Pool,
    ) -> Jobs:
        """Return the jobs over what answers queries; `release_of` gives a release, or raises NotFound."""
        known = (answering, release_of, tier)
        return cls(asking, Describing(*known), Lexicons(*known), validators)
