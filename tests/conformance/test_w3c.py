"""The W3C's suite for SHACL 1.0: every test of it, one by one, strictly."""

from __future__ import annotations

from collections import Counter

import pytest

from conformance import multisets, sparql_backend, suites
from conformance.suites import Case, Told
from educluster.errors import BadDocument, NotValidated
from educluster.shapes.compiled import compile_shapes
from educluster.shapes.reference import PyShacl
from educluster.shapes.results import Engine

CORE, SPARQL = suites.w3c("core"), suites.w3c("sparql")
FAULTS_OF_PYSHACL = {
    "core/property/uniqueLang-002",  # it takes "1"^^xsd:boolean for true
    "sparql/node/prefixes-001",  # it has prefixes through owl:imports only where Turtle declares them as well
    "sparql/pre-binding/shapesGraph-001",  # it has no $shapesGraph
}


def test_the_suite_is_whole():
    assert (len(CORE), len(SPARQL)) == (98, 23)
    assert len({case.name for case in CORE + SPARQL}) == 121


@pytest.mark.parametrize("case", CORE + SPARQL, ids=lambda case: case.name)
def test_compiled_shapes_find_what_the_suite_says(case):
    assert fault(compile_shapes, case) is None


def test_pyshacl_fails_only_where_it_is_known_to():
    assert {case.name for case in CORE + SPARQL if fault(PyShacl, case)} == FAULTS_OF_PYSHACL


def test_the_sparql_back_end_finds_in_core_what_the_suite_says():
    """The tests against it are worth what it is worth; it knows no limits of xsd:byte."""
    differing = {case.name for case in CORE if of_back_end(case) != expected_by_value(case)}
    assert differing == {"core/property/datatype-ill-formed"}


def of_back_end(case: Case) -> Counter[Told]:
    return sparql_backend.by_value(sparql_backend.run(case.shapes, case.data))


def expected_by_value(case: Case) -> Counter[Told]:
    return sparql_backend.by_value(case.expected)


def fault(engine: type[Engine], case: Case) -> str | None:
    """Return what an engine does wrong in a test; a failure is right only where the suite asks for one."""
    try:
        results = engine(case.shapes).run(case.data)
    except (BadDocument, NotValidated) as error:
        return None if case.expected is None else f"it fails: {error}"
    if case.expected is None:
        return f"it does not fail, and finds {results}"
    found = [multisets.told(each) for each in results]
    if case.conforms != (not found):
        return f"conforms is {not found}"
    agrees = Counter(found) == Counter(case.expected) if case.same else multisets.alike(found, case.expected)
    return None if agrees else f"it finds\n{found}\nand should find\n{case.expected}"
