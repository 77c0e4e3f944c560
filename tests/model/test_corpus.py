"""The corpus: real clusters and programmes, the source of each fact, and what the sources do not tell."""

import csv
import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, BNode, Literal, URIRef
from rdflib.namespace import DCTERMS

from educluster import shapes
from educluster.reports import Severity
from model.descriptions import CLUSTERS, EC, ECR, ORGANISATIONS, ROOT, VOCABULARY, found, merged

PROGRAMMES = found("corpus/programmes")
VERDICTS = ROOT / "tests" / "model" / "corpus-verdicts.csv"
DESCRIPTIONS = CLUSTERS + PROGRAMMES
NAMED = [*ORGANISATIONS, ROOT / "corpus" / "literature" / "institutions.ttl"]
OWN_NAMES = "https://w3id.org/educluster/"
PREFIXES = {"ecr": OWN_NAMES + "id/", "ecc": OWN_NAMES + "claim/"}
SOURCE = re.compile(rf"https?://(?!w3id\.org/educluster/)|{OWN_NAMES}id/work-")
READ_ON = Literal("2026-11-21", datatype="http://www.w3.org/2001/XMLSchema#date")

data = cache(lambda file: merged([file]))
each_description = pytest.mark.parametrize("file", DESCRIPTIONS, ids=lambda file: file.stem)


