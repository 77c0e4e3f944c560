"""How often a client may ask, and how much at once; who a client is behind proxies."""

import json
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager

import pytest

from conftest import get, serving, token
from educluster.config import Settings
from educluster.web import create_app
from educluster.web.proxies import network

RATE = {"client_rate": 0.2, "client_queries": 0}  # two at once, then one in five seconds


@contextmanager
def asked(folder, loaded, **settings):
    """Give a client of an application with these settings."""
    app = create_app(Settings(data=folder, workers=1, validators=1, request_log="", **settings), loaded)
    try:
        yield app.test_client()
    finally:
        app.extensions["educluster"].close()


@pytest.fixture
def limited(folder, loaded):
    with asked(folder, loaded, **RATE) as client:
        yield client


@pytest.fixture
def proxied(folder, loaded):
    with asked(folder, loaded, **RATE, proxies=2) as client:
        yield client


def statuses(client, times=3, path="/nothing", **headers):
    return [client.get(path, headers=headers).status_code for _ in range(times)]


def test_who_asks_too_often_is_told_when_to_come_back(limited):
    assert 429 not in statuses(limited, 2)
    response = limited.get("/sparql")
    problem = json.loads(response.data)
    assert (response.status_code, response.content_type) == (429, "application/problem+json")
    assert problem["type"].endswith("#too-often")
    assert "--client-rate" in problem["detail"]
    assert 1 <= int(response.headers["Retry-After"]) <= 5
    assert response.headers["Access-Control-Allow-Origin"] == "*"
    assert response.headers["X-Request-Id"]


def test_a_query_that_has_to_be_killed_costs_as_much_as_a_hundred(folder, loaded):
    endless = {"query": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }", "timeout": "0.2"}
    with asked(folder, loaded, client_rate=1, client_queries=0) as client:
        client.application.extensions["educluster"].answering.wait_until_ready()
        assert client.get("/sparql", query_string=endless).status_code == 504
        assert 429 in statuses(client, 3)  # of a burst of ten none is left


@pytest.mark.parametrize("path", ["/health", "/ready", "/metrics"])
def test_operators_are_always_answered(limited, path):
    statuses(limited)
    assert 429 not in statuses(limited, 3, path)


def test_another_client_is_not_held_back(limited):
    statuses(limited)
    assert limited.get("/", environ_overrides={"REMOTE_ADDR": "192.0.2.7"}).status_code == 200


def test_a_token_is_a_client_of_its_own_and_a_false_one_is_not(limited, folder):
    statuses(limited)
    assert 429 not in statuses(limited, 2, **token(folder, "query"))
    assert 429 in statuses(limited, 1, Authorization="Bearer educluster_false")


def test_without_proxies_what_a_client_says_of_its_address_is_not_believed(limited):
    answered = [statuses(limited, 1, **{"X-Forwarded-For": f"192.0.2.{n}"})[0] for n in range(3)]
    assert answered[-1] == 429


def test_behind_proxies_the_address_is_that_which_the_outermost_of_them_saw(proxied):
    def address(forwarded):
        return {"X-Forwarded-For": forwarded}

    assert statuses(proxied, 3, "/nothing", **address("198.51.100.9, 192.0.2.1, 10.0.0.1"))[-1] == 429
    assert statuses(proxied, 1, "/nothing", **address("203.0.113.5, 192.0.2.1, 10.0.0.2")) == [
        429
    ]  # made up by it
    assert statuses(proxied, 1, "/nothing", **address("192.0.2.2, 10.0.0.1")) == [404]


LONG = f"[192.0.2.77]{'x' * 100}, 10.0.0.1"  # longer than any address


@pytest.mark.parametrize("forwarded", ["", "192.0.2.99", "x, 10.0.0.1", ", 10.0.0.1", LONG])
def test_where_proxies_say_too_little_who_connects_counts(proxied, forwarded):
    for _ in range(2):
        proxied.get("/nothing", environ_overrides={"REMOTE_ADDR": "192.0.2.50"})
    response = proxied.get(
        "/nothing", environ_overrides={"REMOTE_ADDR": "192.0.2.50"}, headers={"X-Forwarded-For": forwarded}
    )
    assert response.status_code == 429


@pytest.mark.parametrize(
    ("address", "counts_as"),
    [
        ("192.0.2.1", "192.0.2.1"),
        (" 192.0.2.1:5678 ", "192.0.2.1"),
        ("::ffff:192.0.2.1", "192.0.2.1"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("[2001:db8:1:2::9]:443", "2001:db8:1:2::/64"),
        ("::1", "::/64"),
        ("", ""),
        ("unknown", ""),
        ("192.0.2.1, 192.0.2.2", ""),
    ],
)
def test_an_address_counts_as_what_one_client_has(address, counts_as):
    assert network(address) == counts_as


ASK = "/sparql?query=ASK%7B%7D"


def test_behind_a_proxy_addresses_are_those_that_its_clients_see(proxied):
    asked = {"X-Forwarded-Proto": "https", "Host": "graph.example.org"}
    assert proxied.get("/.well-known/void", headers=asked).headers["Location"].startswith(("https://", "/"))
    description = proxied.get("/sparql", headers={**asked, "Accept": "text/turtle"})
    assert "<https://graph.example.org/sparql>" in description.text


BOMB = "/sparql?query=SELECT(COUNT(*)AS?n)%7B?a?b?c.?d?e?f.?g?h?i%7D"


def test_who_asks_too_much_at_once_is_told_while_others_are_answered(folder):
    bounds = ("--client-queries", "1", "--query-seconds", "3", "--proxies", "1")
    with serving("--data", str(folder), *bounds) as running, ThreadPoolExecutor(1) as threads:
        bomb = threads.submit(get, running.address + BOMB)
        time.sleep(0.5)
        status, headers, body = get(running.address + ASK)
        other = get(running.address + ASK, X_Forwarded_For="192.0.2.1")[0]
        page = get(running.address + "/")[0]
        assert bomb.result()[0] in (503, 504)
        after = get(running.address + ASK)[0]
    assert (status, headers["Retry-After"]) == (429, "1")
    assert "--client-queries" in json.loads(body)["detail"]
    assert (other, page, after) == (200, 200, 200)


OTHERS = ", ".join(f"x/{n};q=0.1" for n in range(60))


def test_of_what_a_client_likes_a_bounded_number_is_read(client):
    query = {"query": "SELECT ?a { VALUES ?a { 1 } }"}
    long = "text/csv;q=0.9, " + "x/" + "y" * 4000  # many characters, few parts
    for accept, told in ((f"text/csv, {OTHERS}", 200), (long, 200), (f"{OTHERS}, text/csv", 406)):
        assert client.get("/sparql", query_string=query, headers={"Accept": accept}).status_code == told
        assert client.post("/sparql", data=query, headers={"Accept": accept}).status_code == told
    refused = client.post("/sparql", data=query, headers={"Accept": "x/" + "y" * 4000})
    assert (refused.status_code, len(refused.data) < 1000) == (406, True)


def test_of_the_languages_that_a_client_likes_a_bounded_number_is_read(client):
    for languages, chosen in ((f"uz, {OTHERS}", "uz"), (f"{OTHERS.replace('/', '-')}, uz", "en")):
        page = client.get("/", headers={"Accept-Language": languages})
        assert f'<html lang="{chosen}">' in page.text


def test_what_a_client_sends_is_not_given_back_at_length(client):
    sent = client.post("/sparql", data="ASK {}", headers={"Content-Type": "a/" + "b" * 10_000})
    assert (sent.status_code, len(sent.data) < 1000) == (415, True)
