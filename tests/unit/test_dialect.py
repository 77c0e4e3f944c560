"""store.inspect: what a query asks for, told from its tokens."""

import subprocess
import sys
from contextlib import suppress
from dataclasses import replace

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import platform
from educluster.errors import BadQuery
from educluster.store import Form, glance, inspect
from educluster.store.dialect import columns
from educluster.store.tokens import CHAIN, DEPTH

EX = "PREFIX ex: <http://x/> "


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
        "PREFIX : <http://x/> PREFIX service: <http://x/> SELECT * { :a service:b service:c }",
        'SELECT * { ?s ?p """LOAD \' \\" SERVICE""" } # SERVICE',
        "SELECT * { <http://x/SERVICE> ?load$service ?o }",
        "SELECT * { ?s ?p 'x'@load ; ?q _:service }",
        EX + "SELECT * { ?s ex:a·service ex:b.service }",
    ],
    ids=[
        "variables and strings",
        "prefixes",
        "prefixes of which one ends like another",
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
        ("SELECT * {\n ?s ?p '\\z' }", 2, 8, "an escape that is not known"),
        ("SELECT * {\n ?s\u00a0?p ?o }", 2, 4, "cannot stand here"),
        ("SELECT * {\n ?s ?p ( ?o }", 2, 13, "«}» closes nothing"),
        ("SELECT * {\n { ?s ?p ?o }", 1, 10, "«{» is not closed"),
        ("ASK {\n ?s ex:p ?o }", 2, 5, "the prefix ex: is not declared"),
        ("PREFIX ex: SELECT * {}", 1, 12, "an IRI is missing"),
        ("SELEKT * {}", 1, 1, "SELEKT is no word of SPARQL"),
        ("ASK {}\nASK {}", 2, 1, "a second query begins here"),
        ("ASK " + "{" * (DEPTH + 1), 1, 505, "nested deeper than 500"),
    ],
)
def test_inspect_refuses_what_reaches_out_or_writes_and_tells_where(text, line, column, problem):
    with pytest.raises(BadQuery, match=problem) as refused:
        inspect(text)
    assert (refused.value.line, refused.value.column) == (line, column)


HIDDEN = {
    "behind a comparison and a comment": "SELECT * { FILTER(?a<?b#>'''\n) SERVICE <http://x/> {} #'''\n}",
    "in a string that is none": "SELECT * { VALUES ?v { '''x' } SERVICE <http://x/> {} #\\z'''\n }",
    "after a comparison that looks like an IRI": "SELECT * { FILTER(?a<?b)SERVICE#>\n<http://x/>{} }",
    "after a name with a middle dot": "SELECT * { ?s ?p ex:a·\\' SERVICE <http://x/> {} } #'",
    "after a number": "SELECT * { ?s ?p 1e5SERVICE<http://x/>{} }",
    "after a name that ends with a dot": "SELECT * { ?s ?p ex:.SERVICE <http://x/> {} }",
    "after an IRI with an escape": "SELECT * { ?s ?p <http://x/\\u0041#> . SERVICE <http://x/> {} }",
    "after a variable": "SELECT * { ?s ?p ?o.SERVICE <http://x/> {} }",
}


@pytest.mark.parametrize("query", HIDDEN.values(), ids=HIDDEN)
def test_inspect_finds_service_where_it_hides(query):
    with pytest.raises(BadQuery, match=r"SERVICE is refused|a string begins"):
        inspect(query)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT * { ?s ?p trueSERVICE<http://x/>{} }", "trueSERVICE is no word"),
        ("SELECT * { SERVICEex:a {} }", "SERVICEex: is not declared"),
        ("PREFIX SERVICEex: <http://y/> SELECT * { SERVICEex:a {} }", "as a keyword and a name"),
        ("PREFIX GRAPHex: <http://y/> SELECT * { ?s ?p true . GRAPHex:a {} }", "as a keyword and a name"),
        ("PREFIX p: <http://x:1> SELECT * { ?s ?p p:SERVICE<http://y/>{} }", "stands for no IRI"),
        ("SELECT * { ?s ?p ex:SERVICE\ufff0:s{} }", "stands for no IRI"),
    ],
    ids=["after a word", "before a name", "in a prefix", "in another", "after a port", "after no character"],
)
def test_inspect_refuses_what_the_engine_could_read_as_a_word_and_another(query, problem):
    with pytest.raises(BadQuery, match=problem):
        inspect(EX + query)


