"""shapes.telling.reasons: why a value does not conform to the branches of a shape, and to those in them."""

import pytest

from educluster import shapes
from educluster.names import EC, LANGUAGES
from educluster.reports import Severity

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SEAT = "[ sh:property [ sh:path ec:seat ; sh:minCount 1 ; sh:message 'a seat'@en ] ]"
TERRITORY = "[ sh:property [ sh:path ec:territory ; sh:minCount 1 ; sh:message 'a territory'@en ] ]"
EMPTY = "ex:c a ec:Cluster ."


def finding(shape, data=EMPTY):
    """Return the one finding of a shape of ours over data."""
    text = f"{HEAD} ex:s a sh:NodeShape ; sh:targetClass ec:Cluster ; {shape} ."
    own = shapes.own(text.encode(), "text/turtle", "mine")
    description = shapes.Description.read((HEAD + data).encode(), "text/turtle")
    (found,) = shapes.check(own, description, Severity.VIOLATION).findings
    return found


def told(reasons):
    """Return reasons as (branch, message, those inside)."""
    return [(each.branch, each.messages.get("en"), told(each.reasons)) for each in reasons]


@pytest.mark.parametrize("kind", ["or", "xone"])
def test_each_branch_says_why_it_was_not_taken(kind):
    found = finding(f"sh:{kind} ( {SEAT} {TERRITORY} )")
    assert sorted(told(found.reasons)) == [(1, "a seat", []), (2, "a territory", [])]
    assert {each.path.iri for each in found.reasons} == {EC + "seat", EC + "territory"}
    assert all(each.words["en"] for each in found.reasons)


def test_only_the_branches_of_and_that_fail_are_reasons():
    found = finding(f"sh:and ( {SEAT} {TERRITORY} )", EMPTY[:-1] + "; ec:seat ex:town .")
    assert told(found.reasons) == [(2, "a territory", [])]


def test_each_branch_of_xone_that_holds_is_told_where_several_do():
    both = EMPTY[:-1] + "; ec:seat ex:town ; ec:territory ex:town ."
    reasons = finding(
        f"sh:xone ( {SEAT} [ sh:class ec:Place ; sh:message 'no'@en ] {TERRITORY} )", both
    ).reasons
    assert told(reasons) == [(1, "fits", []), (2, "no", []), (3, "fits", [])]
    assert set(reasons[0].messages) == set(LANGUAGES)
    assert reasons[0].focus.token == "<https://example.org/id/c>"


def test_not_says_which_value_fits_what_is_excluded():
    data = EMPTY[:-1] + "; ec:seat ex:town . ex:town a ec:Place ."
    found = finding("sh:property [ sh:path ec:seat ; sh:not [ sh:class ec:Place ] ]", data)
    assert told(found.reasons) == [(0, "fits the shape that is excluded", [])]
    assert set(found.reasons[0].messages) == set(LANGUAGES)
    assert found.reasons[0].focus.token == "<https://example.org/id/town>"


def test_node_says_what_its_shape_misses():
    found = finding(f"sh:node {SEAT}")
    assert told(found.reasons) == [(0, "a seat", [])]


@pytest.mark.parametrize(
    ("shape", "depth"),
    [
        pytest.param("sh:or ( [ sh:or ( {} {} ) ] )", 1, id="or in or"),
        pytest.param("sh:or ( [ sh:and ( [ sh:xone ( {} {} ) ] ) ] )", 2, id="xone in and in or"),
        pytest.param("sh:node [ sh:or ( {} {} ) ]", 1, id="or in node"),
    ],
)
def test_branches_inside_branches_are_told_at_their_depth(shape, depth):
    reasons = finding(shape.format(SEAT, TERRITORY)).reasons
    for _ in range(depth):
        (inner,) = reasons
        assert inner.focus.token == "<https://example.org/id/c>"
        reasons = inner.reasons
    assert sorted(told(reasons)) == [(1, "a seat", []), (2, "a territory", [])]


