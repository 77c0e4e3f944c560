"""shapes.telling.looking: a node that no shape looked at is told, and not passed off as checked."""

import pytest

from educluster import shapes
from educluster.documents import read
from educluster.errors import BadDocument
from educluster.graphs import Graph
from educluster.reports import Severity
from educluster.shapes.telling.looking import Looks

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ex: <https://example.org/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
DATA = """
ex:c a ec:Cluster ; ec:hasMembership ex:m ; ec:seat ex:town .
ex:m a org:Membership ; org:member ex:school .
ex:school a org:Organization ; ec:seat ex:town .
ex:town a ec:Place .
"""


KIND = "sh:nodeKind sh:IRI"


def unseen(shape, data=DATA):
    return report(shape, data).unseen


def report(shape, data=DATA):
    own = shapes.own((HEAD + shape).encode(), "text/turtle", "mine")
    description = shapes.Description.read((HEAD + data).encode(), "text/turtle")
    return shapes.check(own, description, Severity.VIOLATION)


def graph(text):
    return Graph(read((HEAD + text).encode(), "text/turtle").triples)


def names(found):
    return {each.node.token.rpartition("/")[2].strip(">") for each in found}


@pytest.mark.parametrize(
    ("shape", "expected"),
    [
        pytest.param("sh:targetClass ec:Cluster", {"m", "school", "town"}, id="class"),
        pytest.param("sh:targetNode ex:town", {"c", "m", "school"}, id="node"),
        pytest.param("sh:targetSubjectsOf ec:seat", {"m", "town"}, id="subjects"),
        pytest.param("sh:targetObjectsOf org:member", {"c", "m", "town"}, id="objects"),
        pytest.param(
            "sh:targetClass ec:Cluster ; sh:property [ sh:path ec:seat ]",
            {"m", "school"},
            id="values of a path",
        ),
        pytest.param(
            "sh:targetClass ec:Cluster ; sh:property [ sh:path ( ec:hasMembership org:member ) ]",
            {"town"},
            id="what a path passes",
        ),
        pytest.param(
            "sh:targetClass ec:Cluster ; sh:property [ sh:path ec:hasMembership ; sh:node"
            " [ sh:property [ sh:path org:member ; sh:or ( [ sh:property [ sh:path ec:seat ] ] ) ] ] ]",
            set(),
            id="shapes inside shapes",
        ),
        pytest.param(
            "sh:targetNode ex:town ; sh:property [ sh:path [ sh:inversePath ec:seat ] ]",
            {"m"},
            id="backwards",
        ),
    ],
)
def test_nodes_that_no_shape_reaches_are_told(shape, expected):
    assert names(unseen(f"ex:s a sh:NodeShape ; {KIND} ; {shape} .")) == expected


@pytest.mark.parametrize(
    "shape",
    [
        pytest.param("ec:Place a rdfs:Class , sh:NodeShape ; {} .", id="a class of RDFS"),
        pytest.param("ec:Place a owl:Class , sh:NodeShape ; {} .", id="a class of OWL"),
        pytest.param(
            "ex:K rdfs:subClassOf rdfs:Class . ec:Place a ex:K , sh:NodeShape ; {} .", id="a kind of class"
        ),
        pytest.param(
            "ec:Place a owl:Class , sh:PropertyShape ; sh:path rdfs:label ; {} .", id="a property shape"
        ),
        pytest.param(
            "ec:Place a owl:Class ; sh:property [ sh:path ec:x ; {} ] .", id="without a type of shape"
        ),
    ],
)
def test_a_shape_that_is_a_class_has_its_instances_as_targets(shape):
    assert names(unseen(shape.format("sh:maxCount 0" if "path" in shape else KIND))) == {"c", "m", "school"}


@pytest.mark.parametrize(
    "kinds", ["rdfs:Class , sh:NodeShape", "owl:Class , sh:NodeShape", "ex:K , sh:NodeShape"]
)
def test_the_engine_takes_the_same_classes_for_targets(kinds):
    own = f"ex:K rdfs:subClassOf rdfs:Class . ec:Place a {kinds} ; sh:nodeKind sh:BlankNode ."
    assert "<https://example.org/id/town>" in {each.focus.token for each in report(own).findings}


def test_instances_of_a_class_below_are_targets():
    data = DATA.replace("ex:town a ec:Place", "ex:Town rdfs:subClassOf ex:Town2 . ex:town a ex:Town")
    data += "ex:Town2 rdfs:subClassOf ec:Place , ex:Town ."
    found = names(unseen(f"ex:s a sh:NodeShape ; {KIND} ; sh:targetClass ec:Place .", data))
    assert found == {"c", "m", "school", "Town", "Town2"}


