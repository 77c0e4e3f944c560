"""Adding a question is adding two files: a copy of the package with one question more shows it everywhere."""

import csv
import io
import json
import os
import shutil
import subprocess
import sys
from urllib.parse import quote

import pytest

from conftest import ROOT, get, serving

NAME = "principles-by-a-word"
QUERY = """\
#+ title:
#+   en: Which principles have this in their name?
#+   ru: В названиях каких принципов это есть?
#+   uz: Qaysi tamoyillar nomida bu bor?
#+ description: {en: For a test., ru: Для испытания., uz: Sinov uchun.}
#+ parameters:
#+   part:
#+     type: choice
#+     choices: [consistency, modernity]
#+     example: consistency
#+     label: {en: Part, ru: Часть, uz: Qism}
#+   principle: {type: iri, scheme: principles, example: principle-succession}
#+   letters:
#+     type: number
#+     least: 1
#+     most: 99
#+     default: 10
#+     example: 10
#+     label: {en: Letters, ru: Букв, uz: Harflar}
#+     help: {en: At least so many., ru: Не меньше., uz: Kamida shuncha.}
#+ columns: {principle: iri, label: text}
#+ tags: [principles]
#+ view: table
#+ expected: {ordered: true}
PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?principle ?label ?part ?letters WHERE {
  ?principle a ec:Principle ;
    skos:prefLabel ?label .
  FILTER(LANG(?label) = "en")
  FILTER(CONTAINS(?label, ?part) && STRLEN(?label) >= ?letters)
}
ORDER BY ?principle
"""
EXPECTED = "principle,label\nprinciple-succession,sequential consistency\n"
BAD = QUERY.replace("type: choice", "type: colour")
GIVEN = "part=consistency&principle=principle-succession"


@pytest.fixture(scope="module")
def package(tmp_path_factory):
    """A copy of the package as a wheel has it, its data beside it, with two files more."""
    site = tmp_path_factory.mktemp("site")
    package = shutil.copytree(ROOT / "service" / "educluster", site / "educluster")
    for folder in ("corpus", "ontology", "queries", "shapes"):
        shutil.copytree(ROOT / folder, package / "data" / folder)
    questions = package / "data" / "queries" / "questions"
    (questions / f"{NAME}.rq").write_text(QUERY)
    (questions / f"{NAME}.expected.csv").write_text(EXPECTED)
    return package


@pytest.fixture(scope="module")
def served(package, tmp_path_factory):
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("PYTHONPATH", str(package.parent))
        with serving("--data", str(tmp_path_factory.mktemp("data"))) as running:
            yield running


def fetch(served, path):
    status, _, body = get(f"{served.address}{path}")
    assert status == 200, body[:500]
    return body.decode()


def command(package, *arguments):
    environment = {**os.environ, "PYTHONPATH": str(package.parent)}
    words = [sys.executable, "-m", "educluster.cli", *map(str, arguments)]
    return subprocess.run(words, capture_output=True, text=True, env=environment, timeout=60)


def test_it_is_no_question_of_the_package():
    """Else the tests below would show nothing."""
    assert not list((ROOT / "queries").rglob(f"{NAME}*"))


def test_it_is_listed(served, package):
    assert f'href="/questions/{NAME}' in fetch(served, "/questions")
    assert f'href="/questions/{NAME}' in fetch(served, "/questions?q=principles+name+this&lang=en")
    assert NAME in command(package, "ask").stdout


def test_it_has_a_page_with_a_form_and_the_answer(served):
    page = fetch(served, f"/questions/{NAME}?{GIVEN}&lang=ru")
    assert "В названиях каких принципов это есть?" in page
    assert '<select id="part" name="part"' in page or 'name="part"' in page
    assert 'value="principle-modernity"' in page
    assert "sequential consistency" in page


def test_its_page_has_snippets(served):
    page = fetch(served, f"/questions/{NAME}?{GIVEN}")
    assert "APA" in page
    for word in ("curl", "SPARQLWrapper", "pandas", f"/questions/{NAME}.csv"):
        assert word in page, word


