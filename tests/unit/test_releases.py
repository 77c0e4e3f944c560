"""Releases that a data folder holds: kept when the next one comes, added from a dump, asked as themselves."""

import os
import shutil
import stat
from pathlib import Path

import pytest

import small_release
from educluster import artifacts, formats, names, platform, store
from educluster.errors import BadDocument, BadParameter, NotFound
from educluster.store import checkpoints, dumps, folder, loading, releases
from educluster.store.dumps import Head
from educluster.store.snapshot import Snapshot
from educluster.write import Put
from small_release import CLUSTERS, DERIVED, MINE, graph, graphs, turtle, writing

ONTOLOGY = f"<{names.EC.rstrip('#')}>"


@pytest.fixture
def release(monkeypatch, tmp_path):
    """Make the packaged data those of a release with these clusters; return its digest."""

    def make(*clusters):
        small_release.make(monkeypatch, tmp_path / "release", *clusters)
        return artifacts.release()

    return make


@pytest.fixture
def data(tmp_path):
    return tmp_path / "data"


@pytest.fixture
def dump(tmp_path):
    """Write the packaged data as a dump, and return its file."""

    def write(version="0.1.0"):
        head = Head(version, "2026-11-22", artifacts.release())
        file = tmp_path / f"{head.release}.trig"
        file.write_bytes(dumps.headed(head, Snapshot().dump(formats.TRIG)))
        return file

    return write


def put_mine(data):
    with writing(data) as writer:
        writer.apply(Put(MINE, turtle("<> <p> 1 , 2 .")))


def said(data, release):
    return sorted(line.split()[2] for line in graph(store.release_of(data, release), CLUSTERS))


def test_release_is_held_from_the_first_start_and_takes_no_room_of_its_own(release, data):
    release("first")
    loaded = loading.prepare(data)
    held = store.release_of(data, loaded.release)
    assert (held.version, held.release, held.triples) == (loaded.release, loaded.release, loaded.triples)
    assert graphs(held) == {CLUSTERS, DERIVED}
    tables = list(held.checkpoint.glob("*.sst"))
    assert tables
    assert all(os.stat(each)[stat.ST_NLINK] > 1 for each in tables)


@pytest.mark.parametrize("when", ["before the first release", "between two"])
def test_live_contains_the_graph_of_a_user_and_no_release_does(release, data, when):
    first = release("first")
    loading.prepare(data)
    put_mine(data)
    if when == "before the first release":
        shutil.rmtree(data / "releases")  # as a version of the program left it that kept none
    second = release("second")
    live = loading.prepare(data)
    assert graphs(live) == {CLUSTERS, DERIVED, MINE}
    for each in (first, second):
        assert graphs(store.release_of(data, each)) == {CLUSTERS, DERIVED}
    assert (said(data, first), said(data, second)) == (['"first"'], ['"second"'])


def test_release_stays_as_it_is_whatever_is_written_to_the_live_store(release, data):
    first = release("first")
    loading.prepare(data)
    before = graph(store.release_of(data, first), CLUSTERS)
    with writing(data) as writer:
        for number in range(20):
            writer.apply(Put(MINE, turtle(" ".join(f"<> <p> {n} ." for n in range(100 * number)))))
    opened = folder.open_store(data)
    opened.optimize()
    del opened
    assert graph(store.release_of(data, first), CLUSTERS) == before != set()


@pytest.mark.parametrize("harm", ["gone", "cut"])
def test_release_that_is_lost_or_cut_off_is_made_again(release, data, harm):
    first = release("first")
    loading.prepare(data)
    put_mine(data)
    place = data / "releases" / first
    if harm == "gone":
        shutil.rmtree(place)
    else:
        (next(place.glob("store/*.sst"))).unlink()
        next(place.glob("store/MANIFEST*")).write_bytes(b"")
    assert loading.prepared(data) is None
    loading.prepare(data)
    assert loading.prepared(data)
    assert said(data, first) == ['"first"']
    assert graphs(store.release_of(data, first)) == {CLUSTERS, DERIVED}


@pytest.mark.parametrize("harm", [Path.unlink, lambda file: file.write_bytes(b"x" * file.stat().st_size)])
def test_damage_of_the_last_release_does_not_hold_the_next_one_up(release, data, capfd, harm):
    first = release("first")
    loading.prepare(data)
    shutil.rmtree(data / "releases")
    for file in store.newest(data).checkpoint.glob("*.sst"):
        copy = file.read_bytes()
        file.unlink()  # which the store shares
        file.write_bytes(copy)
        harm(file)
    second = release("second")
    assert loading.prepare(data).release == second
    assert first in capfd.readouterr().err
    assert [each.release for each in store.installed(data)] == [second]


