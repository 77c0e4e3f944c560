"""shapes.rdf: paths are followed as rdflib follows them, forwards and backwards."""

from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph, URIRef
from rdflib.paths import AlternativePath, InvPath, MulPath, SequencePath

from educluster.reports import Path
from educluster.shapes.rdf import values

NODES = [URIRef(f"http://a/{each}") for each in "xyz"]
PROPERTIES = [f"http://a/{each}" for each in "pq"]
TIMES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}
STEPS = st.builds(lambda iri: Path("predicate", iri), st.sampled_from(PROPERTIES))
PATHS = st.recursive(
    STEPS,
    lambda inner: st.one_of(
        st.builds(
            lambda kind, parts: Path(kind, parts=tuple(parts)),
            st.sampled_from(["sequence", "alternativePath"]),
            st.lists(inner, min_size=2, max_size=3),
        ),
        st.builds(
            lambda kind, part: Path(kind, parts=(part,)), st.sampled_from(["inversePath", *TIMES]), inner
        ),
    ),
    max_leaves=5,
)
GRAPHS = st.sets(
    st.tuples(st.sampled_from(NODES), st.sampled_from(PROPERTIES).map(URIRef), st.sampled_from(NODES))
)


def of_rdflib(path):
    if path.kind == "predicate":
        return URIRef(path.iri)
    parts = [of_rdflib(part) for part in path.parts]
    if path.kind in TIMES:
        return MulPath(parts[0], TIMES[path.kind])
    made = {"sequence": SequencePath, "alternativePath": AlternativePath, "inversePath": InvPath}
    return made[path.kind](*parts)


@given(GRAPHS, PATHS, st.sampled_from(NODES))
def test_a_path_leads_where_rdflib_says(triples, path, node):
    graph = Graph()
    for triple in triples:
        graph.add(triple)
    assert set(values(graph, node, path)) == set(graph.objects(node, of_rdflib(path)))


def test_a_sequence_is_followed_back_from_its_end():
    x, y, z = NODES
    graph = Graph()
    graph.add((x, URIRef(PROPERTIES[0]), y))
    graph.add((y, URIRef(PROPERTIES[1]), z))
    forwards = Path("sequence", parts=tuple(Path("predicate", each) for each in PROPERTIES))
    assert values(graph, z, Path("inversePath", parts=(forwards,))) == [x]
