"""Conditions on what is matched, over entries and values that are made up; and whatever a client may send."""

import json
from contextlib import suppress
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import names
from educluster.errors import BadParameter, TooLarge
from educluster.link import ids
from educluster.link.reconciling import ON, chosen, reconcile
from educluster.link.values import Values
from educluster.link.wanted import Condition, Given, Wanted, Wish
from educluster.matching import Entry, Index, Name
from educluster.questions import Term
from educluster.web import reconciliation_reading as reading

SCHOOL, PLACE, SEAT = names.EC + "School", names.EC + "Place", names.EC + "seat"


def entry(name, *texts, kind=SCHOOL):
    return Entry(names.ECR + name, (kind,), tuple(Name(each, "en") for each in texts))


INDEX = Index(
    [
        entry("one", "School of Crafts"),
        entry("two", "School of Crafts"),
        entry("three", "School of Music"),
        entry("riga", "Riga", "Рига", kind=PLACE),
        entry("oslo", "Oslo", kind=PLACE),
    ]
)
VALUES = Values(
    {
        names.ECR + "one": {SEAT: (Term("iri", names.ECR + "riga"),)},
        names.ECR + "two": {SEAT: (Term("iri", names.ECR + "oslo"),)},
        names.ECR + "three": {
            names.EC + "since": (Term("literal", "1990", "", names.XSD + "gYear"),),
            names.RDFS + "label": (Term("literal", "School", "en"), Term("literal", "Школа", "ru")),
        },
    }
)
CRAFTS = Wanted(names=("School of Crafts",))


def found(wanted):
    return {ids.of_thing(each.entry.iri): each for each in reconcile(INDEX, VALUES, wanted)}


def seat(*values, **more):
    return Condition("seat", tuple(Given(each) for each in values), **more)


def test_a_condition_tells_namesakes_apart():
    assert not any(each.is_match for each in found(CRAFTS).values())
    told = found(replace(CRAFTS, conditions=(seat("Рига"),)))
    assert next(iter(told)) == "one"
    assert told["one"].is_match
    assert dict(told["one"].features)[ON + "seat"] == 100
    assert not told["two"].is_match
    assert told["two"].score < told["one"].score


@pytest.mark.parametrize(
    ("condition", "expected"),
    [
        (Condition("seat", (Given("", "oslo"),), required=True), {"two"}),
        (Condition("seat", (Given("", names.ECR + "oslo"),), required=True), {"two"}),
        (seat("Riga", "Oslo", required=True), {"one", "two"}),
        (seat("Riga", "Oslo", required=True, quantifier="all"), set()),
        (seat("Riga", required=True, quantifier="none"), {"two"}),
        (seat("nowhere", required=True), set()),
        (Condition("nothing", (Given("x"),), required=True), set()),
    ],
    ids=["id", "iri", "any", "all", "none", "no value", "no property"],
)
def test_what_is_required_leaves_out_the_others(condition, expected):
    told = found(replace(CRAFTS, conditions=(condition,)))
    assert {each for each in told if told[each].by_id["name"] == 100} == expected


def test_a_condition_of_which_nothing_is_known_says_nothing():
    plain, asked = found(CRAFTS), found(replace(CRAFTS, conditions=(Condition("since", (Given("2000"),)),)))
    assert [asked[each] for each in ("one", "two")] == [plain[each] for each in ("one", "two")]
    assert asked["three"].score < plain["three"].score


def test_values_alone_find_what_has_them():
    told = found(Wanted(conditions=(Condition("since", (Given("1990"),)),)))
    assert [(name, each.score, each.is_match) for name, each in told.items()] == [("three", 100.0, True)]
    assert found(Wanted(types=("Place",), conditions=(Condition("since", (Given("1990"),)),))) == {}


@pytest.mark.parametrize("text", ["three", "ecr:three", names.ECR + "three"])
def test_an_id_names_what_it_is_of(text):
    for wanted in (Wanted(names=(text,)), Wanted(ids=(text,))):
        best = reconcile(INDEX, VALUES, wanted)[0]
        assert (best.entry.iri, best.score, best.is_match) == (names.ECR + "three", 100.0, True)


def test_a_type_is_a_bound():
    assert set(found(Wanted(names=("Riga",), types=("Place",)))) == {"riga"}
    assert found(Wanted(names=("Riga",), types=("ec:School",))) == {}
    assert found(Wanted(names=("Riga",), types=("Place", "School"), all_types=True)) == {}


@pytest.mark.parametrize(
    ("wish", "expected"),
    [
        (Wish("rdfs:label"), ["School", "Школа"]),
        (Wish("rdfs:label", limit=1), ["School"]),
        (Wish("rdfs:label", language="ru"), ["Школа"]),
        (Wish("since", language="ru"), ["1990"]),
        (Wish("none"), []),
    ],
)
def test_values_are_chosen_as_the_settings_say(wish, expected):
    assert [each.value for each in chosen(VALUES, "three", wish)] == expected


@given(st.sampled_from([*names.PREFIXES.values(), "http://e.org/"]), st.text("ab:/#%", max_size=5))
def test_what_a_term_or_thing_is_called_leads_back_to_it(namespace, local):
    iri = namespace + local
    assert ids.term(ids.of_term(iri)) == iri
    assert ids.thing(ids.of_thing(iri)) == iri


WORDS = st.sampled_from(
    "query queries type limit properties pid v conditions matchType propertyId propertyValue ids id".split()
)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(WORDS | st.text(max_size=3), inner, max_size=4)
    ),
    max_leaves=12,
)


@pytest.mark.parametrize("read", [reading.batch, reading.draft_batch, reading.extension])
@given(JSON)
def test_whatever_is_sent_is_read_or_refused(read, value):
    with suppress(BadParameter):
        read(json.dumps(value))


@pytest.mark.parametrize(
    "text", ["", "{", "[" * 100_000, '{"q":' * 50_000, "\x00", '{"q0":{"query":"\\ud800"}}']
)
@pytest.mark.parametrize("read", [reading.batch, reading.draft_batch, reading.extension])
def test_what_is_no_json_is_refused(read, text):
    with pytest.raises(BadParameter):
        read(text)


def test_a_value_of_thousands_of_digits_is_no_mistake_of_ours():
    text = '{"q0":{"properties":[{"pid":"seat","v":%s}]}}' % ("1" * 9000)
    with suppress(BadParameter):
        reading.batch(text)


@pytest.mark.parametrize(
    ("queries", "bound"),
    [
        ({str(place): {"query": "x"} for place in range(reading.BATCH + 1)}, reading.BATCH),
        ({"q0": {"properties": [{"pid": "x", "v": ["y"] * (reading.TEXTS + 1)}]}}, reading.TEXTS),
    ],
)
def test_too_much_at_once_is_refused_with_the_bound(queries, bound):
    with pytest.raises(TooLarge, match=str(bound)):
        reading.batch(json.dumps(queries))
