"""kill -9 while writing, ten times; `make soak` does it a thousand times."""

import pytest

from educluster import platform
from educluster.store import loading
from soak import kill_nine


@pytest.mark.skipif(bool(platform.missing()), reason="processes are found as on Linux")
def test_ten_kills_while_writing_lose_no_acknowledged_write(tmp_path):
    done, acknowledged, faults = kill_nine.soak(tmp_path, kills=10, seconds=180)
    assert (done, faults) == (10, [])
    assert acknowledged >= 10


def test_what_is_lost_or_there_in_part_is_found(tmp_path):
    """The soak's own eyes: it must see a loss."""
    known = kill_nine.Known()
    loading.prepare(tmp_path)
    for line in ("i 0 5", "i 1 6", "p 2 7"):
        known.hear(line)
    faults = known.missing(kill_nine.store.newest(tmp_path))
    assert sorted(faults)[:2] == ["5 is lost", "6 is lost"]
    assert len(faults) == 3
