"""shapes.reference: what shapes say in their own words through pySHACL; its failures are no verdict."""

import pytest

from educluster.documents import read
from educluster.errors import BadDocument, NotValidated
from educluster.graphs import Graph
from educluster.shapes.loading import blaming_shapes
from educluster.shapes.reference import PyShacl
from educluster.shapes.results import Probe

HEAD = """
@prefix ex: <https://example.org/id/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SPARQL = """sh:sparql [ {} sh:select
    'SELECT $this ?value ?foo {{ $this <https://example.org/id/p> ?value, ?foo }}' ]"""
DATA = "ex:t a ex:T ; ex:p '5' ."
BOTH = 'sh:message "bad {?value}"@en , "плохо {?value}"@ru'


def graph(text):
    return Graph(read((HEAD + text).encode(), "text/turtle").triples)


def result(shape, data=DATA):
    (found,) = PyShacl(graph(f"ex:s a sh:NodeShape ; sh:targetClass ex:T ; {shape} .")).run(graph(data))
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


def test_what_a_variable_of_the_query_stands_for_is_kept_for_the_messages():
    text = SPARQL.format('sh:message "{?foo} of {?value}"@en ;')
    found = result(text, r"ex:t a ex:T ; ex:p 'a\\1 {$this}' .")
    assert found.own == {"en": "{?foo} of {?value}"}
    assert found.bound == {"foo": r"a\1 {$this}"}


def test_two_messages_in_one_language_are_both_told():
    assert result('sh:nodeKind sh:BlankNode ; sh:message "a" , "b"@en , "c"@ru').own == {
        "en": "a b",
        "ru": "c",
    }


def test_the_engine_speaks_only_where_the_shapes_do_not():
    found = result("sh:nodeKind sh:BlankNode")
    assert found.own == {}
    assert found.messages["en"]


COMPONENT = (
    "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:lim ] ; sh:validator ex:v . "
    "ex:v sh:message 'over {$lim}'@en , 'свыше {$lim}'@ru ; sh:ask 'ASK { FILTER ($value = 7) }' . "
)


def test_a_query_without_a_message_leaves_no_result_without_one():
    assert set(result(SPARQL.format("")).messages) == {"en", "ru", "uz"}


def test_a_component_speaks_through_its_validator():
    found = result(f"ex:lim 5 . {COMPONENT} ex:x ex:y 1")
    assert found.own == {"en": "over {$lim}", "ru": "свыше {$lim}"}
    assert found.bound == {"lim": "5"}


def test_a_component_of_the_same_name_in_other_shapes_is_another():
    for _ in range(5):
        assert result(f"ex:lim 5 . {COMPONENT} ex:x ex:y 1")
        fitting = graph(f"ex:s sh:targetClass ex:T ; ex:lim 5 . {COMPONENT.replace('= 7', '!= 7')}")
        assert PyShacl(fitting).run(graph(DATA)) == []


# Failures

BROKEN = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:property [ sh:path 'x' ; sh:minCount 1 ] ."
RAISING = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:maxLength ex:x ; sh:minInclusive ex:y ."


@pytest.mark.parametrize("shapes", [BROKEN, RAISING])
def test_whatever_the_engine_raises_is_no_conforming(shapes):
    with pytest.raises(NotValidated, match="pySHACL"):
        PyShacl(graph(shapes)).run(graph(DATA))


def test_a_failure_is_told_of_shapes_of_the_users_own():
    with pytest.raises(BadDocument, match="the shapes cannot be applied"), blaming_shapes(True):
        PyShacl(graph(BROKEN)).run(graph(DATA))
    with pytest.raises(NotValidated), blaming_shapes(False):
        PyShacl(graph(BROKEN)).run(graph(DATA))


def test_shapes_are_tried_out_on_a_node_of_which_nothing_is_said():
    asked = [Probe("<urn:nobody>", "<https://example.org/id/s>")]
    fitting = "ex:s a sh:NodeShape ; sh:property [ sh:path ex:p ; sh:minCount 1 ] ."
    (found,) = PyShacl(graph(fitting)).probe(graph(""), asked)
    assert found
    broken = "ex:s a sh:NodeShape ; sh:nodeKind sh:IRI ; sh:property [ sh:minCount 1 ] ."
    with pytest.raises(NotValidated):
        PyShacl(graph(broken)).probe(graph(""), asked)


def test_what_lies_below_the_data_is_known_and_not_checked():
    below = graph("ex:k a ex:T ; ex:p 1 .")
    shapes = PyShacl(graph("ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:nodeKind sh:BlankNode ."))
    assert shapes.run(graph("ex:t ex:p ex:u .").over(below)) == []
    (found,) = shapes.run(graph("ex:t ex:p ex:k .").over(below))
    assert found.focus == "<https://example.org/id/k>"
