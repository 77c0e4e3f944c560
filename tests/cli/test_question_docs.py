"""docs/questions.md against the program: options, keys of the header, the commands that it shows."""

import re
import shlex

import pytest

from conftest import ROOT
from educluster import citations, questions
from educluster.ask import faces
from educluster.cli import main
from educluster.questions import parameters, reading

PAGE = (ROOT / "docs" / "questions.md").read_text()
COMMANDS = [line.partition("  #")[0] for line in re.findall(r"^educluster ask.*$", PAGE, re.MULTILINE)]


def table(head):
    """The first cells of a table, those of its rows together."""
    rows = PAGE[PAGE.index(f"| {head} |") :].partition("\n\n")[0].splitlines()[2:]
    return {name for row in rows for name in re.findall(r"`([\w-]+)", row.split("|")[1])}


def test_every_option_is_in_the_table():
    options = {
        max(each.opts, key=len) for each in main.commands["ask"].params if each.opts[0].startswith("-")
    }
    assert table("option") == options - {"--help"}


def test_every_format_and_every_style_is_named():
    assert [each for each in (*faces.FACES, *citations.STYLES) if f"`{each}`" not in PAGE] == []


def test_every_key_of_the_header_is_in_the_table():
    assert table("key") == set(reading._KEYS)
    assert table("key of a parameter") == set(parameters._KEYS)


def test_every_kind_and_every_reserved_name_is_named():
    for name in (*reading.KINDS, *parameters.TYPES, *questions.RESERVED):
        assert f"`{name}`" in PAGE, name


@pytest.mark.parametrize("command", COMMANDS)
def test_command_that_is_shown_works(runner, folder, tmp_path, monkeypatch, command):
    monkeypatch.chdir(tmp_path)
    _, *arguments = shlex.split(command)
    result = runner.invoke(main, [*arguments, "--data", str(folder)])
    assert (result.exit_code, result.stderr) == (0, "")
    assert result.stdout or list(tmp_path.iterdir())


def test_there_are_commands():
    assert len(COMMANDS) >= 5
