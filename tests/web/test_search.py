"""/search and /suggest: names of the table are met, strangers are not, and what is told of them."""

import csv

import html5lib
import pytest

from conftest import ROOT
from educluster import names

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
BENCH = ROOT / "tests" / "bench"
ID = names.ECR
PRECISION, RECALL = 0.98, 0.9


def table(name):
    with (BENCH / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def search(client, text, **values):
    response = client.get("/search", query_string={"q": text, "format": "json", **values})
    assert response.status_code == 200, response.text
    return response.json["found"]


def meant(client, row):
    best = search(client, row["name"], type=row["type"], limit=1)
    return best[0]["iri"] if best and best[0]["match"] else ""


def text(element):
    return " ".join("".join(element.itertext()).split())


def page(client, address):
    response = client.get(address, headers=BROWSER)
    assert response.content_type == "text/html; charset=utf-8"
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


# The table


def test_the_table_is_what_was_asked_for():
    rows = table("names.csv")
    assert len(rows) == 200
    assert {row["language"] for row in rows} == {"en", "ru", "uz"}
    assert {row["script"] for row in rows} == {"Latn", "Cyrl"}
    halves = [row["half"] for row in rows]
    assert (halves.count("attested"), halves.count("misspelt"), halves.count("other")) == (90, 90, 20)


def test_names_of_the_table_are_matched_rightly(client):
    rows = table("names.csv")
    found = {row["name"]: (row["iri"], meant(client, row)) for row in rows}
    matched = [name for name, (_, iri) in found.items() if iri]
    right = [name for name in matched if found[name][0] == found[name][1]]
    assert len(right) / len(matched) >= PRECISION, set(matched) - set(right)
    expected = {name for name, (iri, _) in found.items() if iri}
    assert len(right) / len(expected) >= RECALL, expected - set(right)


def test_names_of_others_are_not_taken_for_ours(client):
    rows = table("strangers.csv")
    assert len(rows) > 300
    taken = {row["name"]: iri for row in rows if (iri := meant(client, row))}
    assert taken == {}


# What is told


def test_a_program_is_told_the_reasons(client):
    best, *others = search(client, "mutual contorl")
    assert (best["iri"], best["match"]) == (f"{ID}principle-mutual-control", True)
    assert best["features"]["edits"] == 1
    assert best["reasons"]
    assert best["label"] == "mutual control"
    assert f"{names.EC}Principle" in best["types"]
    assert not any(each["match"] for each in others)


def test_a_term_of_the_ontology_is_found_beside_things(client):
    assert search(client, "cluster member")[0]["iri"].startswith("https://w3id.org/educluster/")
    assert f"{names.EC}hasMembership" in [each["iri"] for each in search(client, "has membership")]


def test_words_of_two_principles_are_no_match_and_a_false_friend(client):
    found = search(client, "succession", type="ec:Principle", lang="ru")
    two = {each["iri"]: each for each in found if each["score"] == 100}
    assert set(two) == {f"{ID}principle-succession", f"{ID}principle-inheritance"}
    assert not any(each["match"] for each in found)
    assert all("2020" in each["warning"]["note"] for each in two.values())


@pytest.mark.parametrize(
    ("language", "heading", "label"),
    [
        ("en", "Search by name", "mutual control"),
        ("ru", "Поиск по имени", "взаимный контроль"),
        ("uz", "Nom boʻyicha qidiruv", "oʻzaro nazorat"),
    ],
)
def test_the_page_shows_what_may_be_meant_with_links(client, language, heading, label):
    read = page(client, f"/search?q=mutual+control&lang={language}")
    assert text(next(read.iter("h1"))) == heading
    first = next(each for each in read.iter("li") if each.get("id") == "found-1")
    link = next(first.iter("a"))
    assert (link.get("href"), text(link)) == (f"/id/principle-mutual-control?lang={language}", label)
    assert next(first.iter("strong")) is not None


def test_the_page_says_when_nothing_is_called_so_and_asks_when_nothing_is_given(client):
    assert "Nothing of ours is called like this" in text(page(client, "/search?q=xyzzy"))
    assert [each.get("id") for each in page(client, "/search").iter("h2")] == ["program"]


def test_the_text_is_shown_as_text(client):
    hostile = '"><script>alert(1)</script>'
    read = page(client, "/search?q=%22%3E%3Cscript%3Ealert(1)%3C/script%3E")
    assert not list(read.iter("script"))
    assert [each.get("value") for each in read.iter("input")] == [hostile]


@pytest.mark.parametrize("door", ["/search", "/suggest"])
@pytest.mark.parametrize("hostile", ["\0", "🎓" * 100, "(" * 499, "\u202e_\u0301", "\ufdfa" * 400])
def test_what_no_name_is_finds_nothing_or_little_and_breaks_nothing(client, door, hostile):
    response = client.get(door, query_string={"q": f" {hostile}", "format": "json"})
    assert response.status_code == 200
    assert not any(each["match"] for each in response.json["found"])
    assert "\0" not in client.get("/search", query_string={"q": hostile}, headers=BROWSER).text


@pytest.mark.parametrize("door", ["/search", "/suggest"])
@pytest.mark.parametrize("long", ["a" * 10_000, "word " * 5_000])
def test_what_is_too_long_for_a_name_is_refused(client, door, long):
    assert client.get(door, query_string={"q": long}).status_code == 400


# Suggestions


@pytest.mark.parametrize(
    ("typed", "label"), [("mutual con", "mutual control"), ("взаимный ко", "взаимный контроль")]
)
def test_suggestions_begin_so(client, typed, label):
    found = client.get("/suggest", query_string={"q": typed, "lang": "en"}).json["found"]
    assert any(each["name"]["text"].startswith(label) for each in found)
    assert f"{ID}principle-mutual-control" in [each["iri"] for each in found]


def test_browsers_read_suggestions(client):
    accept = {"Accept": "application/x-suggestions+json"}
    response = client.get("/suggest?q=mutual+cont&type=ec:Principle&lang=uz", headers=accept)
    assert response.content_type == "application/x-suggestions+json"
    asked, labels, notes, addresses = response.json
    assert (asked, labels) == ("mutual cont", ["oʻzaro nazorat"])
    assert len(notes) == 1
    assert addresses == ["http://localhost/id/principle-mutual-control?lang=uz"]


def test_suggestions_are_as_many_as_are_wanted(client):
    assert len(client.get("/suggest?limit=7").json["found"]) == 7
    assert len(client.get("/suggest?q=c").json["found"]) == 10


# Bad input, and what is kept


@pytest.mark.parametrize(
    ("query", "status", "told"),
    [
        ("limit=0", 400, "from 1 to 100"),
        ("limit=many", 400, "from 1 to 100"),
        ("type=ec:Clustr", 400, "ec:Cluster"),
        ("words=x", 400, "no parameter"),
        ("q=a&q=b", 400, "once"),
        ("version=7.0", 404, "7.0"),
        ("lang=de", 400, "language"),
        (f"q={'x' * 501}", 400, "500"),
        ("format=ttl", 406, "json"),
    ],
)
def test_bad_input_is_told(client, query, status, told):
    for path in ("/search", "/suggest"):
        response = client.get(f"{path}?{query}", headers={"Accept": "application/json"})
        assert (response.status_code, response.content_type) == (status, "application/problem+json")
        assert told in response.text


@pytest.mark.parametrize(
    "text", ["\x00", "«»", "👋", "a" * 500, "1 " * 200, "<https://example.org/>", "%", "\u202e"]
)
def test_odd_texts_are_answered(client, text):
    assert not any(each["match"] for each in search(client, text))


def test_an_answer_has_a_tag(client):
    first = client.get("/search?q=cluster&format=json")
    again = client.get("/search?q=cluster&format=json", headers={"If-None-Match": first.headers["ETag"]})
    assert (first.status_code, again.status_code, again.data) == (200, 304, b"")
