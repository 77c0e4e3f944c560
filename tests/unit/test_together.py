"""shapes.together: rules that look at several descriptions at once."""

import hashlib
from functools import cache

import pytest

from educluster import shapes
from educluster.names import LANGUAGES
from educluster.reports import Severity, Verdict
from educluster.shapes.folding import fold

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
"""
ONE = "ex:a a org:Organization ; org:identifier '77' ; rdfs:label 'First school'@en ."
SAME_NUMBER = "ex:b a org:Organization ; org:identifier '77' ; rdfs:label 'Second school'@en ."
OTHER_NUMBER = "ex:b a org:Organization ; org:identifier '78' ; rdfs:label 'Second school'@en ."
OTHER_SPELLING = "ex:b a org:Organization ; rdfs:label 'first-school'@en ."


@cache
def loaded(profile):
    return shapes.load(profile)


def described(text):
    return shapes.Description.read((HEAD + text).encode(), "text/turtle")


def together(*texts, profile="base", fail_on=Severity.VIOLATION):
    read = {f"{number}.ttl": described(text) for number, text in enumerate(texts, 1)}
    return shapes.check_together(loaded(profile), read, fail_on)


def rules(report):
    return [each.rule for each in report.findings]


def test_one_number_for_two_organisations_is_found_once_with_its_documents():
    report = together(ONE, SAME_NUMBER)
    (found,) = report.findings
    assert (found.rule, found.severity) == ("G01", Severity.VIOLATION)
    assert found.focus.token == "<https://example.org/id/a>"
    assert found.value.token == '"77"'
    assert set(found.found.values()) == {"1.ttl, 2.ttl"}
    assert "First school" in found.messages["en"]
    assert "Second school" in found.messages["en"]
    assert set(found.messages) == set(found.remedies) == set(LANGUAGES)
    assert report.verdict is Verdict.DOES_NOT_CONFORM


def test_two_numbers_are_nothing_to_tell():
    report = together(ONE, OTHER_NUMBER)
    assert rules(report) == []
    assert report.verdict is Verdict.CONFORMS


def test_one_number_within_a_document_is_found_too():
    assert rules(together(ONE + SAME_NUMBER, "ex:c a ec:Cluster .")) == ["G01"]


def test_the_same_organisation_in_two_documents_is_one():
    assert rules(together(ONE, ONE)) == []


@pytest.mark.parametrize(
    ("fail_on", "verdict"),
    [(Severity.VIOLATION, Verdict.CONFORMS_WITH_WARNINGS), (Severity.WARNING, Verdict.DOES_NOT_CONFORM)],
)
def test_one_name_in_two_spellings_is_a_warning(fail_on, verdict):
    report = together(ONE, OTHER_SPELLING, fail_on=fail_on)
    assert rules(report) == ["G02"]
    assert report.verdict is verdict


def test_two_languages_are_not_two_spellings():
    assert rules(together(ONE, "ex:a rdfs:label 'Первая школа'@ru ; org:identifier '77' .")) == []


def test_one_node_with_two_spellings_is_found():
    assert rules(together(ONE, "ex:a a org:Organization ; rdfs:label 'First  School'@en .")) == ["G02"]
    assert rules(together(ONE, "ex:a org:identifier '77' ; rdfs:label 'First School'@en .")) == ["G02"]


def test_what_is_found_does_not_depend_on_the_order_of_the_documents():
    tokens = [
        [(each.rule, each.focus.token) for each in together(*texts).findings]
        for texts in ((ONE, SAME_NUMBER), (SAME_NUMBER, ONE))
    ]
    assert tokens[0] == tokens[1]


def school(name, more=""):
    return f"[] org:member [ a org:Organization ; rdfs:label {name} {more} ] ."


def test_blank_nodes_of_two_documents_are_two():
    report = together(school("'School 5'"), school("'SCHOOL-5'"), school("'Another'"))
    (found,) = report.findings
    assert set(found.found.values()) == {"1.ttl, 2.ttl"}
    assert {(each.focus.token, each.focus.labels["en"]) for each in found.reasons} == {
        ("_:b1", "School 5"),
        ("_:b1", "SCHOOL-5"),
    }


def test_each_spelling_is_told_with_its_descriptions_and_lines():
    (found,) = together(ONE, "ex:a a org:Organization ; rdfs:label 'FIRST SCHOOL'@en .", ONE).findings
    assert "«First school» in 1.ttl, 3.ttl, «FIRST SCHOOL» in 2.ttl" in found.messages["en"]
    assert [(each.messages["en"], each.value.token) for each in found.reasons] == [
        ("1.ttl:6", '"First school"@en'),
        ("3.ttl:6", '"First school"@en'),
        ("2.ttl:6", '"FIRST SCHOOL"@en'),
    ]


def test_the_first_places_alone_are_told_of_many():
    (found,) = together(*[ONE] * 20, "ex:a a org:Organization ; rdfs:label 'FIRST SCHOOL'@en .").findings
    assert len(found.reasons) == 6
    assert "in 1.ttl, 10.ttl, 11.ttl, 12.ttl, 13.ttl, …, «FIRST SCHOOL» in 21.ttl" in found.messages["en"]


PLACES = {
    "own": "ex:a a org:Organization ; rdfs:label {} ; ec:seat ex:{} .",
    "of the cluster": "[] ec:territory ex:{1} ; ec:hasMembership [ org:member [ rdfs:label {0} ] ] .",
}


@pytest.mark.parametrize("place", PLACES)
@pytest.mark.parametrize(("other", "told"), [("north", ["G02"]), ("south", [])])
def test_a_common_name_in_two_places_belongs_to_two(place, other, told):
    texts = PLACES[place].format("'School 5'", "north"), PLACES[place].format("'SCHOOL 5'", other)
    assert rules(together(texts[0], texts[1].replace("ex:a ", "ex:b "))) == told


def test_its_own_place_goes_before_that_of_the_cluster():
    cluster = "[] ec:territory ex:land ; ec:hasMembership [ org:member ex:{0} ] . "
    school = "ex:{0} rdfs:label '{1}' ; ec:seat ex:seat-of-{0} ."
    texts = [(cluster + school).format(*each) for each in (("a", "School 5"), ("b", "SCHOOL 5"))]
    assert rules(together(*texts)) == []
    assert rules(together(*(each.replace("seat-of-b", "seat-of-a") for each in texts))) == ["G02"]


@pytest.mark.parametrize(("number", "told"), [("'1'", ["G02"]), ("'2'", [])])
def test_a_common_name_with_two_numbers_belongs_to_two(number, told):
    texts = school("'School 5'", "; org:identifier '1'"), school("'SCHOOL 5'", f"; org:identifier {number}")
    assert rules(together(*texts)) == told


def test_one_address_is_one_participant_wherever_it_is_a_member():
    texts = [
        f"[] ec:territory ex:{place} ; ec:hasMembership [ org:member ex:a ] . ex:a rdfs:label '{name}' ."
        for place, name in (("north", "School 5"), ("south", "SCHOOL 5"))
    ]
    assert rules(together(*texts)) == ["G02"]


def test_a_second_name_beside_the_first_is_no_other_spelling():
    assert rules(together(ONE, ONE + " ex:a rdfs:label 'FIRST SCHOOL'@en .")) == []


def test_many_with_one_number_are_each_told_once():
    texts = [f"ex:{each} org:identifier '7' ." for each in "abcd"]
    found = together(*texts).findings
    assert [(each.rule, each.focus.token) for each in found] == [("G01", "<https://example.org/id/a>")] * 3


def test_a_name_without_a_language_is_alike_to_that_of_any():
    assert rules(together(school("'Школа'@ru"), school("'ШКОЛА'"))) == ["G02"]


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("Oʻzbekiston", "O‘zbekiston", True),
        ("Oʻzbekiston", "O'ZBEKISTON", True),
        ("Taʼlim", "Ta’lim", True),
        ("Школа № 5", "ШКОЛА №5", True),
        ("ГБОУ «Школа»", 'ГБОУ "Школа"', True),
        ("Two\u00a0–\u2009Rivers", "two-rivers", True),
        ("Universite\u0301", "université", True),
        ("School 5", "School 6", False),
    ],
)
def test_a_name_is_folded(one, other, alike):
    assert (fold(one) == fold(other)) is alike


def test_the_time_grows_with_the_descriptions():
    texts = [
        f"[] ec:territory ex:t{each} ; ec:hasMembership [ org:member [ rdfs:label '{name}' ] ] ."
        for each in range(300)
        for name in ("School 5", "SCHOOL-5")
    ]
    assert len(together(*texts).findings) == 300


def test_a_name_of_a_document_that_is_no_text_is_told():
    read = {f"{each}\udcff.ttl": described(text) for each, text in zip("ab", (ONE, SAME_NUMBER), strict=True)}
    (found,) = shapes.check_together(loaded("base"), read, Severity.VIOLATION).findings
    assert found.found["en"] == "a\ufffd.ttl, b\ufffd.ttl"


def test_the_document_is_a_digest_over_all():
    report = together(ONE, SAME_NUMBER)
    sums = sorted(hashlib.sha256((HEAD + text).encode()).hexdigest() for text in (ONE, SAME_NUMBER))
    assert report.document.sha256 == hashlib.sha256("".join(sums).encode()).hexdigest()
    assert report.document.size == sum(len((HEAD + text).encode()) for text in (ONE, SAME_NUMBER))
    assert together(SAME_NUMBER, ONE).document == report.document


def test_a_profile_that_builds_on_base_has_its_global_rules():
    assert rules(together(ONE, SAME_NUMBER, profile="nine-principles")) == ["G01"]
    assert rules(together(ONE, SAME_NUMBER, profile="eccp")) == []


def test_global_rules_are_not_asked_of_one_description():
    description = shapes.Description.read(
        (HEAD + ONE + SAME_NUMBER + "ex:c a ec:Cluster .").encode(), "text/turtle"
    )
    report = shapes.check(shapes.load("base"), description, Severity.VIOLATION)
    assert not {"G01", "G02"} & set(rules(report))
