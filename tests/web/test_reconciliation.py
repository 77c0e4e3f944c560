"""/reconcile: both versions, what a candidate says of itself, what OpenRefine asks, and what is refused."""

import json
from urllib.parse import quote, urlsplit

import html5lib
import pytest

from educluster.web.reconciliation_reading import BATCH

DRAFT_TYPE = "application/reconciliation.v1+json"
DRAFT = {"Accept": DRAFT_TYPE}
BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}
CLUSTER, MEMBER = "cluster-4-va-virginia", "org-virginia-tech"


def batch(client, path="/reconcile", **queries):
    told = client.post(path, data={"queries": json.dumps(queries)})
    assert told.status_code == 200, told.text
    return {key: each["result"] for key, each in told.json.items()}


def best(client, path="/reconcile", **query):
    found = batch(client, path, q0=query)["q0"]
    return found[0] if found else None


def suggested(client, kind, **asked):
    return client.get(f"/reconcile/suggest/{kind}", query_string=asked).json["result"]


# Versions


@pytest.mark.parametrize(
    ("accept", "written_in"),
    [
        ("", "application/json"),
        ("*/*", "application/json"),
        ("application/json, text/javascript, */*; q=0.01", "application/json"),
        (BROWSER["Accept"], "application/json"),
        (DRAFT_TYPE, DRAFT_TYPE),
        (f"application/json;q=0.5, {DRAFT_TYPE}", DRAFT_TYPE),
        (f"application/json, {DRAFT_TYPE};q=0.9", "application/json"),
    ],
)
def test_accept_chooses_the_version(client, accept, written_in):
    told = client.get("/reconcile", headers={"Accept": accept})
    assert told.content_type == written_in
    assert ("standardizedScore" in told.json, "identifierSpace" in told.json) == (
        written_in == DRAFT_TYPE,
        written_in != DRAFT_TYPE,
    )
    assert told.json["versions"] == ["0.2", "1.0-draft"]
    assert "Accept" in told.headers["Vary"]


@pytest.mark.parametrize("accept", ["application/reconciliation.v1.1+json", "text/turtle"])
def test_a_version_that_is_not_spoken_is_not_acceptable(client, accept):
    told = client.get("/reconcile", headers={"Accept": accept})
    assert told.status_code == 406
    assert DRAFT_TYPE in told.json["remedy"]


def test_a_form_is_of_version_0_2_alone(client):
    told = client.post("/reconcile", data={"queries": "{}"}, headers=DRAFT)
    assert told.status_code == 406


@pytest.mark.parametrize("accept", [DRAFT_TYPE, "application/json"])
def test_the_addresses_of_the_draft_speak_it_whatever_json_is_accepted(client, accept):
    body = {"queries": [{"conditions": [{"matchType": "id", "propertyValue": MEMBER}]}]}
    told = client.post("/reconcile/match", json=body, headers={"Accept": accept})
    assert told.content_type == accept
    assert told.json["results"][0]["candidates"][0]["id"] == MEMBER


# Matching


@pytest.mark.parametrize("text", [MEMBER, f"ecr:{MEMBER}", f"https://w3id.org/educluster/id/{MEMBER}"])
def test_an_id_is_matched_to_what_it_is_of(client, text):
    found = best(client, query=text)
    assert (found["id"], found["match"], found["score"]) == (MEMBER, True, 100)


def test_a_candidate_says_why(client):
    found = best(client, query="Virginia Tech", properties=[{"pid": "org:memberOf", "v": "4-VA"}])
    features = {each["id"]: each["value"] for each in found["features"]}
    assert features["name"] == features["property:org:memberOf"] == 100
    assert found["type"] == [{"id": "org:Organization", "name": "organisation"}]
    body = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "Virginia Tech"}]}]}
    told = client.post("/reconcile/match?lang=ru", json=body, headers=DRAFT).json
    found = told["results"][0]["candidates"][0]
    assert found["lang"] == "en"  # it has no Russian name
    assert found["type"][0] == {"id": "org:Organization", "name": "организация", "lang": "ru"}
    assert {each["id"]: each["name"] for each in found["features"]}["name"] == "Сходство имени"


