"""store.updates: what an update would change, and how it is applied, held against what the engine does."""

import subprocess
import sys
from contextlib import suppress

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import names
from educluster.errors import BadQuery
from educluster.store import updates
from educluster.store.tokens import CHAIN
from educluster.store.updates import Kind

USERS = ["x:g", "x:h"]
DATA = """
PREFIX : <x:>
INSERT DATA {
  :a :p :b , 1 .
  GRAPH :g { :a :p :b , 2 . :b :in :g }
  GRAPH :h { :a :p :c ; :q 3 . :c :in :h }
  GRAPH :packaged { :a :p :d . :d :in :packaged }
}
"""


def store():
    filled = pyoxigraph.Store()
    filled.update(DATA)
    return filled


def applied(text):
    """Return the quads after an update."""
    filled = store()
    filled.update(text, base_iri=names.BASE)
    return sorted(map(str, filled))


def by_graph(quads):
    found = {}
    for quad in quads:
        graph = quad.graph_name.value if isinstance(quad.graph_name, pyoxigraph.NamedNode) else None
        found.setdefault(graph, set()).add(str(quad))
    return found


def changed(text):
    """Return the graphs that the engine changes."""
    filled = store()
    before = by_graph(filled)
    filled.update(text, base_iri=names.BASE)
    after = by_graph(filled)
    return {graph for graph in before.keys() | after.keys() if before.get(graph) != after.get(graph)}


def asked(query, checks):
    dataset = {}
    if checks.default_graphs is not None:
        dataset["default_graph"] = [pyoxigraph.NamedNode(graph) for graph in checks.default_graphs]
    if checks.named_graphs is not None:
        dataset["named_graphs"] = [pyoxigraph.NamedNode(graph) for graph in checks.named_graphs]
    return list(store().query(query, base_iri=names.BASE, **dataset))


def touched(operation):
    found = updates.checks(operation)
    rows = (row["g"] for query in found.touched for row in asked(query, found))
    return {graph.value for graph in rows if isinstance(graph, pyoxigraph.NamedNode)}


def read(text):
    (operation,) = updates.read_update(text)
    return operation


@pytest.mark.parametrize(
    ("text", "kind", "graphs"),
    [
        ("INSERT DATA { <x:a> <x:p> 9 }", Kind.INSERT_DATA, {None}),
        ("PREFIX : <x:> insert data{GRAPH :g{:a :p 9}graph<x:h>{:a :p 9}}", Kind.INSERT_DATA, {"x:g", "x:h"}),
        ("BASE <tag:g> DELETE DATA { GRAPH <a> { <x:a> <x:p> 2 } }", Kind.DELETE_DATA, {"tag:a"}),
        ("INSERT DATA { GRAPH <graph/corpus/x> {} }", Kind.INSERT_DATA, {names.BASE + "graph/corpus/x"}),
        ("DELETE WHERE { ?s ?p 1 . GRAPH <x:g> { ?s ?p ?o } }", Kind.DELETE_WHERE, {None, "x:g"}),
        ("DELETE { GRAPH <x:g> { ?s ?p ?o } } WHERE { GRAPH <x:h> { ?s ?p ?o } }", Kind.MODIFY, {"x:g"}),
        ("WITH <x:g> DELETE { ?s ?p ?o } INSERT { GRAPH <x:h> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
         Kind.MODIFY, {"x:g", "x:h"}),
        ("WITH <x:g> INSERT { GRAPH <x:h> { ?s ?p 8 } } WHERE { GRAPH <x:i> { ?s ?p ?o } }",
         Kind.MODIFY, {"x:h"}),
        ("CLEAR GRAPH <x:g>", Kind.CLEAR, {"x:g"}),
        ("DROP SILENT DEFAULT", Kind.DROP, {None}),
        ("CREATE SILENT GRAPH <x:n>", Kind.CREATE, {"x:n"}),
        ("COPY <x:g> TO GRAPH <x:h>", Kind.COPY, {"x:h"}),
        ("MOVE DEFAULT TO <x:h>", Kind.MOVE, {None, "x:h"}),
        ("ADD SILENT GRAPH <x:g> TO DEFAULT", Kind.ADD, {None}),
    ],
)  # fmt: skip
def test_an_operation_names_the_graphs_that_it_could_change(text, kind, graphs):
    operation = read(text)
    assert (operation.kind, set(operation.graphs), operation.variables) == (kind, graphs, ())
    assert changed(text) <= graphs


