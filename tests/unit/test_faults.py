"""A disk that fills up, a write worker that is killed: nothing acknowledged is lost, and writing goes on."""

import os
import re
import shutil
import signal
import subprocess
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

import small_release
from educluster import platform
from educluster.errors import EduclusterError, Unavailable
from educluster.store import files, recovery
from educluster.write import Post, Put, Update
from small_release import MINE, graph, graphs, turtle, writing

if not platform.missing():
    import resource

pytestmark = pytest.mark.skipif(bool(platform.missing()), reason="as Linux has it")


@pytest.fixture(autouse=True)
def release(monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "first")


def write_worker_of(data):
    """Return the process that writes a folder."""
    for folder in Path("/proc").glob("[0-9]*"):
        try:
            told = (folder / "cmdline").read_bytes()
        except OSError:
            continue
        if b"write_worker" in told and f'"{data}"'.encode() in told:
            return int(folder.name)
    raise LookupError(data)


def numbers(version, iri=MINE):
    return {int(re.search(r'"(\d+)"', line)[1]) for line in graph(version, iri)}


def test_full_disk_is_told_loses_nothing_and_writing_goes_on_when_there_is_room(tmp_path):
    data = tmp_path / "data"
    with writing(data) as writer:
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        worker, before = write_worker_of(data), writer.current
        hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)[1]
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (100, hard))  # no file grows beyond 100 bytes
        for _ in range(3):
            with pytest.raises(Unavailable, match="File too large"):
                writer.apply(Post(MINE, turtle("<> <p> 2 .")))
        assert (writer.ready, "free its disk" in writer.trouble) == (False, True)
        assert numbers(writer.current) == {1}
        assert writer.current == before
        resource.prlimit(worker, resource.RLIMIT_FSIZE, (hard, hard))
        writer.apply(Post(MINE, turtle("<> <p> 3 .")))
        assert (writer.ready, writer.trouble) == (True, "")
        assert {1, 3} <= numbers(writer.current) <= {1, 2, 3}


@contextmanager
def small_disk(folder):
    folder.mkdir()
    made = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=24m", "none", folder], capture_output=True)
    if made.returncode:
        pytest.skip("only root can make a small disk")
    try:
        yield folder
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


def fill(writer):
    for _ in range(50):
        writer.apply(Post(MINE, turtle(f'<> <p> 2 , "{"long" * 100_000}" .')))


def test_disk_that_fills_up_while_writing_and_is_freed(tmp_path):
    with small_disk(tmp_path / "disk") as disk, writing(disk / "data") as writer:
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        (disk / "ballast").write_bytes(b"x" * os.statvfs(disk).f_bavail * os.statvfs(disk).f_frsize)
        with pytest.raises(Unavailable, match="No space left"):
            fill(writer)
        assert any('"1"' in line for line in graph(writer.current, MINE))
        (disk / "ballast").unlink()
        writer.apply(Put(MINE + "/new", turtle("<> <p> 3 .")))
        assert numbers(writer.current, MINE + "/new") == {3}
        assert MINE in graphs(writer.current)


def test_writer_killed_again_and_again_loses_no_acknowledged_write_and_halves_none(tmp_path):
    """Each change is two triples of one number: both are there, or none."""
    data, known, stop = tmp_path / "data", set[int](), threading.Event()
    changes = iter(range(10**6))
    lock = threading.Lock()

    def write():
        while not stop.is_set():
            with lock:
                n = next(changes)
            text = f'INSERT DATA {{ GRAPH <{MINE}> {{ <a:{n}> <a:p> "{n}" ; <a:q> "{n}" }} }}'
            try:
                writer.apply(Update(text.encode()))
                known.add(n)
            except EduclusterError:
                continue

    with writing(data) as writer:
        threads = [threading.Thread(target=write) for _ in range(4)]
        for thread in threads:
            thread.start()
        for _ in range(8):
            before = len(known)
            until = time.monotonic() + 60
            while len(known) < before + 5 and time.monotonic() < until:
                time.sleep(0.01)
            os.kill(write_worker_of(data), signal.SIGKILL)
        stop.set()
        for thread in threads:
            thread.join()
        assert len(known) >= 40
        found = graph(writer.current, MINE)
    assert known <= {int(line.split('"')[1]) for line in found}
    assert len(found) == 2 * len({line.split()[0] for line in found})