@pytest.mark.parametrize(
    ("language", "name"),
    [("en", "inseparability and continuity"), ("ru", "неразрывность"), ("uz", "uzviylik")],
)
def test_names_come_in_the_language_asked_for(client, language, name):
    found = best(client, f"/reconcile?lang={language}", query="principle-inseparability-continuity")
    assert name in found["name"].casefold()
    told = client.post(
        "/reconcile",
        data={"queries": '{"q0":{"query":"principle-inseparability-continuity"}}'},
        headers={"Accept-Language": language},
    )
    assert told.json["q0"]["result"][0]["name"] == found["name"]
    assert told.headers["Content-Language"] == language


def test_a_type_is_a_bound_and_an_unknown_one_has_nothing(client):
    assert best(client, query=MEMBER, type="org:Organization")["id"] == MEMBER
    assert best(client, query=MEMBER, type=["Place", "http://www.w3.org/ns/org#Organization"])["id"] == MEMBER
    (found,) = batch(client, q0={"query": "Virginia Tech", "type": "Place"}).values()
    assert found
    assert all({"id": "Place", "name": "place"} in each["type"] for each in found)
    assert best(client, query=MEMBER, type="DifferentiatedPerson") is None


@pytest.mark.parametrize(
    ("sent", "unknown"),
    [
        ({"queries": '{"q":{"query":"x","type":["Nó\\r\\nX: y","Cluster"]}}'}, "type N%C3%B3"),
        ({"queries": '{"q":{"query":"x","properties":[{"pid":"no","v":1}]}}'}, "property no"),
        ({"queries": '{"q":{"query":"x","type":"org:Organization"}}'}, None),
        ({"extend": '{"ids":[],"properties":[{"id":"no"},{"id":"org:memberOf"}]}'}, "property no"),
    ],
)
def test_what_is_not_known_is_warned_about(client, sent, unknown):
    told = client.post("/reconcile", data=sent)
    assert told.status_code == 200
    warning = told.headers.get("Educluster-Warning")
    assert warning is None if unknown is None else warning.startswith(f"there is no {unknown}")
    assert unknown is None or "," not in warning


def test_values_alone_find_the_members_of_a_cluster(client):
    found = batch(client, q0={"properties": [{"pid": "org:memberOf", "v": {"id": CLUSTER}}], "limit": 20})
    assert MEMBER in {each["id"] for each in found["q0"]}
    assert len(found["q0"]) == 8
    assert not any(each["match"] for each in found["q0"])


def test_an_empty_batch_and_empty_texts_have_empty_answers(client):
    assert batch(client) == {}
    assert batch(client, q0={"query": ""}, q1={"query": "…"}, q2={"query": "x" * 5000}) == {
        "q0": [],
        "q1": [],
        "q2": [],
    }


# Suggestions and previews


def test_suggestions_come_page_by_page_and_an_id_first(client):
    first, second = (suggested(client, "entity", prefix="", cursor=cursor) for cursor in (0, 10))
    ids = [each["id"] for each in (*first, *second)]
    assert len(set(ids)) == 20
    assert suggested(client, "entity", prefix=MEMBER)[0]["id"] == MEMBER
    assert suggested(client, "entity", prefix="Virginia T")[0]["id"] == MEMBER
    assert suggested(client, "type", prefix="Cluster")[0]["id"] == "Cluster"
    assert suggested(client, "property", prefix="org:memberOf")[0] == {
        "id": "org:memberOf",
        "name": "member of",
    }


def test_suggestions_are_of_the_type_asked_for(client):
    found = suggested(client, "entity", prefix="virginia", type="Place", type_strict="should", spell="always")
    assert [each["id"] for each in found] == ["place-virginia"]
    assert found[0]["notable"] == [{"id": "Place", "name": "place"}]


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_a_preview_may_be_framed_and_no_other_page(client, language):
    told = client.get(f"/reconcile/preview?id={CLUSTER}&lang={language}")
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(told.text)
    assert read.find(".//strong").text == "4-VA"
    assert urlsplit(read.find(".//a").get("href")).path == f"/id/{CLUSTER}"
    policies = told.headers.getlist("Content-Security-Policy")
    assert [each.partition("frame-ancestors ")[2] for each in policies] == ["*"]
    assert "script-src" not in policies[0]
    for other in ("/", "/reconcile", "/reconcile/preview?id=none", "/questions"):
        assert (
            "frame-ancestors 'self'" in client.get(other, headers=BROWSER).headers["Content-Security-Policy"]
        )