def test_what_is_not_held_is_not_found_and_it_is_told_what_is(release, data):
    first = release("first")
    loading.prepare(data)
    for wanted in ("0123456789abcdef", "0.9", "", "../checkpoints", f"{first}-000001", first[:8]):
        with pytest.raises(NotFound, match=rf"held: .*{first}.*educluster store releases --add FILE"):
            store.release_of(data, wanted)
    with pytest.raises(NotFound, match="held: none"):
        store.release_of(data / "elsewhere", first)


def test_release_is_found_by_its_version_when_no_other_has_it(release, data, dump, monkeypatch):
    first = release("first")
    header = f'{ONTOLOGY} <{names.OWL}versionInfo> "7.0" ; <{names.DCTERMS}modified> "2026-11-22" .'
    source = artifacts.sources()[0].path

    def with_header(*clusters):
        release(*clusters)
        source.write_text(source.read_text() + "\n" + header)
        return artifacts.release()

    loading.prepare(data)
    second = with_header("second")
    loading.prepare(data)
    assert store.release_of(data, "7.0").release == second
    assert store.release_about(data, "7.0").told == f"7.0 (2026-11-22), release {second}"
    third = with_header("third")
    loading.prepare(data)
    with pytest.raises(NotFound, match=f"several releases have the version 7.0: {third}, {second}"):
        store.release_of(data, "7.0")
    assert [each.release for each in store.installed(data)] == [third, second, first]


def test_dump_is_added_and_answers_as_the_release_that_it_is(release, data, dump):
    first = release("first")
    file = dump()
    second = release("second")
    loading.prepare(data)
    with pytest.raises(NotFound):
        store.release_of(data, first)
    assert releases.install(data, file).release == first
    assert said(data, first) == ['"first"']
    assert graphs(store.release_of(data, first)) == {CLUSTERS, DERIVED}
    assert releases.install(data, file).release == first  # again: it is there
    assert store.newest(data).release == second


def test_dump_is_asked_without_any_data_folder(release, dump):
    first, file = release("first"), dump()
    release("second")
    with store.from_dump(file) as data:
        assert store.newest(data).release == first
        assert said(data, first) == ['"first"']
        assert graphs(store.newest(data)) == {CLUSTERS, DERIVED}
    assert not data.exists()


def changed(text):
    return text.replace(b"first", b"other")


def cut(text):
    return text[: text.rindex(b"\n", 0, -10)]


def without_head(text):
    return text.partition(b"\n")[2]


def of_another(text):
    return text.replace(b"release ", b"release x", 1)


@pytest.mark.parametrize("harm", [changed, cut, without_head, of_another, lambda _: b""])
def test_dump_that_was_changed_is_refused(release, data, dump, harm):
    release("first", "second")
    file = dump()
    text = file.read_bytes()
    assert harm(text) != text
    file.write_bytes(harm(text))
    with pytest.raises(BadDocument, match="educluster release"):
        releases.install(data, file)
    with pytest.raises(BadDocument), store.from_dump(file):
        pass
    assert store.installed(data) == []


def test_dump_whose_sum_is_right_but_that_is_no_trig_is_refused_and_leaves_nothing(release, data, tmp_path):
    file = tmp_path / "bad.trig"
    file.write_bytes(dumps.headed(Head("1", "2026", release("first")), b"<a:b> {"))
    with pytest.raises(BadDocument, match="is no TriG"):
        releases.install(data, file)
    assert list((data / "releases").iterdir()) == []


def test_what_a_killed_process_had_begun_is_removed_and_what_another_makes_is_not(release, data):
    first = release("first")
    (data / "releases").mkdir(parents=True)
    for name in ("dead", "alive"):
        (data / "releases" / f"{first}.partial-{name}").mkdir()
        (data / "releases" / f"{first}.partial-{name}" / "lock").touch()
    with platform.hold(data / "releases" / f"{first}.partial-alive" / "lock"):
        loading.prepare(data)
    found = {each.name for each in (data / "releases").iterdir()}
    assert found == {first, f"{first}.partial-alive"}


def test_release_is_removed_but_never_the_one_that_is_served(release, data):
    first = release("first")
    loading.prepare(data)
    second = release("second")
    loading.prepare(data)
    with pytest.raises(BadParameter, match=f"{second} is the one that is served"):
        releases.remove(data, second)
    assert releases.remove(data, first).release == first
    with pytest.raises(NotFound, match=rf"held: .*{second}"):
        store.release_of(data, first)
    assert not (data / "releases" / first).exists()


def test_checkpoints_are_swept_and_releases_are_not(release, data):
    first = release("first")
    loading.prepare(data)
    second = release("second")
    loading.prepare(data)
    checkpoints.sweep(data, lambda _: False)
    assert {each.release for each in store.installed(data)} == {first, second}
