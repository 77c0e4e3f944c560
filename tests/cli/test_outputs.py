"""What commands write: never over what they read, and a disk that is full is told."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest

from bench import synthetic
from educluster.cli import exits, main

GIVEN = b"".join(map(synthetic.description, range(1, 4)))
COPY = b"Clusters are groups."


@pytest.fixture
def file(tmp_path):
    path = tmp_path / "register.nt"
    path.write_bytes(GIVEN)
    return path


def invoke(runner, *arguments):
    return runner.invoke(main, [*map(str, arguments)])


def linked(kind, file):
    """Another name of a file."""
    path = file.with_name("other.jsonl")
    {"hard": os.link, "symbolic": lambda to, at: os.symlink(to, at)}[kind](file, path)
    return path


@pytest.mark.parametrize("command", ["bulk", "validate"])
@pytest.mark.parametrize("kind", ["itself", "hard", "symbolic"])
def test_a_file_that_is_read_is_not_written(runner, file, command, kind):
    out = file if kind == "itself" else linked(kind, file)
    before = sorted(os.listdir(file.parent))
    result = invoke(runner, command, file, "--out", out)
    assert (result.exit_code, "is read" in result.stderr) == (exits.BAD_INPUT, True), result.output
    assert file.read_bytes() == GIVEN
    assert sorted(os.listdir(file.parent)) == before


def test_no_other_file_that_is_read_is_written(runner, file, tmp_path):
    state, copy = tmp_path / "found.jsonl.state", tmp_path / "copy.txt"
    state.write_bytes(GIVEN)
    copy.write_bytes(COPY)
    for arguments in (
        ["bulk", state, "--read-as", "nt", "--out", tmp_path / "found.jsonl", "--resume"],
        ["bulk", file, "--shapes", copy, "--out", copy],
        ["validate", file, "--shapes", copy, "--out", copy],
        ["validate", file, "--envelope", file],
        ["validate", tmp_path, "--out", file],
        ["passages", copy, "--out", copy],
        ["passages", copy, "--claims", file, "--out", file],
    ):
        result = invoke(runner, *arguments)
        assert (result.exit_code, "is read" in result.stderr) == (exits.BAD_INPUT, True), arguments
    assert (state.read_bytes(), copy.read_bytes(), file.read_bytes()) == (GIVEN, COPY, GIVEN)


def test_a_report_and_its_envelope_are_two_files(runner, file, tmp_path):
    out = tmp_path / "report.json"
    result = invoke(runner, "validate", file, "--out", out, "--envelope", tmp_path / "." / "report.json")
    assert (result.exit_code, "--envelope" in result.stderr) == (exits.BAD_INPUT, True)
    assert not out.exists()


@pytest.mark.parametrize("command", ["bulk", "validate"])
def test_standard_input_is_not_written_over(file, command):
    arguments = [sys.executable, "-m", "educluster.cli", command, "-", "--read-as", "nt", "--out", str(file)]
    with file.open("rb") as given:
        done = subprocess.run(arguments, stdin=given, capture_output=True)
    assert (done.returncode, file.read_bytes()) == (exits.BAD_INPUT, GIVEN)


@pytest.mark.parametrize("command", ["bulk", "validate"])
def test_what_is_read_is_not_added_to_by_standard_output(file, command):
    with file.open("ab") as out:
        arguments = [sys.executable, "-m", "educluster.cli", command, str(file)]
        done = subprocess.run(arguments, stdout=out, stderr=subprocess.PIPE)
    assert (done.returncode, file.read_bytes()) == (exits.BAD_INPUT, GIVEN)


@pytest.mark.parametrize("command", ["bulk", "validate"])
def test_a_dash_is_standard_output(runner, file, command, monkeypatch):
    monkeypatch.chdir(file.parent)
    told = invoke(runner, command, file)
    dashed = invoke(runner, command, file, "--out", "-")
    assert (dashed.stdout, dashed.exit_code) == (told.stdout, told.exit_code)
    assert os.listdir(file.parent) == [file.name]


def test_an_envelope_does_not_go_to_standard_output(runner, file):
    result = invoke(runner, "validate", file, "--envelope", "-")
    assert (result.exit_code, "--envelope" in result.stderr) == (exits.BAD_INPUT, True)


full = pytest.mark.skipif(not os.path.exists("/dev/full"), reason="this system has no /dev/full")


@full
@pytest.mark.parametrize("command", ["bulk", "validate", "profiles"])
def test_full_disk_behind_standard_output_is_told(file, command):
    arguments = [command] if command == "profiles" else [command, str(file)]
    with open("/dev/full", "wb") as out:
        done = subprocess.run(
            [sys.executable, "-m", "educluster.cli", *arguments],
            stdout=out,
            stderr=subprocess.PIPE,
            text=True,
        )
    assert "cannot be written" in done.stderr
    assert not {"Traceback", "Exception ignored"} & set(done.stderr.replace(" (", "\n").splitlines())
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == exits.NOT_DONE


@full
@pytest.mark.parametrize("command", ["bulk", "validate"])
def test_full_disk_is_told(runner, file, command):
    result = invoke(runner, command, file, "--out", "/dev/full")
    assert "cannot be written" in result.stderr
    assert "Traceback" not in result.stderr
    assert result.exit_code == exits.NOT_DONE
    assert not os.path.exists("/dev/full.state")


def test_closed_pipe_is_told(file):
    read, write = os.pipe()
    os.close(read)
    command = [sys.executable, "-m", "educluster.cli", "bulk", str(file)]
    done = subprocess.run(command, stdout=write, stderr=subprocess.PIPE, text=True)
    os.close(write)
    assert "cannot be written" in done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    assert done.returncode == exits.NOT_DONE


def test_run_that_a_full_disk_ended_is_gone_on_with(runner, tmp_path, monkeypatch):
    """The disk is full once some findings are written; with room made, the same command goes on."""
    resource = pytest.importorskip("resource")
    given, out = tmp_path / "register.nt", tmp_path / "found.jsonl"
    given.write_bytes(b"".join(map(synthetic.description, range(1, 121))))
    whole = invoke(runner, "bulk", given).stdout
    code = (
        "from educluster.bulk import cutting, sink; from educluster.cli import main;"
        "cutting.BLOCK, sink._SECONDS = 200_000, 0; main()"
    )
    command = [sys.executable, "-c", code, "bulk", str(given), "--out", str(out)]
    most = max(len(whole) // 2, 40_000)  # the record takes some 16 kB
    done = subprocess.run(
        command,
        capture_output=True,
        text=True,
        preexec_fn=lambda: resource.setrlimit(resource.RLIMIT_FSIZE, (most, most)),
    )
    assert (done.returncode, "--resume" in done.stderr) == (exits.NOT_DONE, True), done.stderr
    assert "Traceback" not in done.stderr
    assert out.with_name("found.jsonl.state").exists()
    assert invoke(runner, "bulk", given, "--out", out, "--resume").exit_code == exits.DOES_NOT_CONFORM
    assert out.read_text() == whole
