"""The service description.  Source: SPARQL 1.1 Service Description, and what its 1.2 draft adds."""

from __future__ import annotations

from collections.abc import Iterator

from educluster import formats
from educluster.catalogue.model import Bounds, Counted, Graph, Place
from educluster.catalogue.writing import (
    DCTERMS,
    FORMATS,
    RDFS,
    SD,
    VOID,
    about,
    number,
    part,
    say,
    title,
    write,
)
from educluster.formats import Format
from educluster.graphs import iri, token

_NAMES = {
    formats.RESULTS_JSON: "SPARQL_Results_JSON",
    formats.RESULTS_XML: "SPARQL_Results_XML",
    formats.CSV: "SPARQL_Results_CSV",
    formats.TSV: "SPARQL_Results_TSV",
    formats.TURTLE: "Turtle",
    formats.N_TRIPLES: "N-Triples",
    formats.RDF_XML: "RDF_XML",
    formats.JSON_LD: "JSON-LD",
    formats.TRIG: "TriG",
    formats.N_QUADS: "N-Quads",
}
_VERSIONS = "http://www.w3.org/ns/sparql#version-"
_GEOSPARQL = "http://www.opengis.net/def/function/geosparql/"
_SIMPLE = iri("http://www.w3.org/ns/entailment/Simple")

# Of GeoSPARQL 1.1, each tried; a test asks each of them.
_FUNCTIONS = (
    "sfEquals sfDisjoint sfIntersects sfTouches sfCrosses sfWithin sfContains sfOverlaps "
    "ehEquals ehDisjoint ehMeet ehOverlap ehCovers ehCoveredBy ehInside ehContains "
    "rcc8eq rcc8dc rcc8ec rcc8po rcc8tppi rcc8tpp rcc8ntpp rcc8ntppi relate "
    "distance length perimeter envelope convexHull centroid intersection union difference symDifference "
    "dimension coordinateDimension spatialDimension isEmpty isSimple getSRID asGeoJSON"
).split()


def describe_service(place: Place, counted: Counted, bounds: Bounds, written_in: Format) -> bytes:
    """Return the description of the services for queries and for updates, and of their dataset."""
    query, update = iri(f"{place.query}#service"), iri(f"{place.update}#service")
    dataset = iri(f"{place.query}#dataset")
    lines = [
        *_queries(query, place, bounds),
        *_updates(update, place),
        *(line for each in (query, update) for line in _common(each, place, bounds)),
        *say(query, SD.defaultDataset, dataset),
        *_dataset(dataset, place, counted),
    ]
    return write(lines, written_in)


def _common(service: str, place: Place, bounds: Bounds) -> Iterator[str]:
    yield from say(service, SD.feature, SD.UnionDefaultGraph, SD.EmptyGraphs)
    yield from say(service, SD.defaultEntailmentRegime, _SIMPLE)
    yield from say(service, SD.supportedVersion, *(iri(_VERSIONS + each) for each in ("1.1", "1.2")))
    yield from say(service, RDFS.comment, *(token(note, language="en") for note in bounds.notes))
    yield from say(service, RDFS.seeAlso, iri(place.void))


def _queries(service: str, place: Place, bounds: Bounds) -> Iterator[str]:
    yield from about(service, SD.Service)
    yield from say(service, SD.endpoint, iri(place.query))
    yield from say(service, SD.supportedLanguage, SD.SPARQL11Query, SD.SPARQLQuery)
    yield from say(service, SD.resultFormat, *(FORMATS[name] for name in _NAMES.values()))
    functions = [iri(_GEOSPARQL + name) for name in _FUNCTIONS]
    yield from say(service, SD.extensionFunction, *functions)
    for function in functions:
        yield from about(function, SD.Function)
    if bounds.services:
        yield from say(service, SD.feature, SD.BasicFederatedQuery)


def _updates(service: str, place: Place) -> Iterator[str]:
    yield from about(service, SD.Service)
    yield from say(service, SD.endpoint, iri(place.update))
    yield from say(service, SD.supportedLanguage, SD.SPARQL11Update, SD.SPARQLUpdate)
    yield from say(service, SD.inputFormat, *(FORMATS[_NAMES[each]] for each in formats.DOCUMENTS))
    told = f"Needs a token. Documents in these formats are written with the graph store at {place.graphs}."
    yield from say(service, RDFS.comment, token(told, language="en"))


def _dataset(dataset: str, place: Place, counted: Counted) -> Iterator[str]:
    default = iri(f"{place.query}#default-graph")
    yield from about(dataset, SD.Dataset)
    yield from say(dataset, SD.defaultGraph, default)
    yield from about(default, SD.Graph)
    yield from number(default, VOID.triples, counted.triples)
    for graph in counted.graphs:
        named = part(place.query, "graph", graph.iri)
        yield from say(dataset, SD.namedGraph, named)
        yield from about(named, SD.NamedGraph)
        yield from say(named, SD.name, iri(graph.iri))
        yield from say(named, SD.graph, iri(graph.iri))
        yield from _graph(graph)


def _graph(graph: Graph) -> Iterator[str]:
    yield from about(iri(graph.iri), SD.Graph)
    yield from number(iri(graph.iri), VOID.triples, graph.triples)
    yield from say(iri(graph.iri), DCTERMS.title, *(title(*each) for each in graph.titles))
