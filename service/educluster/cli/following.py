"""What follows the releases on this machine: a data folder that is filled, and a worker on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.follow import Following
from educluster.store import loading


@contextmanager
def following(settings: Settings) -> Iterator[Following]:
    """Give what follows the releases of a data folder, which is filled if need be.

    Raises Unavailable as `loading.prepare` does.
    """
    loading.prepare(settings.data)
    with answering(settings) as (found, tier):
        yield Following(found, settings.data, tier)