def test_inspect_refuses_the_very_word_where_a_query_cannot_be_cut_off(monkeypatch):
    monkeypatch.setattr(platform, "missing", lambda: ["no such thing here"])
    with pytest.raises(BadQuery, match="cannot be cut off"):
        inspect("SELECT * { ?s ?p 'service' }")


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("ASK {" + "\nBIND(1 AS ?x)" * (CHAIN + 1) + "}", CHAIN + 2),
        ("ASK { {}" + "\nUNION {}" * (CHAIN + 1) + "}", CHAIN + 2),
        ("ASK { FILTER(1" + "\n|| 1" * (CHAIN + 1) + ") }", CHAIN + 2),
    ],
    ids=["BIND", "UNION", "or"],
)
def test_inspect_refuses_a_chain_that_the_engine_would_die_of_and_no_shorter_one(query, line):
    with pytest.raises(BadQuery, match="too often") as refused:
        inspect(query)
    assert refused.value.line == line
    lines = query.split("\n")
    assert inspect("\n".join([*lines[:-2], lines[-1]])).form is Form.ASK


def test_inspect_takes_many_values_and_many_triples():
    values = " ".join(f"{number} -{number}" for number in range(5000))
    triples = "?s <http://x/p> ?o . " * 5000
    assert inspect(f"ASK {{ VALUES ?v {{ {values} }} {triples} FILTER(?v IN ({', '.join('1' * 5000)})) }}")


HOST = "https://sparql.example.org/query"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ SERVICE <{HOST}> {{ ?s ?p ?o }} }}",
        "PREFIX w: <https://sparql.example.org/> SELECT * { service silent w:query {} SERVICE w:query {} }",
        "BASE <https://sparql.example.org/> SELECT * { SERVICE<query>{} }",
    ],
    ids=["an IRI", "a name, twice", "a base"],
)
def test_inspect_tells_which_allowed_hosts_a_query_asks(query):
    found = inspect(query, [HOST])
    assert (found.services, found.changing) == ((HOST,), True)


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("SELECT * { SERVICE ?host {} }", "no other hosts than those"),
        (f"SELECT * {{ SERVICE <{HOST}/> {{}} }}", "no other hosts than those"),
        (f"SELECT * {{ SERVICE <{HOST}> {{}} SERVICE <http://x/> {{}} }}", "no other hosts than those"),
        (f"SELECT ?service {{ SERVICE <{HOST}> {{}} }}", "the word SERVICE"),
        (f"SELECT * {{ SERVICE <{HOST}> {{}} }} # service", "the word SERVICE"),
    ],
    ids=["a variable", "another address", "another beside", "the word as a name", "the word in a comment"],
)
def test_inspect_refuses_other_hosts_than_those_allowed(query, problem):
    with pytest.raises(BadQuery, match=problem):
        inspect(query, [HOST])


def test_inspect_takes_an_allowed_host_where_a_query_cannot_be_cut_off(monkeypatch):
    monkeypatch.setattr(platform, "missing", lambda: ["no such thing here"])
    assert inspect(f"ASK {{ SERVICE <{HOST}> {{}} }}", [HOST]).services == (HOST,)


@pytest.mark.parametrize(
    ("query", "changing"),
    [
        ("SELECT * { BIND(now() AS ?x) }", True),
        ("SELECT (bnode() AS ?x) {}", True),
        ("SELECT ?now { ?now <http://x/rand> 'UUID()' }", False),
    ],
)
def test_inspect_tells_whether_the_same_data_may_give_another_answer(query, changing):
    assert inspect(query).changing is changing


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
        ("SELECT * FROM <graph/corpus/x> {}", "https://w3id.org/educluster/graph/corpus/x"),
        ("BASE <tag:g> SELECT * FROM <a/../b> FROM <tag:a/../b> {}", "tag:b tag:a/../b"),
    ],
    ids=["prefixes", "a base", "a base and a prefix", "an escape", "our own base", "dots"],
)  # fmt: skip
def test_inspect_finds_the_graphs_of_the_query_written_out(text, graphs):
    assert inspect(text).graphs == tuple(graphs.split())


@pytest.mark.parametrize(
    "piece", ["a.", "é-", "1.", ". ", "?a<", "(", "<<", '"\\', "'''\\", '"""a', "<a", "_:", ":", "\\"]
)
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


DATA = pyoxigraph.Store()
DATA.update("INSERT DATA { <x:1> <x:p> 1, 2, 3, 4 . <x:2> <x:q> 5 . GRAPH <x:g> { <x:3> <x:p> 6 } }")

