"""The files of releases: each of its own data, made once, told when they cannot be had."""

import os

import pytest

import small_release
from educluster import artifacts, catalogue, release
from educluster.cli.main import main
from educluster.config import Settings
from educluster.errors import Busy, NotFound, Unavailable
from educluster.release import Downloads, downloads
from educluster.store import loading


@pytest.fixture
def held(monkeypatch, tmp_path):
    """A data folder with two made-up releases, and their digests: the second is served."""
    data, found = tmp_path / "data", []
    for name in ("first", "second"):
        small_release.make(monkeypatch, tmp_path / "packaged", name)
        found.append(artifacts.release())
        loading.prepare(data)
    return data, found


def text(kept):
    path, _ = kept.file("", "nt")
    return path.read_text(encoding="utf-8")


def test_each_release_gives_its_own_data_made_once(held, monkeypatch):
    data, (first, second) = held
    made = Downloads(Settings(data=data))
    assert '"first"' in text(made.of(first))
    assert '"second"' in text(made.of(second))
    monkeypatch.setattr(downloads, "_WAIT_SECONDS", 0)
    with made._making:  # so that nothing can be made again
        assert '"first"' in text(made.of(first))
        assert '"second"' in text(Downloads(Settings(data=data)).of(second))
    offered = {each.part.name: each.triples for each in made.of(first).edition.offers}
    assert offered == {each.name: {"": 2, "corpus": 2}.get(each.name, 0) for each in catalogue.PARTS}


def test_a_file_waits_for_its_part_alone_and_a_page_for_nothing(held):
    data, (first, _) = held
    made = Downloads(Settings(data=data))
    kept = made.of(first, ("core",))
    assert [each.part.name for each in kept.edition.offers if each.files[0].digest] == ["core"]
    assert len(list(kept.folder.iterdir())) == 6
    begun = made.so_far(first).edition
    assert {each.digest for each in begun.offers[0].files} == {""}
    assert [each.name for each in begun.offers[0].files] == [
        each.name for each in made.of(first).edition.offers[0].files
    ]
    made.close()
    assert made.so_far(first).edition == made.of(first).edition


def test_nothing_is_begun_for_nobody_when_the_service_ends(held):
    data, (first, _) = held
    made = Downloads(Settings(data=data))
    made.close()
    assert not made.so_far(first).edition.beside
    assert made._later is None
    with pytest.raises(Unavailable, match="ended"):
        made.of(first)


def test_what_is_spoilt_is_made_again(held, monkeypatch):
    data, (_, second) = held
    made = Downloads(Settings(data=data))
    told = made.of(second, ("",)).folder / "whole.json"
    told.write_text(told.read_text()[:40])
    monkeypatch.setattr(downloads, "_WAIT_SECONDS", 0)
    with made._making, pytest.raises(Busy, match="being made"):
        made.of(second, ("",))
    assert '"second"' in text(made.of(second, ("",)))


def test_what_there_is_not_is_told(held):
    data, (first, _) = held
    made = Downloads(Settings(data=data))
    with pytest.raises(NotFound, match=r"9\.9\.9"):
        made.of("9.9.9")
    with pytest.raises(NotFound, match="alignments"):
        release.piece("../../store", "ttl")
    for part, ending in (("core", "docx"), ("core", "sssom.tsv"), ("", "../whole.json")):
        with pytest.raises(NotFound, match="no file"):
            release.piece(part, ending)
    with pytest.raises(NotFound, match="no file"):  # the table is that of the packaged release
        made.of(first, ("beside",)).file("", "sssom.tsv")


def test_files_go_with_their_release(held, runner):
    data, (first, second) = held
    made = Downloads(Settings(data=data))
    folders = [made.of(each, ("core",)).folder for each in (first, second)]
    assert runner.invoke(main, ["store", "releases", "--data", str(data), "--remove", first]).exit_code == 0
    assert [each.exists() for each in folders] == [False, True]


def test_of_the_files_of_other_releases_the_newest_stay(tmp_path):
    for age, name in enumerate(("new-2", "old-2", "served-2", "older-2", "new-1", ".partial-x")):
        (tmp_path / name).mkdir()
        os.utime(tmp_path / name, (1000 - age, 1000 - age))
    downloads._clean(tmp_path / "served-2")
    assert {each.name for each in tmp_path.iterdir()} == {"new-2", "served-2"}
