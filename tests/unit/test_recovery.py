"""The data folder: what a new release, a crash, a damaged file or another process leaves of it."""

import json
import shutil
import subprocess
import sys
from contextlib import contextmanager, suppress

import pyoxigraph
import pytest

import small_release
from conftest import soon
from educluster import store
from educluster.config import Settings
from educluster.errors import Unavailable
from educluster.store import folder, loading
from educluster.store.folder import Pending
from educluster.write import Put, Writer
from small_release import CLUSTERS, DERIVED, MINE, graph, graphs, turtle, writing

G = pyoxigraph.NamedNode(MINE)
QUADS = [pyoxigraph.Quad(G, pyoxigraph.NamedNode("a:b"), pyoxigraph.Literal(n), G) for n in range(10)]


@pytest.fixture
def data(monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "first", "second")
    return tmp_path / "data"


@pytest.fixture
def written(data):
    """A folder in which a graph of a user was acknowledged."""
    with writing(data) as writer:
        writer.apply(Put(MINE, turtle("<> <p> 1 , 2 .")))
        count = writer._ask({"job": "count"}, b"")
        assert count["counted"]
    return data


def test_prepare_loads_the_packaged_graphs_once(data):
    first = loading.prepare(data)
    assert (first.triples, graphs(first)) == (4, {CLUSTERS, DERIVED})
    assert loading.prepare(data) == first == store.newest(data)
    assert json.loads((data / "format.json").read_text())["format"] == 2


def test_graphs_of_users_survive_a_new_release_and_are_no_premise_of_what_is_derived(
    written, monkeypatch, tmp_path
):
    with writing(written) as writer:
        named = turtle('<https://example.org/u> <https://example.org/name> "user" .')
        writer.apply(Put(MINE + "/names", named))
    before = store.newest(written)
    small_release.make(monkeypatch, tmp_path / "release", "changed")
    after = loading.prepare(written)
    assert (after.release != before.release, after.number) == (True, before.number + 1)
    assert graph(after, MINE) == graph(before, MINE) != set()
    assert graph(after, MINE + "/names") == graph(before, MINE + "/names") != set()
    assert [line.split()[2] for line in graph(after, CLUSTERS)] == ['"changed"']
    assert [line.split()[2] for line in graph(after, DERIVED)] == ['"changed"']


def test_release_that_was_cut_off_is_loaded_again(written, monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "changed")
    opened = folder.open_store(written)
    opened.remove_graph(pyoxigraph.NamedNode(CLUSTERS))  # as if it had been killed here
    folder.note(written, Pending.CHANGES)
    del opened
    after = loading.prepare(written)
    assert [line.split()[2] for line in graph(after, CLUSTERS)] == ['"changed"']
    assert len(graph(after, MINE)) == 2


def test_folder_of_the_format_before_is_taken_over(data, tmp_path):
    old = tmp_path / "old"
    made = loading.prepare(old)
    (old / "format.json").unlink()
    made.checkpoint.parent.rename(old / "checkpoints" / made.release)
    about = old / "checkpoints" / made.release / "about.json"
    about.write_text(json.dumps({"release": made.release, "triples": 4}))
    opened = folder.open_store(old)
    opened.extend(QUADS)  # nobody could write then but by hand
    opened.flush()
    del opened
    loaded = loading.prepare(old)
    assert (loaded.number, loaded.triples) == (1, 14)
    assert [each.name for each in (old / "checkpoints").iterdir()] == [loaded.version]
    assert (old / "format.json").exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (
            {"format": 3, "made_by": "educluster 9.9"},
            r"format 3, made by educluster 9.9.*pip install --upgrade",
        ),
        ({"format": "two"}, "cannot be read"),
        ([], "cannot be read"),
    ],
)
def test_folder_of_a_later_format_is_refused_with_the_command_to_use(written, told, said):
    (written / "format.json").write_text(json.dumps(told))
    before = sorted(path.name for path in written.rglob("*"))
    with pytest.raises(Unavailable, match=said):
        loading.prepare(written)
    assert sorted(path.name for path in written.rglob("*")) == before


def test_restore_that_was_cut_off_is_told(written):
    (written / "restoring").mkdir()
    with pytest.raises(Unavailable, match="educluster store restore FILE"):
        loading.prepare(written)


@contextmanager
def held_by_another(data):
    """Let another process have the store open; closing its input ends it."""
    held = "import pyoxigraph, sys; s = pyoxigraph.Store(sys.argv[1]); print(1, flush=True); sys.stdin.read()"
    command = [sys.executable, "-c", held, str(data / "store")]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as other:
        other.stdout.readline()
        yield other
        other.stdin.close()
        assert other.wait(20) is not None


