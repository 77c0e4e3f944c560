"""The lines to copy, run as they stand on the page of a question, against a service that runs."""

import csv
import html
import io
import re
import subprocess
import sys

import pytest

from conftest import get

QUESTION = "/questions/conditions-of-a-principle?lang=ru"


@pytest.fixture(scope="module")
def snippets(server):
    """The lines by their titles."""
    shown = get(server.address + QUESTION, Accept="text/html")[2].decode()
    found = re.findall(r"<details><summary>(.*?)</summary>.*?<code>(.*?)</code>", shown, re.DOTALL)
    return {title: html.unescape(text) for title, text in found}


@pytest.fixture(scope="module")
def answer(server):
    """The answer, by the address that the lines name."""
    address = f"{server.address}/questions/conditions-of-a-principle.csv"
    body = get(f"{address}?principle=principle-succession&language=ru&lang=ru")[2]
    return list(csv.DictReader(io.StringIO(body.decode())))


def test_curl_saves_the_answer(snippets, answer, tmp_path):
    subprocess.run(snippets["curl"], shell=True, check=True, cwd=tmp_path, capture_output=True, timeout=60)
    with (tmp_path / "answer.csv").open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == answer


def test_sparqlwrapper_prints_the_rows(snippets, answer):
    code = snippets["Python: SPARQLWrapper"]
    done = subprocess.run(
        [sys.executable, "-X", "utf8", "-c", code], capture_output=True, text=True, check=True, timeout=60
    )
    assert len(answer) == len(done.stdout.splitlines()) > 0
    for row in answer:
        assert row["label"] in done.stdout


@pytest.mark.parametrize("title", ["Python: pandas", "R", "Excel: Power Query", "LibreOffice, Google Sheets"])
def test_what_reads_tables_is_given_an_address_that_answers(snippets, answer, title):
    (address,) = set(re.findall(r'"(http://[^"]+)"', snippets[title]))
    status, headers, body = get(address)
    assert (status, headers.get_content_type()) == (200, "text/csv")
    assert list(csv.DictReader(io.StringIO(body.decode()))) == answer


def test_every_kind_of_program_has_lines(snippets):
    assert {"curl", "Python: SPARQLWrapper", "Python: pandas", "R", "SPARQL"} < set(snippets)