WHERE = st.sampled_from(
    ["{ ?s ?p ?o }", "WHERE { ?s ?p ?o . FILTER(?o<4&&1<?o) }", "{ { SELECT * { ?s ?p ?o } LIMIT 9 } }#'",
     "{ GRAPH ?g { ?s <x:p> ?o } }", "{ ?s ?p ?z FILTER(?z != '} LIMIT 1 VALUES') OPTIONAL { ?z ?y ?x } }"]
)  # fmt: skip
MODIFIERS = st.tuples(
    st.sampled_from(["", "\nORDER BY DESC(?o) ?s", " order by str(?o)#limit 1"]),
    st.sampled_from(["", "\nLIMIT 2", " OFFSET 1", "\noffset 1 LIMIT 0007", " LIMIT 99 OFFSET 1"]),
    st.sampled_from(["", "\nVALUES ?s { <x:1> }", "VALUES(?o ?p){(1 UNDEF)}", "\nVALUES ?limit { 1 2 }"]),
    st.sampled_from(["", "#", " # LIMIT 5", "\n"]),
)
SELECTS = st.sampled_from(
    ["SELECT *", "SELECT*", "select distinct*", "PREFIX : <x:> SELECT REDUCED * ", "SELECT ?s"]
)


@given(SELECTS, WHERE, MODIFIERS)
def test_columns_are_in_the_order_of_the_query_and_the_rows_the_same(select, where, modifiers):
    text = f"{select}{where}" + "\n".join(modifiers)
    found = inspect(text)
    before = DATA.query(text)
    names = [variable.value for variable in before.variables]
    after = DATA.query(columns(text, found, names))
    after_names = [variable.value for variable in after.variables]
    assert sorted(after_names) == sorted(names)
    assert after_names == [name for name in found.variables if name in names]
    assert [{name: row[name] for name in names} for row in after] == [
        {name: row[name] for name in names} for row in before
    ]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("SELECT * { ?a ?b ?c }", ["a", "b", "other"]),
        ("SELECT * { }", []),
        ("SELECT ?b ?a { ?a ?b ?c }", ["b", "a"]),
        ("SELECT (COUNT(*) AS ?n) { ?a ?b ?c }", ["n"]),
        ("DESCRIBE * { ?b ?a ?c }", ["a", "b", "c"]),
    ],
    ids=["an unknown variable", "no variable", "no star", "a star that counts", "no SELECT"],
)
def test_columns_leaves_what_is_unsure_as_it_is(text, found):
    assert columns(text, inspect(text), found) == text


@pytest.mark.parametrize(
    "word",
    "SERVICE service ſervice \\u0053ERVICE LOAD FROM SELECT Ask CONSTRUCT DESCRIBE INSERT DELETE CLEAR DROP "
    "CREATE ADD COPY MOVE NOW Rand UUID STRUUID bnode".split(),
)
@pytest.mark.parametrize("form", ["ASK {{ {} }}", "SELECT ?x {{ ?x ?y '{}' }}", "DESCRIBE <x:{}>"])
def test_glance_leaves_what_has_a_word_that_matters_to_inspect(word, form):
    assert glance(form.format("WORD"))
    assert glance(form.format(word)) is None


@pytest.mark.parametrize(
    "text",
    [
        "DESCRIBE <http://e.org/>",
        "PREFIX e: <http://e.org/#> SELECT DISTINCT ?x WHERE { ?x e:p 'a' } LIMIT 10",
        "ask { ?s ?p ?o }",
    ],
)
def test_glance_is_enough_for_what_is_plain(text):
    assert glance(text) == replace(inspect(text), variables=())
    assert glance(text + " " * DEPTH) is None


def test_inspect_holds_no_name_against_every_prefix():
    script = """
from educluster import store
declared = "".join(f"PREFIX a{n}: <x:{n}> " for n in range(40_000))
store.inspect(declared + "DESCRIBE " + " ".join(f"a{n}:a" for n in range(40_000)))
"""
    # 1.6 thousand million comparisons take many minutes
    subprocess.run([sys.executable, "-c", script], check=True, timeout=60)


@pytest.mark.parametrize("declared", ["PREFIX a: <x:{}>", "BASE <x:{}>"], ids=["prefix", "base"])
def test_inspect_refuses_a_long_iri_that_many_names_could_repeat(declared):
    assert inspect(declared.format("y" * 4000) + " ASK {}").form is Form.ASK
    with pytest.raises(BadQuery, match="more than 4,096 characters") as refused:
        inspect("\n" + declared.format("y" * 5000) + " ASK {}")
    assert refused.value.line == 2
