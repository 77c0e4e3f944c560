"""educluster validate: files and folders, verdicts as exit statuses, formats."""

import csv
import hashlib
import json
import os
import re
import subprocess
import sys
from datetime import datetime
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest

from conftest import EXAMPLES, ROOT
from educluster import formats
from educluster.cli import exits, main
from educluster.rulebook import book

MINIMAL = EXAMPLES / "valid" / "minimal.ttl"
FULL = EXAMPLES / "valid" / "three-regions.ttl"
TOGETHER = EXAMPLES / "together" / "G01-two-clusters"
NO_TERRITORY = EXAMPLES / "invalid" / "S03-no-territory.ttl"


def validate(runner, *arguments, given=None):
    return runner.invoke(main, ["validate", *map(str, arguments)], input=given)


@pytest.mark.parametrize(
    ("arguments", "status", "said"),
    [
        pytest.param([FULL], 0, "Conforms — violations: 0", id="conforms"),
        pytest.param([MINIMAL], 0, "Conforms, with warnings", id="warnings"),
        pytest.param([MINIMAL, "--fail-on", "warning"], 1, "Does not conform", id="the line moved"),
        pytest.param([NO_TERRITORY], 1, "S03  violation", id="does not conform"),
        pytest.param(["nowhere.ttl"], 2, "there is no file nowhere.ttl", id="no file"),
        pytest.param([EXAMPLES.parents[1] / "README.md"], 2, "ending", id="no document"),
        pytest.param([FULL, "--profile", "none"], 2, "choose one of: base", id="no profile"),
        pytest.param([FULL, "--profile", "base@9"], 2, "its versions are: 1.0, 0.1.0", id="no version"),
        pytest.param([MINIMAL, "--profile", "base@0.1.0"], 0, "Profile: base@0.1.0", id="an older version"),
        pytest.param([MINIMAL, "--set", "members=15"], 1, "at least 15 are needed", id="a threshold"),
        pytest.param([MINIMAL, "--set", "members"], 2, "write NAME=VALUE", id="a threshold without value"),
        pytest.param(
            [MINIMAL, "--set", "members=x"], 2, "a whole number", id="a threshold that is no number"
        ),
        pytest.param([MINIMAL, "--set", "size=2"], 2, "members=2, kinds=2", id="no such threshold"),
        pytest.param([MINIMAL, *["--set", "kinds=2"] * 2], 2, "set it once", id="a threshold set twice"),
        pytest.param(["-", FULL], 2, "checked alone", id="standard input beside a file"),
        pytest.param(
            [FULL, "--engine", "pyshacl", "--validate-seconds", "0.02"],
            3,
            "--validate-seconds",
            id="deadline",
        ),
    ],
)
def test_the_exit_status_is_the_verdict(runner, arguments, status, said):
    result = validate(runner, *arguments)
    assert result.exit_code == status
    assert said in result.output
    assert "Traceback" not in result.output


def test_standard_input_is_turtle_unless_something_else_is_said(runner):
    assert validate(runner, "-", given=FULL.read_text()).exit_code == 0
    assert (
        "remote @context"
        in validate(runner, "-", "--read-as", "jsonld", given='{"@context": "http://a/"}').output
    )


def test_a_folder_stands_for_its_documents_and_the_worst_counts(runner, tmp_path):
    (tmp_path / "good").mkdir()
    for path, text in {"good/a.ttl": FULL.read_text(), "b.ttl": "<a> <b>", "c.txt": "no document"}.items():
        (tmp_path / path).write_text(text)
    result = validate(runner, tmp_path, "--format", "json", "--jobs", "2", "--out", tmp_path / "report.json")
    reports = json.loads((tmp_path / "report.json").read_text())
    assert result.exit_code == 2
    assert [each["document"].rpartition("/")[2] for each in reports] == ["b.ttl", "a.ttl"]
    assert "line 1" in reports[0]["error"]
    assert reports[1]["report"]["verdict"] == "conforms"


def test_a_folder_without_documents_is_an_error(runner, tmp_path):
    assert validate(runner, tmp_path).exit_code == 2


