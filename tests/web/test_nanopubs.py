"""Claims as nanopublications and as triple terms: well formed, and no fact is made of what a work denies."""

import random
from collections import defaultdict

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, RdfFormat, Triple

from educluster import artifacts, names, nanopubs

NP = "http://www.nanopub.org/nschema#"
PARTS = {"hasAssertion": "assertion", "hasProvenance": "provenance", "hasPublicationInfo": "pubinfo"}
STATING = {names.EC + "Asserts", names.EC + "Infers"}
TEXTS = st.text(st.characters(exclude_categories=["Cs"]))


@pytest.fixture(scope="module")
def rows(app):
    asked = {"query": artifacts.nanopub_query().read_text(encoding="utf-8")}
    told = app.test_client().post("/sparql", data=asked, headers={"Accept": "application/json"}).json
    return [{name: term["value"] for name, term in row.items()} for row in told["results"]["bindings"]]


@pytest.fixture(scope="module")
def graphs(rows):
    """The triples of each graph of the TriG, by the claim and the part of the publication."""
    found = defaultdict(lambda: defaultdict(set))
    for quad in pyoxigraph.parse(nanopubs.trig(rows), format=RdfFormat.TRIG):
        claim, part = quad.graph_name.value.split("#")
        found[claim][part].add(quad.triple)
    return found


def statement(row):
    """What a claim is about, as a triple."""
    if row["object_kind"] == "iri":
        value = NamedNode(row["object"])
    elif row.get("object_language"):
        value = Literal(row["object"], language=row["object_language"])
    else:
        value = Literal(row["object"], datatype=NamedNode(row["object_datatype"]))
    return Triple(NamedNode(row["subject"]), NamedNode(row["relation"]), value)


def test_every_claim_is_one_nanopublication(rows, graphs):
    assert set(graphs) == {row["claim"] for row in rows}
    assert len(graphs) > 2500


def test_each_nanopublication_has_the_structure_that_the_guidelines_ask_for(graphs):
    for claim, parts in graphs.items():
        publication = NamedNode(f"{claim}#nanopub")
        assert set(parts) == {"head", *PARTS.values()}
        head = {(each.predicate.value, each.object.value) for each in parts["head"]}
        assert {each.subject for each in parts["head"]} == {publication}
        assert head == {
            (names.RDF + "type", NP + "Nanopublication"),
            *((NP + name, f"{claim}#{part}") for name, part in PARTS.items()),
        }
        assert NamedNode(f"{claim}#assertion") in {each.subject for each in parts["provenance"]}
        assert publication in {each.subject for each in parts["pubinfo"]}
        terms = [
            term for triples in parts.values() for each in triples for term in (each.subject, each.object)
        ]
        assert not [term for term in terms if isinstance(term, pyoxigraph.BlankNode)]


def test_a_statement_is_asserted_where_the_claim_states_it_and_nowhere_else(rows, graphs):
    stated = {statement(row) for row in rows if row["stance"] in STATING}
    everything = {each for parts in graphs.values() for triples in parts.values() for each in triples}
    seen = set()
    for row in rows:
        found, triple = graphs[row["claim"]]["assertion"], statement(row)
        seen.add(row["stance"])
        if row["stance"] in STATING:
            assert found == {triple}
        else:
            assert triple not in found
            assert triple in stated or triple not in everything
            assert NamedNode(row["stance"]) in {each.object for each in found}
    assert len(seen) == 5


STATUSES = {"Proposed": True, "Checked": True, "Accepted": True, "DisputedClaim": False, "Withdrawn": False}


def test_every_status_of_a_reading_is_looked_at(client):
    query = f"SELECT ?status {{ ?status a <{names.EC}ReviewStatus> }}"
    told = client.post("/sparql", data={"query": query}, headers={"Accept": "text/csv"}).text
    assert {names.last_part(each) for each in told.split()[1:]} == set(STATUSES)


@pytest.mark.parametrize(("status", "states"), STATUSES.items())
def test_a_reading_that_is_contested_or_withdrawn_states_nothing(rows, status, states):
    one = next(row for row in rows if row["stance"] == names.EC + "Asserts")
    quads = pyoxigraph.parse(nanopubs.trig([{**one, "status": names.EC + status}]), format=RdfFormat.TRIG)
    assert (statement(one) in {quad.triple for quad in quads}) is states


def test_each_claim_reifies_its_statement_and_asserts_none(rows):
    written = pyoxigraph.parse(nanopubs.triple_terms(rows), format=RdfFormat.TURTLE)
    triples = {quad.triple for quad in written}
    reified = {
        each.subject.value: each.object for each in triples if each.predicate.value == names.RDF + "reifies"
    }
    assert reified == {row["claim"]: statement(row) for row in rows}
    assert not triples & set(reified.values())


def test_the_order_of_the_rows_makes_no_difference(rows):
    some = rows[:300]
    mixed = random.Random(1).sample([*some, *some[:10]], 310)
    assert nanopubs.trig(mixed) == nanopubs.trig(some)
    assert nanopubs.triple_terms(mixed) == nanopubs.triple_terms(some)


@given(TEXTS, st.sampled_from(["", "en", "uz"]))
def test_any_text_comes_back_as_it_was(text, language):
    row = {
        "claim": names.ECC + "x-001",
        "subject": names.ECR + "a",
        "relation": names.SKOS + "note",
        "object": text,
        "object_kind": "literal",
        "object_language": language,
        "object_datatype": names.XSD + "string",
        "stance": names.EC + "Denies",
        "work": names.ECR + "work-x",
        "reader": names.EC + "Software",
        "day": "2026-11-21",
        "status": names.EC + "Proposed",
    }
    value = statement(row).object
    trig = pyoxigraph.parse(nanopubs.trig([row]), format=RdfFormat.TRIG)
    assert value in [quad.object for quad in trig]
    turtle = pyoxigraph.parse(nanopubs.triple_terms([row]), format=RdfFormat.TURTLE)
    assert statement(row) in [quad.object for quad in turtle]


@pytest.mark.parametrize("name", ["mukhamedov-2020-906", "davydova-2016-001", "chirchik-icpe-001"])
def test_a_claim_is_served_as_it_is_in_the_release(client, rows, name):
    served = client.get(f"/claim/{name}.trig")
    assert (served.status_code, served.mimetype) == (200, "application/trig")
    own = [row for row in rows if row["claim"] == names.ECC + name]
    assert served.data == nanopubs.trig(own)
