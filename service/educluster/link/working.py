"""Matching in a process of its own: ten thousand names would keep the web process from answering others."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import msgspec

from educluster.answer import bounds
from educluster.config import Settings
from educluster.errors import Unavailable
from educluster.link.entries import Lexicon
from educluster.link.linked import Offer
from educluster.link.linking import Match, Wish, matching
from educluster.matching import Entry, FalseFriend, Index
from educluster.workers import Failed, Json, Pool, Write

_Known = tuple[tuple[Entry, ...], tuple[FalseFriend, ...]]


class _Asked(msgspec.Struct):
    """Texts to be matched; `known` is what they are matched with, packed, and read once for each release."""

    release: str
    known: msgspec.Raw
    texts: list[str]
    wish: Wish
    spoken: str


def link_worker() -> Callable[[Json, bytes, Write], Json]:
    """Return the handler of matching: the body is what is asked, packed; so is what it writes."""
    kept: dict[str, Index] = {}

    def handle(_: Json, body: bytes, write: Write) -> Json:
        asked = msgspec.msgpack.decode(body, type=_Asked)
        if asked.release not in kept:
            kept.clear()
            kept[asked.release] = Index(*msgspec.msgpack.decode(asked.known, type=_Known))
        found = matching(kept[asked.release], asked.wish, asked.spoken)(asked.texts)
        write(msgspec.msgpack.encode(found))
        return {}

    return handle


class Matching:
    """Matches by workers, which are started now; keeps what it sends them of the last release."""

    def __init__(self, settings: Settings) -> None:
        self._workers = Pool("educluster.link.working:link_worker", {}, bounds(settings))
        self._packed = "", b""

    def match(self, lexicon: Lexicon, wish: Wish, spoken: str, client: str = "") -> Match:
        """Return what matches texts; it raises what `Pool.ask` raises at its limits."""

        def match(texts: Sequence[str]) -> list[tuple[Offer, ...]]:
            asked = _Asked(lexicon.release, msgspec.Raw(self._known(lexicon)), list(texts), wish, spoken)
            try:
                answer = self._workers.ask({}, msgspec.msgpack.encode(asked), client=client)
            except Failed as error:
                raise Unavailable("the matcher failed on this table", "its log says why") from error
            return msgspec.msgpack.decode(answer.whole(), type=list[tuple[Offer, ...]])

        return match

    def close(self) -> None:
        """End the workers."""
        self._workers.close()

    def _known(self, lexicon: Lexicon) -> bytes:
        release, packed = self._packed
        if release != lexicon.release:
            index = lexicon.index
            packed = msgspec.msgpack.encode((tuple(index.entries.values()), index.false_friends))
            self._packed = lexicon.release, packed
        return packed
