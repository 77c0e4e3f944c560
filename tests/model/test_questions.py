"""The stored questions: each has a whole header, and its answer is the expected one, in two engines.

What a header may hold is checked where it is read, and tested with the reader.
"""

import csv
import re
from collections import Counter
from decimal import Decimal
from functools import cache
from pathlib import Path

import pyoxigraph
import pytest
import rdflib
import yaml

from educluster import names, questions
from educluster.store.loading import fill

FOLDER = Path(__file__).resolve().parents[2] / "queries" / "questions"
COMPETENCY = """
    01 02 03 04 05 06 07 10 12 13 15 16 17 18 19 21 23 24 26 27 28 30 31 32 33 34 35 37 38 40 41 42 44 45
    46 47 48 50 51 52 53 55 56 57 58
"""  # the numbers that are not here were not in use
KEYS = """
    title description answers parameters columns tags view indicator expected limited
""".split()
LEFT_OUT = {"answers", "indicator", "limited"}  # the keys that a header may do without
OWN = (names.EC, names.ECR, names.ECC, names.ECS)


def identifiers():
    if found := sorted(path.stem for path in FOLDER.glob("*.rq")):
        return found
    raise FileNotFoundError(f"no questions in {FOLDER}")


def text(identifier):
    return (FOLDER / f"{identifier}.rq").read_text(encoding="utf-8")


@cache
def words():
    return questions.words("words.yaml", (FOLDER.parent / "words.yaml").read_text(encoding="utf-8"))


@cache
def read(identifier):
    return questions.read(f"{identifier}.rq", text(identifier), words())


@cache
def header(identifier):
    lines = [line[3:] for line in text(identifier).splitlines() if line.startswith("#+ ")]
    return yaml.safe_load("\n".join(lines))


def expected(identifier):
    with (FOLDER / f"{identifier}.expected.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, [tuple(row) for row in rows]


def body(identifier):
    return read(identifier).query


def examples(identifier):
    return questions.examples(read(identifier))


def prefixes(identifier):
    return "\n".join(line for line in text(identifier).splitlines() if line.startswith("PREFIX"))


def shown(value, is_iri):
    """A value as the expected answers write it: the local name of what is ours, and 5 for 5.0."""
    if is_iri:
        own = next((namespace for namespace in OWN if value.startswith(namespace)), None)
        return value.removeprefix(own) if own else names.shorten(value).strip("<>")
    return f"{Decimal(value):f}".rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", value) else value


def in_oxigraph(term):
    if term.kind == "iri":
        return pyoxigraph.NamedNode(term.value)
    return pyoxigraph.Literal(term.value, datatype=pyoxigraph.NamedNode(term.datatype))


def ask_oxigraph(store, query, given=()):
    terms = {pyoxigraph.Variable(name): in_oxigraph(term) for name, term in dict(given).items()}
    found = store.query(query, use_default_graph_as_union=True, substitutions=terms)
    if isinstance(found, pyoxigraph.QueryBoolean):
        return [], [(str(bool(found)).lower(),)]
    columns = [variable.value for variable in found.variables]
    return columns, [
        tuple(
            "" if row[name] is None else shown(row[name].value, isinstance(row[name], pyoxigraph.NamedNode))
            for name in columns
        )
        for row in found
    ]


def ask_rdflib(graph, query, given=()):
    terms = {name: in_rdflib(in_oxigraph(term)) for name, term in dict(given).items()}
    found = graph.query(query, initBindings=terms)
    if found.type == "ASK":
        return [], [(str(found.askAnswer).lower(),)]
    columns = [str(name) for name in found.vars]
    return columns, [
        tuple("" if cell is None else shown(str(cell), isinstance(cell, rdflib.URIRef)) for cell in row)
        for row in found
    ]


def only(wanted, columns, rows):
    """The rows with the wanted columns alone."""
    at = [columns.index(name) for name in wanted]
    return [tuple(row[each] for each in at) for row in rows] if columns else rows


@pytest.fixture(scope="module")
def store():
    filled = pyoxigraph.Store()
    fill(filled)
    return filled


@pytest.fixture(scope="module")
def graph(store):
    """The same graphs in rdflib, as one, with what is derived; made term by term, faster than by parsing."""
    merged = rdflib.Graph()
    for triple in {quad.triple for quad in store}:
        merged.add((in_rdflib(triple.subject), in_rdflib(triple.predicate), in_rdflib(triple.object)))
    return merged


@cache
def in_rdflib(term):
    if isinstance(term, pyoxigraph.NamedNode):
        return rdflib.URIRef(term.value)
    if isinstance(term, pyoxigraph.BlankNode):
        return rdflib.BNode(term.value)
    if term.language or term.datatype.value == names.XSD + "string":
        return rdflib.Literal(term.value, lang=term.language)
    # As it is: pySHACL's reading of datatypes stays with the process that other tests have used it in.
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value), normalize=False)


@pytest.fixture(params=identifiers())
def question(request):
    return request.param


# Headers


def test_header_has_every_key_in_order(question):
    keys = list(header(question))
    assert keys == [key for key in KEYS if key in keys]
    assert set(KEYS) - set(keys) <= LEFT_OUT


def check_letters(texts):
    """Each text in the letters of its language; the Uzbek ones without typewriter apostrophes."""
    assert not re.search("[а-яё]", f"{texts['en']} {texts['uz']}", re.IGNORECASE), texts
    assert not re.search("['’]", texts["uz"]), texts


