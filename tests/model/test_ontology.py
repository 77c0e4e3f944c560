"""The vocabulary: every term declared once, explained in three languages, and of one kind."""

import csv
import re
from collections import Counter
from itertools import combinations, product
from pathlib import Path

import pytest
from rdflib import OWL, RDF, RDFS, SKOS, Graph, URIRef
from rdflib.collection import Collection
from rdflib.namespace import DCTERMS, VANN

from educluster import artifacts, names

DOCUMENT = URIRef(names.EC.rstrip("#"))
BUILT_IN = (names.RDF, names.RDFS, names.OWL, names.XSD, names.SH)
PROPERTIES = {OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty}
KINDS = {OWL.Class, RDFS.Datatype, OWL.NamedIndividual, *PROPERTIES}
ORGANISATION = URIRef(names.ECR + "org-educluster")
HEADER = """
    bibo:status owl:versionIRI owl:versionInfo vann:preferredNamespacePrefix vann:preferredNamespaceUri
    dcterms:title dcterms:description dcterms:creator dcterms:publisher dcterms:license
    dcterms:created dcterms:issued dcterms:modified dcterms:bibliographicCitation
"""


def iris(graph, namespace):
    found = {str(each) for triple in graph for each in triple if isinstance(each, URIRef)}
    return {each for each in found if each.startswith(namespace)}


def terms(graph, namespace):
    """The terms of a namespace, each with its kind."""
    typed = graph.subject_objects(RDF.type)
    return {(term, kind) for term, kind in typed if kind in KINDS and term.startswith(namespace)}


@pytest.fixture(scope="session")
def own(core, shapes):
    """Every term of ec: and ecs:, with its kind, and the graph that declares them."""
    graph = core + shapes
    return graph, sorted(terms(core, names.EC) | terms(shapes, names.ECS))


def foreign(graph, external):
    """Foreign IRIs used as terms: predicates, classes, and whatever lies in a declared vocabulary."""
    vocabularies = {str(each) for each in external.objects(None, RDFS.isDefinedBy)}
    used = {str(each) for each in {*graph.predicates(), *graph.objects(None, RDF.type)}}
    used |= {each for each in iris(graph, "http") if each.startswith(tuple(vocabularies))}
    return {each for each in used if not each.startswith((*BUILT_IN, names.EC, names.ECS))} - vocabularies


def derived():
    """Foreign terms of the queries that compute what the derived graph holds."""
    queries = [path.read_text("utf-8") for path in artifacts.derivations()]
    spaces = {
        prefix: space for query in queries for prefix, space in re.findall(r"PREFIX (\w+): <(.*)>", query)
    }
    found = {
        spaces[prefix] + name
        for query in queries
        for prefix, name in re.findall(r"\b(\w+):(\w+)", query)
        if prefix in spaces
    }
    return {each for each in found if not each.startswith((*BUILT_IN, names.EC, names.ECR, names.ECS))}


def languages(own, property):
    """The languages in which a property of each term is given, one entry for each value."""
    graph, declared = own
    return {term: sorted(text.language for text in graph.objects(term, property)) for term, _ in declared}


def english(graph, term, property):
    return next(text for text in graph.objects(term, property) if text.language == "en")


def first_word(graph, term):
    return "Concept" if term == SKOS.Concept else english(graph, term, RDFS.label).split()[0].capitalize()


def says(graph, term, opening):
    return any(opening in note for note in graph.objects(term, SKOS.editorialNote))


def ends(graph, property):
    return graph.value(property, RDFS.domain), graph.value(property, RDFS.range)


def above(graph, term):
    """A class and all that are more general."""
    return set(graph.transitive_objects(term, RDFS.subClassOf))


def related(graph, one, other):
    return one in above(graph, other) or other in above(graph, one)


def options(graph, expression):
    """A named class alone, or those that a union is made of."""
    union = graph.value(expression, OWL.unionOf)
    return list(Collection(graph, union)) if union else [expression]


def disjointness(graph):
    """Pairs of classes that are said to be disjoint."""
    lists = graph.subjects(RDF.type, OWL.AllDisjointClasses)
    said = [
        pair for each in lists for pair in combinations(Collection(graph, graph.value(each, OWL.members)), 2)
    ]
    said += graph.subject_objects(OWL.disjointWith)
    return {
        frozenset(pair) for one, other in said for pair in product(options(graph, one), options(graph, other))
    }


def excluded(graph, disjoint, one, other):
    """Whether two classes are disjoint, or lie below two that are."""
    return any(
        frozenset((upper, lower)) in disjoint for upper in above(graph, one) for lower in above(graph, other)
    )