@pytest.mark.parametrize(
    ("kind", "id", "name"),
    [
        ("entity", CLUSTER, "4-VA"),
        ("type", "Cluster", "educational cluster"),
        ("property", "hasMember", "has member"),
    ],
)
def test_a_flyout_tells_what_is_suggested(client, kind, id, name):
    told = client.get(f"/reconcile/flyout/{kind}", query_string={"id": id})
    assert told.json["id"] == id
    assert f"<strong>{name}</strong>" in told.json["html"]
    assert "http" not in told.json["html"]  # classes of others that have no name


# Data extension


def extended(client, *properties, ids=(CLUSTER,)):
    asked = json.dumps({"ids": ids, "properties": properties})
    return client.get("/reconcile", query_string={"extend": asked}).json


def test_an_extension_gives_things_numbers_days_and_texts(client):
    told = extended(client, {"id": "hasMember"}, {"id": "startedOn"}, {"id": "territory"})
    row = told["rows"][CLUSTER]
    assert {"id": MEMBER, "name": "Virginia Tech"} in row["hasMember"]
    assert row["startedOn"] == [{"str": "2010"}]
    assert told["meta"][2] == {
        "id": "territory",
        "name": "has territory",
        "type": {"id": "Place", "name": "place"},
    }
    ids = ["declaration-4-va-virginia-1", "principle-succession"]
    rows = extended(client, {"id": "on"}, {"id": "position"}, ids=ids)["rows"]
    assert rows["principle-succession"]["position"] == [{"int": 3}]


def test_an_extension_keeps_to_its_settings_and_says_what_is_not_known(client):
    told = extended(
        client,
        {"id": "skos:prefLabel", "settings": {"language": "ru", "limit": "1"}},
        {"id": "skos:definition", "settings": {"language": "any", "limit": 2}},
        {"id": "none"},
        ids=["principle-succession", "none"],
    )
    row = told["rows"]["principle-succession"]
    assert [len(row[each]) for each in ("skos:prefLabel", "skos:definition", "none")] == [1, 2, 0]
    assert row["skos:prefLabel"][0]["str"].casefold() == "последовательность"
    assert set(map(str, told["rows"]["none"].values())) == {"[]"}


def test_proposed_properties_are_those_that_things_of_the_type_have(client):
    told = client.get("/reconcile/extend/propose?type=Cluster&limit=30").json
    assert {"hasMember", "territory"} <= {each["id"] for each in told["properties"]}
    assert (told["type"], told["limit"]) == ("Cluster", 30)
    assert client.get("/reconcile/extend/propose?type=none").json["properties"] == []


# OpenRefine's own calls, in the order of its documentation (technical reference, Reconciliation API)


def test_what_openrefine_asks_is_answered(client):
    service = client.get(
        "/reconcile?lang=ru", headers={"Accept": "application/json, text/javascript, */*; q=0.01"}
    ).json
    guess = {f"q{place}": {"query": name, "limit": 3} for place, name in enumerate(["Virginia Tech", "4-VA"])}
    types = [each["type"][0]["id"] for result in batch(client, **guess).values() for each in result]
    assert "org:Organization" in types
    row = {"query": "Virginia Tech", "type": types[0], "type_strict": "should"}
    on = [{"pid": "org:memberOf", "v": {"id": CLUSTER, "name": "4-VA"}}]
    first = batch(client, "/reconcile?lang=ru", q0={**row, "properties": on})["q0"][0]
    assert {"id", "name", "type", "score", "match"} <= set(first)
    assert (first["id"], first["match"]) == (MEMBER, True)

    def fetch(address):
        return client.get(address.removeprefix("http://localhost"))

    for kind, of in service["suggest"].items():
        query = "&" if "?" in of["service_path"] else "?"
        told = fetch(f"{of['service_url']}{of['service_path']}{query}prefix=a&type=Cluster&key=&_=1").json
        assert "result" in told
        for each in told["result"][:1]:
            flyout = of["service_url"] + of["flyout_service_path"].replace(
                "${id}", quote(each["id"], safe="")
            )
            assert fetch(flyout).json["id"] == each["id"], kind
    preview = fetch(service["preview"]["url"].replace("{{id}}", quote(MEMBER, safe="")))
    assert (preview.status_code, preview.mimetype) == (200, "text/html")
    proposing = service["extend"]["propose_properties"]
    proposed = fetch(f"{proposing['service_url']}{proposing['service_path']}&type={types[0]}").json
    wishes = [{"id": each["id"], "settings": {}} for each in proposed["properties"][:3]]
    told = client.post(
        "/reconcile", data={"extend": json.dumps({"ids": [MEMBER], "properties": wishes})}
    ).json
    assert [each["id"] for each in told["meta"]] == [each["id"] for each in wishes]
    assert set(told["rows"]) == {MEMBER}


