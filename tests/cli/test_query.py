"""educluster query: the packaged graph, another endpoint, formats, exit statuses."""

import json

import pytest
from rdflib import Graph

from educluster.cli import main

DIRECTIONS = """
PREFIX ec: <https://w3id.org/educluster/ns#>
PREFIX skos: <http://www.w3.org/2004/02/skos/core#>
SELECT ?direction ?label WHERE {
  ?direction a ec:Direction ; ec:position ?place ; skos:prefLabel ?label
  FILTER(langMatches(lang(?label), "en"))
} ORDER BY ?place LIMIT 2
"""
TABLE = """\
direction                        label
───────────────────────────────  ──────────────────────────────
ecr:direction-education          direction of education
ecr:direction-educational-tools  direction of educational tools
"""


def ask(runner, folder, query, *arguments):
    return runner.invoke(main, ["query", "-", "--data", str(folder), *arguments], input=query)


def test_query_shows_a_table(runner, folder):
    result = ask(runner, folder, DIRECTIONS)
    assert (result.exit_code, result.output) == (0, TABLE)


def test_query_reads_a_file(runner, folder, tmp_path):
    (tmp_path / "q.rq").write_text("ASK {}")
    result = runner.invoke(main, ["query", str(tmp_path / "q.rq"), "--data", str(folder)])
    assert (result.exit_code, result.output) == (0, "yes\n")


def test_query_shows_a_graph_as_turtle_where_a_table_is_asked_for(runner, folder):
    query = "CONSTRUCT { ?s ?p ?o } WHERE { VALUES (?s ?p ?o) { (<http://a/s> <http://a/p> 1) } }"
    graph = Graph().parse(data=ask(runner, folder, query).output, format="turtle")
    assert len(graph) == 1


def test_query_gives_the_format_asked_for(runner, folder):
    assert ask(runner, folder, DIRECTIONS, "--format", "csv").stdout_bytes.startswith(b"direction,label\r\n")
    rows = json.loads(ask(runner, folder, DIRECTIONS, "--format", "json").output)["results"]["bindings"]
    assert len(rows) == 2


def test_query_asks_another_endpoint(runner, server):
    arguments = ["query", "-", "--store", f"{server.address}/sparql"]
    assert runner.invoke(main, arguments, input=DIRECTIONS).output == TABLE
    result = runner.invoke(main, [*arguments, "--format", "nt"], input="CONSTRUCT WHERE { ?s a ?o } LIMIT 3")
    assert result.output.count(" .\n") == 3


@pytest.mark.parametrize(
    ("query", "arguments", "status", "said"),
    [
        pytest.param("SELECT * {", [], 2, "line 1", id="syntax"),
        pytest.param("SELECT * { SERVICE <http://a/> {} }", [], 2, "SERVICE is refused", id="service"),
        pytest.param("ASK {}", ["--format", "ttl"], 2, "ask for one of: json, xml", id="format"),
        pytest.param("ASK {}", ["--store", "http://127.0.0.1:9/"], 3, "cannot be asked", id="nobody there"),
        pytest.param(
            "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
            ["--query-seconds", "1"],
            3,
            "--query-seconds (1 seconds) was reached",
            id="deadline",
        ),
    ],
)
def test_query_ends_with_the_status_of_its_error(runner, folder, query, arguments, status, said):
    result = ask(runner, folder, query, *arguments)
    assert result.exit_code == status
    assert said in result.output
    assert "Traceback" not in result.output


def test_query_asks_no_address_that_is_not_http(runner, folder):
    result = ask(runner, folder, "SELECT * {}", "--store", "file:///etc/hostname", "--format", "csv")
    assert result.exit_code == 2
    assert "begin it with http" in result.output


def test_query_trusts_no_answer_of_another_kind(runner, folder, server):
    result = ask(runner, folder, "SELECT * {}", "--store", f"{server.address}/")
    assert result.exit_code == 3
    assert "does not answer as an endpoint" in result.output


def test_query_passes_on_what_another_endpoint_refuses(runner, server):
    arguments = ["query", "-", "--store", f"{server.address}/sparql"]
    result = runner.invoke(main, arguments, input="SELECT * { ?s ?p }")
    assert result.exit_code == 2
    assert "refuses the query" in result.output