def siblings(graph):
    """Pairs of classes of ours with one direct superclass, or with none at all."""
    classes = {term for term, kind in terms(graph, names.EC) if kind == OWL.Class}
    families = {}
    for term in classes:
        named = [each for each in graph.objects(term, RDFS.subClassOf) if isinstance(each, URIRef)]
        for parent in named or [None]:
            families.setdefault(parent, set()).add(term)
    return [pair for family in families.values() for pair in combinations(sorted(family), 2)]


def words(text):
    return set(re.findall(r"\w+", text.lower()))


def test_own_terms_used_in_a_file_are_declared(turtle, core):
    used = iris(Graph().parse(turtle, format="turtle"), names.EC)
    assert used - {str(term) for term, _ in terms(core, names.EC)} == set()


def test_own_names_used_in_rules_are_declared(turtle, shapes):
    used = iris(Graph().parse(turtle, format="turtle"), names.ECS)
    assert used - {str(shape) for shape in shapes.subjects(RDF.type)} == set()


def test_foreign_terms_used_are_declared_and_no_others(everything, questioned, external):
    declared = {str(term) for term in external.subjects(RDFS.isDefinedBy)}
    used = foreign(everything - external, external) | derived() | foreign(questioned, external)
    assert (sorted(used - declared), sorted(declared - used)) == ([], [])


def test_foreign_terms_are_defined_by_their_own_vocabulary(external):
    homes = list(external.subject_objects(RDFS.isDefinedBy))
    assert homes
    assert [term for term, home in homes if not term.startswith(home) or term == home] == []


def test_terms_are_of_one_kind(ontology, shapes):
    kinds = Counter(term for term, _ in terms(ontology + shapes, "http"))
    assert [term for term, number in kinds.items() if number > 1] == []


@pytest.mark.parametrize("property", [RDFS.label, SKOS.definition], ids=["label", "definition"])
def test_terms_are_explained_once_in_each_language(own, property):
    told = languages(own, property)
    assert [(term, tags) for term, tags in told.items() if tags != ["en", "ru", "uz"]] == []


@pytest.mark.parametrize("property", [SKOS.scopeNote, SKOS.example], ids=["scope note", "example"])
def test_notes_stand_in_all_languages_or_in_none(own, property):
    told = languages(own, property)
    assert any(told.values())
    assert [(term, tags) for term, tags in told.items() if tags not in ([], ["en", "ru", "uz"])] == []


def test_terms_are_defined_by_their_document(own):
    graph, declared = own
    homes = {term: [str(home) for home in graph.objects(term, RDFS.isDefinedBy)] for term, _ in declared}
    assert {term: home for term, home in homes.items() if home != [term.split("#")[0]]} == {}


def test_terms_name_their_source(own):
    graph, declared = own
    assert [term for term, _ in declared if not any(graph.objects(term, DCTERMS.source))] == []


def test_sources_of_terms_are_described(own, knowledge):
    graph, declared = own
    sources = {source for term, _ in declared for source in graph.objects(term, DCTERMS.source)}
    assert [source for source in sources if (source, RDF.type, None) not in knowledge] == []


def test_names_tell_classes_from_properties(own):
    upper, lower = re.compile(r"[A-Z][a-z]+([A-Z][a-z]+)*"), re.compile(r"[a-z]+([A-Z][a-z]+)*")
    initials = re.compile(rf"[A-Z]+|{upper.pattern}")
    shape = {OWL.Class: upper, OWL.NamedIndividual: upper, RDFS.Datatype: initials}
    faults = [term for term, kind in own[1] if not shape.get(kind, lower).fullmatch(term.split("#")[1])]
    assert faults == []


def test_definitions_are_unique(own):
    graph, declared = own
    told = Counter(text for term, _ in declared for text in graph.objects(term, SKOS.definition))
    assert [text for text, number in told.items() if number > 1] == []


def test_definitions_say_more_than_the_label(own):
    graph, declared = own
    pairs = [
        (label, text)
        for term, _ in declared
        for label in graph.objects(term, RDFS.label)
        for text in graph.objects(term, SKOS.definition)
        if label.language == text.language
    ]
    assert pairs
    assert [text for label, text in pairs if len(words(text) - words(label)) < 3] == []


def test_definition_of_a_kind_of_concepts_begins_with_its_genus(core):
    kinds = list(core.transitive_subjects(RDFS.subClassOf, SKOS.Concept))[1:]
    assert len(kinds) > 50
    genera = {
        kind: {"Concept", *(first_word(core, above) for above in core.objects(kind, RDFS.subClassOf))}
        for kind in kinds
    }
    assert [
        kind for kind in kinds if english(core, kind, SKOS.definition).split()[0] not in genera[kind]
    ] == []


def test_classes_have_an_example(core):
    classes = [term for term, kind in terms(core, names.EC) if kind == OWL.Class]
    assert [term for term in classes if not any(core.objects(term, SKOS.example))] == []


