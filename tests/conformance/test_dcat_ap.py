"""The catalogue of what can be downloaded, held against the shapes of DCAT-AP."""

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Namespace

from conformance import suites
from educluster import artifacts, catalogue, formats
from educluster.release import files

DCAT = Namespace("http://www.w3.org/ns/dcat#")
SHAPES = suites.folder("dcat-ap") / "shacl" / "dcat-ap-SHACL.ttl"


@pytest.fixture(scope="module")
def shapes():
    found = Graph().parse(SHAPES)
    found.remove((None, OWL.imports, None))  # nothing is loaded from elsewhere
    return found


@pytest.fixture
def told():
    """The catalogue of an edition in which each part is one file."""
    offers = [files.unmade(part, "0.1.0") for part in catalogue.PARTS]
    beside = (catalogue.File("educluster-0.1.0.sssom.tsv", "text/tab-separated-values", 1, "00"),)
    edition = catalogue.Edition(artifacts.release(), "0.1.0", "2026-11-22", tuple(offers), beside)
    body = catalogue.describe_downloads(edition, "https://example.org", formats.TURTLE)
    graph = Graph().parse(data=body, format="turtle")
    for address in [*graph.objects(None, DCAT.downloadURL), *graph.objects(None, DCAT.accessURL)]:
        graph.add((address, RDF.type, RDFS.Resource))  # as everything is, and the shapes ask to be told
    return graph


def test_the_catalogue_conforms_to_the_application_profile(shapes, told):
    assert violations(shapes, told) == []


def test_what_the_profile_asks_for_is_missed(shapes, told):
    told.remove((None, DCAT.accessURL, None))
    assert {path for _, path in violations(shapes, told)} == {DCAT.accessURL}


def violations(shapes, told):
    _, report, _ = pyshacl.validate(told, shacl_graph=shapes)
    return [
        (report.value(each, SH.focusNode), report.value(each, SH.resultPath))
        for each in report.subjects(SH.resultSeverity, SH.Violation)
    ]
