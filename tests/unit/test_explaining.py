"""The explainer on small stores: which part empties an answer, and that what it says is so."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.names import BASE, LANGUAGES
from educluster.store.explaining import Explainer, Explanation
from educluster.store.explaining.nearest import distance, nearest
from educluster.store.explaining.words import TEXTS

PREFIXES = """PREFIX ex: <http://example.org/>
PREFIX other: <http://example.org/other#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#>
PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
"""
DATA = (
    PREFIXES
    + """
ex:first {
    ex:principle-succession a ex:Principle ; skos:prefLabel "Succession"@en, "Преемственность"@ru ;
        ex:hasCondition ex:condition-one ; ex:since "1998"^^xsd:gYear .
    ex:principle-openness a ex:Principle ; skos:prefLabel "Openness"@en ; ex:note "plain" .
    ex:Principle rdfs:subClassOf ex:Concept .
}
ex:second {
    ex:condition-one a ex:Condition ; skos:prefLabel "a plan"@en ; ex:position 1 .
    ex:cluster a ex:Cluster ; ex:site "http://example.org/site" ; ex:page <http://example.org/page> .
}
"""
)


@pytest.fixture(scope="module")
def store():
    found = pyoxigraph.Store()
    found.load(DATA, format=pyoxigraph.RdfFormat.TRIG)
    return found


def explained(store, query, bound=None, union=True, **more) -> Explanation:
    dataset = {"use_default_graph_as_union": union, **more}
    return Explainer(store, PREFIXES + query, dataset, bound or {}, seconds=20).explain()


CASES = {
    "unknown-property": ("SELECT * { ?p ex:hasConditon ?c }", "ex:hasCondition"),
    "unknown-class": ("SELECT * { ?p a ex:Principel }", "ex:Principle"),
    "unknown-iri": ("SELECT * { ex:succession ?p ?o }", "principle-succession"),
    "unknown-graph": ("SELECT * { GRAPH ex:frist { ?s ?p ?o } }", "first"),
    "prefix": ("PREFIX skos: <http://www.w3.org/2004/02/skos/> SELECT * { ?s skos:prefLabel ?o }", "core#>"),
    "not-a-property": ("SELECT * { ?s ex:Principle ?o }", ""),
    "class-without-instances": ("SELECT * { ?s a ex:position }", ""),
    "narrower-classes": ("SELECT * { ?s a ex:Concept }", "Principle"),
    "not-object": ("SELECT * { ?s ex:hasCondition ex:cluster }", ""),
    "literal-language": ('SELECT * { ?s skos:prefLabel "Succession" }', '"Succession"@en'),
    "literal-datatype": ('SELECT * { ?s ex:since "1998" }', '"1998"^^xsd:gYear'),
    "literal-case": ('SELECT * { ?s skos:prefLabel "succession"@en }', '"Succession"@en'),
    "literal-iri": ('SELECT * { ?s ex:page "http://example.org/page" }', "ex:page"),
    "unknown-literal": ('SELECT * { ?s skos:prefLabel "Sucession"@en }', '"Succession"@en'),
    "empty-property": ("SELECT * { ex:principle-openness ex:hasCondition ?c }", ""),
    "empty-value": ("SELECT * { ?s a ex:Cluster ; ex:page ex:condition-one }", ""),
    "reversed": ("SELECT * { ?c ex:hasCondition ex:principle-succession }", "ex:principle-succession ex:has"),
    "join": ("SELECT * { ?x a ex:Cluster ; skos:prefLabel ?l }", ""),
    "join-all": ("SELECT * { ?x ex:hasCondition ?c ; skos:prefLabel ?l . ?c skos:prefLabel ?l }", ""),
    "graph": ("SELECT * { GRAPH ex:second { ?p ex:hasCondition ?c } }", ""),
    "several-graphs": ("SELECT * { GRAPH ?g { ?p ex:hasCondition ?c . ?c ex:position ?n } }", ""),
    "filter": ("SELECT * { ?c ex:position ?n FILTER(?n > 3) }", ""),
    "filters": ("SELECT * { ?s skos:prefLabel ?l FILTER(STR(?l) > 'b') FILTER(STR(?l) < 'P') }", ""),
    "filter-constant": ("SELECT * { ?s ?p ?o FILTER(1 = 2) }", ""),
    "filter-language": ('SELECT * { ?s skos:prefLabel ?l FILTER(langMatches(lang(?l), "uz")) }', ""),
    "filter-case": ('SELECT * { ?s skos:prefLabel ?l FILTER(CONTAINS(?l, "success")) }', ""),
    "unbound-variable": ("SELECT * { ?s skos:prefLabel ?label FILTER(STRLEN(?lable) > 2) }", "?label"),
    "never-bound": ("SELECT * { ?s a ex:Cluster OPTIONAL { ?s ex:note ?n } FILTER(BOUND(?n)) }", ""),
    "exists": ("SELECT * { ?s a ex:Cluster FILTER EXISTS { ?s ex:note ?n } }", ""),
    "not-exists": ("SELECT * { ?s a ex:Cluster FILTER NOT EXISTS { ?s ex:page ?n } }", ""),
    "minus": ("SELECT * { ?s a ex:Cluster MINUS { ?s ex:page ?n } }", ""),
    "union": ("SELECT * { { ?s a ex:None } UNION { ?s ex:none ?o } }", ""),
    "values": ("SELECT * { ?s ?p ?o VALUES ?q {} }", ""),
    "having": ("SELECT ?c { ?s a ?c } GROUP BY ?c HAVING(COUNT(?s) > 9)", ""),
    "limit": ("SELECT * { ?s ?p ?o } LIMIT 0", ""),
    "offset": ("SELECT * { ?s ?p ?o } OFFSET 900", ""),
    "template": ("CONSTRUCT { ?s ex:p ?nothing } { ?s a ?c }", ""),
    "not-explained": ("SELECT * { SERVICE <http://example.org/> { ?s ?p ?o } }", ""),
}


@pytest.mark.parametrize("kind", CASES)
def test_the_kind_of_reason_and_what_was_meant_are_told(store, kind):
    query, meant = CASES[kind]
    found = explained(store, query)
    assert found.reasons[0].kind == kind, found.reasons
    assert meant in ", ".join(found.reasons[0].meant)


def test_the_join_names_both_patterns_their_lines_and_what_they_share(store):
    query = "SELECT * {\n ?x a ex:Cluster .\n ?x skos:prefLabel ?l }"
    (reason,) = explained(store, query).reasons
    start = PREFIXES.count("\n") + 1
    assert (reason.pattern, reason.line) == ("?x skos:prefLabel ?l", start + 2)
    assert reason.values["other"] == "?x a ex:Cluster"
    assert reason.values["other_line"] == str(start + 1)
    assert reason.values["variable"] == "?x"


def test_a_variable_that_stands_once_and_is_nearly_another_is_a_hint(store):
    query = "SELECT * { ?principle a ex:Cluster . ?prinicple a ex:Principle . ?principle ex:note ?n }"
    found = explained(store, query)
    assert [each.kind for each in found.reasons] == ["join", "misspelt-variable"]
    assert (found.reasons[1].values["variable"], found.reasons[1].meant) == ("?prinicple", ("?principle",))


def test_an_optional_part_is_never_to_blame(store):
    found = explained(store, "SELECT * { OPTIONAL { ?s ex:none ?o } ?x a ex:Cluster ; ex:note ?n }")
    assert [each.kind for each in found.reasons] == ["join"]


@pytest.mark.parametrize(
    "query",
    [
        "SELECT (COUNT(*) AS ?n) { ?s ex:none ?o }",
        "SELECT * { ?s a ex:Cluster . { SELECT (COUNT(*) AS ?n) { ?x ex:none ?o } } }",
        "SELECT * { ?s ex:none* ?o }",
        "SELECT * { { ?s ex:none ?o } UNION { ?s a ex:Cluster } }",
        "SELECT * { ?s a ex:Cluster MINUS { ?s ex:none ?o } }",
        "ASK { FILTER NOT EXISTS { ?s ex:none ?o } }",
    ],
)
def test_a_query_with_an_answer_is_not_blamed_for_what_it_names(store, query):
    assert explained(store, query) == Explanation(False)


def test_a_bound_value_that_is_not_there_is_named_with_its_variable(store):
    bound = {"principle": pyoxigraph.NamedNode("http://example.org/principle-sucession")}
    (reason,) = explained(store, "SELECT ?principle ?c { ?principle ex:hasCondition ?c }", bound).reasons
    assert (reason.kind, reason.pattern) == ("unknown-iri", "?principle ex:hasCondition ?c")
    assert reason.values["term"] == "?principle = ex:principle-sucession"
    assert reason.meant == ("ex:principle-succession",)


def test_a_bound_language_that_no_label_has_is_named(store):
    query = "SELECT ?l ?language { ?s skos:prefLabel ?l FILTER(langMatches(lang(?l), ?language)) }"
    (reason,) = explained(store, query, {"language": pyoxigraph.Literal("uz")}).reasons
    assert reason.kind == "filter-language"
    assert reason.values["tags"] == '"en", "ru"'


def test_a_bound_value_is_seen_by_bound_and_left_out_of_minus(store):
    query = "SELECT ?s { ?s a ex:Principle FILTER(BOUND(?s)) MINUS { ?s ex:note ?n } }"
    bound = {"s": pyoxigraph.NamedNode("http://example.org/principle-openness")}
    assert [each.kind for each in explained(store, query, bound).reasons] == ["minus"]


def test_from_does_not_hold_the_pattern(store):
    found = explained(store, "SELECT * FROM ex:second { ?p ex:hasCondition ?c }", union=False)
    assert [each.kind for each in found.reasons] == ["dataset"]
    assert found.reasons[0].values["graphs"] == "ex:first"


def test_a_triple_term_of_sparql_1_2_is_asked_as_it_is(store):
    query = "SELECT * { ?r rdfs:label ?l ; ex:none <<( ?s ?p ?o )>> }"
    assert explained(store, query).reasons[0].kind == "unknown-property"


def test_a_query_that_is_nested_deeply_is_not_explained_and_says_so(store):
    (reason,) = explained(store, f"SELECT * {'{' * 450} ?s ex:none ?o {'}' * 450}").reasons
    assert reason.text.startswith("the query is not explained: its brackets are nested too deeply")


@pytest.mark.parametrize("kind", TEXTS)
def test_every_reason_has_a_text_in_each_language_that_names_a_remedy(kind):
    for language in LANGUAGES:
        problem, remedy = TEXTS[kind][language]
        assert problem
        assert remedy


def test_every_kind_that_is_told_has_its_line_in_the_documentation():
    from conftest import ROOT

    text = (ROOT / "docs" / "http.md").read_text()
    assert [kind for kind in TEXTS if f"`{kind}`" not in text] == []


# What it says is so: random queries over random data.

NAMES = ["ex:a", "ex:b", "ex:c", "ex:hasPart", "ex:hasParts", "ex:none"]
VARIABLES = ["?x", "?y", "?z"]
LITERALS = ['"x"', '"x"@en', '"X"@en', '"1"', "1", '"y"@ru']
terms = st.sampled_from(NAMES + VARIABLES * 2)
triples = st.builds(
    lambda s, p, o: f"{s} {p} {o} .",
    terms,
    st.sampled_from([*NAMES, "?p", "a", "ex:a/ex:b", "ex:a*", "^ex:hasPart"]),
    terms | st.sampled_from(LITERALS),
)
filters = st.sampled_from(
    [
        'FILTER(?x = "x")',
        "FILTER(?y = ex:a)",
        'FILTER(LANG(?z) = "en")',
        "FILTER(BOUND(?x))",
        "FILTER(?w > 1)",
    ]
)
groups = st.recursive(
    st.lists(triples | filters, min_size=1, max_size=3).map(" ".join),
    lambda inner: st.lists(
        triples
        | st.builds("OPTIONAL {{ {} }}".format, inner)
        | st.builds("MINUS {{ {} }}".format, inner)
        | st.builds("{{ {} }} UNION {{ {} }}".format, inner, inner)
        | st.builds("GRAPH ex:first {{ {} }}".format, inner)
        | st.builds("GRAPH ?g {{ {} }}".format, inner)
        | st.builds("FILTER NOT EXISTS {{ {} }}".format, inner)
        | st.builds("{{ SELECT * {{ {} }} }}".format, inner),
        min_size=1,
        max_size=4,
    ).map(" ".join),
    max_leaves=4,
)
queries = st.builds(
    "{} {{ {} }} {}".format,
    st.sampled_from(["SELECT *", "SELECT ?x"]),
    groups,
    st.sampled_from(["", "OFFSET 3"]),
) | st.builds("ASK {{ {} }}".format, groups)
stores = st.lists(
    st.tuples(
        st.sampled_from(NAMES[:5]),
        st.sampled_from([*NAMES[:5], "a"]),
        st.sampled_from(NAMES[:5] + LITERALS),
        st.sampled_from(["ex:first", "ex:second"]),
    ),
    max_size=12,
)
UNKNOWN = {"unknown-property", "unknown-class", "unknown-iri", "unknown-graph"}


def whole(name):
    name = name.replace("^^xsd:integer", "^^<http://www.w3.org/2001/XMLSchema#integer>")
    return name.replace("ex:", "<http://example.org/") + ">" if name.startswith("ex:") else name


@given(stores, queries)
def test_what_it_says_is_so(quads, query):
    store = pyoxigraph.Store()
    text = "".join(f"{graph} {{ {s} {p} {o} }}\n" for s, p, o, graph in quads)
    store.load(PREFIXES + text, format=pyoxigraph.RdfFormat.TRIG)
    answer = store.query(PREFIXES + query, base_iri=BASE, use_default_graph_as_union=True)
    row = (bool(answer) or None) if isinstance(answer, pyoxigraph.QueryBoolean) else next(iter(answer), None)
    is_empty = row is None
    found = explained(store, query)
    assert found.empty is is_empty
    assert bool(found.reasons) is is_empty
    everywhere = {str(each) for quad in store for each in quad}
    for reason in found.reasons:
        assert reason.told("ru")
        if reason.kind in UNKNOWN:
            assert whole(reason.values["term"]) not in everywhere
        if reason.kind in UNKNOWN | {"literal-language", "literal-case", "literal-datatype"}:
            assert {whole(each) for each in reason.meant} <= everywhere


@given(st.text("abcd", max_size=6), st.text("abcd", max_size=6))
def test_the_distance_is_one_of_edits(one, other):
    far = distance(one, other, 9)
    assert (far == 0) is (one == other)
    assert far == distance(other, one, 9) <= max(len(one), len(other))
    assert distance(one, other, 2) == min(far, 3)


def test_the_same_name_in_another_namespace_comes_before_a_like_one():
    known = ["http://a#hasParts", "http://b#hasPart", "http://a#other"]
    assert nearest("http://a#hasPart", known) == ("http://b#hasPart",)
