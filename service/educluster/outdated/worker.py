"""The handler that reads documents in a process of its own: what others wrote may end the parser's."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

import msgspec

from educluster.answer import bounds
from educluster.config import Settings
from educluster.outdated.model import Use
from educluster.outdated.reading import uses
from educluster.workers import Json, Pool, Write


def uses_worker() -> Callable[[Json, bytes, Write], Json]:
    """Return the handler of documents; the answer is what `unpacked` reads.

    The options are their `media_type`, and the names that are `settled`.
    """

    def handle(options: Json, body: bytes, write: Write) -> Json:
        settled = frozenset(cast(list[str], options["settled"]))
        write(msgspec.json.encode(uses(body, str(options["media_type"]), settled)))
        return {}

    return handle


def unpacked(answer: bytes) -> list[Use]:
    """Return what a worker answered."""
    return msgspec.json.decode(answer, type=list[Use])


def pool(settings: Settings) -> Pool:
    """Return the workers that read documents, within the bounds of a query."""
    return Pool("educluster.outdated.worker:uses_worker", {}, bounds(settings))
