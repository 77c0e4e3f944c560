"""educluster bulk: what it says where it cannot begin, cannot go on, or found no description."""

from __future__ import annotations

import pytest

from bench import synthetic
from educluster.bulk import asking, cutting, sink
from educluster.cli import exits, main

GIVEN = b"".join(map(synthetic.description, range(1, 4)))
CLUSTER = "<https://w3id.org/educluster/ns#Cluster>"


def bulk(runner, *arguments, given=None):
    return runner.invoke(main, ["bulk", *map(str, arguments)], input=given)


def refused(result) -> str:
    assert result.exit_code == exits.BAD_INPUT, result.output
    assert "Traceback" not in result.output
    return " ".join(result.stderr.split())


def quads(given: bytes = GIVEN) -> bytes:
    return given.replace(b" .\n", b" <x:graph> .\n")


@pytest.mark.parametrize("given", [b"", b"# nothing\n\n# here\n"], ids=["empty", "comments"])
@pytest.mark.parametrize(
    ("wanted", "said"), [("nt", f"said to be a {CLUSTER}"), ("nq", "statements in one graph")]
)
def test_a_stream_without_a_description_is_told(runner, given, wanted, said):
    told = refused(bulk(runner, "-", "--read-as", wanted, given=given))
    assert "no description" in told
    assert said in told


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("x.ttl", ["N-Triples or N-Quads", "educluster validate", "riot"]),
        ("x.rdf", ["N-Triples or N-Quads", "educluster validate"]),
        ("x.nt.gz", ["N-Triples or N-Quads", "zcat"]),
        ("x.data", ["N-Triples or N-Quads", "--read-as"]),
    ],
)
def test_another_format_is_told_with_the_way_to_one_that_is_read(runner, tmp_path, name, said):
    (tmp_path / name).write_bytes(GIVEN)
    told = refused(bulk(runner, tmp_path / name))
    assert [each for each in said if each not in told] == []
    assert "name the file with" not in told


def test_a_folder_is_told(runner, tmp_path):
    assert "is a folder" in refused(bulk(runner, tmp_path))


def test_quads_that_are_read_as_triples_are_told_once(runner, tmp_path):
    told = refused(result := bulk(runner, "-", given=quads()))
    assert "--read-as nq" in told
    assert result.stdout == ""
    file = tmp_path / "register.nt"
    file.write_bytes(b"# a dump\n" + quads())
    assert "--read-as nq" in refused(bulk(runner, file))


def test_one_quad_costs_no_other_description(runner):
    result = bulk(runner, "-", given=quads(GIVEN[: GIVEN.index(b"\n") + 1]) + GIVEN)
    assert "--read-as nq" not in result.stderr
    assert "4 descriptions" in result.stderr or "3 descriptions" in result.stderr


def test_the_format_of_standard_input_is_told_in_the_help(runner):
    assert "standard input is nt" in " ".join(bulk(runner, "--help").stdout.split())


@pytest.mark.parametrize("kind", ["Cluster", "a b:c", "", "<x:School"])
def test_a_class_that_is_no_iri_is_refused(runner, kind):
    told = refused(result := bulk(runner, "-", "--class", kind, given=GIVEN))
    assert "--class" in told
    assert result.stdout == ""


@pytest.mark.parametrize("most", [8 << 20, 10_000], ids=["short", "long"])
def test_a_class_that_never_occurs_is_told(runner, monkeypatch, most):
    monkeypatch.setattr(cutting, "MOST", most)
    monkeypatch.setattr(cutting, "BLOCK", 5_000)
    result = bulk(runner, "-", "--class", "x:School", given=GIVEN)
    told = refused(result)
    assert "no description" in told
    assert "<x:School>" in told
    assert "--class" in told
    assert "the limit" not in result.output
    assert "<x:School>" in result.stdout


def test_a_class_that_occurs_late_loses_only_what_stands_before(runner, monkeypatch):
    monkeypatch.setattr(cutting, "MOST", 10_000)
    monkeypatch.setattr(cutting, "BLOCK", 5_000)
    before = b"".join(b"<x:%d> <x:b> <x:c> .\n" % number for number in range(2_000))
    result = bulk(runner, "-", given=before + GIVEN)
    assert "before the first description" in result.stdout
    assert "4 descriptions" in result.stderr


@pytest.fixture
def interrupted(runner, tmp_path, monkeypatch):
    """A file of findings whose run was interrupted when half was written."""
    out = tmp_path / "findings.jsonl"
    monkeypatch.setattr(sink, "_SECONDS", 0)
    monkeypatch.setattr(cutting, "BLOCK", 20_000)
    told = asking.Asking.told

    def stop(self, piece):
        if piece.line > 200:
            raise KeyboardInterrupt
        return told(self, piece)

    with monkeypatch.context() as patch:
        patch.setattr(asking.Asking, "told", stop)
        result = bulk(runner, "-", "--out", out, given=GIVEN * 1)
    assert result.exit_code == exits.INTERRUPTED, result.output
    assert out.with_name("findings.jsonl.state").exists()
    return out


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--lang", "ru"], ["--lang", "en", "ru"]),
        (["--format", "csv", "--fail-on", "info"], ["--format", "jsonl", "csv", "--fail-on"]),
        (["--set", "members=9"], ["--set", "members=9"]),
        (["--profile", "nine-principles"], ["--profile", "base", "nine-principles"]),
        (["--class", "x:School"], ["--class", "x:School"]),
        (["--read-as", "nq"], ["--read-as", "nt", "nq"]),
    ],
)
def test_other_options_are_named_with_both_values(runner, interrupted, arguments, said):
    told = refused(bulk(runner, "-", "--out", interrupted, "--resume", *arguments, given=GIVEN))
    assert [each for each in said if each not in told] == []
    assert f"remove {interrupted}.state" in told
    unchanged = {"--lang", "--format", "--set", "--profile", "--class", "--read-as"} - set(arguments)
    assert not unchanged & set(told.replace(":", " ").split())


def test_options_that_are_the_same_go_on(runner, interrupted):
    result = bulk(runner, "-", "--out", interrupted, "--resume", given=GIVEN)
    assert interrupted.read_text() == bulk(runner, "-", given=GIVEN).stdout
    assert result.exit_code == exits.DOES_NOT_CONFORM


def test_what_is_no_record_of_a_run_is_told(runner, tmp_path):
    out, state = tmp_path / "findings.jsonl", tmp_path / "findings.jsonl.state"
    state.write_bytes(b"no record" * 100)
    told = refused(bulk(runner, "-", "--out", out, "--resume", given=GIVEN))
    assert f"{state} is no record" in told
    assert "begin anew" in told
    assert not out.exists()
    assert state.read_bytes() == b"no record" * 100


def test_findings_that_are_gone_are_told(runner, interrupted):
    interrupted.unlink()
    told = refused(bulk(runner, "-", "--out", interrupted, "--resume", given=GIVEN))
    assert f"{interrupted} is gone" in told
    assert f"remove {interrupted}.state" in told


def test_a_line_that_ends_with_a_carriage_return_alone_is_told(runner):
    told = refused(bulk(runner, "-", given=GIVEN.replace(b" .\n", b" .\r", 5).replace(b" .\r", b" .\n", 3)))
    assert "line 4" in told
    assert "carriage return" in told
    windows = bulk(runner, "-", given=GIVEN.replace(b"\n", b"\r\n"))
    assert windows.stdout.splitlines()[:-1] == bulk(runner, "-", given=GIVEN).stdout.splitlines()[:-1]
