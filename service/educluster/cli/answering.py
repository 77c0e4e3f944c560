"""What answers queries on this machine: a worker on a data folder."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial

from educluster.answer import Answering
from educluster.config import Settings, Tier
from educluster.store import reading


@contextmanager
def answering(settings: Settings) -> Iterator[tuple[Answering, Tier]]:
    """Give what answers, and what a query may use: it has a deadline, but as many rows as there are."""
    tier = Tier("command line", settings.query_seconds, rows=0)
    with closing(Answering(settings, partial(reading, settings.data))) as found:
        found.wait_until_ready()
        yield found, tier
