"""educluster query: the packaged graph, another endpoint, formats, exit statuses."""

import json
import re
import tempfile

import pytest
from rdflib import Graph

from conftest import copied
from educluster import artifacts, formats
from educluster.cli import main
from educluster.store import dumps
from educluster.store.snapshot import Snapshot

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


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """A release that was downloaded, in which a name is another than in the packaged data."""
    snapshot = Snapshot().dump(formats.TRIG).replace(b'"direction of education"@en', b'"another name"@en')
    file = tmp_path_factory.mktemp("downloaded") / "educluster-0.0.9.trig"
    file.write_bytes(dumps.headed(dumps.Head("0.0.9", "2026-01-01", "0123456789abcdef"), snapshot))
    return file


def test_query_asks_a_release_that_was_downloaded_and_needs_no_data(runner, changed, tmp_path, monkeypatch):
    data, temporary = tmp_path / "none", tmp_path / "temporary"
    temporary.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(temporary))
    result = ask(runner, data, DIRECTIONS, "--release", str(changed))
    assert (result.exit_code, result.output) == (
        0,
        TABLE.replace("direction of education\n", "another name\n"),
    )
    assert not data.exists()
    assert list(temporary.iterdir()) == []


def test_query_of_a_release_has_the_same_bounds(runner, folder, changed):
    long = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }"
    result = ask(runner, folder, long, "--release", str(changed), "--query-seconds", "1")
    assert (result.exit_code, "--query-seconds (1 seconds) was reached" in result.output) == (3, True)


@pytest.mark.parametrize(
    ("harm", "said"),
    [
        pytest.param(lambda text: text[:-1], "has been changed", id="cut off"),
        pytest.param(lambda text: text.replace(b"another", b"changed", 1), "has been changed", id="changed"),
        pytest.param(lambda text: text.partition(b"\n")[2], "does not tell of which", id="no first line"),
        pytest.param(lambda _: b"<a:b> <a:c> <a:d> .", "is no dump of a release", id="other Turtle"),
    ],
)
def test_query_asks_no_release_but_a_whole_one(runner, folder, changed, tmp_path, harm, said):
    file = tmp_path / "harmed.trig"
    file.write_bytes(harm(changed.read_bytes()))
    result = ask(runner, folder, DIRECTIONS, "--release", str(file))
    assert (result.exit_code, said in result.output) == (2, True)
    assert "another name" not in result.output


def test_query_asks_one_place(runner, folder, changed):
    result = ask(runner, folder, "ASK {}", "--release", str(changed), "--store", "http://127.0.0.1:9/")
    assert (result.exit_code, "two places to ask" in result.output) == (2, True)


def test_releases_are_listed_added_and_removed(runner, changed, pristine, tmp_path_factory):
    data = str(copied(pristine, tmp_path_factory))
    command = ["store", "releases", "--data", data]
    listed = runner.invoke(main, command).output
    assert re.fullmatch(
        r"0\.1\.0 \(.*\), release [0-9a-f]{16}: [\d,]+ triples, [\d,]+ bytes \(served\)\n", listed
    )
    added = runner.invoke(main, [*command, "--add", str(changed)])
    assert (added.exit_code, added.output.count("release 0123456789abcdef")) == (0, 2)
    assert len(runner.invoke(main, command).output.splitlines()) == 2
    removed = runner.invoke(main, [*command, "--remove", "0123456789abcdef"])
    assert (removed.exit_code, removed.output.partition("\n")[2]) == (0, listed)
    served = runner.invoke(main, [*command, "--remove", artifacts.release()])
    assert (served.exit_code, "is the one that is served" in served.output) == (2, True)
    gone = runner.invoke(main, [*command, "--remove", "0123456789abcdef"])
    assert (gone.exit_code, "is not held here" in gone.output) == (2, True)


EMPTY = "SELECT ?s {\n ?s <https://w3id.org/educluster/ns#hasConditon> ?o }"
HINT = "educluster: nothing in the graph matches the query; --explain tells why\n"


def test_an_answer_without_rows_is_hinted_at_beside_the_output(runner, folder):
    result = ask(runner, folder, EMPTY, "--format", "csv")
    assert (result.exit_code, result.stdout_bytes, result.stderr) == (0, b"s\r\n", HINT)


def test_explain_tells_why_there_are_no_rows_beside_the_output(runner, folder):
    result = ask(runner, folder, EMPTY, "--format", "csv", "--explain")
    assert (result.exit_code, result.stdout_bytes) == (0, b"s\r\n")
    told = "educluster: line 2: the graph has no property <https://w3id.org/educluster/ns#hasConditon>; "
    assert result.stderr == f"{told}probably meant: ec:hasCondition\n"


@pytest.mark.parametrize("wanted", ["table", "json", "xml"])
def test_no_is_hinted_at_and_yes_is_not(runner, folder, wanted):
    assert ask(runner, folder, "ASK { FILTER(false) }", "--format", wanted).stderr == HINT
    assert ask(runner, folder, "ASK {}", "--format", wanted, "--explain").stderr == ""


def test_another_endpoint_is_not_explained(runner):
    result = runner.invoke(main, ["query", "-", "--explain", "--store", "http://localhost:9"], input="ASK {}")
    assert result.exit_code == 2
    assert "--explain is for what is here" in result.stderr
