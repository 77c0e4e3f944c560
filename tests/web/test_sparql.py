"""/sparql over HTTP, through SPARQLWrapper as its users speak, and by hand for the rest of the protocol."""

import json
import socket

import pytest
from rdflib import Graph
from SPARQLWrapper import CSV, JSON, JSONLD, N3, POST, POSTDIRECTLY, RDFXML, TSV, TURTLE, XML, SPARQLWrapper

from educluster import platform, store

PRINCIPLES = """
PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?position ?label WHERE {
  ecr:principle-set-chirchik ec:hasItem ?principle .
  ?principle ec:position ?position ; skos:prefLabel ?label .
  FILTER(langMatches(lang(?label), "en"))
} ORDER BY ?position
"""
CONDITIONS = """
PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX ecr: <https://w3id.org/educluster/id/>
CONSTRUCT WHERE { ecr:principle-mutual-control ec:hasCondition ?condition }
"""
FRIENDS = "ASK { ?friend a <https://w3id.org/educluster/ns#FalseFriend> }"
ONE = "SELECT ?one WHERE { VALUES ?one { 1 } }"


def client_of(server, query, wanted, method="GET"):
    client = SPARQLWrapper(f"{server.address}/sparql")
    client.setQuery(query)
    client.setReturnFormat(wanted)
    client.setMethod(method)
    return client


@pytest.mark.parametrize("method", ["GET", POST])
def test_select_answers_the_nine_principles_in_their_order(server, method):
    rows = client_of(server, PRINCIPLES, JSON, method).queryAndConvert()["results"]["bindings"]
    assert [row["position"]["value"] for row in rows] == [str(number) for number in range(1, 10)]
    assert rows[8]["label"] == {"type": "literal", "xml:lang": "en", "value": "mutual control"}


def test_select_is_answered_when_the_query_is_the_body(server):
    client = client_of(server, ONE, JSON, POST)
    client.setRequestMethod(POSTDIRECTLY)
    assert client.queryAndConvert()["results"]["bindings"][0]["one"]["value"] == "1"


def test_select_is_answered_as_xml_csv_and_tsv(server):
    assert client_of(server, ONE, XML).queryAndConvert().getElementsByTagName("binding").length == 1
    assert client_of(server, ONE, CSV).queryAndConvert() == b"one\r\n1\r\n"
    assert client_of(server, ONE, TSV).queryAndConvert() == b"?one\n1\n"


@pytest.mark.parametrize(("query", "expected"), [(FRIENDS, True), ("ASK { <a:b> <a:b> <a:b> }", False)])
def test_ask_answers_yes_or_no(server, query, expected):
    assert client_of(server, query, JSON).queryAndConvert()["boolean"] is expected


@pytest.mark.parametrize(
    ("wanted", "read_as"), [(TURTLE, "turtle"), (RDFXML, "xml"), (JSONLD, "json-ld"), (N3, "turtle")]
)
def test_construct_answers_the_same_graph_in_every_format(server, wanted, read_as):
    graph = client_of(server, CONDITIONS, wanted).queryAndConvert()
    graph = graph if isinstance(graph, Graph) else Graph().parse(data=graph, format=read_as)
    assert sorted(str(condition).rpartition("/")[2] for condition in graph.objects()) == [
        "cond-mut-1-single-system",
        "cond-mut-2-systematic-work",
        "cond-mut-3-interest-depends-on-others",
        "cond-mut-4-interaction-mechanisms",
    ]


def test_describe_answers_what_is_said_about_a_node(server):
    query = "DESCRIBE <https://w3id.org/educluster/id/principle-mutual-control>"
    graph = client_of(server, query, RDFXML).queryAndConvert()
    assert len(set(graph.predicates())) > 5


FORMATS = {
    "SELECT": [
        "application/sparql-results+json",
        "application/sparql-results+xml",
        "text/csv; charset=utf-8",
        "text/tab-separated-values; charset=utf-8",
    ],
    "CONSTRUCT": [
        "text/turtle; charset=utf-8",
        "application/n-triples",
        "application/rdf+xml",
        "application/ld+json",
        "application/trig",
        "application/n-quads",
    ],
}
QUERIES = {"SELECT": ONE, "CONSTRUCT": CONDITIONS}
CASES = [pytest.param(form, wanted, id=f"{form} {wanted}") for form in FORMATS for wanted in FORMATS[form]]


