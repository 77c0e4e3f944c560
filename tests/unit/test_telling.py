"""shapes.telling.phrases: paths in words, what was expected, messages with their values."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.documents import read
from educluster.graphs import Graph, Path
from educluster.names import EC, LANGUAGES, SH, XSD
from educluster.reports import Term
from educluster.reports.model import in_language, tag_for
from educluster.shapes.telling.phrases import (
    expected,
    filled,
    in_words,
    name,
    parameter,
    unsaid,
    wanted,
)

NAMED = {EC + "seat": {"en": "seat", "ru": "место", "uz": "joy"}, EC + "territory": {"en": "territory"}}
SEAT, TERRITORY, OTHER = (Path("predicate", EC + each) for each in ("seat", "territory", "unnamed"))


def called(iri):
    return NAMED.get(iri, {})


@pytest.mark.parametrize(
    ("path", "english", "russian"),
    [
        pytest.param(SEAT, "seat", "место", id="a property"),
        pytest.param(TERRITORY, "territory", "territory", id="no such language: English"),
        pytest.param(OTHER, "ec:unnamed", "ec:unnamed", id="no name: the IRI, shortened"),
        pytest.param(
            Path("sequence", parts=(SEAT, OTHER)), "seat → ec:unnamed", "место → ec:unnamed", id="sequence"
        ),
        pytest.param(
            Path("alternativePath", parts=(SEAT, TERRITORY)),
            "seat or territory",
            "место или territory",
            id="alternatives",
        ),
        pytest.param(
            Path("inversePath", parts=(SEAT,)),
            "what points here with “seat”",
            "что указывает сюда через «место»",
            id="inverse",
        ),
        pytest.param(Path("zeroOrMorePath", parts=(SEAT,)), "seat", "место", id="repeated"),
    ],
)
def test_path_is_told_in_words(path, english, russian):
    told = in_words(path, called)
    assert set(told) == set(LANGUAGES)
    assert (told["en"], told["ru"]) == (english, russian)


def test_no_path_is_told_in_no_words():
    assert in_words(None, called) == {}


@pytest.mark.parametrize(
    ("term", "told"),
    [
        (Term("<https://example.org/a>", {"en": "A", "ru": "А"}), "А"),
        (Term("<https://example.org/a>", {"en": "A"}), "A"),
        (Term("<https://example.org/a>", {"uz": "a"}), "a"),
        (Term('"two \\"words\\""@en', {}), 'two \\"words\\"'),
        (Term(f'"5"^^<{XSD}integer>', {}), "5"),
        (Term(f"<{EC}seat>", {}), "ec:seat"),
        (Term("_:b1", {}), "_:b1"),
    ],
)
def test_term_is_told_by_its_label_else_its_text_else_its_name(term, told):
    assert name(term, "ru") == told


@pytest.mark.parametrize(
    ("local", "told"),
    [
        ("MinCount", "minCount"),
        ("QualifiedMaxCount", "qualifiedMaxCount"),
        ("In", "in"),
        ("SPARQL", "sPARQL"),
    ],
)
def test_parameter_is_read_off_the_component(local, told):
    assert parameter(f"{SH}{local}ConstraintComponent") == told


# Expected


@pytest.mark.parametrize(
    ("text", "component", "english"),
    [
        ("sh:minCount 2", "MinCount", "at least 2"),
        ("sh:maxCount 1 ; sh:minCount 2", "MaxCount", "at most 1"),
        ("sh:qualifiedMinCount 3", "QualifiedMinCount", "at least 3 that fit"),
        ("sh:nodeKind sh:BlankNodeOrIRI", "NodeKind", "a node, not a text"),
        ("sh:datatype <http://www.w3.org/2001/XMLSchema#date>", "Datatype", "a value of the type xsd:date"),
        ("sh:in ( 1 2 )", "In", "one of: 1, 2"),
        ("sh:in ( 1 2 3 4 5 6 7 8 9 )", "In", "one of: 1, 2, 3, 4, 5, 6, 7, 8, …"),
        ('sh:languageIn ( "en" "ru" )', "LanguageIn", "a text in one of: en, ru"),
        ("sh:or ( [ ] [ ] [ ] )", "Or", "one of 3 alternatives"),
        ("sh:xone ( [ ] [ ] )", "Xone", "just one of 2 alternatives"),
        ('sh:pattern "^[a-z]+$"', "Pattern", "a text like ^[a-z]+$"),
        ("sh:minInclusive 5", "MinInclusive", "5 or more"),
        ("sh:equals <a:q>", "Equals", "the same values as a:q"),
        ("sh:disjoint <a:q>", "Disjoint", "other values than a:q"),
        ("sh:lessThan <a:q>", "LessThan", "less than the values of a:q"),
        ("sh:lessThanOrEquals <a:q>", "LessThanOrEquals", "no more than the values of a:q"),
        ("sh:minListLength 2", "MinListLength", "a list of at least 2"),
        ("sh:maxListLength 2", "MaxListLength", "a list of at most 2"),
        ("sh:subsetOf <a:q>", "SubsetOf", "no other values than those of a:q"),
        ("sh:closed true", "Closed", None),
        ("sh:minCount 2", "Not", None),
    ],
)
def test_what_is_expected_is_told_in_short_words(text, component, english):
    graph = Graph(read(f"@prefix sh: <{SH}> . <a:s> {text} .".encode(), "text/turtle").triples)
    told = expected(graph, "<a:s>", f"{SH}{component}ConstraintComponent", lambda node: Term(node, {}))
    assert told.get("en") == english
    assert set(told) == (set(LANGUAGES) if english else set())


def test_what_is_wanted_is_a_sentence_in_the_same_languages():
    assert wanted({"en": "at least 2", "ru": "не меньше 2"}) == {
        "en": "expected: at least 2",
        "ru": "ожидается: не меньше 2",
    }


@pytest.mark.parametrize(
    ("component", "english"),
    [
        (f"{SH}ClosedConstraintComponent", "the shape does not allow this property"),
        (f"{SH}UniqueLangConstraintComponent", "there are several texts in one language"),
        (f"{SH}MemberShapeConstraintComponent", "a member of the list does not fit the inner shape"),
        (f"{SH}UniqueMembersConstraintComponent", "the list has the same member twice"),
        (f"{SH}PropertyConstraintComponent", "a property of this does not fit the inner shape"),
        (f"{SH}SPARQLConstraintComponent", "the query of the shape found this"),
        ("https://example.org/ns#Even", "the constraint of Even is not met"),
    ],
)
def test_where_nothing_is_said_the_component_is(component, english):
    told = unsaid({}, component)
    assert told["en"] == english
    assert set(told) == set(LANGUAGES)


def test_what_is_expected_goes_before_the_words_of_the_component():
    assert unsaid({"en": "at least 2"}, f"{SH}ClosedConstraintComponent") == {"en": "expected: at least 2"}


# Messages


def test_placeholders_are_filled_in_each_language_both_ways_of_writing():
    texts = {"en": "{$value} of {?this}", "ru": "{$value} у {$this}"}
    values = {"value": lambda language: f"v-{language}", "this": lambda _: "{$value}"}
    assert filled(texts, values) == {"en": "v-en of {$value}", "ru": "v-ru у {$value}"}


def test_unknown_placeholder_and_other_braces_stay():
    assert filled({"en": "{$nobody} {this} $this {}"}, {"this": lambda _: "x"}) == {
        "en": "{$nobody} {this} $this {}"
    }


@given(st.text())
def test_what_is_filled_in_stays_as_it_is(value):
    assert filled({"en": "a {$value} b"}, {"value": lambda _: value}) == {"en": f"a {value} b"}


def test_said_chooses_the_language_then_english_then_any():
    assert in_language({"en": "e", "ru": "р"}, "ru") == "р"
    assert in_language({"en": "e"}, "uz") == "e"
    assert in_language({"ru": "р"}, "uz") == "р"
    assert in_language({}, "en") == ""


@pytest.mark.parametrize(
    ("tags", "chosen"),
    [
        pytest.param(["en", "uz-cyrl", "uz-latn"], "uz-latn", id="the usual script"),
        pytest.param(["en", "uz-cyrl", "uz"], "uz", id="the language itself"),
        pytest.param(["en-gb", "ru"], "en-gb", id="a variant of English"),
        pytest.param(["ru", "kk"], "kk", id="the first in the order of the tags"),
        pytest.param([], "", id="none"),
    ],
)
def test_the_tag_is_the_nearest_to_the_language(tags, chosen):
    assert tag_for(dict.fromkeys(tags, "x"), "uz") == chosen


def test_an_empty_text_is_none():
    assert in_language({"uz": "", "en": "x"}, "uz") == "x"
