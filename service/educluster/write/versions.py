"""The versions of a running service: which is current, which are read, which are removed."""

from __future__ import annotations

import threading
import time
from collections import Counter
from pathlib import Path

from educluster import store
from educluster.store import Loaded
from educluster.workers import Json

_KEPT = 4  # checkpoints besides the newest and those that are read: other processes may be opening one


class Versions:
    """The versions there are: which is current, which are read, which can be removed."""

    def __init__(self, data: Path, loaded: Loaded) -> None:
        self._data, self.current = data, loaded
        self._lock, self._sweeping = threading.Lock(), threading.Lock()
        self._readers: Counter[str] = Counter()
        self._superseded: list[str] = []
        self._is_ours = False
        self._since = time.monotonic()

    def switch(self, told: Json) -> None:
        """Let the next query see the version that the worker tells."""
        version = str(told["version"])
        checkpoint = self._data / "checkpoints" / version / "store"
        triples, counted = told["triples"], told["counted"] is True
        following = Loaded(str(told["release"]), version, checkpoint, int(str(triples)), counted)
        with self._lock:
            if version != self.current.version:
                self._since = time.monotonic()
            self._supersede(following)
            self.current = following

    def _supersede(self, following: Loaded) -> None:
        """Note which versions are old by the next one.

        What its worker tells for the first time tells also that nobody else writes here: what those who wrote
        before left can go.  Between two versions a change of several steps has made others.
        """
        if not self._is_ours or following.number > self.current.number + 1:
            self._is_ours = True
            self._superseded = store.versions(self._data, following.number)
        elif following.version != self.current.version:
            self._superseded.append(self.current.version)

    def uncounted_for(self, seconds: float) -> bool:
        """Return whether the current version has stood so long without its triples counted."""
        return not self.current.counted and time.monotonic() - self._since > seconds

    def read(self) -> Loaded:
        """Return the current version, and note that it is read."""
        with self._lock:
            self._readers[self.current.version] += 1
            return self.current

    def leave(self, version: str) -> None:
        """Note that a version is read by one less."""
        with self._lock:
            self._readers[version] -= 1
            if not self._readers[version]:
                del self._readers[version]

    def catch_up(self, backlog: int) -> None:
        """Remove the checkpoints that nobody needs, if there are more of them than `backlog`."""
        with self._sweeping:
            with self._lock:
                if len(self._superseded) <= max(backlog, _KEPT):
                    return
                going = {version for version in self._superseded[:-_KEPT] if version not in self._readers}
            if going:
                store.sweep(self._data, lambda version: version not in going)
                self._forget(going)

    def _forget(self, going: set[str]) -> None:
        """Note which of some versions went; another process, such as a backup, may read one."""
        with self._lock:
            stay = going.intersection(store.versions(self._data, self.current.number))
            self._superseded = [each for each in self._superseded if each not in going or each in stay]


class Reading:
    """A version that is read; a context manager without the cost of a generator."""

    __slots__ = ("_loaded", "_versions")

    def __init__(self, versions: Versions) -> None:
        self._versions = versions

    def __enter__(self) -> Loaded:
        self._loaded = self._versions.read()
        return self._loaded

    def __exit__(self, *_: object) -> None:
        self._versions.leave(self._loaded.version)
