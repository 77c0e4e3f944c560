"""What the tests of the doors share: a loaded folder, the application, a service that runs."""

from __future__ import annotations

import re
import shutil
import subprocess
import sys
import threading
import time
import urllib.error
import urllib.request
import uuid
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from email.message import Message
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.testing import FlaskClient
from hypothesis import settings
from werkzeug.serving import make_server

from educluster import access, store
from educluster.config import Settings
from educluster.store import loading
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

    @property
    def data(self) -> Path:
        """Return its data folder."""
        return Path(self.printed.partition(" from ")[2].splitlines()[0])


@pytest.fixture(scope="session")
def pristine(tmp_path_factory) -> Path:
    """A data folder with the packaged release in it, which nobody serves: one service writes to a folder."""
    data = tmp_path_factory.mktemp("data")
    loading.prepare(data)
    return data


@pytest.fixture(scope="session")
def folder(pristine, tmp_path_factory) -> Path:
    """A data folder with the packaged release in it, for services that tests run one after the other."""
    return copied(pristine, tmp_path_factory)


def copied(data: Path, tmp_path_factory) -> Path:
    """Return a copy of a data folder that nobody serves."""
    return Path(shutil.copytree(data, tmp_path_factory.mktemp("copy") / "data"))


@pytest.fixture(scope="session")
def loaded(folder) -> store.Loaded:
    return loading.prepare(folder)


@pytest.fixture(scope="session")
def app(pristine, tmp_path_factory) -> Iterator[Flask]:
    settings = Settings(
        data=copied(pristine, tmp_path_factory),
        workers=1,
        query_seconds=20,
        body_bytes=200_000,
        waiting=1000,
        client_rate=0,
        client_queries=0,
        request_log="",
    )
    app = create_app(settings, loading.prepare(settings.data))
    app.config["TESTING"] = True
    yield app
    app.extensions["educluster"].close()


@pytest.fixture
def client(app) -> FlaskClient:
    return app.test_client()


@pytest.fixture(scope="session")
def address(app) -> Iterator[str]:
    """The address of the application, served from this process."""
    serving = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=serving.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{serving.server_port}"
    serving.shutdown()
    thread.join()
    serving.server_close()


@pytest.fixture(scope="session")
def server(pristine, tmp_path_factory) -> Iterator[Running]:
    """A service as its users run it, with a deadline of two seconds."""
    with serving("--data", str(copied(pristine, tmp_path_factory)), "--query-seconds", "2") as running:
        yield running


UNBOUNDED = ("--client-rate", "0", "--client-queries", "0", "--request-log", "")  # a later one wins


class serving:
    """Run `educluster serve` on a free port of the loopback; it is ended on leaving.

    Without bounds on one client, which all tests are, and without a log of requests, unless arguments say so.
    """

    def __init__(self, *arguments: str) -> None:
        command = [sys.executable, "-m", "educluster.cli", "serve", "--port", "0", *UNBOUNDED, *arguments]
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


def get(address: str, **headers: str) -> tuple[int, Message, bytes]:
    """Return the status, the headers and the body of an answer; a header is given as Its_Name."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=named), timeout=60) as response:
            return response.status, response.headers, response.read()
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers, refused.read()


def soon(holds: Callable[[], object]) -> bool:
    """Return whether something holds within ten seconds."""
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.1)
    return False


def token(data: Path, *scopes: str, graphs: tuple[str, ...] = (), name: str = "") -> dict[str, str]:
    """Return the header that carries a new token for a data folder; a running service knows it at once."""
    made = access.create(data, name or f"test-{uuid.uuid4().hex}", scopes or ("update",), graphs)
    return {"Authorization": f"Bearer {made.text}"}


@pytest.fixture
def runner() -> CliRunner:
    return CliRunner()
