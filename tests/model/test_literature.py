"""The literature: the concepts of the articles, the words for them, and what is claimed of them where."""

import hashlib
import os
import re
from itertools import pairwise
from pathlib import Path

import pytest
from rdflib import RDF, Graph, Namespace
from rdflib.namespace import DCTERMS, PROV, SKOS, XSD

ROOT = Path(__file__).resolve().parents[2]
EC = Namespace("https://w3id.org/educluster/ns#")
ECR = Namespace("https://w3id.org/educluster/id/")
OA = Namespace("http://www.w3.org/ns/oa#")
SKOSXL = Namespace("http://www.w3.org/2008/05/skos-xl#")
LANGUAGES = {"en", "ru", "uz"}
RELATIONS = {EC.hasCondition, EC.hasActivity, EC.hasAspect, EC.dependsOn, EC.secures}
RELATIONS |= {EC.mutuallyReinforces, EC.inseparableFrom, EC.interdependentWith, EC.distinguishedFrom}
EXTRACTIONS = {  # of each work, the one that its claims are numbered by first
    ECR["work-mukhamedov-2020"]: ["476421b7792bc761", "fd2a7c8baf8d20d1"],
    ECR["work-sulaymonov-2023"]: ["f6efd69b91d514f5"],
    ECR["work-davydova-2016"]: ["a29997e970c11ce8"],
    ECR["work-jpip-523"]: ["afe10fb2330c289c"],
}
OWN = ECR["work-educluster"]


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
def words():
    return read("corpus/literature/labels.ttl")


@pytest.fixture(scope="module")
def sources():
    return read("corpus/literature/works.ttl", "corpus/literature/people.ttl")


@pytest.fixture(scope="module")
def claims():
    return read("corpus/literature/claims/*.ttl")


@pytest.fixture(scope="module")
def seeds():
    """The articles by the first 16 hexadecimal digits of their SHA-256."""
    folder = os.environ.get("EDUCLUSTER_SEEDS")
    if not folder:
        pytest.skip("set EDUCLUSTER_SEEDS to the folder with the texts of the articles")
    texts = [path.read_bytes() for path in Path(folder).glob("*.txt")]
    assert texts, folder
    return {hashlib.sha256(text).hexdigest()[:16]: text.decode("utf-8") for text in texts}


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


def number(claim):
    return int(claim.rpartition("-")[2])


def first_line(graph, claim, extraction):
    return min(lines(graph, locator)[extraction][0] for locator in graph.objects(claim, EC.locator))


def finders(graph, locator):
    return [str(graph.value(each, OA.exact)) for each in selectors(graph, locator, OA.TextQuoteSelector)]


def passage(text, first, last):
    return "\n".join(text.split("\n")[first - 1 : last])


def one_line(text):
    return " ".join(text.split())


def plain(text):
    return re.findall(r"[^\W_]+", text.lower().replace("\u02bb", "'"))


def runs(text):
    """The hashes of at most 24 runs of six words, the smallest of them."""
    found = plain(text)
    six = {" ".join(found[start : start + 6]) for start in range(len(found) - 5)} or {" ".join(found)}
    return " ".join(sorted(hashlib.sha256(run.encode()).hexdigest()[:8] for run in six)[:24])


def counts(graph, kind, relation):
    ordered = sorted(graph.subjects(RDF.type, kind), key=lambda each: graph.value(each, EC.position))
    return [len(set(graph.objects(each, relation))) for each in ordered]


# Concepts


def test_nine_principles_have_their_conditions(concepts):
    assert counts(concepts, EC.Principle, EC.hasCondition) == [6, 2, 2, 3, 4, 6, 4, 4, 4]
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


def test_concept_has_one_preferred_label_in_each_language(concepts, words):
    for concept in every_concept(concepts):
        labels = concepts.objects(concept, SKOSXL.prefLabel)
        languages = [words.value(label, SKOSXL.literalForm).language for label in labels]
        assert sorted(languages) == sorted(LANGUAGES), concept


def test_concept_has_a_definition_of_its_own(concepts):
    definitions = [str(concepts.value(concept, SKOS.definition)) for concept in every_concept(concepts)]
    assert "None" not in definitions
    assert len(set(definitions)) == len(definitions)


def test_preferred_labels_tell_concepts_apart(concepts, words):
    forms = [words.value(label, SKOSXL.literalForm) for label in concepts.objects(None, SKOSXL.prefLabel)]
    assert sorted({form for form in forms if forms.count(form) > 1}) == []


def test_concept_belongs_to_a_scheme_with_titles(concepts):
    for scheme in set(concepts.objects(None, SKOS.inScheme)):
        assert {title.language for title in concepts.objects(scheme, DCTERMS.title)} == LANGUAGES, scheme


# Words


def test_every_label_is_used_and_every_label_used_is_there(concepts, words):
    used = set(concepts.objects(None, SKOSXL.prefLabel)) | set(concepts.objects(None, SKOSXL.altLabel))
    assert used == set(words.subjects(RDF.type, SKOSXL.Label))


