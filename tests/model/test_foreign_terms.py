"""Terms of other vocabularies: each was read in a file of its vocabulary, and stands in the pinned list."""

import csv
import re
from collections import defaultdict

import pytest
from rdflib import OWL, RDF, RDFS, SH, Graph, Literal, Namespace, URIRef

from model.alignments import OWN, ROOT, TABLE

LIST = ROOT / "ontology" / "foreign-terms.csv"
FOLDERS = ("ontology", "corpus", "shapes", "queries", "service")
EC = Namespace("https://w3id.org/educluster/ns#")
PROPERTIES = {"property", "object property", "datatype property", "annotation property"}
# What stands after these is a class or a datatype, or a property.
BEFORE_CLASSES = {
    RDFS.subClassOf, RDFS.domain, RDFS.range, OWL.equivalentClass, OWL.disjointWith, OWL.someValuesFrom,
    OWL.allValuesFrom, OWL.onClass, SH["class"], SH.targetClass, SH.datatype,
}  # fmt: skip
BEFORE_PROPERTIES = {
    RDFS.subPropertyOf, OWL.equivalentProperty, OWL.inverseOf, OWL.onProperty, SH.path, SH.inversePath,
    SH.targetObjectsOf, SH.targetSubjectsOf, EC.relation, EC.onProperty,
}  # fmt: skip
SPARQL_TOKEN = re.compile(
    r'#[^\n]*|"[^"\n]*"|PREFIX\s+([\w-]*):\s*<([^>]*)>|<([^<>\s]+)>|(?<![\w?])([\w-]+):(\w[\w.-]*)'
)


def rows():
    with LIST.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


@pytest.fixture(scope="module")
def listed():
    return {row["iri"]: row["kind"] for row in rows()}


def namespaces(iris):
    return {re.match(r".*[#/]", iri)[0] for iri in iris}


def is_term(iri, vocabularies):
    """Whether an IRI lies in a vocabulary, and is not the vocabulary itself."""
    return re.match(r".*[#/]|", iri)[0] in vocabularies - {str(iri)}


def uses(graph, vocabularies):
    """The foreign terms of a graph, each with the kinds that would fit how it stands there."""
    found = defaultdict(list)
    for _, predicate, value in graph:
        found[predicate].append(PROPERTIES)
        if isinstance(value, Literal):
            found[value.datatype].append({"datatype"})
        elif predicate == RDF.type:
            found[value].append({"class"})
        elif predicate in BEFORE_CLASSES:
            found[value].append({"class", "datatype"})
        elif predicate in BEFORE_PROPERTIES:
            found[value].append(PROPERTIES)
    for each in {node for triple in graph for node in triple if isinstance(node, URIRef)}:
        if is_term(each, vocabularies):
            found[each].append(None)
    return {
        str(iri): fit for iri, fit in found.items() if isinstance(iri, URIRef) and not iri.startswith(OWN)
    }


def named(query, vocabularies):
    """The foreign terms that a query names, of whatever kind."""
    prefixes, found = {}, set()
    for prefix, namespace, iri, before, local in SPARQL_TOKEN.findall(query):
        if namespace:
            prefixes[prefix] = namespace
        elif local:
            found.add(prefixes[before] + local)
        elif iri and is_term(iri, vocabularies):
            found.add(iri)
    return {iri: [None] for iri in found if not iri.startswith(OWN)}


def files(pattern):
    found = [path for folder in FOLDERS for path in sorted((ROOT / folder).rglob(pattern))]
    assert found, f"no {pattern}"
    return found


def everything_used(vocabularies, questioned):
    """The foreign terms of the repository, each with the kinds that would fit."""
    used = defaultdict(list)
    sources = [uses(Graph().parse(path, format="turtle"), vocabularies) for path in files("*.ttl")]
    sources += [named(path.read_text("utf-8"), vocabularies) for path in files("*.rq")]
    sources += [{str(TABLE.iri(each.object)): [None] for each in TABLE.mappings}]
    sources += [uses(questioned, vocabularies)]
    for source in sources:
        for iri, fit in source.items():
            used[iri] += fit
    return used


def faults(used, listed):
    """The terms that are not in the list, and those used as what the list does not have them for."""
    unknown = {iri for iri in used if iri not in listed}
    misused = {
        iri for iri in set(used) - unknown for fit in used[iri] if fit is not None and listed[iri] not in fit
    }
    return sorted(unknown), sorted(misused)


@pytest.fixture(scope="module")
def used(listed, questioned):
    return everything_used(namespaces(listed), questioned)


def test_foreign_terms_used_are_listed_with_their_kind(used, listed):
    assert faults(used, listed) == ([], [])


def test_foreign_terms_listed_are_used(used, listed):
    assert sorted(set(listed) - set(used)) == []


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        pytest.param("ec:Cluster a schema:EducationalCluster .", "schema:EducationalCluster", id="a class"),
        pytest.param("ec:Cluster schema:clusterOf ec:it .", "schema:clusterOf", id="a property"),
        pytest.param("ec:Cluster dcterms:source org:Cluster .", "org:Cluster", id="a value"),
        pytest.param("ec:it ec:on '2026'^^xsd:gYears .", "xsd:gYears", id="a datatype"),
        pytest.param(
            "[] rdfs:subClassOf <https://example.org/v#New> .",
            "<https://example.org/v#New>",
            id="a namespace",
        ),
        pytest.param("[] sh:shape ec:it .", "sh:shape", id="a term that SHACL has not"),
    ],
)
def test_invented_term_is_found(text, fault, listed):
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    iri = fault.strip("<>") if "<" in fault else str(graph.namespace_manager.expand_curie(fault))
    assert faults(uses(graph, namespaces(listed)), listed) == ([iri], [])


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("ec:it org:Role ec:it .", id="a class as a property"),
        pytest.param("ec:it a org:role .", id="a property as a class"),
        pytest.param("ec:it ec:onProperty org:Role .", id="a class where a property is meant"),
    ],
)
def test_term_of_another_kind_is_found(text, listed):
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    assert len(faults(uses(graph, namespaces(listed)), listed)[1]) == 1


def test_invented_term_in_a_query_is_found(listed):
    query = 'PREFIX org: <http://www.w3.org/ns/org#>\nSELECT ?a WHERE { ?a org:clusters "x:y" } # org:no'
    assert faults(named(query, namespaces(listed)), listed) == (["http://www.w3.org/ns/org#clusters"], [])


def test_address_of_a_document_is_no_term(listed):
    text = (
        "ec:it dcterms:source <https://www.example.org/page> ; rdfs:isDefinedBy <http://www.w3.org/ns/org#> ."
    )
    graph = Graph().parse(data=PREFIXES + text, format="turtle")
    assert faults(uses(graph, namespaces(listed)), listed) == ([], [])


def test_list_is_sorted_and_tells_where_each_term_was_read():
    told = rows()
    assert [row["iri"] for row in told] == sorted({row["iri"] for row in told})
    needed = ("iri", "kind", "vocabulary", "version", "read_in")
    assert [row for row in told if not all(row[name] for name in needed)] == []
    assert [row for row in told if not re.fullmatch(r"[0-9a-f]{12}|", row["sha256"])] == []


PREFIXES = f"""
    @prefix dcterms: <http://purl.org/dc/terms/> .
    @prefix ec:     <{EC}> .
    @prefix org:    <http://www.w3.org/ns/org#> .
    @prefix rdfs:   <{RDFS}> .
    @prefix schema: <https://schema.org/> .
    @prefix sh:     <{SH}> .
    @prefix xsd:    <http://www.w3.org/2001/XMLSchema#> .
"""
