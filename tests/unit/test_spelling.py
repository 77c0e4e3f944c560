"""shapes.telling.spelling: what says nothing to any rule is noted, with the name that was meant."""

import pytest

from educluster.documents import read
from educluster.errors import BadDocument
from educluster.reports import Severity
from educluster.rulebook import lexicon
from educluster.shapes import Description, check, load
from educluster.shapes.telling.spelling import Speller, oddities

HEAD = """@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
"""


def notes(text):
    found = oddities(read((HEAD + text).encode(), "text/turtle"), Speller(lexicon()))
    return [each["en"] for each in found]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        pytest.param("ex:c ec:teritory ex:c .", "ec:territory", id="property"),
        pytest.param("ex:c a ec:Claster .", "ec:Cluster", id="class"),
        pytest.param("ex:c a ec:cluster .", "ec:Cluster", id="small letter"),
        pytest.param("ex:c ec:stage ecr:stage-emergance .", "ecr:stage-emergence", id="concept"),
        pytest.param("ex:c org:memeber ex:c .", "org:member", id="property of others"),
        pytest.param("ex:c dcterms:sorce ex:c .", "dcterms:source", id="two letters"),
        pytest.param("ex:c a <http://w3id.org/educluster/ns#Cluster> .", "ec:Cluster", id="http"),
    ],
)
def test_a_name_that_there_is_not_is_noted_with_the_one_that_is_meant(written, meant):
    (note,) = notes(written)
    assert note.startswith("Line 6: ")
    assert note.endswith(f"Is {meant} meant?")


@pytest.mark.parametrize(
    "written",
    [
        pytest.param("ex:c a ec:Cluster ; ec:territory ecr:place-uzbekistan .", id="ours"),
        pytest.param(
            "ex:c org:memberOf ex:c ; dcterms:subject 'a' .", id="terms of others that we do not use"
        ),
        pytest.param(
            "ecr:cluster-of-mine ec:territory ecr:cluster-of-mine .", id="described in the document"
        ),
        pytest.param("ex:c dcterms:source <https://example.org/page> .", id="an address"),
    ],
)
def test_a_name_that_there_is_or_that_others_may_have_is_not_noted(written):
    assert notes(written) == []


def test_what_is_pointed_to_and_not_described_is_noted_once():
    (note,) = notes("ex:c ec:territory ex:vally ; ec:seat ex:vally .")
    assert "<https://example.org/id/vally> is pointed to here" in note


def test_the_nearest_name_is_looked_for_a_bounded_number_of_times():
    text = " ".join(f"ex:c ec:territorx{number} 1 ." for number in range(200))
    found = notes(text)
    assert len(found) == 200
    assert 0 < sum("meant?" in each for each in found) < 200


@pytest.mark.parametrize("kind", ["ec:cluster", "ec:Claster", "<http://w3id.org/educluster/ns#Cluster>"])
def test_a_cluster_of_a_misspelled_class_is_told_with_its_line(kind):
    description = Description.read(f"{HEAD}<#c>\n a {kind} .".encode(), "text/turtle")
    with pytest.raises(BadDocument) as refused:
        check(load("base"), description, Severity.VIOLATION)
    assert refused.value.line == 7
    assert "write <https://w3id.org/educluster/ns#Cluster>" in refused.value.remedy