def test_writer_says_who_has_the_store_and_writes_when_it_is_free(written):
    loaded = loading.prepare(written)
    with held_by_another(written):
        writer = Writer(Settings(data=written), loaded)
        with pytest.raises(Unavailable, match="in use by another process"):
            writer.wait_until_ready()
        assert "in use by another process" in writer.trouble
        assert (writer.lost, writer.ready) == (True, False)
    try:
        assert soon(lambda: writer.ready)
        writer.apply(Put(MINE, turtle("<> <p> 3 .")))
        assert writer.trouble == ""
    finally:
        writer.close()


def test_another_process_that_holds_the_store_is_waited_for_and_then_told(written, monkeypatch, tmp_path):
    small_release.make(monkeypatch, tmp_path / "release", "changed")
    monkeypatch.setattr(folder, "PATIENCE_SECONDS", 0.5)
    with held_by_another(written), pytest.raises(Unavailable, match="in use by another process"):
        loading.prepare(written)
    assert loading.prepare(written)


def test_newest_checkpoint_is_read_beside_an_open_writer(written):
    with writing(written) as writer:
        assert loading.prepare(written) == writer.current
        with store.reading(written) as loaded:
            assert len(graph(loaded, MINE)) == 2


def test_newest_passes_over_a_checkpoint_that_is_not_whole(written):
    good = store.newest(written)
    (written / "checkpoints" / f"{good.release}-000999").mkdir()
    (written / "checkpoints" / f"{good.release}-000999" / "about.json").write_text("")
    assert store.newest(written) == good
    with writing(written) as writer:  # that commit may have been acknowledged: it is published again
        assert writer.current.number >= good.number
        writer.apply(Put(MINE, turtle("<> <p> 3 .")))
        assert writer.current.number > 999


def test_newest_says_so_where_there_is_none(tmp_path):
    with pytest.raises(Unavailable, match="no checkpoint"):
        store.newest(tmp_path)


def test_change_that_was_not_published_before_a_crash_is_published_whole(written):
    opened = folder.open_store(written)
    folder.note(written, Pending.CHANGES)
    opened.extend(QUADS)
    del opened
    with writing(written):
        assert len(graph(store.newest(written), MINE)) == 12
    assert folder.pending(written) is Pending.NOTHING


def test_steps_that_were_cut_off_are_undone(written):
    opened = folder.open_store(written)
    folder.note(written, Pending.STEPS)
    opened.bulk_extend(QUADS)
    opened.remove_graph(pyoxigraph.NamedNode(CLUSTERS))
    del opened
    (written / "store" / "bulk-1234.sst").write_text("cut off")
    with writing(written) as writer:
        assert len(graph(writer.current, MINE)) == 2
        writer.apply(Put(MINE + "/new", turtle("<> <p> 1 .")))
        assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE, MINE + "/new"}
    assert not list(written.glob("store/bulk-*"))


def bad_current(data):
    (data / "store" / "CURRENT").write_text("nonsense")


def no_current(data):
    (data / "store" / "CURRENT").unlink()


def no_store(data):
    shutil.rmtree(data / "store")


def fewer_triples(data):
    opened = folder.open_store(data)
    opened.remove_graph(G)
    opened.flush()


@pytest.mark.parametrize("damage", [bad_current, no_current, no_store, fewer_triples])
def test_damaged_store_goes_back_to_the_last_acknowledged_write(written, damage):
    before = store.newest(written)
    damage(written)
    with writing(written) as writer:
        assert graph(writer.current, MINE) == graph(before, MINE) != set()
        writer.apply(Put(MINE + "/new", turtle("<> <p> 1 .")))
        assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE, MINE + "/new"}


@pytest.mark.parametrize("place", range(9))
def test_missing_file_is_found_at_the_start_or_by_the_next_write_and_mended(written, place):
    """RocksDB does not look for each of its files when it is opened."""
    before = store.newest(written)
    sorted((written / "store").glob("*.sst"))[place].unlink()
    with writing(written) as writer:
        assert graph(writer.current, MINE) == graph(before, MINE) != set()
        with suppress(Unavailable):  # where the start has not noticed, this does
            writer.apply(Put(MINE + "/new", turtle("<> <p> 1 .")))
        writer.apply(Put(MINE + "/new", turtle("<> <p> 2 .")))
        assert graph(writer.current, MINE) == graph(before, MINE)
        assert graphs(writer.current) == {CLUSTERS, DERIVED, MINE, MINE + "/new"}


def test_damage_beyond_the_checkpoint_is_told_with_what_to_do_while_reading_goes_on(written):
    held = pyoxigraph.Store.read_only(store.newest(written).checkpoint.as_posix())
    for file in [*written.glob("store/*.sst"), *written.glob("checkpoints/*/store/*.sst")]:
        file.unlink()
    with pytest.raises(Unavailable, match="restore a backup: educluster store restore"), writing(written):
        pass
    assert len(held) == 6


def test_without_any_checkpoint_the_store_is_published_as_it_is(written):
    shutil.rmtree(written / "checkpoints")
    assert len(graph(loading.prepare(written), MINE)) == 2