def test_shapes_that_begin_alike_look_at_what_each_of_them_leads_to():
    begun = (
        "ex:{0} a sh:NodeShape ; sh:targetClass ec:Cluster ; sh:property [ sh:path ec:hasMembership ; {1} ] ."
    )
    inner = "sh:node [ sh:property [ sh:path org:member ; {} ] ]"
    seat = inner.format("sh:property [ sh:path ec:seat ; sh:minCount 1 ]")
    data = DATA.replace("ec:seat ex:town .", ".") + "ex:school ec:seat ex:other . ex:other a ec:Place ."
    assert names(unseen(begun.format("s", "sh:minCount 1"), data)) == {"school", "town", "other"}
    both = begun.format("s", inner.format("sh:minCount 1")) + begun.format("t", seat)
    assert names(unseen(both, data)) == {"town"}


def test_what_is_switched_off_looks_at_nothing():
    inner = "sh:property [ sh:path ec:seat ; sh:deactivated true ; sh:minCount 1 ]"
    assert "town" in names(unseen(f"ex:s {KIND} ; sh:targetClass ec:Cluster ; {inner} ."))
    off = f"ex:o {KIND} ; sh:targetNode ex:town ; sh:deactivated true ."
    assert "town" in names(unseen(f"ex:s {KIND} ; sh:targetClass ec:Cluster . {off}"))


def test_shapes_whose_targets_find_no_node_are_named():
    shapes_graph = graph(
        f"ex:idle {KIND} ; sh:targetClass ec:Clutser ; sh:targetObjectsOf ex:none . "
        f"ex:busy {KIND} ; sh:targetClass ec:Clutser , ec:Cluster . "
        f"ex:off {KIND} ; sh:targetClass ec:Clutser ; sh:deactivated true . "
        f"ex:elsewhere {KIND} ; sh:targetNode ex:nobody ."
    )
    found = Looks(shapes_graph).idle(graph(DATA))
    assert [each.rpartition("/")[2] for each in found] == ["elsewhere>", "idle>"]


def test_an_unseen_node_is_told_with_its_class_and_its_place():
    (found,) = unseen(f"ex:s {KIND} ; sh:targetNode ex:c , ex:m , ex:school .")
    assert found.node.token == "<https://example.org/id/town>"
    assert [each.token for each in found.kinds] == ["<https://w3id.org/educluster/ns#Place>"]
    assert found.kinds[0].labels["en"] == "place"
    assert found.place.line == 12


def test_a_node_of_the_vocabulary_is_none_of_the_document():
    found = unseen(f"ex:s {KIND} ; sh:targetClass ec:Cluster .", "ex:c a ec:Cluster ; ec:hasForm ec:Met .")
    assert names(found) == set()


def test_where_no_node_is_a_target_nothing_conforms():
    with pytest.raises(BadDocument, match="no node"):
        unseen(f"ex:s a sh:NodeShape ; {KIND} ; sh:targetClass ec:Programme .")


def test_a_packaged_profile_tells_what_it_did_not_look_at():
    text = HEAD + DATA + "ex:stray a ec:Evidence ."
    description = shapes.Description.read(text.encode(), "text/turtle")
    report = shapes.check(shapes.load("base"), description, Severity.VIOLATION)
    assert "stray" in names(report.unseen)
    assert not names(report.unseen) & {"c", "m", "school"}


def test_the_cells_of_lists_are_no_nodes_that_should_have_been_looked_at():
    data = DATA + "ex:c ec:order ( ex:one ex:two [ ec:seat ex:town ] ) . ex:one a ec:Place ."
    found = unseen(f"ex:s a sh:NodeShape ; {KIND} ; sh:targetClass ec:Cluster .", data)
    assert names(each for each in found if each.node.token[0] == "<") == {"m", "school", "town", "one"}
    assert len([each for each in found if each.node.token[0] == "_"]) == 1


def test_a_shape_that_is_asked_of_every_node_does_not_count_as_having_looked():
    shape = (
        f"ex:S a sh:NodeShape ; sh:targetClass ec:Cluster ; {KIND} ."
        " ex:T a sh:NodeShape ; sh:targetSubjectsOf ec:seat ;"
        " sh:property [ sh:path ec:seat ; sh:maxCount 9 ] ."
    )
    everywhere = "\n<https://example.org/id/T> <https://w3id.org/educluster/shapes#everywhere> true ."
    assert "<https://example.org/id/school>" not in {each.node.token for each in unseen(shape)}
    assert "<https://example.org/id/school>" in {each.node.token for each in unseen(shape + everywhere)}
