"""SERVICE: endpoints that the operator names may be asked, and no other host, whatever a query tries."""

import http.server
import json
import threading
import urllib.error
import urllib.parse
import urllib.request
from contextlib import contextmanager

import pytest

from conftest import get, serving, soon

ROW = {
    "head": {"vars": ["x"]},
    "results": {"bindings": [{"x": {"type": "literal", "value": "from elsewhere"}}]},
}


class _Endpoint(http.server.BaseHTTPRequestHandler):
    """Answers each query with one row; below /moved it leads to another host, below /broken it fails."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"] or 0))
        self.server.asked.append(self.path)
        if self.path == "/moved":
            self.send_response(307)
            self.send_header("Location", self.server.elsewhere)
        elif self.path == "/slow":
            self.server.let_go.wait(60)
        else:
            self.send_response(500 if self.path == "/broken" else 200)
        body = json.dumps(ROW).encode()
        self.send_header("Content-Type", "application/sparql-results+json")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    do_GET = do_POST

    def log_message(self, *_):
        pass


class _Server(http.server.ThreadingHTTPServer):
    def handle_error(self, *_):
        """Say nothing: who asked was killed at its deadline."""


@contextmanager
def endpoint():
    """A server on the loopback that notes what it is asked."""
    server = _Server(("127.0.0.1", 0), _Endpoint)
    server.asked, server.elsewhere, server.let_go = [], "", threading.Event()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield server, f"http://127.0.0.1:{server.server_port}"
    finally:
        server.let_go.set()
        server.shutdown()
        thread.join()
        server.server_close()


@pytest.fixture(scope="module")
def hosts():
    """The endpoint that is named, and another."""
    with endpoint() as (good, allowed), endpoint() as (bad, forbidden):
        good.elsewhere = f"{forbidden}/sparql"
        yield good, allowed, bad, forbidden


@pytest.fixture(scope="module")
def federated(folder, hosts):
    _, allowed, _, _ = hosts
    named = [
        option
        for path in ("sparql", "moved", "broken", "slow")
        for option in ("--allow-service", f"{allowed}/{path}")
    ]
    with serving("--data", str(folder), "--query-seconds", "3", *named) as running:
        yield running


def ask(server, query):
    """Return the status and what is told."""
    address = f"{server.address}/sparql?{urllib.parse.urlencode({'query': query})}"
    try:
        with urllib.request.urlopen(address, timeout=60) as response:
            return response.status, json.load(response), response.headers
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, json.load(refused), refused.headers


def test_an_endpoint_that_is_named_is_asked_and_its_rows_are_joined(federated, hosts):
    good, allowed, _, _ = hosts
    before = len(good.asked)
    principles = "?s a <https://w3id.org/educluster/ns#Principle>"
    query = f"SELECT ?x ?s {{ SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} {principles} }}"
    for _ in range(2):
        status, told, headers = ask(federated, query)
        assert status == 200
        assert {row["x"]["value"] for row in told["results"]["bindings"]} == {"from elsewhere"}
        assert "ETag" not in headers  # another time it may say something else
    assert len(told["results"]["bindings"]) > 5
    assert len(good.asked) == before + 2


@pytest.mark.parametrize("silent", ["", "SILENT "], ids=["loud", "silent"])
@pytest.mark.parametrize(
    "target",
    ["<{forbidden}/sparql>", "?where", "<{allowed}/other>", "<{allowed}/sparql/>", "<{allowed}/sparql?x=1>"],
)
def test_another_endpoint_is_not_asked(federated, hosts, silent, target):
    good, allowed, bad, forbidden = hosts
    before = len(good.asked)
    named = target.format(allowed=allowed, forbidden=forbidden)
    values = f"VALUES ?where {{ <{forbidden}/sparql> }}"
    status, told, _ = ask(federated, f"SELECT * {{ {values} SERVICE {silent}{named} {{ ?a ?b ?x }} }}")
    assert (status, told["type"].partition("#")[2]) == (400, "bad-query")
    assert (bad.asked, len(good.asked)) == ([], before)


@pytest.mark.parametrize(
    "hidden",
    [
        "SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} SERVICE <{forbidden}/> {{ ?a ?b ?x }}",
        "SERVICE <{allowed}/sparql> {{ SERVICE <{forbidden}/> {{ ?a ?b ?x }} }}",
        "SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} FILTER(?x <1 # >\n) SERVICE <{forbidden}/> {{ ?a ?b ?x }}",
        "SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} FILTER(trueSERVICE<{forbidden}/> {{ ?a ?b ?x }})",
    ],
)
def test_another_endpoint_beside_one_that_is_named_is_not_asked(federated, hosts, hidden):
    _, allowed, bad, forbidden = hosts
    query = f"SELECT * {{ {hidden.format(allowed=allowed, forbidden=forbidden)} }}"
    assert ask(federated, query)[0] == 400
    assert bad.asked == []


def test_an_endpoint_that_leads_elsewhere_is_not_followed(federated, hosts):
    good, allowed, bad, _ = hosts
    status, told, _ = ask(federated, f"SELECT * {{ SERVICE <{allowed}/moved> {{ ?a ?b ?x }} }}")
    assert (status, told["type"].partition("#")[2]) == (503, "unavailable")
    assert "redirect" in told["detail"].lower()
    assert ("/moved" in good.asked, bad.asked) == (True, [])


def test_an_endpoint_that_fails_is_told_and_silence_is_kept(federated, hosts):
    _, allowed, _, _ = hosts
    status, told, _ = ask(federated, f"SELECT * {{ SERVICE <{allowed}/broken> {{ ?a ?b ?x }} }}")
    assert (status, told["type"].partition("#")[2]) == (503, "unavailable")
    status, told, _ = ask(federated, f"SELECT * {{ SERVICE SILENT <{allowed}/broken> {{ ?a ?b ?x }} }}")
    assert (status, told["results"]["bindings"]) == (200, [{}])


def test_an_endpoint_that_is_slow_ends_at_the_deadline_and_others_are_answered(federated, hosts):
    _, allowed, _, _ = hosts
    status, told, _ = ask(federated, f"SELECT * {{ SERVICE <{allowed}/slow> {{ ?a ?b ?x }} }}")
    assert (status, told["limit"]) == (504, "--query-seconds")
    assert ask(federated, "ASK {}")[0] == 200


LONG = "#" + "x" * 40_000 + "\n"  # longer than what is read in the web process


def test_a_long_query_may_ask_an_endpoint_that_is_named_and_no_other(federated, hosts):
    good, allowed, bad, forbidden = hosts
    before = len(good.asked)
    status, told, headers = ask(federated, f"{LONG}SELECT ?x {{ SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} }}")
    assert (status, told["results"]["bindings"]) == (200, ROW["results"]["bindings"])
    assert "ETag" not in headers
    for target in (f"<{forbidden}/>", f"<{allowed}/other>", "?where", f"SILENT <{forbidden}/>"):
        values = f"VALUES ?where {{ <{forbidden}/> }}"
        status, told, _ = ask(federated, f"{LONG}SELECT * {{ {values} SERVICE {target} {{ ?a ?b ?x }} }}")
        assert (status, told["type"].partition("#")[2], told["line"]) == (400, "bad-query", 2)
    assert (bad.asked, len(good.asked)) == ([], before + 1)


def test_the_workers_that_may_ask_others_are_told_of(federated, server):
    def told(running):
        health = json.loads(get(f"{running.address}/health")[2])["workers"]
        return health, get(f"{running.address}/metrics")[2].decode()

    assert soon(lambda: told(federated)[0].get("services"))
    assert 'educluster_workers_ready{kind="services"}' in told(federated)[1]
    assert 'educluster_waiting{kind="services"}' in told(federated)[1]
    health, metrics = told(server)
    assert "services" not in health
    assert 'kind="services"' not in metrics


def test_without_a_named_endpoint_no_query_may_ask_one(server, hosts):
    good, allowed, _, _ = hosts
    before = len(good.asked)
    assert ask(server, f"SELECT * {{ SERVICE <{allowed}/sparql> {{ ?a ?b ?x }} }}")[0] == 400
    assert len(good.asked) == before
