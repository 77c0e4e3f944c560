"""educluster verify: whether a report is about these bytes, and comes out the same today."""

import json

import pytest

from conftest import EXAMPLES
from educluster.cli import main

MINIMAL = EXAMPLES / "valid" / "minimal.ttl"
FULL = EXAMPLES / "valid" / "three-regions.ttl"
SHAPES = """@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
<http://example.org/Shape> a sh:NodeShape ; sh:targetClass ec:Cluster ;
    sh:property <http://example.org/Seat> .
<http://example.org/Seat> sh:path ec:seat ; sh:minCount 1 .
"""


@pytest.fixture
def report(runner, tmp_path):
    """Make a report on the smallest description; gives the path of its file."""

    def made(*arguments):
        path = tmp_path / "report.json"
        command = ["validate", str(MINIMAL), "--format", "json", "--out", str(path), *map(str, arguments)]
        assert runner.invoke(main, command).exit_code in (0, 1)
        return path

    return made


def verify(runner, path, document=MINIMAL, *arguments, given=None):
    return runner.invoke(main, ["verify", str(path), str(document), *map(str, arguments)], input=given)


HOW = {
    "as it is by default": (),
    "in Russian": ("--lang", "ru"),
    "another line of failure": ("--fail-on", "warning"),
    "an older version": ("--profile", "base@0.1.0"),
    "another profile with thresholds": ("--profile", "eccp", "--set", "members=3"),
    "by another engine": ("--engine", "pyshacl"),
}


@pytest.mark.parametrize("how", HOW)
def test_a_report_comes_out_the_same_however_it_was_asked_for(runner, report, how):
    result = verify(runner, report(*HOW[how]))
    assert result.output.splitlines() == ["the report is about this file", "it comes out the same today"]
    assert result.exit_code == 0


def test_the_document_may_come_by_standard_input(runner, report):
    assert verify(runner, report(), "-", given=MINIMAL.read_text()).exit_code == 0


def test_other_bytes_are_told_though_they_say_the_same(runner, report, tmp_path):
    (tmp_path / "copy.ttl").write_text(MINIMAL.read_text() + "# one more line\n")
    result = verify(runner, report(), tmp_path / "copy.ttl")
    assert result.output.splitlines()[0] == "the report is about other bytes than these"
    assert result.exit_code == 1


def test_another_document_is_told_with_what_differs(runner, report):
    result = verify(runner, report(), FULL)
    assert result.exit_code == 1
    assert "differs today: gone: S02 warning" in result.output


CHANGES = {
    "a result taken out": (lambda told: told["results"].pop(0), "differs today: new: S02 warning"),
    "a result made softer": (lambda told: told["results"][0].update(severity="info"), "gone: S02 info"),
    "a better verdict": (lambda told: told.update(verdict="conforms"), "the part verdict"),
    "another digest of the rules": (lambda told: told["profile"].update(digest="0"), "the part profile"),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_report_that_was_changed_is_told_with_what_differs(runner, report, change):
    path, (changed, said) = report(), CHANGES[change]
    told = json.loads(path.read_text())
    changed(told)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    result = verify(runner, path)
    assert result.exit_code == 1
    assert "the report is about this file" in result.output
    assert said in result.output


UNNAMED = {
    "other counts": lambda told: told["counts"].update(warning=0),
    "another summary": lambda told: told.update(summary="All is well."),
    "another remedy": lambda told: told["results"][0].update(remedy="Do nothing."),
    "another place": lambda told: told["results"][0]["place"].update(line=1),
}


@pytest.mark.parametrize("change", UNNAMED)
def test_a_report_that_was_changed_beside_its_results_is_told(runner, report, change):
    path = report()
    told = json.loads(path.read_text())
    UNNAMED[change](told)
    path.write_text(json.dumps(told, ensure_ascii=False, indent=2) + "\n")
    assert verify(runner, path).exit_code == 1


def test_shapes_of_ones_own_are_given_again(runner, report, tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPES)
    made = report("--shapes", tmp_path / "shapes.ttl")
    assert verify(runner, made, MINIMAL, "--shapes", tmp_path / "shapes.ttl").exit_code == 0
    assert verify(runner, made).exit_code == 2
    (tmp_path / "shapes.ttl").write_text(SHAPES.replace("ec:seat", "ec:territory"))
    result = verify(runner, made, MINIMAL, "--shapes", tmp_path / "shapes.ttl")
    assert (result.exit_code, "differs today: the part profile" in result.output) == (1, True)


def test_shapes_that_were_taken_leniently_are_so_again(runner, report, tmp_path):
    (tmp_path / "shapes.ttl").write_text(
        SHAPES.replace("sh:minCount 1", "sh:minCount 1 ; sh:singleLine true")
    )
    made = report("--shapes", tmp_path / "shapes.ttl", "--lenient")
    result = verify(runner, made, MINIMAL, "--shapes", tmp_path / "shapes.ttl")
    assert result.output.splitlines()[-1] == "it comes out the same today"
    told = json.loads(made.read_text())
    told["profile"]["settings"] = {}
    made.write_text(json.dumps(told))
    result = verify(runner, made, MINIMAL, "--shapes", tmp_path / "shapes.ttl")
    assert (result.exit_code, "sh:singleLine" in result.output) == (2, True)


def test_a_report_is_made_again_by_the_engine_that_made_it(runner, report):
    path = report("--engine", "pyshacl")
    path.write_text(path.read_text().replace('"engine": "pySHACL', '"engine": "educluster'))
    result = verify(runner, path)
    assert (result.exit_code, "differs today: the part engine" in result.output) == (1, True)


def test_a_version_that_is_not_held_here_is_told_with_those_that_are(runner, report):
    path = report()
    path.write_text(path.read_text().replace('"version": "1.0"', '"version": "7"'))
    result = verify(runner, path)
    assert result.exit_code == 2
    assert "there is no profile «base@7»; its versions are: 1.0, 0.1.0" in result.output


NO_REPORTS = {
    "no JSON": b"<a> <b> <c> .",
    "other JSON": b'{"document": {"sha256": "0"}}',
    "reports on several": b"[]",
    "nothing": b"",
    "no UTF-8": b"\xff",
}


@pytest.mark.parametrize("what", NO_REPORTS)
def test_what_is_no_report_is_told(runner, tmp_path, what):
    (tmp_path / "report.json").write_bytes(NO_REPORTS[what])
    result = verify(runner, tmp_path / "report.json")
    assert result.exit_code == 2
    assert "give a report on one document, made with --format json" in result.output


@pytest.mark.parametrize(
    ("before", "after"),
    [(b'"failOn": "violation"', b'"failOn": "none"'), (b'"language": "en"', b'"language": "kk"')],
    ids=["line of failure", "language"],
)
def test_a_report_with_a_value_that_cannot_be_is_none(runner, report, before, after):
    path = report()
    path.write_bytes(path.read_bytes().replace(before, after))
    assert verify(runner, path).exit_code == 2


def test_a_document_that_cannot_be_read_is_no_difference(runner, report, tmp_path):
    (tmp_path / "broken.ttl").write_text("<a> <b>")
    result = verify(runner, report(), tmp_path / "broken.ttl")
    assert (result.exit_code, "line 1" in result.output) == (2, True)


def test_a_limit_is_no_difference(runner, report):
    slow = report("--engine", "pyshacl")  # the engine that a report names is asked again
    assert verify(runner, slow, MINIMAL, "--validate-seconds", "0.02").exit_code == 3
