"""The literature: the concepts of the articles, the words for them, and what is claimed of them where."""

import csv
from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace, URIRef
from rdflib.namespace import DCTERMS, PROV, SKOS, XSD

from educluster import passages

ROOT = Path(__file__).resolve().parents[2]
EC = Namespace("https://w3id.org/educluster/ns#")
ECR = Namespace("https://w3id.org/educluster/id/")
OA = Namespace("http://www.w3.org/ns/oa#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
LANGUAGES = {"en", "ru", "uz"}
REUSED = {"dcterms": str(DCTERMS), "ec": str(EC), "skos": str(SKOS)}
EXTRACTIONS = {  # of each work, the one that its claims are numbered by first
    ECR["work-mukhamedov-2020"]: ["476421b7792bc761", "fd2a7c8baf8d20d1"],
    ECR["work-sulaymonov-2023"]: ["f6efd69b91d514f5"],
    ECR["work-davydova-2016"]: ["a29997e970c11ce8"],
    ECR["work-jpip-523"]: ["afe10fb2330c289c"],
}
OWN = ECR["work-educluster"]
PLACES = {ECR[f"place-{name}"] for name in ("chirchiq", "tashkent-region")}  # of the corpus


def read(*patterns):
    graph = Graph()
    for pattern in patterns:
        paths = sorted(ROOT.glob(pattern))
        assert paths, pattern
        for path in paths:
            graph.parse(path, format="turtle")
    return graph


@pytest.fixture(scope="module")
def concepts():
    return read("ontology/concepts/*.ttl")


@pytest.fixture(scope="module")
def sources():
    return read(*(f"corpus/literature/{name}.ttl" for name in ("works", "people", "places", "institutions")))


@pytest.fixture(scope="module")
def named(concepts, sources):
    """All that is in a scheme: concepts, people, works, places, institutions."""
    return concepts + sources


@pytest.fixture(scope="module")
def words():
    return read("corpus/literature/labels/*.ttl", "corpus/literature/false-friends.ttl")


@pytest.fixture(scope="module")
def relations():
    """The properties by which the articles' statements relate one thing to another."""
    with (ROOT / "ontology" / "relations.csv").open(newline="") as file:
        found = {row["property"].partition(":")[::2] for row in csv.DictReader(file)}
    assert len(found) >= 40
    return {URIRef(REUSED[prefix] + name) for prefix, name in found} | {EC.precedes}


@pytest.fixture(scope="module")
def claims():
    return read("corpus/literature/claims/*.ttl")


def every_concept(graph):
    return sorted(set(graph.subjects(SKOS.inScheme)))


def every_claim(graph):
    return sorted(graph.subjects(RDF.type, EC.Claim))


def statement(graph, claim):
    return tuple(graph.value(claim, part) for part in (EC.subject, EC.relation, EC.object))


def selectors(graph, locator, kind):
    return [each for each in graph.objects(locator, OA.hasSelector) if (each, RDF.type, kind) in graph]


def lines(graph, locator):
    """Of each extraction that the locator points into: first line, last line, digest, fingerprint."""
    parts = (EC.firstLine, EC.lastLine, EC.digest, EC.fingerprint)
    return {
        str(graph.value(each, EC.extraction)): [graph.value(each, part).toPython() for part in parts]
        for each in selectors(graph, locator, EC.LineSelector)
    }


def finders(graph, locator):
    return [str(graph.value(each, OA.exact)) for each in selectors(graph, locator, OA.TextQuoteSelector)]


def one_line(text):
    return " ".join(text.split())


def counts(graph, kind, relation):
    ordered = sorted(graph.subjects(RDF.type, kind), key=lambda each: graph.value(each, EC.position))
    return [len(set(graph.objects(each, relation))) for each in ordered]


# Concepts


def test_nine_principles_have_their_conditions(concepts):
    found = counts(concepts, EC.Principle, EC.hasCondition)
    assert [count for count in found if count] == [6, 2, 2, 3, 4, 6, 4, 4, 4]
    assert len(found) == 9 + 13  # the principles of the 2016 article have no conditions
    assert len(set(concepts.subjects(RDF.type, EC.Condition))) == 35


def test_five_directions_have_their_activities(concepts):
    assert counts(concepts, EC.Direction, EC.hasActivity) == [5, 4, 4, 4, 3]
    assert len(set(concepts.subjects(RDF.type, EC.DirectionActivity))) == 20


def test_seven_forms_stand_in_order(concepts):
    forms = concepts.subjects(RDF.type, EC.ClusterForm)
    assert sorted(concepts.value(form, EC.position).toPython() for form in forms) == list(range(1, 8))


@pytest.mark.parametrize("relation", [EC.hasCondition, EC.hasActivity], ids=["conditions", "activities"])
def test_parts_of_a_list_are_numbered_from_one(concepts, relation):
    for whole in set(concepts.subjects(relation)):
        places = [concepts.value(part, EC.position).toPython() for part in concepts.objects(whole, relation)]
        assert sorted(places) == list(range(1, len(places) + 1)), whole


def test_concept_has_one_preferred_label_in_each_language(named, words):
    for concept in every_concept(named):
        labels = named.objects(concept, SKOSXL.prefLabel)
        languages = [words.value(label, SKOSXL.literalForm).language for label in labels]
        assert sorted(languages) == sorted(LANGUAGES), concept


def test_concept_has_a_definition_of_its_own_in_each_language(named):
    found = Counter()
    for concept in every_concept(named):
        definitions = list(named.objects(concept, SKOS.definition))
        assert sorted(text.language for text in definitions) == sorted(LANGUAGES), concept
        found.update(definitions)
    assert [text for text, count in found.items() if count > 1] == []


def test_preferred_labels_tell_concepts_apart(concepts, words):
    forms = Counter(
        words.value(label, SKOSXL.literalForm) for label in concepts.objects(None, SKOSXL.prefLabel)
    )
    assert sorted(form for form, count in forms.items() if count > 1) == []


def test_concept_belongs_to_a_scheme_with_titles_and_definitions(named):
    for scheme in set(named.objects(None, SKOS.inScheme)):
        for property_ in (DCTERMS.title, SKOS.definition):
            assert {text.language for text in named.objects(scheme, property_)} == LANGUAGES, scheme


# Words


def test_every_label_is_used_and_every_label_used_is_there(named, words):
    used = set(named.objects(None, SKOSXL.prefLabel)) | set(named.objects(None, SKOSXL.altLabel))
    assert used == set(words.subjects(RDF.type, SKOSXL.Label))


def test_label_says_where_it_comes_from(words):
    for label in words.subjects(RDF.type, SKOSXL.Label):
        attestation = words.value(label, EC.attestation)
        assert attestation in {EC.Chosen, EC.Attested, EC.OwnTranslation}, label
        assert ((label, DCTERMS.source, None) in words) == (attestation == EC.Attested), label
        assert ((label, EC.reviewStatus, EC.Proposed) in words) == (attestation == EC.OwnTranslation), label


def test_no_other_label_repeats_the_preferred_one(named, words):
    for concept in every_concept(named):
        preferred, other = (
            {words.value(label, SKOSXL.literalForm) for label in named.objects(concept, relation)}
            for relation in (SKOSXL.prefLabel, SKOSXL.altLabel)
        )
        assert preferred & other == set(), concept


def test_false_friend_links_labels_rests_on_claims_and_explains_itself(words, claims):
    friends = sorted(words.subjects(RDF.type, EC.FalseFriend))
    assert len(friends) == 33
    for friend in friends:
        assert {word.language for word in words.objects(friend, EC.word)} <= {"en", "uz"}, friend
        evidence = set(words.objects(friend, EC.restsOn))
        assert evidence, friend
        assert evidence <= set(claims.subjects(RDF.type, EC.Claim)), friend
        confused = set(words.objects(friend, EC.confuses))
        assert confused, friend
        assert confused <= set(words.subjects(RDF.type, SKOSXL.Label)), friend
        assert {note.language for note in words.objects(friend, SKOS.note)} == LANGUAGES, friend


# Works


def test_work_belongs_to_a_family(sources):
    families = {work: sources.value(work, EC.inFamily) for work in EXTRACTIONS}
    assert None not in families.values()
    assert len(set(families.values())) == 2


def test_nothing_is_both_known_and_unknown(sources):
    for subject, unknown in sources.subject_objects(EC.unknown):
        assert (subject, sources.value(unknown, EC.onProperty), None) not in sources, subject
        assert sources.value(unknown, DCTERMS.date).datatype == XSD.date


# Claims


def test_concept_stands_on_a_claim(concepts, claims):
    claimed = {statement(claims, claim) for claim in every_claim(claims)}
    for concept in every_concept(concepts):
        assert (concept, RDF.type, concepts.value(concept, RDF.type)) in claimed, concept


def test_each_work_named_at_a_concept_claims_it(concepts, claims):
    told = set(concepts.subject_objects(DCTERMS.source))
    typed = claims.subjects(EC.relation, RDF.type)
    claimed = {(claims.value(each, EC.subject), claims.value(each, DCTERMS.source)) for each in typed}
    subjects = set(every_concept(concepts))
    assert told == {(subject, work) for subject, work in claimed if subject in subjects}


def test_direct_triples_are_those_claimed(named, claims, relations):
    claimed = [(statement(claims, claim), claims.value(claim, EC.stance)) for claim in every_claim(claims)]
    denied = {each for each, stance in claimed if stance == EC.Denies}
    said = {each for each, _ in claimed} - denied  # what one text denies of another is no direct triple
    direct = {triple for triple in named if triple[1] in relations and triple[0] not in PLACES}
    assert direct == {each for each in said if each[1] in relations}


def test_claim_says_who_read_it_and_how_far_it_is_checked(claims):
    for claim in every_claim(claims):
        assert claims.value(claim, EC.stance) is not None, claim
        assert claims.value(claim, EC.readBy) in {EC.Human, EC.Software}, claim
        assert claims.value(claim, EC.readOn).datatype == XSD.date, claim
        assert claims.value(claim, EC.reviewStatus) is not None, claim


def test_nothing_has_been_checked_by_a_program(claims, words):
    assert list((claims + words).subjects(EC.reviewStatus, EC.Checked)) == []


def test_claim_credits_people_where_its_author_is_known(claims, sources):
    anonymous = {
        work
        for work, unknown in sources.subject_objects(EC.unknown)
        if (unknown, EC.onProperty, DCTERMS.creator) in sources
    }
    for claim in every_claim(claims):
        work = claims.value(claim, DCTERMS.source)
        assert (work, RDF.type, None) in sources, claim
        nobody = work in anonymous and claims.value(claim, EC.stance) != EC.ReportsAnother
        assert nobody != ((claim, PROV.wasAttributedTo, None) in claims), claim


def test_people_credited_are_described(claims, sources):
    people = {person for person in claims.objects(None, PROV.wasAttributedTo) if "/person-" in person}
    assert sorted(people - set(sources.subjects(RDF.type))) == []


def test_claim_has_a_passage_and_only_an_inference_may_lack_it(claims):
    for claim in every_claim(claims):
        locators = list(claims.objects(claim, EC.locator))
        own = claims.value(claim, EC.stance) == EC.Infers and claims.value(claim, DCTERMS.source) == OWN
        assert locators or (own and (claim, SKOS.note, None) in claims), claim


def test_locator_has_a_finder_a_section_and_lines_of_an_extraction(claims):
    for locator in claims.objects(None, EC.locator):
        work = claims.value(locator, OA.hasSource)
        assert len(finders(claims, locator)) == 1, locator
        found = set(lines(claims, locator))
        assert found, finders(claims, locator)
        assert found <= set(EXTRACTIONS[work]), finders(claims, locator)
        assert claims.value(locator, EC.section) is not None


def test_finder_has_three_to_six_words(claims):
    found = {finder for locator in claims.objects(None, EC.locator) for finder in finders(claims, locator)}
    counted = {finder: sum(bool(passages.words(word)) for word in finder.split()) for finder in found}
    assert {finder: count for finder, count in counted.items() if not 3 <= count <= 6} == {}


# The articles themselves, where they are at hand


def test_digests_and_fingerprints_agree_with_the_articles(claims, articles):
    for locator in claims.objects(None, EC.locator):
        for extraction, (first, last, digest, fingerprint) in lines(claims, locator).items():
            text = passages.lines(articles[extraction], first, last)
            place = f"{extraction}:{first}-{last}"
            assert digest == passages.digest(text), place
            assert fingerprint == passages.fingerprint(text), place


def test_finder_stands_once_in_its_article(claims, articles):
    for locator in claims.objects(None, EC.locator):
        (finder,) = finders(claims, locator)
        twice = "printed twice" in (claims.value(locator, EC.ordinal) or "")
        for extraction in lines(claims, locator):
            assert one_line(articles[extraction]).count(finder) == 1 + twice, (finder, extraction)


def test_finder_stands_in_its_passage(claims, articles):
    for locator in claims.objects(None, EC.locator):
        (finder,) = finders(claims, locator)
        for extraction, (first, last, *_) in lines(claims, locator).items():
            passage = passages.lines(articles[extraction], first, last)
            assert finder in one_line(passage), (finder, extraction, first)


def test_attested_forms_stand_in_their_article(words, articles):
    texts = {name: f" {' '.join(passages.words(text))} " for name, text in articles.items()}
    for label in words.subjects(EC.attestation, EC.Attested):
        literal = words.value(label, SKOSXL.literalForm)
        end = "" if literal.language.startswith("uz") else " "  # Uzbek has endings
        form = f" {' '.join(passages.words(literal))}{end}"
        for work in words.objects(label, DCTERMS.source):
            # One of the two extractions of 2020 has lost the title block and the references.
            assert any(form in texts[extraction] for extraction in EXTRACTIONS[work]), (label, work)
