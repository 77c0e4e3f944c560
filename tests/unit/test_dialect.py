"""store.inspect: what a query asks for, told from its tokens."""

import subprocess
import sys
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import platform
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
        "SELECT * { ?s ex:a·service ex:b.service }",
    ],
    ids=[
        "variables and strings",
        "prefixes",
        "long strings and comments",
        "IRIs",
        "tags and blank nodes",
        "names",
    ],
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
        ("SELECT * {\n ?s ?p 'open }", 2, 8, "a string begins here"),
    ],
)
def test_inspect_refuses_what_reaches_out_or_writes_and_tells_where(text, line, column, problem):
    with pytest.raises(BadQuery, match=problem) as refused:
        inspect(text)
    assert (refused.value.line, refused.value.column) == (line, column)


HIDDEN = {
    "after a comparison that looks like an IRI": "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://x/>{} }",
    "after a name with a middle dot": "SELECT * { ?s ?p ex:a·\\' SERVICE <http://x/> {} } #'",
    "after a number": "SELECT * { ?s ?p 1e5SERVICE<http://x/>{} }",
    "after a word": "SELECT * { ?s ?p trueSERVICE<http://x/>{} }",
    "after a name that ends with a dot": "SELECT * { ?s ?p ex:.SERVICE <http://x/> {} }",
    "after an IRI with an escape": "SELECT * { ?s ?p <http://x/\\u0041#> . SERVICE <http://x/> {} }",
    "after a variable": "SELECT * { ?s ?p ?o.SERVICE <http://x/> {} }",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_inspect_finds_service_where_it_hides(query):
    with pytest.raises(BadQuery, match="SERVICE is refused"):
        inspect(query)


def test_inspect_refuses_the_very_word_where_a_query_cannot_be_cut_off(monkeypatch):
    monkeypatch.setattr(platform, "missing", lambda: ["no such thing here"])
    with pytest.raises(BadQuery, match="cannot cut"):
        inspect("SELECT * { ?s ?p 'service' }")


def test_inspect_refuses_a_text_without_a_form():
    with pytest.raises(BadQuery, match="no SELECT"):
        inspect("PREFIX a: <http://select/>")


@pytest.mark.parametrize(
    ("text", "graphs"),
    [
        ("PREFIX g: <http://g/> ASK FROM <http://a/> FROM NAMED g:b FROM g:c {?s ?p 'FROM'}",
         "http://a/ http://g/b http://g/c"),
        ("BASE <http://g/h/> SELECT * FROM <i> FROM <../j> {}", "http://g/h/i http://g/j"),
        ("BASE <http://g/> PREFIX g: <h/> SELECT * FROM g:a\\/b {}", "http://g/h/a/b"),
        ("SELECT * FROM <http://g/\\u0061> {}", "http://g/a"),
    ],
    ids=["prefixes", "a base", "a base and a prefix", "an escape"],
)  # fmt: skip
def test_inspect_finds_the_graphs_of_the_query_written_out(text, graphs):
    assert inspect(text).graphs == tuple(graphs.split())


@pytest.mark.parametrize("piece", ["a.", "é-", "1.", '"\\', "'''\\", '"""a', "<a", "_:", ":", "\\"])
def test_inspect_does_not_hang_on_a_long_query(piece):
    script = """
import contextlib, sys
from educluster import errors, store
with contextlib.suppress(errors.BadQuery):
    store.inspect("ASK {} " + sys.argv[1] * 150_000)
"""
    command = [sys.executable, "-c", script, piece]
    subprocess.run(command, check=True, timeout=60)  # to read it again from each piece takes many minutes


@given(st.text())
def test_inspect_answers_any_text_with_a_query_or_a_refusal(text):
    with suppress(BadQuery):
        assert inspect(text).form in Form