@pytest.mark.parametrize(
    ("text", "line", "column", "problem"),
    [
        ("CLEAR ALL ;\nLOAD <http://x/> INTO GRAPH <x:g>", 2, 1, "LOAD is refused"),
        ("INSERT { ?s ?p 1 }\nWHERE { SERVICE <http://x/> {} }", 2, 9, "SERVICE is refused"),
        ("PREFIX : <x:>\nSELECT * {}", 2, 1, "SELECT begins a query"),
        ("INSERT DATA {}\nINSERT DATA {}", 2, 1, "«;» has to stand here"),
        ("INSERT DATA {};\n;", 2, 1, "«;» ends no operation"),
        ("DELETE { ?s ?p ?o }\n", 1, 20, "WHERE has to stand here"),
        ("CLEAR <x:g>", 1, 7, "GRAPH has to stand here"),
        ("CREATE GRAPH", 1, 13, "an IRI has to stand here"),
        ("WITH <x:g> DELETE WHERE { ?s ?p ?o }", 1, 19, "«{» has to stand here"),
        ("WITH <x:g> { ?s ?p ?o }", 1, 12, "an operation has to stand here"),
        ("INSERT DATA { GRAPH <a> { <x:a> <x:b> <x:c> }", 1, 13, "«{» is not closed"),
        ("INSERT DATA { <x:a> <x:b> 'open }", 1, 27, "a string begins here"),
        ("INSERT DATA { GRAPH ex:a {} }", 1, 21, "the prefix ex: is not declared"),
        ("CLEAR ALL; DELETE WHERE { GRAPH ?g { ?s ?p ?o } }", 1, 12, "the graph [?]g"),
        ("INSERT { GRAPH ?g {} } WHERE { BIND(UUID() AS ?g) }", 1, 1, "calls NOW, RAND, UUID"),
        ("PREFIX a: <x:> CLEAR ALL ;\nPREFIX a: <y:> CLEAR ALL", 2, 1, "declared otherwise before"),
    ],
)
def test_an_update_is_refused_with_its_place(text, line, column, problem):
    with pytest.raises(BadQuery, match=problem) as refused:
        updates.read_update(text)
    assert (refused.value.line, refused.value.column) == (line, column)


@pytest.mark.parametrize(
    "text",
    [
        "PREFIX GRAPHx: <y:> INSERT DATA { GRAPHx:packaged { :a :p 9 } }",
        "PREFIX SILENTx: <y:> COPY SILENTx:g TO x:packaged",
        "PREFIX p: <http://x:1> INSERT DATA { :a :p p:GRAPH<x:packaged>{ :a :p 9 } }",
        "INSERT DATA { :a :p true . GRAPHx:packaged { :a :p 9 } }",
    ],
    ids=["a prefix that ends like another", "before a source", "a name behind a port", "no prefix at all"],
)
def test_what_the_engine_reads_as_a_keyword_and_a_name_is_refused(text):
    declared = "PREFIX : <x:> PREFIX x: <x:> " + text
    assert "x:packaged" in changed(declared)  # the engine does so
    with pytest.raises(BadQuery, match=r"a keyword and a name|no IRI|not declared"):
        updates.read_update(declared)


USING = [
    ("DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }", "DELETE {{ ?s ?p ?o }} {} WHERE {{ ?s ?p ?o }}"),
    ("DELETE WHERE { GRAPH <x:g> { ?s ?p ?o } }",
     "DELETE {{ GRAPH <x:g> {{ ?s ?p ?o }} }} {} WHERE {{ GRAPH <x:g> {{ ?s ?p ?o }} }}"),
    ("insert{ GRAPH <x:n> { ?s ?p ?g } }where{ ?s ?p ?o OPTIONAL { GRAPH ?g { ?s ?q ?o } } }#WHERE {",
     "INSERT {{ GRAPH <x:n> {{ ?s ?p ?g }} }} {} WHERE {{ ?s ?p ?o OPTIONAL {{ GRAPH ?g {{?s ?q ?o}} }} }}"),
    ("INSERT DATA { <x:n> <x:p> 1 } ; DELETE { GRAPH <x:h> { ?s ?p ?o } } WHERE { ?s ?p ?o }",
     "INSERT DATA {{ <x:n> <x:p> 1 }} ; DELETE {{ GRAPH <x:h> {{ ?s ?p ?o }} }} {} WHERE {{ ?s ?p ?o }}"),
    ("COPY <x:g> TO <x:n>", "COPY <x:g> TO <x:n>"),
]  # fmt: skip
GRAPHS = st.lists(st.sampled_from(["x:g", "x:h", "x:none"]), max_size=2, unique=True)


