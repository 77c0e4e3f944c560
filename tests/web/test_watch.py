"""What is told of requests: their ids, the log, the metrics, and what scripts of other pages may see."""

import json
import re
import urllib.parse
from datetime import datetime

import pytest

from conftest import get, serving, soon, token
from educluster.web.log import Log
from educluster.web.watch import Notes, Watch

ASK = "/sparql?query=ASK%7B%7D"
FIELDS = {
    "time", "id", "method", "route", "status", "ms", "bytes", "rows", "query", "cut", "cached", "tier",
    "client", "outcome",
}  # fmt: skip


@pytest.fixture(scope="module")
def logged(folder, tmp_path_factory):
    """A service, and a function that gives the lines of its log that have an id."""
    file = tmp_path_factory.mktemp("log") / "requests.log"
    with serving("--data", str(folder), "--request-log", str(file)) as running:
        yield running, file


def line_of(file, wanted):
    """Return the line of the log that has this id, once it is there."""
    found = []

    def there():
        whole = file.read_text().rpartition("\n")[0] if file.exists() else ""
        lines = [json.loads(line) for line in whole.splitlines()]
        found[:] = [line for line in lines if line["id"] == wanted]
        return found

    assert soon(there)
    (line,) = found
    return line


def test_each_answer_has_an_id_that_is_new_or_the_proxys(client):
    ids = [client.get("/health").headers["X-Request-Id"] for _ in range(2)]
    assert all(re.fullmatch("[0-9a-f]{16}", each) for each in ids)
    assert ids[0] != ids[1]
    assert client.get("/nothing", headers={"X-Request-Id": "proxy-17"}).headers["X-Request-Id"] == "proxy-17"


@pytest.mark.parametrize("given", ["", "a b", "x" * 129, 'a"b', "é"])
def test_an_id_that_is_none_is_replaced(client, given):
    response = client.get("/health", headers={"X-Request-Id": given})
    assert re.fullmatch("[0-9a-f]{16}", response.headers["X-Request-Id"])


def test_the_log_tells_of_a_query_without_the_query(logged):
    running, file = logged
    query = "SELECT ?secret WHERE { ?secret ?p ?o } LIMIT 3"
    address = f"{running.address}/sparql?query={urllib.parse.quote(query)}"
    status, headers, body = get(address)
    line = line_of(file, headers["X-Request-Id"])
    assert set(line) == FIELDS
    assert (line["route"], line["method"], line["status"], line["bytes"]) == (
        "/sparql",
        "GET",
        status,
        len(body),
    )
    assert (line["rows"], line["tier"], line["cached"], line["cut"]) == (3, "anonymous", False, "")
    assert re.fullmatch("[0-9a-f]{16}", line["query"])
    assert line["ms"] > 0
    assert datetime.fromisoformat(line["time"]).tzinfo
    again = line_of(file, get(address)[1]["X-Request-Id"])
    assert (again["query"], again["client"]) == (line["query"], line["client"])
    assert get(address.replace("LIMIT", "limit"))[0] == 200


def test_the_log_holds_no_query_no_data_no_address_and_no_token(logged, folder):
    running, file = logged
    header = token(folder, "query", name="named-in-no-log")
    secret = urllib.parse.quote("ASK { ?s ?p 'in-no-log' }")
    for address in (
        f"/sparql?query={secret}",
        "/in-no-log?a=in-no-log",
        "/sparql?query=in-no-log",
        "/graphs/in-no-log",
    ):
        _, headers, _ = get(running.address + address, User_Agent="in-no-log", **header)
        line = line_of(file, headers["X-Request-Id"])
        assert line["tier"] == "token"
    text = file.read_text()
    for each in ("in-no-log", "127.0.0.1", header["Authorization"].removeprefix("Bearer ")):
        assert each not in text


