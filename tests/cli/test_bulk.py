"""educluster bulk: very many descriptions, each checked as it would be alone; an interrupted run goes on."""

from __future__ import annotations

import csv
import io
import json
import re
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator

import pytest

from bench import synthetic
from educluster import errors
from educluster.bulk import asking, cutting, sink
from educluster.cli import exits, main

COUNT = 200
TYPE = b"<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"


ENDLESS = '''
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .

<urn:endless> a sh:NodeShape ;
    sh:targetClass ec:Cluster ;
    sh:sparql [ sh:select """SELECT $this {
        ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l
        FILTER(CONCAT(STR(?c), STR(?f), STR(?i), STR(?l)) = "") }""" ] .
'''


def register(*numbers: int) -> bytes:
    return b"".join(map(synthetic.description, numbers))


def without(number: int, kind: str = "does-not-conform") -> int:
    """The first number from there on whose description has the verdict."""
    severe = {"S02", "S44", "S46", "P03", "D05", "S45"}
    for each in range(number, number + 1000):
        rules = {fault.finding[0] for fault in synthetic.chosen(each)}
        if kind == ("does-not-conform" if rules - severe else "conforms" if not rules else ""):
            return each
    raise LookupError(kind)


CLEAN, FAULTY = without(1, "conforms"), without(1)


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("bulk") / "register.nt"
    path.write_bytes(register(*range(1, COUNT + 1)))
    return path


def bulk(runner, *arguments, given=None):
    return runner.invoke(main, ["bulk", *map(str, arguments)], input=given)


def lines(text: str) -> tuple[list[dict], dict]:
    """The lines on descriptions, and the summary."""
    *told, last = map(json.loads, text.splitlines())
    return told, last["summary"]


def found(text: str) -> Iterator[synthetic.Expected]:
    for line in lines(text)[0]:
        for result in line["results"]:
            yield synthetic.Expected(result["rule"], result["focus"], result["path"], result["value"])


@pytest.fixture(scope="module")
def told(file, tmp_path_factory):
    """What is told of the register, by a process as users run it."""
    out = tmp_path_factory.mktemp("told") / "findings.jsonl"
    done = subprocess.run(
        [sys.executable, "-m", "educluster.cli", "bulk", str(file), "--out", str(out)], capture_output=True
    )
    assert done.returncode == exits.DOES_NOT_CONFORM, done.stderr
    assert f"{COUNT} descriptions" in done.stderr.decode()
    return out.read_text()


def test_every_fault_is_found_and_nothing_else(told):
    expected = Counter(each for number in range(1, COUNT + 1) for each in synthetic.findings(number))
    assert Counter(found(told)) == expected


def test_every_kind_of_fault_is_among_them():
    assert {fault for number in range(1, COUNT + 1) for fault in synthetic.chosen(number)} == set(
        synthetic.FAULTS
    )


def test_rules_that_look_beyond_one_description_are_told_as_not_asked(told):
    assert lines(told)[1]["notAsked"] == ["G01", "G02"]


def test_summary_counts_what_the_lines_tell(told, file):
    of_each, summary = lines(told)
    verdicts = Counter(line["verdict"] for line in of_each)
    assert summary["descriptions"] == COUNT
    assert summary["notConforming"] == verdicts["does-not-conform"]
    assert summary["results"] == sum(len(line["results"]) for line in of_each)
    assert summary["rules"] == Counter(each["rule"] for line in of_each for each in line["results"])
    assert summary["input"]["size"] == file.stat().st_size
    assert summary["conforming"] == COUNT - len(of_each) + verdicts["conforms"]


@pytest.mark.parametrize("number", [FAULTY, without(FAULTY + 1)])
def test_description_is_told_as_it_would_be_alone(runner, told, number):
    alone = runner.invoke(
        main, ["validate", "-", "--read-as", "nt", "--format", "json"], input=synthetic.description(number)
    )
    report = json.loads(alone.stdout)
    (line,) = [each for each in lines(told)[0] if each["description"] == synthetic.cluster(number)]
    moved = json.dumps(report["results"], ensure_ascii=False)
    moved = re.sub(r'"line": (\d+)', lambda at: f'"line": {int(at[1]) + line["line"] - 1}', moved)
    assert line["results"] == json.loads(moved)
    assert (line["verdict"], line["counts"]) == (report["verdict"], report["counts"])


def test_as_many_workers_as_one_likes_tell_the_same(runner, told, file, monkeypatch):
    monkeypatch.setattr(cutting, "BLOCK", 50_000)
    assert bulk(runner, file, "--jobs", 2).stdout == told


def test_named_graphs_tell_the_same(runner, told, file, tmp_path):
    quads = tmp_path / "register.nq"
    with quads.open("wb") as out:
        for number in range(1, COUNT + 1):
            graph = f" <{synthetic.cluster(number)}> .\n".encode()
            out.write(synthetic.description(number).replace(b" .\n", graph))
    result = bulk(runner, quads)
    assert lines(result.stdout)[0] == lines(told)[0]


