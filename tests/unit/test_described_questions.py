"""The graph of stored questions: the queries run as they stand there; the same files give the same lines."""

from hashlib import sha256

import pyoxigraph
import pytest
import rdflib

from educluster import artifacts, catalogue, names, questions
from educluster.questions import Book

WORDS = """
columns: {name: {en: Name, ru: Имя, uz: Nomi}}
parameters: {thing: {en: Thing, ru: Вещь, uz: Narsa}}
tags: {things: {en: things, ru: вещи, uz: narsalar}}
views: {table: {en: table, ru: таблица, uz: jadval}}
"""
HEADER = """\
#+ title: {en: "What is it «called»?", ru: Как это называется?, uz: Bu qanday ataladi?}
#+ description: {en: "Its \\"name\\".", ru: Имя., uz: Nomi.}
"""
SELECT = (
    HEADER
    + """\
#+ parameters: {thing: {type: iri, example: thing-one}}
#+ columns: {name: text}
#+ tags: [things]
#+ view: table
PREFIX e: <https://example.org/>
SELECT ?thing ?name WHERE {
  ?thing e:name ?name  # "quoted"
} ORDER BY ?name
"""
)
ASK = HEADER + "#+ tags: [things]\n#+ view: table\nPREFIX e: <https://example.org/>\nASK { ?s e:name ?o }\n"
DATA = f'<{names.ECR}thing-one> <https://example.org/name> "one" .\n<a:b> <https://example.org/name> "two" .'
SH = rdflib.SH


def book(**files):
    words = questions.words("words.yaml", WORDS)
    return questions.load([(f"{name}.rq", text) for name, text in files.items()], words)


@pytest.fixture(scope="module")
def two():
    return book(called=SELECT, named=ASK)


def graph(of):
    return rdflib.Graph().parse(data="\n".join(catalogue.describe_questions(of)), format="nt")


def values(graph, subject, predicate):
    return {str(each) for each in graph.objects(subject, predicate)}


def test_question_is_executable_as_other_editors_read_it(two):
    found = graph(two)
    question = rdflib.URIRef(names.ECR + "question-called")
    kinds = values(found, question, rdflib.RDF.type)
    assert kinds == {str(SH.SPARQLExecutable), str(SH.SPARQLSelectExecutable)}
    assert values(found, question, rdflib.RDFS.label) == set(two.questions["called"].titles.values())
    assert values(found, question, rdflib.RDFS.comment) == set(two.questions["called"].descriptions.values())
    assert values(found, question, rdflib.SDO.keywords) == {"things", "вещи", "narsalar"}
    assert values(found, question, rdflib.DCTERMS.identifier) == {two.questions["called"].digest}
    (place,) = found.objects(question, SH.prefixes)
    declared = {
        str(found.value(each, SH.prefix)): str(found.value(each, SH.namespace))
        for each in found.objects(place, SH.declare)
    }
    assert declared == {**names.PREFIXES, "e": "https://example.org/"}


@pytest.mark.parametrize(("name", "kind"), [("called", SH.select), ("named", SH.ask)], ids=["select", "ask"])
def test_query_runs_as_it_stands_there_with_its_example(two, name, kind):
    query = str(graph(two).value(rdflib.URIRef(f"{names.ECR}question-{name}"), kind))
    store = pyoxigraph.Store()
    store.load(DATA, pyoxigraph.RdfFormat.N_TRIPLES)
    answer = store.query(query)
    assert bool(answer) if kind == SH.ask else [row["name"].value for row in answer] == ["one"]
    data = rdflib.Graph().parse(data=DATA, format="nt")
    rows = data.query(query)
    assert rows.askAnswer if kind == SH.ask else [str(row.name) for row in rows] == ["one"]


def test_same_questions_give_the_same_lines_and_no_blank_nodes(two):
    lines = list(catalogue.describe_questions(two))
    other = book(named=ASK, called=SELECT)
    assert lines == list(catalogue.describe_questions(other))
    assert len(lines) == len(set(lines)) > 50
    assert [line for line in lines if "_:" in line] == []


def test_other_lines_of_the_same_files_are_another_release(two):
    """Whoever changes what is said of questions raises `artifacts._FORM`, and puts both in here."""
    digest = sha256("\n".join(catalogue.describe_questions(two)).encode()).hexdigest()[:8]
    assert (artifacts._FORM, digest) == (1, "92c0922f")


def test_without_questions_there_is_no_graph():
    assert list(catalogue.describe_questions(Book({}, questions.words("words.yaml", WORDS)))) == []


@pytest.mark.parametrize("changed", ["question", "words"])
def test_question_is_part_of_what_a_release_is_told_by(monkeypatch, tmp_path, changed):
    files = {"question": tmp_path / "queries" / "questions" / "called.rq", "words": tmp_path / "words.yaml"}
    files["question"].parent.mkdir(parents=True)
    for file in files.values():
        file.write_text("one")
    monkeypatch.setattr(artifacts, "root", lambda: tmp_path)
    monkeypatch.setattr(artifacts, "sources", list)
    monkeypatch.setattr(artifacts, "derivations", list)
    monkeypatch.setattr(artifacts, "question_words", lambda: files["words"])
    before = artifacts.release()
    files[changed].write_text("two")
    assert artifacts.release() != before