def rows(served, given):
    return list(csv.DictReader(io.StringIO(fetch(served, f"/questions/{NAME}.csv?{given}"))))


def test_it_has_an_api(served):
    assert [row["label"] for row in rows(served, GIVEN)] == ["sequential consistency"]
    assert rows(served, f"{GIVEN}&letters=50") == []
    for ending in ("json", "tsv", "xml", "ttl", "html", "bib", "ris", "csl", "ipynb"):
        assert fetch(served, f"/questions/{NAME}.{ending}?{GIVEN}")


@pytest.mark.parametrize(
    ("given", "allowed"),
    [
        ("part=colour", ["consistency", "modernity"]),
        ("letters=0", ["at least 1", "at most 99"]),
        ("letters=100", ["at least 1", "at most 99"]),
        ("letters=1e1", None),
        ("letters=ten", None),
    ],
)
def test_its_parameters_are_checked(served, given, allowed):
    name = given.partition("=")[0]
    others = "&".join(each for each in GIVEN.split("&") if not each.startswith(name))
    status, _, body = get(f"{served.address}/questions/{NAME}.csv?{others}&{given}")
    problem = json.loads(body)
    assert (status, problem["parameter"]) == (400, name)
    assert problem.get("allowed") == allowed


def test_it_is_described_for_programs(served):
    described = json.loads(fetch(served, "/openapi.json"))
    assert [path for path in described["paths"] if path.startswith(f"/questions/{NAME}")]
    query = f"""
        PREFIX sh: <http://www.w3.org/ns/shacl#>
        SELECT ?query {{ GRAPH <https://w3id.org/educluster/graph/questions> {{
            ?question a sh:SPARQLExecutable ; sh:select ?query
            FILTER(STRENDS(STR(?question), "{NAME}"))
        }} }}"""
    found = json.loads(fetch(served, f"/sparql?format=json&query={quote(query)}"))["results"]["bindings"]
    (found,) = found
    assert "principle-succession" in found["query"]["value"]


def test_it_is_an_example_in_the_query_page(served):
    page = fetch(served, f"/sparql?format=html&example={NAME}")
    assert "CONTAINS(?label, ?part)" in page
    assert f"example={NAME}" in fetch(served, "/sparql?format=html")


def test_it_is_answered_on_the_command_line(served, package):
    values = GIVEN.split("&")
    result = command(package, "ask", NAME, *values, "--format", "csv", "--data", served.data)
    assert result.returncode == 0, result.stderr
    assert "sequential consistency" in result.stdout
    result = command(package, "ask", NAME, "part=colour", "--data", served.data)
    assert (result.returncode, "consistency, modernity" in result.stderr) == (2, True)


@pytest.mark.parametrize(
    ("query", "expected", "said"),
    [
        pytest.param(BAD, EXPECTED, f"{NAME}-2.rq:8: ", id="type"),
        pytest.param(QUERY.replace("}\nORDER", "ORDER"), EXPECTED, f"{NAME}-2.rq", id="syntax"),
        pytest.param(
            QUERY.replace(" ?part ?letters", " ?letters"), EXPECTED, "does not select ?part", id="unbound"
        ),
        pytest.param(QUERY, None, "no expected answer", id="no expected answer"),
    ],
)
@pytest.mark.parametrize("arguments", [["ask"], ["serve", "--port", "0"]], ids=["ask", "serve"])
def test_bad_one_is_refused_when_it_is_loaded(package, tmp_path, query, expected, said, arguments):
    questions = package / "data" / "queries" / "questions"
    files = {questions / f"{NAME}-2.rq": query, questions / f"{NAME}-2.expected.csv": expected}
    try:
        for file, text in files.items():
            if text is not None:
                file.write_text(text)
        folder = [] if arguments == ["ask"] else ["--data", tmp_path / "data"]
        result = command(package, *arguments, *folder)
    finally:
        for file in files:
            file.unlink(missing_ok=True)
    assert result.returncode not in (0, 1)
    assert f"{NAME}-2.rq" in result.stderr
    assert said in result.stderr
    assert "Traceback" not in result.stderr
