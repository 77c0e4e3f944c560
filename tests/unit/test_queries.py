"""shapes.linting.queries: a query in a user's own shapes that is unfit is refused when they are loaded."""

import pytest

from educluster import shapes
from educluster.errors import BadDocument
from educluster.reports import Severity

HEAD = """
@prefix ex: <https://example.org/id/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = 'ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:sparql [ {} sh:select """{}""" ] .'
DECLARED = 'ex:o sh:declare [ sh:prefix "foo" ; sh:namespace "https://example.org/id/"^^xsd:anyURI ] .'
ELSEWHERE = "<https://example.org/>"


def own(query, prefixes="", more=""):
    text = HEAD + SHAPE.format(prefixes, query.replace("\\", "\\\\")) + more
    return shapes.own(text.encode(), "text/turtle", "mine")


def refusal(query, *arguments):
    with pytest.raises(BadDocument) as refused:
        own(query, *arguments)
    return str(refused.value)


@pytest.mark.parametrize(
    ("query", "word"),
    [
        (f"SELECT $this {{ SERVICE {ELSEWHERE} {{ $this ?p ?o }} }}", "SERVICE"),
        (f"select $this {{ service silent {ELSEWHERE} {{ $this ?p ?o }} }}", "SERVICE"),
        (f"SELECT $this {{ SER\\u0056ICE {ELSEWHERE} {{ $this ?p ?o }} }}", "SERVICE"),
        (f"SELECT $this {{ {{ SELECT $this {{ SERVICE {ELSEWHERE} {{ $this ?p ?o }} }} }} }}", "SERVICE"),
        (f"SELECT $this {{ FILTER EXISTS {{ SERVICE {ELSEWHERE} {{ $this ?p ?o }} }} }}", "SERVICE"),
        (
            f"SELECT $this {{ FILTER('''it's'''!='') SERVICE {ELSEWHERE} {{}} FILTER('''a'b'''!='') }}",
            "SERVICE",
        ),
        (f"SELECT $this {{ $this $PATH ?o . SERVICE {ELSEWHERE} {{ ?a ?b ?c }} }}", "SERVICE"),
        (f"SELECT $this FROM {ELSEWHERE} {{ $this ?p ?o }}", "FROM"),
        (f"SELECT $this FROM NAMED {ELSEWHERE} {{ $this ?p ?o }}", "FROM"),
        (f"SELECT $this ('''it's''' AS ?m) FROM {ELSEWHERE} {{ $this ?p ?o }} #'", "FROM"),
        ("SELECT $this { $this ?p ?o MINUS { $this a ?o } }", "MINUS"),
        ("SELECT $this { $this ?p ?o VALUES ?o { 1 } }", "VALUES"),
        ("SELECT $this { $this ?p ?o } VALUES ?o { 1 }", "VALUES"),
        ("SELECT $this { GRAPH ?g { $this ?p ?o } }", "GRAPH"),
    ],
)
def test_what_may_not_stand_in_a_query_is_found_however_it_is_written(query, word):
    assert f"uses {word}," in refusal(query)


@pytest.mark.parametrize(
    ("forbidden", "remedy"),
    [
        (f"SERVICE {ELSEWHERE} {{ $this ?p ?o }}", "no other host is asked"),
        ("$this ?p ?o MINUS { $this a ?o }", "FILTER NOT EXISTS"),
        ("$this ?p ?o VALUES ?o { 1 }", "FILTER ( ?x IN"),
    ],
)
def test_what_is_said_to_do_instead_fits_the_word(forbidden, remedy):
    told = refusal(f"SELECT $this {{ {forbidden} }}")
    assert remedy in told
    assert ("NOT EXISTS" in told) == ("MINUS" in forbidden)


@pytest.mark.parametrize(
    "harmless",
    [
        "$this ?p ?from",
        "$this ex:from ?o ; ex:values ?mine",
        "$this ?p ?o FILTER(?o != 'from')",
        "$this ?p ?o # SERVICE <https://example.org/> { }\n",
        "$this ?p ?o FILTER(?o < 5 && 7 > ?o)",
    ],
)
def test_the_same_words_as_names_or_texts_are_harmless(harmless):
    assert own(f"PREFIX ex: <https://example.org/id/> SELECT $this {{ {harmless} }}").own


@pytest.mark.parametrize(
    ("query", "problem"),
    [
        ("DESCRIBE $this", "cannot be used"),
        ("ASK { $this ?p ?o }", "no SELECT query"),
        ("CONSTRUCT { ?a ?b ?c } WHERE { ?a ?b ?c }", "cannot be used"),
        ("SELECT ?x { ?x ?y ?z }", "does not select $this"),
        ("INSERT DATA { <a:b> <a:c> <a:d> }", "cannot be used"),
        ("SELECT $this { $this", "cannot be used"),
    ],
)
def test_a_query_that_cannot_name_the_node_is_refused(query, problem):
    said = refusal(query)
    assert problem in said
    assert "<https://example.org/id/s>" in said


@pytest.mark.parametrize("constraint", ["[ sh:message 'm' ]", "[ sh:ask 'ASK { }' ]", "'x'"])
def test_a_sparql_constraint_without_a_query_is_refused(constraint):
    with pytest.raises(BadDocument, match="without one query"):
        shapes.own(
            f"{HEAD} ex:s sh:targetClass ex:T ; sh:sparql {constraint} .".encode(), "text/turtle", "mine"
        )


# Prefixes


@pytest.mark.parametrize("prefix", ["foo", "ec"])
def test_a_prefix_that_is_not_declared_is_refused_with_the_remedy(prefix):
    said = refusal(f"SELECT $this {{ $this {prefix}:p ?o }}")
    assert prefix in said
    assert "sh:declare" in said


def test_a_prefix_that_the_shapes_declare_is_known():
    found = own("SELECT $this { $this foo:p ?o }", "sh:prefixes ex:o ;", DECLARED)
    data = (HEAD + "ex:t a ex:T ; ex:p 1 .").encode()
    report = shapes.check(found, shapes.Description.read(data, "text/turtle"), Severity.VIOLATION)
    assert len(report.findings) == 1


def test_a_prefix_that_is_declared_elsewhere_is_not_known():
    assert "sh:prefixes" in refusal("SELECT $this { $this foo:p ?o }", "", DECLARED)


@pytest.mark.parametrize(
    ("declared", "problem"),
    [
        ("ex:o sh:declare [ sh:prefix 'foo' ] .", "not declared in full"),
        ("ex:o sh:declare ex:nobody .", "not declared in full"),
        (DECLARED + DECLARED.replace("/id/", "/other/"), "declared twice"),
    ],
)
def test_a_declaration_that_is_none_is_refused(declared, problem):
    assert problem in refusal("SELECT $this { $this foo:p ?o }", "sh:prefixes ex:o ;", declared)


def test_rdf_and_rdfs_need_no_declaration():
    assert own("SELECT $this { $this rdf:type/rdfs:label ?o }").own
