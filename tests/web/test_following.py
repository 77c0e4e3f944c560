"""/versions, /history and /changes.atom, of the packaged release between an older and a newer one."""

import xml.etree.ElementTree as ElementTree
from datetime import datetime
from urllib.parse import urlsplit

import html5lib
import pyoxigraph
import pytest
import rdflib

import made_up_releases
from educluster import artifacts
from educluster.store import releases
from made_up_releases import NEW, NEW_VERSION, OLD, OLD_VERSION

HTML = {"Accept": "text/html"}
ATOM = "{http://www.w3.org/2005/Atom}"
BETWEEN = f"/versions/{OLD}/{NEW}"


@pytest.fixture(scope="module")
def data(app, tmp_path_factory):
    """The folder of the service, which holds two more releases meanwhile."""
    data = app.extensions["educluster"].settings.data
    for dump in made_up_releases.write(tmp_path_factory.mktemp("dumps")):
        releases.install(data, dump)
    yield data
    for release in (OLD, NEW):
        releases.remove(data, release)


@pytest.fixture(scope="module")
def client(app, data):
    return app.test_client()


def page(client, address):
    response = client.get(address, headers=HTML)
    assert response.status_code == 200, response.text
    return response.text, html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


def text(element):
    return " ".join("".join(element.itertext()).split())


def paths(read):
    return {urlsplit(a.get("href")).path for a in read.iter("a")}


def test_the_releases_are_listed_by_version_the_newest_first(client):
    listed = client.get("/versions?format=json").json
    assert [each["release"] for each in listed] == [NEW, artifacts.release(), OLD]
    assert [each["before"] and each["before"]["release"] for each in listed] == [
        artifacts.release(),
        OLD,
        None,
    ]
    assert [each["severity"] for each in listed] == ["breach", "major", None]
    shown, read = page(client, "/versions")
    assert {f"/versions/{OLD}/{artifacts.release()}", "/changes.atom"} <= paths(read)
    assert "oldest release that is held" in shown


@pytest.mark.parametrize(
    ("address", "place"),
    [
        (f"/versions/{OLD_VERSION}", "/versions"),
        (f"/versions/{NEW}", "/versions/PACKAGED/" + NEW),
        (f"/versions/{NEW_VERSION}/{OLD_VERSION}", BETWEEN),
    ],
)
def test_an_address_leads_to_the_releases_in_their_order(client, address, place):
    response = client.get(address + "?format=json")
    assert response.status_code == 303
    assert response.headers["Location"] == place.replace("PACKAGED", artifacts.release()) + "?format=json"


def test_what_changed_is_told_to_programs_with_what_mends_data(client):
    told = client.get(BETWEEN, headers={"Accept": "application/json"}).json
    assert (told["old"]["version"], told["new"]["version"]) == (OLD_VERSION, NEW_VERSION)
    found = {(each["iri"].rpartition("/")[2], each["what"]): each for each in told["changes"]}
    assert set(found) == {
        ("ns#Condition", "deprecated"),
        ("ns#hasCondition", "narrowed"),
        ("principle-succession", "removed"),
    }
    store = pyoxigraph.Store()
    store.load("<a:x> a <https://w3id.org/educluster/ns#Condition> .", pyoxigraph.RdfFormat.TURTLE)
    store.update(found["ns#Condition", "deprecated"]["update"])
    assert "ns#Prerequisite" in str(next(iter(store)))
    assert "ns#Prerequisite" in found["ns#hasCondition", "narrowed"]["affected"]
    assert [line for line in told["unkept"] if "ecr:principle-succession is gone" in line]


def test_the_update_can_be_had_alone(client):
    response = client.get(BETWEEN + "?format=ru")
    assert response.mimetype == "application/sparql-update"
    pyoxigraph.Store().update(response.text)
    same = client.get(f"/versions/{OLD}/{OLD}?format=ru")
    pyoxigraph.Store().update(same.text)
    assert "Nothing was deprecated" in same.text


def test_turtle_tells_each_term_what_happened_to_it(client):
    response = client.get(BETWEEN, headers={"Accept": "text/turtle"})
    graph = rdflib.Graph().parse(data=response.text, format="turtle")
    condition, ec = (
        rdflib.URIRef("https://w3id.org/educluster/ns#Condition"),
        "https://w3id.org/educluster/ns#",
    )
    assert graph.value(condition, rdflib.DCTERMS.isReplacedBy) == rdflib.URIRef(ec + "Prerequisite")
    assert "9.0.0: narrowed domain" in graph.value(rdflib.URIRef(ec + "hasCondition"), rdflib.SKOS.changeNote)
    revised = rdflib.URIRef(f"https://w3id.org/educluster/versions/{OLD}")
    assert set(graph.objects(None, rdflib.PROV.wasRevisionOf)) == {revised}