def test_what_went_wrong_stands_in_the_log_by_its_type(logged):
    running, file = logged
    _, headers, _ = get(f"{running.address}/sparql?query=SELEC")
    line = line_of(file, headers["X-Request-Id"])
    assert (line["status"], line["outcome"]) == (400, "bad-query")


def test_the_log_goes_on_in_a_new_file_when_the_old_one_is_moved(logged):
    running, file = logged
    line_of(file, get(f"{running.address}/health")[1]["X-Request-Id"])
    file.rename(file.with_suffix(".1"))
    line_of(file, get(f"{running.address}/health")[1]["X-Request-Id"])
    before = file.with_suffix(".1").stat().st_size
    line_of(file, get(f"{running.address}/health")[1]["X-Request-Id"])
    assert file.with_suffix(".1").stat().st_size == before


def test_a_log_that_cannot_be_written_stops_no_request_and_says_so_once(capsys):
    log = Log("/dev/full")
    for _ in range(3):
        log(Notes("x", "GET"))
        assert soon(lambda: not log._waiting)
    log.close()
    assert soon(lambda: log.lost == 3)
    assert capsys.readouterr().err.count("the log of requests cannot be written") == 1


def test_lines_that_wait_too_long_are_counted_as_lost(monkeypatch):
    monkeypatch.setattr("educluster.web.log._MOST_LINES", 2)
    monkeypatch.setattr("educluster.web.log._EVERY_SECONDS", 60)
    log = Log("/dev/null")
    for _ in range(5):
        log(Notes("x", "GET"))
    assert log.lost == 3
    log.close()


def metrics(address):
    """Return the samples by their names with labels."""
    _, headers, body = get(f"{address}/metrics")
    assert headers["Content-Type"].startswith("text/plain; version=0.0.4")
    rows = [line.rpartition(" ") for line in body.decode().splitlines() if not line.startswith("#")]
    return {name: float(value) for name, _, value in rows}


def test_metrics_count_requests_queries_and_what_became_of_them(logged):
    address = logged[0].address
    before = metrics(address)
    get(address + ASK)
    get(f"{address}/sparql?query=SELEC")
    get(f"{address}/no-such-route-in-metrics")
    after = metrics(address)

    def more(name):
        return after.get(name, 0) - before.get(name, 0)

    assert more('educluster_requests_total{method="GET",route="/sparql",status="2xx"}') == 1
    assert more('educluster_requests_total{method="GET",route="none",status="4xx"}') == 1
    assert more('educluster_queries_total{outcome="ok"}') == 1
    assert more('educluster_queries_total{outcome="syntax"}') == 1
    assert more('educluster_request_seconds_count{route="/sparql"}') == 2
    assert not [name for name in after if "no-such-route" in name]


def test_metrics_tell_of_workers_memory_disk_and_store(logged, loaded):
    found = metrics(logged[0].address)
    assert found["educluster_store_triples"] == loaded.triples
    assert found['educluster_workers_lost{kind="queries"}'] == 0
    for name in ("disk_free_bytes", 'resident_bytes{process="web"}', 'resident_bytes{process="workers"}'):
        assert found[f"educluster_{name}"] > 1_000_000


@pytest.mark.parametrize("path", ["/sparql", "/sparql.json", "/update", "/graphs", "/graphs/x", "/validate"])
def test_a_browser_that_asks_before_it_asks_is_told_yes(client, path):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    response = client.options(path, headers=asked)
    assert (response.status_code, response.data) == (204, b"")
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert {"Authorization", "Content-Type"} <= set(
        response.headers["Access-Control-Allow-Headers"].split(", ")
    )
    assert {"PUT", "DELETE", "POST"} <= set(response.headers["Access-Control-Allow-Methods"].split(", "))


