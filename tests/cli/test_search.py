"""educluster search: what is meant, why, and what is said when nothing is."""

import json

from educluster import names
from educluster.cli import main


def search(runner, folder, *arguments):
    return runner.invoke(main, ["search", *arguments, "--data", str(folder)])


def test_a_misspelt_name_is_found_and_its_false_friend_told(runner, folder):
    done = search(runner, folder, "mutual", "contorl", "--limit", "1")
    assert done.exit_code == 0
    lines = done.stdout.splitlines()
    assert lines[2].split()[:3] == ["=", "94.3", "ecr:principle-mutual-control"]
    assert lines[-1].startswith("A false friend: In the ninth principle")


def test_programs_read_json(runner, folder):
    done = search(runner, folder, "succession", "--type", "principle", "--format", "json", "--lang", "uz")
    found = json.loads(done.stdout)
    assert [each["iri"].removeprefix(names.ECR) for each in found[:2]] == [
        "principle-inheritance",
        "principle-succession",
    ]
    assert [each["match"] for each in found[:2]] == [False, False]
    assert found[0]["label"] == "pedagog avlodlari vorisiyligi"


def test_a_class_that_there_is_not_is_refused_with_those_that_are_near(runner, folder):
    done = search(runner, folder, "control", "--type", "ec:Clustr")
    assert (done.exit_code, done.stdout) == (2, "")
    assert "ec:Cluster" in done.stderr


def test_a_text_that_is_too_long_is_refused_before_anything_is_read(runner, tmp_path):
    done = search(runner, tmp_path / "none", "x" * 501)
    assert (done.exit_code, done.stdout) == (2, "")
    assert "500" in done.stderr
    assert not (tmp_path / "none").exists()
