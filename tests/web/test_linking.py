"""/link: a table by body, by form and by a person on the page; what is refused, and that nothing is kept."""

import csv
import io
import json

import html5lib
import pyoxigraph
import pytest

from educluster.names import ECR, SKOS

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
UNIVERSITY = f"{ECR}org-university-of-virginia"
TABLE = "id;имя\n1;University of Virginia\n2;\n3;succession\n4;qwertyuiop\n5;University of Virginia\n"
FORMATS = {
    "csv": "text/csv; charset=utf-8",
    "json": "application/json",
    "sssom": "text/tab-separated-values; charset=utf-8",
    "ttl": "text/turtle; charset=utf-8",
    "csvw": "application/csvm+json",
    "html": "text/html; charset=utf-8",
}


def post(client, body, query="", content_type="text/csv", **headers):
    data = body if isinstance(body, bytes) else body.encode()
    return client.post(f"/link?{query}", data=data, content_type=content_type, headers=headers)


def rows(response, delimiter=";"):
    text = response.get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True))


def page(response):
    assert (response.status_code, response.content_type) == (200, FORMATS["html"]), response.text
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


def fields(read):
    """What a browser would send of the form of a page."""
    (form,) = [each for each in read.iter("form") if each.get("method") == "post"]
    found = {
        each.get("name"): each.get("value") for each in form.iter("input") if each.get("type") == "hidden"
    }
    found |= {each.get("name"): each.get("value") for each in form.iter("input") if "checked" in each.keys()}  # noqa: SIM118
    for select in form.iter("select"):
        options = list(select.iter("option"))
        chosen = [each for each in options if "selected" in each.keys()]  # noqa: SIM118
        found[select.get("name")] = (chosen or options)[0].get("value")
    return found


def send(client, sent, **more):
    return client.post("/link", data=sent | more, content_type="multipart/form-data", headers=BROWSER)


def texts(read):
    return ["".join(each.itertext()) for each in read.iter("legend")]


# By a program


@pytest.mark.parametrize("name", FORMATS)
def test_a_table_is_linked_in_each_format(client, name):
    for headers, query in (({}, f"&format={name}"), ({"Accept": FORMATS[name].partition(";")[0]}, "")):
        response = post(client, TABLE, f"column=имя{query}", **headers)
        assert (response.status_code, response.content_type) == (200, FORMATS[name])
        assert response.headers["Cache-Control"] == "no-store"
        if name != "csvw":  # which tells of the columns alone
            assert "org-university-of-virginia" in response.text


def test_each_row_is_there_with_what_its_name_means(client):
    found = rows(post(client, TABLE, "column=имя"))
    assert [each["id"] for each in found] == ["1", "2", "3", "4", "5"]
    assert [each["имя_exactMatch"] for each in found] == [UNIVERSITY, "", "", "", UNIVERSITY]
    assert found[2]["имя_warning"].startswith("A false friend: ")
    assert not any(found[3][name] for name in found[3] if name not in ("id", "имя", "имя_candidates"))


def test_the_same_table_in_another_encoding_means_the_same(client):
    found = rows(post(client, TABLE.encode("cp1251"), "column=имя"))
    named = rows(post(client, TABLE.encode("cp1251"), "column=имя", "text/csv; charset=windows-1251"))
    assert found == named == rows(post(client, TABLE, "column=имя"))


def test_only_things_of_a_class_are_meant(client):
    found = rows(post(client, TABLE, "column=имя&type=ec:Principle&lang=ru"))
    assert [each["имя_exactMatch"] + each["имя_closeMatch"] for each in found][0::4] == ["", ""]
    assert found == rows(post(client, TABLE, "column=имя&type=принцип&lang=ru"))


def test_what_the_rows_are_about_is_said_in_turtle(client):
    data = post(client, TABLE, "column=имя&base=https://example.org/u/&id=id&format=ttl").get_data()
    triples = pyoxigraph.parse(data, pyoxigraph.RdfFormat.TURTLE)
    told = {(each.subject.value, each.predicate.value, each.object.value) for each in triples}
    assert ("https://example.org/u/5", f"{SKOS}exactMatch", UNIVERSITY) in told


def test_a_table_with_ten_thousand_rows_is_linked_and_one_more_is_refused(client):
    names = [f"name {place % 40}" if place % 3 else "succession" for place in range(10_000)]
    body = "\n".join(["name", *names])
    assert len(rows(post(client, body), ",")) == 10_000
    refused = post(client, f"{body}\none")
    assert (refused.status_code, refused.json["value"]) == (413, "10000")
    assert "command line" in refused.json["remedy"]


