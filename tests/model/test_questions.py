"""The stored questions: each has a whole header, and its answer is the expected one, in two engines."""

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

from educluster import names
from educluster.store.loading import fill

FOLDER = Path(__file__).resolve().parents[2] / "queries" / "questions"
COMPETENCY = """
    01 02 03 04 05 06 07 10 12 13 15 16 17 18 19 21 23 24 26 27 28 30 31 32 33 34 35 37 38 40 41 42 44 45
    46 47 48 50 51 52 53 55 56 57 58
"""  # the numbers that are not here were not in use
LANGUAGES = {"en", "ru", "uz"}
KEYS = ["title", "description", "answers", "parameters", "columns", "tags", "view", "expected"]
KINDS = {"iri", "text", "term", "number", "date", "flag"}
VIEWS = {"table", "tree", "matrix", "chart", "network", "map"}
OWN = (names.EC, names.ECR, names.ECC, names.ECS)


def identifiers():
    if found := sorted(path.stem for path in FOLDER.glob("*.rq")):
        return found
    raise FileNotFoundError(f"no questions in {FOLDER}")


def text(identifier):
    return (FOLDER / f"{identifier}.rq").read_text(encoding="utf-8")


@cache
def header(identifier):
    lines = [line[3:] for line in text(identifier).splitlines() if line.startswith("#+ ")]
    return yaml.safe_load("\n".join(lines))


def expected(identifier):
    with (FOLDER / f"{identifier}.expected.csv").open(encoding="utf-8", newline="") as file:
        columns, *rows = csv.reader(file)
    return columns, [tuple(row) for row in rows]


def body(identifier):
    return "\n".join(line for line in text(identifier).splitlines() if not line.startswith("#"))


def prefixes(identifier):
    return "\n".join(line for line in text(identifier).splitlines() if line.startswith("PREFIX"))


def shown(value, is_iri):
    """A value as the expected answers write it: the local name of what is ours, and 5 for 5.0."""
    if is_iri:
        own = next((namespace for namespace in OWN if value.startswith(namespace)), None)
        return value.removeprefix(own) if own else names.shorten(value).strip("<>")
    return f"{Decimal(value):f}".rstrip("0").rstrip(".") if re.fullmatch(r"\d+\.\d+", value) else value


def bindings(identifier):
    """The examples of the parameters: whether it is an IRI, and which."""
    for name, about in header(identifier)["parameters"].items():
        is_iri, example = about["type"] == "iri", str(about["example"])
        prefix, colon, local = example.partition(":")
        given = (names.PREFIXES[prefix] + local if colon else names.ECR + example) if is_iri else example
        yield name, is_iri, given


def ask_oxigraph(store, query, given=()):
    terms = {
        pyoxigraph.Variable(name): pyoxigraph.NamedNode(value) if is_iri else pyoxigraph.Literal(value)
        for name, is_iri, value in given
    }
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
    terms = {name: rdflib.URIRef(v) if is_iri else rdflib.Literal(v) for name, is_iri, v in given}
    found = graph.query(query, initBindings=terms)
    columns = [str(name) for name in found.vars]
    return columns, [
        tuple("" if cell is None else shown(str(cell), isinstance(cell, rdflib.URIRef)) for cell in row)
        for row in found
    ]


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
    return rdflib.Literal(term.value, datatype=rdflib.URIRef(term.datatype.value))


@pytest.fixture(params=identifiers())
def question(request):
    return request.param


# Headers


def test_header_has_every_key_in_order(question):
    keys = list(header(question))
    assert keys == [key for key in KEYS if key in keys]
    assert set(KEYS) - set(keys) <= {"answers"}


def test_header_speaks_three_languages(question):
    about = header(question)
    for key in ("title", "description"):
        assert set(about[key]) == LANGUAGES
        assert all(words.strip() for words in about[key].values())
    assert re.search("[а-яё]", about["title"]["ru"])
    assert not re.search("[oOgG]['’ʼ]|['’]", about["title"]["uz"] + about["description"]["uz"])


def test_header_tells_columns_tags_and_view(question):
    about = header(question)
    assert set(about["columns"].values()) <= KINDS
    assert about["tags"] == list(dict.fromkeys(about["tags"]))
    assert about["tags"]
    assert about["view"] in VIEWS
    assert isinstance(about["expected"]["ordered"], bool)


def test_parameter_has_type_and_example_and_is_a_column(question):
    """A value is bound only to what the query selects: pyoxigraph refuses any other variable."""
    about = header(question)
    for name, parameter in about["parameters"].items():
        assert set(parameter) <= {"type", "scheme", "class", "example"}
        assert {"type", "example"} <= set(parameter)
        assert parameter["type"] in {"iri", "text"}
        assert name in about["columns"]
        assert f"?{name}" in body(question)


def test_query_is_written_in_the_style(question):
    query = text(question)
    assert query.endswith("\n")
    assert "\t" not in query
    assert not re.search(r"SELECT (DISTINCT )?\*", query)
    assert "ORDER BY" in body(question)
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


def test_page_lists_each_question_once():
    page = (FOLDER.parents[1] / "docs" / "questions.md").read_text(encoding="utf-8")
    assert sorted(re.findall(r"\| `([a-z0-9-]+)` \|$", page, re.MULTILINE)) == identifiers()


# Answers


@pytest.mark.parametrize("engine", ["oxigraph", "rdflib"])
def test_answer_is_the_expected_one(question, engine, request):
    source = request.getfixturevalue("store" if engine == "oxigraph" else "graph")
    ask = ask_oxigraph if engine == "oxigraph" else ask_rdflib
    columns, rows = ask(source, text(question), list(bindings(question)))
    wanted_columns, wanted = expected(question)
    about = header(question)
    assert columns == wanted_columns == list(about["columns"])
    assert wanted
    if not about["expected"]["ordered"]:
        rows, wanted = sorted(rows), sorted(wanted)
    assert rows == wanted


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
