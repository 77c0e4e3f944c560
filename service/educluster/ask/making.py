"""The handler that makes the large faces of an answer in a process of its own."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import msgspec

from educluster import tables
from educluster.answer import bounds
from educluster.config import Settings
from educluster.tables import About, Table
from educluster.workers import Json, Pool, Write

_FACES: Mapping[str, Callable[[Table, About], bytes]] = {
    "csv": lambda table, _: tables.csv(table),
    **tables.FACES,
}


def making_worker() -> Callable[[Json, bytes, Write], Json]:
    """Return the handler of tables: the body is what `packed` packs, the option `face` is what to make."""

    def make(options: Json, body: bytes, write: Write) -> Json:
        table, about = msgspec.msgpack.decode(body, type=tuple[Table, About])
        write(_FACES[str(options["face"])](table, about))
        return {}

    return make


def packed(table: Table, about: About) -> bytes:
    """Return a table and what is told of it as a worker reads them."""
    return msgspec.msgpack.encode((table, about))


def pool(settings: Settings) -> Pool:
    """Return the workers that make faces, within the bounds of a query."""
    return Pool("educluster.ask.making:making_worker", {}, bounds(settings))
