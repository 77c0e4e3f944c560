"""Files and the named graphs that they make: one meaning to every parser, one place for every triple."""

from collections import Counter

import pyoxigraph
import pytest
import rdflib

from educluster import artifacts, names
from educluster.store import loading
from model.conftest import ROOT, turtle_files

ALGORITHM = pyoxigraph.CanonicalizationAlgorithm.RDFC_1_0
OUTSIDE = {"shapes", "examples"}  # folders with other Turtle: rules, and what they are tried on


def dataset(source, rdf_format):
    """Return the triples, blank nodes named by RDFC-1.0; the parser writes language tags in lower case."""
    found = pyoxigraph.Dataset(pyoxigraph.parse(source, rdf_format))
    found.canonicalize(ALGORITHM)
    return found


@pytest.fixture
def as_written(monkeypatch):
    """Literals as they stand in the file: "01" does not become "1"."""
    monkeypatch.setattr(rdflib, "NORMALIZE_LITERALS", False)


@pytest.fixture(scope="module")
def store():
    filled = pyoxigraph.Store()
    loading.fill(filled)
    return filled


@pytest.fixture(scope="module")
def by_file():
    """The triples of each packaged file that name things, blank nodes apart."""
    return {
        source.path: {
            (quad.subject, quad.predicate, quad.object)
            for quad in pyoxigraph.parse(path=source.path)
            if not isinstance(quad.subject, pyoxigraph.BlankNode)
            and not isinstance(quad.object, pyoxigraph.BlankNode)
        }
        for source in artifacts.sources()
        if source.graph != "alignments"  # made by a tool: each of these files stands alone
    }


@pytest.mark.usefixtures("as_written")
def test_file_means_the_same_to_both_parsers(turtle):
    triples = rdflib.Graph().parse(turtle, format="turtle").serialize(format="nt", encoding="utf-8")
    one = dataset(triples, pyoxigraph.RdfFormat.N_TRIPLES)
    other = dataset(turtle.read_bytes(), pyoxigraph.RdfFormat.TURTLE)
    assert len(one) > 0
    assert one == other


def test_difference_of_two_files_is_noticed():
    texts = [f'<urn:a> <urn:p> [ <urn:q> "{value}" ] .'.encode() for value in ("01", "1")]
    one, other = (dataset(text, pyoxigraph.RdfFormat.TURTLE) for text in texts)
    assert one != other


def test_file_of_the_model_is_in_one_graph(turtle):
    graphs = [source.graph for source in artifacts.sources() if source.path.samefile(turtle)]
    outside = OUTSIDE & set(turtle.relative_to(ROOT).parts) or turtle.match("ontology/educluster.ttl")
    assert len(graphs) == (0 if outside else 1)


def test_every_packaged_file_is_among_those_looked_at():
    looked_at = {path.resolve() for path in turtle_files()}
    assert [source.path for source in artifacts.sources() if source.path.resolve() not in looked_at] == []


def test_no_triple_stands_in_two_graphs(store):
    counted = Counter((quad.subject, quad.predicate, quad.object) for quad in store)
    assert len(counted) > 10_000
    assert [triple for triple, times in counted.items() if times > 1] == []


def test_no_triple_stands_in_two_files(by_file):
    counted = Counter(triple for triples in by_file.values() for triple in triples)
    assert [triple for triple, times in counted.items() if times > 1] == []


def test_every_graph_says_under_which_licence_it_stands(store):
    licence = pyoxigraph.NamedNode(names.DCTERMS + "license")
    graphs = {graph.value for graph in store.named_graphs()} - {names.GRAPH + "derived"}
    assert len(graphs) > 5
    licensed = {quad.subject.value for quad in store.quads_for_pattern(None, licence, None)}
    documents = {names.GRAPH + "ontology": names.EC.rstrip("#")}
    assert {graph for graph in graphs if documents.get(graph, graph) not in licensed} == set()


def test_derived_graph_holds_what_is_nowhere_else(store):
    derived = pyoxigraph.NamedNode(names.GRAPH + "derived")
    assert next(store.quads_for_pattern(None, None, None, derived), None) is not None
