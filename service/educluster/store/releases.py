"""The releases that a data folder holds: the packaged graphs alone, so that a citation can be asked again.

A release is `<data>/releases/<digest>/` with `store/`, read-only, and `about.json`.  It is made beside its
place and renamed: it is there whole, or not at all.  It stays when the next one comes, until it is removed.
"""

from __future__ import annotations

import json
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp

import pyoxigraph

from educluster import names, platform
from educluster.errors import BadParameter, NotFound, Unavailable
from educluster.store import checkpoints, dumps, folder
from educluster.store.checkpoints import Loaded
from educluster.store.reserved import is_reserved

_DIGEST = re.compile(r"[0-9a-f]{16}")
_FOLDER, _ABOUT, _STORE, _PARTIAL, _LOCK = "releases", "about.json", "store", ".partial-", "lock"
_ONTOLOGY = pyoxigraph.NamedNode(names.EC.rstrip("#"))
_VERSION = pyoxigraph.NamedNode(names.OWL + "versionInfo")
_DATE = pyoxigraph.NamedNode(names.DCTERMS + "modified")
_WHERE = (
    "ask where that release is held; or download its educluster-<version>.trig, and ask it with "
    "educluster query --release FILE, or have the operator add it: educluster store releases --add FILE"
)


@dataclass(frozen=True)
class Release:
    """A release that is held: its digest, the version and the day that its data tell, its triples."""

    release: str
    version: str
    date: str
    triples: int
    store: Path

    @property
    def loaded(self) -> Loaded:
        """Return it as what workers open; as a version of the data it is known by its digest."""
        return Loaded(self.release, self.release, self.store, self.triples)

    @property
    def told(self) -> str:
        """Return it in words: version, day and digest."""
        day = f" ({self.date})" if self.date else ""
        return f"{self.version}{day}, release {self.release}".lstrip(", ")

    @property
    def size(self) -> int:
        """Return the bytes of its files, also of those that it shares with the store."""
        return sum(each.stat().st_size for each in os.scandir(self.store))


def release_of(data: Path, wanted: str) -> Loaded:
    """Return the release with a digest, or with a version that no other has, for workers to open.

    Raises NotFound as `release_about` does.
    """
    return release_about(data, wanted).loaded


def release_about(data: Path, wanted: str) -> Release:
    """Return the release with a digest, or with a version that no other has.

    Raises NotFound, which tells those there are and where to get others; never another in its place.
    """
    if found := _held(data, wanted):
        return found
    held = installed(data)
    named = [each for each in held if wanted and each.version == wanted]
    if len(named) == 1:
        return named[0]
    if named:
        told = ", ".join(each.release for each in named)
        raise NotFound(f"several releases have the version {wanted}: {told}", "name one by these 16 digits")
    told = "; ".join(each.told for each in held) or "none"
    raise NotFound(f"the release «{wanted}» is not held here; held: {told}", _WHERE)


def installed(data: Path) -> list[Release]:
    """Return the releases that are held, the one installed last first."""
    try:
        found = sorted((data / _FOLDER).iterdir(), key=lambda each: each.stat().st_mtime_ns, reverse=True)
    except OSError:
        return []
    return [release for each in found if (release := _held(data, each.name))]


def is_held(data: Path, release: str) -> bool:
    """Return whether a release is there whole."""
    held = _held(data, release)
    return held is not None and _is_whole(held)


def _held(data: Path, release: str) -> Release | None:
    if not _DIGEST.fullmatch(release):
        return None
    path = data / _FOLDER / release / _ABOUT
    try:
        return _read(path, path.stat().st_mtime_ns)
    except (OSError, ValueError, KeyError, TypeError):
        return None


@lru_cache(64)
def _read(path: Path, _: int) -> Release:
    told = json.loads(path.read_text())
    version, date = str(told["version"]), str(told["date"])
    return Release(path.parent.name, version, date, int(told["triples"]), path.parent / _STORE)


def _is_whole(held: Release) -> bool:
    """Return whether the files are as they were; a power failure may have cut some off."""
    try:
        told = json.loads((held.store.parent / _ABOUT).read_text())["files"]
        return bool(told.items() <= _sizes(held.store).items())
    except (OSError, ValueError, KeyError, AttributeError):
        return False


def keep(data: Path, loaded: Loaded, *, linked: bool = False) -> None:
    """Keep the packaged graphs of a checkpoint as a release, where they are not held yet.

    With `linked`, by hard links to its files, which takes no room at first: of a fresh checkpoint only, whose
    files hold nothing that was removed.  Graphs of users are no part of it.  Raises OSError.
    """
    if is_held(data, loaded.release):
        return
    try:
        _keep(data, loaded, linked)
    except RuntimeError as error:  # as pyoxigraph tells what is corrupt
        raise OSError(str(error)) from error


