"""Each stored question over HTTP, against one running service: its page and every format of its answer."""

import csv
import io
import json
import re
from decimal import Decimal
from urllib.parse import urlencode
from xml.etree import ElementTree

import docx
import html5lib
import openpyxl
import pyoxigraph
import pytest

from conftest import ROOT, get
from educluster import ask, names, questions
from educluster.citations import STYLES

BOOK = ask.stored().questions
FOLDER = ROOT / "queries" / "questions"
OWN = (names.ECR, names.ECC, names.EC)
RESULTS = "{http://www.w3.org/2005/sparql-results#}"


@pytest.fixture(params=list(BOOK))
def question(request):
    return BOOK[request.param]


def examples(question):
    return {name: each.example for name, each in question.parameters.items()}


def fetch(server, question, ending="", **others):
    """The body of an answer for the examples, with its Content-Type."""
    address = (
        f"{server.address}/questions/{question.name}{ending}?{urlencode({**examples(question), **others})}"
    )
    status, headers, body = get(address)
    assert status == 200, (address, body[:500])
    assert headers["ETag"], address
    return headers["Content-Type"], body


def written(value):
    """A value as the expected answers write it."""
    own = next((each for each in OWN if value.startswith(each)), None)
    if own:
        return value.removeprefix(own)
    if re.match("https?://", value):
        return names.shorten(value).strip("<>")
    return f"{Decimal(value):f}".rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", value) else value


def expected(question):
    """The expected answer: a tuple for each row, sorted; of an ASK, its one word."""
    with (FOLDER / f"{question.name}.expected.csv").open(encoding="utf-8", newline="") as file:
        _, *rows = csv.reader(file)
    return sorted(map(tuple, rows))


def rows_of_csv(question, body):
    """The rows of a CSV without the columns of labels, and texts without their guard against spreadsheets."""
    columns = list(question.columns) or ["answer"]
    rows = csv.DictReader(io.StringIO(body.decode(), newline=""))
    return sorted(tuple(written(unguarded(row[name])) for name in columns) for row in rows)


def unguarded(value):
    return value[1:] if re.match("'[=+@\t\r-]", value) else value


def rows_of_json(question, body):
    told = json.loads(body)
    if "boolean" in told:
        return [(str(told["boolean"]).lower(),)]
    assert set(question.columns) <= set(told["head"]["vars"])
    return sorted(
        tuple(written(row[name]["value"]) if name in row else "" for name in question.columns)
        for row in told["results"]["bindings"]
    )


def test_page_of_a_question_asks_and_answers(server, question):
    """The page in one of the languages, by turns: title, form with its values, answer, query, how to cite."""
    language = names.LANGUAGES[list(BOOK).index(question.name) % len(names.LANGUAGES)]
    content_type, body = fetch(server, question, lang=language)
    page = body.decode()
    html5lib.HTMLParser(strict=True).parse(page)
    assert content_type.startswith("text/html")
    assert f'<html lang="{language}"' in page
    text = "".join(html5lib.parse(page, treebuilder="etree").itertext())
    assert question.title(language) in text
    assert question.description(language) in text
    for name in question.parameters:
        assert re.search(rf'<(?:input|select|textarea)[^>]* name="{name}"', page), name
    for column in question.columns.values():
        assert column.label(language) in text
    assert questions.shown(question, questions.examples(question)).splitlines()[-1] in text


def test_csv_of_a_question_is_the_expected_answer(server, question):
    content_type, body = fetch(server, question, ".csv")
    assert content_type.startswith("text/csv")
    assert rows_of_csv(question, body) == expected(question)


def test_results_of_a_question_are_the_expected_answer(server, question):
    """JSON whole; TSV and XML by their head and the number of their rows: the same worker writes them."""
    wanted, select = expected(question), question.body.form == "SELECT"
    _, body = fetch(server, question, ".json")
    assert rows_of_json(question, body) == wanted
    _, body = fetch(server, question, ".xml")
    root = ElementTree.fromstring(body)
    assert len(list(root.iter(f"{RESULTS}result"))) == (len(wanted) if select else 0)
    if select:
        _, body = fetch(server, question, ".tsv")
        head, *rows = body.decode().splitlines()
        assert {f"?{name}" for name in question.columns} <= set(head.split("\t"))
        assert len(rows) == len(wanted)


def test_office_files_of_a_question_open(server, question):
    wanted, select = expected(question), question.body.form == "SELECT"
    content_type, body = fetch(server, question, ".xlsx")
    assert content_type == "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    book = openpyxl.load_workbook(io.BytesIO(body))
    assert len(book.sheetnames) >= 2
    if select:
        assert book.worksheets[0].max_row == len(wanted) + 1
    content_type, body = fetch(server, question, ".docx")
    assert content_type == "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    letter = docx.Document(io.BytesIO(body))
    assert question.title("en") in "\n".join(each.text for each in letter.paragraphs)


