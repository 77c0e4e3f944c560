"""Answers that are kept: those asked for last, bounded in bytes, told apart by all that they depend on."""

from __future__ import annotations

import hashlib
import re
import threading
from collections import OrderedDict
from dataclasses import dataclass

MOST_BYTES = 1024 * 1024  # of one answer

_BESIDE_BYTES = 600  # what an entry takes beside its answer and its query
_TAG = re.compile(r'"([^"]*)"')


@dataclass(frozen=True)
class Key:
    """All that an answer depends on; `subject` is a query, or what else was asked.

    `lasting`: the version is a release, which no commit of the live store outdates.
    """

    version: str
    subject: bytes
    beside: tuple[object, ...]  # of plain values: dataset, format, tier
    media_type: str
    lasting: bool = False

    def etag(self) -> str:
        """Return the value of the header ETag; weak, since blank nodes may be named anew each time."""
        told = repr((self.version, self.subject, self.beside, self.media_type, self.lasting))
        return f'W/"{hashlib.blake2b(told.encode(), digest_size=16).hexdigest()}"'


@dataclass(frozen=True)
class Kept:
    """An answer, how many rows it has, how it was cut off, and whether further pages follow it."""

    data: bytes
    rows: int | None
    cut: str
    more: bool = False


def is_among(etag: str, seen: str) -> bool:
    """Return whether an ETag is among those of a header If-None-Match; the weak comparison.

    Source: RFC 9110, sections 8.8.3.2 and 13.1.2.
    """
    return bool(seen) and etag.removeprefix("W/").strip('"') in _TAG.findall(seen)


class Cache:
    """The answers asked for last; safe to use from several threads."""

    def __init__(self, most_bytes: int) -> None:
        self._most = most_bytes
        self._kept: OrderedDict[Key, Kept] = OrderedDict()
        self._lock = threading.Lock()
        self._version = ""
        self.size = 0

    def get(self, key: Key) -> Kept | None:
        """Return an answer if it is kept."""
        with self._lock:
            kept = self._kept.get(key)
            if kept:
                self._kept.move_to_end(key)
            return kept

    def put(self, key: Key, kept: Kept) -> None:
        """Keep an answer, and forget those that were not asked for longest; all of a live version before."""
        with self._lock:
            if not key.lasting and key.version != self._version:
                self._forget_live()
                self._version = key.version
            if key in self._kept or len(kept.data) > MOST_BYTES or _size(key, kept) > self._most:
                return
            self._kept[key] = kept
            self.size += _size(key, kept)
            while self.size > self._most:
                self.size -= _size(*self._kept.popitem(last=False))

    def _forget_live(self) -> None:
        for key in [each for each in self._kept if not each.lasting]:
            self.size -= _size(key, self._kept.pop(key))


def _size(key: Key, kept: Kept) -> int:
    return len(kept.data) + len(key.subject) + len(repr(key.beside)) + _BESIDE_BYTES
