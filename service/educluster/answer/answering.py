"""The job of answering: a query in, the answer in the format that its form and the client allow, out."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from functools import lru_cache, partial
from io import BytesIO
from typing import cast

from educluster import errors, formats, store
from educluster.answer.asked import OFFERED, Answered, Asked, Choice, decoded
from educluster.answer.cache import MOST_BYTES, Cache, Kept, Key, is_among
from educluster.answer.explaining import Explained, explained
from educluster.answer.links import linked
from educluster.config import Settings
from educluster.formats import Format
from educluster.store import Form, Loaded
from educluster.workers import Answer, Bounds, Pool

_KNOWN = 256  # queries whose tokens need not be read again
_SHORT = 32 * 1024  # bytes of one that is read in this process
_NO_END = float("inf")
_SOON = 0.01  # seconds, where none is left
_REACHING = 2  # queries at once that may ask other endpoints


class Answering:
    """Answers queries by workers, on the checkpoint that `reading` gives; keeps answers.

    With `spare`, so many more workers are kept warm, and short queries go past long ones.
    """

    def __init__(
        self, settings: Settings, reading: Callable[[], AbstractContextManager[Loaded]], spare: int = 0
    ) -> None:
        self._settings, self._reading = settings, reading
        self._queries = _pool(settings, settings.workers, spare)
        self._reaching = _pool(settings, _REACHING, network=True) if settings.allow_service else None
        self._cache = Cache(settings.cache_mb * 1024 * 1024)
        self._remembered = lru_cache(_KNOWN)(self._inspect)
        self._listed: tuple[str, list[str]] = ("", [])

    def answer(self, asked: Asked, choice: Choice, seen: str = "") -> Answered:
        """Return the answer to a query; `seen` is what a client sent as If-None-Match.

        Raises BadQuery, NotAcceptable, and what `Pool.ask` raises at its limits.
        """
        begun = time.monotonic()
        told = self._told(asked)
        written_in = choice(OFFERED[told.form])
        options = _options(asked, told, written_in)
        with self._of(asked) as loaded:
            key = _key(asked, loaded, written_in)
            etag = "" if told.changing else key.etag()
            if etag and (known := self._known(key, etag, written_in, seen)):
                return known
            pool = self._reaching if told.services and self._reaching else self._queries
            answer = self._ask(pool, {**options, **_at(loaded, asked)}, asked, begun)
        return self._new(key, etag, written_in, answer, bool(asked.page))

    def explain(self, asked: Asked, is_empty: bool = False) -> Explained:
        """Return why a query has no answer; `is_empty` says that it is known to have none.

        Raises as `answer` does.
        """
        begun = time.monotonic()
        options = _options(asked, self._told(asked), formats.RESULTS_JSON)
        with self._of(asked) as loaded:
            options.update(_at(loaded, asked))
            ask = partial(self._ask, self._queries, asked=asked, begun=begun)
            return explained(ask, asked, options, loaded.version, is_empty)

    def _of(self, asked: Asked) -> AbstractContextManager[Loaded]:
        """Return the version that is asked: the live one, or a release, which nobody writes to."""
        return nullcontext(asked.checkpoint) if asked.checkpoint else self._reading()

    def form(self, asked: Asked) -> Form:
        """Return the form of a query; raises as `answer` does for one that cannot be read."""
        return self._told(asked).form

    def dump(self, graph: str | None, choice: Choice, seen: str = "", client: str = "") -> Answered:
        """Return a graph, None being the unnamed one, alone.

        Raises NotFound, NotAcceptable, and what `Pool.ask` raises at its limits.
        """
        written_in = choice(formats.GRAPHS)
        options: dict[str, object] = {"job": "graph", "media_type": written_in.media_type}
        with self._reading() as loaded:
            key = Key(loaded.version, (graph or "").encode(), ("graph",), written_in.media_type)
            etag = key.etag()
            if known := self._known(key, etag, written_in, seen):
                return known
            answer = self._queries.ask({**options, **_at(loaded)}, key.subject, client=client)
        return self._new(key, etag, written_in, answer)

    def exists(self, graph: str | None) -> bool:
        """Return whether a graph is there; the unnamed one, None, always is."""
        with self._reading() as loaded:
            answer = self._queries.ask({"job": "exists", **_at(loaded)}, (graph or "").encode())
        return bool(answer.said["exists"])

    def graphs(self) -> list[str]:
        """Return the IRIs of the named graphs, sorted."""
        with self._reading() as loaded:
            version, listed = self._listed
            if version != loaded.version:
                listed = self._queries.ask({"job": "graphs", **_at(loaded)}).whole().decode().split()
                self._listed = (loaded.version, listed)
        return list(listed)

    @property
    def current(self) -> Loaded:
        """Return the version of the live store that the next query sees."""
        with self._reading() as loaded:
            return loaded

    def count(self) -> int:
        """Return how many triples there are."""
        with self._reading() as loaded:
            return loaded.triples

    def wait_until_ready(self) -> None:
        """Return when a query can be answered; raises Unavailable when that cannot be."""
        self._queries.wait_until_ready()

    @property
    def ready(self) -> int:
        """Return how many workers could be asked now."""
        return self._queries.ready

    @property
    def lost(self) -> bool:
        """Return whether there is no worker, and none could be started."""
        return self._queries.lost

    @property
    def waiting(self) -> int:
        """Return how many queries wait for their turn."""
        return self._queries.waiting

    @property
    def cache_bytes(self) -> int:
        """Return how much memory the answers that are kept take."""
        return self._cache.size

    @property
    def reaching(self) -> Pool | None:
        """Return the workers that may ask other endpoints, where the operator allows some."""
        return self._reaching

    def close(self) -> None:
        """End the workers."""
        self._queries.close()
        if self._reaching:
            self._reaching.close()

    def _told(self, asked: Asked) -> store.Query:
        """Return what a query asks for; a long one is read by a worker, not in this process."""
        if len(asked.query) <= _SHORT:
            return self._remembered(asked.query)
        decoded(asked.query)
        options: dict[str, object] = {"job": "inspect", "allowed": self._settings.allow_service}
        return store.told_by(self._ask(self._queries, options, asked, time.monotonic()).said)

    def _inspect(self, query: bytes) -> store.Query:
        text = decoded(query)
        return store.glance(text) or store.inspect(text, self._settings.allow_service)

    def _known(self, key: Key, etag: str, written_in: Format, seen: str) -> Answered | None:
        """Return an answer that is kept, or that the client has."""
        if is_among(etag, seen):
            return Answered(written_in, BytesIO(), 0, key.version, etag, fresh=True)
        kept = self._cache.get(key)
        if kept is None:
            return None
        data, size = BytesIO(kept.data), len(kept.data)
        return Answered(
            written_in, data, size, key.version, etag, kept.rows, kept.cut, cached=True, more=kept.more
        )

    def _new(self, key: Key, etag: str, written_in: Format, answer: Answer, paged: bool = False) -> Answered:
        """Return an answer, and keep it where it has an ETag: one that has none may differ next time."""
        version = str(answer.said.get("version", key.version))
        etag = etag if version == key.version else ""  # that checkpoint could not be opened
        rows, cut = cast(int | None, answer.said.get("rows")), str(answer.said.get("cut", ""))
        cut, more = ("", bool(cut)) if paged else (cut, False)
        if cut:
            answer = linked(answer, written_in)
        if etag and answer.size <= MOST_BYTES and isinstance(answer.data, BytesIO):
            self._cache.put(key, Kept(answer.data.getvalue(), rows, cut, more))
        return Answered(written_in, answer.data, answer.size, version, etag, rows, cut, more=more)

    def _ask(self, pool: Pool, options: dict[str, object], asked: Asked, begun: float) -> Answer:
        """Return the worker's answer; a deadline is told by the name of what a client can change."""
        longest, wish = asked.tier.seconds or _NO_END, asked.seconds or _NO_END
        seconds = min(longest, wish)
        left = max(seconds - (time.monotonic() - begun), _SOON) if seconds < _NO_END else 0
        try:
            return pool.ask(options, asked.query, left, asked.client)
        except errors.BadQuery:
            store.inspect(
                decoded(asked.query), self._settings.allow_service
            )  # which says more of some mistakes
            raise
        except errors.Deadline as error:
            value = f"{seconds:g} seconds"
            if wish < longest:
                remedy = f"ask for less, or give it longer: timeout={longest:g} at most"
                raise errors.Deadline("timeout", value, remedy) from error
            name = "--token-seconds" if asked.tier.name == "token" else "--query-seconds"
            raise errors.Deadline(name, value, self._remedy(longest)) from error

    def _remedy(self, seconds: float) -> str:
        most = self._settings.token_seconds or _NO_END
        more = f"; with a token it may take {most:g} seconds" if most > seconds else ""
        return f"ask for less, or for it in parts{more}"