@pytest.mark.parametrize(
    ("language", "words"), [("en", "narrowed (1)"), ("ru", "сужено (1)"), ("uz", "toraytirildi (1)")]
)
def test_the_page_tells_what_changed_in_the_readers_language(client, language, words):
    shown, read = page(client, f"{BETWEEN}?lang={language}")
    assert words in shown
    assert "/history/Condition" in paths(read)
    assert "succession &amp; more" in shown


def test_a_page_of_many_changes_shows_the_first_and_says_so(client):
    shown, read = page(client, f"/versions/{OLD}/{artifacts.release()}")
    assert "The first 200; a program gets them all." in shown
    assert len(list(read.iter("tr"))) < 1000


def test_the_history_of_a_term_tells_each_release_that_changed_it(client):
    told = client.get("/history/Condition?format=json").json
    assert [each["release"] for each in told["moments"]] == [NEW, artifacts.release(), OLD]
    assert [each["oldestHeld"] for each in told["moments"]] == [False, False, True]
    assert {each["what"] for each in told["moments"][1]["changes"]} >= {"definition", "label"}
    assert (told["since"], told["deprecated"], told["kind"]) == ("0.1.0", True, "class")
    assert told["use"] == ["https://w3id.org/educluster/ns#Prerequisite"]


def test_a_deprecated_term_has_a_page_that_says_why_and_leads_on(client):
    shown, read = page(client, "/history/Condition?lang=ru")
    assert "С 9.0.0: сказано дважды." in shown
    assert "/history/Prerequisite" in paths(read)
    assert "said &lt;twice&gt;" in page(client, "/history/Condition?lang=uz")[0]  # there is no note in Uzbek
    assert "deprecated" not in page(client, "/history/Prerequisite")[0]


@pytest.mark.parametrize(
    "name", ["principle-succession", "mukhamedov-2020-017", "hasCondition", "work-jpip-523"]
)
def test_whatever_is_named_here_has_a_history(client, name):
    assert client.get(f"/history/{name}?format=json").json["iri"].endswith(name)


def test_what_is_named_in_another_language_only_is_called_so(client):
    assert client.get("/history/org-certus-glogow?format=json").json["label"] == "Certus Głogów"
    assert 'href="/id/org-certus-glogow?lang=ru"' in page(client, "/history/org-certus-glogow?lang=ru")[0]


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("/history/principle-sucession", "principle-succession"),
        ("/history/S08", "local name"),
        ("/versions/7.7.7", "held: "),
        (f"/versions/{OLD}/7.7.7", "held: "),
    ],
)
def test_what_there_is_not_is_not_found(client, address, said):
    response = client.get(address)
    assert response.status_code == 404
    assert said in response.json["detail"] + response.json["remedy"]


@pytest.mark.parametrize("address", ["/versions", BETWEEN, "/history/Condition", "/changes.atom"])
def test_what_was_not_changed_is_not_sent_again_and_what_is_not_offered_is_refused(client, address):
    tag = client.get(address).headers["ETag"]
    assert client.get(address, headers={"If-None-Match": tag}).status_code == 304
    assert client.get(address + "?unknown=1").status_code == 400
    if address != "/changes.atom":
        assert client.get(address, headers={"Accept": "image/png"}).status_code == 406


@pytest.mark.parametrize("language", ["en", "ru"])
def test_the_feed_has_what_its_standard_asks(client, language):
    """Source: RFC 4287, sections 4.1.1 and 4.1.2."""
    response = client.get(f"/changes.atom?lang={language}")
    assert response.content_type == "application/atom+xml"
    feed = ElementTree.fromstring(response.data)
    entries = feed.findall(ATOM + "entry")
    assert feed.tag == ATOM + "feed"
    assert feed.find(f"{ATOM}author/{ATOM}name").text == "The educluster project"
    links = {each.get("rel"): each.get("href") for each in feed.findall(ATOM + "link")}
    assert urlsplit(links["self"]).path == "/changes.atom"
    assert [each.find(ATOM + "id").text.rpartition("/")[2] for each in entries] == [
        NEW,
        artifacts.release(),
        OLD,
    ]
    for each in [feed, *entries]:
        for name in ("id", "title", "updated"):
            assert len(each.findall(ATOM + name)) == 1
        assert datetime.fromisoformat(each.find(ATOM + "updated").text)
    for each in entries:
        assert each.find(ATOM + "summary").text
        (link,) = each.findall(ATOM + "link")
        assert client.get(urlsplit(link.get("href")).path).status_code == 303
    assert feed.find(ATOM + "updated").text == "2031-05-06T00:00:00Z"
    assert "ec:Condition" in entries[0].find(ATOM + "summary").text


def test_nothing_a_client_writes_into_its_host_header_makes_the_feed_invalid(client):
    feed = ElementTree.fromstring(client.get("/changes.atom", headers={"Host": "a<b>'\"c"}).data)
    assert not set("<>\"'") & set("".join(each.get("href") for each in feed.iter(ATOM + "link")))
