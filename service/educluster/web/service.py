"""What the requests share: settings, the release that is served, workers, who may do what, and the meters."""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from functools import partial
from typing import Protocol

from flask import current_app

from educluster import __version__, platform, store, validate
from educluster.access import Access
from educluster.answer import Answering
from educluster.ask import Asking, making
from educluster.config import Settings
from educluster.describe import Describing
from educluster.errors import EduclusterError
from educluster.follow import Following
from educluster.link import Lexicons
from educluster.link.values import Valued
from educluster.link.working import Matching
from educluster.outdated import Checking
from educluster.release import Downloads
from educluster.store import Loaded
from educluster.web.log import Log
from educluster.web.metrics import Meters
from educluster.workers import Failed, Pool
from educluster.write import Writer

_NEAR = 0.8  # of a bound; writes are warned from there on, too
_FREE_BYTES = 1 << 30  # less of it on the disk is told
_AFTERWARDS = 5.0  # seconds: what takes a while to read must not keep the first answers waiting


class _Queue(Protocol):
    @property
    def waiting(self) -> int: ...


class _Workers(Protocol):
    @property
    def ready(self) -> int | bool: ...

    @property
    def lost(self) -> bool: ...


@dataclass(frozen=True)
class Near:
    """A bound that is nearly reached: its name as the setting is called, what there is, what there may be."""

    limit: str
    value: int
    bound: int