@pytest.mark.parametrize(
    ("given", "arguments", "status", "said"),
    [
        pytest.param(register(CLEAN), [], 0, "1 conform", id="conforms"),
        pytest.param(register(FAULTY), [], 1, "1 do not", id="does not conform"),
        pytest.param(register(CLEAN) + b"<x:a> nonsense\n", [], 2, "1 could not be checked", id="syntax"),
        pytest.param(b"", [], 2, "0 descriptions", id="nothing"),
        pytest.param(register(CLEAN), ["--profile", "none"], 2, "choose one of: base", id="no profile"),
        pytest.param(register(CLEAN), ["--set", "members=99"], 1, "1 do not", id="a threshold"),
        pytest.param(register(CLEAN), ["--set", "size=2"], 2, "members=2, kinds=2", id="no such threshold"),
        pytest.param(register(CLEAN), ["--read-as", "ttl"], 2, "nt", id="another format"),
        pytest.param(register(CLEAN), ["--resume"], 2, "--out FILE", id="resume without a file"),
    ],
)
def test_the_exit_status_is_the_worst(runner, given, arguments, status, said):
    result = bulk(runner, "-", *arguments, given=given)
    assert said in result.output
    assert result.exit_code == status
    assert "Traceback" not in result.output


def test_description_that_takes_too_long_is_told_so(runner, tmp_path):
    (tmp_path / "endless.ttl").write_text(ENDLESS)
    asked = ("--shapes", tmp_path / "endless.ttl", "--validate-seconds", "2")
    result = bulk(runner, "-", *asked, given=register(CLEAN))
    ((line,), summary) = lines(result.stdout)
    assert "--validate-seconds (2 seconds)" in line["error"]
    assert (summary["notValidated"], result.exit_code) == (1, exits.NOT_DONE)


def test_unreadable_description_is_told_with_its_line_and_loses_no_other(runner):
    given = register(1, 2) + b"<x:a> <x:b> <x:c> <x:d> .\n" + register(3, 4)
    result = bulk(runner, "-", given=given)
    errors_told = [line for line in lines(result.stdout)[0] if line["error"]]
    assert [line["description"] for line in errors_told] == [synthetic.cluster(2)]
    assert "line {}, ".format(register(1, 2).count(b"\n") + 1) in errors_told[0]["error"]
    summary = lines(result.stdout)[1]
    assert (summary["descriptions"], summary["notValidated"], summary["unreadable"]) == (4, 1, 1)
    others = {each for number in (1, 3, 4) for each in synthetic.findings(number)}
    assert set(found(result.stdout)) == others
    assert result.exit_code == exits.BAD_INPUT


def test_cluster_described_before_is_told_with_both_places(runner):
    result = bulk(runner, "-", given=register(1, CLEAN + 1000, 1))
    (line,) = [each for each in lines(result.stdout)[0] if each["error"]]
    at = register(1, CLEAN + 1000).count(b"\n") + 1
    assert line["line"] == at
    assert f"line {at}: the cluster was described before, from line 1 on" in line["error"]
    assert lines(result.stdout)[1]["notValidated"] == 1


def test_statements_before_the_first_description_are_told(runner):
    result = bulk(runner, "-", given=b"<x:register> <x:b> <x:c> .\n" + register(CLEAN))
    (line,) = lines(result.stdout)[0]
    assert (line["description"], line["line"]) == (None, 1)
    assert "before the first description" in line["error"]
    assert lines(result.stdout)[1]["conforming"] == 1


def test_class_of_ones_own_begins_a_description(runner, tmp_path):
    shapes = tmp_path / "own.ttl"
    shapes.write_text(
        "@prefix sh: <http://www.w3.org/ns/shacl#> . <x:shape> a sh:NodeShape ; sh:targetClass <x:School> ;"
        " sh:property [ sh:path <x:name> ; sh:minCount 1 ] ."
    )
    given = b"".join(
        b'<x:%d> %b <x:School> .\n<x:%d> <x:%b> "a" .\n' % (number, TYPE, number, word)
        for number, word in enumerate((b"name", b"nome", b"name"))
    )
    result = bulk(runner, "-", "--class", "x:School", "--shapes", shapes, given=given)
    told, summary = lines(result.stdout)
    assert [(line["description"], len(line["results"])) for line in told] == [("x:1", 1)]
    assert (summary["descriptions"], summary["profile"]["name"]) == (3, "own.ttl")


def test_table_has_a_row_for_each_finding(runner, told, file):
    rows = list(csv.DictReader(io.StringIO(bulk(runner, file, "--format", "csv").stdout.lstrip("\ufeff"))))
    assert Counter(row["Rule"] for row in rows) == Counter(each.rule for each in found(told))
    assert {row["Document"] for row in rows} == {line["description"] for line in lines(told)[0]}


