"""How the relations of the reading notes became properties: the table, and the page that is made from it."""

import csv
import importlib.util
import re
from collections import Counter
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS

ROOT = Path(__file__).resolve().parents[2]
REUSED = {"dcterms:hasPart", "skos:broader"}
COLUMNS = ["predicate", "property", "turned", "relations", "why", "only"]
ONLY = re.compile(r"[a-z-]+ → [a-z-]+|rel-\d{4}( rel-\d{4})*|")


@pytest.fixture(scope="module")
def rows():
    with (ROOT / "ontology" / "relations.csv").open(encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file))
    assert found
    return found


@pytest.fixture(scope="module")
def page():
    """The text that the generator makes."""
    place = importlib.util.spec_from_file_location("relations", ROOT / "tools" / "relations.py")
    module = importlib.util.module_from_spec(place)
    place.loader.exec_module(module)
    return module.page()


def iri(graph, curie):
    return graph.namespace_manager.expand_curie(curie)


def test_page_is_what_is_made_from_the_table(page):
    assert (ROOT / "docs" / "relations.md").read_text("utf-8") == page, "run: make docs"


def test_rows_are_filled(rows):
    assert list(rows[0]) == COLUMNS
    assert [row for row in rows if row["turned"] not in ("yes", "no")] == []
    assert [row for row in rows if not ONLY.fullmatch(row["only"])] == []
    assert [row for row in rows if int(row["relations"]) < 1] == []


def test_each_reason_is_one_sentence(rows):
    assert [row["why"] for row in rows if not re.fullmatch(r"[A-Z][^.]{10,}\.", row["why"])] == []


def test_properties_are_declared(rows, ontology):
    properties = {row["property"] for row in rows}
    assert {each for each in properties if not each.startswith("ec:")} == REUSED
    kinds = {each: set(ontology.objects(iri(ontology, each), RDF.type)) for each in properties}
    assert [each for each, found in kinds.items() if OWL.ObjectProperty not in found] == []


def test_properties_are_neither_too_few_nor_too_many(rows):
    assert 40 <= len({row["property"] for row in rows}) <= 60


def test_rows_for_some_relations_stand_before_the_row_for_the_rest(rows):
    names = [row["predicate"] for row in rows]
    assert names == sorted(names)
    general = {row["predicate"]: place for place, row in enumerate(rows) if not row["only"]}
    assert [
        row for place, row in enumerate(rows) if row["only"] and place > general.get(row["predicate"], place)
    ] == []


def test_a_name_has_one_row_for_the_rest_and_each_relation_one_row(rows):
    assert [
        name
        for name, times in Counter(row["predicate"] for row in rows if not row["only"]).items()
        if times > 1
    ] == []
    single = Counter(each for row in rows if row["only"].startswith("rel-") for each in row["only"].split())
    assert [each for each, times in single.items() if times > 1] == []


def test_row_for_single_relations_counts_them(rows):
    single = [row for row in rows if row["only"].startswith("rel-")]
    assert single
    assert [row for row in single if len(row["only"].split()) != int(row["relations"])] == []


def test_symmetric_properties_are_not_turned(rows, ontology):
    symmetric = set(ontology.subjects(RDF.type, OWL.SymmetricProperty))
    assert symmetric
    assert [
        row for row in rows if iri(ontology, row["property"]) in symmetric and row["turned"] == "yes"
    ] == []


def test_no_inverse_takes_in_relations(rows, ontology):
    inverses = {each for each, _ in ontology.subject_objects(OWL.inverseOf)}
    assert [row for row in rows if iri(ontology, row["property"]) in inverses] == []


def test_ends_of_properties_are_single_classes(rows, ontology):
    ends = {
        (row["property"], end): list(ontology.objects(iri(ontology, row["property"]), end))
        for row in rows
        for end in (RDFS.domain, RDFS.range)
    }
    assert {place: found for place, found in ends.items() if len(found) > 1} == {}
