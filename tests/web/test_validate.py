"""/validate over HTTP: reports in every format, documents in every format, and what is refused."""

import hashlib
import json
import re

import pyoxigraph
import pytest
from rdflib import Graph, Namespace
from rdflib.namespace import RDF, SH

from conftest import EXAMPLES, ROOT, TURTLE
from educluster import formats
from educluster.validate import ENGINES

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
    assert b"a ec:Cluster" in INVALID.splitlines()[violation["place"]["line"] - 1]
    assert (violation["expected"], violation["found"]) == ("at least 1", "0")
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
        ("?engine=rudof", {}, 400),
        ("?lenient=true", {}, 400),
        ("?fail_on=warning", {}, 400),
        ("", {"Content-Encoding": "gzip"}, 415),
        ("", {"Accept": "image/png"}, 406),
    ],
    ids=["language", "profile", "line of failure", "engine", "leniency", "parameter", "encoding", "format"],
)
def test_what_is_not_offered_is_refused_with_what_is(client, query, headers, status):
    response = client.post(f"/validate{query}", data=VALID, headers={**TURTLE, **headers})
    assert response.status_code == status
    assert json.loads(response.data)["remedy"]


def test_a_wrong_method_is_told_which_are_allowed(client):
    response = client.delete("/validate")
    assert (response.status_code, set(response.allow)) == (405, {"GET", "HEAD", "OPTIONS", "POST"})


BEGINNINGS = {
    "application/json": b'{\n  "verdict": "does-not-conform"',
    "text/turtle": b"@prefix",
    "application/ld+json": b"[{",
    "text/plain": "Не соответствует — ".encode(),
    "text/html": b"<!doctype html>",
    "text/csv": b"\xef\xbb\xbf",
    "application/sarif+json": b"{",
    "application/junit+xml": b"<?xml",
}


def test_every_format_of_a_report_has_a_beginning_here():
    assert set(BEGINNINGS) == {each.media_type for each in formats.REPORTS}


@pytest.mark.parametrize("media_type", BEGINNINGS)
def test_a_report_is_the_same_bytes_twice_and_its_time_stands_beside_it(client, media_type):
    first, again = (report_of(client, INVALID, "?lang=ru", Accept=media_type) for _ in range(2))
    assert first.mimetype == media_type
    assert first.data == again.data
    assert first.data.startswith(BEGINNINGS[media_type])
    assert re.fullmatch(r"validate;dur=\d+\.\d", first.headers["Server-Timing"])


def test_a_report_names_the_bytes_and_the_rules_that_were_held_against_them(client):
    report = json.loads(report_of(client, INVALID).data)
    assert report["document"]["sha256"] == hashlib.sha256(INVALID).hexdigest()
    assert (report["document"]["size"], report["document"]["mediaType"]) == (len(INVALID), "text/turtle")
    assert (report["profile"]["name"], report["profile"]["settings"]) == ("base", {})
    assert re.fullmatch("[0-9a-f]{64}", report["profile"]["digest"])


def test_a_threshold_of_ones_own_is_used_and_named(client):
    plain, moved = (json.loads(report_of(client, VALID, q).data) for q in ("", "?set=members=15&set=kinds=3"))
    (member,) = [each for each in moved["results"] if each["rule"] == "S01"]
    assert (member["expected"], member["found"]) == ("at least 15", "2")
    assert "15" in member["message"]
    assert moved["profile"]["settings"] == {"kinds": "3", "members": "15"}
    assert moved["profile"]["digest"] != plain["profile"]["digest"]


def test_a_version_of_a_profile_is_held_on_request(client):
    older, present = (
        json.loads(report_of(client, VALID, f"?profile=base{at}").data) for at in ("@0.1.0", "")
    )
    assert (older["profile"]["version"], present["profile"]["version"]) == ("0.1.0", "1.0")
    assert older["profile"]["digest"] != present["profile"]["digest"]


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("?profile=base@9", "its versions are: 1.0, 0.1.0"),
        ("?profile=none", "choose one of: base, "),
        ("?set=members", "NAME=VALUE"),
        ("?set=members=many", "a whole number, 1 or more"),
        ("?set=size=3", "members=2"),
        ("?set=members=3&set=members=4", "set it once"),
    ],
    ids=["version", "profile", "no value", "no number", "no such threshold", "twice"],
)
def test_what_there_is_is_named_when_something_else_was_asked_for(client, query, said):
    response = client.post(f"/validate{query}", data=VALID, headers=TURTLE)
    assert response.status_code == 400
    assert said in json.loads(response.data)["remedy"]


def test_another_engine_finds_the_same_and_the_report_names_it(client):
    told = [json.loads(report_of(client, INVALID, f"?engine={each}").data) for each in ENGINES]
    assert [each.pop("engine").partition(" ")[0] for each in told] == ["educluster", "pySHACL"]
    assert told[0] == told[1]
