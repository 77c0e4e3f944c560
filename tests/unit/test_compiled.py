"""shapes.compiled: what the engine finds, in which words, and what it refuses to begin with."""

import pytest

from educluster.documents import read
from educluster.errors import BadDocument, NotValidated
from educluster.graphs import Graph
from educluster.names import SH
from educluster.shapes.compiled import compile_shapes
from educluster.shapes.results import Probe

HEAD = """
@prefix ex: <https://example.org/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
T = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; "


def graph(text, below=None):
    return Graph(read((HEAD + text).encode(), "text/turtle").triples, below)


def run(shapes, data, below=None):
    return compile_shapes(graph(shapes)).run(graph(data, below))


def short(token):
    return token.replace("https://example.org/", "").strip("<>") if token else token


def found(shapes, data, below=None):
    """The results as (focus, path, component, value), in short."""
    return [
        (
            short(each.focus),
            short(str(each.path or "")),
            each.component.removeprefix(SH).removesuffix("ConstraintComponent"),
            short(each.value),
        )
        for each in run(shapes, data, below)
    ]


# Lists and subsets, of the draft of SHACL 1.2

LISTS = [
    ("sh:minListLength 2", "( ex:x ex:y )", True),
    ("sh:minListLength 2", "( ex:x )", False),
    ("sh:minListLength 0", "()", True),
    ("sh:minListLength 0", "ex:x", False),
    ("sh:minListLength 0", "'x'", False),
    ("sh:maxListLength 1", "( ex:x )", True),
    ("sh:maxListLength 1", "( ex:x ex:y )", False),
    ("sh:maxListLength 9", "[ rdf:first ex:x , ex:y ; rdf:rest () ]", False),
    ("sh:maxListLength 9", "[ rdf:first ex:x ; rdf:rest ex:nowhere ]", False),
    ("sh:maxListLength 9", "[ rdf:first ex:x ; rdf:rest () ; ex:of ex:y ]", True),
    ("sh:uniqueMembers true", "( ex:x ex:y )", True),
    ("sh:uniqueMembers true", "( ex:x ex:y ex:x ex:y )", False),
    ("sh:uniqueMembers true", "( 1 1.0 )", True),
    ("sh:uniqueMembers false", "( ex:x ex:x )", True),
    ("sh:uniqueMembers false", "ex:x", False),
    ("sh:memberShape [ sh:nodeKind sh:IRI ]", "( ex:x ex:y )", True),
    ("sh:memberShape [ sh:nodeKind sh:IRI ]", "( 'x' 'y' )", False),
    ("sh:memberShape [ sh:nodeKind sh:IRI ]", "()", True),
    ("sh:memberShape [ sh:nodeKind sh:IRI ]", "ex:x", False),
]


@pytest.mark.parametrize(("constraint", "value", "conforms"), LISTS)
def test_a_list_is_held_against_its_length_and_its_members(constraint, value, conforms):
    results = run(f"{T} sh:property [ sh:path ex:p ; {constraint} ] .", f"ex:t a ex:T ; ex:p {value} .")
    assert len(results) == (not conforms)
    assert all(each.value for each in results)


def test_a_list_that_bites_its_tail_is_none():
    data = "ex:t a ex:T ; ex:p ex:a . ex:a rdf:first 1 ; rdf:rest ex:b . ex:b rdf:first 2 ; rdf:rest ex:a ."
    (result,) = found(f"{T} sh:property [ sh:path ex:p ; sh:maxListLength 9 ] .", data)
    assert result == ("t", "p", "MaxListLength", "a")


@pytest.mark.parametrize("path", ["ex:q", "( ex:r ex:q )", "[ sh:inversePath ex:of ]"])
def test_a_subset_has_no_value_that_the_whole_lacks(path):
    shapes = f"{T} sh:property [ sh:path ex:p ; sh:subsetOf {path} ] ."
    data = "ex:t a ex:T ; ex:p ex:x , ex:y ; ex:q ex:x ; ex:r [ ex:q ex:x ] . ex:x ex:of ex:t ."
    assert found(shapes, data) == [("t", "p", "SubsetOf", "y")]


# Focus nodes

KNOWN = "ex:N rdfs:subClassOf ex:T . ex:k a ex:N ; ex:p 1 . ex:l a ex:N ; ex:p 1 ."


def test_what_is_known_is_no_focus_node_unless_the_data_name_it():
    below, never = graph(KNOWN), "sh:property [ sh:path ex:p ; sh:maxCount 0 ] ."
    for target in ("sh:targetClass ex:T", "sh:targetSubjectsOf ex:p"):
        shapes = f"ex:s {target} ; {never}"
        assert found(shapes, "ex:x ex:about ex:k .", below) == [("k", "p", "MaxCount", None)]
        assert found(shapes, "ex:x ex:about ex:y .", below) == []
    assert found(f"ex:s sh:targetNode ex:l ; {never}", "", below) == [("l", "p", "MaxCount", None)]


def test_a_node_that_is_a_target_twice_is_held_against_a_shape_once():
    shapes = "ex:s sh:targetClass ex:T ; sh:targetNode ex:t ; sh:nodeKind sh:Literal ."
    assert len(found(shapes, "ex:t a ex:T .")) == 1


@pytest.mark.parametrize(
    "typed",
    [
        "a rdfs:Class",
        "a owl:Class",
        "a ex:Kind . ex:Kind rdfs:subClassOf [ rdfs:subClassOf rdfs:Class ]",
        "a rdfs:Class , sh:NodeShape",
    ],
)
@pytest.mark.parametrize(
    "constraint",
    [
        "sh:nodeKind sh:BlankNode",
        "sh:or ( [ sh:nodeKind sh:BlankNode ] )",
        "sh:sparql [ sh:select 'SELECT $this { $this ?p ?o }' ]",
        "sh:property [ sh:path ex:p ; sh:minCount 1 ]",
    ],
)
def test_the_instances_of_a_class_that_is_a_shape_are_its_targets(typed, constraint):
    shapes = f"ex:T {typed} . ex:T {constraint} ."
    (result,) = found(shapes, "ex:n rdfs:subClassOf ex:T . ex:t a ex:n .")
    assert result[0] == "t"
    assert found(f"ex:T {constraint} .", "ex:t a ex:T .") == []


# Words

SPARQL = """sh:sparql [ {} sh:select
    'SELECT $this ?value ?foo {{ $this <https://example.org/p> ?value, ?foo }}' ]"""
BOTH = 'sh:message "bad {?value}"@en , "плохо {?value}"@ru'


def result(shape, data="ex:t a ex:T ; ex:p '5' ."):
    (found,) = run(f"{T} {shape} .", data)
    return found


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param(SPARQL.format(BOTH + ";"), id="at the query"),
        pytest.param(SPARQL.format("") + " ; " + BOTH, id="at the shape"),
        pytest.param(
            SPARQL.format(BOTH + ";") + " ; sh:message 'of the shape'@en", id="the query goes before"
        ),
        pytest.param(f"sh:nodeKind sh:BlankNode ; {BOTH}", id="of another constraint"),
    ],
)
def test_messages_are_those_of_the_shapes_in_all_languages_with_their_placeholders(shape):
    found = result(shape)
    assert found.own == found.messages == {"en": "bad {?value}", "ru": "плохо {?value}"}


def test_a_row_may_bring_its_own_message_and_path():
    found = result(
        """sh:sparql [ sh:message 'other' ; sh:select
        'SELECT $this (<https://example.org/q> AS ?path) ("own" AS ?message) { $this ?p 5 }' ]""",
        "ex:t a ex:T, 5 .",
    )
    assert (found.own, str(found.path), found.value) == (
        {"en": "own"},
        "<https://example.org/q>",
        found.focus,
    )


def test_what_a_variable_of_the_query_stands_for_is_kept_for_the_messages():
    found = result(
        SPARQL.format('sh:message "{?foo} of {?value}"@en ;'), r"ex:t a ex:T ; ex:p 'a\\1 {$this}' ."
    )
    assert found.bound["foo"] == r"a\1 {$this}"


COMPONENT = (
    "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:lim ] ; sh:validator ex:v . "
    "ex:v sh:message 'over {$lim}'@en , 'свыше {$lim}'@ru ; sh:ask 'ASK { FILTER ($value = 7) }' . "
)


def test_a_component_speaks_through_its_validator():
    found = result(f"ex:lim 5 . {COMPONENT} ex:x ex:y 1")
    assert found.own == {"en": "over {$lim}", "ru": "свыше {$lim}"}
    assert found.bound["lim"] == "5"
    assert found.component == "https://example.org/C"


# Why a value does not conform


def test_a_probe_finds_what_a_shape_has_against_a_node():
    shapes = graph(f"{T} sh:node ex:inner . ex:inner sh:property [ sh:path ex:p ; sh:minCount 1 ] .")
    engine, data = compile_shapes(shapes), graph("ex:t a ex:T . ex:u ex:p 1 .")
    asked = [Probe(f"<https://example.org/{each}>", "<https://example.org/inner>") for each in "tu"]
    ((reason,), nothing) = engine.probe(data, asked)
    assert (reason.component, nothing) == (SH + "MinCountConstraintComponent", ())


# Refused at once


@pytest.mark.parametrize(
    ("shape", "told"),
    [
        ("sh:singleLine true", "sh:singleLine"),
        ("sh:minCount 1", "sh:minCount and no sh:path"),
        ("sh:property [ sh:path ex:p ; sh:minCount 'x' ]", "number"),
        ("sh:property [ sh:minCount 1 ]", "no sh:path"),
        ("sh:nodeKind sh:Anything", "sh:nodeKind"),
        ("sh:property [ sh:path [ ex:not ex:a ] ]", "path"),
        ("sh:node ex:s", "refers to itself"),
        ("sh:node [ sh:not [ sh:property [ sh:path ex:p ; sh:node ex:s ] ] ]", "refers to itself"),
        ("sh:pattern '(?=x)'", "linear"),
        ("sh:sparql [ sh:select 'SELECT' ]", "query"),
        ("sh:sparql [ sh:message 'none' ]", "without one query"),
        ("sh:sparql [ sh:select 'SELECT $this { SERVICE <http://x/> { $this ?p ?o } }' ]", "SERVICE"),
        ("ex:lim 1 . ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:lim ]", "no validator"),
        (
            "ex:lim 1 . ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:lim ] ; "
            "sh:validator [ sh:ask 'ASK { BIND (1 AS ?lim) }' ]",
            "lim",
        ),
    ],
)
def test_what_cannot_be_run_as_it_is_meant_is_refused(shape, told):
    with pytest.raises(BadDocument, match=told):
        compile_shapes(graph(f"{T} {shape} ."))


def test_shapes_that_meet_again_and_again_are_refused_before_they_take_for_ever():
    pairs = (f"ex:s{n} sh:node ex:s{n + 1} , ex:t{n} . ex:t{n} sh:node ex:s{n + 1} ." for n in range(25))
    with pytest.raises(BadDocument, match="held against"):
        compile_shapes(graph(f"ex:s0 sh:targetClass ex:T . {' '.join(pairs)} ex:s25 sh:minLength 1 ."))


def test_why_a_node_fails_is_looked_for_once_at_each_depth():
    deep = " ".join(f"ex:s{n} sh:node ex:s{n + 1} ." for n in range(40))
    shapes = f"ex:s0 sh:targetNode ex:t . {deep} ex:s40 sh:nodeKind sh:Literal ."
    (result,) = run(shapes, "ex:t ex:p 1 .")
    for _ in range(40):
        (result,) = result.details
    assert result.component == SH + "NodeKindConstraintComponent"


def test_a_failure_inside_the_engine_is_no_conforming(monkeypatch):
    engine = compile_shapes(graph(f"{T} sh:minLength 1 ."))

    def broken(*_):
        raise ZeroDivisionError

    monkeypatch.setattr(Graph, "narrower", broken)
    with pytest.raises(NotValidated, match="ZeroDivisionError"):
        engine.run(graph("ex:t a ex:T ."))
    with pytest.raises(NotValidated, match="KeyError"):
        engine.probe(graph("ex:t a ex:T ."), [Probe("<https://example.org/t>", "<urn:no-shape>")])


def test_a_query_that_reports_a_failure_is_no_conforming():
    select = "SELECT $this (true AS ?failure) { $this ?p ?o }"
    with pytest.raises(NotValidated, match="failure"):
        run(f"{T} sh:sparql [ sh:select '{select}' ] .", "ex:t a ex:T .")
