"""Our answers against the schemas of the Reconciliation Service API, and its own examples sent to us."""

import json
from functools import cache

import pytest
from jsonschema import Draft7Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT7

from conformance.suites import folder

SUITE = folder("reconciliation")
VERSIONS = ("0.2", "1.0-draft")
DRAFT = {"Accept": "application/reconciliation.v1+json"}
ACCEPT = {"0.2": {"Accept": "application/json"}, "1.0-draft": DRAFT}
QUERIES = [
    {"query": "Virginia Tech"},
    {"query": "принцип преемственности", "type": "Principle", "type_strict": "should", "limit": 3},
    {"query": "qwertyuiop", "type": ["Cluster", "org:Organization"]},
    {"query": "Virginia Tech", "properties": [{"pid": "org:memberOf", "v": "4-VA"}, {"pid": "none", "v": 1}]},
    {"properties": [{"pid": "org:memberOf", "v": [{"id": "cluster-4-va-virginia", "name": "4-VA"}]}]},
]
EXTENSION = {
    "ids": ["cluster-4-va-virginia", "work-mukhamedov-2020", "principle-succession", "none"],
    "properties": [
        {"id": "hasMember", "settings": {"limit": "3"}},
        {"id": "skos:definition", "settings": {"language": "uz"}},
        {"id": "dcterms:source"},
        {"id": "dcterms:date"},
        {"id": "ec:position"},
        {"id": "none"},
    ],
}


def schemas(version):
    return {path.stem: json.loads(path.read_text()) for path in (SUITE / version / "schemas").glob("*.json")}


@cache
def registry(version):
    found = {each.get("$id", name): each for name, each in schemas(version).items()}
    return Registry().with_resources(
        (uri, Resource.from_contents(each, default_specification=DRAFT7))
        for name, each in found.items()
        for uri in {name, name.removesuffix("#")}
    )


def errors(version, name, told):
    validator = Draft7Validator({**schemas(version)[name], "$schema": DRAFT7_URI}, registry=registry(version))
    return [each.message for each in validator.iter_errors(told)]


DRAFT7_URI = "http://json-schema.org/draft-07/schema#"


def examples(kind, sort, versions=VERSIONS):
    found = [
        pytest.param(version, path, id=f"{version}-{path.stem}")
        for version in versions
        for path in sorted((SUITE / version / "examples" / kind / sort).glob("*.json"))
    ]
    assert found
    return found


def draft_of(query):
    """The same query in the words of the draft, which knows one type."""
    types = query.get("type", ())
    name = [{"matchType": "name", "propertyValue": query["query"]}] if "query" in query else []
    on = [
        {"matchType": "property", "propertyId": each["pid"], "propertyValue": each["v"]}
        for each in query.get("properties", [])
    ]
    kind = {"type": types if isinstance(types, str) else types[0]} if types else {}
    return {**kind, "conditions": [*name, *on]}


def sent(client, version, text):
    if version == "0.2":
        return client.post("/reconcile", data={"queries": text}, headers=ACCEPT[version])
    return client.post("/reconcile/match", data=text, content_type="application/json", headers=DRAFT)


# That the schemas are read as they are meant


@pytest.mark.parametrize(
    ("version", "path"),
    [*examples("reconciliation-result-batch", "invalid"), *examples("data-extension-response", "invalid")],
)
def test_the_schemas_refuse_what_the_suite_calls_invalid(version, path):
    assert errors(version, path.parent.parent.name, json.loads(path.read_text()))


# What we answer


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
@pytest.mark.parametrize("version", VERSIONS)
def test_the_manifest_passes(client, version, language):
    told = client.get(f"/reconcile?lang={language}", headers=ACCEPT[version])
    assert told.status_code == 200
    assert errors(version, "manifest", told.json) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_the_answer_to_a_batch_passes(client, version):
    if version == "0.2":
        body = json.dumps({f"q{place}": each for place, each in enumerate(QUERIES)})
    else:
        body = json.dumps({"queries": [draft_of(each) for each in QUERIES]})
    told = sent(client, version, body)
    assert errors(version, "reconciliation-query-batch", json.loads(body)) == []
    assert errors(version, "reconciliation-result-batch", told.json) == []
    results = told.json.values() if version == "0.2" else told.json["results"]
    found = [next(iter(each.values())) for each in results]
    assert len(found) == len(QUERIES)
    assert found[0][0]["id"] == "org-virginia-tech"


@pytest.mark.parametrize(
    ("kind", "schema"),
    [("entity", "entities"), ("property", "properties"), ("type", "types")],
)
@pytest.mark.parametrize("version", VERSIONS)
def test_suggestions_pass(client, version, kind, schema):
    told = client.get(f"/reconcile/suggest/{kind}?prefix=p", headers=ACCEPT[version])
    assert told.json["result"]
    assert errors(version, f"suggest-{schema}-response", told.json) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_an_extension_passes(client, version):
    assert errors(version, "data-extension-query", EXTENSION) == []
    if version == "0.2":
        told = client.post("/reconcile", data={"extend": json.dumps(EXTENSION)})
    else:
        told = client.post("/reconcile/extend", json=EXTENSION, headers=DRAFT)
    assert told.status_code == 200
    assert errors(version, "data-extension-response", told.json) == []


@pytest.mark.parametrize("version", VERSIONS)
def test_proposed_properties_pass(client, version):
    told = client.get("/reconcile/extend/propose?type=Cluster&limit=5", headers=ACCEPT[version])
    assert len(told.json["properties"]) == 5
    assert errors(version, "data-extension-property-proposal", told.json) == []


# The suite's own requests


@pytest.mark.parametrize(("version", "path"), examples("reconciliation-query-batch", "valid"))
def test_a_valid_batch_is_answered(client, version, path):
    told = sent(client, version, path.read_text())
    assert told.status_code == 200
    assert errors(version, "reconciliation-result-batch", told.json) == []


@pytest.mark.parametrize(("version", "path"), examples("reconciliation-query-batch", "invalid"))
def test_an_invalid_batch_is_refused(client, version, path):
    told = sent(client, version, path.read_text())
    assert (told.status_code, told.mimetype) == (400, "application/problem+json")
    assert told.json["detail"]


@pytest.mark.parametrize(("version", "path"), examples("data-extension-query", "valid"))
def test_a_valid_extension_is_answered(client, version, path):
    if version == "0.2":
        told = client.get("/reconcile", query_string={"extend": path.read_text()})
    else:
        told = client.post("/reconcile/extend", data=path.read_text(), content_type="application/json")
    assert told.status_code == 200
    assert errors(version, "data-extension-response", told.json) == []