@pytest.mark.parametrize(("form", "content_type"), CASES)
def test_each_format_is_answered_under_its_own_name(client, form, content_type):
    response = client.get("/sparql", query_string={"query": QUERIES[form]}, headers={"Accept": content_type})
    assert (response.status_code, response.content_type) == (200, content_type)
    assert int(response.headers["Content-Length"]) == len(response.data) > 0


def test_the_default_graph_is_all_graphs_together_unless_the_query_names_its_own(client):
    def count(where, **parameters):
        query = f"SELECT (COUNT(*) AS ?n) {where}"
        response = client.post("/sparql", data={"query": query, **parameters})
        return int(json.loads(response.data)["results"]["bindings"][0]["n"]["value"])

    labels = "https://w3id.org/educluster/graph/labels"
    everything = count("{ ?s ?p ?o }")
    assert everything == count("{ GRAPH ?g { ?s ?p ?o } }")
    assert (
        count(f"FROM <{labels}> {{ ?s ?p ?o }}")
        == count(f"{{ GRAPH <{labels}> {{ ?s ?p ?o }} }}")
        < everything
    )
    assert count("{ ?s ?p ?o }", **{"default-graph-uri": labels}) == count(f"FROM <{labels}> {{ ?s ?p ?o }}")
    assert count("{ GRAPH ?g { ?s ?p ?o } }", **{"named-graph-uri": labels}) == count(
        f"FROM <{labels}> {{ ?s ?p ?o }}"
    )


def test_no_triple_stands_in_two_graphs(client):
    query = "SELECT * { GRAPH ?g { ?s ?p ?o } GRAPH ?h { ?s ?p ?o } FILTER(str(?g) < str(?h)) } LIMIT 3"
    assert json.loads(client.post("/sparql", data={"query": query}).data)["results"]["bindings"] == []


def test_what_is_derived_is_there_and_in_its_own_graph(client):
    query = """PREFIX ec: <https://w3id.org/educluster/ns#>
        PREFIX ecr: <https://w3id.org/educluster/id/>
        PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
        ASK { GRAPH <https://w3id.org/educluster/graph/derived> {
          ecr:cond-mut-2-systematic-work ec:isConditionOf ecr:principle-mutual-control .
          ecr:principle-mutual-control skos:prefLabel "mutual control"@en .
          ecr:principle-particular-interests ec:mutuallyReinforces
            ecr:principle-natural-interconnection } }"""
    assert json.loads(client.post("/sparql", data={"query": query}).data)["boolean"] is True


@pytest.mark.parametrize(
    ("query", "status", "said"),
    [
        pytest.param("SELECT * {\n ?s ?p }", 400, {"line": 2, "column": 9}, id="syntax"),
        pytest.param("SELECT * {\n ?s ?p", 400, {"line": 1, "column": 10}, id="an open bracket"),
        pytest.param(
            "SELECT * { SERVICE <http://127.0.0.1:9/> {} }", 400, {"line": 1, "column": 12}, id="service"
        ),
        pytest.param("LOAD <http://127.0.0.1:9/>", 400, {"line": 1, "column": 1}, id="load"),
        pytest.param("SELECT * FROM <http://127.0.0.1:9/> {}", 400, {}, id="a graph from elsewhere"),
        pytest.param("SELECT (<http://x/f>(1) AS ?x) {}", 400, {}, id="an unknown function"),
        pytest.param("SELECT * {" + "{" * 20000 + "}" * 20001, 400, {"line": 1}, id="20,000 brackets"),
    ],
)
def test_a_bad_query_gets_a_problem_document_and_the_service_goes_on(client, query, status, said):
    response = client.post("/sparql", data={"query": query})
    problem = json.loads(response.data)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert problem["status"] == status
    assert said.items() <= problem.items()
    assert problem["detail"]
    assert problem["remedy"]
    assert client.post("/sparql", data={"query": ONE}).status_code == 200


@pytest.mark.parametrize(
    ("method", "arguments", "status"),
    [
        ("get", {"query_string": "timeout=1"}, 400),
        ("get", {"query_string": "query=ASK{}&query=ASK{}"}, 400),
        ("post", {"data": "ASK {}", "content_type": "text/plain"}, 415),
        ("post", {"data": b"\xff", "content_type": "application/sparql-query"}, 400),
        ("get", {"query_string": "query=ASK{}", "headers": {"Accept": "image/png"}}, 406),
        ("delete", {}, 405),
    ],
    ids=["no query", "two queries", "a query as text", "not UTF-8", "no such format", "no such method"],
)
def test_a_request_outside_the_protocol_is_refused(client, method, arguments, status):
    response = getattr(client, method)("/sparql", **arguments)
    assert (response.status_code, json.loads(response.data)["status"]) == (status, status)


