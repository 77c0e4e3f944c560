"""questions: what a file may say, what may be given, and the queries that come of it."""

import re
from textwrap import dedent

import pyoxigraph
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster import names, questions
from educluster.errors import BadParameter
from educluster.questions import BadQuestion, Choices, Term

WORDS = """\
columns:
  concept: {en: Concept, ru: Понятие, uz: Tushuncha}
  label: {en: Name, ru: Название, uz: Nomi}
parameters:
  concept: {en: Concept, ru: Понятие, uz: Tushuncha}
  language: {en: Language, ru: Язык, uz: Til}
  year: {en: Year, ru: Год, uz: Yil}
help:
  concept: {en: Anything with a name., ru: Всё с именем., uz: Nomi bor narsa.}
tags:
  concepts: {en: concepts, ru: понятия, uz: tushunchalar}
views:
  table: {en: table, ru: таблица, uz: jadval}
values:
  label:
    yes-no: {en: either, ru: или, uz: yoki}
"""
HEADER = """\
#+ title: {en: What is it called?, ru: Как это называется?, uz: Bu nima deyiladi?}
#+ description: {en: The names., ru: Названия., uz: Nomlari.}
#+ parameters:
#+   concept: {type: iri, scheme: principles, example: principle-succession}
#+   language: {type: language, example: en}
#+ columns: {concept: iri, label: text}
#+ tags: [concepts]
#+ view: table
#+ expected: {ordered: true}
"""
QUERY = """\
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>

SELECT ?concept ?label ?language
WHERE {
  ?concept skos:prefLabel ?label
  FILTER(langMatches(lang(?label), ?language))
}
ORDER BY ?label
"""
LABELS = {
    f"{names.ECR}principle-succession": {"en": "succession", "ru": "преемственность", "uz": "vorislik"},
    f"{names.ECR}principle-inheritance": {"en": "inheritance", "ru": "наследование", "uz": "meros"},
    f"{names.ECR}principle-modernity": {
        "en": "modernity",
        "ru": "ёмкость",
        "uz": "zamonaviylik",
        "uz-cyrl": "замонавийлик",
    },
    f"{names.ECR}aspect-modernity": {"en": "modernity", "ru": "современность", "uz": "toʻliqlik"},
    f"{names.EC}Obstacle": {"en": "obstacle"},
}


def words():
    return questions.words("words.yaml", WORDS)


def read(text=HEADER + QUERY, name="names-of-a-concept.rq"):
    return questions.read(name, text, words())


def choices(parameter):
    return Choices(LABELS, LABELS)


def typed(values, question=None, language="ru", of=choices):
    return questions.typed(question or read(), values, of, language)


def edited(old, new):
    assert old in HEADER + QUERY
    return (HEADER + QUERY).replace(old, new, 1)


# What a file says


def test_a_file_gives_its_question():
    question = read()
    assert question.name == "names-of-a-concept"
    assert [question.title(each) for each in ("en", "ru", "uz", "fr")] == [
        "What is it called?", "Как это называется?", "Bu nima deyiladi?", "What is it called?",
    ]  # fmt: skip
    assert question.description("uz") == "Nomlari."
    assert list(question.parameters) == ["concept", "language"]
    assert question.query == QUERY.strip()
    assert (question.tags, question.view, question.ordered, question.limited) == (
        ("concepts",),
        "table",
        True,
        False,
    )
    assert not question.is_whole
    assert re.fullmatch("[0-9a-f]{16}", question.digest)


def test_names_that_a_header_does_not_say_come_from_the_words():
    question = read()
    parameter, column = question.parameters["concept"], question.columns["label"]
    assert (parameter.label("ru"), parameter.help("uz"), column.label("uz")) == (
        "Понятие",
        "Nomi bor narsa.",
        "Nomi",
    )
    assert (column.value("yes-no", "ru"), column.value("other", "ru")) == ("или", "other")


def test_a_header_overrules_the_words():
    own = "{kind: text, label: {en: Its name, ru: Имя, uz: Ismi}}"
    assert read(edited("label: text", f"label: {own}")).columns["label"].label("ru") == "Имя"


def test_a_scheme_and_a_class_are_whole_iris():
    assert read().parameters["concept"].source == f"{names.ECR}scheme-principles"
    of_class = read(edited("scheme: principles", 'class: "ec:Cluster"')).parameters["concept"]
    assert (of_class.source, of_class.of_class) == (f"{names.EC}Cluster", f"{names.EC}Cluster")


