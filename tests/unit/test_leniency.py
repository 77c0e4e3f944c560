"""shapes.linting.leniency: what is not known in shapes is left out when that is asked for, and named."""

import pytest

from educluster import shapes
from educluster.documents import read
from educluster.errors import BadDocument
from educluster.graphs import Graph
from educluster.names import LANGUAGES
from educluster.reports import Severity
from educluster.shapes.linting.leniency import without_unknown

HEAD = """
@prefix ex: <https://example.org/id/> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
"""
SHAPE = "ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:nodeKind sh:IRI ; {} ."
S, P = "<https://example.org/id/s>", "<https://example.org/id/p>"


def own(text, lenient=True):
    return shapes.own((HEAD + text).encode(), "text/turtle", "mine", lenient=lenient)


def rest(text):
    return set(without_unknown(Graph(triples(text))).shapes)


def triples(text):
    return read((HEAD + text).encode(), "text/turtle").triples


def kept(before, after):
    """Return whether of shapes just what stands in others is left, whatever blank nodes are called."""
    names = {}
    named = [[names.setdefault(t, t) if t[0] != "_" else "_" for t in each] for each in sorted(rest(before))]
    return sorted(named) == sorted([t if t[0] != "_" else "_" for t in each] for each in triples(after))


@pytest.mark.parametrize(
    ("more", "term"), [("sh:shape ex:x", "sh:shape"), ("sh:rule [ sh:order 1 ]", "sh:rule")]
)
def test_an_unknown_constraint_is_refused_and_left_out_where_that_is_asked_for(more, term):
    with pytest.raises(BadDocument, match=f"{term}, which is not checked here, at the shape {S}") as refused:
        own(SHAPE.format(more), lenient=False)
    assert "--lenient" in str(refused.value)
    (note,) = own(SHAPE.format(more)).notes
    assert set(note) == set(LANGUAGES)
    assert all(term in said and S in said for said in note.values())


def test_the_report_tells_what_was_left_out_and_that_shapes_were_taken_leniently():
    found = own(SHAPE.format("sh:singleLine true"))
    document = shapes.Description.read((HEAD + "ex:t a ex:T .").encode(), "text/turtle")
    report = shapes.check(found, document, Severity.VIOLATION)
    assert any("sh:singleLine" in note["en"] for note in report.notes)
    assert report.profile.settings == {"lenient": "true"}
    assert report.profile.digest != own(SHAPE.format("sh:class ex:T"), lenient=False).profile.digest


def test_leniency_is_part_of_the_digest():
    text = SHAPE.format("sh:class ex:T")
    assert own(text).profile.digest != own(text, lenient=False).profile.digest


@pytest.mark.parametrize(
    ("before", "after"),
    [
        pytest.param("sh:rule [ sh:order 1 ; ex:p [ ex:q 2 ] ]", "", id="a tree"),
        pytest.param("sh:rule ( 1 2 )", "", id="a list"),
        pytest.param("sh:rule ex:r . ex:r ex:p 1", " . ex:r ex:p 1", id="what has a name stays"),
        pytest.param(
            "sh:rule _:r ; sh:node _:r . _:r sh:nodeKind sh:IRI",
            "sh:node _:r . _:r sh:nodeKind sh:IRI",
            id="what another statement needs stays",
        ),
        pytest.param(
            "sh:rule _:a , _:b . _:a ex:p _:c . _:b ex:p _:c . _:c ex:q 1",
            "",
            id="what only two of them need",
        ),
    ],
)
def test_what_hangs_from_an_unknown_constraint_alone_goes_with_it(before, after):
    assert kept(SHAPE.format(before), SHAPE.format(after))


def test_a_constraint_in_a_part_without_a_name_is_named_by_the_shape_around_it():
    (note,) = own(SHAPE.format("sh:property [ sh:path ex:p ; sh:minCount 1 ; sh:values ex:x ]")).notes
    assert f"sh:values at the shape {S} (in a part without a name)" in note["en"]


@pytest.mark.parametrize(
    "more",
    [
        "sh:not [ sh:class ex:T ; sh:singleLine true ]",
        "sh:or ( [ a sh:NodeShape ; sh:singleLine true ] [ sh:class ex:T ] )",
        "sh:xone ( [ sh:class ex:T ] [ sh:and ( ex:n ) ] ) . ex:n a sh:NodeShape ; sh:singleLine true",
        "sh:property [ sh:path ex:p ; sh:qualifiedMaxCount 1 ; sh:qualifiedValueShape "
        "[ sh:property [ sh:path ex:q ; sh:singleLine true ] ] ]",
    ],
    ids=["not", "or", "xone", "qualified"],
)
def test_one_whose_absence_changes_what_the_rest_means_is_refused(more):
    with pytest.raises(BadDocument, match=r"sh:singleLine .* cannot be left out"):
        own(SHAPE.format(more))


@pytest.mark.parametrize(
    ("more", "problem"),
    [
        pytest.param("sh:nodeKind sh:TripleTerm", "sh:TripleTerm", id="a value"),
        pytest.param("a sh:ShapeClass", "sh:ShapeClass", id="a type"),
        pytest.param("owl:imports ex:o", "import", id="an import"),
        pytest.param("sh:node ex:s", "refers to itself", id="a shape within itself"),
        pytest.param("sh:minLength 'x'", "sh:minLength", id="a parameter of the wrong kind"),
        pytest.param("<http://www.w3.org/ns/shacl/minCount> 1", "is not SHACL", id="another namespace"),
    ],
)
def test_all_else_is_refused_as_ever(more, problem):
    with pytest.raises(BadDocument, match=problem):
        own(SHAPE.format(more))


def test_shapes_of_which_nothing_is_left_are_refused():
    with pytest.raises(BadDocument, match="check nothing"):
        own("ex:s a sh:NodeShape ; sh:targetClass ex:T ; sh:shape ex:x .")
