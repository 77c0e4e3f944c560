"""The form of /validate: a file or a text, shapes of one's own, and what people are told of a fault."""

import io
import json
from urllib.parse import urlencode

import pytest

from conftest import EXAMPLES
from educluster.config import Settings
from educluster.web import create_app

INVALID = (EXAMPLES / "invalid" / "S03-no-territory.ttl").read_bytes()
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
PERSON = """@prefix ex: <http://example.org/> .
ex:b a ex:Person ;
    ex:name "Bob" .
"""
SHAPES = """@prefix ex: <http://example.org/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
ex:PersonShape a sh:NodeShape ; sh:targetClass ex:Person ; sh:property ex:Name .
ex:Name sh:path ex:name ; sh:pattern "^A" ; sh:message "An A is wanted."@en , "Нужна А."@ru .
"""


def file(body, name):
    return io.BytesIO(body.encode() if isinstance(body, str) else body), name


def send(client, address="/validate", accept="application/json", **fields):
    form = {name.replace("_", "-"): value for name, value in fields.items()}
    headers = {"Accept": accept} if isinstance(accept, str) else accept
    return client.post(address, data=form, content_type="multipart/form-data", headers=headers)


def told(response):
    assert response.status_code == 200, response.text
    return json.loads(response.data)


def test_a_file_is_read_as_its_ending_says_and_its_bytes_are_those_of_a_body(client):
    uploaded = send(client, document=file(INVALID, "cluster.ttl"), text="")
    by_hand = client.post("/validate", data=INVALID, headers={"Content-Type": "text/turtle"})
    assert told(uploaded)["document"]["size"] == len(INVALID)
    assert uploaded.data == by_hand.data


def test_a_pasted_text_is_checked_as_it_was_typed_and_not_with_the_line_ends_of_a_browser(client):
    pasted = told(send(client, text=INVALID.decode().replace("\n", "\r\n")))
    assert pasted == told(send(client, document=file(INVALID, "cluster.ttl")))


def test_a_text_may_come_without_a_file_as_forms_do_by_default(client):
    response = client.post("/validate", data={"text": INVALID.decode()}, headers={"Accept": "text/plain"})
    assert response.text.startswith("Does not conform")


def test_a_format_that_is_chosen_goes_before_the_ending(client):
    report = told(send(client, document=file(INVALID, "cluster.txt"), read_as="ttl"))
    assert report["document"]["mediaType"] == "text/turtle"
    assert told(
        send(
            client, text='{"@id": "a:c", "@type": "https://w3id.org/educluster/ns#Cluster"}', read_as="jsonld"
        )
    )


def test_a_browser_gets_a_page_that_keeps_what_was_chosen(client):
    choices = {"profile": "base@0.1.0", "set": "", "fail_on": "warning"}
    page = send(client, accept=BROWSER, document=file(INVALID, "cluster.ttl"), **choices).text
    assert '<option value="base@0.1.0" selected>' in page
    assert '<option value="warning" selected>' in page
    page = send(client, accept=BROWSER, document=file(INVALID, "a.ttl"), set="members=15  kinds=3").text
    assert 'name="set" value="members=15 kinds=3"' in page
    assert "members = 15" in page


def test_shapes_of_ones_own_are_held_against_the_document(client):
    sent = {"document": file(PERSON, "person.ttl"), "shapes": file(SHAPES, "shapes.ttl"), "profile": "base"}
    report = told(send(client, "/validate?lang=ru", **sent))
    (found,) = report["results"]
    assert (found["rule"], found["message"], found["place"]["line"]) == ("Name", "Нужна А.", 3)
    assert report["profile"]["name"] == "shapes.ttl"
    assert "educluster" in report["notice"]


UNFIT = {
    "no form of SHACL": ('sh:pattern "^A"', "sh:minCount", "line"),
    "an unknown term": ("sh:pattern", "sh:shape", "detail"),
    "a bad pattern": ('"^A"', '"^(A"', "detail"),
}


