"""What the tests of the doors share: a loaded folder, the application, a service that runs."""

from __future__ import annotations

import re
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings

from educluster import store
from educluster.config import Settings
from educluster.web import create_app

settings.register_profile("patient", deadline=None)  # how long an example takes is no matter of a test
settings.load_profile("patient")

ROOT = Path(__file__).resolve().parent.parent
EXAMPLES = ROOT / "corpus" / "examples"
TURTLE = {"Content-Type": "text/turtle"}


@dataclass(frozen=True)
class Running:
    """A service in a process of its own, and what it printed when it started."""

    address: str
    printed: str
    process: subprocess.Popen[str]


@pytest.fixture(scope="session")
def folder(tmp_path_factory) -> Path:
    """A data folder with the packaged release in it."""
    data = tmp_path_factory.mktemp("data")
    store.prepare(data)
    return data


@pytest.fixture(scope="session")
def loaded(folder) -> store.Loaded:
    return store.prepare(folder)


@pytest.fixture(scope="session")
def app(folder, loaded) -> Iterator[Flask]:
    settings = Settings(data=folder, workers=1, query_seconds=20, body_bytes=200_000, waiting=1000)
    app = create_app(settings, loaded)
    app.config["TESTING"] = True
    yield app
    app.extensions["educluster"].close()


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def server(folder) -> Iterator[Running]:
    """A service as its users run it, with a deadline of two seconds."""
    with serving("--data", str(folder), "--query-seconds", "2") as running:
        yield running


class serving:
    """Run `educluster serve` on a free port of the loopback; it is ended on leaving."""

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "educluster.cli", "serve", "--port", "0", *arguments]
        self._process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)

    def __enter__(self) -> Running:
        assert self._process.stdout is not None
        printed = ""
        for line in self._process.stdout:
            printed += line
            if line.startswith("Stop with"):
                break
        address = re.search(r"http://127\.0\.0\.1:\d+", printed)
        assert address, printed
        wait_for(address.group())
        return Running(address.group(), printed, self._process)

    def __exit__(self, *_: object) -> None:
        self._process.terminate()
        self._process.wait(30)
        if self._process.stdout:
            self._process.stdout.close()


def wait_for(address: str) -> None:
    """Return when the service answers; it waits for its own workers."""
    for _ in range(300):
        try:
            with urllib.request.urlopen(f"{address}/health", timeout=30):
                return
        except OSError:
            subprocess.run(["sleep", "0.1"], check=True)
    raise TimeoutError(address)


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()
