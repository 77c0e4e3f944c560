"""shapes.linting.wellformed: shapes that break a syntax rule of SHACL are refused, and the shape is named."""

import pytest

from educluster import shapes, validate
from educluster.errors import BadDocument, BadParameter
from educluster.reports import Severity
from educluster.shapes.loading import ENGINES

HEAD = """
@prefix ex: <https://example.org/id/> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""
SHAPE = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:nodeKind sh:IRI ; {} ."
PROPERTY = SHAPE.format("sh:property [ sh:path ex:p ; {} ]")
PATH = SHAPE.format("sh:property [ sh:minCount 1 ; sh:path {} ]")


def own(text):
    return shapes.own((HEAD + text).encode(), "text/turtle", "mine")


WRONG = {
    "minCount": ["'x'", "'3'", "1.5", "-1", "ex:x", "'a'^^xsd:integer", "true"],
    "maxCount": ["'1'"],
    "minLength": ["-3", "'x'"],
    "maxLength": ["ex:x"],
    "uniqueLang": ["'x'", "1", "'yes'^^xsd:boolean"],
    "class": ["'x'", "[]"],
    "datatype": ["'x'"],
    "nodeKind": ["ex:x", "'IRI'", "sh:Violation"],
    "pattern": ["ex:x", "5", "'('", "'a'@en"],
    "languageIn": ["( ex:en )", "( 1 )"],
    "equals": ["'x'"],
    "disjoint": ["'x'"],
    "lessThan": ["'x'"],
    "lessThanOrEquals": ["[]"],
    "minInclusive": ["ex:x"],
    "maxInclusive": ["[]"],
    "minExclusive": ["ex:x"],
    "maxExclusive": ["ex:x"],
    "severity": ["ex:Fatal", "'Violation'", "sh:IRI"],
    "message": ["ex:x", "5"],
    "deactivated": ["'x'", "ex:x"],
    "closed": ["'x'"],
    "node": ["'x'", "ex:nobody", "[]", "[ sh:name 'x' ]"],
    "not": ["'x'", "ex:nobody"],
    "property": ["'x'", "ex:nobody"],
    "and": ["()", "( 'x' )"],
    "or": ["()", "( 'x' 'y' )", "( ex:nobody )", "( [] [ sh:class ex:T ] )"],
    "xone": ["()"],
    "path": ["ex:q"],
    "minListLength": ["'1'", "-1", "ex:x"],
    "maxListLength": ["1.0", "1 , 2"],
    "uniqueMembers": ["'true'", "1", "true , false"],
    "memberShape": ["ex:nobody", "'x'"],
    "subsetOf": ["'x'", "[]", "( ex:q )"],
}


@pytest.mark.parametrize(
    ("parameter", "value"), [(parameter, value) for parameter, values in WRONG.items() for value in values]
)
def test_a_parameter_of_the_wrong_kind_is_refused_with_the_shape(parameter, value):
    with pytest.raises(BadDocument) as refused:
        own(PROPERTY.format(f"sh:{parameter} {value}"))
    assert f"sh:{parameter}" in str(refused.value)
    assert "https://example.org/id/s" in str(refused.value)


@pytest.mark.parametrize(
    "path",
    [
        "'x'",
        "[]",
        "()",
        "( ex:p )",
        "[ sh:inversePath 'x' ]",
        "[ sh:alternativePath () ]",
        "[ sh:alternativePath ( ex:p ) ]",
        "[ sh:inversePath ex:p ; sh:zeroOrOnePath ex:p ]",
        "( ex:p [ sh:inversePath '' ] )",
        "[ sh:inversePath [] ]",
        "_:l ] . _:l sh:inversePath _:l . ex:x ex:y [ ex:y 1",
        "_:l ] . _:l rdf:first _:l ; rdf:rest () . ex:x ex:y [ ex:y 1",
        "[ sh:inversePath " * 60 + "ex:p" + " ]" * 60,
    ],
)
def test_a_path_that_is_none_is_refused(path):
    with pytest.raises(BadDocument, match="a property path"):
        own(PATH.format(path))


@pytest.mark.parametrize(
    "path",
    [
        "( ex:p ex:q )",
        "[ sh:inversePath ( ex:p [ sh:zeroOrMorePath ex:q ] ) ]",
        "[ sh:alternativePath ( ex:p [ sh:oneOrMorePath ex:q ] [ sh:zeroOrOnePath ex:r ] ) ]",
    ],
)
def test_a_path_that_is_one_is_accepted(path):
    assert own(PATH.format(path)).own


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("sh:minCount 1, 5", "sh:minCount more than once"),
        ("sh:severity sh:Info, sh:Warning", "sh:severity more than once"),
        ("sh:datatype xsd:date, xsd:string", "sh:datatype more than once"),
        ("sh:flags 'i'", "sh:flags without sh:pattern"),
        ("sh:qualifiedMinCount 1", "without sh:qualifiedValueShape"),
        ("sh:qualifiedValueShape [ sh:class ex:T ]", "without sh:qualifiedMinCount or sh:qualifiedMaxCount"),
        ("sh:qualifiedMinCount 1 ; sh:qualifiedValueShape 'x'", "sh:qualifiedValueShape"),
        ("sh:pattern 'x' ; sh:flags 'zzz'", "sh:flags"),
        ("sh:pattern '(' ; sh:flags 'i'", "a regular expression"),
        ("sh:pattern 'x' ; sh:flags ex:i", "sh:flags"),
        ("sh:closed true ; sh:ignoredProperties ( 'x' )", "sh:ignoredProperties"),
        ("a sh:NodeShape", "sh:path"),
    ],
)
def test_parts_that_do_not_go_together_are_refused(text, problem):
    with pytest.raises(BadDocument) as refused:
        own(PROPERTY.format(text))
    assert problem in str(refused.value)


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param("sh:minCount 1", "sh:minCount", id="a count without a path"),
        pytest.param("sh:property [ sh:minCount 1 ]", "no sh:path", id="a property without a path"),
        pytest.param("sh:property ex:n . ex:n sh:class ex:T", "no sh:path", id="a node shape as a property"),
        pytest.param(
            "sh:node [ sh:path ex:p ; sh:minCount 1 ]", "node shape", id="a property as a node shape"
        ),
        pytest.param(
            "sh:memberShape [ sh:path ex:p ; sh:minCount 1 ]", "node shape", id="a property for members"
        ),
        pytest.param("sh:path ex:p", "node shape", id="a node shape with a path"),
        pytest.param("sh:class ex:A . ex:p a sh:PropertyShape", "no sh:path", id="a type without a path"),
        pytest.param("sh:targetNode []", "sh:targetNode", id="a target without a name"),
        pytest.param("sh:targetSubjectsOf 'x'", "sh:targetSubjectsOf", id="a target that is a text"),
    ],
)
def test_a_shape_in_the_wrong_place_is_refused(text, problem):
    with pytest.raises(BadDocument) as refused:
        own(SHAPE.format(text))
    assert problem in str(refused.value)


def test_whatever_shacl_allows_is_accepted():
    every = """sh:minCount 0 ;
        sh:maxCount 3 ; sh:pattern "a", "b" ; sh:flags "imsxq" ; sh:languageIn ( "en" "ru" ) ;
        sh:uniqueLang true ; sh:hasValue 1, ex:x, "x"@en ; sh:in ( ) ; sh:minInclusive "abc" ;
        sh:equals ex:q ; sh:subsetOf ex:q , ( ex:q ex:r ) ; sh:memberShape ex:n, [ sh:class ex:T ] ;
        sh:minListLength 0 ; sh:maxListLength 2 ; sh:uniqueMembers false ;
        sh:message "a", "b"@en, "c"^^xsd:string ; sh:severity sh:Info ; sh:deactivated false ;
        sh:or ( ex:n [ sh:path ex:q ] ) ; sh:not [ a sh:NodeShape ] ; sh:name "x" ; sh:class ex:A, ex:B ;
        sh:qualifiedMinCount 1 ; sh:qualifiedMaxCount 2 ; sh:qualifiedValueShape ex:n"""
    closed = "ex:n a sh:NodeShape ; sh:closed true ; sh:ignoredProperties ( rdf:type ) ; sh:targetNode 5 ."
    assert own(PROPERTY.format(every) + closed).own


# What the file checks


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("", id="an empty file"),
        pytest.param("ex:a ex:b ex:c .", id="no shapes"),
        pytest.param("ex:s a sh:NodeShape ; sh:nodeKind sh:IRI .", id="no target"),
        pytest.param("ex:s a rdfs:Class ; rdfs:label 's' .", id="a class that is no shape"),
    ],
)
def test_shapes_without_a_target_are_refused(text):
    with pytest.raises(BadDocument, match="no shape has a target"):
        own(text)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ex:s sh:targetClass ex:T .", id="no constraint"),
        pytest.param("ex:s sh:targetClass ex:T ; sh:property [ sh:path ex:p ; sh:name 'x' ] .", id="below"),
        pytest.param("ex:s sh:targetClass ex:T ; sh:deactivated true ; sh:nodeKind sh:IRI .", id="off"),
        pytest.param(
            "ex:s sh:targetClass ex:T ; sh:node [ sh:deactivated true ; sh:nodeKind sh:IRI ] .",
            id="off below",
        ),
    ],
)
def test_shapes_that_check_nothing_are_refused(text):
    with pytest.raises(BadDocument, match="check nothing"):
        own(text)


@pytest.mark.parametrize("wrong", ["https://www.w3.org/ns/shacl#", "http://www.w3.org/ns/shacl/"])
def test_a_misspelt_namespace_is_refused(wrong):
    with pytest.raises(BadDocument, match="is not SHACL"):
        own(SHAPE.format(f"<{wrong}minCount> 1"))


# What the engine does not take


COMPONENT = "ex:C a sh:ConstraintComponent ; sh:parameter [ sh:path ex:{} ] ; {} . "
ALWAYS = "sh:validator [ a sh:SPARQLAskValidator ; sh:ask 'ASK { }' ]"


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        pytest.param(
            COMPONENT.format("lim", "sh:optional false") + SHAPE.format("ex:lim 5"),
            "no validator",
            id="a component without a validator",
        ),
        pytest.param(
            COMPONENT.format("this", ALWAYS) + SHAPE.format("ex:this 5"),
            "a parameter with sh:path <https://example.org/id/this>",
            id="a name that is taken",
        ),
        pytest.param(
            COMPONENT.format("a-b", ALWAYS) + SHAPE.format("ex:a-b 5"),
            "a parameter with sh:path",
            id="a name that is no variable",
        ),
        pytest.param(
            SHAPE.format("sh:sparql [ sh:select 'SELECT $this { { SELECT * { ?a ?b ?c } } $this ?p ?o }' ]"),
            "a subselect",
            id="a query in a query",
        ),
        pytest.param(
            PROPERTY.format("sh:pattern '^(?!A)'"), "--engine pyshacl", id="a pattern that looks ahead"
        ),
    ],
)
def test_what_the_engine_cannot_apply_is_refused_when_it_is_loaded(text, problem):
    with pytest.raises(BadDocument, match=problem):
        own(text)


PASSED_OVER = {
    "a term of the draft": "sh:uniqueMembers true",
    "a flag": "sh:pattern 'a.b' ; sh:flags 's'",
}


@pytest.mark.parametrize("row", PASSED_OVER)
def test_what_pyshacl_would_pass_over_is_refused_where_it_is_asked(row):
    text = (HEAD + PROPERTY.format(PASSED_OVER[row])).encode()
    assert shapes.own(text, "text/turtle", "mine").own
    with pytest.raises(BadDocument, match="pySHACL passes over"):
        shapes.own(text, "text/turtle", "mine", "pyshacl")


def test_a_class_that_pyshacl_takes_for_no_shape_is_refused_where_it_is_asked():
    text = (HEAD + "ex:C a rdfs:Class ; sh:nodeKind sh:IRI ; sh:message 'm'@en .").encode()
    assert shapes.own(text, "text/turtle", "mine").own
    with pytest.raises(BadDocument, match="pySHACL passes over the instances"):
        shapes.own(text, "text/turtle", "mine", "pyshacl")


def test_what_pyshacl_fails_at_is_said_of_the_shapes():
    deep = "sh:node [ " * 20 + "sh:nodeKind sh:IRI" + " ]" * 20
    assert own(SHAPE.format(deep)).own
    with pytest.raises(BadDocument, match="the shapes cannot be applied"):
        shapes.own((HEAD + SHAPE.format(deep)).encode(), "text/turtle", "mine", "pyshacl")


def test_pyshacl_takes_what_is_not_compiled():
    text = (HEAD + PROPERTY.format("sh:pattern '^(?!A)'")).encode()
    found = shapes.own(text, "text/turtle", "mine", "pyshacl")
    data = (HEAD + "ex:t a ex:T ; ex:p 'A', 'B' .").encode()
    report = shapes.check(found, shapes.Description.read(data, "text/turtle"), Severity.VIOLATION)
    assert [each.value.token for each in report.findings] == ['"A"']
    assert report.engine.startswith("pySHACL")


def test_an_engine_that_there_is_not_is_refused_with_those_that_there_are():
    with pytest.raises(BadParameter, match="choose one of: compiled, pyshacl"):
        shapes.load("base", engine="rudof")
    assert tuple(ENGINES) == validate.ENGINES