@given(st.sampled_from(USING), GRAPHS, GRAPHS)
def test_a_dataset_of_the_request_is_as_good_as_using(update, using, named):
    text, by_hand = update
    clauses = " ".join([*(f"USING <{each}>" for each in using), *(f"USING NAMED <{each}>" for each in named)])
    rewritten = updates.with_dataset(text, using, named)
    assert applied(rewritten) == applied(by_hand.format(clauses))
    assert sum(operation.dataset for operation in updates.read_update(rewritten)) == (
        bool(clauses) and "{}" in by_hand.replace("{{}}", "")
    )


@pytest.mark.parametrize(
    "text",
    [
        "WITH <x:g> DELETE { ?s ?p ?o } WHERE { ?s ?p ?o }",
        "CLEAR DEFAULT ; DELETE { ?s ?p ?o } USING <x:g> WHERE { ?s ?p ?o }",
        "INSERT { ?s ?p 1 } USING NAMED <x:g> WHERE { GRAPH ?g { ?s ?p ?o } }",
    ],
    ids=["WITH", "USING", "USING NAMED"],
)
def test_a_dataset_of_the_request_beside_one_of_the_update_is_refused(text):
    with pytest.raises(BadQuery, match="names a dataset"):
        updates.with_dataset(text, ["x:h"], [])
    assert updates.with_dataset(text, [], []) == text


@pytest.mark.parametrize("graph", ["x:g> WHERE {} ; CLEAR ALL #", "relative", ""])
def test_a_dataset_that_is_no_iri_is_refused(graph):
    with pytest.raises(BadQuery, match="no absolute IRI"):
        updates.with_dataset("DELETE WHERE { ?s ?p ?o }", [graph], [])


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("CLEAR ALL", {"x:packaged"}),
        ("DROP SILENT ALL", {"x:packaged"}),
        ("CLEAR NAMED", {None, "x:packaged"}),
        ("DROP NAMED ; INSERT DATA { <x:a> <x:p> 'DROP ALL' }", {None, "x:packaged"}),
        ("INSERT DATA { GRAPH <x:new> { <x:a> <x:p> 1 } } ; DROP GRAPH <x:g> ; CLEAR ALL", {"x:packaged"}),
        ("PREFIX : <x:> CLEAR GRAPH :g ; PREFIX o: <x:> MOVE o:h TO :new ; PREFIX : <x:>",
         {None, "x:packaged", "x:new"}),
    ],
)  # fmt: skip
def test_all_and_named_are_the_graphs_that_clients_may_write(text, left):
    filled = store()
    request = updates.request_for_clients(text, updates.read_update(text), iter(USERS))
    filled.update(request)
    assert set(by_graph(filled)) == left


def test_all_of_one_operation_are_the_graphs_that_clients_may_write():
    assert applied(updates.for_clients(read("CLEAR ALL"), USERS)) == applied(
        "CLEAR DEFAULT ; CLEAR GRAPH <x:g> ; CLEAR GRAPH <x:h>"
    )
    assert updates.for_clients(read("CLEAR NAMED"), []) == ""


def test_a_request_that_needs_no_change_is_the_very_text_and_asks_for_no_graphs():
    def users():
        raise AssertionError("nothing asks for them")
        yield

    text = "# first\nCLEAR DEFAULT ;\n  INSERT DATA { <x:a> <x:p> 1 } # last"
    assert updates.request_for_clients(text, updates.read_update(text), users()) == text


