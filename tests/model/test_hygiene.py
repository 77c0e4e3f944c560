"""Faults that a query finds in the whole graph; each query finds its own seeded fault, and only that."""

import csv

import pyoxigraph
import pytest
import yaml
from rdflib import RDFS

from educluster import artifacts, names
from educluster.store import loading
from model.conftest import ROOT

FOLDER = artifacts.root() / "queries" / "hygiene"
FAULTS = ROOT / "tests" / "model" / "faults"
QUERIES = sorted(FOLDER.glob("*.rq"))
EVERY_QUERY = sorted((artifacts.root() / "queries").rglob("*.rq"))
KEYS = ["title", "problem", "remedy", "severity", "tags"]
SEVERITIES = ("error", "warning", "info")


def table(name):
    with (FOLDER / name).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def header(query):
    """Return what a query says of itself: YAML behind the marks at its beginning."""
    lines = query.read_text(encoding="utf-8").splitlines()
    told = yaml.safe_load("\n".join(line.removeprefix("#+ ") for line in lines if line.startswith("#+ ")))
    assert isinstance(told, dict), query
    return told


def of_severity(severity):
    found = [query for query in QUERIES if header(query)["severity"] == severity]
    assert found, severity
    return pytest.mark.parametrize("query", found, ids=lambda query: query.stem)


def plain(term):
    return getattr(term, "value", None) or str(term)


def rows(store, query):
    """Return what a query finds: entity, property and value, each as a text."""
    found = store.query(query.read_text(encoding="utf-8"), use_default_graph_as_union=True)
    return sorted({tuple("" if term is None else plain(term) for term in row) for row in found})


def allowed(fault):
    return {row["entity"] for row in table("allowed.csv") if row["fault"] == fault}


def not_allowed(store, query):
    return [row for row in rows(store, query) if row[0] not in allowed(query.stem)]


@pytest.fixture(scope="module")
def graph():
    """All that the store holds, with what is derived."""
    store = pyoxigraph.Store()
    loading.fill(store)
    assert len(store) > 10_000
    return store


# The graph


@of_severity("error")
def test_graph_has_no_error(graph, query):
    found = not_allowed(graph, query)
    assert found[:20] == [], f"{len(found)} rows: {header(query)['problem']['en']}"


@of_severity("warning")
def test_graph_has_no_more_warnings_than_recorded(graph, query):
    recorded = {row["fault"]: int(row["count"]) for row in table("expected.csv")}
    found = not_allowed(graph, query)
    assert len(found) <= recorded.get(query.stem, 0), found[:20]


@of_severity("info")
def test_what_is_only_told_can_be_told(graph, query):
    assert all(entity for entity, *_ in rows(graph, query))


def test_exception_names_a_row_and_its_reason(graph):
    listed = table("allowed.csv")
    assert [row for row in listed if len(row["reason"].split()) < 4] == []
    found = {fault: rows(graph, FOLDER / f"{fault}.rq") for fault in {row["fault"] for row in listed}}
    entities = {(fault, entity) for fault, each in found.items() for entity, *_ in each}
    assert [row for row in listed if (row["fault"], row["entity"]) not in entities] == []


def test_warnings_are_recorded_for_warnings():
    severities = {query.stem: header(query)["severity"] for query in QUERIES}
    assert [row for row in table("expected.csv") if severities.get(row["fault"]) != "warning"] == []


# The queries themselves


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_query_says_what_is_wrong_and_what_to_do(query):
    told = header(query)
    assert list(told) == KEYS
    assert told["severity"] in SEVERITIES
    assert all(list(told[part]) == ["en"] and told[part]["en"] for part in KEYS[:3])
    assert "?entity ?property" in query.read_text(encoding="utf-8")


def test_titles_tell_queries_apart():
    titles = [header(query)["title"]["en"] for query in QUERIES]
    assert sorted({title for title in titles if titles.count(title) > 1}) == []


@pytest.mark.parametrize("query", EVERY_QUERY, ids=lambda query: f"{query.parent.name}/{query.name}")
def test_header_of_a_query_is_whole_yaml(query):
    told = header(query)
    assert all(isinstance(text, str) for text in told["title"].values())
    assert set(told["title"]) | set(told.get("description", {})) <= set(names.LANGUAGES)


def test_every_query_has_its_seeded_fault_and_no_other_is_there():
    assert {path.stem for path in FAULTS.glob("*")} == {query.stem for query in QUERIES}


def seeded(store):
    """Return what a file calls faulty: by name, or by a comment where the name is the fault."""
    nodes = {each for quad in store for each in (quad.subject, quad.predicate, quad.object)}
    names = {each.value for each in nodes if isinstance(each, pyoxigraph.NamedNode)}
    comment = pyoxigraph.NamedNode(str(RDFS.comment))
    told = {quad.subject.value for quad in store.quads_for_pattern(None, comment, None)}
    return {name for name in names if "faulty" in name.lower()} | told


@pytest.mark.parametrize("query", QUERIES, ids=lambda query: query.stem)
def test_query_finds_what_is_faulty_and_only_that(query):
    store = pyoxigraph.Store()
    store.bulk_load(path=FAULTS / f"{query.stem}.ttl")
    assert seeded(store)
    assert {entity for entity, *_ in rows(store, query)} == seeded(store)