@pytest.mark.parametrize("page", [{}, {"Accept": "text/html"}], ids=["a machine", "a browser"])
@pytest.mark.parametrize(
    "path", ["/", ASK, "/sparql", "/void", "/graphs", "/nothing", "/graphs/registered/none", "/health"]
)
def test_no_cache_keeps_an_answer_without_asking_again(client, path, page):
    assert client.get(path, headers=page).headers["Cache-Control"] == "no-cache"


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
def test_what_is_for_operators_is_for_no_script(client, path):
    headers = client.get(path, headers={"Origin": "https://example.org"}).headers
    assert not [name for name in headers.keys() if name.startswith("Access-Control")]  # noqa: SIM118
    assert headers["X-Request-Id"]


@pytest.mark.parametrize("path", ["/", "/sparql", "/update", "/graphs", "/graphs/registered/x", "/health"])
def test_an_answer_without_content_has_no_type_and_no_length(client, path):
    asked = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    for headers in ({}, asked):
        response = client.options(path, headers=headers)
        assert (response.status_code, response.data) in ((200, b""), (204, b""))
        assert "Content-Type" not in response.headers
        assert response.status_code == 200 or "Content-Length" not in response.headers


@pytest.mark.parametrize("path", [ASK, "/sparql?query=SELEC", "/nothing", "/"])
def test_every_answer_may_be_read_by_scripts_of_other_pages_with_its_headers(client, path):
    headers = client.get(path, headers={"Origin": "https://example.org"}).headers
    assert headers["Access-Control-Allow-Origin"] == "*"
    assert {"ETag", "Educluster-Cut", "Educluster-Version", "X-Request-Id", "Retry-After"} <= set(
        headers["Access-Control-Expose-Headers"].split(", ")
    )


class Answer:
    """An answer in pieces, which breaks off after some, and remembers whether it was closed."""

    def __init__(self, *pieces):
        self.pieces, self.closed = iter(pieces), 0

    def __iter__(self):
        return self

    def __next__(self):
        piece = next(self.pieces)
        if isinstance(piece, Exception):
            raise piece
        return piece

    def close(self):
        self.closed += 1


def watched(answer, *headers):
    """Return what is told of a request with this answer, and the answer as the server gets it."""
    told, left = [], []

    def application(environ, start_response):
        environ["educluster.notes"].at_end.append(lambda: left.append(1))
        start_response("200 OK", list(headers))
        return answer

    given = Watch(application, told.append)({"REQUEST_METHOD": "GET"}, lambda *_: None)
    return told, left, given


def test_a_long_answer_has_ended_when_its_last_piece_is_taken():
    answer = Answer(b"ab", b"c")
    told, left, given = watched(answer)
    assert (told, left) == ([], [])
    assert list(given) == [b"ab", b"c"]
    given.close()
    assert (told[0].bytes, told[0].status, left, answer.closed) == (3, 200, [1], 1)


def test_a_long_answer_has_ended_when_its_client_leaves():
    answer = Answer(b"ab", b"c")
    told, left, given = watched(answer)
    next(given)
    given.close()
    assert (told[0].bytes, left, answer.closed) == (2, [1], 1)


def test_a_short_answer_is_handed_over_whole():
    answer = Answer(b"ab", b"c")
    told, left, given = watched(answer, ("Content-Length", "3"))
    assert (given, told[0].bytes, left, answer.closed) == ([b"abc"], 3, [1], 1)


@pytest.mark.parametrize("headers", [[], [("Content-Length", "3")]], ids=["long", "short"])
def test_an_answer_that_breaks_off_has_ended(headers):
    with pytest.raises(OSError, match="broken"):
        list(watched(Answer(b"ab", OSError("broken")), *headers)[2])


def test_a_request_that_fails_before_its_answer_has_ended_once():
    told, left = [], []

    def application(environ, _):
        environ["educluster.notes"].at_end.append(lambda: left.append(1))
        raise ValueError("broken")

    with pytest.raises(ValueError, match="broken"):
        Watch(application, told.append)({"REQUEST_METHOD": "BREW"}, lambda *_: None)
    assert ([each.status for each in told], told[0].method, left) == ([500], "other", [1])