VARIABLES = [
    "DELETE WHERE { GRAPH ?g { <x:a> ?p ?o } }",
    "DELETE { GRAPH ?in { ?s ?p ?o } } INSERT { GRAPH ?in { ?s ?p 7 } }"
    "WHERE { GRAPH ?g { ?s ?p ?o ; <x:in> ?in } }",
    "INSERT { GRAPH ?g { <x:a> <x:p> 7 } } WHERE { ?s <x:p> ?g }",
    "WITH <x:h> INSERT { <x:a> <x:p> ?o . GRAPH ?g { <x:a> <x:p> 7 } }"
    "WHERE { ?s ?p ?o OPTIONAL { ?s <x:in> ?g } }",
    "INSERT { GRAPH ?g { <x:a> <x:p> 7 } } USING <x:g> USING NAMED <x:h> WHERE { ?s <x:in> ?g GRAPH ?h {} }",
    "INSERT { GRAPH ?g { ?s <x:p> 7 } GRAPH ?h { ?s <x:p> 7 } }"
    "WHERE { GRAPH ?g { ?s ?p 2 } GRAPH ?h { ?t ?q 3 } }",
    "PREFIX : <x:> DELETE { GRAPH ?g { :a ?p ?o } }"
    "WHERE { { SELECT ?g ?p ?o { GRAPH ?g { :a ?p ?o } } LIMIT 9 } }",
]


@pytest.mark.parametrize("text", VARIABLES)
def test_the_checks_tell_which_graphs_a_graph_variable_would_touch(text):
    operation = read(text)
    assert operation.variables
    assert changed(text) - set(operation.graphs) <= touched(operation)
    assert applied(updates.guarded(operation, sorted(touched(operation)))) == applied(text)


@pytest.mark.parametrize("text", VARIABLES)
def test_a_guarded_operation_touches_the_graphs_of_its_guard_only(text):
    operation = read(text)
    assert changed(updates.guarded(operation, [])) <= set(operation.graphs)
    assert changed(updates.guarded(operation, ["x:g"])) <= {*operation.graphs, "x:g"}


@pytest.mark.parametrize(
    "text",
    [
        "INSERT { ?s <x:new> 7 } WHERE { ?s ?p ?o }",
        "INSERT { GRAPH <x:n> { ?s ?p ?x , ?y } } WHERE { GRAPH ?g { ?s ?p ?x } GRAPH ?h { ?t ?q ?y } }",
        "WITH <x:g> INSERT { ?s <x:new> 7 ; <x:other> 8 } WHERE { ?s ?p ?count }",
        "INSERT { ?s <x:new> ?o } USING <x:g> USING <x:h> WHERE { ?s ?p ?o }",
        "INSERT { [] <x:list> (?s [ <x:p> ?o ]) } WHERE { ?s ?p ?o }",
        "INSERT DATA { <x:a> <x:new> 7 , 8 }",
    ],
)
def test_the_count_of_the_checks_bounds_the_growth(text):
    operation = read(text)
    found = updates.checks(operation)
    ((count,),) = asked(found.count, found)
    filled = store()
    before = len(filled)
    filled.update(text)
    assert 0 < len(filled) - before <= int(count.value) * operation.growth


NODES = st.recursive(
    st.sampled_from(["<x:a>", "'x'@en", "1.5", "'1'^^<x:d>", "_:b", "[]", "<<( <x:a> <x:p> 1 )>>", "true"]),
    lambda nodes: (
        st.lists(nodes, min_size=1, max_size=4).map(lambda items: f"({' '.join(items)})")
        | nodes.map(lambda node: f"[ <x:p> {node} ; a <x:t> , <x:u> ]")
    ),
    max_leaves=6,
)
STATEMENTS = st.builds(
    "{} <x:p> {}{} .".format,
    st.sampled_from(["<x:s>", "_:s", "(1 2)", "[ <x:q> 1 ]", "<< <x:a> <x:p> 2 >>"]),
    NODES,
    st.sampled_from(["", " , 77", " ; <x:q> 78 ;", " {| <x:q> 79 |}", " ~ <x:r> ~ <x:t>"]),
)


@given(st.lists(STATEMENTS, max_size=4), st.lists(STATEMENTS, max_size=2))
def test_the_growth_of_data_is_a_bound_and_no_wild_one(first, second):
    text = f"INSERT DATA {{ {' '.join(first)} GRAPH <x:n> {{ {' '.join(second)} }} {' '.join(first)} }}"
    filled = pyoxigraph.Store()
    filled.update(text)
    assert len(filled) <= read(text).growth <= 4 + 6 * text.count(" ")


