"""The header, the terms, the words and the claims, held by pySHACL against the shapes of the model itself."""

import re
from functools import cache

import pyshacl
import pytest
from rdflib import OWL, RDF, RDFS, SH, SKOS, BNode, Graph, Literal, Namespace, URIRef
from rdflib.namespace import DCTERMS, VANN, XSD

import educluster
from educluster import artifacts, names
from model.conftest import ROOT, merged

EC, ECS = Namespace(names.EC), Namespace(names.ECS)
OA = Namespace(names.PREFIXES["oa"])
DOCUMENT = URIRef(names.EC.rstrip("#"))
FOLDER = ROOT / "shapes" / "model"
FILES = sorted(FOLDER.glob("*.ttl"))
SHAPES = merged(FILES)
CONSTRAINTS = sorted(set(SHAPES.subjects(SH.message)))
KNOWN = ("http://purl.org/", "http://www.w3.org/", "https://schema.org/")  # to FOOPS! (VOC1)
BAD = Literal("nowhere else")  # no date, no number, no IRI, no language, in no list
STEP = 400  # of the claims, every so many-th: pySHACL needs a minute for all, the hygiene queries seconds

GAPS = f"""
    @prefix dcterms: <{DCTERMS}> .
    @prefix ec: <{EC}> .
    @prefix xsd: <{XSD}> .

    <https://example.org/cluster>
        ec:unknown [ ec:onProperty ec:seat ; dcterms:date "2026-11-21"^^xsd:date ] ;
        ec:disputed [ ec:onProperty ec:startedOn ] .
"""


def described(graph, *nodes):
    """Return what is said of nodes, through blank nodes."""
    found = Graph()
    for node in nodes:
        for triple in graph.triples((node, None, None)):
            found.add(triple)
            if isinstance(triple[2], BNode):
                found += described(graph, triple[2])
    return found


def broken(data, shapes=SHAPES):
    """Return the shapes that data break."""
    _, report, _ = pyshacl.validate(data, shacl_graph=shapes, inplace=True)
    return set(report.objects(None, SH.sourceShape))


@cache
def broken_before(sound):
    """Return the shapes that a sample breaks as it stands; once, for the many faults that are put into it."""
    return broken(sound)


@cache
def shapes_of(name):
    return merged([FOLDER / f"{name}.ttl"])


@pytest.fixture(scope="module")
def terms(ontology):
    """The header, a class and a property of each kind."""
    kinds = (OWL.Class, OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
    own = [min(each for each in ontology.subjects(RDF.type, kind) if each in EC) for kind in kinds]
    return described(ontology, DOCUMENT, *own)


@pytest.fixture(scope="module")
def words(knowledge):
    """A false friend, the labels that it confuses, and a label of each attestation."""
    friend = min(knowledge.subjects(RDF.type, EC.FalseFriend))
    kinds = (EC.Attested, EC.Chosen, EC.OwnTranslation)
    labels = [min(knowledge.subjects(EC.attestation, kind)) for kind in kinds]
    return described(knowledge, friend, *knowledge.objects(friend, EC.confuses), *labels)


@pytest.fixture(scope="module")
def claims(knowledge):
    """Some claims, each with its places; a value that is unknown, and one in dispute."""
    some = sorted(knowledge.subjects(RDF.type, EC.Claim))[::STEP]
    return described(knowledge, *some) + Graph().parse(data=GAPS, format="turtle")


# The model


@pytest.mark.parametrize("name", ["header", "terms"])
def test_ontology_conforms(ontology, name):
    assert broken(ontology, shapes_of(name)) == set()


def test_words_conform(words):
    assert broken(words, shapes_of("labels")) == set()


def test_claims_conform(claims):
    assert len(set(claims.subjects(RDF.type, EC.Claim))) > 5
    assert broken(claims, shapes_of("claims")) == set()


def test_header_uses_known_vocabularies(ontology):
    used = {str(each) for each in ontology.predicates(DOCUMENT)}
    assert used
    assert [each for each in used if not each.startswith(KNOWN)] == []


def test_terms_of_others_are_used(ontology):
    above = set(ontology.objects(None, RDFS.subClassOf))
    assert [each for each in above if isinstance(each, URIRef) and each not in EC]


def test_address_lasts_and_agrees_with_the_names(ontology):
    assert str(DOCUMENT).startswith("https://w3id.org/")
    assert str(ontology.value(DOCUMENT, VANN.preferredNamespaceUri)) == names.EC
    version = ontology.value(DOCUMENT, OWL.versionInfo)
    assert str(ontology.value(DOCUMENT, OWL.versionIRI)) == f"{DOCUMENT}/{version}"
    assert version in ontology.value(DOCUMENT, DCTERMS.bibliographicCitation)


def told_versions():
    """The version, wherever it is told; the rules have versions of their own."""
    for path in sorted((ROOT / "ontology").rglob("*.ttl")):
        for subject, version in Graph().parse(path, format="turtle").subject_objects(OWL.versionInfo):
            yield f"{path.name}: {subject}", str(version)
    citation = ROOT / "CITATION.cff"
    if citation.exists():
        yield citation.name, re.search(r"(?m)^version: [\"']?([^\"'\n]+)", citation.read_text("utf-8"))[1]


def test_version_is_the_same_wherever_it_is_told():
    told = dict(told_versions())
    assert told
    assert {place: version for place, version in told.items() if version != educluster.__version__} == {}


def test_changelog_has_the_version_or_what_is_to_come():
    headings = re.findall(r"(?m)^## (?:\[?([^\]\n]+)\]?)", (ROOT / "CHANGELOG.md").read_text("utf-8"))
    assert headings[0].split()[0] in {"Unreleased", educluster.__version__}
    released = [each.split()[0] for each in headings if each != "Unreleased"]
    assert released in ([], sorted(released, reverse=True))
    assert not released or released[0] == educluster.__version__


# The shapes


def test_model_shapes_are_no_profile():
    packaged = {path.resolve() for path in artifacts.profiles().values()}
    assert packaged.isdisjoint(FILES)
    assert "header" not in artifacts.profiles()


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=lambda shape: shape.rpartition("#")[2])
@pytest.mark.parametrize("told", [SH.name, SH.message], ids=["name", "message"])
def test_constraint_is_told_once_in_each_language(shape, told):
    assert sorted(text.language for text in SHAPES.objects(shape, told)) == ["en", "ru", "uz"]


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=lambda shape: shape.rpartition("#")[2])
def test_constraint_has_a_severity_and_a_source(shape):
    assert list(SHAPES.objects(shape, SH.severity)) == [SH.Violation]
    assert list(SHAPES.objects(shape, DCTERMS.source))


