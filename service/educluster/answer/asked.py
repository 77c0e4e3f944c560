"""What is asked and what is answered: plain values."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import IO

from educluster import formats
from educluster.config import Tier
from educluster.errors import BadQuery
from educluster.formats import Format
from educluster.store import Form, Loaded

OFFERED = {
    Form.SELECT: formats.BINDINGS,
    Form.ASK: formats.BOOLEANS,
    Form.CONSTRUCT: formats.GRAPHS,
    Form.DESCRIBE: formats.GRAPHS,
}
Bound = tuple[str, str, str, str]
Choice = Callable[[Sequence[Format]], Format]  # which of the formats offered is wanted; raises NotAcceptable


def as_json(offered: Sequence[Format]) -> Format:
    """Choose SPARQL's JSON, whatever else is offered: what this program itself reads."""
    return formats.RESULTS_JSON


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request names beside its query.  Source: SPARQL 1.1 Protocol, section 2.1.4."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


@dataclass(frozen=True)
class Asked:
    """A query in UTF-8, and what it may use: of its tier, and of time what the request itself allows.

    Clients take turns, where there are any; "" is nobody.  `bindings` are the values of variables: kind
    ("iri" or "literal"), value, language, datatype.  `checkpoint` is a release that is asked in the place of
    the live store.  `page`: of more rows than these it is told that there are more, not that they were cut.
    """

    query: bytes
    dataset: Dataset
    tier: Tier
    seconds: float | None = None
    client: str = ""
    bindings: tuple[tuple[str, Bound], ...] = ()
    checkpoint: Loaded | None = None
    page: int = 0

    @property
    def most(self) -> int:
        """Return how many rows there may be; 0 is any number."""
        return min((each for each in (self.tier.rows, self.page) if each), default=0)


@dataclass(frozen=True)
class Answered:
    """A whole answer, open at its beginning, and what is told about it.

    `etag` is "" where the next answer may differ; with `fresh`, the client has this answer, and it is not
    given.  `rows` counts solutions or triples; `cut` names the bound at which it was cut off, or is "";
    `more` says that there are rows behind this page.
    """

    format: Format
    data: IO[bytes]
    size: int
    version: str
    etag: str = ""
    rows: int | None = None
    cut: str = ""
    cached: bool = False
    fresh: bool = False
    more: bool = False

    def whole(self) -> bytes:
        """Return all the bytes, and close what held them."""
        with self.data:
            return self.data.read()


def decoded(query: bytes) -> str:
    """Return the text of a query; raises BadQuery where it is not UTF-8."""
    try:
        return query.decode()
    except UnicodeDecodeError as error:
        raise BadQuery("the query is not UTF-8", "save or send it as UTF-8") from error
