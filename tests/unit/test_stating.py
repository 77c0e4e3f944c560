"""shapes.telling.stating: a value that is unknown, does not apply, is disputed, or was left out."""

from functools import cache

import pytest

from educluster import shapes
from educluster.names import EC, LANGUAGES
from educluster.reports import Severity, State

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ex: <https://example.org/id/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
"""


@cache
def profile():
    return shapes.load("base")


def report(said):
    text = f"{HEAD} ex:c a ec:Cluster {said} ."
    description = shapes.Description.read(text.encode(), "text/turtle")
    return shapes.check(profile(), description, Severity.VIOLATION)


def state(said, rule="S03"):
    (found,) = [each for each in report(said).findings if each.rule == rule]
    return found.state


@pytest.mark.parametrize(
    ("predicate", "expected"),
    [("unknown", State.UNKNOWN), ("notApplicable", State.NOT_APPLICABLE), ("disputed", State.DISPUTED)],
)
def test_what_is_said_instead_of_a_value_is_told_with_the_finding(predicate, expected):
    record = (
        f"; ec:{predicate} [ ec:onProperty ec:territory ; skos:note 'why'@en , 'почему'@ru ;"
        ' dcterms:date "2026-11-21"^^xsd:date ]'
    )
    told = state(record)
    assert (told.state, told.path) == (expected, EC + "territory")
    assert told.note == {"en": "why", "ru": "почему"}
    assert told.date == "2026-11-21"
    assert set(told.words) >= set(LANGUAGES)
    assert told.place.line == 7


def test_what_is_left_out_is_told_apart():
    told = state("")
    assert (told.state, told.note, told.date) == (State.LEFT_OUT, {}, "")
    assert told.path == EC + "territory"


def test_a_record_on_another_property_says_nothing_of_this_one():
    assert state("; ec:unknown [ ec:onProperty ec:hasPurpose ]").state is State.LEFT_OUT


def test_a_value_that_is_there_has_no_state():
    assert state("; ec:territory 'Valley' ; ec:unknown [ ec:onProperty ec:territory ]") is None


def test_an_unknown_value_is_no_value():
    assert "S03" in [each.rule for each in report("; ec:unknown [ ec:onProperty ec:territory ]").findings]


def test_any_property_of_a_path_may_have_the_record():
    told = state("; ec:hasMembership [ ] ; ec:unknown [ ec:onProperty ec:organisationKind ]", "S02")
    assert (told.state, told.path) == (State.UNKNOWN, EC + "organisationKind")


def test_a_record_may_stand_at_a_node_of_the_cluster():
    membership = "; ec:hasMembership [ ec:unknown [ ec:onProperty ec:hasInterest ] ]"
    assert state(membership, "S06").state is State.UNKNOWN


def test_a_record_at_the_cluster_is_about_its_nodes_too():
    membership = "; ec:hasMembership [ ] ; ec:unknown [ ec:onProperty ec:hasInterest ]"
    assert state(membership, "S06").state is State.UNKNOWN


def test_one_record_may_name_several_properties_and_one_property_may_have_several():
    (subject,) = report(
        "; ec:unknown [ ec:onProperty ec:seat , ec:territory ] ; ec:disputed [ ec:onProperty ec:seat ]"
    ).subjects
    told = {(each.state, each.path) for each in subject.statements}
    assert told == {
        (State.UNKNOWN, EC + "seat"),
        (State.UNKNOWN, EC + "territory"),
        (State.DISPUTED, EC + "seat"),
    }


def test_what_one_cluster_says_is_not_said_of_another():
    two = "; ec:unknown [ ec:onProperty ec:territory ] . ex:d a ec:Cluster"
    states = {each.focus.token: each.state.state for each in report(two).findings if each.rule == "S03"}
    assert states == {
        "<https://example.org/id/c>": State.UNKNOWN,
        "<https://example.org/id/d>": State.LEFT_OUT,
    }


def test_all_that_is_open_is_told_of_the_cluster_even_where_no_rule_asks():
    (subject,) = report("; ec:notApplicable [ ec:onProperty ec:hasWebsite ]").subjects
    assert [(each.state, each.path) for each in subject.statements] == [
        (State.NOT_APPLICABLE, EC + "hasWebsite")
    ]