def install(data: Path, file: Path) -> Release:
    """Add the release of a downloaded dump, and return it; one that is held stays as it is.

    Raises BadDocument, and Unavailable where the folder cannot be written.
    """
    head = dumps.read_head(file)
    try:
        folder.check_format(data)
        if not is_held(data, head.release):
            with _making(data, head.release) as part:
                _fill(part, dumps.quads(file))
    except OSError as error:
        problem = f"the release cannot be written to {data} ({error})"
        raise Unavailable(problem, "look at the room and the rights there") from error
    return release_about(data, head.release)


def remove(data: Path, wanted: str) -> Release:
    """Remove a release, and return what it was.

    Raises NotFound as `release_about` does, BadParameter for the one that is served.
    """
    found = release_about(data, wanted)
    if found.release == served(data):
        raise BadParameter(f"the release {found.release} is the one that is served", "remove another")
    path = data / _FOLDER / found.release
    (path / _ABOUT).unlink(missing_ok=True)  # from now on it is not held
    shutil.rmtree(path, ignore_errors=True)
    return found


def served(data: Path) -> str:
    """Return the release of the newest version of a data folder; "" where it has none."""
    latest = next(checkpoints.whole(data), None)
    return latest.release if latest else ""


@contextmanager
def from_dump(file: Path) -> Iterator[Path]:
    """Give a data folder with the release of a downloaded dump, as long as it is needed.

    Raises BadDocument, and Unavailable where there is no room for it.
    """
    head = dumps.read_head(file)
    with TemporaryDirectory(prefix="educluster-", ignore_cleanup_errors=True) as temporary:
        data = Path(temporary)
        try:
            opened = folder.lay_out(data)
            opened.bulk_extend(dumps.quads(file))
            keep(data, checkpoints.publish(data, opened, head.release, 1), linked=True)
            del opened
        except OSError as error:
            problem = f"the dump cannot be loaded below {data} ({error})"
            raise Unavailable(problem, "make room there, or set TMPDIR to a folder that has it") from error
        yield data


@contextmanager
def _making(data: Path, release: str) -> Iterator[Path]:
    """Give a folder to make a release in, which is put in its place if all went well."""
    place = data / _FOLDER / release
    place.parent.mkdir(parents=True, exist_ok=True)
    _clean(place.parent)
    part = Path(mkdtemp(prefix=f"{release}{_PARTIAL}", dir=place.parent))
    try:
        (part / _LOCK).touch()
        with platform.hold(part / _LOCK):
            yield part
            if place.exists() and not is_held(data, release):
                shutil.rmtree(place)
            with suppress(FileExistsError):  # another process was faster
                part.rename(place)
    finally:
        shutil.rmtree(part, ignore_errors=True)


def _clean(releases: Path) -> None:
    """Remove what processes that were killed had begun."""
    for part in releases.glob(f"*{_PARTIAL}*"):
        with suppress(OSError), platform.hold(part / _LOCK, alone=True):
            shutil.rmtree(part, ignore_errors=True)


def _keep(data: Path, loaded: Loaded, linked: bool) -> None:
    source = pyoxigraph.Store.read_only(loaded.checkpoint.as_posix())
    with _making(data, loaded.release) as part:
        if linked and _is_packaged_alone(source):
            _link(loaded.checkpoint, part / _STORE)
            _write_about(part, source)
        else:
            _fill(part, _packaged(source))


def _is_packaged_alone(store: pyoxigraph.Store) -> bool:
    unnamed = next(store.quads_for_pattern(None, None, None, pyoxigraph.DefaultGraph()), None)
    return unnamed is None and all(is_reserved(graph.value) for graph in store.named_graphs())


def _packaged(store: pyoxigraph.Store) -> Iterator[pyoxigraph.Quad]:
    for graph in store.named_graphs():
        if isinstance(graph, pyoxigraph.NamedNode) and is_reserved(graph.value):
            yield from store.quads_for_pattern(None, None, None, graph)


def _link(source: Path, target: Path) -> None:
    target.mkdir()
    for file in source.iterdir():
        if file.suffix == ".sst":  # never changed once it is written
            os.link(file, target / file.name)
        else:
            shutil.copyfile(file, target / file.name)


def _fill(part: Path, quads: Iterable[pyoxigraph.Quad]) -> None:
    store = pyoxigraph.Store((part / _STORE).as_posix())
    store.bulk_extend(quads)
    store.optimize()
    store.flush()
    _write_about(part, store)


def _write_about(part: Path, store: pyoxigraph.Store) -> None:
    told = {"version": _said(store, _VERSION), "date": _said(store, _DATE), "triples": len(store)}
    text = json.dumps({"release": part.name.partition(".")[0], **told, "files": _sizes(part / _STORE)})
    checkpoints.write_durably(part / _ABOUT, text)


def _said(store: pyoxigraph.Store, of: pyoxigraph.NamedNode) -> str:
    """Return what the header of the ontology says; nothing where there is none."""
    found = next(store.quads_for_pattern(_ONTOLOGY, of, None, None), None)
    return found.object.value if found and isinstance(found.object, pyoxigraph.Literal) else ""


def _sizes(store: Path) -> dict[str, int]:
    return {each.name: each.stat().st_size for each in os.scandir(store) if each.name != "LOCK"}
