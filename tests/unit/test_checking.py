"""shapes.checking: what it refuses, what it leaves for later, what it says of shapes without a name."""

from dataclasses import replace
from functools import cache

import pytest

from conftest import EXAMPLES
from educluster import reports, shapes
from educluster.documents import Reading, read
from educluster.errors import BadDocument, NotValidated
from educluster.reports import Severity
from educluster.shapes.checking import findings

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SEATED = "ex:s a sh:NodeShape ; sh:targetClass ec:Cluster ; sh:property [ sh:path ec:seat ; sh:minCount 1 ] ."
EMPTY = "ex:c a ec:Cluster ."


class Failing:
    """An engine that finds nothing out."""

    name = "failing"

    def run(self, data):
        raise NotValidated("it\n  failed", "ask another")

    def probe(self, data, probes):
        return []


@cache
def base():
    return shapes.load("base")


def own(text):
    return shapes.own((HEAD + text).encode(), "text/turtle", "mine")


def report(held, text):
    description = shapes.Description.read((HEAD + text).encode(), "text/turtle")
    return shapes.check(held, description, Severity.VIOLATION)


def test_findings_alone_are_those_of_the_report():
    told = report(base(), EMPTY).findings
    assert told
    assert findings(base(), read((HEAD + EMPTY).encode(), "text/turtle")) == list(told)


def test_no_place_is_asked_for_where_nothing_is_found():
    complete = read((EXAMPLES / "valid" / "complete.ttl").read_bytes(), "text/turtle")

    def find():
        pytest.fail("places cost more than the check itself")

    numbers = list(range(len(complete.triples)))
    assert findings(base(), Reading(complete.triples, numbers, find)) == []


@pytest.mark.parametrize("profile", ["ours", "own"])
def test_a_triple_term_is_refused_and_a_text_like_one_is_not(profile):
    held = base() if profile == "ours" else own(SEATED)
    assert report(held, EMPTY + " ex:c ec:seat '<<' .")
    with pytest.raises(BadDocument, match="triple term"):
        report(held, EMPTY + " ex:c ec:seat <<( ex:c ec:seat ex:town )>> .")


def test_a_failure_of_the_engine_is_no_report():
    with pytest.raises(NotValidated, match="failed"):
        report(replace(base(), engine=Failing()), EMPTY)


def test_a_failure_of_the_engine_is_put_down_to_shapes_of_ones_own():
    with pytest.raises(BadDocument, match="the shapes cannot be applied: it failed"):
        report(replace(own(SEATED), engine=Failing()), EMPTY)


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_a_report_names_its_engine(engine):
    held = shapes.own((HEAD + SEATED).encode(), "text/turtle", "mine", engine=engine)
    assert report(held, EMPTY).engine == held.engine.name


@pytest.mark.parametrize(
    "media_type", ["text/turtle", "application/ld+json", "application/json", "text/html"]
)
def test_a_shape_without_a_name_is_told_in_every_report(media_type):
    told = report(own(SEATED), EMPTY)
    (found,) = told.findings
    assert found.shape == found.rule == "_:b1"
    assert reports.render(told, media_type, "en")


@pytest.mark.parametrize(
    ("labels", "told"),
    [
        pytest.param("'Zeta', 'Alpha'@en", "Alpha", id="the one that says its language"),
        pytest.param("'First'@en, 'First school'@en", "First school", id="the last of one language"),
    ],
)
def test_of_several_names_one_is_always_told(labels, told):
    (found,) = report(own(SEATED), f"{EMPTY} ex:c rdfs:label {labels} .").findings
    assert found.focus.labels == {"en": told}


def test_a_sentence_names_a_node_by_what_it_is_about_and_a_table_by_its_class_too():
    shape = "ex:s a sh:NodeShape ; sh:targetObjectsOf ec:hasMembership ; sh:nodeKind sh:IRI ;"
    data = "[] ec:hasMembership [ a org:Membership ; org:member ex:m ] . ex:m rdfs:label 'School'@en ."
    (found,) = report(own(f"{shape} sh:message '{{$this}} has no address'@en ."), data).findings
    assert found.messages == {"en": "School has no address"}
    assert found.focus.labels["en"] == "membership: School"


def test_severity_is_what_the_shape_says():
    text = SEATED.replace("sh:minCount 1", "sh:minCount 1 ; sh:severity sh:Info")
    assert [each.severity for each in report(own(text), EMPTY).findings] == [Severity.INFO]


@pytest.mark.parametrize("engine", ["compiled", "pyshacl"])
def test_where_shapes_say_nothing_both_engines_tell_the_same(engine):
    closed = "ex:s a sh:NodeShape ; sh:targetClass ec:Cluster ; sh:closed true ."
    held = shapes.own((HEAD + closed).encode(), "text/turtle", "mine", engine=engine)
    assert {each.messages["en"] for each in report(held, EMPTY).findings} == {
        "the shape does not allow this property"
    }
