"""Small changes, which are lasting by the log of the store: published without a flush, and found again."""

import os
import shutil
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import small_release
from educluster import store
from educluster.store import checkpoints, files, loading
from educluster.store.writing import write_worker
from educluster.write import Post, Put, Update
from small_release import MINE, graph, turtle, writing

_BLOCK = 32 * 1024  # of a log


@pytest.fixture
def data(monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "first")
    return tmp_path / "data"


@pytest.fixture
def written(data):
    """A folder in which five changes were acknowledged, the last ones by the log alone."""
    with writing(data) as writer:
        for n in range(5):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
    return data


def tables(data):
    return sorted(path.name for path in (data / "store").glob("*.sst"))


def newest_log(state):
    return max(state.glob("*.log"))


def test_small_changes_are_published_without_a_flush(data):
    with writing(data) as writer:
        seen = []
        for n in range(40):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
            assert len(graph(writer.current, MINE)) == n + 1
            seen.append(tuple(tables(data)))
    assert len(set(seen)) < 15  # the first is flushed, and what follows while RocksDB still tidies up


def test_tables_that_were_put_together_meanwhile_cost_no_flush(data):
    loading.prepare(data)
    handler = write_worker(data.as_posix(), 1000, 10_000)

    def write(number):
        text = f"INSERT DATA {{ GRAPH <{MINE}> {{ <s:s> <p:p> {number} }} }}"
        handler({"job": "update"}, text.encode(), None)
        handler({"job": "commit"}, b"", None)

    write(1)
    listed = files.list_of(data / "store")
    handler._changes.store.optimize()
    assert files.list_of(data / "store") != listed
    before = tables(data)
    write(2)
    assert tables(data) == before
    assert len(graph(checkpoints.newest(data), MINE)) == 2
    handler._close()
    with writing(data) as writer:
        assert len(graph(writer.current, MINE)) == 2


def test_log_that_has_grown_long_is_flushed(data):
    with writing(data) as writer:
        writer.apply(Post(MINE, turtle("<> <p> 0 .")))
        before = tables(data)
        for n in range(1, 4):
            writer.apply(Post(MINE, turtle(f'<> <p> "{n}{"x" * 200_000}" .')))
            assert len(graph(writer.current, MINE)) == n + 1
        assert tables(data) != before
        writer.apply(Post(MINE, turtle("<> <p> 4 .")))  # the new log may lie over the long one
        assert newest_log(writer.current.checkpoint).stat().st_size <= 256 * 1024
        assert len(graph(writer.current, MINE)) == 5


@settings(max_examples=5, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(st.sampled_from([1, 700, _BLOCK - 600, _BLOCK, 3 * _BLOCK]), min_size=3, max_size=8))
def test_each_checkpoint_has_all_that_was_acknowledged(data, lengths):
    shutil.rmtree(data, ignore_errors=True)
    with writing(data) as writer:
        for n, length in enumerate(lengths):
            writer.apply(Post(MINE, turtle(f'<> <p> "{n}{"x" * length}" .')))
            assert len(graph(writer.current, MINE)) == n + 1
    with writing(data) as writer:
        assert len(graph(writer.current, MINE)) == len(lengths)
        writer.apply(Update(f"CLEAR GRAPH <{MINE}>".encode()))
        assert graph(writer.current, MINE) == set()


def _gone(checkpoint):
    shutil.rmtree(checkpoint)


def _without_about(checkpoint):
    (checkpoint / "about.json").write_text("")


def _without_log(checkpoint):
    os.truncate(newest_log(checkpoint / "store"), 0)


@pytest.mark.parametrize("loss", [_gone, _without_about, _without_log])
def test_checkpoint_that_a_power_failure_took_is_published_anew(written, loss):
    last = store.newest(written)
    loss(last.checkpoint.parent)
    assert store.newest(written).number < last.number
    with writing(written) as writer:
        until = time.monotonic() + 20
        while len(graph(writer.current, MINE)) < 5 and time.monotonic() < until:
            time.sleep(0.05)
        assert len(graph(writer.current, MINE)) == 5  # nobody has written again


def test_deletions_that_a_power_failure_left_in_the_log_alone_stay(written):
    with writing(written) as writer:
        writer._ask({"job": "count"}, b"")
        writer.apply(Put(MINE, turtle("<> <p> 1 .")))
        writer.apply(Put(MINE, turtle("<> <p> 2 .")))
        last = writer.current
    for number in (last.number, last.number - 1):
        _gone(last.checkpoint.parent.with_name(f"{last.release}-{number:06d}"))
    with writing(written) as writer:
        writer.apply(Post(MINE, turtle("<> <p> 3 .")))
        assert len(graph(writer.current, MINE)) == 2


def test_change_in_steps_can_go_back_to_a_checkpoint_that_is_on_disk(written):
    """Of one by the log alone, a power failure may leave nothing."""
    with writing(written) as writer:
        for n in range(5, 8):
            writer.apply(Post(MINE, turtle(f"<> <p> {n} .")))
        many = turtle("".join(f"<s{n}> <p> {n} .\n" for n in range(25_000)))
        writer.apply(Put(MINE + "/many", many))
        last = writer.current
        before = last.checkpoint.parent.with_name(f"{last.release}-{last.number - 1:06d}") / "store"
        assert files._end(newest_log(before)) == 0


def test_restart_after_small_changes_needs_no_new_version(written):
    before = store.newest(written)
    with writing(written) as writer:
        writer._ask({"job": "commit"}, b"")
        assert store.newest(written).version == writer.current.version == before.version
