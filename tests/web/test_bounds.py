"""The bounds of a service: deadlines, bodies, who may wait; and that nothing outlives it."""

import http.client
import json
import select
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.parse
import urllib.request
from concurrent.futures import ThreadPoolExecutor

import pytest

from conftest import serving

PRODUCT = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"


def get(address, query=None):
    """Return the status and the body."""
    url = f"{address}/sparql?{urllib.parse.urlencode({'query': query})}" if query else address
    try:
        with urllib.request.urlopen(url, timeout=60) as response:
            status, body = response.status, response.read()
    except urllib.error.HTTPError as refused:
        with refused:
            status, body = refused.code, refused.read()
    return status, body


def test_the_cartesian_product_is_stopped_at_the_deadline(server):
    status, body = get(server.address, PRODUCT)  # how soon is measured by `make bench`
    assert status == 504
    assert json.loads(body)["value"] == "2 seconds"


def test_health_answers_while_more_wait_than_may(server):
    with ThreadPoolExecutor(60) as threads:
        bombs = [threads.submit(get, server.address, PRODUCT) for _ in range(60)]
        time.sleep(0.3)
        answered = [get(f"{server.address}/health")[0] for _ in range(5)]
        waiting = sum(not bomb.done() for bomb in bombs)
        statuses = {bomb.result()[0] for bomb in bombs}
    assert answered == [200] * 5
    assert waiting > 0  # /health was answered before those whose turn had not come
    assert statuses == {503, 504}


@pytest.fixture(scope="module")
def small(folder):
    """A service with a small limit on bodies, and few places to wait."""
    with serving("--data", str(folder), "--body-bytes", "100000", "--waiting", "2") as running:
        yield running


@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "in chunks"])
def test_a_body_may_be_as_long_as_the_limit_and_no_longer(small, chunked):
    statuses = []
    for size in (100_000, 100_001):
        connection = http.client.HTTPConnection(small.address.removeprefix("http://"), timeout=60)
        body = b"<a:c> a <https://w3id.org/educluster/ns#Cluster> .".ljust(size)
        sent, headers = iter([body]) if chunked else body, {"Content-Type": "text/turtle"}
        connection.request("POST", "/validate", sent, headers, encode_chunked=chunked)
        statuses.append(connection.getresponse().status)
        connection.close()
    assert statuses == [200, 413]


def test_health_answers_while_clients_are_slow_to_send(small):
    host, port = small.address.removeprefix("http://").split(":")
    head = "POST /validate HTTP/1.1", "Host: x", "Content-Type: text/turtle", "Content-Length: 900", "", "<a>"
    slow = [socket.create_connection((host, int(port))) for _ in range(40)]
    try:
        for connection in slow:
            connection.sendall("\r\n".join(head).encode())
        places = 2 + 1 + 3 * 2  # what works, and three times what may wait: the others are told to come back
        assert _soon(lambda: len(_answered(slow)) == len(slow) - places)
        assert {connection.recv(12) for connection in _answered(slow)} == {b"HTTP/1.1 503"}
        assert get(f"{small.address}/health")[0] == 200
    finally:
        for connection in slow:
            connection.close()
    assert _soon(lambda: get(small.address, "ASK {}")[0] == 200)


def _answered(connections):
    return select.select(connections, [], [], 0)[0]


def _soon(holds):
    for _ in range(100):
        if holds():
            return True
        time.sleep(0.1)
    return False


@pytest.mark.parametrize("ending", [signal.SIGTERM, signal.SIGKILL])
def test_all_processes_end_with_the_service(folder, ending):
    with serving("--data", str(folder)) as running:
        children = _children(running.process.pid)
        assert len(children) >= 4  # the web process, queries, validators
        running.process.send_signal(ending)
        assert _soon(lambda: not any(_alive(child) for child in children))


def _children(pid):
    listed = subprocess.run(["ps", "-eo", "pid,ppid"], capture_output=True, text=True, check=True).stdout
    pairs = [tuple(map(int, line.split())) for line in listed.splitlines()[1:]]
    direct = [child for child, parent in pairs if parent == pid]
    return direct + [below for child in direct for below in _children(child)]


def _alive(pid):
    state = subprocess.run(["ps", "-o", "stat=", "-p", str(pid)], capture_output=True, text=True).stdout
    return bool(state.strip()) and not state.startswith("Z")
