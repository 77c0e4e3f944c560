"""The job of answering: a query in, the answer in the format that its form and the client allow, out."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from educluster import formats, store
from educluster.config import Settings
from educluster.errors import BadQuery
from educluster.formats import Format
from educluster.store import Form
from educluster.workers import Answer, Bounds, Pool

OFFERED = {
    Form.SELECT: formats.BINDINGS,
    Form.ASK: formats.BOOLEANS,
    Form.CONSTRUCT: formats.GRAPHS,
    Form.DESCRIBE: formats.GRAPHS,
}
Choice = Callable[[Sequence[Format]], Format]  # which of the formats offered is wanted; raises NotAcceptable


@dataclass(frozen=True)
class Dataset:
    """The graphs that a request names beside its query.  Source: SPARQL 1.1 Protocol, section 2.1.4."""

    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()


def pool(settings: Settings, checkpoint: Path, spare: int = 0) -> Pool:
    """Return the workers that evaluate queries on a checkpoint."""
    bounds = Bounds(
        seconds=settings.query_seconds,
        seconds_name="--query-seconds",
        memory_mb=settings.query_mb,
        memory_name="--query-mb",
        result_bytes=settings.result_bytes,
        waiting=settings.waiting,
    )
    arguments = {"checkpoint": checkpoint.as_posix()}
    return Pool("educluster.store:query_worker", arguments, bounds, settings.workers, spare)


def answer(
    workers: Pool, query: bytes, choice: Choice, dataset: Dataset | None = None
) -> tuple[Format, Answer]:
    """Return the format of the answer to a query, and the answer.

    Raises BadQuery, NotAcceptable, and what `Pool.ask` raises.
    """
    told, asked = store.inspect(_decoded(query)), dataset or Dataset()
    written_in = choice(OFFERED[told.form])
    options: dict[str, object] = {
        "media_type": written_in.media_type,
        "graphs": told.graphs,
        "default_graphs": asked.default_graphs,
        "named_graphs": asked.named_graphs,
    }
    return written_in, workers.ask(options, query)


def answer_remotely(endpoint: str, query: bytes, choice: Choice, seconds: float) -> tuple[Format, bytes]:
    """Return the answer of another endpoint, and its format.

    Raises BadParameter, BadQuery, NotAcceptable, Unavailable.
    """
    text = _decoded(query)
    written_in = choice(OFFERED[store.inspect(text).form])
    return written_in, store.ask_remote(endpoint, text, written_in, seconds)


def _decoded(query: bytes) -> str:
    try:
        return query.decode()
    except UnicodeDecodeError as error:
        raise BadQuery("the query is not UTF-8", "save or send it as UTF-8") from error
