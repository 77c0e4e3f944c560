"""/openapi.json: valid, whole, and true."""

import re

import pytest
from openapi_spec_validator import validate

LANGUAGES = ["en", "ru", "uz"]


@pytest.fixture(scope="module")
def document(app):
    return app.test_client().get("/openapi.json").json


def test_the_document_is_valid(document):
    validate(document)


def test_every_route_is_in_the_document_with_its_methods_and_no_other(app, document):
    known: dict[str, set[str]] = {}
    for rule in app.url_map.iter_rules():
        path = re.sub(r"<(?:\w+:)?(\w+)>", r"{\1}", str(rule))
        known.setdefault(path, set()).update(each.lower() for each in rule.methods - {"HEAD", "OPTIONS"})
    methods = {"get", "put", "post", "delete"}
    told = {path: methods & set(of) for path, of in document["paths"].items()}
    questions = {path for path in told if re.fullmatch(r"/questions/[a-z0-9-]+\.\{ending\}", path)}
    assert {path: of for path, of in told.items() if path not in questions} == known


def test_every_question_is_in_the_document_with_its_parameters(client, document):
    for each in client.get("/questions.json").json:
        operation = document["paths"][f"{each['address']}.{{ending}}"]["get"]
        own = [told["name"] for told in operation["parameters"] if told.get("in") == "query"]
        assert own == [told["name"] for told in each["parameters"]]
        assert operation["summary"] == each["title"]
        assert operation["x-educluster-view"] == each["view"]


def test_every_question_answers_as_the_document_says(client, document):
    asked = 0
    for path, of in document["paths"].items():
        if not path.startswith("/questions/") or "{name}" in path:
            continue
        given = {each["name"]: each["example"] for each in of["get"]["parameters"] if "example" in each}
        response = client.get(path.replace("{ending}", "json"), query_string=given)
        assert response.status_code == 200, path
        content = document["components"]["responses"]["Answer"]["content"]
        assert response.mimetype in content
        asked += 1
    assert asked > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_document_is_in_the_language_asked_for(client, language):
    told = client.get(f"/openapi.json?lang={language}").json
    listed = client.get(f"/questions.json?lang={language}").json
    summaries = {of["get"]["summary"] for of in told["paths"].values() if "get" in of}
    assert {each["title"] for each in listed} <= summaries


def test_the_document_has_a_tag_that_brings_304(client):
    tag = client.get("/openapi.json").headers["ETag"]
    assert client.get("/openapi.json", headers={"If-None-Match": tag}).status_code == 304
