"""educluster validate: files and folders, verdicts as exit statuses, formats."""

import json

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
