"""/profiles and /rules: for people as pages, for programs as JSON, for engines as SHACL."""

import json

import html5lib
import pytest
from rdflib import Graph, Literal, Namespace
from rdflib.namespace import RDF, SH

from conftest import EXAMPLES
from educluster.rulebook import book

ECS = Namespace("https://w3id.org/educluster/shapes#")
RULES = list(dict.fromkeys(rule.name for name in book().names for rule in book().profile(name).rules))


def page_of(client, address):
    response = client.get(address, headers={"Accept": "text/html"})
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8")
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


def json_of(client, address):
    response = client.get(address, headers={"Accept": "application/json"})
    assert (response.status_code, response.content_type) == (200, "application/json")
    return json.loads(response.data)


def links(page):
    return [each.get("href") for each in page.iter("a")]


def text(page):
    return " ".join("".join(page.itertext()).split())


def test_the_profiles_are_listed_with_their_versions(client):
    listed = json_of(client, "/profiles")
    assert [each["name"] for each in listed] == book().names
    assert listed[0]["versions"] == ["1.0", "0.1.0"]
    assert listed[0]["thresholds"] == {"members": "2", "kinds": "2"}
    linked = links(page_of(client, "/profiles?lang=uz"))
    assert {f"/profiles/{name}?lang=uz" for name in book().names} <= set(linked)
    assert "/profiles/base@0.1.0?lang=uz" in linked


@pytest.mark.parametrize("name", [*book().names, "base@1.0", "base@0.1.0"])
def test_a_profile_says_whose_it_is_and_leads_to_its_rules(client, name):
    told, page = json_of(client, f"/profiles/{name}?lang=ru"), page_of(client, f"/profiles/{name}?lang=ru")
    profile = book().profile(name)
    assert told["rules"][0]["title"] == profile.rules[0].titles["ru"]
    assert (told["version"], told["constraints"]) == (profile.version, len(profile.rules))
    assert {f"/rules/{rule.name}?lang=ru" for rule in profile.rules} <= set(links(page))
    for expected in (profile.titles["ru"], profile.descriptions["ru"], profile.owner, *profile.sources):
        assert expected in text(page)
    assert f"/validate?profile={profile.name}@{profile.version}&lang=ru" in links(page)


@pytest.mark.parametrize("name", [*book().names, "base@0.1.0"])
def test_a_profile_is_given_as_shacl_that_any_engine_can_run(client, name):
    response = client.get(f"/profiles/{name}", headers={"Accept": "text/turtle"})
    assert response.content_type == "text/turtle; charset=utf-8"
    shapes = Graph().parse(data=response.data, format="turtle")
    assert set(shapes.subjects(RDF.type, SH.NodeShape))
    for rule in book().profile(name).rules:
        severities = set(shapes.objects(ECS[rule.shape.removeprefix(ECS)], SH.severity))
        assert severities <= {SH[rule.severity.value.capitalize()]}


def test_an_older_version_is_given_as_it_was(client):
    older, present = (
        client.get(f"/profiles/base{at}", headers={"Accept": "text/turtle"}) for at in ("@0.1.0", "")
    )
    for response, version in ((older, "0.1.0"), (present, "1.0")):
        shapes = Graph().parse(data=response.data, format="turtle")
        assert (ECS["profile-base"], None, Literal(version)) in shapes


def test_all_rules_are_listed_each_once(client):
    assert set(json_of(client, "/rules")) == set(RULES)
    linked = [each for each in links(page_of(client, "/rules?lang=ru")) if each.startswith("/rules/")]
    assert sorted(linked) == sorted(f"/rules/{name}?lang=ru" for name in RULES)


@pytest.mark.parametrize("name", RULES)
def test_a_rule_shows_its_passages_its_severities_and_its_examples(client, name):
    constraints, page = json_of(client, f"/rules/{name}"), page_of(client, f"/rules/{name}")
    shown = text(page)
    for each in constraints:
        assert each["title"] in shown
        assert each["sources"]
        assert each["passing"]
        assert each["failing"]
        assert {source["iri"] for source in each["sources"]} <= set(links(page))
        assert {source["finder"] for source in each["sources"] if source["finder"] not in shown} == set()
    assert "{$" not in shown
    assert all(region.get("aria-labelledby") for region in page.iter("div") if region.get("role") == "region")


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_a_rule_speaks_the_language_asked_for(client, language):
    titles = {each.titles[language] for each in book().profile("base").rules if each.name == "S01"}
    assert {each["title"] for each in json_of(client, f"/rules/S01?lang={language}")} == titles


def test_the_examples_of_a_rule_are_there_to_be_copied(client):
    page = page_of(client, "/rules/S03")
    example = (EXAMPLES / "invalid" / "S03-no-territory.ttl").read_text()
    assert example in ["".join(each.itertext()) for each in page.iter("code")]
    together = text(page_of(client, "/rules/G01"))
    assert "together/G01-two-numbers/one.ttl" in together


def test_a_rule_of_several_constraints_has_all_of_them_on_one_page(client):
    shapes = [each["shape"] for each in json_of(client, "/rules/S19")]
    assert len(shapes) == len(set(shapes)) > 3


def test_the_severity_at_each_stage_is_that_of_the_rule_book(client):
    page = page_of(client, "/rules/S01")
    table = next(each for each in page.iter("table"))
    head, *rows = [["".join(cell.itertext()) for cell in row] for row in table.iter("tr")]
    assert head[1:3] == ["formation", "emergence"]
    assert ["base", "warning", *["violation"] * 5] in rows


@pytest.mark.parametrize("address", ["/profiles/none", "/profiles/base@9", "/rules/none", "/rules/S1"])
def test_an_unknown_one_is_not_found_and_those_there_are_are_named(client, address):
    problem = client.get(address)
    page = client.get(address, headers={"Accept": "text/html"})
    assert (problem.status_code, problem.content_type) == (404, "application/problem+json")
    assert (page.status_code, page.content_type) == (404, "text/html; charset=utf-8")
    detail = json.loads(problem.data)["detail"]
    assert any(said in detail for said in ("choose one of: base", "1.0, 0.1.0", "/rules lists"))


@pytest.mark.parametrize("address", ["/profiles", "/profiles/base", "/rules", "/rules/S01"])
def test_a_parameter_that_would_be_passed_over_is_refused(client, address):
    assert client.get(f"{address}?version=2").status_code == 400
    assert client.get(address, headers={"Accept": "image/png"}).status_code == 406
