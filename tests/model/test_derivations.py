"""What is derived when graphs are loaded: each query draws its conclusion, and no other."""

import pyoxigraph
import pytest

from educluster import artifacts, names
from educluster.store import loading

EXAMPLE = "https://example.org/id/"
PREFIXES = f"""
    @prefix ec:  <{names.EC}> .
    @prefix ecr: <{names.ECR}> .
    @prefix ex:  <{EXAMPLE}> .
    @prefix org: <http://www.w3.org/ns/org#> .
"""
MEMBERS = """
    ex:cluster a ec:Cluster ; ec:hasMembership [ a org:Membership ; org:member ex:a ] , [ org:member ex:b ] .
    ex:a ec:organisationKind ecr:actor-school . ex:b ec:organisationKind ecr:actor-university .
"""
DIRECTIONS = "ex:cluster a ec:Cluster ; ec:worksIn " + " , ".join(
    f"ecr:direction-{name}"
    for name in (
        "education",
        "educational-tools",
        "education-science",
        "education-production",
        "education-management",
    )
)


def derived(data):
    """The local names of what is derived of the examples' things, as triples."""
    store = pyoxigraph.Store()
    for source in artifacts.sources():
        if source.graph == "ontology":
            store.load(path=source.path, to_graph=pyoxigraph.NamedNode(names.GRAPH + "ontology"))
    store.load(PREFIXES + data, format=pyoxigraph.RdfFormat.TURTLE, to_graph=pyoxigraph.NamedNode(EXAMPLE))
    loading.derive(store)
    quads = store.quads_for_pattern(None, None, None, pyoxigraph.NamedNode(names.GRAPH + "derived"))
    return {
        tuple(names.shorten(term.value).replace(f"<{EXAMPLE}", "").rstrip(">") for term in quad.triple)
        for quad in quads
        if quad.subject.value.startswith(EXAMPLE)
    }


@pytest.mark.parametrize(
    ("data", "conclusion"),
    [
        pytest.param(MEMBERS, ("cluster", "ec:hasMember", "a"), id="chain"),
        pytest.param(MEMBERS, ("cluster", "rdf:type", "ec:VerticallyIntegratedCluster"), id="vertical"),
        pytest.param(MEMBERS, ("cluster", "rdf:type", "org:Organization"), id="superclass"),
        pytest.param(DIRECTIONS + " .", ("cluster", "rdf:type", "ec:FiveDirectionCluster"), id="five"),
        pytest.param("ex:p ec:hasCondition ex:c .", ("c", "ec:isConditionOf", "p"), id="inverse"),
        pytest.param("ex:p ec:hasCondition ex:c .", ("p", "ec:requires", "c"), id="superproperty"),
        pytest.param("ex:p ec:inseparableFrom ex:q .", ("q", "ec:inseparableFrom", "p"), id="symmetry"),
        pytest.param(
            "ex:a ec:directlyPrecedes ex:b . ex:b ec:directlyPrecedes ex:c .",
            ("a", "ec:precedes", "c"),
            id="order",
        ),
    ],
)
def test_conclusion_is_drawn(data, conclusion):
    assert conclusion in derived(data)


@pytest.mark.parametrize(
    ("data", "conclusion"),
    [
        pytest.param(
            MEMBERS.replace("actor-university", "actor-school"),
            ("cluster", "rdf:type", "ec:VerticallyIntegratedCluster"),
            id="two schools",
        ),
        pytest.param(
            DIRECTIONS.rpartition(" , ")[0] + " .",
            ("cluster", "rdf:type", "ec:FiveDirectionCluster"),
            id="four directions",
        ),
        pytest.param("ex:p ec:hasCondition ex:c .", ("c", "ec:hasCondition", "p"), id="not turned"),
        pytest.param("ex:a ec:directlyPrecedes ex:b .", ("a", "ec:directlyFollows", "b"), id="not reversed"),
    ],
)
def test_conclusion_is_not_drawn(data, conclusion):
    assert conclusion not in derived(data)
