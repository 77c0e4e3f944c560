"""Every IRI of ours resolves: by format, by profile, by version; and says where all else stands."""

import json
import re
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import html5lib
import pyoxigraph
import pytest
import rdflib

import made_up_releases
from educluster import names
from educluster.store import releases
from made_up_releases import NEW, NEW_VERSION, OLD, OLD_VERSION

ADDRESSES = {  # by what stands at the end: an address, whether it is a document itself
    "/id/principle-succession": False,
    "/id/cluster-chirchik-icpe": False,
    "/id/org-educluster": False,
    "/claim/mukhamedov-2020-003": False,
    "/ns": True,
    "/ns/0.1.0": True,
}
TYPES = {
    "text/html": "html",
    "text/turtle": "ttl",
    "application/ld+json": "jsonld",
    "application/n-triples": "nt",
    "application/rdf+xml": "rdf",
    "application/trig": "trig",
}
CONCEPT = "/id/principle-succession"
EC = names.EC
LABELS, MODEL, CLAIMS = (f"{names.ECR}profile-{each}" for each in ("labels", "model", "claims"))


def about(address):
    """The IRI that an address of the service stands for: a version of the ontology tells of the ontology."""
    return names.EC.rstrip("#") if address.startswith("/ns") else names.BASE + address[1:]


def triples(response):
    kind = pyoxigraph.RdfFormat.from_media_type(response.mimetype)
    return [quad.triple for quad in pyoxigraph.parse(response.data, kind)]


def subjects(response):
    return {each.subject.value for each in triples(response)}


def resolved(client, address, **headers):
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return client.get(address, headers=named, follow_redirects=True)


def page(client, address):
    response = client.get(address, headers={"Accept": "text/html"})
    assert (response.status_code, response.content_type) == (200, "text/html; charset=utf-8"), response.text
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)


def text(element):
    return " ".join("".join(element.itertext()).split())


def links(response):
    """The links of a header: target, relation, and the other attributes."""
    found = []
    for target, rest in re.findall(r"<([^>]*)>((?:; [\w-]+=\"[^\"]*\")+)", response.headers["Link"]):
        told = dict(re.findall(r'; ([\w-]+)="([^"]*)"', rest))
        found.append((target, told.pop("rel"), told))
    return found


@pytest.fixture(scope="module")
def held(app, tmp_path_factory):
    """The application, which holds two more releases meanwhile, an older and a newer one."""
    data = app.extensions["educluster"].settings.data
    for dump in made_up_releases.write(tmp_path_factory.mktemp("dumps")):
        releases.install(data, dump)
    yield app.test_client()
    for release in (OLD, NEW):
        releases.remove(data, release)


@pytest.mark.parametrize("media_type", TYPES)
@pytest.mark.parametrize("address", ADDRESSES)
def test_each_kind_of_address_answers_in_each_format(client, address, media_type):
    first = client.get(address, headers={"Accept": media_type})
    assert first.status_code == (200 if ADDRESSES[address] else 303)
    place = first.headers["Content-Location" if ADDRESSES[address] else "Location"]
    assert place.startswith(f"{address}.{TYPES[media_type]}")
    response = client.get(place)
    assert (response.status_code, response.mimetype) == (200, media_type)
    assert "Accept-Profile" in ", ".join(first.headers.getlist("Vary"))
    if media_type == "text/html":
        assert about(address) in response.text
    elif (address[:6], media_type) != ("/claim", "application/trig"):  # that is a nanopublication
        assert about(address) in subjects(response)


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        ("", "html"),
        ("*/*", "html"),
        ("text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8", "html"),
        ("text/html;q=0.3, text/turtle;q=0.9", "ttl"),
        ("text/html;q=0, */*", "ttl"),
        ("application/*", "jsonld"),
        ("application/json", "jsonld"),
        ("application/rdf+xml, text/turtle;q=0.999", "rdf"),
    ],
)
def test_the_format_liked_best_is_taken(client, accept, ending):
    response = client.get(CONCEPT, headers={"Accept": accept} if accept else {})
    assert response.headers["Location"] == f"{CONCEPT}.{ending}"