@dataclass(frozen=True)
class Service:
    """One running service."""

    settings: Settings
    writer: Writer
    answering: Answering
    asking: Asking
    lexicons: Lexicons
    valued: Valued
    following: Following
    describing: Describing
    downloads: Downloads
    outdated: Checking
    validators: Pool
    access: Access
    meters: Meters
    log: Log
    _making: list[Pool] = field(default_factory=list)
    _linking: list[Matching] = field(default_factory=list)
    _starting: threading.Lock = field(default_factory=threading.Lock)
    _closing: threading.Event = field(default_factory=threading.Event)
    _seen: set[str] = field(default_factory=set)

    @classmethod
    def start(cls, settings: Settings, loaded: Loaded) -> Service:
        """Return a service with a query worker; the others are being started, with one of each kind to spare.

        The first has the processor for itself: on a single core the others would keep it from answering.
        """
        answering = Answering(settings, lambda: writer.reading(), spare=1)
        with suppress(EduclusterError):  # it is told by `lost`, and tried again
            answering.wait_until_ready()
        writer = Writer(settings, loaded)
        release_of, tier = partial(store.release_of, settings.data), settings.tier(False)
        started = cls(
            settings,
            writer,
            answering,
            Asking(answering, release_of, tier),
            Lexicons(answering, release_of, tier),
            Valued(answering, release_of, tier),
            Following(answering, settings.data, tier),
            Describing(answering, release_of, tier),
            Downloads(settings),
            Checking(answering, release_of, settings, tier),
            validate.pool(settings, validate.profiles(), spare=1),
            Access(settings.data),
            Meters(),
            Log(settings.request_log),
        )
        started._measure()
        threading.Thread(target=started._prepare, daemon=True, name="questions").start()
        return started

    def _prepare(self) -> None:
        """Read what every page of a question needs, so that the first one need not wait; names afterwards."""
        with suppress(EduclusterError, Failed):  # it is read when it is asked for
            self.asking.prepare()
            if not self._closing.wait(_AFTERWARDS):
                self.lexicons.lexicon()

    @property
    def loaded(self) -> Loaded:
        """Return the version that the next query sees."""
        return self.writer.current

    def close(self) -> None:
        """End the workers, then the writer, then the log; safe to call twice."""
        self._closing.set()
        self.answering.close()
        self.outdated.close()
        self.validators.close()
        self.writer.close()
        self.downloads.close()
        begun: list[Pool | Matching] = [*self._making, *self._linking]
        for each in begun:
            each.close()
        self.log.close()

    @property
    def making(self) -> Pool:
        """Return the workers that make large files, which are started when the first one is asked for."""
        with self._starting:
            if not self._making:
                self._making.append(making.pool(self.settings))
            return self._making[0]

    @property
    def linking(self) -> Matching:
        """Return what matches the columns of tables; its worker starts when the first one is asked for."""
        with self._starting:
            if not self._linking:
                self._linking.append(Matching(self.settings))
            return self._linking[0]

    @property
    def kinds(self) -> dict[str, _Workers]:
        """Return all that runs in processes of its own, by name; `services` are workers with a network."""
        reaching = self.answering.reaching
        return {
            "queries": self.answering,
            **({"services": reaching} if reaching else {}),
            "validators": self.validators,
            "writer": self.writer,
        }

    @property
    def ready(self) -> dict[str, int]:
        """Return how many of each kind could be asked now."""
        return {kind: int(workers.ready) for kind, workers in self.kinds.items()}

    @property
    def lost(self) -> list[str]:
        """Return the kinds of which there is none, and none could be started."""
        return [kind for kind, workers in self.kinds.items() if workers.lost]

    @property
    def absent(self) -> list[str]:
        """Return which of queries and writes cannot be taken: lost, or not ready yet; busy is no lack."""
        self._seen.update(kind for kind, count in self.ready.items() if count)
        lost = {*self.lost, *(["writer"] if self.writer.trouble else [])}
        return [kind for kind in ("queries", "writer") if kind in lost or kind not in self._seen]

    @property
    def free_bytes(self) -> int:
        """Return what is free on the disk of the data folder; 0 where that is gone."""
        try:
            return shutil.disk_usage(self.settings.data).free
        except OSError:
            return 0

    def near(self) -> list[Near]:
        """Return the bounds that are nearly reached: of the store, and of its disk (free bytes)."""
        most, free = self.settings.store_triples, self.free_bytes
        found = [Near("--store-triples", self.loaded.triples, most)]
        return [each for each in found if each.value >= _NEAR * most] + (
            [Near("disk", free, _FREE_BYTES)] if free < _FREE_BYTES else []
        )

    def _measure(self) -> None:
        """Let what is not counted be read when the metrics are asked for."""
        gauge = self.meters.gauge
        self.meters.info(version=__version__, release=self.loaded.release)
        for kind, workers in self.kinds.items():
            gauge("workers_ready", "Workers that could be asked now.", _ready(workers), kind=kind)
            gauge("workers_lost", "1 where none is there or can be started.", _lost(workers), kind=kind)
        queues: dict[str, _Queue] = {"queries": self.answering, "writer": self.writer}
        if reaching := self.answering.reaching:
            queues["services"] = reaching
        for kind, queue in queues.items():
            gauge("waiting", "Requests that wait for their turn.", _waiting(queue), kind=kind)
        gauge("cache_bytes", "Memory of the answers that are kept.", lambda: self.answering.cache_bytes)
        gauge("store_commit", "Number of the current version.", lambda: self.writer.current.number)
        gauge("store_triples", "Triples in the store.", lambda: self.loaded.triples)
        gauge("store_triples_bound", "Most triples of the store.", lambda: self.settings.store_triples)
        gauge("disk_free_bytes", "Free on the disk of the data folder.", lambda: self.free_bytes)
        help = "Memory that is held: by the web process, and by all that it started."
        memory = _Memory()
        for place, process in enumerate(("web", "workers")):
            gauge("resident_bytes", help, partial(memory.of, place), process=process)
        gauge("log_lines_lost", "Lines of the log of requests that were not written.", lambda: self.log.lost)


def _ready(workers: _Workers) -> Callable[[], float]:
    return lambda: workers.ready


def _lost(workers: _Workers) -> Callable[[], float]:
    return lambda: workers.lost


def _waiting(queue: _Queue) -> Callable[[], float]:
    return lambda: queue.waiting


class _Memory:
    """What the processes hold; looked up at most once a second, since all processes are gone through."""

    def __init__(self) -> None:
        self._held, self._until = (0, 0), 0.0

    def of(self, place: int) -> float:
        """Return what the web process holds (0), or all that it started (1)."""
        if time.monotonic() >= self._until:
            self._held, self._until = platform.resident_bytes(), time.monotonic() + 1
        return self._held[place]


def service() -> Service:
    """Return the service of the current request."""
    found: Service = current_app.extensions["educluster"]
    return found
