"""What is told of how an answer was made: each number is counted in the data, in words that fit it."""

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.ask import provenance
from educluster.ask.provenance_words import Speaker
from educluster.names import EC, ECC, ECR

PREFIXES = f"""
PREFIX dcterms: <http://purl.org/dc/terms/> PREFIX ec: <{EC}> PREFIX ecc: <{ECC}> PREFIX ecr: <{ECR}>
PREFIX rdfs: <http://www.w3.org/2000/01/rdf-schema#> PREFIX skosxl: <http://www.w3.org/2008/05/skos-xl#>
PREFIX org: <http://www.w3.org/ns/org#> PREFIX skos: <http://www.w3.org/2004/02/skos/core#> PREFIX xsd: <http://www.w3.org/2001/XMLSchema#>
PREFIX rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#>
"""
WORDS = """
    ecr:work-a ec:inFamily ecr:family-1 ; rdfs:label "Alpha 2020"@en ; skos:prefLabel "Альфа 2020"@ru .
    ecr:work-b ec:inFamily ecr:family-1 ; rdfs:label "Beta 2023"@en .
    ecr:work-c ec:inFamily ecr:family-2 ; rdfs:label "Gamma 2016"@en .
    ec:Asserts a ec:Stance ; rdfs:label "asserts"@en , "утверждает"@ru .
    ec:Infers a ec:Stance ; rdfs:label "infers"@en .
    ec:Software a ec:ReaderKind ; rdfs:label "software"@en .
    ec:Human a ec:ReaderKind ; rdfs:label "person"@en .
    ec:Proposed a ec:ReviewStatus ; rdfs:label "proposed"@en .
    ec:Checked a ec:ReviewStatus ; rdfs:label "checked"@en .
    ec:seat rdfs:label "has seat"@en .
"""
THING, OTHER, PAGE = ECR + "principle-x", ECR + "condition-y", "https://news.example/cluster"


def claim(name, source, **given):
    told = {
        "subject": "ecr:principle-x",
        "relation": "ec:requires",
        "object": "ecr:condition-y",
        "stance": "ec:Asserts",
        "readBy": "ec:Software",
        "reviewStatus": "ec:Proposed",
        "readOn": '"2026-11-21"^^xsd:date',
    } | given
    rest = "".join(f" ; ec:{name} {value}" for name, value in told.items())
    return f"ecc:{name} a ec:Claim ; dcterms:source {source}{rest} ."


def label(name, language, attestation, status=""):
    review = f"; ec:reviewStatus ec:{status}" if status else ""
    return f"""ecr:principle-x skosxl:prefLabel ecr:label-{name} .
        ecr:label-{name} ec:attestation ec:{attestation} ; skosxl:literalForm "x"@{language} {review} ."""


def standing(*statements):
    store = pyoxigraph.Store()
    store.update(f"{PREFIXES} INSERT DATA {{ GRAPH <urn:g> {{ {WORDS} {' '.join(statements)} }} }}")

    def query(text, bindings):
        assert bindings == {}
        solutions = store.query(text, use_default_graph_as_union=True)
        variables = [variable.value for variable in solutions.variables]
        for row in solutions:
            yield {name: term.value for name, term in zip(variables, row, strict=True) if term is not None}

    return provenance.read(query)


def told(*statements, iris=(THING,), language="en"):
    return provenance.paragraphs(standing(*statements), iris, language)


def text(*statements, **options):
    return " ".join(told(*statements, **options))


def test_claims_are_counted_by_work_and_family():
    found = text(claim("a-1", "ecr:work-a"), claim("a-2", "ecr:work-a"), claim("b-1", "ecr:work-b"))
    assert "literature has 3 claims (2 works, 1 text family): Alpha 2020 – 2; Beta 2023 – 1." in found
    assert "agreement counts once" in found
    assert "Statements that different families make alike" not in found


def test_agreement_is_counted_by_family_and_not_by_work():
    of_one = (claim("a-1", "ecr:work-a"), claim("b-1", "ecr:work-b"))
    kind = claim("c-2", "ecr:work-c", relation="rdf:type"), claim("a-2", "ecr:work-a", relation="rdf:type")
    assert "make alike: 0." in text(*of_one, claim("c-1", "ecr:work-c", relation="ec:concerns"), *kind)
    assert "make alike: 1." in text(*of_one, claim("c-1", "ecr:work-c"))
    assert "make alike: 0." in text(*of_one, claim("c-1", "ecr:work-c", stance="ec:Denies"))


def test_inference_of_the_project_is_no_claim_of_literature():
    found = text(claim("a-1", "ecr:work-a"), claim("educluster-1", "ecr:work-educluster", stance="ec:Infers"))
    assert "literature has 1 claim (1 work, 1 text family)" in found
    assert "Inferences of this project, which no author states: 1." in found
    assert "How the claims are made: asserts – 1; infers – 1." in found


def test_claim_counts_once_though_it_and_its_subject_are_in_the_answer():
    found = text(claim("a-1", "ecr:work-a"), iris=(THING, ECC + "a-1", THING))
    assert "literature has 1 claim" in found


def test_claim_stands_behind_its_subject_and_not_its_object():
    assert "No claim is about the things in this answer." in text(claim("a-1", "ecr:work-a"), iris=(OTHER,))