def bounds(settings: Settings) -> Bounds:
    """Return what a query may use, and whatever else is bounded as one."""
    return Bounds(
        seconds=settings.query_seconds,
        seconds_name="--query-seconds",
        memory_mb=settings.query_mb,
        memory_name="--query-mb",
        result_bytes=settings.result_bytes,
        waiting=settings.waiting,
    )


def _pool(settings: Settings, size: int, spare: int = 0, *, network: bool = False) -> Pool:
    arguments = {"data": settings.data.as_posix()}
    express = 1 if spare else 0
    return Pool(
        "educluster.store:query_worker",
        arguments,
        bounds(settings),
        size,
        spare,
        express=express,
        network=network,
    )


def _at(loaded: Loaded, asked: Asked | None = None) -> dict[str, object]:
    """Return which store is asked: a release is one apart from the live one."""
    apart = {"apart": True} if asked and asked.checkpoint else {}
    return {"checkpoint": loaded.checkpoint.as_posix(), **apart}


def _key(asked: Asked, loaded: Loaded, written_in: Format) -> Key:
    graphs, tier = asked.dataset, asked.tier
    beside: tuple[object, ...] = (graphs.default_graphs, graphs.named_graphs, tier.name, tier.rows)
    if asked.bindings or asked.page:
        beside = (*beside, asked.bindings, asked.page)
    return Key(loaded.version, asked.query, beside, written_in.media_type, asked.checkpoint is not None)


def _options(asked: Asked, told: store.Query, written_in: Format) -> dict[str, object]:
    """Return what a worker is told beside the query: no more than it needs."""
    options: dict[str, object] = {"media_type": written_in.media_type, "rows": asked.most}
    if asked.bindings:
        options["bindings"] = dict(asked.bindings)
    if told.star is not None:
        options["star"] = [told.star, *told.variables]
    if told.services:
        options["reaches"] = True
    named = {
        "graphs": told.graphs,
        "default_graphs": asked.dataset.default_graphs,
        "named_graphs": asked.dataset.named_graphs,
    }
    return options | {key: graphs for key, graphs in named.items() if graphs}
