"""The lines to copy: whatever stands in a query or a value, they ask for exactly that."""

import ast
import json
import shlex
from urllib.parse import parse_qsl, urlsplit

import nbformat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.web.snippets import Place, notebook, snippets

TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=200)
QUERIES = st.one_of(TEXTS, st.text("\"'\\\r\n r", max_size=20))
VALUES = st.lists(st.tuples(st.sampled_from(["principle", "text", "lang"]), TEXTS), max_size=3).map(tuple)
PLACES = st.builds(
    Place,
    st.just("https://example.org/questions/a-question"),
    VALUES,
    st.just("https://example.org/sparql"),
    QUERIES,
    st.booleans(),
)


def by_name(place):
    return {each.name: each.text for each in snippets(place)}


def strings(code):
    return [each.value for each in ast.walk(ast.parse(code)) if isinstance(each, ast.Constant)]


def is_asked(address, place):
    parts = urlsplit(address)
    return parts.path == "/questions/a-question.csv" and tuple(
        parse_qsl(parts.query, keep_blank_values=True)
    ) == tuple(place.values)


@given(PLACES)
def test_python_holds_the_query_as_it_is(place):
    code = by_name(place)["sparqlwrapper"]
    compile(code, "snippet", "exec")
    held = [each for each in strings(code) if isinstance(each, str)]
    assert place.query in held or f"\n{place.query}\n" in held
    assert place.endpoint in held


@given(PLACES)
def test_pandas_reads_the_address_of_the_answer(place):
    code = by_name(place)["pandas"]
    compile(code, "snippet", "exec")
    assert [each for each in strings(code) if isinstance(each, str) and is_asked(each, place)]


@given(PLACES)
def test_a_shell_gives_curl_the_address_whole(place):
    words = shlex.split(by_name(place)["curl"])
    assert words[0] == "curl"
    assert is_asked(words[-1], place)


@pytest.mark.parametrize("name", ["r", "excel", "spreadsheet"])
@given(place=PLACES)
def test_an_address_stands_between_quotes_and_ends_none(name, place):
    told = by_name(place)[name]
    address = place.file("csv")
    assert f'"{address}"' in told
    assert not set(address) & set("\"'\\<>{}`\n ")


@given(PLACES, TEXTS, st.lists(TEXTS, max_size=2))
def test_a_notebook_is_one_whatever_it_tells(place, title, paragraphs):
    made = notebook(place, title, paragraphs)
    read = nbformat.reads(made.decode(), as_version=4)
    nbformat.validate(read)
    assert json.loads(made)["cells"][0]["source"] == f"# {title}"
