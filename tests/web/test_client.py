"""The client, against a service that runs; its page is run, too."""

from __future__ import annotations

import datetime
import json
import re
import socket
import subprocess
import sys
import threading
from contextlib import contextmanager, suppress
from pathlib import Path

import pandas
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDFS, SKOS, Graph, URIRef
from werkzeug.test import create_environ

from conftest import EXAMPLES, ROOT, get
from educluster import Client, errors, names
from educluster.client import answers, problems, questions, things
from educluster.web import problems as told
from educluster.web.watch import NOTES, Notes

PAGE = (ROOT / "docs" / "clients.md").read_text(encoding="utf-8")
PRINCIPLE = f"{names.ECR}principle-succession"
DESCRIPTION = "@prefix ec: <https://w3id.org/educluster/ns#> .\n<https://example.org/c> a ec:Cluster .\n"


@pytest.fixture(scope="module")
def ours(address):
    return Client(address)


# Questions


def test_questions_are_those_of_the_catalogue(ours, address):
    assert ours.questions() == json.loads(get(f"{address}/questions.json")[2])
    assert {each["name"] for each in ours.questions("agree independent")} == {"agreement-of-families"}
    assert len(ours.questions(tag="counts")) < len(ours.questions())


def test_answer_has_rows_with_the_names_of_things(ours):
    answer = ours.ask("conditions-of-a-principle", principle="principle-succession", lang="ru")
    assert answer.columns == ("principle", "principle_label", "condition", "condition_label", "label")
    assert [row["principle"] for row in answer] == answer.column("principle") == [PRINCIPLE] * 2
    assert answer[0]["principle_label"] == "последовательность"
    assert (len(answer), bool(answer), answer.more) == (2, True, False)


def test_address_of_an_answer_gives_the_same_rows_and_the_citation_names_it(ours):
    answer = ours.ask("agreement-of-families", labels=False)
    again = json.loads(get(answer.address, Accept="application/sparql-results+json")[2])
    assert [row["subject"]["value"] for row in again["results"]["bindings"]] == answer.column("subject")
    assert answer.version in answer.address
    assert answer.version in ours.cite("agreement-of-families", "bibtex")


def test_values_are_those_of_python(ours):
    assert {type(each) for each in ours.ask("agreement-of-families").column("families")} == {int}
    written = {
        "integer": 7,
        "decimal": 1.5,
        "boolean": True,
        "gYear": 2016,
        "date": datetime.date(2020, 1, 30),
    }
    terms = " ".join(
        f'("{str(each).lower()}"^^<{names.XSD}{kind}> AS ?{kind})' for kind, each in written.items()
    )
    assert ours.query(f"SELECT {terms} (1 / 0 AS ?nothing) {{}}")[0] == {**written, "nothing": None}


def test_long_answer_comes_whole_and_a_limited_one_says_so(ours, monkeypatch):
    whole = ours.ask("conditions-of-each-principle")
    monkeypatch.setattr(questions, "_PAGE", 10)
    paged = ours.ask("conditions-of-each-principle")
    assert (paged.rows, paged.more) == (whole.rows, False)
    assert len(whole) == 35
    few = ours.ask("conditions-of-each-principle", limit=12)
    assert (few.rows, few.more) == (whole.rows[:12], True)


def test_answer_becomes_a_data_frame(ours):
    frame = ours.ask("conditions-of-each-principle").frame()
    assert isinstance(frame, pandas.DataFrame)
    assert list(frame.groupby("principle", sort=False)["condition"].count()) == [6, 2, 2, 3, 4, 6, 4, 4, 4]
    assert frame["principle_label"].notna().all()


def test_frame_without_pandas_says_what_to_install(ours, monkeypatch):
    answer = ours.query("SELECT (1 AS ?x) {}")
    monkeypatch.setitem(sys.modules, "pandas", None)
    with pytest.raises(errors.Unavailable, match=r"educluster\[notebook\]"):
        answer.frame()


# Queries and graphs


def test_query_answers_and_graphs_are_those_of_rdflib(ours):
    assert ours.query("ASK { ?claim a <https://w3id.org/educluster/ns#Claim> }").truth is True
    assert not ours.query("ASK { ?claim a <https://example.org/none> }")
    assert ours.query("SELECT ?x { OPTIONAL { ?x <https://example.org/none> 1 } }").rows == ({"x": None},)
    graph = ours.graph(f"DESCRIBE <{PRINCIPLE}>")
    assert (URIRef(PRINCIPLE), None, None) in graph
    assert len(ours.named_graph("alignments")) > 50
    assert isinstance(graph, Graph)


