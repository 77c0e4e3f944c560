"""What is kept so that it is not made again: what is known of the versions asked for last, and tables."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from educluster.answer import Answering
from educluster.ask.versions import LIVE, Facts
from educluster.config import Tier
from educluster.store import Loaded

T = TypeVar("T")
_KEPT = 2  # versions: the current release, and another


class Kept(Generic[T]):
    """Values by what they were made for, those asked for last; safe to use from several threads.

    At most so many are kept, none larger than `largest`, all together no larger than `whole`.
    """

    def __init__(
        self, most: int = 100, largest: int = 2 * 1024 * 1024, whole: int = 16 * 1024 * 1024
    ) -> None:
        self._most, self._largest, self._whole = most, largest, whole
        self._kept: OrderedDict[str, tuple[T, int]] = OrderedDict()
        self._size = 0
        self._lock = threading.Lock()
        self._making: dict[str, threading.Lock] = {}

    def get(self, key: str, make: Callable[[], T], size: int = 0) -> T:
        """Return a value, made anew where it is not kept; with the key "", or too large, it is not kept.

        Those who ask for what is being made wait for it.
        """
        if not key or size > self._largest:
            return make()
        with self._lock:
            making = self._making.setdefault(key, threading.Lock())
        with making:
            try:
                if (found := self._found(key)) is None:
                    found = make(), size
                    self._keep(key, *found)
                return found[0]
            finally:
                with self._lock:
                    self._making.pop(key, None)

    def _found(self, key: str) -> tuple[T, int] | None:
        with self._lock:
            if key in self._kept:
                self._kept.move_to_end(key)
            return self._kept.get(key)

    def _keep(self, key: str, made: T, size: int) -> None:
        with self._lock:
            self._size += size - self._kept.pop(key, (made, 0))[1]
            self._kept[key] = made, size
            while len(self._kept) > self._most or self._size > self._whole:
                self._size -= self._kept.popitem(last=False)[1][1]


class Versions:
    """What is known of versions of the data: of the current release always, of another while it is asked."""

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded], tier: Tier) -> None:
        self._answering, self._release_of, self._tier = answering, release_of, tier
        self._lock = threading.Lock()
        self._current: Loaded | None = None
        self._known: OrderedDict[str, Facts] = OrderedDict()

    def facts(self, version: str) -> tuple[Facts, Loaded | None]:
        """Return what is known of a version, and the release that it is; None for the live store."""
        release = None if version == LIVE else self._release(version)
        loaded = release or self._answering.current
        key = _known_as(loaded, release is None)
        with self._lock:
            if key not in self._known:
                self._known[key] = Facts(self._answering, self._tier, loaded, release is None)
            self._known.move_to_end(key)
            facts = self._known[key]
            others = [each for each in self._known if each not in {key, self._current_key}]
            for each in others[: max(len(self._known) - _KEPT, 0)]:
                del self._known[each]
            return facts, release

    @property
    def _current_key(self) -> str:
        return _known_as(self._current, False) if self._current else ""

    def _release(self, version: str) -> Loaded:
        """Return a release; the current one, which is that of the packaged data, is looked up once."""
        if version and not (self._current and version == self._current.release):
            return self._release_of(version)
        if self._current is None:
            self._current = self._release_of(self._answering.current.release)
        return self._current


def _known_as(loaded: Loaded, live: bool) -> str:
    return f"{LIVE} {loaded.version}" if live else f"release {loaded.version}"