def test_the_digest_is_of_the_query_alone():
    assert read(edited("What is it called?", "What?")).digest == read().digest
    assert read(edited("ORDER BY ?label", "ORDER BY ?concept")).digest != read().digest


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("#+ title: {en: What is it called?, ru", "#+ title: {ru", 1, "not said in «en»"),
        ("#+ title:", "#+ titel:", 1, "«title» is probably meant"),
        ("ru: Названия., uz: Nomlari.", "ru: Названия.", 2, "description is not said in «uz»"),
        ("uz: Nomlari.}", "uz: Nomlari., de: Namen}", 2, "no key is «de»"),
        ("uz: Nomlari.}", "uz: Nomlari.", 3, "no YAML"),
        ("type: iri", "type: uri", 4, "parameters: there is no «uri»"),
        ("type: iri, ", "", 4, "it is missing"),
        (", example: principle-succession", "", 4, "has no example"),
        ("example: principle-succession", "example: ''", 4, "has no example"),
        ("example: en", "example: de", 5, "«de» is no value of language"),
        ("type: language, example: en", "type: number, example: two", 5, "no number"),
        ("type: language, example: en", "type: number, most: 3, example: 4", 5, "too large"),
        ("type: language, example: en", "type: number, most: high, example: 4", 5, "most is no number"),
        ("type: language, example: en", "type: date, example: 2020-13-01", 5, "no date"),
        ("type: language, example: en", "type: date, example: '2020-13-01'", 5, "no date"),
        ("type: language, example: en", "type: choice, example: en", 5, "nothing to choose"),
        ("type: language, example: en", "type: choice, choices: [a], example: c", 5, "no value of language"),
        ("type: language, example: en", "type: text, least: 1, example: c", 5, "least is only of the type"),
        ("scheme: principles", "scheme: principles, class: 'ec:Principle'", 4, "both scheme and class"),
        ("scheme: principles", "class: 'nowhere:Principle'", 4, "is no class"),
        ("example: principle-succession", "example: 'a b'", 4, "is no IRI"),
        ("  language: {type", "  limit: {type", 5, "no word is known for the parameter limit"),
        ("  language: {type", "  year: {type", 5, "does not use ?year"),
        ("SELECT ?concept ?label ?language", "SELECT ?concept ?label", 5, "does not select ?language"),
        ("?concept ?label ?language", "?concept ?label ?language ?more", 6, "?more is selected"),
        ("#+ columns: {concept: iri, label: text}\n", "", 1, "no column is named"),
        ("{concept: iri, label: text}", "{concept: iri, label: words}", 6, "there is no «words»"),
        ("{concept: iri, label: text}", "{concept: iri, name: text}", 6, "no word is known for the column"),
        ("{concept: iri, label: text}", "{concept: iri, concept: iri}", 6, "stands here twice"),
        ("[concepts]", "[]", 7, "no tags"),
        ("[concepts]", "concepts", 7, "no tags"),
        ("[concepts]", "[concepts, else]", 7, "no word is known for the tag else"),
        ("view: table", "view: tree", 8, "write one of: table"),
        ("ordered: true", "ordered: perhaps", 9, "no truth value"),
        ("#+ expected", "#+ indicator: {formula: a, source: b}\n#+ expected", 9, "no source"),
        ("#+ expected", "#+ limited: true\n#+ expected", 9, "ends in no LIMIT"),
        ("ORDER BY ?label", "ORDER BY ?label LIMIT 3", 1, "limited: true"),
        ("SELECT ?concept ?label ?language", "SELECT *", 12, "name the columns"),
        ("SELECT ?concept ?label ?language", "DESCRIBE ?concept", 10, "no SELECT and no ASK"),
        ("}\nORDER BY ?label", "", 13, "is not closed"),
        ("ORDER BY ?label", "VALUES ?label { 'a' }", 17, "VALUES stands at the end"),
    ],
)  # fmt: skip
def test_a_fault_is_told_with_file_and_line(old, new, line, told):
    with pytest.raises(BadQuestion) as caught:
        read(edited(old, new), "folder/names-of-a-concept.rq")
    assert str(caught.value).startswith(f"folder/names-of-a-concept.rq:{line}: "), caught.value
    assert told in str(caught.value)
    assert "; " in str(caught.value)


@pytest.mark.parametrize(
    "text", ["", "SELECT ?a { ?a ?b ?c }", "#+ words\nASK {}", "#+ [a]\nASK {}", "#+ \x00\nASK {}"]
)
def test_a_file_without_a_header_is_told(text):
    with pytest.raises(BadQuestion, match=r"^a\.rq:1: "):
        read(text, "a.rq")


