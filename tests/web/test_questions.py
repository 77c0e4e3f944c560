"""/questions: the catalogue, the form and its errors, the answer in its formats, rows page by page."""

import csv
import io
import json
from urllib.parse import parse_qs, urlsplit

import html5lib
import nbformat
import openpyxl
import pytest

from conftest import TURTLE, token

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
QUESTION = "/questions/conditions-of-a-principle"
ASKED = f"{QUESTION}?principle=principle-succession"
WORDS = 1500
FILES = "json csv tsv xml xlsx docx html ttl bib ris csl ipynb".split()


def page(client, address):
    response = client.get(address, headers=BROWSER)
    assert response.content_type == "text/html; charset=utf-8"
    return response, html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


def text(element):
    return " ".join("".join(element.itertext()).split())


def rows(read):
    return [[text(cell) for cell in row.iter("td")] for row in read.iter("tr") if list(row.iter("td"))]


def links(read):
    return {a.get("href"): text(a) for a in read.iter("a")}


def problem(client, address):
    response = client.get(address)
    assert response.content_type == "application/problem+json"
    return response.status_code, response.json


# The catalogue


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_catalogue_has_each_question_once_in_the_readers_language(client, language):
    listed = client.get(f"/questions.json?lang={language}").json
    _, read = page(client, f"/questions?lang={language}")
    shown = [urlsplit(a).path for a in links(read) if urlsplit(a).path.startswith("/questions/")]
    assert sorted(shown) == sorted(each["address"] for each in listed)
    assert len(shown) > 60
    assert {each["title"] for each in listed} <= set(links(read).values())


def test_a_search_finds_words_of_any_language_and_says_when_there_are_none(client):
    found = client.get("/questions.json", query_string={"q": "чего требует принцип"}).json
    assert found[0]["name"] == "conditions-of-a-principle"
    response, read = page(client, "/questions?q=qwertyuiop")
    assert "No question has all these words" in response.text
    assert not [a for a in links(read) if urlsplit(a).path.startswith("/questions/")]


def test_a_theme_lists_its_questions_and_one_that_is_not_known_is_not_found(client):
    found = client.get("/questions.json?tag=conditions").json
    assert found
    assert all("conditions" in each["tags"] for each in found)
    status, told = problem(client, "/questions?tag=none")
    assert (status, "conditions" in told["remedy"]) == (404, True)


@pytest.mark.parametrize(
    "address", ["/questions.pdf", f"{QUESTION}.pdf", "/questions/none", "/questions/none.csv"]
)
def test_what_there_is_not_is_not_found(client, address):
    assert problem(client, address)[0] == 404


def test_a_name_that_is_nearly_one_is_told(client):
    status, told = problem(client, "/questions/condition-of-a-principle.json")
    assert status == 404
    assert "conditions-of-a-principle" in told["detail"] + told["remedy"]


# The page


def test_without_values_the_page_answers_for_the_example_and_says_so(client):
    response, read = page(client, QUESTION)
    assert "this is the answer for an example" in response.text
    assert len(rows(read)) == 2
    chosen = [text(each) for each in read.iter("option") if "selected" in each.attrib]
    assert chosen[0] == "sequential consistency"
    response, _ = page(client, ASKED)
    assert "this is the answer for an example" not in response.text


@pytest.mark.parametrize(("language", "name"), [("ru", "последовательность"), ("uz", "izchillik")])
def test_the_drop_down_is_filled_from_the_graph_in_the_readers_language(client, language, name):
    _, read = page(client, f"{QUESTION}?lang={language}")
    (select,) = (each for each in read.iter("select") if each.get("name") == "principle")
    told = [text(each).casefold() for each in select.iter("option")]
    assert len(told) > 15
    assert name in told


def test_what_is_chosen_in_the_form_is_what_is_answered(client):
    _, read = page(client, QUESTION)
    (select,) = (each for each in read.iter("select") if each.get("name") == "principle")
    values = [each.get("value") for each in select.iter("option") if each.get("value")]
    for value in values:
        response = client.get(f"{QUESTION}.json", query_string={"principle": value, "language": "en"})
        bound = {row["principle"]["value"] for row in response.json["results"]["bindings"]}
        assert bound <= {f"https://w3id.org/educluster/id/{value}"}


