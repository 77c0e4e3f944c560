"""graphs: triples by predicate, lists, classes, property paths held against a SPARQL engine."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.graphs import (
    Graph,
    Literal,
    Namespace,
    Path,
    follow,
    iri,
    is_blank,
    is_iri,
    is_literal,
    literal,
    path_of,
    text,
    token,
)
from educluster.names import RDF, RDFS, SH, XSD

EX = Namespace("https://example.org/")
_RDF, _SH = Namespace(RDF), Namespace(SH)
SUBCLASS = f"<{RDFS}subClassOf>"
NODES = [EX.a, EX.b, "_:c", '"d"', '"d"@en']
PREDICATES = [EX.p, EX.q]

triples = st.lists(
    st.tuples(st.sampled_from(NODES[:3]), st.sampled_from(PREDICATES), st.sampled_from(NODES)), max_size=12
)


def nodes(graph, node, path):
    return list(follow(path)(graph, node))


# Tokens


@pytest.mark.parametrize(
    ("written", "parts"),
    [
        ('"a"', Literal("a", XSD + "string", "")),
        ('"a \\"b\\" \\\\ \\n"@ru', Literal('a "b" \\ \n', RDF + "langString", "ru")),
        (f'"01"^^<{XSD}integer>', Literal("01", XSD + "integer", "")),
        (f'"x@en^^<{XSD}date>"', Literal(f"x@en^^<{XSD}date>", XSD + "string", "")),
    ],
)
def test_a_literal_is_taken_apart_and_put_together_again(written, parts):
    assert literal(written) == parts
    language = parts.language
    assert token(parts.lexical, "" if language else parts.datatype, language) == written


@given(st.text(st.characters(exclude_categories=["Cs"])))
def test_any_text_survives_being_a_token(lexical):
    assert literal(token(lexical)).lexical == text(token(lexical)) == lexical
    assert token(lexical) == str(pyoxigraph.Literal(lexical))


def test_the_first_sign_of_a_token_tells_its_kind():
    kinds = {iri("https://example.org/"): is_iri, "_:b1": is_blank, '"<a>"': is_literal}
    for each, holds in kinds.items():
        assert [kind(each) for kind in (is_iri, is_blank, is_literal)].count(True) == 1
        assert holds(each)
    assert not is_iri("<<( <a:> <a:> <a:> )>>")  # a triple term
    assert [text("<a:b>"), text("_:b1"), text(None)] == ["a:b", "_:b1", ""]


# Graphs


def test_triples_stand_once_in_the_order_of_their_reading():
    graph = Graph([(EX.a, EX.p, EX.c), (EX.a, EX.p, EX.b), (EX.a, EX.p, EX.c)])
    assert list(graph) == [(EX.a, EX.p, EX.c), (EX.a, EX.p, EX.b)]
    assert len(graph) == 2
    assert list(graph.objects(EX.a, EX.p)) == [EX.c, EX.b]
    assert list(graph.subjects(EX.p, EX.b)) == [EX.a]
    assert graph.value(EX.a, EX.p) == EX.c
    assert graph.value(EX.b, EX.p) is None


@given(triples, triples)
def test_a_graph_over_another_answers_for_both_and_is_itself_alone(own, below):
    over, together = Graph(own).over(Graph(below)), Graph([*own, *below])
    assert set(over) == set(own)
    assert set(over.nodes) == {node for s, _, o in own for node in (s, o)}
    assert set(over.everything()) == set(together)
    for node in NODES:
        assert set(over.pointing(node)) == set(together.pointing(node))
        assert {p: set(found) for p, found in over.about(node).items()} == {
            p: set(found) for p, found in together.about(node).items()
        }
        for predicate in PREDICATES:
            assert set(over.objects(node, predicate)) == set(together.objects(node, predicate))
            assert set(over.subjects(predicate, node)) == set(together.subjects(predicate, node))
    for predicate in PREDICATES:
        assert set(over.pairs(predicate)) == set(together.pairs(predicate))


def test_texts_are_told_by_language_and_several_in_one_after_each_other():
    graph = Graph([(EX.a, EX.p, each) for each in ('"b"@en', '"a"@en', '"в"@ru', EX.b)])
    assert graph.texts(EX.a, EX.p) == {"en": "b", "ru": "в"}
    assert graph.all_texts(EX.a, EX.p) == {"en": "a b", "ru": "в"}


def test_a_list_that_bites_its_tail_ends_where_it_does():
    graph = Graph(
        [
            ("_:a", _RDF.first, EX.x),
            ("_:a", _RDF.rest, "_:b"),
            ("_:b", _RDF.first, EX.y),
            ("_:b", _RDF.rest, "_:a"),
        ]
    )
    assert graph.items("_:a") == [EX.x, EX.y]
    assert graph.items(_RDF.nil) == graph.items(None) == []


def test_classes_below_a_class_are_known_from_both_graphs():
    known = Graph([(EX.b, SUBCLASS, EX.a)])
    assert list(Graph().over(known).narrower(EX.a)) == [EX.a, EX.b]
    with_its_own = Graph([(EX.c, SUBCLASS, EX.b), (EX.a, SUBCLASS, EX.c)]).over(known)
    assert set(with_its_own.narrower(EX.a)) == {EX.a, EX.b, EX.c}
    assert list(known.narrower(EX.a)) == [EX.a, EX.b]


# Paths

P, Q = (Path("predicate", each[1:-1]) for each in PREDICATES)


def several(kind):
    return lambda parts: Path(kind, parts=tuple(parts))


def one(kind):
    return lambda part: Path(kind, parts=(part,))


paths = st.recursive(
    st.sampled_from([P, Q]),
    lambda inner: st.one_of(
        *(
            st.lists(inner, min_size=2, max_size=3).map(several(kind))
            for kind in ("sequence", "alternativePath")
        ),
        *(
            inner.map(one(kind))
            for kind in ("inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath")
        ),
    ),
    max_leaves=4,
)


def asked_in_sparql(graph, node, path):
    """The value nodes, as pyoxigraph finds them; blank nodes are given addresses first."""

    def named(node):
        return node.replace("_:", "<urn:blank:") + ">" if node[0] == "_" else node

    store = pyoxigraph.Store()
    lines = (" ".join(map(named, triple)) + " ." for triple in graph)
    store.load("\n".join(lines).encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    found = store.query(f"SELECT DISTINCT ?o {{ {named(node)} {path.sparql} ?o }}")
    return {str(row["o"]) for row in found}, {named(each) for each in follow(path)(graph, node)}


@given(triples, st.sampled_from(NODES[:3]), paths)
def test_a_path_leads_where_a_sparql_engine_says(own, node, path):
    known = (node, EX.r, node)  # Oxigraph lets a path of no steps lead nowhere from a node that it has not
    theirs, ours = asked_in_sparql(Graph([known, *own]), node, path)
    assert ours == theirs


@given(triples, st.sampled_from(NODES), st.sampled_from(NODES), paths)
def test_an_inverted_path_leads_back(own, here, there, path):
    graph = Graph(own)
    assert (there in nodes(graph, here, path)) == (here in nodes(graph, there, path.inverted))


@given(paths)
def test_a_path_is_read_from_the_triples_that_it_is_written_as(path):
    numbers = iter(range(100))
    node, lines = path.triples(lambda: f"_:p{next(numbers)}")
    written = pyoxigraph.parse("\n".join(lines), format=pyoxigraph.RdfFormat.N_TRIPLES)
    graph = Graph((str(quad.subject), str(quad.predicate), str(quad.object)) for quad in written)
    assert path_of(graph, node) == path


def test_a_chain_of_thousands_is_followed_to_its_end():
    chain = Graph((EX[str(number)], EX.p, EX[str(number + 1)]) for number in range(20_000))
    assert len(nodes(chain, EX["0"], Path("oneOrMorePath", parts=(P,)))) == 20_000