@pytest.mark.parametrize("name", ["Names.rq", "a_b.rq", "a--b.rq", "имя.rq", ".rq"])
def test_a_name_can_stand_in_an_address(name):
    with pytest.raises(BadQuestion, match="cannot stand in an address"):
        read(name=name)


def test_reserved_names_are_refused():
    text = edited("?label ?language\n", "?label ?limit\n").replace("?language))", "?limit))")
    text = text.replace(
        "  language: {type: language, example: en}",
        "  limit: {type: text, example: a, label: {en: a, ru: а, uz: a}}",
    )
    with pytest.raises(BadQuestion, match="rq:5: «limit» means something else"):
        read(text)


@given(st.text(max_size=300))
def test_any_text_is_a_question_or_a_fault(text):
    try:
        read(text)
    except BadQuestion as error:
        line = error.line
    else:
        line = 1
    assert line >= 1


@given(st.integers(0, len(HEADER + QUERY)), st.text(max_size=5))
def test_a_file_with_a_slip_is_a_question_or_a_fault(at, slip):
    text = HEADER + QUERY
    try:
        read(text[:at] + slip + text[at:])
    except BadQuestion as error:
        line = error.line
    else:
        line = 1
    assert 1 <= line <= len((text + slip).splitlines()) + 1


@pytest.mark.parametrize(
    ("old", "new", "line"),
    [
        ("uz: Tushuncha}", "}", 2),
        ("tags:", "tag:", 10),
        ("uz: yoki", "uz: 3", 16),
        ("  concepts:", "  concepts", 11),
    ],
)
def test_a_fault_of_the_words_is_told_with_its_line(old, new, line):
    assert old in WORDS
    with pytest.raises(BadQuestion, match=rf"^words\.yaml:{line}: "):
        questions.words("words.yaml", WORDS.replace(old, new, 1))


def test_comments_and_strings_are_no_part_of_the_shape_of_a_query():
    query = """\
        # SELECT ?no { }
        PREFIX a: <http://e/#x> # {
        SELECT DISTINCT ?concept (MAX(?l) AS ?label) ?language # ?more
        FROM <http://e/LIMIT>
        WHERE { ?concept a:b ?l . FILTER(?l < 3 && ?l > 1) VALUES ?language { "}'LIMIT 3" }
          { SELECT ?x { ?x ?y ?z } LIMIT 3 } }
        GROUP BY ?concept ?language"""
    question = read(HEADER + dedent(query))
    assert question.body.selected == ("concept", "label", "language")
    assert not question.body.limited


# All of them


def test_a_book_has_its_questions_by_tag_and_finds_them_in_any_language():
    book = questions.load(
        [("b.rq", HEADER + QUERY), ("a.rq", edited("What is it called?", "Another?"))], words()
    )
    assert list(book.questions) == ["a", "b"]
    assert [each.name for each in book.tags["concepts"]] == ["a", "b"]
    assert [each.name for each in book.search("CALLED", "en")] == ["b"]
    assert [each.name for each in book.search("понятиями", "ru")] == ["a", "b"]
    assert [each.name for each in book.search("a", "en")] == ["a", "b"]
    assert not book.search("called elsewhere", "en")
    assert (book.words.tag("concepts", "ru"), book.words.view("table", "uz")) == ("понятия", "jadval")


def test_two_questions_of_one_name_and_one_without_an_answer_are_told():
    with pytest.raises(BadQuestion, match=r"^b/a\.rq:1: there is another question a"):
        questions.load([("a/a.rq", HEADER + QUERY), ("b/a.rq", HEADER + QUERY)], words())
    with pytest.raises(BadQuestion, match=r"^a\.rq:1: there is no expected answer; put a\.expected\.csv"):
        questions.load([("a.rq", HEADER + QUERY)], words(), answered={"b"})


# What may be given


@pytest.mark.parametrize(
    "value",
    ["principle-succession", "ecr:principle-succession", f"{names.ECR}principle-succession",
     f"<{names.ECR}principle-succession>", "succession", "Преемственность", "  VORISLIK "],
)  # fmt: skip
def test_a_thing_is_given_by_any_of_its_names(value):
    assert typed({"concept": value})["concept"] == Term("iri", f"{names.ECR}principle-succession")


@pytest.mark.parametrize(
    ("value", "local"),
    [
        ("емкость", "principle-modernity"),
        ("замонавийлик", "principle-modernity"),
        ("to'liqlik", "aspect-modernity"),
        ("toʼliqlik", "aspect-modernity"),
    ],
)
def test_what_writers_of_the_same_name_differ_in_is_passed_over(value, local):
    assert typed({"concept": value})["concept"].value == names.ECR + local