def test_table_holds_no_formula(runner):
    given = register(1).replace(b"https://data.example.org/cluster/1>", b"=1+1>").replace(b"<=", b"<=:")
    result = bulk(runner, "-", "--format", "csv", given=b"<=:a> <x:b> <x:c> .\n" + given)
    assert not re.search(r"(^|,)=", result.stdout, re.MULTILINE)


def start(out, *arguments) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "educluster.cli", "bulk", "-", "--out", str(out), *arguments]
    return subprocess.Popen(command, stdin=subprocess.PIPE, stderr=subprocess.PIPE, preexec_fn=hear_ctrl_c)


def hear_ctrl_c() -> None:
    """Undo what a shell does to what it runs in the background: it ignores SIGINT, and so do its children."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def interrupted(out, given: bytes, how: int) -> tuple[int, str]:
    """Begin a run, interrupt it when there is a record of it and more; return status and what it said."""
    process, size = start(out), 0
    assert process.stdin
    for part in (given[:4_000_000], given[4_000_000:7_000_000], given[7_000_000:9_000_000]):
        process.stdin.write(part)
        process.stdin.flush()
        wait_for(lambda: out.exists() and out.stat().st_size > size)  # noqa: B023 - asked at once
        size = out.stat().st_size
        time.sleep(1.1)  # a record is kept once in a second
    process.send_signal(how)
    said = process.communicate()[1].decode()
    return process.returncode, said


def wait_for(condition) -> None:
    for _ in range(600):
        if condition():
            return
        time.sleep(0.05)
    raise TimeoutError


@pytest.mark.parametrize(
    ("how", "status"),
    [(signal.SIGINT, exits.INTERRUPTED), (signal.SIGKILL, -signal.SIGKILL)],
    ids=["ctrl-c", "kill"],
)
def test_interrupted_run_is_gone_on_with(runner, tmp_path, how, status):
    given, out = register(*range(1, 301)), tmp_path / "findings.jsonl"
    code, said = interrupted(out, given, how)
    assert code == status, said
    assert ("--resume" in said) == (how == signal.SIGINT)
    refused = bulk(runner, "-", "--out", out, given=given)
    assert (refused.exit_code, "was interrupted" in refused.output) == (exits.BAD_INPUT, True)
    again = bulk(runner, "-", "--out", out, "--resume", given=given)
    assert again.exit_code == exits.DOES_NOT_CONFORM, again.output
    assert sorted(tmp_path.iterdir()) == [out]
    whole = bulk(runner, "-", given=given).stdout
    assert out.read_text() == whole


def test_what_was_interrupted_is_not_gone_on_with_as_something_else(runner, tmp_path, monkeypatch):
    given, out = register(*range(1, 101)), tmp_path / "findings.jsonl"
    monkeypatch.setattr(sink, "_SECONDS", 0)
    monkeypatch.setattr(cutting, "BLOCK", 200_000)

    def stop(*_):
        if out.exists() and out.stat().st_size:
            raise KeyboardInterrupt
        return []

    with monkeypatch.context() as patch:
        told = asking.Asking.told
        patch.setattr(
            asking.Asking, "told", lambda self, piece: (piece.line > 10_000 and stop()) or told(self, piece)
        )
        assert bulk(runner, "-", "--out", out, given=given).exit_code == exits.INTERRUPTED
    kept = out.with_name(out.name + ".state").read_bytes(), out.read_bytes()
    for arguments, input_, words in (
        (["--lang", "ru"], given, "--lang en, now ru"),
        ([], given.replace(b"Green valley", b"Brown valley"), "not what it was"),
        ([], given[:1000], "not what it was"),
    ):
        refused = bulk(runner, "-", "--out", out, "--resume", *arguments, given=input_)
        assert (refused.exit_code, words in refused.output) == (exits.BAD_INPUT, True), refused.output
    assert (out.with_name(out.name + ".state").exists(), kept[1][:1000] == out.read_bytes()[:1000]) == (
        True,
        True,
    )
    assert bulk(runner, "-", "--out", out, "--resume", given=given).exit_code == exits.DOES_NOT_CONFORM
    assert out.read_text() == bulk(runner, "-", given=given).stdout


def test_description_that_ends_its_worker_loses_no_other(runner, monkeypatch):
    given = register(CLEAN, FAULTY, without(CLEAN + 1, "conforms"))
    told = asking.Asking._checked

    def fail(self, body, line):
        if f"<{synthetic.cluster(FAULTY)}> ".encode() in body:
            raise errors.Deadline("--validate-seconds", "60 seconds", "ask for less")
        return told(self, body, line)

    monkeypatch.setattr(asking.Asking, "_checked", fail)
    result = bulk(runner, "-", given=given)
    (line,) = lines(result.stdout)[0]
    assert (line["description"], line["line"]) == (
        synthetic.cluster(FAULTY),
        register(CLEAN).count(b"\n") + 1,
    )
    assert lines(result.stdout)[1]["conforming"] == 2
    assert result.exit_code == exits.NOT_DONE
