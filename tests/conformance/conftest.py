"""A service of its own for the tests of protocols: they write, and they clear the whole store."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from conformance.speaking import Speaker
from conftest import serving, token


@pytest.fixture(scope="session")
def speak(tmp_path_factory) -> Iterator[Speaker]:
    data = tmp_path_factory.mktemp("writable")
    with serving("--data", str(data), "--workers", "1", "--body-bytes", "200000") as running:
        yield Speaker(running, token(data))
