"""Matching: what is the same name in other letters, what is another thing, and what is told of it."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import names
from educluster.matching import FEATURES, THRESHOLD, Entry, FalseFriend, Index, Name

ORGANISATION, PLACE = f"{names.ORG}Organization", f"{names.EC}Place"
PRINCIPLE = f"{names.EC}Principle"


def entry(iri, *texts, types=(ORGANISATION,), language="en"):
    return Entry(iri, types, tuple(Name(text, language) for text in texts), (("en", f"What {iri} is."),))


ENTRIES = (
    entry("chirchik-u", "Chirchik State Pedagogical University"),
    entry("chirchik-i", "Chirchik State Pedagogical Institute"),
    entry("kokand", "Qoʻqon davlat pedagogika instituti", language="uz"),
    entry("ural", "Ural State Pedagogical University", "УрГПУ"),
    entry("tver", "Tver State Technical University"),
    entry("tambov", "Derzhavin Tambov State University"),
    entry("tambov-oblast", "Tambov Oblast", types=(PLACE,)),
    entry("school-21", "СОШ №21", language="ru"),
    entry("lille-1", "Université Lille 1", language="fr"),
    entry("garden", "детский сад «Якутяночка»", language="ru"),
    entry("namsky", "Намский педагогический колледж им. И.Е. Винокурова", language="ru"),
    entry("northwestern", "Northwestern University"),
    entry("texas", "Texas A&M University"),
    entry("ministry", "Ministry of Education"),
    entry("penza", "Ministry of Education of Penza Oblast"),
    entry("vocational", "Russian State Vocational Pedagogical University"),
    entry("north", "образовательный кластер «Педагогика» (Якутия)", language="ru"),
    entry("south", "образовательный кластер «Педагогика» (Новосибирск)", language="ru"),
    entry("humanities", "University for Humanities"),
    entry("museum", "Muzeum Archeologiczne (Głogów)", language="pl"),
    entry("lyceum", "II Liceum Ogólnokształcące (Głogów)", language="pl"),
    entry("palace", "Дворец детского творчества им. Ф.И. Авдеевой", language="ru"),
    entry("compatibility", "principle of compatibility", types=(PRINCIPLE,)),
    entry("forms", "quality form", types=(PRINCIPLE,)),
    entry("modernity", "zamonaviylik", types=(PRINCIPLE,), language="uz"),
    entry("control", "mutual control", "oʻzaro nazorat", types=(PRINCIPLE,)),
    entry("order", "sequential consistency", "succession", types=(PRINCIPLE,)),
    entry("generations", "inheritance", "succession", types=(PRINCIPLE,)),
    entry("interests", "particularity of interests", "privatization of interests", types=(PRINCIPLE,)),
)
FRIEND = FalseFriend("friend", ("succession",), ("order", "generations"), (("en", "Two principles."),))
INDEX = Index(ENTRIES, [FRIEND])


def meant(text, *types):
    found = INDEX.match(text, types)
    return found[0].entry.iri if found and found[0].is_match else None


@pytest.mark.parametrize(
    ("text", "iri"),
    [
        ("  chirchik  STATE pedagogical university.", "chirchik-u"),
        ("Chirchiq State Pedagogical Univ.", "chirchik-u"),
        ("Чирчикский государственный педагогический институт", "chirchik-i"),
        ("Chirchiq davlat pedagogika universiteti", "chirchik-u"),
        ("Қўқон давлат педагогика институти", "kokand"),
        ("Qo`qon davlat pedagogika instituti", "kokand"),
        ("Qoqon State Pedagogical Institute", "kokand"),
        ("Тверской гос. техн. ун-т", "tver"),
        ("Tver State Tehcnical Universty", "tver"),
        ("Tambov State University", "tambov"),
        ("Tambov State University named after G.R. Derzhavin", "tambov"),
        ("УРГПУ", "ural"),
        ("Ural State Pedagogical University (УрГПУ)", "ural"),
        ("RSVPU", "vocational"),
        ("СОШ № 21", "school-21"),
        ("Universite Lille 1", "lille-1"),
        ('д/с "Якутяночка"', "garden"),
        ("Намский пед. колледж", "namsky"),
        ("Texas A & M University", "texas"),
        ("Педагогика (Якутия), образовательный кластер", "north"),
        ("ўзаро назорат", "control"),
        ("замонавийлик", "modernity"),
        ("Muzeum Archeologiczne w Glogowie", "museum"),
        ("University for the Humanites", "humanities"),
        ("control, mutual", "control"),
        ("privatisation of interest", "interests"),
        ("ii liceum ogolnoksztalcace, Glogow", "lyceum"),
        ("Дворец детского творчества имени Авдеевой", "palace"),
        ("principle fo compatibilitty", "compatibility"),
    ],
)
def test_a_name_is_known_in_other_letters_and_misspelt(text, iri):
    assert meant(text) == iri


@pytest.mark.parametrize(
    "text",
    [
        "Chirchik State Technical University",
        "Tver State University",
        "Tashkent State Pedagogical University",
        "Tambov State Medical University",
        "Tambov State Pushkin University",
        "Northeastern University",
        "Northwest University",
        "Université Lille 3",
        "Université Lille 11",
        "СОШ №211",
        "СОШ №22",
        "СОШ",
        "УрГЭУ",
        "детский сад «Ромашка»",
        "Намский педагогический колледж им. А.С. Пушкина",
        "Texas University",
        "Ministry of Education of Samara Oblast",
        "Министерство образования",
        "образовательный кластер «Педагогика»",
        "образовательный кластер «Педагогика» (Самара)",
        "Muzeum Archeologiczne",
        "Гуманитарный университет",
        "University for Humanities (Kyiv)",
        "III Liceum Ogólnokształcące (Głogów)",
        "I Liceum Ogólnokształcące (Głogów)",
        "Liceum Ogólnokształcące (Głogów)",
        "Дворец детского творчества",
        "principle of compatibilism",
        "principle of quality",
        "mutual assistance",
        "control",
        "oʻzaro yordam",
        "privatization",
        "Ministry of Education",  # of which country?
        "succession",  # of which text?
        "",
        " – «»",
    ],
)
def test_what_is_near_but_another_thing_or_several_is_no_match(text):
    assert meant(text) is None


def test_only_entries_of_the_types_asked_for_are_meant():
    assert meant("mutual control", PRINCIPLE) == "control"
    assert meant("mutual control", ORGANISATION) is None
    assert INDEX.match("mutual control", (ORGANISATION, PLACE)) == []


def test_two_entries_of_one_name_are_rivals_and_warned_about():
    found = INDEX.match("succession")
    assert [(each.entry.iri, each.score, each.by_id["rivals"]) for each in found] == [
        ("generations", 100, 1),
        ("order", 100, 1),
    ]
    assert [each.warning for each in found] == [FRIEND, FRIEND]
    assert FRIEND.note("ru") == "Two principles."


def test_no_word_of_a_false_friend_no_warning():
    assert next(each.warning for each in INDEX.match("sequential consistency")) is None


def test_the_reasons_say_what_differs():
    best = INDEX.match("Tver State University", language="ru")[0]
    reasons = best.by_id
    assert set(reasons) <= set(FEATURES)
    assert (reasons["left_out"], reasons["left_over"], reasons["contradiction"]) == (1, 0, 1)
    assert reasons["language"] == 0
    assert best.score <= 80 < THRESHOLD
    assert INDEX.match("Tver State Tehcnical University")[0].by_id["edits"] == 1
    assert INDEX.match("ўзаро назорат")[0].by_id["script"] == 0


def test_a_lower_threshold_takes_what_is_less_sure():
    best = INDEX.match("Tver State University", threshold=60)[0]
    assert (best.entry.iri, best.is_match) == ("tver", True)


@pytest.mark.parametrize(
    ("prefix", "iris"),
    [
        ("chir", ["chirchik-i", "chirchik-u"]),
        ("Чирч", ["chirchik-i", "chirchik-u"]),
        ("Lil", ["lille-1"]),
        ("ўз", ["control"]),
        ("zzz", []),
        ("🎓 *", []),
        ("ttttt", []),
    ],
)
def test_what_begins_so_is_found_in_either_script_and_within_names(prefix, iris):
    assert [each.entry.iri for each in INDEX.starting(prefix)] == iris


def test_what_begins_with_nothing_is_all():
    assert len(INDEX.starting("", limit=100)) == len(ENTRIES)
    assert len(INDEX.starting("", (PRINCIPLE,), limit=2)) == 2


@given(st.text(max_size=60) | st.sampled_from([name.text for each in ENTRIES for name in each.names]))
def test_any_text_has_at_most_one_match_and_always_the_same(text):
    found = INDEX.match(text, limit=10)
    assert found == Index(ENTRIES[::-1], [FRIEND]).match(text, limit=10)
    assert [each.is_match for each in found].count(True) <= 1
    assert not any(each.is_match for each in found[1:])
    scores = [each.score for each in found]
    assert scores == sorted(scores, reverse=True)
    assert all(0 <= each <= 100 for each in scores)


@given(st.sampled_from(ENTRIES).flatmap(lambda each: st.sampled_from([(each, name) for name in each.names])))
def test_a_name_as_it_stands_has_all_points(pair):
    each, name = pair
    same = [found for found in INDEX.match(name.text, limit=10) if found.entry == each]
    assert same[0].score == 100