def test_label_says_where_it_comes_from(words):
    for label in words.subjects(RDF.type, SKOSXL.Label):
        attestation = words.value(label, EC.attestation)
        assert attestation in {EC.Chosen, EC.Attested, EC.OwnTranslation}, label
        assert ((label, DCTERMS.source, None) in words) == (attestation == EC.Attested), label
        assert ((label, EC.reviewStatus, EC.Proposed) in words) == (attestation == EC.OwnTranslation), label


def test_no_other_label_repeats_the_preferred_one(concepts, words):
    for concept in every_concept(concepts):
        preferred, other = (
            {words.value(label, SKOSXL.literalForm) for label in concepts.objects(concept, relation)}
            for relation in (SKOSXL.prefLabel, SKOSXL.altLabel)
        )
        assert preferred & other == set(), concept


def test_false_friend_links_a_label_and_explains_itself(words):
    friends = sorted(words.subjects(RDF.type, EC.FalseFriend))
    assert len(friends) >= 9
    for friend in friends:
        assert words.value(friend, EC.word).language == "en", friend
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
        assert (concept, RDF.type, concepts.value(concept, RDF.type)) in claimed


def test_each_work_named_at_a_concept_claims_it(concepts, claims):
    named = set(concepts.subject_objects(DCTERMS.source))
    typed = claims.subjects(EC.relation, RDF.type)
    assert named == {(claims.value(each, EC.subject), claims.value(each, DCTERMS.source)) for each in typed}


def test_direct_triples_are_those_claimed(concepts, claims):
    said = {
        statement(claims, claim)
        for claim in every_claim(claims)
        if claims.value(claim, EC.stance) in {EC.Asserts, EC.ReportsAnother, EC.Infers}
    }
    direct = {triple for triple in concepts if triple[1] in RELATIONS}
    assert direct == {each for each in said if each[1] in RELATIONS}


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
        assert (work in anonymous) != ((claim, PROV.wasAttributedTo, None) in claims), claim


def test_people_credited_are_described(claims, sources):
    people = {person for person in claims.objects(None, PROV.wasAttributedTo) if "/person-" in person}
    assert sorted(people - set(sources.subjects(RDF.type))) == []


def test_claim_has_a_passage_and_only_an_inference_may_lack_it(claims):
    for claim in every_claim(claims):
        locators = list(claims.objects(claim, EC.locator))
        own = claims.value(claim, EC.stance) == EC.Infers and claims.value(claim, DCTERMS.source) == OWN
        assert locators or (own and (claim, SKOS.note, None) in claims), claim


def test_locator_has_a_finder_and_lines_of_each_extraction(claims):
    for locator in claims.objects(None, EC.locator):
        work = claims.value(locator, OA.hasSource)
        assert len(finders(claims, locator)) == 1, locator
        assert set(lines(claims, locator)) == set(EXTRACTIONS[work]), finders(claims, locator)
        assert claims.value(locator, EC.section) is not None


def test_finder_has_three_to_six_words(claims):
    found = {finder for locator in claims.objects(None, EC.locator) for finder in finders(claims, locator)}
    counted = {finder: sum(bool(plain(word)) for word in finder.split()) for finder in found}
    assert {finder: count for finder, count in counted.items() if not 3 <= count <= 6} == {}


@pytest.mark.parametrize("work", EXTRACTIONS, ids=[work.removeprefix(ECR) for work in EXTRACTIONS])
def test_claims_are_numbered_in_text_order(claims, work):
    own = sorted(claims.subjects(DCTERMS.source, work), key=number)
    first = [first_line(claims, claim, EXTRACTIONS[work][0]) for claim in own]
    assert own
    assert [(one, two) for one, two in pairwise(own) if number(one) == number(two)] == []
    assert [claim for claim, (one, two) in zip(own, pairwise(first), strict=False) if one > two] == []


# The articles themselves, where they are at hand


def test_digests_and_fingerprints_agree_with_the_articles(claims, seeds):
    for locator in claims.objects(None, EC.locator):
        for extraction, (first, last, digest, fingerprint) in lines(claims, locator).items():
            text = passage(seeds[extraction], first, last)
            place = f"{extraction}:{first}-{last}"
            assert digest == hashlib.sha256(text.encode()).hexdigest(), place
            assert fingerprint == runs(text), place


def test_finder_stands_once_in_its_article(claims, seeds):
    for locator in claims.objects(None, EC.locator):
        (finder,) = finders(claims, locator)
        for extraction in lines(claims, locator):
            assert one_line(seeds[extraction]).count(finder) == 1, (finder, extraction)


def test_finder_touches_its_passage(claims, seeds):
    for locator in claims.objects(None, EC.locator):
        (finder,) = finders(claims, locator)
        for extraction, (first, last, *_) in lines(claims, locator).items():
            text = one_line(passage(seeds[extraction], first, last)).strip(" -;:.")
            assert finder in text or text in finder, (finder, extraction, first)


def test_attested_forms_stand_in_their_article(words, seeds):
    for label in words.subjects(EC.attestation, EC.Attested):
        form = " ".join(plain(words.value(label, SKOSXL.literalForm)))
        for work in words.objects(label, DCTERMS.source):
            for extraction in EXTRACTIONS[work]:
                assert f" {form} " in f" {' '.join(plain(seeds[extraction]))} ", (label, work)