def test_every_property_shape_with_a_name_is_used_and_says_what_to_do():
    named = set(SHAPES.subjects(RDF.type, SH.PropertyShape))
    assert named == set(SHAPES.objects(None, SH.property))
    assert named <= set(CONSTRAINTS)


def test_only_terms_of_shacl_core_are_used():
    used = {term for triple in SHAPES for term in triple if str(term).startswith(str(SH))}
    assert [term for term in used if term not in SH] == []
    assert not used & {SH.sparql, SH.js, SH.rule, SH.target}


# Mutation: each constraint notices when its value is gone, and when it is something else

SIMPLE = [each for each in CONSTRAINTS if isinstance(SHAPES.value(each, SH.path), URIRef)]
SAMPLES = {"header": "terms", "term": "terms", "label": "words", "false": "words"}


def sample_for(shape, request):
    """Return sound data that the shape looks at."""
    return request.getfixturevalue(SAMPLES.get(shape.rpartition("#")[2].partition("-")[0], "claims"))


def targets(shape, data):
    """Return the nodes of the data that have a value by the path of a shape and are looked at by it."""
    (owner,) = SHAPES.subjects(SH.property, shape)
    if kind := SHAPES.value(owner, SH.targetClass):
        return set(data.subjects(RDF.type, kind))
    if link := SHAPES.value(owner, SH.targetObjectsOf):
        return set(data.objects(None, link))
    header = SHAPES.value(owner, SH.targetNode) is not None
    return {DOCUMENT} if header else set(data.subjects(RDFS.isDefinedBy))


def asks_for_some_kind(shape):
    """Whether a text that is nothing in particular breaks the shape."""
    if SHAPES.value(shape, SH.nodeKind) == SH.IRIOrLiteral:
        return False
    picky = (SH.nodeKind, SH.datatype, SH.pattern, SH["in"], SH.languageIn, SH["class"], SH.hasValue)
    return any(next(SHAPES.objects(shape, each), None) is not None for each in picky)


INSTEAD = [pytest.param(each, (), id=f"{each.rpartition('#')[2]} gone") for each in SIMPLE]
INSTEAD += [
    pytest.param(each, (BAD,), id=f"{each.rpartition('#')[2]} something else")
    for each in SIMPLE
    if asks_for_some_kind(each)
]


@pytest.mark.parametrize(("shape", "instead"), INSTEAD)
def test_constraint_notices_a_value_that_is(shape, instead, request):
    sound, path = sample_for(shape, request), SHAPES.value(shape, SH.path)
    node = min(each for each in targets(shape, sound) if (each, path, None) in sound)
    faulty = Graph() + sound
    faulty.remove((node, path, None))
    for value in instead:
        faulty.add((node, path, value))
    assert shape in broken(faulty) - broken_before(sound)


@pytest.mark.parametrize(
    ("shape", "kind", "property"),
    [
        ("AttestedLabelShape", EC.Attested, DCTERMS.source),
        ("TranslatedLabelShape", EC.OwnTranslation, EC.reviewStatus),
    ],
)
def test_label_without_what_its_attestation_asks_for_is_noticed(words, shape, kind, property):
    faulty = Graph() + words
    faulty.remove((min(words.subjects(EC.attestation, kind)), property, None))
    assert broken(faulty, shapes_of("labels")) == {ECS[shape]}


def test_ontology_without_terms_is_noticed(terms):
    faulty = described(terms, DOCUMENT)
    assert ECS["terms"] in broken(faulty, shapes_of("terms"))


def test_class_without_an_example_in_each_language_is_noticed(terms):
    sound = next(each for each in terms.subjects(RDF.type, OWL.Class))
    faulty = Graph() + terms
    faulty.remove((sound, SKOS.example, next(terms.objects(sound, SKOS.example))))
    assert ECS.ClassShape in broken(faulty) - broken_before(terms)


def test_finder_of_a_whole_sentence_is_noticed(claims):
    faulty = Graph() + claims
    selector = min(claims.subjects(OA.exact))
    faulty.set((selector, OA.exact, Literal("one two three four five six seven eight nine")))
    assert ECS["locator-finder"] in broken(faulty) - broken_before(claims)