@pytest.mark.parametrize(
    ("body", "query", "content_type", "status", "told"),
    [
        (TABLE, "", "text/csv", 400, "several columns"),
        (TABLE, "column=name", "text/csv", 400, "«имя»"),
        (TABLE, "column=имя&type=ec:Prinsiple", "text/csv", 400, "ec:Principle"),
        (TABLE, "column=имя&threshold=101", "text/csv", 400, "0 to 100"),
        (TABLE, "column=имя&threshold=x", "text/csv", 400, "0 to 100"),
        (TABLE, "column=имя&language=русский язык", "text/csv", 400, "language tag"),
        (TABLE, "column=имя&base=school", "text/csv", 400, "https://"),
        (TABLE, "column=имя&id=имя&format=ttl", "text/csv", 400, "no IRI"),
        (TABLE, "column=имя&no-header=yes", "text/csv", 400, "true"),
        (TABLE, "colum=имя", "text/csv", 400, "colum"),
        (TABLE, "column=имя&format=xlsx", "text/csv", 406, "sssom"),
        (TABLE, "column=имя", "application/pdf", 415, "text/csv"),
        (TABLE, "column=имя", "text/csv; charset=utf-7", 400, "cp1251"),
        ("", "", "text/csv", 400, "empty"),
        ('n,name\n1,"a"b\n', "column=name", "text/csv", 400, "quotation mark"),
        (b"PK\x03\x04", "", "text/csv", 415, "CSV UTF-8"),
    ],
)
def test_what_cannot_be_linked_is_refused_with_a_remedy(client, body, query, content_type, status, told):
    response = post(client, body, query, content_type)
    assert (response.status_code, response.content_type) == (status, "application/problem+json")
    assert told in response.json["detail"] + response.json["remedy"]


# By a person


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_form_is_there_in_each_language(client, language):
    read = page(client.get(f"/link?lang={language}"))
    classes = [each.get("value") for each in read.iter("option")]
    assert "https://w3id.org/educluster/ns#Principle" in classes
    labelled = {each.get("for") for each in read.iter("label")}
    inputs = [each for kind in ("input", "select", "textarea") for each in read.iter(kind)]
    assert {each.get("id") for each in inputs} == labelled


def test_the_column_is_chosen_where_it_was_not_named(client):
    read = page(send(client, {"table": (io.BytesIO(TABLE.encode()), "my names.csv")}))
    assert "University of Virginia" in "".join(read.itertext())
    chosen = page(send(client, fields(read), column="#2"))
    assert [each.split(" rows:")[0] for each in texts(chosen)] == [
        "succession",
        "University of Virginia",
        "qwertyuiop",
    ]


def test_a_person_says_what_is_meant(client):
    read = page(send(client, {"text": TABLE, "column": "имя"}))
    sent = fields(read)
    sent["choice-1"], sent["relation-1"] = "", "closeMatch"  # succession means nothing of ours here
    sent["relation-0"] = "closeMatch"  # the university only nearly
    response = send(client, sent, format="json")
    assert response.headers["Content-Disposition"] == "attachment; filename=table.linked.json"
    told = {each["text"]: each for each in json.loads(response.get_data())["texts"]}
    assert (told["succession"]["match"], told["succession"]["confirmed"]) == (None, False)
    university = told["University of Virginia"]
    assert (university["match"], university["relation"], university["confirmed"]) == (
        UNIVERSITY,
        "closeMatch",
        True,
    )


def test_what_nobody_looked_at_is_not_said_by_a_person(client):
    sent = fields(page(send(client, {"text": TABLE, "column": "имя"})))
    for more, confirmed in (({}, 0), ({"looked": "true"}, 2)):
        told = json.loads(send(client, sent, format="json", **more).get_data())["texts"]
        assert sum(each["confirmed"] for each in told) == (
            confirmed and sum(bool(each["match"]) for each in told)
        )
        assert sum(bool(each["match"]) for each in told) >= 1


def test_what_was_said_on_one_page_holds_on_the_next(client):
    many = "name\n" + "".join(
        f"University of Virginia {letter}{place}\n" for letter in "ab" for place in range(30)
    )
    first = page(send(client, {"text": many, "column": "name"}))
    sent = fields(first)
    assert len(texts(first)) == 50
    number = next(name.partition("-")[2] for name in sent if name.startswith("choice-"))
    offered = [each.get("value") for each in first.iter("input") if each.get("name") == f"choice-{number}"]
    sent[f"choice-{number}"], sent[f"relation-{number}"] = offered[0], "exactMatch"
    second = page(send(client, sent, go="50"))
    assert len(texts(second)) == 10
    assert not set(texts(first)) & set(texts(second))
    told = json.loads(send(client, fields(second), format="json").get_data())["texts"]
    assert [(each["match"], each["relation"]) for each in told if each["confirmed"]] == [
        (offered[0], "exactMatch")
    ]
    assert texts(page(send(client, fields(second), go="0"))) == texts(first)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "no table"),
        ({"text": " \n"}, "no table"),
        ({"text": "A", "table": (io.BytesIO(b"A"), "a.csv")}, "several tables"),
        ({"text": "A", "colour": "red"}, "colour"),
        ({"state": "e30="}, "damaged"),
        ({"state": "eJz7//8/AAX+Av4="}, "damaged"),
    ],
)
def test_a_form_that_cannot_be_read_is_refused_on_a_page(client, sent, told):
    response = send(client, dict(sent))
    assert (response.status_code, response.content_type) == (400, FORMATS["html"])
    assert told in response.text


def test_a_choice_that_was_not_offered_is_refused(client):
    sent = fields(page(send(client, {"text": TABLE, "column": "имя"})))
    response = send(client, sent | {"choice-0": "https://example.org/other"}, format="csv")
    assert response.status_code == 400
    assert "was not offered" in response.text


def test_marks_in_a_table_are_text_on_the_page(client):
    read = page(send(client, {"text": 'name\n<script>alert("x")</script>\n"a&amp;b"\n', "column": "name"}))
    assert not list(read.iter("script"))
    assert any('<script>alert("x")</script>' in each for each in texts(read))