@pytest.mark.parametrize(
    "address", ["/id/principle-succession", "/claim/mukhamedov-2020-003", "/ns", "/shapes"]
)
def test_a_format_that_is_not_offered_is_406_with_those_that_are(client, address):
    response = client.get(address, headers={"Accept": "image/png"})
    assert response.status_code == 406
    assert all(each in response.json["remedy"] for each in TYPES)


@pytest.mark.parametrize(
    ("address", "meant"),
    [
        ("/id/principle-sucession", "principle-succession"),
        ("/id/Principle-Succession", "principle-succession"),
        ("/claim/mukhamedov-2020-3000", "mukhamedov-2020-300"),
        ("/id/principle-succesion.ttl", "principle-succession"),
        ("/ns/Cluster", "ns#Cluster"),
        ("/ns/7.7.7", "0.1.0"),
        ("/id/principle-succession.docx", ".ttl"),
        ("/id/principle-succession?version=7.7.7", "0.1.0"),
    ],
)
def test_what_is_not_there_is_404_with_the_nearest(client, address, meant):
    response = client.get(address)
    assert response.status_code == 404
    assert meant in response.json["detail"] + response.json["remedy"]


def test_a_page_about_what_is_not_there_leads_to_what_was_meant(client):
    response = client.get("/id/principle-sucession?lang=ru", headers={"Accept": "text/html"})
    assert response.status_code == 404
    assert 'href="/id/principle-succession?lang=ru"' in response.text


@pytest.mark.parametrize(
    ("asked", "headers", "profile"),
    [
        ("", {}, CLAIMS),
        ("", {"Accept_Profile": f"<{LABELS}>"}, LABELS),
        ("", {"Accept_Profile": f"<{LABELS}>;q=0.2, <{MODEL}>;q=0.7"}, MODEL),
        ("", {"Accept_Profile": f"<https://example.org/p>, <{LABELS}>;q=0.1"}, LABELS),
        ("", {"Accept_Profile": "*"}, CLAIMS),
        ("", {"Accept_Profile": f"*;q=0.1, <{LABELS}>"}, LABELS),
        ("", {"Accept_Profile": f"<{LABELS}>;q=0.1, *;q=0.5"}, CLAIMS),
        ("", {"Accept_Profile": f"<{CLAIMS}>;q=0"}, MODEL),
        ("?_profile=labels,model", {}, LABELS),
        ("?_profile=labels", {}, LABELS),
        ("?_profile=other,model", {}, MODEL),
        (f"?_profile={MODEL}", {}, MODEL),
        ("?_profile=model", {"Accept_Profile": f"<{LABELS}>"}, MODEL),  # the address goes first
    ],
)
def test_the_profile_that_is_wanted_is_given_and_told(client, asked, headers, profile):
    response = resolved(client, CONCEPT + asked, Accept="text/turtle", **headers)
    assert response.headers["Content-Profile"] == f"<{profile}>"
    told = {each.predicate.value for each in triples(response)}
    assert (names.SKOS + "definition" in told, EC + "subject" in told) == {
        CLAIMS: (True, True),
        MODEL: (True, False),
        LABELS: (False, False),
    }[profile]
    assert names.SKOS + "prefLabel" in told


@pytest.mark.parametrize("address", [f"{CONCEPT}.html", "/ns.html"])
def test_a_page_of_one_profile_is_never_given_for_another(client, address):
    client.get(address)  # is kept
    few = client.get(address, headers={"Accept-Profile": f"<{LABELS}>"})
    assert few.headers["Content-Profile"] == f"<{LABELS}>"
    assert len(few.data) < len(client.get(address).data)


@pytest.mark.parametrize("asked", [{"_profile": "none"}, {"_profile": "claims"}])
def test_a_profile_that_is_not_offered_is_406_with_those_that_are(client, asked):
    response = client.get("/ns", query_string=asked)
    assert response.status_code == 406
    assert MODEL in response.json["remedy"]
    refused = client.get("/ns", headers={"Accept-Profile": "<https://example.org/p>"})
    assert refused.status_code == 406


def test_each_profile_in_each_format_is_listed_and_can_be_had(client):
    listed = client.get(f"{CONCEPT}?_profile=alt&_mediatype=text/turtle")
    altr = "http://www.w3.org/ns/dx/connegp/altr#"
    told = [each for each in triples(listed) if each.predicate.value == f"{altr}hasRepresentation"]
    addresses = sorted(each.object.value for each in told)
    assert len(addresses) == 3 * len(TYPES)
    assert {client.get(each).status_code for each in addresses} == {200}
    for each in addresses:
        assert each in client.get(f"{CONCEPT}?_profile=alt").text.replace('href="', 'href="http://localhost')


