"""A change that shares its commit with one that found the store damaged: it is not acknowledged."""

import gc

import pytest

import small_release
from educluster.config import Settings
from educluster.errors import EduclusterError, Unavailable, pack, unpack
from educluster.store import loading
from educluster.store.writing import write_worker
from educluster.write import Update, Writer
from educluster.write.writer import _was_undone
from small_release import MINE, graph


class Corrupt:
    """A store in which one update finds a corrupt file."""

    def __init__(self, sound):
        self._sound = sound

    def __getattr__(self, name):
        return getattr(self._sound, name)

    def __len__(self):
        return len(self._sound)

    def update(self, text, **options):
        if "corrupt" in text:
            raise RuntimeError("Corruption: block checksum mismatch")
        self._sound.update(text, **options)


class Here:
    """The write worker in this process, in the place of the writer's pool."""

    def __init__(self, data):
        self._handler = write_worker(str(data), 1000, 10_000)
        self._handler._changes.store = Corrupt(self._handler._changes.store)

    def ask(self, options, body):
        told = []
        try:
            said = self._handler(options, body, None)
        except EduclusterError as error:
            told = pack(error)
        if told:  # without the frames of the error, which hold the store, as through a pipe
            gc.collect()
            raise unpack(told)
        return type("Answer", (), {"said": said, "data": type("Data", (), {"close": staticmethod(bool)})})

    def close(self):
        self._handler._close()


@pytest.fixture
def writer(monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "first")
    data = tmp_path / "data"
    monkeypatch.setattr("educluster.write.writer.Pool", lambda *_, **__: Here(data))
    monkeypatch.setattr(Writer, "_keep_house", lambda _: None)  # it counts, and knows nothing of our turns
    found = Writer(Settings(data=data), loading.prepare(data))
    yield found
    found.close()


def insert(what: str) -> Update:
    return Update(f"INSERT DATA {{ GRAPH <{MINE}> {{ <x:{what}> <x:b> 1 }} }}".encode())


def together(writer, *changes):
    """Make changes in one group; return the error of each."""
    waiting = [writer._turns.queue(each) for each in changes]
    writer._lead()
    return [each.error for each in waiting]


def test_what_was_applied_before_the_damage_is_told_to_be_undone(writer):
    before, damage, after = together(writer, insert("before"), insert("corrupt"), insert("after"))
    assert "undone" in str(before)
    assert isinstance(damage, Unavailable)
    assert after is None
    assert graph(writer.current, MINE) == {'<x:after> <x:b> "1"^^<http://www.w3.org/2001/XMLSchema#integer>'}


def test_a_change_after_a_million_commits_is_known_to_be_undone():
    commit = {"store": 2, "base": "r-999999"}
    assert _was_undone({"store": 1, "on": "r-1000000"}, commit)
    assert not _was_undone({"store": 1, "on": "r-999998"}, commit)


def test_what_was_committed_before_the_damage_is_there(writer):
    assert together(writer, insert("first")) == [None]
    assert [type(each) for each in together(writer, insert("corrupt"), insert("second"))] == [
        Unavailable,
        type(None),
    ]
    assert len(graph(writer.current, MINE)) == 2
