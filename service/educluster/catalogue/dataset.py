"""The dataset and its parts, counted.  Source: Describing Linked Datasets with the VoID Vocabulary."""

from __future__ import annotations

from collections.abc import Iterator

from educluster import __version__, names
from educluster.catalogue.model import Counted, Graph, Links, Place, namespace
from educluster.catalogue.parts import DATASET
from educluster.catalogue.writing import (
    DCTERMS,
    FOAF,
    FORMATS,
    PUBLISHER,
    RDFS,
    VOID,
    about,
    number,
    part,
    publisher,
    say,
    title,
    write,
)
from educluster.formats import Format
from educluster.graphs import iri, token

_LICENCE = iri(names.LICENCE)
_TITLE = "educluster: what is said of educational clusters"
_VOCABULARIES = 200


def describe_dataset(place: Place, counted: Counted, written_in: Format) -> bytes:
    """Return the description of the whole dataset, of its graphs, and of the links that lead out of it."""
    lines = [
        *_document(place),
        *_whole(place, counted),
        *(line for graph in counted.graphs for line in _graph(place, graph)),
        *_partitions(place, counted),
        *(line for links in counted.links for line in _linkset(place, links)),
    ]
    return write(lines, written_in)


def vocabularies(counted: Counted) -> list[str]:
    """Return the namespaces of the classes and properties that are used, sorted."""
    used = {namespace(use.iri) for use in (*counted.classes, *counted.properties)}
    return sorted(used - {""})[:_VOCABULARIES]


def _document(place: Place) -> Iterator[str]:
    yield from about(iri(place.void), VOID.DatasetDescription)
    yield from say(iri(place.void), FOAF.primaryTopic, iri(DATASET))
    yield from say(iri(place.void), DCTERMS.publisher, iri(PUBLISHER))
    yield from publisher()


def _whole(place: Place, counted: Counted) -> Iterator[str]:
    whole = iri(DATASET)
    yield from about(whole, VOID.Dataset)
    yield from say(whole, DCTERMS.title, token(_TITLE, language="en"))
    yield from say(whole, DCTERMS.publisher, iri(PUBLISHER))
    yield from say(whole, DCTERMS.hasVersion, token(f"{__version__}, {counted.version}"))
    yield from say(whole, DCTERMS.license, _LICENCE)
    yield from say(whole, VOID.sparqlEndpoint, iri(place.query))
    yield from say(whole, VOID.uriSpace, *(token(each) for each in (names.ECR, names.ECC, names.EC)))
    yield from say(whole, VOID.exampleResource, iri(names.ECR + "principle-mutual-control"))
    yield from say(whole, VOID.feature, *(FORMATS[each] for each in ("Turtle", "TriG", "JSON-LD", "RDF_XML")))
    yield from number(whole, VOID.triples, counted.triples)
    yield from number(whole, VOID.entities, counted.entities)
    yield from number(whole, VOID.distinctSubjects, counted.subjects)
    yield from number(whole, VOID.distinctObjects, counted.objects)
    yield from say(whole, VOID.vocabulary, *(iri(each) for each in vocabularies(counted)))
    if counted.cut:
        told = "Not all graphs, classes and properties are listed: the largest are."
        yield from say(whole, RDFS.comment, token(told, language="en"))
    else:
        yield from number(whole, VOID.classes, len(counted.classes))
        yield from number(whole, VOID.properties, len(counted.properties))


def _graph(place: Place, graph: Graph) -> Iterator[str]:
    """Yield what is said of a graph; it is fetched from the graph store, which is its dump."""
    named = iri(graph.iri)
    yield from say(iri(DATASET), VOID.subset, named)
    yield from about(named, VOID.Dataset)
    yield from number(named, VOID.triples, graph.triples)
    yield from say(named, VOID.dataDump, iri(place.graph(graph.iri)))
    yield from say(named, DCTERMS.title, *(title(*each) for each in graph.titles))
    if graph.licence:
        yield from say(named, DCTERMS.license, iri(graph.licence))


def _partitions(place: Place, counted: Counted) -> Iterator[str]:
    for used in counted.classes:
        piece = part(place.void, "class", used.iri)
        yield from say(iri(DATASET), VOID.classPartition, piece)
        yield from say(piece, VOID["class"], iri(used.iri))
        yield from number(piece, VOID.entities, used.count)
    for used in counted.properties:
        piece = part(place.void, "property", used.iri)
        yield from say(iri(DATASET), VOID.propertyPartition, piece)
        yield from say(piece, VOID.property, iri(used.iri))
        yield from number(piece, VOID.triples, used.count)


def _linkset(place: Place, links: Links) -> Iterator[str]:
    """Yield a linkset, which has links of one kind only.  Source: VoID, section 5."""
    linkset, target = part(place.void, "linkset", links.target, links.predicate), iri(links.target)
    yield from say(iri(DATASET), VOID.subset, linkset)
    yield from about(linkset, VOID.Linkset)
    yield from say(linkset, VOID.subjectsTarget, iri(DATASET))
    yield from say(linkset, VOID.objectsTarget, target)
    yield from say(linkset, VOID.linkPredicate, iri(links.predicate))
    yield from number(linkset, VOID.triples, links.triples)
    yield from about(target, VOID.Dataset)
    yield from say(target, VOID.uriSpace, token(links.target))
