"""Service description and VoID of whatever users may write: it can be read, and it says the same."""

import re
import xml.etree.ElementTree as ElementTree

import pyoxigraph
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from educluster import catalogue, formats
from educluster.catalogue import Bounds, Counted, Graph, Links, Place, Use

PLACE = Place(*(f"http://localhost/{each}" for each in ("sparql", "update", "graphs", "void")))
NOT_IN_XML = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
TITLE = pyoxigraph.NamedNode("http://purl.org/dc/terms/title")

hosts = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
paths = st.text(st.sampled_from("abж/#?&=%20:@!$'()*+,;~"), max_size=12).map(
    lambda text: text.replace("%", "%25")
)
iris = st.one_of(
    st.builds("https://{}/{}".format, hosts, paths),
    st.builds("https://{}".format, hosts),
    st.builds("urn:x:{}".format, hosts),
)
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
titles = st.lists(st.tuples(texts, st.sampled_from(["", "en", "uz-latn"])), max_size=3).map(tuple)
graphs = st.builds(Graph, iris, st.integers(0, 10**9) | st.none(), titles)
counts = st.builds(
    Counted,
    version=st.just("0123456789abcdef-000001"),
    triples=st.integers(0),
    graphs=st.lists(graphs, max_size=3, unique_by=lambda each: each.iri).map(tuple),
    classes=st.lists(st.builds(Use, iris, st.integers(0)), max_size=3).map(tuple),
    properties=st.lists(st.builds(Use, iris, st.integers(0)), max_size=3).map(tuple),
    links=st.lists(st.builds(Links, st.just("https://schema.org/"), iris, st.integers(0)), max_size=2).map(
        tuple
    ),
)


def is_iri(text):
    """Return whether the parser takes a text for an IRI: what users wrote came through it."""
    try:
        return bool(list(pyoxigraph.parse(f"<{text}> <a:b> <a:c> .", format=pyoxigraph.RdfFormat.N_TRIPLES)))
    except SyntaxError:
        return False


def written(counted, written_in):
    return (
        catalogue.describe_dataset(PLACE, counted, written_in),
        catalogue.describe_service(PLACE, counted, Bounds(("a note",)), written_in),
    )


@settings(max_examples=50)
@given(counts.filter(lambda counted: all(map(is_iri, _iris(counted)))))
def test_whatever_is_counted_can_be_read(counted):
    for written_in in (formats.TURTLE, formats.N_TRIPLES, formats.JSON_LD):
        kind = pyoxigraph.RdfFormat.from_media_type(written_in.media_type)
        for document in written(counted, written_in):
            triples = list(pyoxigraph.parse(document, format=kind))
            for graph in counted.graphs:
                told = {
                    (each.object.value, each.object.language or "")
                    for each in triples
                    if each.subject == pyoxigraph.NamedNode(graph.iri) and each.predicate == TITLE
                }
                assert told == {(NOT_IN_XML.sub("\ufffd", text), tag) for text, tag in graph.titles}


@settings(max_examples=50)
@given(counts.filter(lambda counted: all(map(is_iri, _iris(counted)))))
def test_whatever_is_counted_is_well_formed_xml(counted):
    for document in written(counted, formats.RDF_XML):
        ElementTree.fromstring(document)


def _iris(counted):
    used = (*counted.graphs, *counted.classes, *counted.properties)
    return [each.iri for each in used] + [links.predicate for links in counted.links]


@given(iris.filter(is_iri))
def test_a_namespace_is_the_beginning_of_a_name_and_an_iri(iri):
    space = catalogue.namespace(iri)
    assert iri.startswith(space)
    assert not space or (is_iri(space) and space[-1] in "/#")


def test_a_format_that_is_none_of_rdf_is_our_own_mistake():
    with pytest.raises(ValueError, match="no serialisation of RDF"):
        catalogue.describe_dataset(PLACE, Counted("v", 0, ()), formats.CSV)