def test_reports_on_several_documents_stand_under_their_names(runner):
    output = validate(runner, FULL, MINIMAL).output
    assert output.index(str(FULL)) < output.index("Conforms — ") < output.index(str(MINIMAL))


def test_documents_are_held_against_one_another_too(runner):
    result = validate(runner, TOGETHER, "--format", "json")
    first, second, together = json.loads(result.stdout)
    assert result.exit_code == 1
    assert {each["report"]["verdict"] for each in (first, second)} == {"conforms"}
    (found,) = together["report"]["results"]
    assert (together["document"], found["rule"]) == ("2 documents together", "G01")
    assert found["found"] == f"{TOGETHER / 'one.ttl'}, {TOGETHER / 'two.ttl'}"


def test_a_file_given_twice_is_one(runner, tmp_path):
    (tmp_path / "a.ttl").write_text(FULL.read_text())
    twice = validate(runner, tmp_path / "a.ttl", f"{tmp_path}/../{tmp_path.name}/a.ttl", tmp_path)
    assert twice.output == validate(runner, tmp_path / "a.ttl").output
    assert validate(runner, "-", "-", given=FULL.read_text()).exit_code == 0


def test_what_could_not_be_checked_is_not_held_against_the_others(runner, tmp_path):
    for name in ("one.ttl", "two.ttl"):
        (tmp_path / name).write_text((TOGETHER / name).read_text())
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    result = validate(runner, tmp_path, "--format", "json")
    *_, together = json.loads(result.stdout)
    assert (result.exit_code, together["document"]) == (2, "2 documents together")
    assert [each["rule"] for each in together["report"]["results"]] == ["G01"]
    assert "broken.ttl: line 1" in result.stderr


def _suites(told):
    return [each.get("name") for each in ElementTree.fromstring(told).findall("testsuite")]


TOLD = {
    "json": lambda told: [each["document"] for each in json.loads(told)],
    "text": lambda told: re.findall(r"^\S.*(?:\.ttl| together)$", told, re.MULTILINE),
    "csv": lambda told: [
        row[0] for row in csv.reader(told.lstrip("\ufeff").splitlines()) if row[0] != "Document"
    ],
    "html": lambda told: re.findall('<h2 id="d[0-9]+" dir="auto">(.*?)</h2>', told),
    "sarif": lambda told: [run["artifacts"][0]["location"]["uri"] for run in json.loads(told)["runs"]],
    "junit": _suites,
}


def test_every_format_for_several_documents_is_told_here():
    assert set(TOLD) == {each.name for each in formats.SEVERAL}


@pytest.mark.parametrize("wanted", TOLD)
def test_a_format_for_several_documents_names_each(runner, wanted):
    result = validate(runner, TOGETHER, "--format", wanted)
    named = [unquote(each).rpartition("/")[2] for each in TOLD[wanted](result.stdout)]
    expected = ["one.ttl", "two.ttl", "2 documents together"]
    assert named[-1] == expected[-1]
    assert wanted == "csv" or named == expected  # a table has a row for each result
    assert result.exit_code == 1


@pytest.mark.parametrize("wanted", [each.name for each in formats.REPORTS])
def test_a_report_on_one_document_is_the_same_bytes_twice(runner, wanted):
    first, again = (validate(runner, NO_TERRITORY, "--format", wanted) for _ in range(2))
    assert first.stdout_bytes == again.stdout_bytes
    assert (first.exit_code, b"S03" in first.stdout_bytes) == (1, True)


def test_the_envelope_says_of_which_report_it_is_and_when_and_how_long(runner, tmp_path):
    out, beside = tmp_path / "report.json", tmp_path / "envelope.json"
    validate(runner, FULL, "--format", "json", "--out", out, "--envelope", beside)
    envelope = json.loads(beside.read_text())
    assert envelope["report"] == {
        "sha256": hashlib.sha256(out.read_bytes()).hexdigest(),
        "size": out.stat().st_size,
    }
    assert datetime.fromisoformat(envelope["started"]).tzinfo
    assert 0 < envelope["seconds"] < 600
    assert envelope["started"].encode() not in out.read_bytes()