def table(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


FACTS = table(ROOT / "corpus" / "facts.csv")


def subject(file):
    """Return the cluster or programme that a file describes."""
    return ECR[f"{'cluster' if file in CLUSTERS else 'programme'}-{file.stem}"]


def nodes(row):
    """Return the nodes and claims that hold a fact."""
    for name in row["stands_as"].split():
        prefix, _, local = name.partition(":")
        yield URIRef(PREFIXES[prefix] + local)


def rows_of(file):
    return [row for row in FACTS if row["cluster"] == file.stem]


# The register of facts


def test_register_is_sorted_and_has_each_description():
    order = [(row["cluster"], int(row["row"])) for row in FACTS]
    assert order == sorted(order)
    assert {row["cluster"] for row in FACTS} == {file.stem for file in DESCRIPTIONS}


@each_description
def test_rows_of_a_description_have_no_gap(file):
    rows = [int(row["row"]) for row in rows_of(file)]
    assert rows
    assert rows == list(range(1, len(rows) + 1))


@each_description
def test_fact_stands_where_the_register_says(file):
    """A concept of the vocabulary or a work may be named beside the node that points to it, never alone."""
    near = set((data(file) + organisations()).subjects())
    known = set(everything().subjects())
    for row in rows_of(file):
        assert set(nodes(row)) & near, row
        assert set(nodes(row)) <= known, row


@each_description
def test_every_claim_is_a_fact_of_the_register(file):
    registered = {node for row in FACTS for node in nodes(row)}
    assert set(data(file).subjects(RDF.type, EC.Claim)) <= registered


@cache
def organisations():
    return merged(NAMED)


@cache
def everything():
    literature = [file for file in found("corpus/literature") if file not in NAMED]
    return VOCABULARY + merged([*DESCRIPTIONS, *NAMED, *literature])


# Sources and claims


@pytest.mark.parametrize("file", DESCRIPTIONS + ORGANISATIONS, ids=lambda file: file.stem)
def test_every_node_of_the_corpus_has_a_source(file):
    graph = data(file)
    header = set(graph.subjects(DCTERMS.license))
    typed = {node for node in graph.subjects(RDF.type) if not isinstance(node, BNode)}
    for node in typed - header - ({subject(file)} if file in DESCRIPTIONS else set()):
        sources = list(graph.objects(node, DCTERMS.source))
        assert sources, node
        assert all(SOURCE.match(source) for source in sources), node


def claims(file):
    """Return what is claimed of the described: property and value, by claim."""
    graph = data(file)
    return {
        claim: (graph.value(claim, EC.relation), graph.value(claim, EC.object))
        for claim in graph.subjects(EC.subject, subject(file))
    }


@each_description
def test_plain_value_is_a_claim_too(file):
    """What is not a node of the file itself, with a source of its own, stands on a claim."""
    graph = data(file)
    plain = {
        (p, o)
        for p, o in graph.predicate_objects(subject(file))
        if (o, RDF.type, None) not in graph and p not in (RDF.type, EC.underProgramme)
    }
    assert plain
    assert plain <= set(claims(file).values())


@each_description
def test_claim_alone_is_hedged_or_a_wording_without_a_concept(file):
    graph = data(file)
    for claim, (relation, value) in claims(file).items():
        if (subject(file), relation, value) not in graph:
            hedged = graph.value(claim, EC.stance) == EC.Hedges
            wording = isinstance(value, Literal) and (relation, RDF.type, OWL.ObjectProperty) in VOCABULARY
            assert hedged or wording, claim
            assert (claim, SKOS.note, None) in graph, claim


@each_description
def test_claim_says_who_read_what_and_when(file):
    graph = data(file)
    for claim in graph.subjects(RDF.type, EC.Claim):
        assert graph.value(claim, EC.readBy) == EC.Software
        assert graph.value(claim, EC.readOn) == READ_ON
        assert graph.value(claim, EC.reviewStatus) == EC.Proposed
        assert graph.value(claim, EC.stance)


@each_description
def test_claims_are_numbered_without_gap(file):
    numbers = sorted(str(claim) for claim in data(file).subjects(RDF.type, EC.Claim))
    wanted = [f"{PREFIXES['ecc']}{file.stem}-{number:03}" for number in range(1, len(numbers) + 1)]
    assert numbers == wanted


# What is not known


@each_description
def test_unknown_is_what_the_register_has_as_unknown(file):
    unknown = set(data(file).objects(subject(file), EC.unknown))
    registered = {node for row in rows_of(file) for node in nodes(row)}
    assert unknown <= registered


@each_description
def test_what_was_not_found_says_so_with_the_date(file):
    graph = data(file)
    for each in graph.objects(subject(file), EC.unknown):
        assert (each, RDF.type, EC.Unknown) in graph
        assert graph.value(each, DCTERMS.date) == READ_ON
        asked = graph.value(each, EC.onProperty)
        assert asked
        assert (subject(file), asked, None) not in graph or (each, SKOS.note, None) in graph


@each_description
def test_description_is_answered_for(file):
    graph = data(file)
    declaration = graph.value(subject(file), EC.hasDeclaration, any=False)
    assert graph.value(declaration, EC.capacity) == EC.ThirdParty
    assert graph.value(declaration, DCTERMS.date) == READ_ON


# Programmes


@pytest.mark.parametrize("file", PROGRAMMES, ids=lambda file: file.stem)
def test_programme_is_no_cluster(file):
    """Neither by its type nor by a property of which only a cluster is the subject."""
    for each in data(file).subjects(RDF.type, EC.Programme):
        assert set(data(file).objects(each, RDF.type)) == {EC.Programme}
        used = set(data(file).predicates(each))
        assert [p for p in used if (p, RDFS.domain, EC.Cluster) in VOCABULARY] == []
    assert list(data(file).subjects(RDF.type, EC.Cluster)) == []


def test_programme_that_a_cluster_is_under_is_described():
    described = {node for file in PROGRAMMES for node in data(file).subjects(RDF.type, EC.Programme)}
    described |= {node for file in CLUSTERS for node in data(file).subjects(RDF.type, EC.Programme)}
    under = {node for file in DESCRIPTIONS for node in data(file).objects(None, EC.underProgramme)}
    assert under
    assert under <= described


# Organisations and places


def test_an_organisation_or_place_stands_in_one_file():
    counted = Counter(node for file in ORGANISATIONS for node in set(data(file).subjects()))
    assert set(counted.values()) == {1}
    typed = Counter(
        node
        for file in {*NAMED, *found("corpus/literature")}
        for node in set(data(file).subjects(RDF.type))
        if not isinstance(node, BNode)
    )
    assert [node for node, times in typed.items() if times > 1] == []


def test_no_two_organisations_or_places_go_by_one_name():
    org = URIRef("http://www.w3.org/ns/org#Organization")
    for kind in (org, EC.Place):
        named = defaultdict(set)
        for node in organisations().subjects(RDF.type, kind):
            for label in organisations().objects(node, RDFS.label):
                named[label.casefold(), label.language].add(node)
        assert len(named) > 50
        assert {name: nodes for name, nodes in named.items() if len(nodes) > 1} == {}


def test_organisation_and_place_are_used():
    corpus = merged(DESCRIPTIONS + ORGANISATIONS)
    ours = {node for file in ORGANISATIONS for node in data(file).subjects(RDF.type)}
    header = set(organisations().subjects(DCTERMS.license))
    assert ours - header - set(corpus.objects()) == set()


def test_no_own_name_is_used_undeclared():
    ours = [*DESCRIPTIONS, *ORGANISATIONS, *found("corpus/examples/valid")]
    ours += found("corpus/examples/invalid") + found("shapes/profiles")
    beside = found("ontology", "*.ttl") + found("shapes", "*.ttl") + found("corpus/literature", "**/*.ttl")
    declared = set((VOCABULARY + merged([*ours, *beside])).subjects(RDF.type, None))
    used = {
        term
        for triple in merged(ours)
        for term in triple
        if isinstance(term, URIRef) and term.startswith(OWN_NAMES)
    }
    assert {term for term in used - declared if "/graph/" not in term} == set()


# Verdicts


@cache
def profile(name):
    return shapes.load(name)


def verdicts(file, name):
    """Return how often each rule of a profile itself is broken, with its severity, as the table has it."""
    description = shapes.Description.read(file.read_bytes(), "text/turtle")
    findings = shapes.check(profile(name), description, Severity.VIOLATION).findings
    inherited = profile("base").rules if name != "base" else {}
    own = [each for each in findings if each.shape not in inherited]
    counted = Counter((each.shape.rpartition("#")[2], each.severity.value) for each in own)
    return {(*broken, str(times)) for broken, times in counted.items()}


@pytest.mark.parametrize("name", ["base", "corpus"])
@pytest.mark.parametrize("file", CLUSTERS, ids=lambda file: file.stem)
def test_real_cluster_lacks_what_its_sources_do_not_tell(file, name):
    rows = [row for row in table(VERDICTS) if (row["cluster"], row["profile"]) == (file.stem, name)]
    assert {(row["shape"], row["severity"], row["count"]) for row in rows} == verdicts(file, name)


def test_table_of_verdicts_is_about_the_corpus():
    rows = table(VERDICTS)
    assert {row["cluster"] for row in rows if row["profile"] == "base"} == {file.stem for file in CLUSTERS}
    keys = [(row["cluster"], row["profile"], row["shape"]) for row in rows]
    assert keys == sorted(set(keys))
