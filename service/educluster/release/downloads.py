"""The files of a release for a service to hand out: made piece by piece as they are asked for, and kept.

They lie in `<data>/downloads/<digest>-<form>/`, each piece with a `<piece>.json` that is written last: it is
there whole, or not at all.
"""

from __future__ import annotations

import shutil
import threading
import time
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from tempfile import mkdtemp

import msgspec

from educluster import catalogue, store
from educluster.catalogue import PARTS, Edition, File
from educluster.config import Settings
from educluster.errors import Busy, EduclusterError, NotFound, Unavailable
from educluster.release import files, making
from educluster.store import Release
from educluster.workers import Failed, Pool

_FORM = 2  # of the files: whoever changes how they are made of the same data, counts on
_FOLDER, _PARTIAL = "downloads", ".partial-"
_KEPT = 2  # releases, the one that was asked for last among them
_PAUSE_SECONDS = 0.02  # between two pieces, in which whoever waits for another comes first
_WAIT_SECONDS = 60.0  # for a piece that is made for another; it takes some seconds on a quiet machine


@dataclass(frozen=True)
class Kept:
    """The files of a release, and where they lie."""

    edition: Edition
    folder: Path

    def file(self, part: str, ending: str) -> tuple[Path, File]:
        """Return the file of a part, "" being the whole, by its ending.

        Raises NotFound for a part, or an ending, that there is not.
        """
        name = f"{catalogue.part(part).stem(self.edition.version)}.{ending}"
        for each in files.of_edition(self.edition):
            if each.name == name and each.digest:
                return self.folder / name, each
        raise NotFound(
            f"there is no file «{name[:80]}» in this release", "see /downloads for those there are"
        )


class Downloads:
    """Makes the files of the releases that a data folder holds, when they are first asked for."""

    def __init__(self, settings: Settings) -> None:
        self._settings = settings
        self._making, self._starting = threading.Lock(), threading.Lock()
        self._later: threading.Thread | None = None
        self._is_closed = False

    def of(self, wanted: str, pieces: Iterable[str] = files.PIECES) -> Kept:
        """Return the files of a release, by its digest or version; those of some pieces surely.

        Raises NotFound for one that is not held, Busy while others are made for too long, and Unavailable
        where there is no room for them.
        """
        release = store.release_about(self._settings.data, wanted)
        folder = self._folder(release)
        if missing := [each for each in pieces if not _read(folder, each)]:
            with making.pool(self._settings) as pool:
                for each in missing:
                    self._make(pool, release, each, folder)
        return _kept(release, folder)

    def so_far(self, wanted: str) -> Kept:
        """Return the files of a release, those that are not made yet without their sizes; they are made now.

        Raises NotFound for a release that is not held.
        """
        release = store.release_about(self._settings.data, wanted)
        kept = _kept(release, self._folder(release))
        if not all(each.digest for each in files.of_edition(kept.edition)) or not kept.edition.beside:
            self._make_later(release.release)
        return kept

    def close(self) -> None:
        """Begin no other piece; what is being made for nobody is waited for."""
        self._is_closed = True
        if self._later:
            self._later.join(_WAIT_SECONDS)

    def _folder(self, release: Release) -> Path:
        return self._settings.data / _FOLDER / f"{release.release}-{_FORM}"

    def _make_later(self, wanted: str) -> None:
        def make() -> None:
            with suppress(EduclusterError, Failed):  # it is told to whom asks for the file
                self.of(wanted)

        with self._starting:
            if not self._is_closed and not (self._later and self._later.is_alive()):
                self._later = threading.Thread(target=make, daemon=True, name="downloads")
                self._later.start()

    def _make(self, pool: Pool, release: Release, piece: str, folder: Path) -> None:
        if self._is_closed:
            raise Unavailable("the service is being ended", "ask again when it runs")
        if not self._making.acquire(timeout=_WAIT_SECONDS):
            raise Busy("other files of this release are being made", "ask again in half a minute")
        try:
            if not _read(folder, piece):  # or it was made meanwhile
                _write(pool, release, piece, folder)
        except OSError as error:
            problem = f"the files cannot be written below {folder.parent} ({error.strerror})"
            raise Unavailable(problem, "make room there, or mend its rights") from error
        finally:
            self._making.release()
            time.sleep(_PAUSE_SECONDS)


def remove(data: Path, release: str) -> None:
    """Remove the files that were made of a release."""
    for each in (data / _FOLDER).glob(f"{release}-*"):
        shutil.rmtree(each, ignore_errors=True)


def _write(pool: Pool, release: Release, piece: str, folder: Path) -> None:
    """Have a piece made beside its place, then put it there, what tells of it last.

    Raises OSError, and what `making.ask` raises.
    """
    folder.mkdir(parents=True, exist_ok=True)
    _clean(folder)
    partial = Path(mkdtemp(prefix=_PARTIAL, dir=folder.parent))
    try:
        edition = making.ask(pool, release, piece, partial)
        for each in files.of_edition(edition):
            (partial / each.name).replace(folder / each.name)
        told = _told(partial, piece)
        told.write_bytes(msgspec.json.encode(edition))
        told.replace(_told(folder, piece))
    finally:
        shutil.rmtree(partial, ignore_errors=True)


def _told(folder: Path, piece: str) -> Path:
    return folder / f"{piece or 'whole'}.json"


def _read(folder: Path, piece: str) -> Edition | None:
    """Return what was made of a piece; None where that is not there, or was spoilt."""
    try:
        told = msgspec.json.decode(_told(folder, piece).read_bytes(), type=Edition)
        offers = tuple(replace(each, part=catalogue.part(each.part.name)) for each in told.offers)
    except (OSError, msgspec.DecodeError, NotFound):
        return None
    return replace(told, offers=offers)


def _kept(release: Release, folder: Path) -> Kept:
    """Return all that was made of a release, and what is not made yet without sizes."""
    offers = [
        made.offers[0]
        if (made := _read(folder, each.name)) and made.offers
        else files.unmade(each, release.version)
        for each in PARTS
    ]
    beside = _read(folder, files.BESIDE)
    edition = Edition(release.release, release.version, release.date, tuple(offers))
    return Kept(replace(edition, beside=beside.beside) if beside else edition, folder)


def _clean(folder: Path) -> None:
    """Remove what was begun and not finished or has another form, and files of releases but the newest."""
    others = [each for each in folder.parent.iterdir() if each != folder and each.is_dir()]
    whole = [each for each in others if each.name.endswith(f"-{_FORM}")]
    newest = sorted(whole, key=lambda each: -each.stat().st_mtime_ns)[: _KEPT - 1]
    for each in others:
        if each not in newest:
            shutil.rmtree(each, ignore_errors=True)
