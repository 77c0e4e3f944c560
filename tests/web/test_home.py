"""/ and /health: the page, its languages and headers; how the service is."""

import re
from collections import namedtuple
from dataclasses import replace
from html.parser import HTMLParser

import pytest

from conftest import soon


class Page(HTMLParser):
    """The tags of a page, with their attributes."""

    def __init__(self, text):
        super().__init__()
        self.tags = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        self.tags.append((tag, dict(attributes)))

    def of(self, tag):
        return [attributes for name, attributes in self.tags if name == tag]


TITLES = {"en": "What educational clusters are", "ru": "Что такое", "uz": "Taʼlim klasteri nima"}


@pytest.mark.parametrize("language", TITLES)
def test_home_speaks_the_language_of_the_parameter_before_that_of_the_header(client, language):
    by_parameter = client.get(f"/?lang={language}", headers={"Accept-Language": "ru"}).text
    by_header = client.get("/", headers={"Accept-Language": f"{language}-XX, en;q=0.1"}).text
    for page in (by_parameter, by_header):
        assert Page(page).of("html") == [{"lang": language}]
        assert TITLES[language] in page


def test_home_is_in_english_for_any_other_language(client):
    assert Page(client.get("/", headers={"Accept-Language": "fr"}).text).of("html") == [{"lang": "en"}]


def test_home_begins_with_a_skip_link_and_has_no_script(client):
    page = Page(client.get("/").text)
    assert page.of("a")[0] == {"class": "skip", "href": "#main"}
    assert page.of("main") == [{"id": "main"}]
    assert page.of("script") == []


def test_home_loads_nothing_from_elsewhere_and_inlines_nothing(client):
    page = Page(client.get("/").text)
    loaded = [each["href"] for each in page.of("link") if each["rel"] == "stylesheet"]
    assert loaded == ["/static/style.css"]
    assert not [
        name for _, attributes in page.tags for name in attributes if name == "style" or name.startswith("on")
    ]


@pytest.mark.parametrize("language", TITLES)
def test_every_link_of_home_leads_to_an_answer(client, language):
    page = Page(client.get(f"/?lang={language}").text)
    links = [each["href"] for each in page.of("a") if each["href"].startswith(("/", "?"))]
    assert len(links) >= 7
    for link in links:
        response = client.get(link if link.startswith("/") else f"/{link}")
        assert response.status_code == 200, link
        assert len(response.data) > 100, link


@pytest.mark.parametrize("path", ["/", "/health", "/sparql", "/nothing", "/static/style.css"])
def test_every_answer_carries_the_policy(client, path):
    with client.get(path) as response:
        assert response.headers["Content-Security-Policy"] == "default-src 'self'; frame-ancestors 'self'"


def test_health_says_what_is_loaded(client, loaded):
    health = client.get("/health").json
    assert (health["status"], health["loaded"], health["triples"]) == ("ok", True, loaded.triples)
    assert loaded.triples > 10_000
    assert re.fullmatch("[0-9a-f]{16}", health["release"])
    assert re.fullmatch(rf"{loaded.release}-[0-9]{{6}}", health["store"])  # other tests may have written
    assert set(health["workers"]) == {"queries", "validators", "writer"}
    assert (health["lost"], health["near"], health["trouble"]) == ([], [], "")


def test_a_service_is_ready_when_queries_and_writes_are_taken(client):
    assert soon(lambda: client.get("/ready").status_code == 200)
    assert client.get("/ready").json == {"status": "ready"}


def test_a_service_whose_writer_is_in_trouble_goes_on_reading_and_says_so(client, app, monkeypatch):
    monkeypatch.setattr(app.extensions["educluster"].writer, "_trouble", "the disk is full")
    health, ready = client.get("/health"), client.get("/ready")
    assert (health.status_code, health.json["status"]) == (200, "degraded")
    assert health.json["trouble"] == "the disk is full"
    assert (ready.status_code, ready.json["detail"]) == (503, "not ready: writer")
    assert client.get("/sparql?query=ASK%7B%7D").status_code == 200


def test_health_names_the_bounds_that_are_nearly_reached(client, app, loaded, monkeypatch):
    served = app.extensions["educluster"]
    settings = replace(served.settings, store_triples=loaded.triples + 1)
    disk = namedtuple("Usage", "total used free")(10**12, 0, 10**6)
    monkeypatch.setattr("educluster.web.service.shutil.disk_usage", lambda _: disk)
    near = replace(served, settings=settings).near()
    assert [(each.limit, each.value) for each in near] == [
        ("--store-triples", loaded.triples),
        ("disk", 10**6),
    ]


def test_an_unknown_address_gets_a_problem_document(client):
    response = client.get("/nothing")
    assert (response.status_code, response.content_type) == (404, "application/problem+json")
