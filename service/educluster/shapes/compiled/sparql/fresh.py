"""Functions that give another value in another query, or at each call.  Source: SPARQL 1.1, section 17.4."""

from __future__ import annotations

import uuid
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime
from itertools import count
from random import SystemRandom

from educluster.graphs import iri, token
from educluster.names import XSD

_NOW: ContextVar[str] = ContextVar("now")
_NUMBERS, _RANDOM = count(1), SystemRandom()


@contextmanager
def at_one_time() -> Iterator[None]:
    """Let NOW be the same for one query, whenever it is asked."""
    before = _NOW.set(token(datetime.now(UTC).isoformat().replace("+00:00", "Z"), XSD + "dateTime"))
    try:
        yield
    finally:
        _NOW.reset(before)


def _bnode() -> str:
    """BNODE without a label: one that no document has."""
    return f"_:educluster.fresh.{next(_NUMBERS)}"


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    "NOW": _NOW.get,
    "RAND": lambda: token(f"{_RANDOM.random():E}", XSD + "double"),
    "UUID": lambda: iri(f"urn:uuid:{uuid.uuid4()}"),
    "STRUUID": lambda: token(str(uuid.uuid4())),
    "BNODE": _bnode,
}
