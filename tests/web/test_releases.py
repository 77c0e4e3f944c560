"""A citation is answered from the release that it names, also when another one is served, or not at all."""

import csv
import io
import shutil

import pytest

from conftest import ROOT, copied
from educluster import artifacts
from educluster.config import Settings
from educluster.store import loading, releases
from educluster.web import create_app
from educluster.write import Document, Put, Writer

CITED = "/questions/members-of-a-cluster.csv?cluster=cluster-chirchik-icpe&language=en&version="
OLD, NEW, MINE = "Chirchik State Pedagogical University", "Renamed University", "A member of mine"
GRAPH = "https://example.org/mine"
MEMBERSHIP = f"""
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix org: <http://www.w3.org/ns/org#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
<https://w3id.org/educluster/id/cluster-chirchik-icpe> ec:hasMembership <m> ; ec:hasMember <mine> .
<m> org:member <mine> .
<mine> rdfs:label "{MINE}"@en .
"""


@pytest.fixture(scope="module")
def changed(tmp_path_factory):
    """The packaged data with one name changed."""
    root = tmp_path_factory.mktemp("changed")
    for folder in ("ontology", "corpus", "queries", "shapes"):
        shutil.copytree(ROOT / folder, root / folder)
    files = [path for path in (root / "corpus").rglob("*.ttl") if f'"{OLD}"@en' in path.read_text()]
    for path in files:
        path.write_text(path.read_text().replace(f'"{OLD}"@en', f'"{NEW}"@en'))
    assert files
    return root


@pytest.fixture(scope="module")
def upgraded(pristine, changed, tmp_path_factory):
    """A service whose packaged data changed after a graph of a user was written; the release of before."""
    data = copied(pristine, tmp_path_factory)
    before, settings = loading.prepare(data), Settings(data=data, workers=1, request_log="")
    writer = Writer(settings, before)
    writer.apply(Put(GRAPH, (Document(MEMBERSHIP.encode(), "text/turtle"),)))
    writer.close()
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(artifacts, "root", lambda: changed)
        app = create_app(settings, loading.prepare(data))
        yield app.test_client(), before.release, artifacts.release(), data
    app.extensions["educluster"].close()


def members(response):
    assert response.status_code == 200, response.text
    return {row["label"] for row in csv.DictReader(io.StringIO(response.text, newline=""))}


def test_citation_is_answered_from_the_release_that_it_names(upgraded):
    client, old, new, _ = upgraded
    assert old != new
    for release, name, other in ((old, OLD, NEW), (new, NEW, OLD), (old, OLD, NEW)):
        response = client.get(CITED + release)
        assert name in members(response)
        assert not {other, MINE} & members(response)
        assert response.headers["Educluster-Version"] == release
        assert "Educluster-Warning" not in response.headers  # both have the same query for the question


def test_without_a_version_the_release_that_is_served_answers(upgraded):
    client, _, new, _ = upgraded
    response = client.get(CITED.rpartition("&")[0])
    assert NEW in members(response)
    assert not {OLD, MINE} & members(response)
    assert response.headers["Educluster-Version"] == new


def test_live_contains_the_graph_of_a_user(upgraded):
    client, _, new, _ = upgraded
    response = client.get(CITED + "live")
    assert {NEW, MINE} <= members(response)
    assert response.headers["Educluster-Version"].startswith(f"{new}-")


def test_answers_of_two_releases_have_different_tags(upgraded):
    client, old, new, _ = upgraded
    tags = {client.get(CITED + version).headers["ETag"] for version in (old, new, "live")}
    assert len(tags) == 3
    again = client.get(CITED + old, headers={"If-None-Match": client.get(CITED + old).headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.parametrize("wanted", ["0123456789abcdef", "0.0.9", "nonsense", "../checkpoints"])
def test_version_that_is_not_held_is_not_found_and_it_is_told_where_to_get_it(upgraded, wanted):
    client, old, new, _ = upgraded
    response = client.get(CITED + wanted)
    assert response.status_code == 404
    told = response.text
    assert all(each in told for each in (old, new, wanted))
    assert "educluster query --release" in told
    assert "educluster store releases --add" in told


def test_version_of_two_releases_is_refused_rather_than_guessed(upgraded):
    client, old, new, data = upgraded
    version = releases.release_about(data, new).version
    response = client.get(CITED + version)
    assert response.status_code == 404
    assert all(each in response.get_json()["detail"] for each in (old, new))


def test_release_that_is_removed_is_not_found_and_none_answers_in_its_place(upgraded):
    """The last: what it removes, others ask."""
    client, old, new, data = upgraded
    assert OLD in members(client.get(CITED + old))
    releases.remove(data, old)
    response = client.get(CITED + old)
    assert response.status_code == 404
    assert new in response.get_json()["detail"]
    assert NEW in members(client.get(CITED + new))
