"""FAIR: the tests of FOOPS! that can hold before publication, MIRO, and the citation file.

Sources: oeg-upm/fair_ontologies (the 24 tests); MIRO, doi:10.1186/s13326-017-0172-7; CFF 1.2.0.
"""

import re
from xml.etree import ElementTree

import pyoxigraph
import pytest
import yaml
from rdflib import DCTERMS, OWL, RDF, RDFS, SDO, SKOS, VANN, BNode, Graph, Namespace, URIRef

from educluster import __version__, artifacts, names
from model.conftest import ROOT
from web.w3id import followed

BIBO = Namespace("http://purl.org/ontology/bibo/")
DOCUMENT = URIRef(names.EC.rstrip("#"))
FAIR = (ROOT / "docs" / "fair.md").read_text(encoding="utf-8")
MIRO = (ROOT / "docs" / "MIRO.md").read_text(encoding="utf-8")
HEADER = {
    "OM1": [DCTERMS.title, DCTERMS.description, DCTERMS.license, OWL.versionIRI, DCTERMS.creator,
            VANN.preferredNamespaceUri],
    "OM2": [VANN.preferredNamespacePrefix, OWL.versionInfo, DCTERMS.created, DCTERMS.bibliographicCitation],
    "OM3": [DCTERMS.publisher, SDO.logo, BIBO.status, DCTERMS.source, DCTERMS.issued],
    "OM4.1": [DCTERMS.license],
    "OM5.1": [DCTERMS.creator, DCTERMS.created],
    "OM5.2": [DCTERMS.publisher, DCTERMS.issued],
    "VER1": [OWL.versionIRI],
    "FIND1": [VANN.preferredNamespacePrefix],
    "FIND3": [SDO.includedInDataCatalog],
}  # fmt: skip
ALL = """PURL1 URI1 URI2 VER1 VER2 HTTP1 CN1 RDF1 DOC1 OM1 OM2 OM3 OM4.1 OM4.2 OM5.1 OM5.2 FIND1 FIND2 FIND3
    FIND_3_BIS VOC1 VOC2 VOC3 VOC4""".split()
ITEMS = [f"{part}.{item}" for part, most in zip("ABCDEFG", (6, 3, 3, 3, 11, 3, 5), strict=True)
         for item in range(1, most + 1)]  # fmt: skip
NO_DOI = "no repository has given a DOI yet, and none is invented (docs/fair.md)"


def test_each_test_is_in_the_table_with_its_state():
    rows = dict(re.findall(r"^\| ([A-Z][\w.]+) \| .*? \| (.*) \|$", FAIR.partition("\n## ")[0], re.MULTILINE))
    assert list(rows) == ALL
    assert [row for row, state in rows.items() if not state.startswith(("holds", "waits: "))] == []


@pytest.mark.parametrize("test", HEADER)
def test_header_has(ontology, test):
    assert [each for each in HEADER[test] if (DOCUMENT, each, None) not in ontology] == []


@pytest.mark.xfail(reason=NO_DOI)
def test_header_has_a_doi(ontology):
    assert (DOCUMENT, BIBO.doi, None) in ontology


def test_address_lasts(ontology):
    """PURL1, HTTP1, URI2, VER1."""
    assert list(ontology.subjects(RDF.type, OWL.Ontology)) == [DOCUMENT]
    assert DOCUMENT.startswith("https://w3id.org/")
    version = ontology.value(DOCUMENT, OWL.versionIRI)
    assert str(version) == f"{DOCUMENT}/{__version__}"


@pytest.mark.parametrize("address", [DOCUMENT, f"{DOCUMENT}/{__version__}"], ids=["URI1", "VER2"])
def test_address_resolves_to_the_ontology(client, ontology, address):
    response = followed(client, str(address), Accept="text/turtle")
    found = Graph().parse(data=response.data, format="turtle")
    assert (DOCUMENT, OWL.versionInfo, None) in found
    ours = set(ontology.subjects(RDFS.isDefinedBy, DOCUMENT))
    assert ours <= set(found.subjects(RDFS.isDefinedBy, DOCUMENT))