@pytest.mark.parametrize(
    "ask", [lambda c: c.query("CONSTRUCT WHERE { ?s ?p ?o }"), lambda c: c.graph("ASK {}")]
)
def test_query_of_the_other_kind_is_refused(ours, ask):
    with pytest.raises(errors.BadQuery, match=r"call client\."):
        ask(ours)


# Validation


@pytest.mark.parametrize("document", [DESCRIPTION, DESCRIPTION.encode(), Graph().parse(data=DESCRIPTION)])
def test_description_is_validated_however_it_is_given(ours, document):
    report = ours.validate(document)
    assert (report.verdict, bool(report), report.profile) == ("does-not-conform", False, "base@1.0")
    first = report.findings[0]
    assert (first.rule, first.severity, first.focus) == ("S01", "violation", "https://example.org/c")
    assert first.sources[0]["iri"].startswith(names.ECC)


def test_file_is_read_by_its_ending_and_lines_are_its_own(ours, tmp_path):
    file = tmp_path / "cluster.ttl"
    file.write_text(f"\n\n{DESCRIPTION}", encoding="utf-8")
    assert ours.validate(file, lang="uz").findings[0].line == 4
    thresholds = ours.validate(file, profile="nine-principles", members=99).told["profile"]["settings"]
    assert thresholds == {"members": "99"}


def test_conforming_description_is_true(ours):
    valid = sorted(Path(EXAMPLES / "valid").rglob("*.ttl"))
    assert any(ours.validate(file) for file in valid[:5])


# What things are, and what names mean


@pytest.mark.parametrize("name", ["principle-succession", "ecr:principle-succession", PRINCIPLE])
def test_thing_is_described_by_any_of_its_names(ours, name):
    graph = ours.describe(name)
    assert (URIRef(PRINCIPLE), SKOS.definition, None) in graph
    assert len(ours.describe(name, profile="labels")) < len(ours.describe(name, profile="model")) < len(graph)


def test_claims_and_terms_are_described(ours):
    claim = URIRef(f"{names.ECC}mukhamedov-2020-476")
    assert (claim, URIRef(f"{names.EC}stance"), None) in ours.describe("ecc:mukhamedov-2020-476")
    term = ours.describe("ec:Principle")
    assert (URIRef(f"{names.EC}Principle"), RDFS.label, None) in term


def test_releases_tell_what_changed(ours):
    newest = ours.releases()[0]
    assert newest.version
    assert ours.changes(newest.release, newest.release)["changes"] == []
    assert ours.history("principle-succession")["since"] == "0.1.0"
    assert ours.history("ec:Principle", lang="ru")["kind"] == "class"


def test_names_are_matched_in_batches_in_their_order(ours, monkeypatch):
    monkeypatch.setattr(things, "_BATCH", 2)
    wanted = [
        "sequential consistency",
        "",
        "последовательность",
        "zzzzzz",
        "sequential consistency",
        "Virginia Tech",
    ]
    found = ours.match(wanted, limit=3)
    meant = [[each.iri for each in of if each.is_match] for of in found]
    assert meant[0] == meant[4] == [PRINCIPLE]
    assert meant[1] == meant[3] == found[1] == []
    assert max(map(len, found)) <= 3
    assert found[0][0].score == found[0][0].reasons["name"] == 100
    assert f"{names.EC}Principle" in ours.match(wanted[:1], type="Principle")[0][0].types


def test_words_are_searched_with_a_warning_for_a_false_friend(ours):
    first = ours.search("mutual control", limit=2)[0]
    assert (first.iri, first.is_match, first.score) == (f"{names.ECR}principle-mutual-control", True, 100)
    assert "false friend" in first.warning.lower() or "control" in first.warning
    assert all(f"{names.EC}Condition" in each.types for each in ours.search("norms", type="ec:Condition"))
    assert ours.search("qwxyv") == []


