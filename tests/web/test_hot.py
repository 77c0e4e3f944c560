"""The short way of plain queries and Flask's way: the same answers, the same refusals, the same notes."""

import urllib.parse

import pytest

from educluster.web.hot import Hot
from educluster.web.watch import NOTES, Notes

ONE = "SELECT ?b ?a WHERE { VALUES (?b ?a) { (1 'é') (2 UNDEF) } }"
OWN = {"X-Request-Id", "Server-Timing"}  # of one request alone
QUERIES = {
    "select": ONE,
    "ask": "ASK {}",
    "construct": "CONSTRUCT { <a:b> <a:c> 'x' } WHERE {}",
    "describe": "DESCRIBE <https://w3id.org/educluster/id/principle-mutual-control>",
    "never kept": "SELECT (RAND() < 2 AS ?yes) WHERE {}",
    "no query": "what is this",
    "an update": "DELETE WHERE { ?s ?p ?o }",
    "no such graph": "SELECT * FROM <a:b> { ?s ?p ?o }",
    "another host": "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    "no such function": "SELECT (<a:b>(1) AS ?x) WHERE {}",
}


def address(query, **more):
    return f"/sparql?{urllib.parse.urlencode({'query': query, **more})}"


def told(response):
    """Return what an answer says, but for what belongs to one request."""
    return (
        response.status,
        {name: value for name, value in response.headers if name not in OWN},
        response.data,
    )


@pytest.mark.parametrize("accept", ["", "text/csv, application/n-triples;q=0.5", "*/*;q=0.1", "image/png"])
@pytest.mark.parametrize("query", QUERIES.values(), ids=QUERIES)
def test_the_short_way_answers_as_flask_does(client, query, accept):
    short = client.get(address(query), headers={"Accept": accept})
    whole = client.get(address(query, lang="en"), headers={"Accept": accept})
    assert told(short) == told(whole)


@pytest.mark.parametrize("query", [ONE, QUERIES["never kept"]], ids=["kept", "never kept"])
def test_the_short_way_knows_what_the_client_has(client, query):
    tag = {"If-None-Match": client.get(address(query)).headers.get("ETag", '"none"')}
    short, whole = client.get(address(query), headers=tag), client.get(address(query, lang="en"), headers=tag)
    assert told(short) == told(whole)
    assert short.status_code == (304 if query is ONE else 200)


@pytest.fixture
def way(app):
    """Tell which way a request takes: Flask's, or the short one."""

    def asked(target, method="GET", **environ):
        taken = []
        served = app.extensions["educluster"]

        def flask(_, start_response):
            taken.append("flask")
            start_response("200 OK", [])
            return [b""]

        path, _, query = target.partition("?")
        hot = Hot(flask, lambda error: flask, served.answering, served.settings.tier(known=False))
        request = {
            "REQUEST_METHOD": method,
            "PATH_INFO": path,
            "QUERY_STRING": query,
            NOTES: Notes("", "GET"),
        }
        b"".join(hot({**request, **environ}, lambda status, headers: None))
        return (taken or ["short"])[0]

    return asked


@pytest.mark.parametrize("target", ["/sparql?query=ASK%7B%7D", "/sparql?query=ASK+%7B%7D+%23+%26%3D%C3%A9"])
def test_a_plain_query_takes_the_short_way(way, target):
    assert way(target) == "short"
    assert way(target, HTTP_ACCEPT="*/*", CONTENT_LENGTH="") == "short"


@pytest.mark.parametrize(
    ("target", "more"),
    [
        ("/sparql", {}),
        ("/sparql?query=", {}),
        ("/sparql?query=%20", {}),
        ("/sparql?query=ASK%7B%7D&query=ASK%7B%7D", {}),
        ("/sparql?query=ASK%7B%7D&timeout=1", {}),
        ("/sparql?query=ASK%7B%7D%ff", {}),
        ("/sparql?query=ASK{}\xe9", {}),
        ("/sparql?update=CLEAR%20ALL", {}),
        ("/sparql.csv?query=ASK%7B%7D", {}),
        ("/sparql?query=ASK%7B%7D", {"method": "POST"}),
        ("/sparql?query=ASK%7B%7D", {"method": "HEAD"}),
        ("/sparql?query=ASK%7B%7D", {"HTTP_AUTHORIZATION": "Bearer x"}),
        ("/sparql?query=ASK%7B%7D", {"HTTP_ACCEPT": "text/HTML, */*"}),
        ("/sparql?query=ASK%7B%7D", {"CONTENT_LENGTH": "3"}),
    ],
)
def test_all_else_goes_on_to_flask(way, target, more):
    assert way(target, **more) == "flask"