@pytest.mark.parametrize("fault", UNFIT)
def test_unfit_shapes_are_a_problem_and_no_verdict(client, fault):
    before, after, key = UNFIT[fault]
    shapes = file(SHAPES.replace(before, after), "shapes.ttl")
    response = send(client, document=file(PERSON, "person.ttl"), shapes=shapes)
    assert (response.status_code, response.content_type) == (400, "application/problem+json")
    assert json.loads(response.data)[key]


UNKNOWN = SHAPES.replace("sh:pattern", "sh:singleLine true ; sh:pattern")
LENIENTLY = {
    "a field": ("/validate", {"lenient": "true"}),
    "the address": ("/validate?lenient=true", {}),
}


@pytest.mark.parametrize("how", LENIENTLY)
def test_what_is_not_known_in_shapes_is_left_out_where_that_is_asked_for(client, how):
    address, fields = LENIENTLY[how]
    strict = send(client, document=file(PERSON, "person.ttl"), shapes=file(UNKNOWN, "shapes.ttl"), lenient="")
    assert (strict.status_code, "sh:singleLine" in strict.text) == (400, True)
    sent = {"document": file(PERSON, "person.ttl"), "shapes": file(UNKNOWN, "shapes.ttl"), **fields}
    report = told(send(client, address, **sent))
    assert any("sh:singleLine" in note for note in report["notes"])
    assert report["profile"]["settings"] == {"lenient": "true"}


def test_the_page_keeps_the_leniency_that_was_chosen(client):
    sent = {"document": file(PERSON, "person.ttl"), "shapes": file(UNKNOWN, "shapes.ttl")}
    page = send(client, accept=BROWSER, lenient="true", **sent).text
    assert 'name="lenient" value="true" checked' in page
    assert 'name="lenient" value="true">' in client.get("/validate").text


NOT_TAKEN = {
    "leniency without shapes": ("/validate?lenient=true", {}, "none are given"),
    "leniency that is none": ("/validate?lenient=yes", {}, "lenient cannot be «yes»"),
    "leniency twice": ("/validate?lenient=true", {"lenient": "true"}, "in the form and in the address"),
    "an unknown engine": ("/validate", {"engine": "rudof"}, "choose one of: compiled, pyshacl"),
}


@pytest.mark.parametrize("how", NOT_TAKEN)
def test_what_is_asked_wrongly_of_the_form_is_refused(client, how):
    address, fields, problem = NOT_TAKEN[how]
    response = send(client, address, document=file(INVALID, "cluster.ttl"), **fields)
    assert response.status_code == 400
    assert problem in response.get_data(as_text=True)


@pytest.mark.parametrize(("address", "fields"), [("?engine=pyshacl", {}), ("", {"engine": "pyshacl"})])
def test_another_engine_is_asked_by_a_form(client, address, fields):
    report = told(send(client, f"/validate{address}", document=file(INVALID, "cluster.ttl"), **fields))
    assert report["engine"].startswith("pySHACL ")


def test_shapes_without_a_target_in_the_document_are_not_said_to_be_met(client):
    response = send(client, document=file(INVALID, "cluster.ttl"), shapes=file(SHAPES, "shapes.ttl"))
    assert (response.status_code, "nothing was checked" in response.text) == (400, True)


@pytest.fixture(scope="module")
def impatient(folder, loaded):
    """A service that gives a validation two seconds."""
    app = create_app(Settings(data=folder, workers=1, validate_seconds=2), loaded)
    app.extensions["educluster"].validators.wait_until_ready()  # else the two seconds pass before the work
    yield app.test_client()
    app.extensions["educluster"].close()


