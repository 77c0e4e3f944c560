"""Service description and VoID: real terms, true counts, and nothing advertised that is not there."""

import json
import re
import time
import urllib.request
from io import BytesIO
from urllib.parse import quote

import pyoxigraph
import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.compare import isomorphic
from rdflib.namespace import RDF

from conftest import get, serving, token
from educluster import artifacts, catalogue, formats, names
from educluster.answer import Answered
from educluster.catalogue import Bounds, Counted, Place
from educluster.catalogue import Graph as CountedGraph
from educluster.catalogue.service import _FUNCTIONS
from educluster.errors import Deadline
from educluster.web import counting

SD = Namespace("http://www.w3.org/ns/sparql-service-description#")
VOID = Namespace("http://rdfs.org/ns/void#")
FORMATS = Namespace("http://www.w3.org/ns/formats/")
GEOF = "http://www.opengis.net/def/function/geosparql/"
DATASET = URIRef("https://w3id.org/educluster/dataset")

TERMS = {
    str(SD): """Service Dataset Graph NamedGraph Function Feature Language endpoint feature
        defaultEntailmentRegime extensionFunction supportedLanguage supportedVersion resultFormat inputFormat
        defaultDataset defaultGraph namedGraph name graph UnionDefaultGraph EmptyGraphs BasicFederatedQuery
        SPARQL11Query SPARQL11Update SPARQLQuery SPARQLUpdate""".split(),
    str(VOID): """Dataset DatasetDescription Linkset triples entities classes properties distinctSubjects
        distinctObjects sparqlEndpoint dataDump uriSpace vocabulary exampleResource feature subset
        classPartition class propertyPartition property subjectsTarget objectsTarget linkPredicate""".split(),
}


def read(client, address, written_in=formats.TURTLE):
    response = client.get(address, headers={"Accept": written_in.media_type})
    assert (response.status_code, response.content_type) == (200, written_in.content_type)
    kind = {"ttl": "turtle", "nt": "nt", "rdf": "xml", "jsonld": "json-ld"}[written_in.name]
    return Graph().parse(data=response.data, format=kind)


def rows(client, query):
    response = client.get("/sparql", query_string={"query": query, "format": "json"})
    assert response.status_code == 200, response.text
    found = json.loads(response.data)["results"]["bindings"]
    return [{name: each["value"] for name, each in row.items()} for row in found]


@pytest.fixture(scope="module")
def described(app):
    return read(app.test_client(), "/sparql")


@pytest.fixture(scope="module")
def dataset(app):
    return read(app.test_client(), "/void")


@pytest.fixture
def services(described):
    found = {str(endpoint): service for service, endpoint in described.subject_objects(SD.endpoint)}
    assert set(found) == {"http://localhost/sparql", "http://localhost/update"}
    return found


@pytest.mark.parametrize("address", ["/sparql", "/void"])
@pytest.mark.parametrize(
    "written_in", [formats.JSON_LD, formats.RDF_XML, formats.N_TRIPLES], ids=lambda f: f.name
)
def test_a_description_says_the_same_in_every_format(client, address, written_in):
    assert isomorphic(read(client, address), read(client, address, written_in))


