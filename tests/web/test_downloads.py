"""/downloads and /dump: what can be had, in which sizes, and that it is this."""

import hashlib

import html5lib
import pytest
from rdflib import DCTERMS, RDF, XSD, Graph, Literal, Namespace, URIRef

from educluster import __version__, artifacts, names
from educluster.store import dumps

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
DCAT = Namespace("http://www.w3.org/ns/dcat#")
SPDX = Namespace("http://spdx.org/rdf/terms#")
PARTS = ["ontology", "core", "concepts", "literature", "corpus", "alignments"]
TYPES = {
    "ttl": "text/turtle",
    "trig": "application/trig",
    "nt": "application/n-triples",
    "jsonld": "application/ld+json",
    "rdf": "application/rdf+xml",
}


@pytest.fixture(scope="module")
def listed(app):
    """What can be downloaded; the first to ask waits until it is made."""
    response = app.test_client().get("/downloads?format=json")
    assert response.status_code == 200, response.text
    return response.json


def files(listed):
    return [file for part in listed["parts"] for file in part["files"]] + listed["beside"]


def path_of(file):
    return file["address"].removeprefix("http://localhost")


def test_each_part_is_there_in_each_format_with_a_version_of_its_own(listed):
    assert [part["name"] for part in listed["parts"]] == ["", *PARTS]
    types = [[file["media_type"] for file in part["files"]] for part in listed["parts"]]
    assert types == [list(TYPES.values())] * len(types)
    versions = {part["name"]: part["version_iri"] for part in listed["parts"]}
    assert versions["ontology"] == f"{names.EC.rstrip('#')}/{__version__}"
    assert versions["core"] == f"{names.GRAPH}core/{__version__}"
    assert len(set(versions.values())) == len(versions)
    assert (listed["release"], listed["version"]) == (artifacts.release(), __version__)


def test_each_file_has_the_size_and_the_checksum_that_are_told(client, listed):
    for file in files(listed):
        response = client.get(path_of(file), buffered=True)
        told = (response.status_code, len(response.data), hashlib.sha256(response.data).hexdigest())
        assert told == (200, file["bytes"], file["sha256"]), file["name"]


@pytest.mark.parametrize("ending", TYPES)
@pytest.mark.parametrize("address", ["/dump", "/dump/core"])
def test_a_file_is_told_by_its_head(client, listed, address, ending):
    response = client.head(f"{address}.{ending}", buffered=True)
    assert (response.status_code, response.mimetype, response.data) == (200, TYPES[ending], b"")
    assert int(response.headers["Content-Length"]) in {file["bytes"] for file in files(listed)}
    assert response.last_modified.date().isoformat() == listed["date"]


def test_who_has_a_file_gets_it_no_second_time(client, listed):
    tag = client.head("/dump/core.ttl", buffered=True).headers["ETag"]
    assert client.get("/dump/core.ttl", headers={"If-None-Match": tag}).status_code == 304


def test_a_piece_of_a_file_can_be_had(client, listed):
    response = client.get("/dump.trig", headers={"Range": "bytes=0-11"}, buffered=True)
    assert (response.status_code, response.data) == (206, b"# educluster")


def test_the_dump_tells_which_release_it_is(client, listed, tmp_path):
    file = tmp_path / "dump.trig"
    file.write_bytes(client.get("/dump.trig", buffered=True).data)
    assert dumps.read_head(file).release == artifacts.release()


def test_the_page_and_the_catalogue_list_each_file(client, listed):
    page = client.get("/downloads?lang=uz").text
    told = Graph().parse(data=client.get("/downloads?format=ttl").data, format="turtle")
    addresses = {str(each) for each in told.objects(None, DCAT.downloadURL)}
    assert addresses == {file["address"] for file in files(listed)}
    assert all(file["sha256"] in page and file["name"] in page for file in files(listed))
    assert "Nashri saqlanar ekan" in page
    html5lib.HTMLParser(strict=True).parse(page)


def test_the_catalogue_tells_sizes_and_checksums(client, listed):
    told = Graph().parse(data=client.get("/downloads?format=jsonld").data, format="json-ld")
    for file in files(listed):
        (distribution,) = told.subjects(DCAT.downloadURL, URIRef(file["address"]))
        size = Literal(str(file["bytes"]), datatype=XSD.nonNegativeInteger)
        assert told.value(distribution, DCAT.byteSize) == size
        checksum = told.value(distribution, SPDX.checksum)
        assert str(told.value(checksum, SPDX.checksumValue)) == file["sha256"]
    datasets = set(told.subjects(RDF.type, DCAT.Dataset))
    assert datasets == set(told.objects(URIRef("https://w3id.org/educluster/downloads"), DCAT.dataset))
    for each in datasets:
        assert {text.language for text in told.objects(each, DCTERMS.title)} == set(names.LANGUAGES)
        assert told.value(each, DCTERMS.license)
        assert told.value(each, DCAT.isVersionOf)


@pytest.mark.parametrize(("ending", "media_type"), TYPES.items())
@pytest.mark.parametrize(
    ("address", "file"),
    [("/dataset", "/dump"), (f"/dataset/{__version__}", "/dump"), ("/graph/core", "/dump/core")]
    + [("/graph/corpus", "/dump/corpus")]
    + [(f"/graph/{part}/{__version__}", f"/dump/{part}") for part in PARTS[1:]],
)
def test_the_iri_of_a_part_leads_to_its_file(client, address, file, ending, media_type):
    response = client.get(address, headers={"Accept": media_type})
    asked = f"?version={__version__}" if __version__ in address else ""
    assert (response.status_code, response.headers["Location"]) == (303, f"{file}.{ending}{asked}")


def test_the_iri_of_a_part_leads_a_reader_to_its_place_on_the_page(client, listed):
    response = client.get(f"/graph/corpus/{__version__}", headers={"Accept": "text/html"})
    assert response.headers["Location"] == f"/downloads?version={__version__}#part-corpus"
    assert 'id="part-corpus"' in client.get(response.headers["Location"]).text


@pytest.mark.parametrize(
    ("graph", "page"),
    [
        ("concepts", "/downloads#part-concepts"),
        ("corpus/chirchik-icpe", "/graphs#corpus/chirchik-icpe"),
        ("nothing", "/graphs/nothing"),
    ],
)
def test_a_graph_leads_a_reader_to_a_page(client, graph, page):
    response = client.get(f"/graph/{graph}", headers={"Accept": BROWSER})
    assert (response.status_code, response.headers["Location"]) == (303, page)
    path, _, anchor = page.partition("#")
    shown = client.get(path, headers={"Accept": BROWSER})
    assert shown.mimetype == "text/html"
    assert f'id="{anchor}"' in shown.text or shown.status_code == 404
    program = client.get(f"/graph/{graph}", headers={"Accept": "*/*"})
    assert program.headers["Location"] == f"/graphs/{graph}"


@pytest.mark.parametrize(
    ("address", "status", "told"),
    [
        ("/dump/people.ttl", 404, "alignments"),
        ("/dump/core.docx", 404, "/downloads"),
        ("/dump.ttl?version=9.9.9", 404, "9.9.9"),
        ("/dump.ttl?v=1", 400, "version"),
        ("/downloads?format=docx", 406, "jsonld"),
    ],
)
def test_what_there_is_not_is_told(client, address, status, told):
    response = client.get(address)
    assert response.status_code == status
    assert told in response.text
