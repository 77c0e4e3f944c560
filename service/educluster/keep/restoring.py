"""The way back from a backup: into an empty folder, and the proof that nothing is missing there."""

from __future__ import annotations

import csv
import os
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from educluster import artifacts, questions, store
from educluster.errors import BadDocument, BadParameter, Unavailable
from educluster.keep.archive import Reading, for_owner, reading
from educluster.keep.manifest import KeptGraph, Manifest
from educluster.store import Dump, Loaded, loading

RESTORING = "restoring"  # stands in a data folder while a restore is under way
_TOKENS = "tokens.json"
_QUESTION = "conditions-of-each-principle"


@dataclass(frozen=True)
class Restored:
    """What was restored, and what is served now.

    `anew`: the backup is of another release, and the installed one put in its own packaged graphs.
    """

    manifest: Manifest
    loaded: Loaded
    anew: bool


@dataclass(frozen=True)
class Verified:
    """What was found of a backup: the graphs that differ once restored, and a question's rows."""

    manifest: Manifest
    differing: tuple[str, ...]
    question: str
    rows: int
    expected: int | None  # None: the backup is of another release, whose answers are not known here

    @property
    def holds(self) -> bool:
        """Return whether it can be relied upon."""
        answered = self.rows > 0 if self.expected is None else self.rows == self.expected
        return answered and not self.differing


def restore(file: Path, data: Path) -> Restored:
    """Put a backup into an empty data folder.

    The graphs are those of the backup; where this release packages others than the backup's, its own packaged
    graphs take the place of those, and the users' graphs stay.
    Raises BadParameter for a folder that has data, BadDocument for a backup that is damaged, which is known
    before anything is written, and Unavailable where the folder cannot be written.
    """
    with reading(file) as backup:
        _refuse_data(data)
        backup.check()
        try:
            _build(backup, data)
        except OSError as error:
            problem = f"{data} cannot be written ({error})"
            raise Unavailable(
                problem, "look at the room and the permissions there, and run it again"
            ) from error
    loaded = loading.prepare(data)
    return Restored(backup.manifest, loaded, backup.manifest.release != artifacts.release())


def verify(file: Path) -> Verified:
    """Restore a backup into a folder of its own, compare each graph, and ask a stored question.

    Raises BadDocument for a backup that is damaged, Unavailable where there is no room for it.
    """
    with reading(file) as backup, TemporaryDirectory(prefix="educluster-") as folder:
        backup.check()
        data = Path(folder) / "data"
        try:
            data.mkdir()
            loaded = _load(backup, data)
        except OSError as error:
            problem = f"the backup cannot be restored below {folder} ({error})"
            raise Unavailable(problem, "make room there, or set TMPDIR to a folder that has it") from error
        dump = Dump(loaded.checkpoint)
        kept = backup.manifest
        differing = tuple(_differing(kept.graphs, dump, Path(folder)))
        # Of users' graphs the stored answer knows nothing.
        rows = dump.answer(_question(), filter(store.is_reserved, dump.graphs()))
        return Verified(kept, differing, _QUESTION, rows, _expected(kept))


def _refuse_data(data: Path) -> None:
    """Raise BadParameter for a folder with anything in it, but for what a restore left that was cut off."""
    found = {each.name for each in data.iterdir()} if data.is_dir() else set()
    if (found and RESTORING not in found) or (data.exists() and not data.is_dir()):
        problem = f"{data} is not empty, and a restore never replaces data"
        raise BadParameter(problem, "name a new folder with --data, and serve that one")
    for name in found:
        shutil.rmtree(data / name) if (data / name).is_dir() else (data / name).unlink()


def _build(backup: Reading, data: Path) -> None:
    """Make the folder below itself, then move its parts up: while RESTORING stands, it is not whole."""
    part = data / RESTORING
    part.mkdir(parents=True)
    try:
        _fill(backup, part)
    except BaseException:
        shutil.rmtree(part, ignore_errors=True)
        raise
    for each in part.iterdir():
        each.rename(data / each.name)
    part.rmdir()


def _fill(backup: Reading, part: Path) -> None:
    _load(backup, part)
    for name, held in backup.settings():
        if name == _TOKENS:
            _write(part / name, held)


def _load(backup: Reading, data: Path) -> Loaded:
    """Load every graph into a new data folder, and publish them as the version that the backup has."""
    kept = backup.manifest
    opened = store.lay_out(data)
    try:
        store.load_graphs(opened, backup.graphs())
    except SyntaxError as error:
        raise BadDocument(f"a graph in the backup is no N-Quads ({error})", "take another backup") from error
    return store.publish(data, opened, kept.release, int(kept.version.rpartition("-")[2]))


def _write(path: Path, data: bytes) -> None:
    """Write a file that only its owner may read, and have it on disk."""
    with open(path, "xb", opener=for_owner) as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _differing(graphs: Iterable[KeptGraph], dump: Dump, scratch: Path) -> Iterable[str]:
    """Yield the names of graphs that a store has otherwise than the backup, or only one of the two."""
    kept = {each.graph: each for each in graphs}
    found = set(dump.graphs())
    for name in sorted(found | set(kept)):
        if name not in kept or name not in found:
            yield name
            continue
        digest, count = sha256(), 0
        for line in dump.lines(name, scratch):
            digest.update(line)
            count += 1
        if (count, digest.hexdigest()) != (kept[name].triples, kept[name].sha256):
            yield name


def _question() -> str:
    (file,) = (each for each in artifacts.questions() if each.stem == _QUESTION)
    words = artifacts.question_words()
    read = questions.words(words.name, words.read_text(encoding="utf-8"))
    return questions.read(file.name, file.read_text(encoding="utf-8"), read).query


def _expected(kept: Manifest) -> int | None:
    """Return how many rows the stored answer has, where the backup is of the release that it belongs to."""
    if kept.release != artifacts.release():
        return None
    (file,) = (each for each in artifacts.questions() if each.stem == _QUESTION)
    with file.with_suffix(".expected.csv").open(newline="") as answer:
        return sum(1 for _ in csv.reader(answer)) - 1