def test_an_empty_answer_is_said_in_words(client):
    response, read = page(client, f"{QUESTION}?principle=principle-davydova-autonomy")
    assert not list(read.iter("table"))
    assert "Nothing in the data answers this question with these values" in response.text


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_a_value_that_cannot_be_taken_is_told_at_its_field(client, language):
    response, read = page(client, f"{QUESTION}?principle=principle-sucession&lang={language}")
    assert response.status_code == 400
    (select,) = (each for each in read.iter("select") if each.get("aria-invalid") == "true")
    (told,) = (each for each in read.iter("p") if each.get("id") == select.get("aria-describedby"))
    assert "principle-sucession" in text(told)
    near = [parse_qs(urlsplit(a).query)["principle"] for a in links(told)]
    assert ["principle-succession"] in near


def test_a_value_that_is_missing_is_told_at_its_field(client):
    response, read = page(client, f"{QUESTION}?language=ru")
    assert response.status_code == 400
    assert "A value is needed" in response.text
    assert [each.get("name") for each in read.iter("select") if each.get("aria-invalid")] == ["principle"]


def test_a_version_that_is_not_held_keeps_the_form(client):
    response, read = page(client, f"{ASKED}&version=0123456789abcdef")
    assert response.status_code == 404
    assert "0123456789abcdef" in response.text
    assert [each for each in read.iter("select") if each.get("name") == "principle"]


def test_every_link_of_a_page_leads_somewhere(client):
    _, read = page(client, f"{QUESTION}?lang=ru")
    inside = {a for a in links(read) if a.startswith(("/", "?"))}
    assert len(inside) > 20
    broken = [
        a
        for a in inside
        if client.get(a if a[0] == "/" else QUESTION + a, headers=BROWSER, follow_redirects=True).status_code
        != 200
    ]
    assert broken == []


def test_the_query_leads_to_the_query_page_which_gives_the_same_rows(client):
    _, read = page(client, ASKED)
    edit = next(a for a in links(read) if a.startswith("/sparql?") and "VALUES" in a)
    names = [row[0].partition(" ")[0] for row in rows(page(client, edit)[1])]
    assert names == ["ecr:principle-succession"] * len(rows(read))


def test_what_is_given_is_never_markup(client):
    response, read = page(client, f"{QUESTION}?principle=%22%3E%3Cscript%3E1%3C/script%3E&x%3Cb%3E=1")
    assert response.status_code == 400
    assert not list(read.iter("script"))
    assert "<script>" not in response.text


def test_an_indicator_gives_its_formula_and_its_source(client):
    of_figures = [each for each in client.get("/questions.json").json if each["indicator"]]
    assert of_figures
    for each in of_figures:
        response, read = page(client, each["address"])
        shown = {text(code) for code in read.iter("code")}
        assert " ".join(each["indicator"]["formula"].split()) in shown
        assert each["indicator"]["source"] in response.text.replace("&amp;", "&")


# The answer for programs


@pytest.mark.parametrize("ending", FILES)
def test_a_format_is_had_by_ending_and_by_name_and_its_tag_brings_304(client, ending):
    response = client.get(f"{QUESTION}.{ending}?principle=principle-succession&lang=uz")
    assert response.status_code == 200
    assert client.get(f"{ASKED}&lang=uz&format={ending}").data == response.data
    tag = response.headers["ETag"]
    again = client.get(
        f"{QUESTION}.{ending}?principle=principle-succession&lang=uz", headers={"If-None-Match": tag}
    )
    assert (again.status_code, again.data) == (304, b"")
    head = client.head(f"{QUESTION}.{ending}?principle=principle-succession&lang=uz")
    assert (head.status_code, head.data, head.headers["ETag"]) == (200, b"", tag)


@pytest.mark.parametrize(
    ("accept", "found"),
    [
        ("", "text/html"),
        ("application/json", "application/sparql-results+json"),
        ("text/csv", "text/csv"),
        ("text/turtle, text/csv;q=0.5", "text/turtle"),
        (BROWSER["Accept"], "text/html"),
    ],
)
def test_accept_chooses_where_nothing_is_named(client, accept, found):
    response = client.get(ASKED, headers={"Accept": accept})
    assert response.mimetype == found
    assert "Accept" in response.headers["Vary"]


