"""store.files.Log: where the log of a store ends, and what is not known to be its end."""

import struct

import pyoxigraph
import pytest

from educluster.store.files import Log


def records(*kinds, number=7):
    """Return records of a log, as its source has them; nobody looks at their checksums here."""
    return b"".join(struct.pack("<IHBI", 0, 5, kind, number) + b"bytes" for kind in kinds)


@pytest.fixture
def log(tmp_path):
    log = tmp_path / "000007.log"
    log.write_bytes(b"")
    return log


def test_log_that_grows_is_short_until_it_is_long(log):
    known = Log(log)
    for _ in range(3):
        log.write_bytes(log.read_bytes() + records(5, 6, 7, 8))
        assert known.short
    log.write_bytes(log.read_bytes() + records(5) * 20_000)
    assert not known.short


@pytest.mark.parametrize("kind", [1, 4, 11, 131], ids=["whole", "last", "with a time", "of the log before"])
def test_log_with_records_of_another_kind_is_not_taken_for_short(log, kind):
    """Its end would not be known, and a copy that ends before it would lose a change in silence."""
    known = Log(log)
    log.write_bytes(records(5))
    assert known.short
    log.write_bytes(log.read_bytes() + records(kind))
    assert not known.short


def test_what_lies_behind_the_end_of_a_log_is_of_one_that_is_used_up(log):
    known = Log(log)
    log.write_bytes(records(5) + records(5, number=3) * 20_000)
    assert known.short


@pytest.mark.parametrize(
    "text",
    ["INSERT DATA { <a:b> <a:c> 1 }", "DELETE WHERE { <a:none> <a:c> ?none }"],
    ids=["change", "change of nothing"],
)
def test_each_change_makes_the_log_of_a_store_grow(tmp_path, text):
    store = pyoxigraph.Store(tmp_path / "store")
    log = max((tmp_path / "store").glob("*.log"))
    known = Log(log)
    for _ in range(3):
        store.update(text)
        assert known.short
