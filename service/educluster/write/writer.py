"""The one way into the store: changes are applied one at a time, and those that wait share a commit."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterable

from educluster.config import Settings
from educluster.errors import Busy, EduclusterError, Unavailable
from educluster.store import Loaded
from educluster.workers import Bounds, Failed, Json, Pool
from educluster.write.changes import Change, Committed
from educluster.write.turns import Turns, Waiting
from educluster.write.versions import Reading, Versions

_GROUP_SECONDS = 0.05  # after so long, what was applied is committed before the next change
_BACKLOG = 64  # superseded checkpoints; with more, a commit waits until they are removed
_QUIET_SECONDS = 1.0
_ROUND_SECONDS = 0.2


class Writer:
    """The write worker of a service, and the versions that it makes."""

    def __init__(self, settings: Settings, loaded: Loaded) -> None:
        bounds = Bounds(
            seconds=settings.update_seconds,
            seconds_name="--update-seconds",
            memory_mb=settings.update_mb,
            memory_name="--update-mb",
            waiting=settings.waiting,
        )
        arguments: dict[str, object] = {
            "data": settings.data.as_posix(),
            "graph_triples": settings.graph_triples,
            "store_triples": settings.store_triples,
        }
        self._pool = Pool("educluster.store.writing:write_worker", arguments, bounds)
        self._turns = Turns(settings.waiting)
        self._versions = Versions(settings.data, loaded)
        self._trouble = ""
        self._closed = threading.Event()
        threading.Thread(target=self._keep_house, daemon=True, name="versions").start()

    @property
    def current(self) -> Loaded:
        """Return the version that the next query sees."""
        return self._versions.current

    def reading(self) -> Reading:
        """Give the newest version, whose checkpoint is not removed as long as it is read."""
        return Reading(self._versions)

    def apply(self, change: Change) -> Committed:
        """Make a change; return when it is on disk and the next query sees it.

        Raises BadQuery, BadDocument, Forbidden, NotFound, NoRoom, Deadline, LimitReached, Busy, Unavailable.
        """
        waiting = self._turns.queue(change)
        if self._turns.lead(waiting):
            try:
                self._lead()
            finally:
                self._turns.leave()
        if waiting.error:
            raise waiting.error
        return _committed(waiting.said)

    @property
    def waiting(self) -> int:
        """Return how many changes wait."""
        return self._turns.waiting

    @property
    def ready(self) -> bool:
        """Return whether a change could be made now."""
        return self._pool.ready > 0 and not self._trouble

    @property
    def lost(self) -> bool:
        """Return whether there is no write worker, and none could be started."""
        return self._pool.lost

    @property
    def trouble(self) -> str:
        """Return what keeps changes from being written, if it is no fault of theirs; else nothing."""
        if self._pool.lost:
            try:
                self._pool.wait_until_ready()
            except EduclusterError as error:
                return str(error)
        return self._trouble

    def wait_until_ready(self) -> None:
        """Return when the write worker has opened the store.  Raises Unavailable when it cannot."""
        self._pool.wait_until_ready()

    def close(self) -> None:
        """End the write worker; what was acknowledged is on disk."""
        self._closed.set()
        self._pool.close()

    def _lead(self) -> None:
        """Make all changes that wait, and commit them together."""
        group, applied, begin = self._turns.take(), list[Waiting](), time.monotonic()
        try:
            for each in group:
                if applied and time.monotonic() - begin > _GROUP_SECONDS:
                    self._commit(applied)
                    applied, begin = [], time.monotonic()
                if self._try(each):
                    applied.append(each)
            if applied:
                self._commit(applied)
        finally:
            self._abandon(each for each in group if not each.done)
        self._versions.catch_up(_BACKLOG)

    def _abandon(self, waiting: Iterable[Waiting]) -> None:
        """Let nobody wait for ever after a mistake of ours."""
        left = list(waiting)
        for each in left:
            each.error = _not_made()
        self._turns.tell(left)

    def _try(self, waiting: Waiting) -> bool:
        try:
            waiting.said = self._ask(*waiting.change.request())
        except EduclusterError as error:
            waiting.error = error
        except Failed:
            waiting.error = _not_made()
        if waiting.error:
            self._turns.tell([waiting])
        return waiting.error is None

    def _commit(self, applied: list[Waiting]) -> None:
        try:
            version = self._ask({"job": "commit"}, b"")
            self._versions.switch(version)
            for each in applied:
                each.said["version"] = version["version"]
                if _was_undone(each.said, version):
                    each.error = Unavailable("the store was damaged, and this change was undone", "try again")
        except (EduclusterError, Failed) as error:
            problem = f"the change could not be made lasting ({error})"
            for each in applied:
                each.error = Unavailable(problem, "look whether it is there, then try again")
        self._turns.tell(applied)

    def _ask(self, options: Json, body: bytes) -> Json:
        try:
            said = self._pool.ask(options, body)
        except Unavailable as error:
            self._trouble = "" if isinstance(error, Busy) else str(error)
            raise
        self._trouble = ""
        said.data.close()
        return said.said

    def _keep_house(self) -> None:
        """Remove superseded checkpoints; count the triples when nobody has written for a while."""
        job = "commit"  # the worker may have published anew what a power failure took from the checkpoints
        while not self._closed.wait(_ROUND_SECONDS):
            self._versions.catch_up(0)
            wanted = job == "commit" or self._versions.uncounted_for(_QUIET_SECONDS)
            if wanted and self._turns.try_to_lead():
                try:
                    self._versions.switch(self._ask({"job": job}, b""))
                    job = "count"
                except (EduclusterError, Failed):
                    self._closed.wait(_QUIET_SECONDS)
                finally:
                    self._turns.leave()


def _not_made() -> Unavailable:
    return Unavailable("the change could not be made", "see the log for why")


def _was_undone(said: Json, commit: Json) -> bool:
    """Return whether the store went back to a version without a change after that was made."""
    return said["store"] != commit["store"] and _number(said["on"]) >= _number(commit["base"])


def _number(version: object) -> int:
    """Return which commit a version is; as texts, the millionth would come before the one before it."""
    return int(str(version).rpartition("-")[2])


def _committed(said: Json) -> Committed:
    triples = said["triples"]
    return Committed(
        str(said["version"]),
        bool(said["created"]),
        triples if isinstance(triples, int) else None,
        str(said["warning"]),
    )
