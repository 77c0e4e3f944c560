"""Writes over HTTP last: through kill -9, a full disk, and beside readers, who see each commit whole."""

import json
import os
import re
import signal
import socket
import threading
import urllib.parse
import urllib.request
from pathlib import Path

import pytest

from conftest import get, serving, soon, token
from educluster import platform

if not platform.missing():
    import resource

pytestmark = pytest.mark.skipif(bool(platform.missing()), reason="processes are found as on Linux")
MINE = "https://example.org/lasting"


@pytest.fixture(scope="module")
def data(tmp_path_factory):
    return tmp_path_factory.mktemp("lasting") / "data"


@pytest.fixture(scope="module")
def bearer(data):
    data.mkdir()
    return token(data)


@pytest.fixture(scope="module")
def service(data, bearer):
    with serving("--data", str(data), "--query-seconds", "20") as running:
        yield running


def put(running, bearer, text, graph=MINE):
    """Return the status of a PUT of a graph in Turtle, and what is said of an error."""
    address = f"{running.address}/graphs?graph={urllib.parse.quote(graph, safe='')}"
    headers = {**bearer, "Content-Type": "text/turtle"}
    asked = urllib.request.Request(address, text.encode(), headers, method="PUT")
    try:
        with urllib.request.urlopen(asked, timeout=60) as response:
            return response.status, ""
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.loads(refused.read())["detail"]


def count(running, graph=MINE):
    query = urllib.parse.quote(f"SELECT (COUNT(*) AS ?count) WHERE {{ GRAPH <{graph}> {{ ?s ?p ?o }} }}")
    status, _, body = get(f"{running.address}/sparql?query={query}", Accept="text/csv")
    assert status == 200, body
    return int(body.split()[1])


def processes(parent):
    """Return the command line of each process below another, by its id."""
    found = {}
    for children in Path(f"/proc/{parent}/task").glob("*/children"):
        for child in children.read_text().split():
            found[int(child)] = Path(f"/proc/{child}/cmdline").read_bytes().decode()
            found.update(processes(child))
    return found


def write_worker(running):
    return next(pid for pid, line in processes(running.process.pid).items() if "write_worker" in line)


def is_gone(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z"
    except OSError:
        return True


def test_acknowledged_write_is_seen_by_the_next_query(service, bearer):
    for number in range(1, 6):
        status, _ = put(service, bearer, " ".join(f"<s:s> <p:p> {n} ." for n in range(number)))
        assert status == (201 if number == 1 else 204)
        assert count(service) == number


def test_readers_see_each_commit_whole_and_no_request_fails_while_versions_change(service, bearer):
    """Each version of the graph has as many triples as its number, twice."""
    put(service, bearer, "<s:s> <p:p> 1 , 2 .", MINE + "/whole")
    stop, faults = threading.Event(), []

    def read():
        last = 2
        while not stop.is_set():
            try:
                found = count(service, MINE + "/whole")
            except (AssertionError, OSError) as error:
                faults.append(error)
                return
            if found % 2 or found < last:
                faults.append((last, found))
            last = found

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(2, 30):
        triples = " ".join(f"<s:s> <p:p> {n} ." for n in range(2 * number))
        assert put(service, bearer, triples, MINE + "/whole") == (204, "")
    stop.set()
    for reader in readers:
        reader.join()
    assert faults == []
    assert count(service, MINE + "/whole") == 58


def test_write_worker_that_is_killed_is_replaced_while_reading_goes_on(service, bearer):
    assert put(service, bearer, "<s:s> <p:p> 1 .")[0] in {201, 204}
    os.kill(write_worker(service), signal.SIGKILL)
    assert count(service) == 1
    assert soon(lambda: put(service, bearer, "<s:s> <p:p> 1 , 2 .")[0] == 204)
    assert count(service) == 2


def test_full_disk_is_told_while_reading_goes_on_and_writing_goes_on_when_there_is_room(service, bearer):
    assert put(service, bearer, "<s:s> <p:p> 1 .")[0] in {201, 204}
    worker = write_worker(service)
    hard = resource.prlimit(worker, resource.RLIMIT_FSIZE)[1]
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (100, hard))
    status, said = put(service, bearer, "<s:s> <p:p> 1 , 2 .")
    assert (status, "cannot be written now" in said) == (503, True)
    assert count(service) == 1
    assert get(f"{service.address}/health")[0] == 200
    resource.prlimit(worker, resource.RLIMIT_FSIZE, (hard, hard))
    assert put(service, bearer, "<s:s> <p:p> 1 , 2 , 3 .") == (204, "")
    assert count(service) == 3