def test_a_name_of_two_things_is_refused_and_both_are_told():
    with pytest.raises(BadParameter, match="the name of 2 values of concept") as caught:
        typed({"concept": "modernity"})
    assert caught.value.allowed == ("aspect-modernity", "principle-modernity")


@pytest.mark.parametrize("value", ["sucession", "principle-sucession", "преемствнность"])
def test_what_was_probably_meant_is_told(value):
    with pytest.raises(BadParameter, match=r"perhaps principle-succession \(succession\)") as caught:
        typed({"concept": value})
    assert caught.value.name == "concept"
    assert set(caught.value.allowed) == {questions.short(iri) for iri in LABELS}
    assert "it is not in the scheme principles" in str(caught.value)


def test_of_many_allowed_the_first_are_told_and_where_to_see_the_rest():
    many = [f"{names.ECR}thing-{number:03}" for number in range(300)]
    with pytest.raises(BadParameter) as caught:
        typed({"concept": "x"}, of=lambda _: Choices(many, {}))
    assert str(caught.value).count("thing-") == 20
    assert str(caught.value).endswith("…and 280 more; see /questions/names-of-a-concept")
    assert len(caught.value.allowed) == 200


@pytest.mark.parametrize(
    ("value", "iri"),
    [
        ("cluster-x", f"{names.ECR}cluster-x"),
        ("ec:Obstacle", f"{names.EC}Obstacle"),
        ("https://e.org/a", "https://e.org/a"),
        ("urn:x:y", "urn:x:y"),
        ("<urn:x:y>", "urn:x:y"),
    ],
)
def test_where_any_iri_may_be_given_it_need_not_be_known(value, iri):
    assert typed({"concept": value}, of=lambda _: None)["concept"].value == iri


@pytest.mark.parametrize(
    "value", ["a b", "http://e.org/ a", "http://e.org/<", "a\nb", "x" * 2000, 'a"b', "\ud800"]
)
def test_what_is_no_iri_is_refused(value):
    with pytest.raises(BadParameter):
        typed({"concept": value}, of=lambda _: None)


def test_a_language_is_that_of_the_reader_and_a_missing_value_is_told():
    assert typed({"concept": "vorislik"})["language"] == Term("literal", "ru", "", f"{names.XSD}string")
    assert typed({"concept": "vorislik", "language": "uz"})["language"].value == "uz"
    assert typed({"concept": "vorislik"}, language="fr")["language"].value == "en"
    for given_ in ({}, {"concept": " "}):
        with pytest.raises(BadParameter, match="needs a value for concept"):
            typed(given_)


def test_a_default_may_be_left_out():
    question = read(
        edited("example: principle-succession", "example: principle-succession, default: ec:Obstacle")
    )
    assert question.is_whole
    assert typed({}, question)["concept"].value == f"{names.EC}Obstacle"


@pytest.mark.parametrize("name", ["cluster", "Concept", "понятие", "concept "])
def test_an_unknown_parameter_is_refused_and_those_there_are_are_told(name):
    with pytest.raises(BadParameter, match="give one of: concept, language") as caught:
        typed({"concept": "vorislik", name: "x"})
    assert caught.value.allowed == ("concept", "language")
    if name != "cluster":
        assert "perhaps concept is meant" in str(caught.value)


def year(kind, value):
    declared = edited("type: language, example: en", kind)
    return typed({"concept": "vorislik", "language": value}, read(declared))["language"]


@pytest.mark.parametrize(
    ("value", "datatype"), [("5", "integer"), ("-3", "integer"), ("+4", "integer"), ("2.50", "decimal")]
)
def test_a_number_is_one(value, datatype):
    assert year("type: number, least: -3, most: 9, example: 5", value) == Term(
        "literal", value, "", names.XSD + datatype
    )


@pytest.mark.parametrize("value", ["five", "3,5", "1e5", "٣", "0x10", "-4", "9.1", "1" * 40, "NaN", "1 2"])
def test_what_is_no_number_or_out_of_bounds_is_refused(value):
    with pytest.raises(BadParameter) as caught:
        year("type: number, least: -3, most: 9, example: 5", value)
    assert caught.value.name == "language"


def test_a_day_is_one():
    assert year("type: date, example: 2020-01-31", "2021-02-28") == Term(
        "literal", "2021-02-28", "", f"{names.XSD}date"
    )
    for value in ("2021-02-30", "28.02.2021", "20210228", "2021", "2021-W01-1", "٢٠٢١-٠٢-٢٨"):
        with pytest.raises(BadParameter, match="no date"):
            year("type: date, example: 2020-01-31", value)


