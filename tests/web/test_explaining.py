"""/explain, and what stands below an empty answer: over HTTP, with the queries that people send."""

from urllib.parse import quote_plus

import html5lib
import pytest

from conftest import copied, get, serving

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PREFIXES = """PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
"""
MISSPELT = PREFIXES + "SELECT ?c {\n  ?p a ec:Principle .\n  ?p ec:hasConditon ?c }"


def told(client, query, **more):
    response = client.get("/explain", query_string={"query": query, **more})
    assert response.status_code == 200, response.text
    assert response.headers["Educluster-Version"]
    return response.json


def test_a_property_that_is_misspelt_is_named_with_its_line_and_what_was_meant(client):
    found = told(client, MISSPELT)
    assert (found["empty"], found["complete"]) == (True, True)
    (reason,) = found["reasons"]
    assert reason["kind"] == "unknown-property"
    assert (reason["line"], reason["pattern"]) == (5, "?p ec:hasConditon ?c")
    assert reason["meant"] == ["ec:hasCondition"]
    assert reason["text"] == "the graph has no property ec:hasConditon; probably meant: ec:hasCondition"


def test_a_query_may_come_as_a_body_and_as_a_form(client):
    as_body = client.post("/explain", data=MISSPELT, content_type="application/sparql-query")
    as_form = client.post("/explain", data={"query": MISSPELT})
    assert as_body.json == as_form.json == told(client, MISSPELT)


def test_a_query_that_has_an_answer_is_told_so(client):
    found = told(client, "SELECT ?s { ?s ?p ?o }")
    assert found == {"empty": False, "complete": True, "reasons": []}


def test_a_graph_that_the_request_names_does_not_hold_the_pattern(client):
    graph = "https://w3id.org/educluster/graph/ontology"
    query = PREFIXES + "SELECT ?c { ?p ec:hasCondition ?c }"
    (reason,) = told(client, query, **{"default-graph-uri": graph})["reasons"]
    assert reason["kind"] == "dataset"
    assert "graph/concepts" in reason["values"]["graphs"]


@pytest.mark.parametrize(
    ("sent", "status", "slug"),
    [
        ({}, 400, "bad-query"),
        ({"query": "SELECT ?s { ?s ?p }"}, 400, "bad-query"),
        ({"query": "SELECT ?s { SERVICE <http://example.org/> { ?s ?p ?o } }"}, 400, "bad-query"),
        ({"query": "ASK {}", "default-graph-uri": "http://example.org/none"}, 400, "bad-query"),
        ({"query": "ASK {}", "nonsense": "1"}, 400, "bad-parameter"),
        ({"update": "CLEAR ALL"}, 400, "bad-query"),
    ],
    ids=["nothing", "no query", "service", "no such graph", "no such parameter", "update"],
)
def test_what_cannot_be_asked_is_refused_as_it_is_at_sparql(client, sent, status, slug):
    response = client.get("/explain", query_string=sent)
    assert (response.status_code, response.json["type"].rpartition("#")[2]) == (status, slug)


@pytest.mark.parametrize(
    ("language", "word"),
    [("en", "probably meant"), ("ru", "вероятно, имелось в виду"), ("uz", "ehtimol, quyidagi")],
)
@pytest.mark.parametrize("path", ["/explain", "/sparql"])
def test_pages_tell_it_in_the_language_of_the_reader(client, path, language, word):
    asked = {"query": MISSPELT, "lang": language}
    response = client.get(path, query_string=asked, headers=BROWSER)
    assert response.status_code == 200
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert word in response.text
    assert "ec:hasCondition" in response.text


@pytest.mark.parametrize(
    "query",
    [
        "ASK { ?p ec:hasConditon ?c }",
        "CONSTRUCT { ?p a ?c } { ?p ec:hasConditon ?c }",
        "DESCRIBE ?p { ?p ec:hasConditon ?c }",
    ],
)
def test_no_and_a_graph_without_triples_are_explained_below_them(client, query):
    response = client.get("/sparql", query_string={"query": PREFIXES + query}, headers=BROWSER)
    assert "probably meant: ec:hasCondition" in response.text


def test_what_a_query_holds_is_text_on_the_page(client):
    query = 'SELECT ?s { ?s ?p "<script>alert(1)</script>" }'
    response = client.get("/explain", query_string={"query": query}, headers=BROWSER)
    assert "<script>" not in response.text
    assert "&lt;script&gt;" in response.text


def test_an_answer_with_rows_is_not_explained(client):
    response = client.get("/sparql", query_string={"query": "SELECT ?s { ?s ?p ?o }"}, headers=BROWSER)
    assert "Why there is no answer" not in response.text


def test_without_a_query_there_is_a_form(client):
    response = client.get("/explain", headers=BROWSER)
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert [each.get("name") for each in read.iter("textarea")] == ["query"]


@pytest.mark.parametrize(("language", "word"), [("en", "its subject has"), ("uz", "bu narsada bor")])
def test_a_stored_question_without_an_answer_is_explained_with_its_values(client, language, word):
    address = "/questions/conditions-of-a-principle"
    asked = {"principle": "principle-davydova-autonomy", "lang": language}
    response = client.get(address, query_string=asked, headers=BROWSER)
    html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert word in response.text
    assert "?principle ec:hasCondition ?condition" in response.text


ENDLESS = """SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i
  FILTER(CONCAT(STR(?c), STR(?f), STR(?i)) = "nothing is this") }"""


def test_a_query_that_takes_too_long_is_left_and_the_worker_is_replaced(pristine, tmp_path_factory):
    with serving("--data", str(copied(pristine, tmp_path_factory)), "--workers", "1") as running:
        for _ in range(2):
            status, _, body = get(f"{running.address}/explain?query={quote_plus(ENDLESS)}")
            assert status == 200
            assert b'"empty": null' in body.replace(b":null", b": null")
            assert b"not-explained" in body
        status, _, body = get(f"{running.address}/sparql?query={quote_plus('ASK {}')}")
        assert status == 200