@pytest.mark.parametrize("victim", ["web", "all"])
def test_killed_service_leaves_no_process_and_no_acknowledged_write_is_lost(victim, tmp_path):
    own = tmp_path / "data"
    own.mkdir()
    known = token(own)
    with serving("--data", str(own)) as running:
        assert put(running, known, "<s:s> <p:p> 1 , 2 .")[0] == 201
        below = processes(running.process.pid)
        assert sum("educluster.workers" in line for line in below.values()) >= 3
        web = next(pid for pid in below if _has_workers(pid))
        os.kill(web if victim == "web" else running.process.pid, signal.SIGKILL)
        assert soon(lambda: all(is_gone(pid) for pid in [*below, running.process.pid]))
    with serving("--data", str(own)) as running:
        assert count(running) == 2
        assert put(running, known, "<s:s> <p:p> 1 , 2 , 3 .") == (204, "")
        assert count(running) == 3


def _has_workers(pid):
    return any("educluster.workers" in line for line in processes(pid).values())


def test_version_is_told_and_changes_with_each_commit(service, bearer):
    def version():
        return get(f"{service.address}/sparql?query=ASK%7B%7D")[1]["Educluster-Version"]

    before = version()
    put(service, bearer, "<s:s> <p:p> 7 .")
    assert re.fullmatch(r"[0-9a-f]{16}-[0-9]{6}", version())
    assert version() > before


def cut_off(address, head, body):
    """Send the beginning of a request, then close the way in; return what is answered."""
    host, port = address.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as connection:
        connection.sendall(head.encode() + b"\r\n" + body)
        connection.shutdown(socket.SHUT_WR)
        return b"".join(iter(lambda: connection.recv(65536), b"")).decode(errors="replace")


@pytest.mark.parametrize(
    ("address", "media_type", "body"),
    [
        (f"PUT /graphs?graph={MINE}-whole", "text/turtle", b"<> <p> 1 .\n"),
        (f"PUT /graphs?graph={MINE}-whole", "text/turtle", b""),
        ("POST /update", "application/sparql-update", f"CLEAR GRAPH <{MINE}-whole> ; ".encode()),
    ],
    ids=["half", "nothing", "update"],
)
@pytest.mark.parametrize("length", ["Content-Length: 1600", "Transfer-Encoding: chunked"])
def test_body_that_is_cut_off_changes_nothing(service, bearer, address, media_type, body, length):
    assert put(service, bearer, "<> <p> 1, 2, 3 .", f"{MINE}-whole")[0] in (201, 204)
    head = f"{address} HTTP/1.1\r\nHost: x\r\nContent-Type: {media_type}\r\n{length}\r\n"
    head += f"Authorization: {bearer['Authorization']}\r\n"
    chunk = f"{len(body):x}\r\n".encode() + body + b"\r\n" if "chunked" in length and body else body
    answered = cut_off(service.address, head, chunk)
    assert not answered or answered.split()[1] in ("400", "411"), answered
    assert count(service, f"{MINE}-whole") == 3


UPDATES = {
    "made": f"INSERT DATA {{ GRAPH <{MINE}-short> {{ <s:s> <p:p> 7 }} }}",
    "cut off in the middle": "INSERT DATA { <s:s>",
    "no update": "ASK {}",
    "a packaged graph": "CLEAR GRAPH <https://w3id.org/educluster/graph/ontology>",
    "nothing": "",
    "not UTF-8": b"INSERT DATA { <s:s> <p:p> '\xff' }",
}


@pytest.mark.parametrize("update", UPDATES.values(), ids=UPDATES)
@pytest.mark.parametrize("who", ["writer", "reader", "nobody", "stranger"])
def test_the_short_way_of_updates_answers_as_flask_does(service, bearer, data, update, who):
    stranger = {"Authorization": "Bearer 123"}
    header = {"writer": bearer, "reader": token(data, "query"), "nobody": {}, "stranger": stranger}[who]

    def answered(media_type):
        body = update if isinstance(update, bytes) else update.encode()
        headers = {**header, "Content-Type": media_type}
        asked = urllib.request.Request(f"{service.address}/update", body, headers, method="POST")
        try:
            response = urllib.request.urlopen(asked, timeout=60)
        except urllib.error.HTTPError as refused:
            response = refused
        with response:
            of_its_own = {"x-request-id", "educluster-version", "date"}
            told = {name.lower(): value for name, value in response.headers.items()}
            return response.status, {k: v for k, v in told.items() if k not in of_its_own}, response.read()

    short, whole = answered("application/sparql-update"), answered("application/sparql-update; charset=utf-8")
    assert short[1].items() ^ whole[1].items() == set()
    assert short == whole
    assert (short[0] == 204) is (who == "writer" and update in (UPDATES["made"], UPDATES["nothing"]))