def test_table_is_linked_and_comes_back_with_its_columns(ours, tmp_path):
    table = tmp_path / "table.csv"
    table.write_text("place,name\nx,Virginia Tech\ny,\nz,zzzzzz\n", encoding="utf-8-sig")
    answer = ours.link(table, "name")
    assert answer.columns[:2] == ("place", "name")
    assert answer.column("place") == ["x", "y", "z"]
    iris = [{row["name_exactMatch"], row["name_closeMatch"]} - {""} for row in answer]
    assert iris == [{f"{names.ECR}org-virginia-tech"}, set(), set()]
    assert "mapping_set_id" in ours.linked(table, "name")
    assert ours.link("place;a,b\nx;Virginia Tech\n", "2")[0]["a,b"] == "Virginia Tech"
    assert "skos:exactMatch ecr:org-virginia-tech" in ours.linked("name\nVirginia Tech\n", "name", "ttl")


# What goes wrong


@pytest.mark.parametrize(
    ("ask", "kind", "words"),
    [
        (lambda c: c.ask("conditions-of-a-principle", principle="x"), errors.BadParameter, "no value"),
        (lambda c: c.ask("conditions-of-a-principel"), errors.NotFound, "perhaps conditions-of-a-principle"),
        (lambda c: c.ask("agreement-of-families", version="0" * 16), errors.NotFound, "0000"),
        (lambda c: c.query("SELECT * {"), errors.BadQuery, "line 1"),
        (lambda c: c.describe("principle-successio"), errors.NotFound, "principle-succession"),
        (lambda c: c.describe("ec:Principel"), errors.NotFound, "no term"),
        (lambda c: c.describe("http://xmlns.com/foaf/0.1/Person"), errors.BadParameter, "no name of ours"),
        (lambda c: c.describe("principle-succession", profile="x"), errors.NotAcceptable, "claims"),
        (lambda c: c.changes("0.0.1", "0.1.0"), errors.NotFound, "not held"),
        (lambda c: c.match(["x"], limit=0), errors.BadParameter, "1 or more"),
        (lambda c: c.match(["x"], type="Nothing"), errors.BadParameter, "no type Nothing"),
        (lambda c: c.match("Virginia Tech"), errors.BadParameter, "give a list"),
        (lambda c: c.describe("../sparql"), errors.BadParameter, "no name of ours"),
        (lambda c: c.link("a,b\n1,2\n", "c"), errors.BadParameter, "no column"),
        (lambda c: c.named_graph("nothing"), errors.NotFound, "nothing"),
        (lambda c: c.validate("<a> "), errors.BadDocument, "line 1"),
        (lambda c: c.validate(DESCRIPTION, profile="none"), errors.BadParameter, "choose one of"),
        (lambda c: c.validate(DESCRIPTION, read_as="docx"), errors.NotAcceptable, "ttl"),
    ],
)  # fmt: skip
def test_refusals_are_the_errors_of_the_package(ours, ask, kind, words):
    with pytest.raises(kind, match=words):
        ask(ours)


def test_error_carries_what_the_problem_document_tells(ours, address):
    with pytest.raises(errors.BadParameter) as caught:
        ours.ask("conditions-of-a-principle", principle="x")
    assert caught.value.name == "principle"
    assert "principle-succession" in caught.value.allowed
    assert re.search(rf"status 400 from {address}/.*, request [0-9a-f]+", caught.value.__notes__[0])


def test_silent_service_is_a_deadline_of_the_client():
    with socket.create_server(("127.0.0.1", 0)) as silent:
        address = f"http://127.0.0.1:{silent.getsockname()[1]}"
        with pytest.raises(errors.Deadline, match=r"0\.2 seconds"):
            Client(address, seconds=0.2).questions()


@contextmanager
def stranger(*parts):
    """A service that answers anything with some bytes, the last of them again and again."""

    def answer():
        with suppress(OSError):
            peer = taken.accept()[0]
            with peer:
                peer.recv(65536)
                for each in parts:
                    peer.sendall(each)
                while parts[-1] == b" " and not done.wait(0.05):
                    peer.sendall(b" ")
                peer.shutdown(socket.SHUT_WR)
                while peer.recv(65536):  # what is not read would reset the connection
                    pass

    done = threading.Event()
    with socket.create_server(("127.0.0.1", 0)) as taken:
        thread = threading.Thread(target=answer)
        thread.start()
        yield f"http://127.0.0.1:{taken.getsockname()[1]}"
        done.set()
    thread.join(20)


HEAD = b"HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n"


