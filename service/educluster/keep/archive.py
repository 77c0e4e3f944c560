"""The file that a backup is: a tar of gzipped N-Quads, settings and the manifest; whole, or not there."""

from __future__ import annotations

import gzip
import io
import os
import tarfile
import zlib
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryFile
from typing import IO, cast

from educluster.errors import BadDocument
from educluster.keep import manifest
from educluster.keep.manifest import KeptFile, KeptGraph, Manifest

_PIECE = 1024 * 1024
_ELSEWHERE = "take another backup"


class Writing:
    """A backup that is being written, beside the place where it will stand."""

    def __init__(self, tar: tarfile.TarFile, scratch: Path, seconds: float) -> None:
        self._tar, self.scratch, self._seconds = tar, scratch, seconds
        self._graphs: list[KeptGraph] = []

    def add_graph(self, graph: str, lines: Iterable[bytes]) -> KeptGraph:
        """Add a graph's sorted lines."""
        name, digest, count = f"graphs/{len(self._graphs) + 1:06}.nq.gz", sha256(), 0
        with TemporaryFile(dir=self.scratch) as file:
            with gzip.GzipFile(fileobj=file, mode="wb", compresslevel=6, mtime=0) as zipped:
                for line in lines:
                    digest.update(line)
                    zipped.write(line)
                    count += 1
            self._add(name, file)
        self._graphs.append(KeptGraph(graph, name, count, digest.hexdigest()))
        return self._graphs[-1]

    def add_file(self, name: str, data: bytes) -> KeptFile:
        """Add a file as it is."""
        self._add(name, io.BytesIO(data))
        return KeptFile(name, sha256(data).hexdigest())

    def _add(self, name: str, file: IO[bytes]) -> None:
        about = tarfile.TarInfo(name)
        about.size, about.mode, about.mtime = file.seek(0, io.SEEK_END), 0o600, int(self._seconds)
        file.seek(0)
        self._tar.addfile(about, file)


@contextmanager
def writing(file: Path, seconds: float) -> Iterator[Writing]:
    """Write a backup, which stands under its name only when it is whole and on disk.

    It holds what tokens are checked with, so that only its owner may read it.
    """
    part = file.with_name(f"{file.name}.partial")
    with suppress(FileNotFoundError):
        part.unlink()
    try:
        with open(part, "xb", opener=for_owner) as out:
            with tarfile.open(fileobj=out, mode="w", format=tarfile.PAX_FORMAT) as tar:
                yield Writing(tar, file.absolute().parent, seconds)
            out.flush()
            os.fsync(out.fileno())
        part.replace(file)
    finally:
        with suppress(FileNotFoundError):
            part.unlink()
    _sync(file.absolute().parent)


def for_owner(path: str, flags: int) -> int:
    """Open a file that only its owner may read and write: the opener of `open`."""
    return os.open(path, flags, 0o600)


def _sync(folder: Path) -> None:
    if os.name != "posix":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


class Reading:
    """A backup that is read; each part is held against the manifest's SHA-256."""

    def __init__(self, tar: tarfile.TarFile) -> None:
        self._tar = tar
        told = self._member(manifest.SUM).read()
        self.manifest: Manifest = manifest.read(self._member(manifest.NAME).read(), told)

    def settings(self) -> Iterator[tuple[str, bytes]]:
        """Yield the files of settings: their names without a folder, and what they hold.

        Raises BadDocument for one that is not as the manifest says.
        """
        for kept in self.manifest.settings:
            data = self._member(kept.file).read()
            _hold(kept.file, sha256(data).hexdigest(), kept.sha256)
            yield kept.file.rpartition("/")[2], data

    def graphs(self) -> Iterator[tuple[str, IO[bytes]]]:
        """Yield the name and the lines of each graph; that they can be read is found by `check`."""
        for kept in self.manifest.graphs:
            with gzip.GzipFile(fileobj=self._member(kept.file)) as lines:
                yield kept.graph, cast(IO[bytes], lines)

    def check(self) -> None:
        """Read everything once.

        Raises BadDocument for what is not as the manifest says.
        """
        for _ in self.settings():
            pass
        for kept in self.manifest.graphs:
            digest, count = sha256(), 0
            with _readable(kept.file), gzip.GzipFile(fileobj=self._member(kept.file)) as lines:
                while piece := lines.read(_PIECE):
                    digest.update(piece)
                    count += piece.count(b"\n")
            _hold(kept.file, digest.hexdigest(), kept.sha256)
            _hold(kept.file, str(count), str(kept.triples))

    def _member(self, name: str) -> IO[bytes]:
        with _readable(name):
            found = self._tar.extractfile(name)
            if found is None:
                raise KeyError(name)
            return found


@contextmanager
def reading(file: Path) -> Iterator[Reading]:
    """Open a backup.

    Raises BadDocument where it is none.
    """
    try:
        opened = file.open("rb")
    except OSError as error:
        raise BadDocument(
            f"{file} cannot be read ({error.strerror})", "look at its name and permissions"
        ) from error
    with opened:
        try:
            tar = tarfile.open(fileobj=opened, mode="r:")  # noqa: SIM115 - closed below
        except tarfile.TarError as error:
            raise BadDocument(f"{file} is no backup ({error})", _ELSEWHERE) from error
        with tar:
            yield Reading(tar)


@contextmanager
def _readable(name: str) -> Iterator[None]:
    try:
        yield
    except KeyError as error:
        raise BadDocument(f"{name} is not in the backup: it is not whole, or none", _ELSEWHERE) from error
    except (OSError, EOFError, tarfile.TarError, zlib.error) as error:
        raise BadDocument(f"{name} in the backup is damaged ({error})", _ELSEWHERE) from error


def _hold(name: str, found: str, expected: str) -> None:
    if found != expected:
        raise BadDocument(f"{name} in the backup is damaged: it has {found}, not {expected}", _ELSEWHERE)