@pytest.mark.parametrize("profile", [CLAIMS, MODEL, LABELS])
def test_a_profile_is_described_at_its_own_address(client, profile):
    response = resolved(client, profile.removeprefix(names.BASE[:-1]), Accept="text/turtle")
    prof = "http://www.w3.org/ns/dx/prof/Profile"
    assert (profile, names.RDF + "type", prof) in {
        (each.subject.value, each.predicate.value, each.object.value) for each in triples(response)
    }


@pytest.mark.parametrize(
    "address", [f"{CONCEPT}.html", f"{CONCEPT}.ttl", "/claim/mukhamedov-2020-003.trig", "/ns.ttl"]
)
def test_a_document_comes_once_until_its_data_change(client, address):
    first, head = client.get(address), client.head(address)
    assert (head.status_code, head.data) == (200, b"")
    for name in ("Content-Type", "Content-Length", "ETag", "Last-Modified", "Link", "Content-Profile"):
        assert head.headers[name] == first.headers[name], name
    day = parsedate_to_datetime(first.headers["Last-Modified"]).date().isoformat()
    assert f'"{day}"' in client.get("/ns.nt").text
    for condition in (
        {"If-None-Match": first.headers["ETag"]},
        {"If-Modified-Since": first.headers["Last-Modified"]},
    ):
        again = client.get(address, headers=condition)
        assert (again.status_code, again.data) == (304, b"")
    assert client.get(address, headers={"If-None-Match": '"other"'}).status_code == 200