@pytest.mark.parametrize("body", [b"[]", b"null", b'{"found":[{}],"results":[]}', b"[" * 100_000, b"<html>"])
@pytest.mark.parametrize(
    "ask",
    [
        lambda c: c.search("x"),
        lambda c: c.match(["x"]),
        lambda c: c.query("ASK{}"),
        lambda c: c.describe("x"),
    ],
    ids=["search", "match", "query", "describe"],
)
def test_another_service_is_told_to_be_another(ask, body):
    with stranger(HEAD, body) as at, pytest.raises(errors.Unavailable, match="does not answer"):
        ask(Client(at, seconds=20))


def test_answer_that_never_ends_is_a_deadline():
    with stranger(HEAD, b" ") as at, pytest.raises(errors.Deadline):
        Client(at, seconds=0.5).search("x")


@pytest.mark.parametrize("given", [{"address": "http://[x"}, {"seconds": 0}, {"token": "a\nb"}])
def test_client_that_cannot_ask_is_not_made(given):
    with pytest.raises(errors.BadParameter):
        Client(**given)


def test_nobody_there_and_no_address_are_told():
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(errors.Unavailable, match="cannot be asked"):
        Client(f"http://127.0.0.1:{port}").questions()
    with pytest.raises(errors.BadParameter, match="http://"):
        Client("localhost:8000")


ERRORS = [
    errors.BadDocument("q: is bad", "mend it", 3, 7),
    errors.BadQuery("no form", "begin with one"),
    errors.BadParameter("no value", "give one", ("a", "b"), "name"),
    errors.Deadline("--query-seconds", "2 seconds", "ask for less"),
    errors.NoRoom("--graph-triples", "9", "ask for more"),
    errors.TooOften("too often", "wait", 7),
    *(
        kind("problem", "remedy")
        for kind in (
            errors.Busy, errors.Forbidden, errors.NotAcceptable, errors.NotFound, errors.NotValidated,
            errors.ReachesOut, errors.Unauthorized, errors.Unavailable, errors.UnknownFormat,
        )
    ),
]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_every_error_comes_out_of_its_problem_document_as_it_went_in(app, error):
    sent = []
    environ = create_environ(environ_overrides={NOTES: Notes(id="0", method="GET")})
    body = b"".join(told.refusal(app, error)(environ, lambda *start: sent.extend(start)))
    retry = dict(sent[1]).get("Retry-After", "")
    again = problems.error(int(sent[0].split()[0]), body, "http://x/", retry)
    assert (type(again), str(again)) == (type(error), str(error))
    assert getattr(again, "seconds", None) == getattr(error, "seconds", None)
    assert getattr(again, "allowed", None) == getattr(error, "allowed", None)


@given(
    st.integers(400, 599),
    st.binary(max_size=300)
    | st.fixed_dictionaries(
        {"detail": st.text(max_size=5)},
        optional=dict.fromkeys(
            ("type", "status", "allowed", "line"), st.none() | st.integers() | st.text(max_size=3)
        ),
    ).map(lambda told: json.dumps(told).encode()),
)
def test_what_is_no_problem_document_is_told_to_be_no_answer_of_ours(status, body):
    assert isinstance(problems.error(status, body, "http://x/"), errors.EduclusterError)


@given(
    st.text(max_size=10), st.sampled_from(["integer", "decimal", "boolean", "date", "dateTime", "gYear", "x"])
)
def test_literal_that_is_not_written_as_its_datatype_stays_a_text(text, datatype):
    results = {
        "head": {"vars": ["x"]},
        "results": {
            "bindings": [{"x": {"type": "literal", "value": text, "datatype": names.XSD + datatype}}]
        },
    }
    value = answers.read(results, "", "")[0]["x"]
    assert value == text or not isinstance(value, str)


# The package, and the page


def test_package_without_the_client_asked_for_loads_nothing_of_it():
    code = (
        "import sys, educluster; assert not {'rdflib', 'SPARQLWrapper'} & set(sys.modules); educluster.Client"
    )
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, timeout=60).returncode == 0


def test_the_page_names_every_method():
    methods = {name for name in dir(Client) if not name.startswith("_")}
    assert set(re.findall(r"^\| `(\w+)\(", PAGE, re.MULTILINE)) == methods


def test_the_lines_of_the_page_run(address, capsys):
    lines = "\n".join(re.findall(r"```python\n(.*?)```", PAGE, re.DOTALL))
    exec(compile(lines.replace("http://127.0.0.1:8000", address), "clients.md", "exec"), {})
    printed = capsys.readouterr().out
    assert "does-not-conform" in printed
    assert "principle ('principle-common-purpose'," in printed
