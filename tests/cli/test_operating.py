"""docs/operating.md: its unit, its tables, its commands and links are those of the program."""

import re
import shlex
import shutil
import subprocess

import pytest

from conftest import ROOT, get
from educluster.cli import main
from educluster.config import Settings

PAGE = (ROOT / "docs" / "operating.md").read_text()
UNIT = re.search(r"```ini\n(.*?)```", PAGE, re.DOTALL)[1]


def test_systemd_takes_the_unit(tmp_path):
    if not shutil.which("systemd-analyze"):
        pytest.skip("systemd-analyze is not on this machine")
    unit = tmp_path / "educluster.service"
    start = re.search(r"^ExecStart=(\S+)", UNIT, re.MULTILINE)[1]
    unit.write_text(UNIT.replace(start, "/bin/true").replace("User=educluster", "User=root"))
    done = subprocess.run(
        ["systemd-analyze", "verify", unit], capture_output=True, text=True, timeout=60, check=False
    )
    about = [line for line in done.stderr.splitlines() if "educluster" in line]
    assert (done.returncode, about) == (0, [])


def test_the_unit_waits_longer_than_the_service_needs_to_stop():
    seconds = int(re.search(r"^TimeoutStopSec=(\d+)", UNIT, re.MULTILINE)[1])
    assert seconds >= Settings.stop_seconds + 10
    assert "KillMode=mixed" in UNIT


def commands():
    """Each command of ours in the blocks of the page."""
    blocks = re.findall(r"```(?:ini|sh|console)\n(.*?)```", PAGE, re.DOTALL)
    for line in "\n".join(blocks).splitlines():
        if found := re.search(
            r"(?:/bin/educluster|(?<![\w/])educluster) ((?:serve|token|store|-)\S*.*)", line
        ):
            yield shlex.split(found[1])


@pytest.mark.parametrize("words", list(commands()), ids=" ".join)
def test_each_command_is_one_with_its_options(words):
    command = main
    while words and (found := getattr(command, "commands", {}).get(words[0])):
        command, words = found, words[1:]
    known = {option for each in command.params for option in each.opts} | {"--version", "--help"}
    assert {word for word in words if word.startswith("--")} <= known


def test_each_option_that_is_named_is_one():
    serve = {option for each in main.commands["serve"].params for option in each.opts}
    create = {option for each in main.commands["token"].commands["create"].params for option in each.opts}
    releases = {option for each in main.commands["store"].commands["releases"].params for option in each.opts}
    prose = re.sub(r"```.*?```", "", PAGE, flags=re.DOTALL)
    assert set(re.findall(r"`(--[a-z-]+)", prose)) <= serve | create | releases | {"--wheel"}


def test_the_metrics_are_those_that_are_told(server):
    get(f"{server.address}/sparql?query=ASK%7B%7D")
    told = get(f"{server.address}/metrics")[2].decode()
    names = set(re.findall(r"^# TYPE (\S+)", told, re.MULTILINE))
    shown = set(re.findall(r"^\| `(educluster_\w+)` \|", PAGE, re.MULTILINE))
    assert shown == names


def test_the_fields_of_the_log_are_those_of_its_example():
    example = set(re.findall(r'"(\w+)":', re.search(r'^\{"time".*$', PAGE, re.MULTILINE)[0]))
    shown = set(
        re.findall(r"`(\w+)`", " ".join(re.findall(r"^\| ((?:`\w+`(?:, )?)+) \|", PAGE, re.MULTILINE)))
    )
    assert example - {"time", "method", "status"} <= shown


def test_links_lead_somewhere():
    links = re.findall(r"\]\((?!http)(.*?)\)", PAGE)
    assert len(links) >= 2
    assert [link for link in links if not (ROOT / "docs" / link).is_file()] == []
