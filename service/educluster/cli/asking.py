"""What answers stored questions on this machine: a data folder that is filled, and a worker on it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path

from educluster import store
from educluster.answer import Answering
from educluster.ask import Asking
from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.store import loading


@contextmanager
def asking(settings: Settings, dump: Path | None = None) -> Iterator[tuple[Asking, Answering]]:
    """Give what asks the data folder, which is filled if need be, or a dump of a release; and what answers.

    With a deadline, but as many rows as there are.  Raises BadDocument for a dump that cannot be read,
    Unavailable as `loading.prepare` does.
    """
    if dump is None:
        loading.prepare(settings.data)
        with _on(settings) as found:
            yield found
    else:
        with store.from_dump(dump) as data, _on(replace(settings, data=data)) as found:
            yield found


@contextmanager
def _on(settings: Settings) -> Iterator[tuple[Asking, Answering]]:
    with answering(settings) as (found, tier):
        yield Asking(found, partial(store.release_of, settings.data), tier), found