def test_things_without_claims_are_told():
    assert "Things that no claim is about: 1 of 2." in text(claim("a-1", "ecr:work-a"), iris=(THING, OTHER))


def test_reader_and_review_are_told():
    found = text(
        claim("a-1", "ecr:work-a"),
        claim("a-2", "ecr:work-a", readBy="ec:Human", reviewStatus="ec:Checked", relation="ec:x"),
    )
    assert "Who read the sources: person – 1; software – 1. Review: checked – 1; proposed – 1." in found
    assert "No person has checked" not in found
    assert "No person has checked any of these readings yet." in text(claim("a-1", "ecr:work-a"))


def test_facts_of_real_clusters_have_their_pages_and_days():
    found = text(
        claim("k-1", f"<{PAGE}>", subject="ecr:cluster-k", readOn='"2026-11-20"^^xsd:date'),
        claim("k-2", f"<{PAGE}>", subject="ecr:cluster-k", relation="ec:seat"),
        "ecr:cluster-k a ec:Cluster ; ec:hasMembership ecr:m .",
        "ecr:m dcterms:source <https://other.example/> .",
        iris=(ECR + "cluster-k",),
    )
    assert "Facts about clusters, organisations, people and works come from 2 pages on the web" in found
    assert ", read 2026-11-20 – 2026-11-21." in found
    assert "literature has" not in found


def test_translations_of_ours_are_counted_in_the_readers_language():
    labels = label("en", "en", "Attested"), label("ru", "ru", "OwnTranslation", "Proposed")
    assert "In English these things have 1 name: found in a source – 1." in text(*labels)
    russian = text(*labels, language="ru")
    assert "1 название: переведено проектом – 1. Наши переводы, которые никто не проверил: 1." in russian
    checked = text(label("ru", "ru", "OwnTranslation", "Checked"), language="ru")
    assert "которые никто не проверил" not in checked


def test_what_was_not_found_and_what_is_disputed_is_told():
    gaps = """ecr:principle-x ec:unknown ecr:u1 , ecr:u2 ; ec:disputed ecr:d .
        ecr:u1 a ec:Unknown ; ec:onProperty ec:seat ; dcterms:date "2026-11-20"^^xsd:date .
        ecr:u2 a ec:Unknown ; ec:onProperty org:role ; dcterms:date "2026-11-21"^^xsd:date .
        ecr:d a ec:Disputed ; ec:onProperty ec:seat ."""
    found = text(gaps)
    assert "not found: 2 values (role – 1; has seat – 1); last looked for 2026-11-21." in found
    assert "Sources disagree on 1 value (has seat – 1)" in found


def test_only_the_first_things_are_counted_and_that_is_said():
    iris = [f"{ECR}t-{n}" for n in range(provenance.MOST)] + [THING]
    found = text(claim("a-1", "ecr:work-a"), iris=iris)
    assert "No claim is about the things" in found
    assert "These figures are of the first 500 of the 501 things in the answer." in found


@pytest.mark.parametrize(
    "iris", [(), ("https://elsewhere.example/x", EC + "Asserts")], ids=["none", "others"]
)
def test_answer_that_names_no_thing_says_so(iris):
    first, _ = told(claim("a-1", "ecr:work-a"), iris=iris)
    assert first.startswith("The answer names no thing in the graph")


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_last_paragraph_says_what_silence_means(language):
    assert told(language=language)[-1] == Speaker(language).say("silence")


@pytest.mark.parametrize(
    ("language", "number", "said"),
    [
        ("en", 1, "1 claim"), ("en", 0, "0 claims"), ("en", 21, "21 claims"),
        ("ru", 1, "1 утверждение"), ("ru", 2, "2 утверждения"), ("ru", 5, "5 утверждений"),
        ("ru", 11, "11 утверждений"), ("ru", 21, "21 утверждение"), ("ru", 112, "112 утверждений"),
        ("ru", 1330, "1\N{NO-BREAK SPACE}330 утверждений"),
        ("uz", 1, "1 ta mulohaza"), ("uz", 5, "5 ta mulohaza"),
    ],
)  # fmt: skip
def test_noun_has_the_form_that_its_number_asks_for(language, number, said):
    assert Speaker(language).counted("claim", number) == said


@given(st.sampled_from(["en", "ru", "uz"]), st.integers(min_value=0, max_value=10**7))
def test_every_noun_has_a_form_for_every_number(language, number):
    for noun in ("claim", "work", "family", "page", "value", "name"):
        assert Speaker(language).counted(noun, number).startswith(Speaker(language).number(number))


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_every_paragraph_is_said_in_each_language(language):
    gaps = "ecr:principle-x ec:unknown ecr:u . ecr:u a ec:Unknown ; ec:onProperty ec:seat ."
    rest = (
        claim("e-1", "ecr:work-educluster", stance="ec:Infers"),
        label("l", language, "OwnTranslation", "Proposed"),
    )
    found = told(
        claim("a-1", "ecr:work-a"),
        claim("c-1", "ecr:work-c"),
        claim("k-1", f"<{PAGE}>"),
        gaps,
        *rest,
        language=language,
    )
    assert len(found) == 6
    assert not any(sign in paragraph for paragraph in found for sign in "{}")