@pytest.mark.parametrize(
    ("address", "types"),
    [
        ("/id/principle-succession.html", {"AboutPage", "DefinedTerm"}),
        ("/id/cluster-chirchik-icpe.html", {"AboutPage", "Organization"}),
        ("/id/work-mukhamedov-2020.html", {"AboutPage", "ScholarlyArticle"}),
        ("/claim/mukhamedov-2020-003.html", {"AboutPage", "Claim"}),
        ("/ns.html", {"AboutPage", "DefinedTermSet"}),
    ],
)
def test_a_page_has_the_signposts_that_fair_asks_for(client, address, types):
    response = client.get(address)
    found = links(response)
    of = {relation: [target for target, each, _ in found if each == relation] for _, relation, _ in found}
    assert of["cite-as"] == [names.BASE + address[1:].removesuffix(".html")]
    assert of["license"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert of["canonical"] == [address]
    assert {"author", "describedby", "alternate", "linkset"} <= set(of)
    own = {target for target, relation, told in found if relation == "type" and "anchor" not in told}
    assert own == {f"https://schema.org/{each}" for each in types}
    assert len(response.headers["Link"]) < 3000  # proxies take four thousand bytes of headers
    typed = {target: told["type"] for target, _, told in found if "type" in told}
    for target, media_type in typed.items():
        assert client.head(target).mimetype == media_type


def test_authors_and_collections_are_those_of_the_data(client):
    work = links(client.get("/id/work-mukhamedov-2020.html"))
    assert f"{names.ECR}person-mukhamedov" in {target for target, relation, _ in work if relation == "author"}
    concept = links(client.get(f"{CONCEPT}.html"))
    assert (f"{names.ECR}scheme-principles", "collection", {}) in concept
    scheme = client.get("/id/scheme-principles.linkset").json["linkset"]
    items = [each["href"] for context in scheme for each in context.get("item", [])]
    assert f"{names.ECR}principle-succession" in items


def test_a_link_set_has_the_links_of_all_documents(client):
    response = client.get(f"{CONCEPT}.linkset")
    assert response.mimetype == "application/linkset+json"
    (about,) = (each for each in response.json["linkset"] if each["anchor"] == f"{CONCEPT}.html")
    assert about["cite-as"] == [{"href": names.BASE + CONCEPT[1:]}]
    assert len(about["alternate"]) + len(about["canonical"]) == 3 * len(TYPES)


def test_a_version_that_is_held_is_read_again(held):
    told = held.get(f"/ns/{OLD_VERSION}.ttl")
    assert f"{EC}Condition" in subjects(told)
    assert f"{EC}Cluster" not in subjects(told)
    assert held.get(f"/ns?version={OLD}&format=nt").data == held.get(f"/ns/{OLD_VERSION}.nt").data
    assert "a condition" in text(page(held, f"/ns/{OLD_VERSION}"))
    assert "succession &amp; more" in held.get(f"{CONCEPT}.html?version={OLD_VERSION}").text
    assert (
        held.get(f"{CONCEPT}?version={OLD_VERSION}").headers["Location"]
        == f"{CONCEPT}.html?version={OLD_VERSION}"
    )
    assert held.get(f"{CONCEPT}?version={NEW_VERSION}").status_code == 404


def test_a_deprecated_term_says_so_and_what_to_use(held):
    shown = text(page(held, f"/ns/{NEW_VERSION}?lang=ru"))
    assert "Выведено из употребления" in shown
    assert "С 9.0.0: сказано дважды." in shown
    assert "prerequisite" in shown


def test_a_concept_page_tells_names_relations_and_who_says_what_where(client):
    shown = page(client, f"{CONCEPT}.html")
    told = text(shown)
    for each in (
        names.BASE + CONCEPT[1:],
        "Mukhamedov et al. 2020",  # where a form stands
        "Pedagogical education cluster",  # the family of texts
        "Latin",
        "own translation",
        "has condition",
        "look for",
        "proposed",
    ):
        assert each in told, each
    hrefs = {each.get("href").partition("#")[0] for each in shown.iter("a")}
    ours = {each for each in hrefs if each.startswith(("/id/", "/claim/", "/ns", "/history/"))}
    assert f"/history/{CONCEPT[4:]}?lang=en" in ours
    assert len(ours) > 30
    ways = sorted(ours)[:: max(len(ours) // 15, 1)]
    assert {each: client.head(each).status_code for each in ways if client.head(each).status_code > 303} == {}


def test_an_attested_form_has_no_history_to_lead_to(client):
    (form, *_) = client.get(
        "/sparql?query=" + quote(f"SELECT ?x {{ ?x a <{names.SKOSXL}Label> }} LIMIT 1")
    ).json["results"]["bindings"]
    assert "/history/" not in client.get(f"/id/{names.last_part(form['x']['value'])}.html").text


@pytest.mark.parametrize(
    ("language", "name", "relation"),
    [("ru", "взаимный контроль", "имеет условие"), ("uz", "oʻzaro nazorat", "sharti bor")],
)
def test_a_page_speaks_the_language_of_its_reader(client, language, name, relation):
    response = client.get("/id/principle-mutual-control.html", headers={"Accept-Language": language})
    assert f"<h1>{name}</h1>" in response.text
    assert relation in response.text


def test_a_cluster_page_holds_what_search_engines_read_and_no_more_than_holds(client):
    shown = client.get("/id/cluster-chirchik-icpe.html").text
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', shown, re.DOTALL)
    told = json.loads(found[1])
    assert told["@id"] == f"{names.ECR}cluster-chirchik-icpe"
    assert told["@type"] == ["Organization", "Consortium"]  # our alignments deny EducationalOrganization
    members = {each["@id"]: each["@type"] for each in told["member"]}
    assert members[f"{names.ECR}org-chirchik-state-pedagogical-university"] == "CollegeOrUniversity"
    asked = client.get(
        "/sparql", query_string={"query": f"SELECT ?m {{ <{told['@id']}> <{EC}hasMember> ?m }}"}
    )
    assert {each["m"]["value"] for each in asked.json["results"]["bindings"]} == set(members)
    assert "<script" not in client.get(f"{CONCEPT}.html").text
    undated = client.get("/id/cluster-sverdlovsk-pedagogical-cluster.html").text
    assert "--08-28" in undated
    assert "foundingDate" not in undated  # a day of an unknown year is no date of schema.org


def test_a_claim_in_trig_is_a_nanopublication(client):
    response = client.get("/claim/mukhamedov-2020-003.trig")
    graphs = {quad.graph_name.value for quad in pyoxigraph.parse(response.data, pyoxigraph.RdfFormat.TRIG)}
    claim = f"{names.ECC}mukhamedov-2020-003"
    assert graphs == {f"{claim}#{part}" for part in ("head", "assertion", "provenance", "pubinfo")}


def test_a_document_with_the_context_means_our_terms(client):
    response = client.get("/context.jsonld")
    assert response.mimetype == "application/ld+json"
    document = {
        **response.json,
        "id": "https://example.org/c",
        "type": "Cluster",
        "territory": "https://example.org/t",
    }
    graph = rdflib.Graph().parse(data=json.dumps(document), format="json-ld")
    ec = rdflib.Namespace(EC)
    subject = rdflib.URIRef("https://example.org/c")
    assert set(graph) == {
        (subject, rdflib.RDF.type, ec.Cluster),
        (subject, ec.territory, rdflib.URIRef("https://example.org/t")),
    }
    lasting = client.get("/context/0.1.0.jsonld")
    assert lasting.data == response.data
    assert lasting.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert client.get("/context/7.7.7.jsonld").status_code == 404


def test_clusters_are_all_listed_with_where_and_when(client):
    listed = client.get("/clusters", headers={"Accept": "application/json"}).json
    asked = client.get("/sparql", query_string={"query": f"SELECT ?c {{ ?c a <{EC}Cluster> }}"})
    assert {each["iri"] for each in listed} == {
        each["c"]["value"] for each in asked.json["results"]["bindings"]
    }
    chirchiq = next(each for each in listed if each["iri"].endswith("cluster-chirchik-icpe"))
    assert (chirchiq["territory"]["name"], chirchiq["country"]["name"]) == ("Tashkent region", "Uzbekistan")
    assert "/id/cluster-chirchik-icpe?lang=en" in {a.get("href") for a in page(client, "/clusters").iter("a")}


def test_search_engines_are_led_to_pages_that_are_there(client):
    robots = client.get("/robots.txt").text
    sitemap = re.search(r"^Sitemap: http://localhost(.*)$", robots, re.MULTILINE)[1]
    found = re.findall(r"<loc>http://localhost(.*?)</loc>", client.get(sitemap).text)
    assert {f"{CONCEPT}.html", "/clusters", "/ns", "/questions/contradictions"} <= set(found)
    assert len(found) == len(set(found))
    assert {client.head(each).status_code for each in found[:: len(found) // 20]} == {200}


def test_shapes_and_graphs_lead_to_where_they_are(client):
    assert f"{names.ECS}S08" in subjects(client.get("/shapes", headers={"Accept": "text/turtle"}))
    reader = client.get("/shapes", headers={"Accept": "text/html"}, follow_redirects=True)
    assert 'id="S08"' in reader.text  # where /shapes#S08 leads
    assert client.get("/shapes/base").headers["Location"].startswith("/profiles/base")
    graph = client.get(
        "/graph/corpus/chirchik-icpe", headers={"Accept": "text/turtle"}, follow_redirects=True
    )
    assert f"{names.ECR}cluster-chirchik-icpe" in subjects(graph)


def test_names_of_ours_in_a_table_lead_to_their_pages(client):
    query = f"SELECT ?s ?p {{ ?s ?p <{names.ECR}scheme-principles> }} LIMIT 3"
    shown = page(client, f"/sparql?query={query.replace('#', '%23')}&lang=ru")
    hrefs = {a.get("href") for a in shown.iter("a") if a.get("title")}
    assert any(each.startswith("/id/principle-") and each.endswith("?lang=ru") for each in hrefs)
    assert any(each.startswith("/sparql?") for each in hrefs)  # terms of others are asked for


def test_a_script_of_any_page_may_ask_for_a_profile(client):
    headers = {
        "Origin": "https://example.org",
        "Access-Control-Request-Method": "GET",
        "Access-Control-Request-Headers": "Accept-Profile",
    }
    response = client.options(CONCEPT, headers=headers)
    assert "Accept-Profile" in response.headers["Access-Control-Allow-Headers"]
    assert "Content-Profile" in client.get(CONCEPT).headers["Access-Control-Expose-Headers"]


@pytest.mark.parametrize(
    "address",
    [
        f"{CONCEPT}?colour=red",
        f"{CONCEPT}.ttl?format=nt",
        "/ns?lang=fr",
        "/clusters?q=a",
        "/shapes/base?name=a",
        "/graph/ontology?path=a",
        "/shapes/base?_external=1",
    ],
)
def test_a_parameter_that_would_be_passed_over_is_refused(client, address):
    assert client.get(address).status_code == 400