# What scripts and caches may do, and what is refused


def test_scripts_of_other_pages_may_ask(client):
    before = {"Origin": "https://example.org", "Access-Control-Request-Method": "POST"}
    told = client.options(
        "/reconcile/match", headers={**before, "Access-Control-Request-Headers": "Content-Type"}
    )
    assert told.status_code == 204
    for answer in (told, client.get("/reconcile"), client.post("/reconcile", data={"queries": "{"})):
        assert answer.headers["Access-Control-Allow-Origin"] == "*"


def test_a_tag_brings_304(client):
    for path in ("/reconcile", f"/reconcile/preview?id={CLUSTER}", "/reconcile/suggest/type?prefix=p"):
        tag = client.get(path).headers["ETag"]
        assert client.get(path, headers={"If-None-Match": tag}).status_code == 304


SETTING = '{"ids":["a"],"properties":[{"id":"b","settings":{"limit":"x"}}]}'
UNNAMED = {"queries": [{"conditions": [{"matchType": "property", "propertyValue": "x"}]}]}
UNKNOWN = {"queries": [{"conditions": [{"matchType": "name", "propertyValue": "x"}], "props": []}]}
MANY = json.dumps({str(place): {"query": "x"} for place in range(BATCH + 1)})
EMPTY = json.dumps({"q": {"properties": [{"pid": "x", "v": []}] * 301}})
FORM = "application/x-www-form-urlencoded"


@pytest.mark.parametrize(
    ("path", "sent", "status"),
    [
        ("/reconcile", {"data": {"queries": "{"}}, 400),
        ("/reconcile", {"data": {"queries": '{"q0":{"query":"x","limit":0}}'}}, 400),
        ("/reconcile", {"data": {"queries": "{}", "extend": "{}"}}, 400),
        ("/reconcile", {"data": {}, "content_type": FORM}, 400),
        ("/reconcile", {"data": {"extend": SETTING}}, 400),
        ("/reconcile", {"data": {"extend": json.dumps({"ids": ["a"] * 501, "properties": []})}}, 413),
        ("/reconcile", {"data": {"queries": MANY}}, 413),
        ("/reconcile", {"data": {"queries": EMPTY}}, 413),
        ("/reconcile", {"data": {"queries": json.dumps({"q": {"query": "x", "type": ["x"] * 300}})}}, 413),
        ("/reconcile", {"json": {}}, 415),
        ("/reconcile/match", {"data": {"queries": "{}"}}, 415),
        ("/reconcile/match", {"data": b"\xff", "content_type": "application/json"}, 400),
        ("/reconcile/match", {"json": UNNAMED}, 400),
        ("/reconcile/match", {"json": UNKNOWN}, 400),
        ("/reconcile/extend", {"data": "", "content_type": "application/json"}, 400),
    ],
)  # fmt: skip
def test_what_cannot_be_taken_is_refused_with_a_remedy(client, path, sent, status):
    told = client.post(path, **sent)
    assert (told.status_code, told.content_type) == (status, "application/problem+json")
    assert told.json["remedy"]


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("?callback=jsonp1", 400),
        ("?query=boston", 400),
        ("?lang=de", 400),
        ("/suggest/entity?cursor=-1", 400),
        ("/suggest/entity?limit=many", 400),
        ("/suggest/none?prefix=a", 404),
        ("/flyout/entity?id=none", 404),
        ("/preview", 404),
        ("/preview?id=none", 404),
        ("/match", 405),
    ],
)
def test_what_cannot_be_asked_is_refused_with_a_remedy(client, path, status):
    told = client.get(f"/reconcile{path}")
    assert (told.status_code, told.content_type) == (status, "application/problem+json")
    assert told.json["remedy"]
