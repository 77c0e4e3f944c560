"""The write worker: the one process that changes the store, one change at a time.

A change is applied and then waits for the commit, which brings it to disk and makes a checkpoint; only then
is it acknowledged.  What is small stays in the log, at the cost of one sync; else the store is flushed.
What the disk refuses closes the store; it is opened anew for the next request.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import cast

from educluster.errors import Unavailable
from educluster.store import checkpoints, folder, recovery
from educluster.store.changes import Changes, CutOff
from educluster.store.checkpoints import Loaded
from educluster.store.files import Log
from educluster.store.folder import Pending
from educluster.store.sizes import Bound
from educluster.workers import Json, Write

_MANIFEST_BYTES = 512 * 1024
_PATIENCE_SECONDS = 3.0  # for another process to give the store back; the pool tries again after it


def write_worker(data: str, graph_triples: int, store_triples: int) -> Callable[[Json, bytes, Write], Json]:
    """Open the store of a data folder for writing, and return the handler of changes.

    The option `job` is "update", "put", "post", "delete", "commit" or "count"; see `Changes` for the others.
    What is said of a commit and of a count is the version: `release`, `version`, `triples`, `counted`; of all
    also the `store` that it was done to, and the version that this began from (`base`): by these one that was
    undone is known.
    """
    bounds = Bound("--graph-triples", graph_triples), Bound("--store-triples", store_triples)
    return _Writing(Path(data), bounds)


class _Writing:
    """The handler; it holds the store, unless the disk refused something."""

    def __init__(self, data: Path, bounds: tuple[Bound, Bound]) -> None:
        self._data, self._bounds = data, bounds
        self._changes: Changes | None = None
        self._loaded = checkpoints.newest(data)
        with self._disk():
            self._opened()

    def __call__(self, options: Json, body: bytes, write: Write) -> Json:
        with self._disk():
            changes = self._opened()
            return {**self._done(changes, options, body), **self._where()}

    def _done(self, changes: Changes, options: Json, body: bytes) -> Json:
        if options["job"] == "commit":
            return self._commit(changes)
        if options["job"] == "count":
            return self._count(changes)
        return {**changes.apply(options, body), "on": self._loaded.version}

    def _where(self) -> Json:
        """Return which store this is: one that goes back to a checkpoint is another folder."""
        return {"store": folder.identity(self._data), "base": self._base}

    def rest(self) -> None:
        """Begin a new list of files where it has grown long; nobody waits for it."""
        if (
            self._changes
            and not self._changes.pending
            and folder.manifest_bytes(self._data) > _MANIFEST_BYTES
        ):
            self._close()
            with suppress(Unavailable), self._disk():  # the next request tries again, and is told
                self._opened()

    def _opened(self) -> Changes:
        """Return the changes to the store, which is opened and brought in order if need be."""
        if self._changes is None:
            store = recovery.open_sound(self._data, _PATIENCE_SECONDS)
            folder.clean(self._data)
            self._loaded = checkpoints.newest(self._data)
            self._base = self._loaded.version
            self._log: Log | None = None
            self._lasting = False  # whether the newest checkpoint would be whole after a power failure
            self._number = max(checkpoints.last_number(self._data), self._loaded.number)
            self._changes = Changes(self._data, store, self._bounds, self._commit)
            if self._number > self._loaded.number or folder.pending(self._data) is Pending.CHANGES:
                self._changes.pending = True
                self._commit(self._changes)
        return self._changes

    def _close(self) -> None:
        if self._changes:
            self._changes.close()
            self._changes = None

    def _commit(self, changes: Changes) -> Json:
        """Make what is pending durable and publish it; return the version that is newest then."""
        if changes.pending or not (changes.logged or self._lasting):
            self._number += 1
            self._loaded = self._by_log(changes) or self._flushed(changes)
            changes.committed()
        return _told(self._loaded)

    def _by_log(self, changes: Changes) -> Loaded | None:
        """Publish what is pending without a flush, if all of it is in a short log."""
        if self._log is None or not changes.logged or not self._log.short:
            return None
        self._log.make_durable()
        self._lasting = False
        return checkpoints.publish_log(self._data, self._log.path, self._loaded, self._number)

    def _flushed(self, changes: Changes) -> Loaded:
        triples, release = self._loaded.triples, self._loaded.release
        made = checkpoints.publish(self._data, changes.store, release, self._number, uncounted=triples)
        self._log, self._lasting = folder.log_since(self._data, made), True
        return made

    def _count(self, changes: Changes) -> Json:
        if not self._loaded.counted and not changes.pending:
            self._loaded = checkpoints.recount(self._loaded, changes.count("*"))
        return _told(self._loaded)

    @contextmanager
    def _disk(self) -> Iterator[None]:
        """Close the store when the disk refuses something: RocksDB stays as it is until it is opened anew."""
        try:
            yield
        except CutOff as cut:
            self._close()
            raise cut.error from cut
        except (OSError, RuntimeError) as error:
            if isinstance(error, RuntimeError) and not recovery.is_damage(error):
                raise
            self._close()
            remedy = "free its disk, or look at it; writing goes on by itself then"
            if recovery.is_damage(error):
                folder.note(self._data, Pending.MENDING)
                remedy = "try again: it goes back to the last acknowledged change"
            raise Unavailable(f"the store in {self._data} cannot be written now ({error})", remedy) from error


def _told(loaded: Loaded) -> Json:
    return cast(Json, {key: getattr(loaded, key) for key in ("release", "version", "triples", "counted")})
