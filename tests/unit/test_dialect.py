"""store.inspect: what a query asks for, told from its tokens."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.errors import BadQuery
from educluster.store import Form, inspect


@pytest.mark.parametrize(
    ("text", "form"),
    [
        ("SELECT * {}", Form.SELECT),
        ("# CONSTRUCT\nPREFIX ask: <http://SELECT/>\nask {}", Form.ASK),
        ("construct where { ?select ?ask ?describe }", Form.CONSTRUCT),
        ("BASE <http://a/> DESCRIBE <x>", Form.DESCRIBE),
    ],
)
def test_inspect_tells_the_form(text, form):
    assert inspect(text).form is form


@pytest.mark.parametrize(
    "text",
    [
        "SELECT ?service ?load { ?service ?load 'SERVICE <http://x/>' }",
        "PREFIX service: <http://x/> SELECT * { service:LOAD service:insert service:a-load }",
        'SELECT * { ?s ?p """LOAD \' \\" SERVICE""" } # SERVICE',
        "SELECT * { <http://x/SERVICE> ?load$service ?o }",
        "SELECT * { ?s ?p 'x'@load ; ?q _:service }",
    ],
    ids=["variables and strings", "prefixes", "long strings and comments", "IRIs", "tags and blank nodes"],
)
def test_inspect_takes_no_word_inside_another_token_for_a_keyword(text):
    assert inspect(text).form is Form.SELECT


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("SELECT * {\n  SERVICE <http://x/> {} }", 2, 3, "SERVICE is refused"),
        ("SELECT * { service silent ?s {} }", 1, 12, "SERVICE is refused"),
        ("SELECT * { ex:a\\#SERVICE SERVICE ?x {} }", 1, 26, "SERVICE is refused"),
        ("LOAD <http://x/>", 1, 1, "LOAD is refused"),
        ("PREFIX a: <http://a/> INSERT DATA { a:b a:c 1 }", 1, 23, "INSERT is an update"),
    ],
)
def test_inspect_refuses_what_reaches_out_or_writes_and_tells_where(text, line, column, problem):
    with pytest.raises(BadQuery, match=problem) as refused:
        inspect(text)
    assert (refused.value.line, refused.value.column) == (line, column)


def test_inspect_refuses_a_text_without_a_form():
    with pytest.raises(BadQuery, match="no SELECT"):
        inspect("PREFIX a: <http://select/>")


def test_inspect_finds_the_graphs_of_the_query_with_prefixes_written_out():
    text = "PREFIX g: <http://g/> SELECT * FROM <http://a/> FROM NAMED g:b FROM g:c { ?s ?p 'FROM' }"
    assert inspect(text).graphs == ("http://a/", "http://g/b", "http://g/c")


@given(st.text())
def test_inspect_answers_any_text_with_a_query_or_a_refusal(text):
    with suppress(BadQuery):
        assert inspect(text).form in Form
