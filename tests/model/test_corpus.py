"""The corpus: real clusters with the source of each fact, and what their sources do not tell."""

from collections import Counter

import pytest
from rdflib import RDF, SKOS, URIRef
from rdflib.namespace import DCTERMS

from model.descriptions import (
    CLUSTERS,
    EC,
    ECR,
    INVALID,
    ORGANISATIONS,
    PROFILE,
    VALID,
    VOCABULARY,
    found,
    merged,
    verdicts,
)

OWN_NAMES = "https://w3id.org/educluster/"

OF_CLUSTER = {
    # Ten founders whose interests, governing body and practice no source tells; a legal basis and projects.
    "c-edu-cluj": {
        ("S06", "Violation"): 10,
        ("S11", "Violation"): 1,
        ("S44-absent", "Info"): 1,
        ("S45", "Info"): 1,
        ("S46", "Warning"): 1,
        ("S59", "Violation"): 1,
    },
    # In formation: no governing body is asked yet; two members, whose interests no source tells.
    "chirchik-icpe": {
        ("S06", "Violation"): 2,
        ("S44-absent", "Info"): 1,
        ("S45", "Info"): 1,
        ("S46", "Warning"): 1,
    },
}


@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_real_cluster_lacks_what_its_sources_do_not_tell(file):
    assert verdicts(file) == OF_CLUSTER[file.stem]


@pytest.mark.parametrize("file", CLUSTERS + ORGANISATIONS, ids=lambda file: file.stem)
def test_every_node_of_the_corpus_has_a_source(file):
    data = merged([file])
    bare = {node for node in data.subjects() if (node, DCTERMS.license, None) not in data}
    for node in bare - set(data.subjects(RDF.type, EC.Cluster)):
        sources = list(data.objects(node, DCTERMS.source))
        assert sources, node
        assert all(str(source).startswith("https://") for source in sources), node


@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_plain_value_of_a_cluster_is_a_claim_too(file):
    data = merged([file])
    cluster = ECR[f"cluster-{file.stem}"]
    claimed = {
        (data.value(claim, EC.relation), data.value(claim, EC.object))
        for claim in data.subjects(EC.subject, cluster)
        if data.value(claim, DCTERMS.source) and data.value(claim, EC.readOn)
    }
    plain = {
        (p, o) for p, o in data.predicate_objects(cluster) if (o, None, None) not in data and p != RDF.type
    }
    assert plain
    assert plain == claimed


@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_what_was_not_found_says_so_with_the_date(file):
    data = merged([file])
    unknown = list(data.objects(ECR[f"cluster-{file.stem}"], EC.unknown))
    assert unknown
    for each in unknown:
        assert str(data.value(each, DCTERMS.date)) == "2026-11-21"
        asked = data.value(each, EC.onProperty)
        assert asked
        assert (ECR[f"cluster-{file.stem}"], asked, None) not in data or (each, SKOS.note, None) in data


def test_an_organisation_or_place_stands_in_one_file():
    counted = Counter(node for file in ORGANISATIONS for node in set(merged([file]).subjects()))
    assert set(counted.values()) == {1}


def test_no_own_name_is_used_undeclared():
    ours = [*CLUSTERS, *ORGANISATIONS, *VALID, *INVALID, PROFILE]
    beside = found("ontology", "*.ttl") + found("shapes", "*.ttl") + found("corpus/literature", "**/*.ttl")
    declared = set((VOCABULARY + merged([*ours, *beside])).subjects(RDF.type, None))
    used = {
        term
        for triple in merged(ours)
        for term in triple
        if isinstance(term, URIRef) and term.startswith(OWN_NAMES)
    }
    assert {term for term in used - declared if "/graph/" not in term} == set()