def test_without_values_a_program_is_told_what_is_needed(client):
    status, told = problem(client, f"{QUESTION}.json")
    assert (status, told["parameter"]) == (400, "principle")
    assert "principle-succession" in told["allowed"]


@pytest.mark.parametrize(
    ("given", "parameter", "allowed"),
    [
        ("principle=none", "principle", "principle-succession"),
        ("principle=principle-succession&language=kk", "language", "uz"),
        ("principle=principle-succession&prinsiple=x", "prinsiple", "principle"),
        ("principle=principle-succession&limit=0", "limit", "a whole number from 1 to 10000"),
        ("principle=principle-succession&limit=1e3", "limit", "a whole number from 1 to 10000"),
        (
            f"principle=principle-succession&offset={'9' * 5000}",
            "offset",
            "a whole number from 0 to 1000000000",
        ),
        ("principle=principle-succession&offset=-1", "offset", "a whole number from 0 to 1000000000"),
    ],
)
def test_what_cannot_be_taken_is_told_with_what_is_allowed(client, given, parameter, allowed):
    status, told = problem(client, f"{QUESTION}.csv?{given}")
    assert (status, told["parameter"]) == (400, parameter)
    assert allowed in told["allowed"]


@pytest.mark.parametrize(
    "more", ["principle=principle-orientation", "limit=5&limit=6", "timeout=soon", "principle=%FF"]
)
def test_what_is_given_twice_or_is_no_text_is_refused(client, more):
    assert problem(client, f"{ASKED}&{more}&format=json")[0] == 400


@pytest.mark.parametrize(
    "value", ["principle-succession", "ecr:principle-succession", "Sequential consistency", "izchillik"]
)
def test_a_thing_may_be_called_by_each_of_its_names(client, value):
    response = client.get(f"{QUESTION}.json", query_string={"principle": value, "language": "en"})
    assert response.data == client.get(f"{QUESTION}.json?principle=principle-succession&language=en").data


@pytest.mark.parametrize("ending", ["json", "csv", "ttl"])
def test_the_rows_are_had_page_by_page(client, ending):
    listed = client.get("/questions/contradictions.csv").text.splitlines()
    address, seen = f"/questions/contradictions.{ending}?limit=1", 0
    while address:
        response = client.get(address)
        assert response.status_code == 200
        seen += 1
        told = {
            link.partition("rel=")[2].strip('"'): link[1:].partition(">")[0]
            for link in response.headers.getlist("Link")
        }
        assert ("prev" in told) == (seen > 1)
        address = told.get("next")
    assert seen == len(listed) - 1 > 1


def test_a_page_of_rows_leads_to_the_next_and_back(client):
    whole = rows(page(client, "/questions/principles-in-order")[1])
    _, read = page(client, "/questions/principles-in-order?limit=2")
    after = next(a.get("href") for a in read.iter("a") if a.get("rel") == "next")
    _, further = page(client, after)
    assert rows(read) + rows(further) == whole[:4]
    back = next(a.get("href") for a in further.iter("a") if a.get("rel") == "prev")
    assert rows(page(client, back)[1]) == whole[:2]


def test_the_version_of_the_data_is_told_and_can_be_asked_again(client):
    now = client.get(f"{ASKED}&format=json")
    release = client.get("/health").json["release"]
    again = client.get(f"{ASKED}&format=json&version={release}")
    assert (again.data, again.headers["ETag"]) == (now.data, now.headers["ETag"])
    assert now.headers["Educluster-Version"] == release
    live = client.get(f"{ASKED}&format=json&version=live")
    assert live.headers["Educluster-Version"].startswith(f"{release}-")


def test_a_citation_names_an_address_that_gives_the_answer_again(client):
    told = json.loads(client.get(f"{QUESTION}.csl?principle=principle-succession&lang=ru").data)
    told = told[0] if isinstance(told, list) else told
    address = urlsplit(told["URL"])
    assert client.get("/health").json["release"] in address.query
    again = client.get(f"{address.path}?{address.query}&format=csv")
    assert again.data == client.get(f"{QUESTION}.csv?principle=principle-succession&lang=ru").data