def test_head_answers_as_get_does_without_the_body(client):
    head, get = (
        client.open("/sparql", method=method, query_string={"query": ONE}) for method in ("HEAD", "GET")
    )
    assert (head.status_code, head.headers["Content-Length"]) == (200, get.headers["Content-Length"])
    assert head.data == b""


@pytest.mark.parametrize(
    ("address", "arguments"),
    [
        ("/sparql?query=ASK{}", {"data": {"query": ONE}}),
        ("/sparql?query=ASK{}", {"data": ONE, "content_type": "application/sparql-query"}),
        ("/sparql", {"data": {"query": ONE, "default-graph": "http://a/"}}),
    ],
    ids=[
        "two queries in two places",
        "a query in the address and one as the body",
        "a name that is not known",
    ],
)
def test_a_parameter_that_would_be_passed_over_is_refused(client, address, arguments):
    assert client.post(address, **arguments).status_code == 400


def test_a_graph_in_the_address_counts_beside_a_query_in_the_form(client):
    query = {"query": "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"}
    labels = "default-graph-uri=https://w3id.org/educluster/graph/labels"
    narrow, wide = (client.post(f"/sparql?{each}", data=query).json for each in (labels, ""))
    counts = [int(each["results"]["bindings"][0]["n"]["value"]) for each in (narrow, wide)]
    assert 0 < counts[0] < counts[1]


@pytest.mark.parametrize(
    "accept", ["application/sparql-results+xml", "text/csv", "application/sparql-results+json"]
)
def test_what_xml_cannot_carry_is_answered_in_other_formats_only(client, accept):
    query = 'SELECT ("a\\u0001b" AS ?x) {}'
    response = client.get("/sparql", query_string={"query": query}, headers={"Accept": accept})
    assert response.status_code == (406 if accept.endswith("xml") else 200)


def test_a_property_that_is_no_element_name_is_answered_in_other_formats_only(client):
    query = "CONSTRUCT { <http://e/a> <http://e/1> 1 } WHERE {}"
    statuses = {
        accept: client.get("/sparql", query_string={"query": query}, headers={"Accept": accept}).status_code
        for accept in ("application/rdf+xml", "text/turtle")
    }
    assert statuses == {"application/rdf+xml": 406, "text/turtle": 200}


@pytest.mark.skipif(bool(platform.missing()), reason="this system cannot cut a process off")
@pytest.mark.parametrize("silent", ["", "SILENT "])
def test_a_query_that_hides_service_reaches_nobody_and_gets_no_answer(app, silent, monkeypatch):
    harmless = store.inspect("SELECT ?s { ?s ?p ?o }")
    monkeypatch.setattr("educluster.store.inspect", lambda *_: harmless)
    with socket.create_server(("127.0.0.1", 0)) as trap:
        trap.settimeout(0.5)
        address = f"http://127.0.0.1:{trap.getsockname()[1]}/"
        query = f"SELECT * {{ SERVICE {silent}<{address}> {{ ?s ?p ?o }} }}"
        response = app.test_client().post("/sparql", data={"query": query})
        with pytest.raises(TimeoutError):
            trap.accept()
    assert response.status_code == 400
    assert "reach another host" in json.loads(response.data)["detail"]


@pytest.mark.parametrize("beside", ["", "&timeout=5"], ids=["the short way", "the long way"])
def test_who_has_any_answer_gets_none_where_there_is_one(client, beside):
    """RFC 9110, sections 13.1.2 and 13.2.1."""
    have = {"If-None-Match": "*"}
    for _ in range(2):
        response = client.get(f"/sparql?query=ASK%20%7B%7D{beside}", headers=have)
        assert (response.status_code, response.data) == (304, b"")
        assert response.headers["ETag"]
    changing = client.get(f"/sparql?query=SELECT(NOW()AS?n)%7B%7D{beside}", headers=have)
    assert changing.status_code == 200
    assert client.get(f"/sparql?query=ASK%20%7B{beside}", headers=have).status_code == 400
