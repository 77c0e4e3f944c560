"""/validate over HTTP: reports in every format, documents in every format, and what is refused."""

import json

import pyoxigraph
import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SH

from conftest import EXAMPLES, ROOT, TURTLE

ECS = Namespace("https://w3id.org/educluster/shapes#")
VALID = (EXAMPLES / "valid" / "minimal.ttl").read_bytes()
INVALID = (EXAMPLES / "invalid" / "S03-no-territory.ttl").read_bytes()
RDF_TYPES = ["application/trig", "application/n-triples", "application/n-quads", "application/rdf+xml"]


def report_of(client, document, query="", **headers):
    response = client.post(f"/validate{query}", data=document, headers={**TURTLE, **headers})
    assert response.status_code == 200
    return response


def test_a_report_is_json_with_a_verdict_and_a_place(client):
    report = json.loads(report_of(client, INVALID).data)
    assert report["verdict"] == "does-not-conform"
    (violation,) = [each for each in report["results"] if each["severity"] == "violation"]
    assert violation["rule"] == "S03"
    assert violation["path"] == "ec:territory"
    assert b"a ec:Cluster" in INVALID.splitlines()[violation["line"] - 1]
    assert "ec:territory" in violation["remedy"]
    assert violation["sources"]


def test_warnings_leave_the_verdict_unless_the_line_is_moved(client):
    assert json.loads(report_of(client, VALID).data)["verdict"] == "conforms-with-warnings"
    moved = json.loads(report_of(client, VALID, "?fail-on=warning").data)
    assert (moved["verdict"], moved["failOn"]) == ("does-not-conform", "warning")


@pytest.mark.parametrize(
    ("media_type", "read_as"), [("text/turtle", "turtle"), ("application/ld+json", "json-ld")]
)
def test_the_shacl_report_as_rdf_says_what_shacl_says_and_the_verdict_beside_it(client, media_type, read_as):
    response = report_of(client, VALID, Accept=media_type)
    graph = Graph().parse(data=response.data, format=read_as)
    report = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is False  # there are warnings
    assert str(graph.value(report, ECS.verdict)) == "conforms-with-warnings"
    own = {term for term in graph.predicates() if term in ECS}
    vocabulary = Graph().parse(ROOT / "shapes" / "vocabulary.ttl")
    assert own <= set(vocabulary.subjects())
    results = list(graph.objects(report, SH.result))
    assert {str(graph.value(each, SH.resultSeverity)).rpartition("#")[2] for each in results} == {
        "Warning",
        "Info",
    }
    assert all(
        {m.language for m in graph.objects(each, SH.resultMessage)} == {"en", "ru", "uz"} for each in results
    )


@pytest.mark.parametrize(
    ("language", "verdict"), [("en", "Does not conform"), ("ru", "Не соответствует"), ("uz", "Mos kelmaydi")]
)
def test_the_text_report_speaks_the_language_asked_for(client, language, verdict):
    by_parameter = report_of(client, INVALID, f"?lang={language}", Accept="text/plain")
    by_header = report_of(client, INVALID, Accept="text/plain", **{"Accept-Language": language})
    assert by_parameter.text.startswith(verdict)
    assert by_parameter.data == by_header.data


def test_the_same_document_gives_the_same_bytes(client):
    assert report_of(client, INVALID).data == report_of(client, INVALID).data


@pytest.mark.parametrize("media_type", [*RDF_TYPES, "application/ld+json"])
def test_every_format_of_a_document_is_read(client, media_type):
    triples = (each.triple for each in pyoxigraph.parse(INVALID, format=pyoxigraph.RdfFormat.TURTLE))
    document = pyoxigraph.serialize(triples, format=pyoxigraph.RdfFormat.from_media_type(media_type))
    report = json.loads(report_of(client, document, **{"Content-Type": media_type}).data)
    assert [each["rule"] for each in report["results"] if each["severity"] == "violation"] == ["S03"]


@pytest.mark.parametrize(
    ("content_type", "document", "status", "said"),
    [
        pytest.param("text/turtle", b"<a> <b> \n <c> q:d .", 400, {"line": 2}, id="malformed"),
        pytest.param("text/turtle", b"", 400, {}, id="empty"),
        pytest.param("text/turtle", b"<a> <b> <c> .", 400, {}, id="no cluster in it"),
        pytest.param("application/pdf", VALID, 415, {}, id="unknown type"),
        pytest.param(
            "application/rdf+xml", b"<?xml version='1.0'?>\n<!DOCTYPE a>", 400, {"line": 2}, id="doctype"
        ),
        pytest.param(
            "application/ld+json", b'{"@context": "https://schema.org"}', 400, {"line": 1}, id="context"
        ),
        pytest.param("text/turtle", b"#" * 300_000, 413, {"limit": "--body-bytes"}, id="too large"),
    ],
)
def test_a_bad_document_gets_a_problem_document_and_the_service_goes_on(
    client, content_type, document, status, said
):
    response = client.post("/validate", data=document, headers={"Content-Type": content_type})
    problem = json.loads(response.data)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert said.items() <= problem.items()
    assert problem["remedy"]
    assert json.loads(report_of(client, VALID).data)["verdict"] == "conforms-with-warnings"


@pytest.mark.parametrize(
    ("query", "headers", "status"),
    [
        ("?lang=kk", {}, 400),
        ("?profile=none", {}, 400),
        ("?fail-on=error", {}, 400),
        ("?fail_on=warning", {}, 400),
        ("", {"Content-Encoding": "gzip"}, 415),
        ("", {"Accept": "image/png"}, 406),
    ],
    ids=["language", "profile", "line of failure", "parameter", "encoding", "format"],
)
def test_what_is_not_offered_is_refused_with_what_is(client, query, headers, status):
    response = client.post(f"/validate{query}", data=VALID, headers={**TURTLE, **headers})
    assert response.status_code == status
    assert json.loads(response.data)["remedy"]


def test_a_get_says_which_method_is_allowed(client):
    response = client.get("/validate")
    assert (response.status_code, set(response.allow)) == (405, {"OPTIONS", "POST"})