def test_writer_killed_in_the_middle_of_a_large_put_leaves_the_graph_as_it_was(tmp_path):
    data = tmp_path / "data"
    many = turtle("".join(f"<s{n}> <p> {n} .\n" for n in range(60_000)))
    with writing(data) as writer:
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        killed = threading.Thread(target=_kill_when_it_writes_in_steps, args=(data,))
        killed.start()
        with pytest.raises(EduclusterError):
            writer.apply(Put(MINE, many))
        killed.join()
        writer.apply(Put(MINE + "/new", turtle("<> <p> 2 .")))
        assert numbers(writer.current) == {1}


def _kill_when_it_writes_in_steps(data):
    mark, until = data / "changing", time.monotonic() + 60
    while time.monotonic() < until:
        if mark.exists() and mark.read_text() == "steps":
            time.sleep(0.02)
            os.kill(write_worker_of(data), signal.SIGKILL)
            return
        time.sleep(0.001)


def _cut(share):
    def cut(log):
        os.truncate(log, int(log.stat().st_size * share))

    return cut


def _turn_bits(log):
    read = bytearray(log.read_bytes())
    for place in range(len(read) // 3, len(read) * 2 // 3):
        read[place] ^= 0xFF
    log.write_bytes(read)


@pytest.mark.parametrize(
    "damage",
    [_cut(0), _cut(0.5), _cut(0.95), _turn_bits, Path.unlink],
    ids=["emptied", "cut in the middle", "cut at its end", "other bits", "gone"],
)
def test_damaged_log_loses_no_acknowledged_write_and_writing_goes_on(tmp_path, damage):
    """What is in the log alone is lost in silence, as far as the engine is concerned."""
    data = tmp_path / "data"
    with writing(data) as writer:
        for n in range(6):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
    logs = list((data / "store").glob("*.log"))
    assert logs
    for log in logs:
        damage(log)
    with writing(data) as writer:
        assert numbers(writer.current) == set(range(6))
        writer.apply(Post(MINE, turtle("<> <p> 6 .")))
        assert numbers(writer.current) == set(range(7))


class Killed(BaseException):
    """The end of the process, as far as what runs in it can tell."""


def test_log_that_was_cut_is_known_after_a_kill_while_the_store_was_opened(tmp_path, monkeypatch):
    """To open a store begins another log: what the old one told of the damage is gone then."""
    data = tmp_path / "data"
    with writing(data) as writer:
        for n in range(6):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
    for log in (data / "store").glob("*.log"):
        os.truncate(log, log.stat().st_size // 2)
    with monkeypatch.context() as patched:
        patched.setattr(recovery.folder, "lay_out", _open_and_be_killed(recovery.folder.lay_out))
        with pytest.raises(Killed):
            recovery.open_sound(data)
    with writing(data) as writer:
        writer.apply(Post(MINE, turtle("<> <p> 6 .")))
        assert numbers(writer.current) == set(range(7))


def test_lost_checkpoint_is_made_anew_after_a_kill_while_the_store_was_opened(tmp_path, monkeypatch):
    """As after a power failure, which took the checkpoints of small changes."""
    tries = (_four_small_changes(tmp_path / f"data-{n}") for n in range(5))
    data, first = next(each for each in tries if each)
    with monkeypatch.context() as patched:
        patched.setattr(recovery.folder, "lay_out", _open_and_be_killed(recovery.folder.lay_out))
        with pytest.raises(Killed):
            recovery.open_sound(data)
    with writing(data) as writer:
        until = time.monotonic() + 20
        while writer.current.number == first and time.monotonic() < until:
            time.sleep(0.05)
        assert numbers(writer.current) == set(range(4))


def _four_small_changes(data):
    """Make changes, and lose the checkpoints but for the first; None where the last was made by a flush.

    That is on disk, and no power failure takes it; RocksDB may write a table at any time.
    """
    made = []
    with writing(data) as writer:
        for n in range(4):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
            made.append(writer.current)  # its triples are not counted: they tell nothing
        if not files.is_listed(made[-1].checkpoint, made[-2].checkpoint):
            return None
    for each in (data / "checkpoints").iterdir():
        if int(each.name.partition("-")[2]) > made[0].number:
            shutil.rmtree(each)
    return data, made[0].number


def _open_and_be_killed(lay_out):
    def opened(*arguments):
        lay_out(*arguments)
        raise Killed

    return opened
