"""shapes.linting: shapes of a user's own that would be passed over are refused; what is odd is told."""

import pytest

from educluster import artifacts, shapes
from educluster.documents import read
from educluster.errors import BadDocument
from educluster.graphs import Graph, address, is_iri, text
from educluster.names import LANGUAGES, SH
from educluster.reports import Severity
from educluster.rulebook import book, lexicon
from educluster.shapes.linting.lint import advice, refuse_unfit

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SELECT = (
    "ex:s a sh:NodeShape ; sh:targetClass ec:Cluster ; sh:sparql [ sh:message 'm' ; sh:select '''{}''' ] ."
)
ASKED = "PREFIX ec: <https://w3id.org/educluster/ns#> SELECT $this ?value {{ $this ec:territory ?value {} }}"


def own(text):
    return shapes.own((HEAD + text).encode(), "text/turtle", "mine")


def told(text):
    return [each["en"] for each in own(text).notes]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("ex:s a sh:NodeShape ; sh:minCuont 1 .", "sh:minCuont", id="misspelt"),
        pytest.param("ex:s sh:shape ex:t .", "sh:shape", id="a term that SHACL has not"),
        pytest.param("ex:s sh:rule ex:t .", "sh:rule", id="advanced features"),
        pytest.param("ex:s sh:target [ sh:select 'SELECT ?this { }' ] .", "sh:target,", id="own targets"),
        pytest.param("ex:s sh:js ex:t .", "sh:js", id="a script"),
        pytest.param("ex:s owl:imports <https://example.org/more> .", "import", id="an import"),
        pytest.param("ex:s sh:in ex:l . ex:l rdf:first 1 ; rdf:rest ex:l .", "no end", id="no end of a list"),
        pytest.param("ex:s sh:or ex:nobody .", "id/s> has no end, or lacks a part", id="a list that is none"),
        pytest.param(
            "ex:s sh:path _:l . _:l rdf:first ex:p ; rdf:rest _:l .", "no end", id="no end of a path"
        ),
        pytest.param("ex:s sh:pattern 'a' , '[' .", '"["', id="one of two patterns"),
    ],
)
def test_what_is_not_checked_is_refused_and_named(text, problem):
    with pytest.raises(BadDocument) as refused:
        own(text)
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ex:s sh:node ex:s .", id="by node"),
        pytest.param(
            "ex:s sh:property ex:t . ex:t sh:path ec:seat ; sh:node ex:s .", id="through a property"
        ),
        pytest.param("ex:s sh:or ( [ sh:class ec:Place ] [ sh:and ( ex:s ) ] ) .", id="within lists"),
        pytest.param("ex:s sh:not [ sh:xone ( ex:s ) ] .", id="by negation"),
        pytest.param("ex:s sh:qualifiedValueShape [ sh:property ex:s ] .", id="in a qualified shape"),
        pytest.param("ex:s sh:memberShape [ sh:memberShape ex:s ] .", id="through the members of a list"),
    ],
)
def test_a_shape_that_refers_to_itself_is_refused(text):
    with pytest.raises(BadDocument, match="refers to itself"):
        own(text)


def test_shapes_that_stand_too_deep_in_each_other_are_refused():
    shape = "[ sh:class ec:Place ]"
    for _ in range(52):
        shape = f"[ sh:not {shape} ]"
    with pytest.raises(BadDocument, match="deep"):
        own(f"ex:s sh:not {shape} .")


def test_shapes_that_share_a_shape_do_not_refer_to_themselves():
    shared = "ex:t sh:property [ sh:path ec:seat ; sh:minCount 1 ] ."
    assert own(f"ex:s sh:targetNode ex:a ; sh:node ex:t . ex:u sh:node ex:t . {shared}").own


def test_a_good_query_is_asked():
    found = own(SELECT.format(ASKED.format("")))
    document = shapes.Description.read(
        (HEAD + "ex:c a ec:Cluster ; ec:territory ex:t .").encode(), "text/turtle"
    )
    (finding,) = shapes.check(found, document, Severity.VIOLATION).findings
    assert finding.messages["en"] == "m"
    assert finding.value.token == "<https://example.org/id/t>"


# Advice


def test_a_name_of_ours_that_does_not_exist_is_told_in_each_language():
    (note,) = own("ex:s a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:targetClass ec:Clutser .").notes
    assert set(note) == set(LANGUAGES)
    assert all("ec:Clutser" in text for text in note.values())


def test_names_that_exist_or_are_the_users_own_give_no_advice():
    text = "ex:s a sh:NodeShape ; sh:targetClass ec:Cluster , ex:Clutser ; sh:in ( ecr:stage-formation ) ."
    assert told(text) == []


def test_a_named_property_shape_without_a_message_is_told():
    silent = "ex:s sh:targetClass ex:T ; sh:property ex:p . ex:p sh:path ec:seat ; sh:minCount 1 ."
    (note,) = told(silent)
    assert "<https://example.org/id/p>" in note
    assert told(silent + "ex:p sh:message 'Name the seat.'@en .") == []


def test_a_shape_that_is_switched_off_is_told():
    off = "ex:o sh:targetClass ex:T ; sh:nodeKind sh:IRI ; sh:deactivated true ."
    inside = (
        "ex:s sh:targetClass ex:T ; sh:nodeKind sh:IRI ; sh:node [ sh:class ex:T ; sh:deactivated true ] . "
    )
    named, part = own(inside + off).notes
    assert "<https://example.org/id/o> is switched off" in named["en"]
    assert "<https://example.org/id/s>" in part["en"]
    assert set(named) == set(LANGUAGES)


def test_a_shape_with_a_target_and_no_constraint_is_told_where_another_checks():
    (note,) = own("ex:s sh:targetClass ex:T ; sh:nodeKind sh:IRI . ex:e sh:targetClass ex:T .").notes
    assert "<https://example.org/id/e> has a target and no constraint" in note["en"]
    assert set(note) == set(LANGUAGES)


@pytest.mark.parametrize("profile", book().names)
def test_packaged_profiles_pass_and_give_no_advice(profile):
    graph = shapes.load(profile).graph
    beyond = {rule for rule, query in graph.pairs(f"<{SH}select>") if "GRAPH" in text(query)}
    graph = Graph(each for each in graph if each[0] not in beyond)  # of all documents together
    refuse_unfit(graph)
    terms = read(artifacts.shape_terms().read_bytes(), "text/turtle").triples
    known = lexicon().terms | {address(subject) for subject, _, _ in terms if is_iri(subject)}
    assert [each["en"] for each in advice(graph, frozenset(known))] == []


@pytest.mark.parametrize(
    "term",
    [
        "memberShape [ sh:nodeKind sh:IRI ]",
        "minListLength 1",
        "maxListLength 1",
        "uniqueMembers true",
        "subsetOf ex:q",
    ],
)
def test_a_term_of_the_draft_of_shacl_1_2_is_checked_and_told(term):
    (note,) = own(f"ex:s sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:{term} ] .").notes
    assert set(note) == set(LANGUAGES)
    assert all(f"sh:{term.split()[0]}" in said for said in note.values())