def test_files_of_a_question_say_where_they_come_from(server, question):
    """The page for a supplement, and Turtle: each stands alone and names the digest of its query."""
    content_type, body = fetch(server, question, ".html")
    page = body.decode()
    assert content_type.startswith("text/html")
    assert not re.search(r'(?:src|<link[^>]*href)="', page)
    assert question.digest in page
    content_type, body = fetch(server, question, ".ttl")
    assert content_type.startswith("text/turtle")
    assert any(pyoxigraph.parse(body, pyoxigraph.RdfFormat.TURTLE))
    assert question.digest in body.decode()


def test_citations_and_notebook_of_a_question(server, question):
    for ending, begins in ((".bib", "@misc{"), (".ris", "TY  - DATA"), (".csl", "[")):
        _, body = fetch(server, question, ending)
        assert body.decode().startswith(begins)
        assert question.digest in body.decode()
    style = list(STYLES)[list(BOOK).index(question.name) % len(STYLES)]
    _, body = fetch(server, question, cite=style)
    assert question.digest in body.decode()
    _, body = fetch(server, question, ".ipynb")
    assert json.loads(body)["nbformat"] == 4


# The whole


@pytest.fixture(scope="module")
def described(server):
    status, _, body = get(f"{server.address}/openapi.json")
    assert status == 200
    return json.loads(body)


def test_question_is_described_with_its_parameters(described, question):
    paths = [each for each in described["paths"] if each.split(".")[0] == f"/questions/{question.name}"]
    assert paths
    named = set()
    for path in paths:
        operation = described["paths"][path]["get"]
        for parameter in [*described["paths"][path].get("parameters", ()), *operation["parameters"]]:
            named.add(parameter["name"] if "name" in parameter else parameter["$ref"].rpartition("/")[2])
    assert set(question.parameters) <= named


def test_list_of_questions_has_each(server):
    _, _, body = get(f"{server.address}/questions")
    for name in BOOK:
        assert f'href="/questions/{name}' in body.decode(), name


PRINCIPLE = "/questions/conditions-of-a-principle"


@pytest.mark.parametrize("ending", ["", ".csv", ".json", ".xlsx", ".bib"])
@pytest.mark.parametrize(
    ("given", "status", "said", "allowed"),
    [
        pytest.param("prinziple=principle-succession", 400, "prinziple", "principle", id="unknown parameter"),
        pytest.param("principle=stage-1", 400, "stage-1", "principle-orientation", id="not in the scheme"),
        pytest.param("principle=%22%3E%7B", 400, "principle", "principle-orientation", id="no IRI"),
        pytest.param("principle=principle-succession&limit=two", 400, "limit", None, id="limit"),
        pytest.param("principle=principle-succession&limit=-1", 400, "limit", None, id="limit below 0"),
        pytest.param("principle=principle-succession&offset=x", 400, "offset", None, id="offset"),
        pytest.param("principle=principle-succession&language=fr", 400, "language", "uz", id="choice"),
        pytest.param(
            "principle=principle-succession&version=0123456789abcdef",
            404,
            "0123456789abcdef",
            None,
            id="version",
        ),
    ],
)
def test_bad_value_is_refused_with_what_is_allowed(server, ending, given, status, said, allowed):
    got, headers, body = get(f"{server.address}{PRINCIPLE}{ending}?{given}")
    problem = json.loads(body)
    assert (got, headers["Content-Type"]) == (status, "application/problem+json")
    assert said in problem["detail"]
    assert problem["remedy"]
    if allowed:
        assert allowed in problem["allowed"]


def test_unknown_question_is_told_with_the_nearest(server):
    for ending in ("", ".csv"):
        status, _, body = get(f"{server.address}/questions/conditions-of-principle{ending}")
        assert status == 404
        assert "conditions-of-a-principle" in body.decode()


def test_reader_of_a_page_is_told_beside_the_field(server):
    address = f"{server.address}{PRINCIPLE}?principle=stage-1&lang=ru"
    status, headers, body = get(address, Accept="text/html")
    page = body.decode()
    assert (status, headers["Content-Type"]) == (400, "text/html; charset=utf-8")
    assert "stage-1" in page
    assert 'value="principle-orientation"' in page
    assert BOOK["conditions-of-a-principle"].title("ru") in page


WRONG = {
    "number": ["many", "1e999"],
    "date": ["yesterday", "2020-02-30"],
    "choice": ["none"],
    "language": ["fr"],
}
TYPED = [
    (question, name, value)
    for kind, values in WRONG.items()
    for question, name in [
        (question, name)
        for question in BOOK.values()
        for name, each in question.parameters.items()
        if each.type == kind
    ][:1]
    for value in values
]


@pytest.mark.parametrize(
    ("question", "name", "value"),
    TYPED,
    ids=[f"{question.name} {name}={value}" for question, name, value in TYPED],
)
def test_value_of_the_wrong_type_is_refused(server, question, name, value):
    """The first question that has a parameter of the type."""
    given = urlencode({**examples(question), name: value})
    status, _, body = get(f"{server.address}/questions/{question.name}.csv?{given}")
    assert status == 400
    assert name in json.loads(body)["detail"]
