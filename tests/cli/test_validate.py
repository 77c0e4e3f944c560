"""educluster validate: files and folders, verdicts as exit statuses, formats."""

import json
import os
import subprocess
import sys

import pytest

from conftest import EXAMPLES
from educluster.cli import main

MINIMAL = EXAMPLES / "valid" / "minimal.ttl"
FULL = EXAMPLES / "valid" / "three-regions.ttl"
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
        pytest.param([FULL, "--validate-seconds", "0.001"], 3, "--validate-seconds", id="deadline"),
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


def test_one_report_as_rdf_is_about_one_document(runner):
    assert "sh:ValidationReport" in validate(runner, NO_TERRITORY, "--format", "ttl").output
    assert validate(runner, FULL, MINIMAL, "--format", "ttl").exit_code == 2


@pytest.mark.parametrize(("language", "said"), [("ru", "Не соответствует"), ("uz", "Mos kelmaydi")])
def test_the_report_speaks_the_language_asked_for(runner, language, said):
    assert validate(runner, NO_TERRITORY, "--lang", language).output.startswith(said)


def test_a_rule_that_does_not_apply_yet_is_told(runner):
    output = validate(runner, EXAMPLES / "valid" / "forming.ttl").output
    assert "S11  does not apply at this stage" in output


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
