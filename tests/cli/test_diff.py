"""educluster diff: files against each other, a file against the release that is held, what is not kept."""

import json
import re

import pyoxigraph
import pytest
import rdflib

import made_up_releases
from conftest import ROOT
from educluster.cli import main

CORE = ROOT / "ontology" / "core.ttl"


@pytest.fixture(scope="module")
def dumps(tmp_path_factory):
    return made_up_releases.write(tmp_path_factory.mktemp("dumps"))


def diff(runner, *arguments):
    return runner.invoke(main, ["diff", *map(str, arguments)])


def test_two_dumps_are_compared_without_a_data_folder(runner, dumps, tmp_path):
    result = diff(runner, *dumps, "--data", tmp_path / "nothing")
    assert result.exit_code == 0, result.stderr
    assert "from 0.0.8 (2020-02-01)" in result.stdout
    assert "ec:hasCondition «has condition»  narrowed domain (major): to ec:Prerequisite" in result.stdout
    assert "not kept: ecr:principle-succession is gone" in result.stdout
    assert not (tmp_path / "nothing").exists()


def test_what_is_not_kept_is_the_exit_status_where_it_is_asked_for(runner, dumps):
    assert diff(runner, *dumps, "--check").exit_code == 1
    assert diff(runner, dumps[0], dumps[0], "--check").exit_code == 0
    assert "nothing changed" in diff(runner, dumps[0], dumps[0]).stdout


def test_a_part_is_compared_alone(runner, dumps):
    told = json.loads(diff(runner, *dumps, "--part", "ontology", "--format", "json").stdout)
    assert {each["iri"].rpartition("#")[2] for each in told["changes"]} == {"Condition", "hasCondition"}
    assert diff(runner, *dumps, "--part", "claims", "--check").exit_code == 0


def test_the_other_forms_are_what_they_are_called(runner, dumps, tmp_path):
    out = tmp_path / "migrate.ru"
    assert diff(runner, *dumps, "--format", "ru", "--out", out).exit_code == 0
    pyoxigraph.Store().update(out.read_text())
    assert rdflib.Graph().parse(data=diff(runner, *dumps, "--format", "ttl").stdout, format="turtle")


def test_a_file_is_compared_with_the_release_that_is_held(runner, folder, tmp_path):
    narrower = tmp_path / "narrower.ttl"
    domain = "rdfs:domain ec:Principle ;\n    rdfs:range ec:Condition"
    assert CORE.read_text().count(domain) == 1
    narrower.write_text(
        CORE.read_text().replace(domain, domain.replace("domain ec:Principle", "domain ec:Condition"))
    )
    result = diff(runner, "0.1.0", narrower, "--data", folder, "--part", "ontology", "--format", "json")
    assert result.exit_code == 0, result.stderr
    told = {
        (each["iri"], each["what"])
        for each in json.loads(result.stdout)["changes"]
        if each.get("facet") == "domain"
    }
    assert told == {("https://w3id.org/educluster/ns#hasCondition", "narrowed")}


def test_of_files_without_a_version_none_is_told(runner, tmp_path):
    old, new = tmp_path / "old.ttl", tmp_path / "new.ttl"
    ours = "https://w3id.org/educluster/ns#"
    old.write_text(f"<{ours}A> a <http://www.w3.org/2002/07/owl#Class> .")
    new.write_text(old.read_text().replace("#A", "#B"))
    assert "together: breach\n" in diff(runner, old, new).stdout
    told = diff(runner, old, new, "--format", "ttl").stdout
    quads = list(pyoxigraph.parse(told, format=pyoxigraph.RdfFormat.TURTLE))
    assert {each.subject.value for each in quads} == {f"{ours}A", f"{ours}B"}
    assert {each.object.value for each in quads} == {"removed", "added class"}


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (["7.7.7", "0.1.0"], "7.7.7"),
        (["nothing.ttl", "broken.ttl"], "nothing.ttl: it cannot be read"),
        (["broken.ttl", "broken.ttl"], "line 1"),
        (["file.doc", "file.doc"], "file.doc"),
    ],
)
def test_what_cannot_be_compared_is_refused(runner, folder, tmp_path, monkeypatch, given, said):
    monkeypatch.chdir(tmp_path)
    for name in ("broken.ttl", "file.doc"):
        (tmp_path / name).write_text("<a:b> <a:c>")
    result = diff(runner, *given, "--data", folder)
    assert (result.exit_code, result.stdout) == (2, "")
    assert said in result.stderr


def test_the_page_about_versions_shows_options_and_addresses_that_there_are(app):
    page = (ROOT / "docs" / "versioning.md").read_text()
    shown = [line for line in page.splitlines() if line.startswith("educluster diff")]
    options = {name for each in main.commands["diff"].params for name in each.opts}
    assert shown
    assert set(re.findall(r"--[a-z]+", " ".join(shown))) <= options
    routes = {str(rule).replace("<name>", "<local name>") for rule in app.url_map.iter_rules()}
    assert set(re.findall(r"\| `(/[^`]*)`", page)) <= routes
