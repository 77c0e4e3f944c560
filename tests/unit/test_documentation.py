"""The documentation room: what rows become, whatever their order, and what a page makes of it."""

from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import documentation, names
from educluster.documentation import About, Download, Rows
from educluster.documentation.model import OBJECT_PROPERTY, OWL_CLASS

LABEL, DEFINITION = names.RDFS + "label", names.SKOS + "definition"
KIND, HAS, GOAL = names.EC + "Kind", names.EC + "has", names.ECR + "goal-1"
SCHEME, WORK, CLAIM = names.ECR + "scheme-goals", names.ECR + "work-1", names.ECC + "work-1-001"
ABOUT = About("9.9.9", "2026-01-02", (Download("data.ttl", "text/turtle", 7, "0" * 64),))
ROWS = Rows(
    entries=[
        {"entry": KIND, "type": OWL_CLASS},
        {"entry": HAS, "type": OBJECT_PROPERTY},
        {"entry": GOAL, "type": KIND, "scheme": SCHEME},
    ],
    texts=[
        {"entry": KIND, "property": LABEL, "text": "kind", "text_lang": "en"},
        {"entry": KIND, "property": LABEL, "text": "вид", "text_lang": "ru"},
        {"entry": HAS, "property": LABEL, "text": "has", "text_lang": "en"},
        {"entry": GOAL, "property": names.SKOS + "prefLabel", "text": "a <goal>", "text_lang": "en"},
        {"entry": GOAL, "property": DEFINITION, "text": "Goal that is first.", "text_lang": "en"},
        {"entry": SCHEME, "property": names.DCTERMS + "title", "text": "Goals", "text_lang": "en"},
        {"entry": WORK, "property": LABEL, "text": "Work 1", "text_lang": "en"},
    ],
    links=[{"entry": HAS, "property": names.RDFS + "domain", "other": KIND}],
    axioms=[
        {"entry": HAS, "axiom": "chain", "other": HAS, "inner": KIND},
        {"entry": KIND, "axiom": "when", "other": HAS, "value": GOAL},
    ],
    words=[{"entry": GOAL, "form": "the aim", "form_lang": "en", "work": WORK}],
    claims=[
        {
            "claim": CLAIM,
            "entry": GOAL,
            "relation": HAS,
            "object": KIND,
            "stance": names.EC + "Hedges",
            "status": names.EC + "Proposed",
            "work": WORK,
            "source": WORK,
            "section": "Results",
            "page": "7",
            "finder": f"finder number {number}",
        }
        for number in (1, 2)
    ],
)


@pytest.fixture(scope="module")
def handbook():
    return documentation.gather(ROWS)


def test_entry_has_its_types_schemes_and_texts(handbook):
    goal = handbook.entries[GOAL]
    assert (goal.types, goal.schemes, goal.anchor) == ((KIND,), (SCHEME,), "goal-1")
    assert goal.text("en", DEFINITION) == ("Goal that is first.", "en")


def test_text_that_a_language_lacks_is_the_english_one_and_says_so(handbook):
    assert handbook.entries[KIND].text("ru", LABEL) == ("вид", "ru")
    assert handbook.entries[KIND].text("uz", LABEL) == ("kind", "en")


def test_defined_class_tells_when_something_is_in_it(handbook):
    assert handbook.entries[KIND].conditions == ((HAS, GOAL),)
    assert handbook.entries[HAS].chain == (HAS, KIND)
    assert "follows when" in documentation.render(handbook, ABOUT, "en")


def test_claim_keeps_every_place_it_rests_on(handbook):
    (claim,) = handbook.entries[GOAL].claims
    assert [place.finder for place in claim.places] == ["finder number 1", "finder number 2"]


@given(st.randoms(use_true_random=False))
def test_order_of_entries_texts_and_links_does_not_matter(random):
    shuffled = {
        name: random.sample(list(getattr(ROWS, name)), len(getattr(ROWS, name)))
        for name in ("entries", "texts", "links", "axioms", "words")
    }
    assert documentation.gather(Rows(**shuffled, claims=ROWS.claims)) == documentation.gather(ROWS)


@given(
    st.dictionaries(
        st.from_regex(r"[A-Za-z][A-Za-z0-9]{0,8}", fullmatch=True),
        st.sampled_from([OWL_CLASS, OBJECT_PROPERTY]),
        max_size=8,
    )
)
def test_short_name_of_the_context_stands_for_one_term(kinds):
    taken = context_of({})
    terms = context_of(kinds)
    for name in kinds:
        meaning = terms[name]["@id"] if isinstance(terms[name], dict) else terms[name]
        assert terms[name] == taken[name] if name in taken else meaning == names.EC + name


def context_of(kinds):
    rows = [{"entry": names.EC + name, "type": kind} for name, kind in kinds.items()]
    handbook = documentation.gather(Rows(rows, [], [], [], [], []))
    return documentation.json_ld_context(handbook.entries)["@context"]


@pytest.mark.parametrize("language", names.LANGUAGES)
def test_page_shows_label_definition_word_claim_and_place(handbook, language):
    page = documentation.render(handbook, ABOUT, language)
    for shown in (
        "a &lt;goal&gt;",
        "Goal that is first.",
        "the aim",
        "work-1-001",
        "finder number 2",
        "data.ttl",
    ):
        assert shown in page, shown
    assert "<goal>" not in page


def test_drawing_names_the_classes_and_what_leads_from_them(handbook):
    drawing = ElementTree.fromstring(documentation.draw(handbook.entries, "ru"))
    texts = [each.text for each in drawing.iter("{http://www.w3.org/2000/svg}text")]
    assert texts == ["вид", "has"]