@pytest.mark.parametrize(
    "media_type", ["text/html", "text/turtle", *(f"application/{each}" for each in ("rdf+xml", "ld+json"))]
)
def test_formats_are_negotiated(client, media_type):
    """CN1, DOC1."""
    response = followed(client, str(DOCUMENT), Accept=media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize("name", ["core", "axioms", "external"])
def test_two_parsers_read_the_same(name):
    """RDF1; the third, the OWL API, in test_reasoning and tests/cli/test_release.py."""
    path = ROOT / "ontology" / f"{name}.ttl"
    one = {triple for triple in Graph().parse(path) if not any(isinstance(each, BNode) for each in triple)}
    other = {quad.triple for quad in pyoxigraph.parse(path=path)}
    assert len(one) == sum("_:" not in f" {triple.subject} {triple.object}" for triple in other) > 50


@pytest.mark.parametrize("told", [RDFS.label, SKOS.definition], ids=["VOC3", "VOC4"])
def test_each_term_has(ontology, told):
    terms = set(ontology.subjects(RDFS.isDefinedBy, DOCUMENT))
    assert len(terms) > 300
    for language in names.LANGUAGES:
        having = {term for term, text in ontology.subject_objects(told) if text.language == language}
        assert terms - having == set()


def test_metadata_and_terms_are_of_known_vocabularies(ontology):
    """VOC1, VOC2."""
    known = ("http://purl.org/", "http://www.w3.org/", "https://schema.org/")
    assert [each for each in ontology.predicates(DOCUMENT) if not str(each).startswith(known)] == []
    assert (None, RDFS.subClassOf, SKOS.Concept) in ontology


def test_the_catalogue_that_the_header_names_is_one_of_ours(ontology):
    """FIND3 and FIND_3_BIS, in their second form; that it lists the ontology: tests/web/test_downloads.py."""
    catalogue = ontology.value(DOCUMENT, SDO.includedInDataCatalog)
    assert str(catalogue) == names.BASE + "downloads"


def test_the_logo_that_the_header_names_is_a_drawing(ontology, client):
    logo = ontology.value(DOCUMENT, SDO.logo)
    response = followed(client, str(logo))
    assert (response.status_code, response.mimetype) == (200, "image/svg+xml")
    drawing = ElementTree.fromstring(response.data)
    assert drawing.tag == "{http://www.w3.org/2000/svg}svg"
    assert response.data == artifacts.logo().read_bytes()
    outside = [each for node in drawing.iter() for each in node.attrib.values() if "//" in each]
    assert outside == []


# MIRO


@pytest.mark.parametrize("item", ITEMS)
def test_item_is_reported(item):
    found = re.findall(rf"^### {re.escape(item)} \w.*\n+((?:(?!#).+\n+)+)", MIRO, re.MULTILINE)
    assert len(found) == 1
    assert len(found[0].split()) > 0
    assert not re.search(r"TODO|TBD|FIXME|lorem", found[0], re.IGNORECASE)


def test_no_item_is_reported_that_there_is_not():
    assert re.findall(r"^### (\S+)", MIRO, re.MULTILINE) == ITEMS
    assert len(ITEMS) == 34


def test_metrics_are_those_of_the_ontology(ontology):
    kinds = {
        "classes": OWL.Class,
        "object properties": OWL.ObjectProperty,
        "datatype properties": OWL.DatatypeProperty,
        "annotation properties": OWL.AnnotationProperty,
        "datatypes": RDFS.Datatype,
        "individuals: fixed values of properties": OWL.NamedIndividual,
    }
    told = {name: int(number) for name, number in re.findall(r"^\| (.+?) \| (\d+) \|$", MIRO, re.MULTILINE)}
    assert told == {
        name: sum(str(each).startswith(names.EC) for each in ontology.subjects(RDF.type, kind))
        for name, kind in kinds.items()
    }


# Citation


def test_citation_file_has_what_its_format_asks_for_and_nothing_unknown():
    """Source: Citation File Format 1.2.0."""
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert {"cff-version", "message", "title", "authors"} <= set(told)
    known = """abstract authors cff-version commit contact date-released doi identifiers keywords license
        license-url message preferred-citation references repository repository-artifact repository-code
        title type url version"""
    assert set(told) <= set(known.split())
    assert (told["cff-version"], told["type"]) == ("1.2.0", "dataset")
    assert told["version"] == __version__
    assert told["authors"] == [{"name": "The educluster project"}]
    assert {f"{each}.txt" for each in told["license"]} <= {
        path.name for path in (ROOT / "LICENSES").iterdir()
    }


def test_citation_file_agrees_with_the_header(ontology):
    told = yaml.safe_load((ROOT / "CITATION.cff").read_text(encoding="utf-8"))
    assert told["url"] == str(DOCUMENT)
    assert told["date-released"] == str(ontology.value(DOCUMENT, DCTERMS.modified))