def test_a_choice_is_one_of_those_there_are_by_value_or_by_name():
    words = "{old: {en: ancient, ru: старый, uz: eski}, new: {en: fresh, ru: новый, uz: yangi}}"
    kind = f"type: choice, example: old, choices: {words}"
    assert [year(kind, value).value for value in ("old", "НОВЫЙ", "fresh", "Eski")] == [
        "old",
        "new",
        "new",
        "old",
    ]
    with pytest.raises(BadParameter, match="give one of: old, new") as caught:
        year(kind, "olde")
    assert "perhaps old is meant" in str(caught.value)


@given(st.text(max_size=40))
def test_whatever_is_given_is_a_term_or_a_bad_parameter(value):
    for of in (choices, lambda _: None):
        try:
            iri = typed({"concept": value}, of=of)["concept"].value
        except BadParameter:
            continue
        assert pyoxigraph.NamedNode(iri).value == iri


# Its queries


def test_a_page_is_asked_for_by_integers_behind_the_query():
    question = read()
    assert questions.paged(question, None) == question.query
    assert questions.paged(question, 11, 20) == f"{question.query}\nLIMIT 11\nOFFSET 20"
    with pytest.raises(ValueError, match="invalid literal"):
        questions.paged(question, "1 } UNION {", 0)


def limited():
    return edited("ORDER BY ?label", "ORDER BY ?label LIMIT 3").replace(
        "#+ view", "#+ limited: true\n#+ view"
    )


def asked():
    text = edited("SELECT ?concept ?label ?language\nWHERE", "ASK").replace("ORDER BY ?label", "")
    return text.replace("#+ columns: {concept: iri, label: text}", "#+ columns: {}")


@pytest.mark.parametrize("text", [limited(), asked()], ids=["limited", "asked"])
def test_what_has_one_page_is_asked_as_it_is(text):
    question = read(text)
    assert question.is_one_page
    assert questions.paged(question, 11, 20) == question.query


def test_a_comment_at_the_end_swallows_no_limit():
    question = read(edited("ORDER BY ?label", "ORDER BY ?label # the end"))
    assert questions.paged(question, 1).splitlines()[-1] == "LIMIT 1"


def test_the_query_for_people_has_the_values_first_and_declares_what_it_needs():
    shown = questions.shown(read(), typed({"concept": "vorislik"}))
    assert shown.splitlines()[:6] == [
        "PREFIX ecr: <https://w3id.org/educluster/id/>",
        "PREFIX skos: <http://www.w3.org/2004/02/skos/core#>",
        "",
        "SELECT ?concept ?label ?language",
        "WHERE {",
        "  VALUES ?concept { ecr:principle-succession }",
    ]
    assert '  VALUES ?language { "ru" }' in shown.splitlines()


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)


@given(TEXTS)
def test_no_text_leaves_its_place_in_the_query_for_people(text):
    """What the shown query binds is what was given: nothing in it becomes a part of the query."""
    terms = {"concept": Term("iri", "https://e.org/a.b(c)"), "language": Term("literal", text)}
    query = (
        questions.shown(read(), terms).replace("?concept skos:prefLabel ?label", "").partition("FILTER")[0]
        + "}"
    )
    (row,) = pyoxigraph.Store().query(query.replace("?label", ""))
    assert (row["language"].value, row["concept"].value) == (text, "https://e.org/a.b(c)")


@given(st.sampled_from(sorted(names.PREFIXES.values())), st.text("aB1-_.é()'~:", max_size=8))
def test_a_name_that_is_written_short_is_the_same_iri(namespace, local):
    terms = {"concept": Term("iri", namespace + local), "language": Term("literal", "en")}
    query = questions.shown(read(), terms).partition("?concept skos")[0] + "}"
    (row,) = pyoxigraph.Store().query(query.replace("?label", ""))
    assert row["concept"].value == namespace + local


@given(TEXTS)
def test_a_term_reads_back_as_it_was(text):
    for term in (
        Term("literal", text),
        Term("literal", text, "ru"),
        Term("literal", text, "", f"{names.XSD}token"),
    ):
        (row,) = pyoxigraph.Store().query(f"SELECT ?a {{ VALUES ?a {{ {term.n3()} }} }}")
        assert (row["a"].value, row["a"].language or "") == (text, term.language)


def test_the_names_of_an_address_lead_back():
    for iri in [
        *LABELS,
        f"{names.ECC}mukhamedov-2020-001",
        "http://e.org/x",
        f"{names.ECR}a/b",
        f"{names.ECR}a.b",
    ]:
        assert questions.expanded(questions.short(iri)) == iri
