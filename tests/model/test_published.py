"""No IRI that was published vanishes, or is used for something else: the list against the packaged data."""

import importlib.util

import pytest

from educluster import artifacts, names, versions
from educluster.versions import Kind
from model.conftest import ROOT

TOOL = ROOT / "tools" / "published.py"


@pytest.fixture(scope="module")
def tool():
    spec = importlib.util.spec_from_file_location("published", TOOL)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


@pytest.fixture(scope="module")
def named(tool):
    """Return what the packaged data name: terms, and attested forms and rules."""
    store = tool.filled()
    return tool.named(store), tool.others(store)


@pytest.fixture(scope="module")
def listed():
    return versions.published(artifacts.published().read_text(encoding="utf-8"))


def test_what_was_published_is_there_and_means_what_it_meant(named, listed):
    """Run tools/published.py after a change of the data, and look at what it changes in the list."""
    assert versions.broken(listed, *named) == ()


def test_the_list_is_as_the_tool_writes_it(named, listed):
    text = artifacts.published().read_text(encoding="utf-8")
    assert versions.written(versions.add(listed, *named)) == text


def test_a_name_that_vanished_is_found(named, listed):
    vocabulary, others = named
    for gone in ("ns#Cluster", "id/principle-succession", "claim/mukhamedov-2020-017", "shapes#S08"):
        known = {iri: term for iri, term in vocabulary.terms.items() if not iri.endswith(gone)}
        kept = {iri: kind for iri, kind in others.items() if not iri.endswith(gone)}
        told = versions.broken(listed, versions.Vocabulary("", "", "", known), kept)
        assert [line for line in told if f":{names.last_part(gone)} has vanished" in line]


def test_each_local_name_is_one_term(named):
    """So that /history/<name> is one history."""
    vocabulary, _ = named
    local = [
        names.last_part(iri)
        for iri, term in vocabulary.terms.items()
        if iri.startswith((names.EC, names.ECR, names.ECC)) and term.kind is not Kind.GRAPH
    ]
    assert len(local) == len(set(local))


def test_no_version_is_later_than_this_one(named, listed):
    version = versions.number(named[0].version)
    assert version > (0, 0, 0)
    assert all(versions.number(each.since) <= version for each in listed.values())


def test_a_deprecated_term_stands_in_its_own_file_and_a_migration_mends_data_that_use_it(named):
    vocabulary, _ = named
    text = (ROOT / "ontology" / "deprecated.ttl").read_text(encoding="utf-8")
    for term in vocabulary.deprecated:
        assert names.shorten(term.iri) in text
        assert vocabulary.living(term.iri)
        assert set(term.notes) >= set(names.LANGUAGES)
    assert bool(versions.migrations(vocabulary)) is bool(vocabulary.deprecated)