def test_object_properties_have_an_inverse_or_say_why_not(core):
    inverses = {each for pair in core.subject_objects(OWL.inverseOf) for each in pair}
    known = inverses | set(core.subjects(RDF.type, OWL.SymmetricProperty))
    properties = {term for term, kind in terms(core, names.EC) if kind == OWL.ObjectProperty}
    assert properties & inverses
    assert [each for each in properties - known if not says(core, each, "No inverse: ")] == []


def test_inverses_have_ends_turned_round(core):
    pairs = [(one, other) for one, other in core.subject_objects(OWL.inverseOf) if other.startswith(names.EC)]
    assert pairs
    assert [pair for pair in pairs if ends(core, pair[0]) != ends(core, pair[1])[::-1]] == []


@pytest.mark.parametrize(
    ("end", "word"), [(RDFS.domain, "domain"), (RDFS.range, "range")], ids=["domain", "range"]
)
def test_object_properties_have_ends_or_say_why_not(end, word, ontology):
    properties = {term for term, kind in terms(ontology, names.EC) if kind == OWL.ObjectProperty}
    without = [each for each in properties if not any(ontology.objects(each, end))]
    assert [each for each in without if not says(ontology, each, f"No {word}: ")] == []


def test_any_two_kinds_of_concepts_exclude_each_other_unless_one_is_the_more_general(ontology):
    kinds = set(ontology.transitive_subjects(RDFS.subClassOf, SKOS.Concept)) - {SKOS.Concept}
    disjoint = disjointness(ontology)
    pairs = [
        (one, other) for one, other in combinations(sorted(kinds), 2) if not related(ontology, one, other)
    ]
    assert len(pairs) > 2000
    assert [pair for pair in pairs if not excluded(ontology, disjoint, *pair)] == []


def test_sibling_classes_exclude_each_other_but_for_those_that_may_overlap(ontology):
    with (Path(__file__).parent / "overlap-allowed.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert all(row["reason"] for row in rows)
    allowed = {frozenset(URIRef(names.EC + row[side]) for side in ("one", "other")) for row in rows}
    disjoint = disjointness(ontology)
    overlapping = {frozenset(pair) for pair in siblings(ontology) if not excluded(ontology, disjoint, *pair)}
    assert overlapping == allowed


def test_header_is_complete(core):
    given = {core.qname(predicate) for predicate in core.predicates(DOCUMENT)}
    assert [name for name in HEADER.split() if name not in given] == []


def test_header_agrees_with_the_names_it_gives(core):
    assert str(core.value(DOCUMENT, VANN.preferredNamespaceUri)) == names.EC
    assert str(core.value(DOCUMENT, OWL.versionIRI)) == f"{DOCUMENT}/{core.value(DOCUMENT, OWL.versionInfo)}"


@pytest.mark.parametrize("property", [DCTERMS.title, DCTERMS.description], ids=["title", "description"])
def test_header_speaks_three_languages(core, property):
    assert sorted(text.language for text in core.objects(DOCUMENT, property)) == ["en", "ru", "uz"]


def test_publisher_has_a_name(core):
    assert core.value(DOCUMENT, DCTERMS.publisher) == ORGANISATION
    assert sorted(label.language for label in core.objects(ORGANISATION, RDFS.label)) == ["en", "ru", "uz"]


@pytest.mark.parametrize("graph", ["ontology", "shapes"])
def test_merged_graph_has_one_header_and_imports_nothing(graph, request):
    merged = request.getfixturevalue(graph)
    assert len(list(merged.subjects(RDF.type, OWL.Ontology))) == 1
    assert list(merged.objects(None, OWL.imports)) == []


def test_umbrella_imports_each_part():
    folder = artifacts.root() / "ontology"
    umbrella = Graph().parse(folder / "educluster.ttl", format="turtle")
    parts = {f"{DOCUMENT}/{path.stem}" for path in folder.glob("*.ttl")} - {f"{DOCUMENT}/educluster"}
    assert {str(each) for each in umbrella.objects(None, OWL.imports)} == parts


def test_file_of_the_model_is_in_one_graph(turtle):
    graphs = [source.graph for source in artifacts.sources() if source.path.samefile(turtle)]
    outside = {"shapes", "examples"} & set(turtle.parts) or turtle.match("ontology/educluster.ttl")
    assert len(graphs) == (0 if outside else 1)


def test_no_triple_stands_in_two_graphs():
    graphs = {}
    for source in artifacts.sources():
        graphs.setdefault(source.graph, Graph()).parse(source.path, format="turtle")
    assert len(graphs) > 1
    shared = {(one, two): graphs[one] * graphs[two] for one, two in combinations(graphs, 2)}
    assert {pair: list(triples) for pair, triples in shared.items() if triples} == {}
