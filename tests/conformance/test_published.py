"""A profile as it is published, DCAT-AP 3.0.0, and one of several hundred made-up shapes."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from conformance import making, many_shapes, matter, multisets, suites
from conformance.sparql_backend import by_value
from conformance.test_agreement import OF_PYSHACL, PLAIN, by_pyshacl, by_sparql, compiled
from educluster import documents
from educluster.errors import BadDocument
from educluster.graphs import Graph
from educluster.shapes import Shapes, own
from educluster.shapes.reference import PyShacl

PARTS = {"qualified", "property"}  # what has no component of its own in results
TYPES = {".ttl": "text/turtle", ".jsonld": "application/ld+json"}
UNREADABLE = {  # their prefixed names have a / in them
    "example-bee-population-dataset-series-api.ttl": 20,
    "example-bee-population-dataset-series-combined.ttl": 32,
}
# The file of the suite has no sh:shape; later releases do, at shapes like these.
WITH_UNKNOWN = "\n".join(
    f"<https://semiceu.github.io/DCAT-AP/releases/3.0.0/shacl/dcat-ap-SHACL.ttl#dcat:{name}Shape>"
    f" <http://www.w3.org/ns/shacl#shape> <http://example.org/{name}> ."
    for name in ("Catalog", "Dataset", "Distribution", "CatalogRecord", "DataService")
)


@pytest.fixture(scope="module")
def at() -> Path:
    return suites.folder("dcat-ap")


@pytest.fixture(scope="module")
def profile(at) -> bytes:
    return (at / "shacl" / "dcat-ap-SHACL.ttl").read_bytes()


@pytest.fixture(scope="module")
def dcat_ap(profile) -> Shapes:
    return own(profile, "text/turtle", "dcat-ap-SHACL.ttl")


def test_a_profile_with_a_term_that_shacl_lacks_is_refused_by_its_name(profile):
    with pytest.raises(BadDocument, match="sh:shape"):
        own(profile + WITH_UNKNOWN.encode(), "text/turtle", "dcat-ap")


def test_what_leniency_leaves_out_is_named_and_the_rest_is_the_profile(profile, dcat_ap):
    lenient = own(profile + WITH_UNKNOWN.encode(), "text/turtle", "dcat-ap", lenient=True)
    said = [note["en"] for note in lenient.notes if "sh:shape" in note["en"]]
    assert all(any(f"dcat:{name}Shape" in note for note in said) for name in ("Catalog", "DataService"))
    assert set(lenient.graph) == set(dcat_ap.graph)


def test_the_examples_of_dcat_ap_have_the_results_that_pyshacl_finds(at, dcat_ap):
    reference, found = PyShacl(dcat_ap.graph), 0
    for file in _examples(at):
        data = Graph(documents.read(_body(file), TYPES[file.suffix]).triples)
        results = multisets.of(dcat_ap.engine.run(data))
        assert results == multisets.of(reference.run(data)), file.name
        found += results.total()
    assert found > 100


def test_examples_that_are_no_turtle_are_refused_at_their_line(at):
    for name, line in UNREADABLE.items():
        with pytest.raises(BadDocument) as refused:
            documents.read(_body(at / "examples" / name), "text/turtle")
        assert refused.value.line == line


@pytest.mark.parametrize("of", [OF_PYSHACL[0], OF_PYSHACL[1]], ids=["all but order", "numbers"])
def test_a_large_profile_finds_what_pyshacl_finds(of):
    example = many_shapes.profile(of)
    results = compiled(example)
    assert results.total() > 1000
    assert results == by_pyshacl(example)


def test_a_large_profile_with_every_term_finds_what_sparql_finds():
    example = many_shapes.profile(replace(PLAIN, queries=True), shapes=400, triples=150)
    results = compiled(example)
    others = {"flags", "ignoredProperties", "severity", "deactivated", "qualifiedValueShapesDisjoint"}
    assert {*others, *matter.TARGETS} <= many_shapes.terms(example)
    components = {each[0].upper() + each[1:] for each in making.CONSTRAINTS if each not in PARTS}
    further = {"QualifiedMinCount", "QualifiedMaxCount", "SPARQL", "AtMost", "Without"}
    assert many_shapes.found(results) == components | further
    assert by_value(results.elements()) == by_sparql(example)


def _examples(at: Path) -> list[Path]:
    found = [each for each in sorted((at / "examples").iterdir()) if each.name not in UNREADABLE]
    assert found
    return [each for each in found if each.name != "context.jsonld"]


def _body(file: Path) -> bytes:
    """Return an example; in JSON-LD the context of the folder stands for the one on the web."""
    if file.suffix == ".ttl":
        return file.read_bytes()
    context = json.loads((file.parent / "context.jsonld").read_text())["@context"]
    return json.dumps(json.loads(file.read_text()) | {"@context": context}).encode()
