"""The terms taken from the draft of SHACL 1.2, sections 7.5 and 7.6: lists and subsets, one case each."""

from __future__ import annotations

import pytest

from conformance.test_agreement import triples
from educluster.graphs import Graph, text
from educluster.names import RDF, last_part
from educluster.shapes.compiled import compile_shapes

RDF_PREFIX = f"PREFIX rdf: <{RDF}> "
LISTS = """
:none :p () . :one :p ( :a ) . :two :p ( :a "b" ) . :twice :p ( 1 2 1 2 2 ) .
:literal :p "a" . :node :p :plain .
:headed rdf:first :a ; rdf:rest ( :b ) ; :q "more" . :named :p :headed .
:unfinished :p [ rdf:first :a ] . :astray :p [ rdf:first :a ; rdf:rest :plain ] .
:forked :p [ rdf:first :a, :b ; rdf:rest () ] . :split :p [ rdf:first :a ; rdf:rest (), ( :b ) ] .
:round rdf:first :a ; rdf:rest :again . :again rdf:first :b ; rdf:rest :round . :circle :p :round .
"""
PLAIN = "<http://example.org/plain>"
NO_LIST = {"literal", "node", "unfinished", "astray", "forked", "split", "circle"}


@pytest.mark.parametrize(
    ("constraint", "wrong"),
    [
        ("sh:minListLength 1", {"none"}),
        ("sh:minListLength 0", set()),
        ("sh:maxListLength 2", {"twice"}),
        ("sh:uniqueMembers true", {"twice"}),
        ("sh:uniqueMembers false", set()),
        ("sh:memberShape [ sh:nodeKind sh:IRI ]", {"two", "twice"}),
    ],
)
def test_a_value_is_wrong_that_is_no_list_or_not_the_list_it_should_be(constraint, wrong):
    data = graph(LISTS)
    results = run(f"[] sh:targetSubjectsOf :p ; sh:path :p ; {constraint} .", data)
    assert sorted(last_part(text(each.focus)) for each in results) == sorted(wrong | NO_LIST)
    assert all(each.value in data.objects(each.focus, "<http://example.org/p>") for each in results)


def test_a_list_may_be_the_focus_node():
    constraints = "sh:minListLength 1 ; sh:memberShape [ sh:nodeKind sh:IRI ]"
    results = run(f"[] sh:targetNode rdf:nil, :headed, :plain ; {constraints} .", graph(LISTS))
    told = {(each.focus, each.value, last_part(each.component)) for each in results}
    assert told == {
        (f"<{RDF}nil>", f"<{RDF}nil>", "MinListLengthConstraintComponent"),
        (PLAIN, PLAIN, "MinListLengthConstraintComponent"),
        (PLAIN, PLAIN, "MemberShapeConstraintComponent"),
    }


def test_a_list_has_one_result_however_many_members_do_not_conform():
    shape = "[] sh:targetNode :twice ; sh:path :p ; sh:memberShape [ sh:nodeKind sh:IRI ] ."
    assert len(run(shape, graph(LISTS))) == 1


@pytest.mark.parametrize(
    ("path", "wrong"),
    [
        (":q", {'"b"', '"c"'}),
        ("( :r :q )", {'"a"', '"b"'}),
        ("[ sh:alternativePath ( :q ( :r :q ) ) ]", {'"b"'}),
    ],
)
def test_values_that_the_other_path_does_not_lead_to_are_wrong(path, wrong):
    data = graph(':s :p "a", "b", "c" ; :q "a", "d" ; :r [ :q "c" ] . :t :q "x" .')
    results = run(f"[] sh:targetSubjectsOf :q ; sh:path :p ; sh:subsetOf {path} .", data)
    assert {each.value for each in results} == wrong
    assert {last_part(each.component) for each in results} == {"SubsetOfConstraintComponent"}


def run(shapes: str, data: Graph):
    return compile_shapes(graph(shapes)).run(data)


def graph(turtle: str) -> Graph:
    return Graph(triples(RDF_PREFIX + turtle))