def test_header_speaks_three_languages(question):
    told = read(question)
    for texts in (told.titles, told.descriptions):
        check_letters(texts)
        assert re.search("[а-яё]", texts["ru"])
    for each in (*told.parameters.values(), *told.columns.values()):
        check_letters(each.labels)
    assert header(question)["tags"] == list(told.tags)


def test_words_are_in_order_and_in_their_letters():
    for section in ("columns", "parameters", "help", "tags", "views"):
        found = getattr(words(), section)
        assert list(found) == sorted(found)
        for texts in found.values():
            check_letters(texts)
    for codes in words().values.values():
        for texts in codes.values():
            check_letters(texts)


def test_text_that_the_query_writes_has_words(question):
    """A reader of Russian does not read "formation" because a query says BIND("formation" AS ?part)."""
    columns, rows = expected(question)
    for name, column in read(question).columns.items():
        found = {row[columns.index(name)] for row in rows}
        if column.kind in {"text", "term"}:
            assert {each for each in found if f'"{each}"' in body(question)} <= set(column.values), name


def test_example_is_one_of_the_choices(question, store):
    """A value of a scheme is in the scheme, one of a class an instance."""
    for parameter in read(question).parameters.values():
        relation = pyoxigraph.NamedNode(f"{names.SKOS}inScheme" if parameter.scheme else f"{names.RDF}type")
        for value in filter(None, (parameter.example, parameter.default)):
            if parameter.source:
                subject = pyoxigraph.NamedNode(questions.expanded(value))
                source = pyoxigraph.NamedNode(parameter.source)
                assert any(store.quads_for_pattern(subject, relation, source)), value


def test_query_is_written_in_the_style(question):
    query = text(question)
    assert query.endswith("\n")
    assert "\t" not in query
    assert not re.search(r"SELECT (DISTINCT )?\*", query)
    assert "ORDER BY" in query or read(question).body.form == "ASK"
    declared = re.findall(r"PREFIX (\w+):", query)
    used = [prefix for prefix in declared if re.search(rf"\b{prefix}:(?! <)", query)]
    assert declared == sorted(used)


def test_competency_questions_are_answered_once_each():
    answered = [header(each)["answers"] for each in identifiers() if "answers" in header(each)]
    assert sorted(answered) == [f"cq-{number}" for number in COMPETENCY.split()]


def test_competency_answer_has_one_column_or_two(question):
    about = header(question)
    if "answers" in about:
        assert len(about["columns"]) in (1, 2)
        assert "value" in about["expected"]


def test_each_expected_answer_has_its_question():
    assert sorted(path.name.partition(".")[0] for path in FOLDER.glob("*.csv")) == identifiers()


# Answers


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_answer_is_the_expected_one(question, engine, request):
    source = request.getfixturevalue("store" if engine == "oxigraph" else "graph")
    ask = ask_oxigraph if engine == "oxigraph" else ask_rdflib
    columns, rows = ask(source, body(question), examples(question))
    wanted_columns, wanted = expected(question)
    about = header(question)
    assert wanted_columns == list(about["columns"])
    rows = only(wanted_columns, columns, rows)
    assert wanted
    if not about["expected"]["ordered"]:
        rows, wanted = sorted(rows), sorted(wanted)
    assert rows == wanted


def test_answer_is_the_same_where_the_values_are_written_into_the_query(question, store):
    """People get the query with its values in it; the service binds them."""
    if given := examples(question):
        written = questions.shown(read(question), given)
        assert ask_oxigraph(store, written) == ask_oxigraph(store, body(question), given)


@pytest.fixture(scope="module")
def named(store):
    """The names of things in each language."""
    found = {}
    for predicate in (f"{names.SKOS}prefLabel", f"{names.RDFS}label"):
        for quad in store.quads_for_pattern(None, pyoxigraph.NamedNode(predicate), None):
            thing = found.setdefault(shown(quad.subject.value, True), {})
            thing.setdefault(quad.object.language, quad.object.value)
    return found


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_names_are_in_the_language_of_the_reader(question, language, store, named):
    """The same rows; a name in the language where the graph has one, else the English one."""
    if "language" not in read(question).parameters:
        return
    reader = questions.Term("literal", language, datatype=f"{names.XSD}string")
    columns, english = expected(question)
    found, rows = ask_oxigraph(store, body(question), {**examples(question), "language": reader})
    label = columns.index("label")
    for was, row in zip(english, only(columns, found, rows), strict=True):
        assert row[:label] + row[label + 1 :] == was[:label] + was[label + 1 :]
        things = [named[cell] for cell in was if named.get(cell, {}).get("en") == was[label]]
        assert row[label] in {thing.get(language, was[label]) for thing in things} or not things


def test_figures_are_the_expected_ones(question, store):
    figures = dict(header(question)["expected"].get("value", {}))
    columns, rows = expected(question)
    by_column = {column: Counter(row[at] for row in rows) for at, column in enumerate(columns)}
    assert figures.pop("rows", len(rows)) == len(rows)
    for column, number in figures.pop("distinct", {}).items():
        assert len(set(by_column[column]) - {""}) == number
    for column, counted in figures.pop("per", {}).items():
        assert {key: by_column[column][key] for key in counted} == counted
    for name, figure in figures.items():
        _, found = ask_oxigraph(store, f"{prefixes(question)}\n{figure['query']}")
        wanted = figure["is"]
        assert found == [(str(wanted).lower() if isinstance(wanted, bool) else str(wanted),)], name