@pytest.mark.parametrize("style", ["gost", "apa", "bibtex", "ris", "csl"])
def test_a_citation_is_had_alone(client, style):
    response = client.get(f"{ASKED}&lang=ru&cite={style}")
    assert response.content_type == "text/plain; charset=utf-8"
    assert "Чего требует принцип?" in response.text
    assert client.get("/health").json["release"] in response.text
    status, told = problem(client, f"{ASKED}&cite=chicago")
    assert (status, style in told["allowed"]) == (400, True)


def test_what_a_client_writes_into_its_host_header_is_no_part_of_a_citation(client):
    response = client.get(f"{QUESTION}.html?principle=principle-succession", headers={"Host": "a.example"})
    assert "http://a.example/questions/" in response.text
    bad = client.get(f"{QUESTION}.bib?principle=principle-succession", headers={"Host": 'a.example"><b>'})
    assert "<b>" not in bad.text


def test_a_saved_file_has_the_name_of_its_question(client):
    for ending in ("xlsx", "docx", "html", "bib", "ipynb"):
        told = client.get(f"{QUESTION}.{ending}?principle=principle-succession").headers[
            "Content-Disposition"
        ]
        assert told == f'attachment; filename="conditions-of-a-principle.{ending}"'


def test_the_notebook_is_one_and_names_the_version(client):
    written = client.get(f"{QUESTION}.ipynb?principle=principle-succession").text
    notebook = nbformat.reads(written, as_version=4)
    nbformat.validate(notebook)
    assert client.get("/health").json["release"] in written
    for cell in notebook.cells:
        if cell.cell_type == "code":
            compile(cell.source, "cell", "exec")


def test_a_question_is_counted_as_one(client):
    before = _counted(client)
    client.get(f"{ASKED}&format=json")
    client.get(f"{QUESTION}.json?principle=none")
    after = _counted(client)
    assert {key: after[key] - before.get(key, 0) for key in after} == {"ok": 1, "refused": 1}


def _counted(client):
    lines = (
        each
        for each in client.get("/metrics").text.splitlines()
        if each.startswith("educluster_questions_total{")
    )
    return {each.partition('"')[2].partition('"')[0]: float(each.rpartition(" ")[2]) for each in lines}


@pytest.fixture
def large(app, client):
    """A concept of a user's with more words than the web process would write into a file."""
    concept = "https://example.org/large"
    headers = {**TURTLE, **token(app.extensions["educluster"].settings.data, "update")}
    graph = {"graph": "https://example.org/graph"}
    prefixes = (
        "@prefix : <https://example.org/> . @prefix ec: <https://w3id.org/educluster/ns#> . "
        "@prefix skos: <http://www.w3.org/2004/02/skos/core#> . "
        "@prefix xl: <http://www.w3.org/2008/05/skos-xl#> . "
    )
    for part in range(0, WORDS, 500):
        labels = "".join(
            f':large xl:altLabel :l{n} . :l{n} xl:literalForm "=word {n}"@en ; ec:attestation ec:Attested . '
            for n in range(part, part + 500)
        )
        document = f"{prefixes}:large a skos:Concept . {labels}"
        written = client.post("/graphs", query_string=graph, headers=headers, data=document)
        assert written.status_code in (201, 204), written.text
    yield {"concept": concept, "version": "live", "limit": "10000"}
    client.delete("/graphs", query_string=graph, headers=headers)


def test_a_large_answer_is_written_whole_and_shown_in_part(app, client, large):
    response = client.get("/questions/words-of-a-concept.csv", query_string=large)
    read = list(csv.reader(io.StringIO(response.text)))
    assert len(read) == WORDS + 1
    assert {row[read[0].index("word")][:6] for row in read[1:]} == {"'=word"}
    assert app.extensions["educluster"].making.ready == 1
    book = openpyxl.load_workbook(
        io.BytesIO(client.get("/questions/words-of-a-concept.xlsx", query_string=large).data)
    )
    assert book.worksheets[0].max_row == WORDS + 1
    _, read = page(client, f"/questions/words-of-a-concept?concept={large['concept']}&version=live")
    assert len(rows(read)) == 1000
    assert "need not give this answer again" in text(read)


def test_what_users_added_is_no_part_of_a_release(client, large):
    status, told = problem(client, f"/questions/words-of-a-concept.json?concept={large['concept']}")
    assert (status, told["parameter"]) == (400, "concept")