@pytest.mark.parametrize("address", ["/sparql", "/void"])
def test_a_description_without_accept_is_turtle_and_is_not_sent_twice(client, address):
    response = client.get(address)
    assert response.content_type == "text/turtle; charset=utf-8"
    again = client.get(address, headers={"If-None-Match": response.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")


def test_every_term_that_is_used_is_one_of_the_standards(described, dataset):
    used = {str(term) for graph in (described, dataset) for triple in graph for term in triple}
    for space, known in TERMS.items():
        assert {term for term in used if term.startswith(space)} <= {space + name for name in known}


def test_the_default_graph_and_the_entailment_are_told(described, services):
    for service in services.values():
        assert (service, RDF.type, SD.Service) in described
        assert (service, SD.feature, SD.UnionDefaultGraph) in described
        regimes = list(described.objects(service, SD.defaultEntailmentRegime))
        assert regimes == [URIRef("http://www.w3.org/ns/entailment/Simple")]


def test_queries_and_updates_have_an_endpoint_of_their_own(described, services):
    told = {
        address: set(described.objects(service, SD.supportedLanguage))
        for address, service in services.items()
    }
    assert told["http://localhost/sparql"] == {SD.SPARQL11Query, SD.SPARQLQuery}
    assert told["http://localhost/update"] == {SD.SPARQL11Update, SD.SPARQLUpdate}


QUERIES = {"SPARQL_Results": "SELECT * { ?s ?p ?o } LIMIT 1", "": "CONSTRUCT WHERE { ?s a ?o } LIMIT 1"}
MEDIA_TYPES = {
    "SPARQL_Results_JSON": "application/sparql-results+json",
    "SPARQL_Results_XML": "application/sparql-results+xml",
    "SPARQL_Results_CSV": "text/csv",
    "SPARQL_Results_TSV": "text/tab-separated-values",
    "Turtle": "text/turtle",
    "N-Triples": "application/n-triples",
    "RDF_XML": "application/rdf+xml",
    "JSON-LD": "application/ld+json",
    "TriG": "application/trig",
    "N-Quads": "application/n-quads",
}


def test_every_format_of_results_that_is_told_is_answered(client, described, services):
    told = set(described.objects(services["http://localhost/sparql"], SD.resultFormat))
    assert told == {FORMATS[name] for name in MEDIA_TYPES}
    for name, media_type in MEDIA_TYPES.items():
        query = QUERIES["SPARQL_Results" if name.startswith("SPARQL_Results") else ""]
        response = client.get("/sparql", query_string={"query": query}, headers={"Accept": media_type})
        assert (response.status_code, response.mimetype) == (200, media_type)


POLYGON = '"POLYGON((0 0,4 0,4 4,0 4,0 0))"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
POINT = '"POINT(1 1)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>'
METRE = "<http://www.opengis.net/def/uom/OGC/1.0/metre>"
ARGUMENTS = {
    "relate": f'{POINT}, {POLYGON}, "T*F**F***"',
    "distance": f'{POINT}, "POINT(2 2)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>, {METRE}',
    "length": f'"LINESTRING(0 0,1 1)"^^<http://www.opengis.net/ont/geosparql#wktLiteral>, {METRE}',
    "perimeter": f"{POLYGON}, {METRE}",
}
OF_ONE = """envelope convexHull centroid dimension coordinateDimension spatialDimension
    isEmpty isSimple getSRID asGeoJSON"""


def test_every_extension_function_that_is_told_answers(client, described, services):
    told = {
        str(each) for each in described.objects(services["http://localhost/sparql"], SD.extensionFunction)
    }
    assert told == {GEOF + name for name in _FUNCTIONS}
    of_one = dict.fromkeys(OF_ONE.split(), POLYGON)
    arguments = {
        name: ARGUMENTS.get(name) or of_one.get(name) or f"{POLYGON}, {POLYGON}" for name in _FUNCTIONS
    }
    asked = " ".join(f"(<{GEOF}{name}>({given}) AS ?{name})" for name, given in arguments.items())
    (row,) = rows(client, f"SELECT {asked} {{}}")
    assert set(row) == set(_FUNCTIONS)


def test_sparql_1_2_is_understood_as_it_is_told(client, described, services):
    told = set(described.objects(services["http://localhost/sparql"], SD.supportedVersion))
    assert URIRef("http://www.w3.org/ns/sparql#version-1.2") in told
    query = 'VERSION "1.2" SELECT (LANGDIR("a"@en--ltr) AS ?d) (isTRIPLE(<<( <a:a> <a:b> 1 )>>) AS ?t) {}'
    assert rows(client, query) == [{"d": "ltr", "t": "true"}]


def test_federation_is_told_only_where_it_is_allowed():
    counted = Counted("v", 0, ())
    place = Place(*(f"http://localhost/{each}" for each in ("sparql", "update", "graphs", "void")))
    for services in ((), ("https://example.org/sparql",)):
        told = catalogue.describe_service(place, counted, Bounds((), services), formats.N_TRIPLES)
        assert (str(SD.BasicFederatedQuery).encode() in told) == bool(services)


def test_named_graphs_are_told_with_their_true_sizes_and_titles(client, described):
    query = "SELECT ?graph (COUNT(*) AS ?count) { GRAPH ?graph { ?s ?p ?o } } GROUP BY ?graph"
    counts = {row["graph"]: int(row["count"]) for row in rows(client, query)}
    told = {str(name): named for named, name in described.subject_objects(SD.name)}
    assert set(told) == set(counts) > {names.GRAPH + "questions"}
    graphs = {name: described.value(named, SD.graph) for name, named in told.items()}
    assert {name: int(described.value(graph, VOID.triples)) for name, graph in graphs.items()} == counts
    titled = described.value(URIRef(names.GRAPH + "literature"), URIRef(names.DCTERMS + "title"))
    assert "articles" in titled


def test_the_limits_are_told_in_words(described, services):
    notes = " ".join(described.objects(services["http://localhost/sparql"], URIRef(names.RDFS + "comment")))
    assert "at most 20 seconds" in notes  # as the application under test has it
    assert "100000 rows" in notes


class Overdue:
    """Stands for a store that is so large that no count ends in time."""

    def answer(self, asked, choice):
        raise Deadline("--query-seconds", "30 seconds", "ask for less")

    def graphs(self):
        return ["https://example.org/a"]


def test_what_takes_too_long_to_count_is_left_out_and_it_is_said():
    counted = counting.count(Overdue(), "v", 5, 30)
    assert counted == Counted("v", 5, (CountedGraph("https://example.org/a", None),), cut=True)
    place = Place(*(f"http://localhost/{each}" for each in ("sparql", "update", "graphs", "void")))
    told = Graph().parse(data=catalogue.describe_dataset(place, counted, formats.TURTLE))
    assert "Not all" in told.value(DATASET, URIRef(names.RDFS + "comment"))
    assert (DATASET, VOID.subset, URIRef("https://example.org/a")) in told


class Vast(Overdue):
    """Stands for a store whose names are so long that a list of them is too much to read."""

    def answer(self, asked, choice):
        data = BytesIO(b'{"results": {"bindings": []}}')
        return Answered(formats.RESULTS_JSON, data, 17 * 1024 * 1024, "v")


def test_what_is_too_long_to_read_is_left_out_and_it_is_said():
    assert counting.count(Vast(), "v", 5, 30).cut


class Slow(Overdue):
    """Stands for a store that takes its time for each count."""

    def __init__(self):
        self.seconds = []

    def answer(self, asked, choice):
        self.seconds.append(asked.tier.seconds)
        time.sleep(0.2)
        return super().answer(asked, choice)


def test_all_counts_together_have_the_time_of_one_query():
    store = Slow()
    assert counting.count(store, "v", 5, 0.5).cut
    assert 1 <= len(store.seconds) <= 3
    assert store.seconds == sorted(store.seconds, reverse=True)
    assert store.seconds[0] <= 0.5


def test_the_dataset_is_counted_truly(client, dataset):
    asked = {
        VOID.triples: "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }",
        VOID.entities: "SELECT (COUNT(DISTINCT ?s) AS ?n) { ?s ?p ?o FILTER(isIRI(?s)) }",
        VOID.distinctObjects: "SELECT (COUNT(DISTINCT ?o) AS ?n) { ?s ?p ?o }",
        VOID.properties: "SELECT (COUNT(DISTINCT ?p) AS ?n) { ?s ?p ?o }",
        VOID.classes: "SELECT (COUNT(DISTINCT ?c) AS ?n) { ?s a ?c FILTER(isIRI(?c)) }",
    }
    for term, query in asked.items():
        assert int(dataset.value(DATASET, term)) == int(rows(client, query)[0]["n"])


def test_partitions_say_how_often_a_class_and_a_property_are_used(client, dataset):
    principle, label = URIRef(names.EC + "Principle"), URIRef(names.SKOS + "prefLabel")
    of_class, of_property = (
        dataset.value(None, VOID["class"], principle),
        dataset.value(None, VOID.property, label),
    )
    (counted,) = rows(client, f"SELECT (COUNT(DISTINCT ?s) AS ?n) {{ ?s a <{principle}> }}")
    assert int(dataset.value(of_class, VOID.entities)) == int(counted["n"])
    (counted,) = rows(client, f"SELECT (COUNT(*) AS ?n) {{ ?s <{label}> ?o }}")
    assert int(dataset.value(of_property, VOID.triples)) == int(counted["n"])


def test_each_graph_is_a_subset_that_can_be_fetched(client, dataset):
    graph = URIRef(names.GRAPH + "organisations")
    assert (DATASET, VOID.subset, graph) in dataset
    dump = dataset.value(graph, VOID.dataDump)
    assert str(dump) == f"http://localhost/graphs?graph={quote(graph, safe='')}"
    fetched = client.get(str(dump), headers={"Accept": "application/n-triples"})
    assert len(list(pyoxigraph.parse(fetched.data, format=pyoxigraph.RdfFormat.N_TRIPLES))) == int(
        dataset.value(graph, VOID.triples)
    )


def test_each_vocabulary_that_is_aligned_to_is_the_target_of_a_linkset(dataset):
    targets = {str(target) for target in dataset.objects(None, VOID.objectsTarget)}
    spaces = {"aiiso": "http://purl.org/vocab/aiiso/schema#", "schema": "https://schema.org/"}
    assert set(spaces.values()) <= targets
    aligned = {source.path.stem for source in artifacts.sources() if source.graph == "alignments"}
    assert len(targets) >= len(aligned)
    assert not [target for target in targets if target.startswith(names.BASE)]


@pytest.mark.parametrize(
    ("iri", "space"),
    [
        ("http://www.w3.org/ns/org#Role", "http://www.w3.org/ns/org#"),
        ("https://schema.org/name", "https://schema.org/"),
        ("http://a/b/c#d/e", "http://a/b/c#d/"),
        ("http://example.org", ""),
        ("http:///", ""),
        ("a:Thing", ""),
        ("urn:a/b", ""),
    ],
)
def test_the_namespace_of_a_name_is_an_address_or_none(iri, space):
    assert catalogue.namespace(iri) == space


def test_publisher_and_licence_are_told(dataset):
    publisher = dataset.value(DATASET, URIRef(names.DCTERMS + "publisher"))
    assert str(dataset.value(publisher, URIRef("http://xmlns.com/foaf/0.1/name"))) == "The educluster project"
    licence = dataset.value(DATASET, URIRef(names.DCTERMS + "license"))
    assert licence == URIRef("https://creativecommons.org/licenses/by/4.0/")


@pytest.mark.parametrize("asked", ["", "?format=nt"])
def test_the_well_known_address_leads_to_the_description(client, asked):
    response = client.get(f"/.well-known/void{asked}")
    assert (response.status_code, response.headers["Location"]) == (302, f"/void{asked}")


@pytest.mark.parametrize("address", ["/void?colour=red", "/.well-known/void?_external=1&_scheme=x"])
def test_a_parameter_that_is_not_known_is_refused(client, address):
    assert client.get(address).status_code == 400


def test_a_format_that_is_not_offered_is_refused(client):
    assert client.get("/void", headers={"Accept": "text/csv"}).status_code == 406
    assert client.get("/void?format=ttl", headers={"Accept": "text/html"}).mimetype == "text/turtle"


def test_a_host_that_is_no_part_of_an_iri_does_not_break_the_description(client):
    response = client.get("/void", headers={"Host": 'a"b<c>.example'})
    assert response.status_code in {200, 400}


def test_the_page_lists_the_graphs_and_the_limits(client):
    page = client.get("/void", headers={"Accept": "text/html"}).text
    assert names.GRAPH + "literature" in page
    assert "MiB of memory" in page
    assert re.search(r"<dd>\d{6}</dd>", page)


def test_what_is_written_is_counted_at_once_and_told_by_its_own_title(tmp_path):
    graph = "https://example.org/graph/ours"
    document = f'<{graph}> <{names.DCTERMS}title> "Ours"@en . <a:a> a <a:Thing> . <a:b> a <a:Thing> .'
    with serving("--data", str(tmp_path)) as running:
        address = f"{running.address}/graphs?graph={quote(graph, safe='')}"
        before, _, first = get(f"{running.address}/void", Accept="text/turtle")
        headers = {**token(tmp_path), "Content-Type": "text/turtle"}
        request = urllib.request.Request(address, document.encode(), headers, method="PUT")
        with urllib.request.urlopen(request, timeout=60) as written:
            version = written.headers["Educluster-Version"]
        after, told, second = get(f"{running.address}/void", Accept="text/turtle")
    assert (before, after, told["Educluster-Version"]) == (200, 200, version)
    first, second = (Graph().parse(data=each) for each in (first, second))
    assert int(second.value(DATASET, VOID.triples)) == int(first.value(DATASET, VOID.triples)) + 3
    assert int(second.value(URIRef(graph), VOID.triples)) == 3
    assert str(second.value(URIRef(graph), URIRef(names.DCTERMS + "title"))) == "Ours"
    thing = second.value(None, VOID["class"], URIRef("a:Thing"))
    assert int(second.value(thing, VOID.entities)) == 2
