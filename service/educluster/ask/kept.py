"""What is kept so that it is not made again: what is known of the versions asked for last, and tables."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import Generic, TypeVar

from educluster.answer import Answering, Few, Held
from educluster.ask.versions import LIVE, Facts
from educluster.config import Tier
from educluster.store import Loaded

T = TypeVar("T")


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
        self._answering, self._tier = answering, tier
        self._held, self._known = Held(answering, release_of), Few[Facts]()

    def facts(self, version: str) -> tuple[Facts, Loaded | None]:
        """Return what is known of a version, and the release that it is; None for the live store."""
        release = None if version == LIVE else self._held.release(version)
        loaded = release or self._answering.current
        key = loaded.version if release else f"{LIVE} {loaded.version}"

        def make() -> Facts:
            return Facts(self._answering, self._tier, loaded, release is None)

        return self._known.get(key, self._held.current, make), release