def test_one_report_as_rdf_is_about_one_document(runner):
    assert "sh:ValidationReport" in validate(runner, NO_TERRITORY, "--format", "ttl").output
    assert validate(runner, FULL, MINIMAL, "--format", "ttl").exit_code == 2


@pytest.mark.parametrize(("language", "said"), [("ru", "Не соответствует"), ("uz", "Mos kelmaydi")])
def test_the_report_speaks_the_language_asked_for(runner, language, said):
    assert validate(runner, NO_TERRITORY, "--lang", language).output.startswith(said)


def test_a_rule_that_does_not_apply_yet_is_told(runner):
    output = validate(runner, EXAMPLES / "valid" / "forming.ttl").output
    assert "S11  not yet: " in output[output.index("RULES THAT DO NOT APPLY AT THIS STAGE") :]


def test_a_document_is_found_whatever_the_case_of_its_ending(runner, tmp_path):
    (tmp_path / "A.TTL").write_text(NO_TERRITORY.read_text())
    assert validate(runner, tmp_path).exit_code == 1


def test_a_folder_that_cannot_be_looked_into_is_an_error(runner, tmp_path, monkeypatch):
    (tmp_path / "a.ttl").write_text(FULL.read_text())
    monkeypatch.setattr("os.scandir", _refuse)
    result = validate(runner, tmp_path)
    assert result.exit_code == 2
    assert "cannot be read" in result.output


def _refuse(folder):
    raise PermissionError(13, "Permission denied", str(folder))


def test_a_report_that_could_not_be_written_is_told_before_the_work(runner, tmp_path):
    result = validate(runner, FULL, "--out", tmp_path / "none" / "report.txt")
    assert result.exit_code == 2
    assert "there is no folder" in result.output


def test_a_mistake_of_ours_is_no_verdict(runner, monkeypatch):
    monkeypatch.setattr("educluster.validate.pool", lambda *_: 1 / 0)
    result = validate(runner, FULL)
    assert result.exit_code == 3
    assert "ZeroDivisionError" in result.output


def test_an_interruption_is_no_verdict(runner, monkeypatch):
    def interrupt(*_):
        raise KeyboardInterrupt

    monkeypatch.setattr("educluster.validate.pool", interrupt)
    assert validate(runner, FULL).exit_code == 130


def test_a_reader_that_leaves_is_no_verdict():
    command = f"{sys.executable} -m educluster.cli validate {FULL} | true; echo ${{PIPESTATUS[0]}}"
    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, timeout=60)
    assert (done.stdout, done.stderr) == ("3\n", "")


def test_a_name_that_is_no_text_is_written_as_it_is(runner, tmp_path):
    path = os.fsencode(tmp_path) + b"/\xff.ttl"
    with open(path, "wb") as file:
        file.write(FULL.read_bytes())
    (tmp_path / "b.ttl").write_text(FULL.read_text())
    result = validate(runner, tmp_path)
    assert result.exit_code == 0
    assert b"\xff.ttl\n" in result.stdout_bytes


def test_a_time_that_is_none_is_refused(runner):
    assert "is not a time" in validate(runner, FULL, "--validate-seconds", "nan").output


def test_each_option_that_the_guide_names_is_one_and_each_profile_is_in_it():
    guide = (ROOT / "docs" / "validate.md").read_text()
    commands = [*main.commands.values()]
    known = {option for command in commands for each in command.params for option in each.opts}
    assert set(re.findall(r"(?<![\w-])--[a-z][a-z-]+", guide)) - {"--data-binary"} <= known
    assert [name for name in book().names if f"`{name}`" not in guide] == []
    statuses = re.findall(r"^\| (\d) \|", guide, re.MULTILINE)
    assert statuses == [
        str(each) for each in (exits.DONE, exits.DOES_NOT_CONFORM, exits.BAD_INPUT, exits.NOT_DONE)
    ]