def test_shapes_that_never_end_are_stopped_while_the_service_goes_on(impatient):
    shapes, person = SHAPES.replace('"^A"', '"^(a+)+$"'), PERSON.replace("Bob", "a" * 40 + "!")
    sent = {"document": file(person, "person.ttl"), "shapes": file(shapes, "shapes.ttl")}
    response = send(impatient, "/validate?engine=pyshacl", **sent)
    problem = json.loads(response.data)
    assert (response.status_code, problem.get("limit")) == (504, "--validate-seconds")
    assert "verdict" not in problem
    impatient.application.extensions["educluster"].validators.wait_until_ready()
    assert told(send(impatient, document=file(INVALID, "cluster.ttl")))["verdict"] == "does-not-conform"


def test_a_long_text_is_read_up_to_the_limit_of_a_body(impatient):
    text = INVALID.decode() + "#" * 600_000  # more than Flask keeps of a field by default
    response = impatient.post(
        "/validate", data=urlencode({"text": text}), content_type="application/x-www-form-urlencoded"
    )
    assert told(response)["document"]["size"] == len(text.encode())


@pytest.mark.parametrize("field", ["document", "shapes"])
def test_a_file_beyond_the_limit_is_refused(client, field):
    files = {"document": file(PERSON, "person.ttl"), "shapes": file(SHAPES, "shapes.ttl")}
    response = send(client, **{**files, field: file("#" * 300_000, "large.ttl")})
    assert (response.status_code, json.loads(response.data)["limit"]) == (413, "--body-bytes")


def two_files():
    return [file(INVALID, "a.ttl"), file(INVALID, "b.ttl")]


WRONG = {
    "nothing at all": ("", lambda: {}, 400, "choose a file, or paste"),
    "an empty form": (
        "",
        lambda: {"document": file(b"", ""), "text": " \r\n"},
        400,
        "choose a file, or paste",
    ),
    "a file and a text": (
        "",
        lambda: {"document": file(INVALID, "a.ttl"), "text": PERSON},
        400,
        "one of the two",
    ),
    "two files": ("", lambda: {"document": two_files()}, 400, "one at a time"),
    "an unknown field": (
        "",
        lambda: {"text": PERSON, "profil": "base"},
        400,
        "document, engine, fail-on, lenient, profile",
    ),
    "a parameter of the address": ("?profile=base", lambda: {"text": PERSON}, 400, "lang"),
    "thresholds of own shapes": (
        "",
        lambda: {"text": PERSON, "shapes": file(SHAPES, "s.ttl"), "set": "members=3"},
        400,
        "change the number in them",
    ),
    "an unknown ending": ("", lambda: {"document": file(INVALID, "cluster.doc")}, 415, ".ttl"),
    "an unknown language": ("?lang=kk", lambda: {"text": PERSON}, 400, "en, ru, uz"),
}


@pytest.mark.parametrize("fault", WRONG)
def test_what_is_wrong_with_a_form_is_told_to_people_as_a_page_and_to_programs_as_a_problem(client, fault):
    address, fields, status, remedy = WRONG[fault]
    problem = send(client, f"/validate{address}", **fields())
    page = send(client, f"/validate{address}", accept=BROWSER, **fields())
    assert (problem.status_code, problem.content_type) == (status, "application/problem+json")
    assert remedy in json.loads(problem.data)["remedy"]
    assert (page.status_code, page.content_type) == (status, "text/html; charset=utf-8")
    assert json.loads(problem.data)["detail"].replace("'", "&#39;") in page.text
    assert "<h1>This did not work</h1>" in page.text


def test_a_page_about_a_problem_speaks_the_language_and_names_the_place(client):
    page = send(client, "/validate?lang=ru", accept=BROWSER, text="<a> <b> \n <c> q:d .").text
    assert '<html lang="ru">' in page
    assert "Не получилось" in page
    assert "строка 2, столбец" in page


def test_the_form_shows_the_profile_that_the_address_names(client):
    assert '<option value="base@0.1.0" selected>' in client.get("/validate?profile=base@0.1.0").text
    assert '<option value="ties" selected>' in client.get("/validate?profile=ties").text
    assert client.get("/validate?profile=none").status_code == 400
