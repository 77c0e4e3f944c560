"""The README: its session is run and prints what it shows; its tables are those of the program."""

import re
import subprocess
import sys

import click
import pytest

from conftest import ROOT, serving
from educluster.cli import main

README = (ROOT / "README.md").read_text()
OPERATING = (ROOT / "docs" / "operating.md").read_text()


def steps():
    """Each command of the session, with what it is said to print."""
    for block in re.findall(r"```console\n(.*?)```", README, re.DOTALL):
        for step in block.removeprefix("$ ").split("\n$ "):
            lines = step.splitlines(keepends=True)
            length = next(n for n in range(1, len(lines) + 1) if _is_whole("".join(lines[:n])))
            yield "".join(lines[:length]).strip(), "".join(lines[length:]).strip()


def _is_whole(command):
    quiet = subprocess.run(["bash", "-n"], input=command, capture_output=True, text=True)
    return quiet.returncode == 0 and not command.rstrip().endswith("\\")


STEPS = list(steps())


@pytest.fixture(scope="module")
def running(tmp_path_factory):
    """A service as `make serve` starts it, with a folder of its own."""
    with serving("--data", str(tmp_path_factory.mktemp("data"))) as running:
        yield running


def about(text):
    return re.sub(r"\d+ triples", "… triples", text)


def test_the_session_begins_with_make_serve_which_prints_what_is_shown(running):
    command, shown = STEPS[0]
    printed = running.printed.replace(running.address, "http://127.0.0.1:8000")
    assert command == "make serve"
    assert about(re.sub(" from .*", " from .data", printed).strip()) == about(shown)
    counted, told = (int(re.search(r"(\d+) triples", text)[1]) for text in (printed, shown))
    assert abs(counted - told) < 0.03 * counted  # each question adds a few
    assert "educluster serve --data .data" in (ROOT / "Makefile").read_text()


@pytest.mark.parametrize(("command", "shown"), STEPS[1:], ids=["query", "validate", "command line"])
def test_each_command_of_the_session_prints_what_is_shown(running, command, shown):
    command = command.replace("localhost:8000", running.address.removeprefix("http://"))
    command = command.replace(".venv/bin/educluster", f"{sys.executable} -m educluster.cli")
    command = command.replace("--data .data", f"--data {running.data}")
    result = subprocess.run(["bash", "-c", command], cwd=ROOT, capture_output=True, text=True, timeout=60)
    assert result.stdout.replace("\r", "").strip() == shown


def settings():
    """What the command says of each setting: its default and its help."""
    command = main.commands["serve"]
    context = click.Context(command)
    options = {option.opts[0]: option for option in command.params if option.name != "help"}
    told = {name: (str(option.get_default(context)), option.help) for name, option in options.items()}
    told["--data"] = ("the user's data folder", told["--data"][1])
    told["--allow-service"] = ("none", told["--allow-service"][1])
    return told


def table(page):
    rows = re.findall(r"^\| `(--[\w-]+)` \| (.*?) \| (.*?) \|$", page, re.MULTILINE)
    return {name: (default, what) for name, default, what in rows}


def test_the_table_of_settings_is_that_of_the_command():
    assert table(OPERATING) == settings()


def test_the_settings_shown_here_are_some_of_those():
    shown = table(README)
    assert len(shown) >= 5
    assert shown.items() <= settings().items()


def test_the_table_of_folders_is_the_top_of_the_repository():
    listed = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    tops = {line.split("/")[0] + "/" for line in listed.splitlines() if "/" in line}
    assert set(re.findall(r"^\| `(\w+/)` \|", README, re.MULTILINE)) == tops - {".ci/", "LICENSES/"}


def test_the_readme_is_short_and_its_links_lead_somewhere():
    assert len(README.splitlines()) <= 125
    links = re.findall(r"\]\((?!http)(.*?)\)", README)
    assert len(links) >= 4
    assert [link for link in links if not (ROOT / link).is_file()] == []


def test_every_variable_of_a_setting_is_read(monkeypatch):
    monkeypatch.setenv("EDUCLUSTER_SERVE_PORT", "8123")
    command = main.commands["serve"]
    port = next(option for option in command.params if option.name == "port")
    context = click.Context(command, info_name="serve", auto_envvar_prefix="EDUCLUSTER_SERVE")
    assert port.value_from_envvar(context) == "8123"