def test_the_growth_of_plain_data_is_nearly_their_number():
    triples = " .\n".join(f"<x:s{number}> <x:p> {number}" for number in range(1000))
    assert 1000 <= read(f"INSERT DATA {{ {triples} }}").growth <= 1002


@pytest.mark.parametrize(
    "text",
    ["", "# nothing", "PREFIX : <x:>", "CLEAR ALL;", "CLEAR ALL ; PREFIX : <x:>"],
    ids=["empty", "a comment", "a prologue", "a semicolon at the end", "a prologue at the end"],
)
def test_an_update_of_no_operation_or_with_a_loose_end_is_read(text):
    assert len(updates.read_update(text)) == text.count("CLEAR")


def test_an_operation_can_stand_alone():
    text = "BASE <tag:b> PREFIX : <x:> PREFIX o: <y:> CLEAR ALL ; INSERT DATA { GRAPH :g { <a> :p 1 } }"
    alone = updates.read_update(text)[1].text
    assert "y:" not in alone
    assert '<tag:a> <x:p> "1"^^<http://www.w3.org/2001/XMLSchema#integer> <x:g>' in applied(alone)


@pytest.mark.parametrize(
    "piece",
    "CLEAR ALL;|{|(|;|<<|GRAPH <x:g> {|a.|PREFIX a: <x:> CLEAR ALL;|INSERT DATA { |'''".split("|"),
)
def test_a_long_update_is_read_or_refused_in_time(piece):
    script = """
import contextlib, sys
from educluster import errors
from educluster.store import updates
for begin in "", "INSERT DATA { ", "INSERT { ?s ?p 1 } WHERE { ":
    text = begin + sys.argv[1] * (300_000 // len(sys.argv[1]))
    with contextlib.suppress(errors.BadQuery):
        updates.with_dataset(text, ["x:g"], [])
"""
    command = [sys.executable, "-c", script, piece]
    subprocess.run(command, check=True, timeout=60)  # quadratic time takes many minutes


def test_a_chain_is_counted_for_each_operation():
    operation = "DELETE { ?s ?p ?o } WHERE { ?s ?p ?o FILTER(?o = 1) }"
    assert len(updates.read_update(";".join([operation] * (CHAIN + 1)))) == CHAIN + 1
    with pytest.raises(BadQuery, match="FILTER stands here"):
        updates.read_update(
            "DELETE WHERE {}; " + operation.replace("FILTER(?o = 1)", "FILTER(1)" * (CHAIN + 1))
        )


@given(st.text())
def test_any_text_is_read_or_refused(text):
    with suppress(BadQuery):
        assert isinstance(updates.read_update(text), tuple)


PIECES = st.sampled_from([":a :p 9", "\n", "\\", " "]) | st.sampled_from(
    """GRAPH GRAPHx:g <x:packaged> :packaged { } . ''' ' " # < > true x: ?g ( ) FILTER( ?a<?b ; 1 p:GRAPH ^^
    @en _:b [ ] |""".split()
)
FRAMES = st.sampled_from(
    [
        "INSERT DATA {%s}",
        "DELETE {:a :p ?o} INSERT {%s} WHERE {?s ?p ?o}",
        "DELETE WHERE {%s}",
        "CLEAR GRAPH :g ; INSERT DATA {%s}",
        "INSERT {:a :p ?b} WHERE {:a :p ?a . :a :p ?b . %s}",
    ]
)


@given(FRAMES, st.lists(PIECES, max_size=9), st.sampled_from(["", " "]))
def test_no_text_changes_a_graph_that_its_operations_do_not_name(frame, pieces, between):
    text = "PREFIX : <x:> PREFIX x: <x:> PREFIX GRAPHx: <y:> PREFIX p: <http://x:1> "
    text += frame % f"GRAPH :h {{:a :p 8}} {between.join(pieces)}"
    try:
        operations = updates.read_update(text)
        really = changed(text)
    except (BadQuery, SyntaxError):
        return
    told = {graph for operation in operations for graph in operation.graphs}
    for operation in operations:
        told |= touched(operation) if operation.variables else set()
    assert really <= told
