"""w3id/.htaccess: its rules, replayed, lead each name to an answer of the service."""

import re

import pytest

from educluster import __version__
from web.w3id import BASE, FOLDER, SERVICE, followed, led, rules

RDF = {
    "text/turtle",
    "application/ld+json",
    "application/n-triples",
    "application/rdf+xml",
    "application/trig",
}
NAMES = ["ns", "ns/", f"ns/{__version__}", "id/principle-succession", "claim/mukhamedov-2020-017", "shapes"]
FILES = ["context.jsonld", "logo.svg", "sitemap.xml", "void"]


@pytest.mark.parametrize("media_type", RDF)
@pytest.mark.parametrize("name", [*NAMES, "graph/concepts"])
def test_a_name_leads_to_its_data_in_the_format_asked_for(client, name, media_type):
    response = followed(client, BASE + name, Accept=media_type)
    assert (response.status_code, response.mimetype) == (200, media_type)


@pytest.mark.parametrize("name", NAMES)
def test_a_name_leads_a_browser_to_a_page(client, name):
    accepted = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    response = followed(client, BASE + name, Accept=accepted)
    assert (response.status_code, response.mimetype) == (200, "text/html")


@pytest.mark.parametrize("name", FILES)
def test_a_file_is_found(client, name):
    assert followed(client, BASE + name).status_code == 200


@pytest.mark.parametrize(("name", "file"), [("dataset", "/dump.ttl"), ("graph/core", "/dump/core.ttl")])
def test_a_version_of_a_part_leads_to_its_file(client, name, file):
    _, target = led(f"{name}/{__version__}")
    response = client.get(target.removeprefix(SERVICE), headers={"Accept": "text/turtle"})
    assert response.headers["Location"] == f"{file}?version={__version__}"  # see test_downloads


def test_a_query_goes_along():
    assert led("id/principle-succession", "lang=uz") == (303, f"{SERVICE}/id/principle-succession?lang=uz")


def test_a_rule_that_is_not_known_fails():
    with pytest.raises(AssertionError):
        list(rules("RewriteEngine on\nRewriteCond %{HTTP_ACCEPT} html\nRewriteRule ^ / [L]\n"))


def test_no_host_is_told_that_is_not_there_yet():
    told = "".join((FOLDER / name).read_text(encoding="utf-8") for name in (".htaccess", "README.md"))
    hosts = set(re.findall(r"https?://([\w.-]+)", told))
    assert hosts == {"w3id.org", "educluster.example"}  # the second: RFC 2606, section 3