def test_depth_has_an_end():
    shape = SEAT
    for _ in range(7):
        shape = f"[ sh:or ( {shape} ) ]"
    reasons, depth = finding(f"sh:or ( {shape} )").reasons, 0
    while reasons:
        reasons, depth = reasons[0].reasons, depth + 1
    assert depth == 4


QUALIFIED = (
    "sh:property [ sh:path ec:hasMembership ; sh:qualifiedMinCount 2 ;"
    " sh:qualifiedValueShape [ sh:property"
    " [ sh:path org:member ; sh:minCount 1 ; sh:message 'a member'@en ] ] ]"
)
MEMBERS = "ex:c a ec:Cluster ; ec:hasMembership ex:full , ex:bare , ex:empty . ex:full org:member ex:m ."


def test_values_that_do_not_fit_a_qualified_shape_say_why():
    found = finding(QUALIFIED, MEMBERS)
    assert {each.focus.token for each in found.reasons} == {
        f"<https://example.org/id/{each}>" for each in ("bare", "empty")
    }
    assert {each.messages["en"] for each in found.reasons} == {"a member"}
    assert found.found["en"] == "1"
    assert found.expected["en"] == "at least 2 that fit"


def test_a_qualified_count_without_values_has_no_reasons():
    found = finding(QUALIFIED)
    assert found.reasons == ()
    assert found.found["en"] == "0"


def test_qualified_maximum_counts_those_that_fit():
    found = finding(QUALIFIED.replace("qualifiedMinCount 2", "qualifiedMaxCount 0"), MEMBERS)
    assert found.found["en"] == "1"
    assert [(each.focus.token, each.messages["en"]) for each in found.reasons] == [
        ("<https://example.org/id/full>", "fits")
    ]


def test_where_not_every_value_was_asked_no_number_is_told():
    many = "ex:c a ec:Cluster . " + " ".join(f"ex:c ec:hasMembership ex:m{each} ." for each in range(250))
    assert finding(QUALIFIED.replace("qualifiedMinCount 2", "qualifiedMinCount 300"), many).found == {}


def test_where_values_may_not_fit_another_shape_too_no_number_is_told():
    found = finding(
        QUALIFIED.replace("sh:path", "sh:qualifiedValueShapesDisjoint true ; sh:path", 1), MEMBERS
    )
    assert found.found == {}


def test_a_property_shape_in_a_qualified_count_is_asked():
    shape = (
        "sh:property [ sh:path ec:hasMembership ; sh:qualifiedMinCount 2 ;"
        " sh:qualifiedValueShape [ sh:path org:member ; sh:minCount 1 ; sh:message 'a member'@en ] ]"
    )
    found = finding(shape, MEMBERS)
    assert (found.found["en"], len(found.reasons)) == ("1", 2)


def test_a_branch_without_a_message_says_what_is_expected():
    found = finding("sh:or ( [ sh:nodeKind sh:Literal ] )")
    ((_, message, _),) = told(found.reasons)
    assert message == "expected: a text or a number"


def test_a_simple_constraint_says_all_itself():
    assert finding("sh:property [ sh:path ec:seat ; sh:minCount 1 ]").reasons == ()


def test_two_results_have_each_their_own_reasons():
    text = f"{HEAD} ex:s a sh:NodeShape ; sh:targetClass ec:Cluster ; sh:or ( {SEAT} {TERRITORY} ) ."
    own = shapes.own(text.encode(), "text/turtle", "mine")
    data = HEAD + EMPTY + "ex:d a ec:Cluster ."
    found = shapes.check(own, shapes.Description.read(data.encode(), "text/turtle"), Severity.VIOLATION)
    assert len(found.findings) == 2
    for each in found.findings:
        assert {reason.focus.token for reason in each.reasons} == {each.focus.token}
        assert len(each.reasons) == 2
