"""/outdated: data in, by body and by form; what is to be mended out, as a page, JSON, CSV or a patch."""

import csv
import io

import html5lib
import pyoxigraph
import pytest

from conftest import TURTLE

BAD = (
    b"@prefix ec: <https://w3id.org/educluster/ns#> .\n@prefix ecr: <https://w3id.org/educluster/id/> .\n"
    b"<http://example.org/a> a ec:Cluster ;\n    ec:hasmember <http://example.org/b> ;\n"
    b"    ec:worksIn ecr:direction-educaton .\n"
)
GOOD = b"@prefix ec: <https://w3id.org/educluster/ns#> .\n<http://example.org/a> a ec:Cluster ."
ENCODED = {"Content-Type": "application/x-www-form-urlencoded"}


def post(client, body=BAD, address="/outdated", **headers):
    return client.post(address, data=body, headers={**TURTLE, **headers})


def test_what_is_wrong_is_told_with_its_line_and_what_takes_its_place(client):
    told = post(client).json
    assert (told["upToDate"], told["current"], told["version"]) == (False, 2, "0.1.0")
    found = {each["iri"].rpartition("/")[2]: each for each in told["findings"]}
    case, unknown = found["ns#hasmember"], found["direction-educaton"]
    assert (case["kind"], case["replacement"]) == ("misspelt", "https://w3id.org/educluster/ns#hasMember")
    assert (case["places"], unknown["places"][0]["line"]) == ([{"line": 4, "within": None}], 5)
    assert unknown["meant"][0]["iri"] == "https://w3id.org/educluster/id/direction-education"


def test_what_the_release_itself_says_is_up_to_date(client):
    """The packaged graphs, in pieces, are held against their own release."""
    for graph in ("ontology", "corpus/chirchik-icpe"):
        text = client.get(f"/graphs/{graph}", headers={"Accept": "application/n-triples"}).data
        told = post(
            client, text[:190_000].rpartition(b"\n")[0], **{"Content-Type": "application/n-triples"}
        ).json
        assert (told["upToDate"], told["findings"]) == (True, [])
        assert told["current"] > 10


@pytest.mark.parametrize(
    ("wanted", "media_type"),
    [
        ("json", "application/json"),
        ("csv", "text/csv"),
        ("text", "text/plain"),
        ("ru", "application/sparql-update"),
        ("html", "text/html"),
    ],
)
def test_the_answer_comes_in_each_format(client, wanted, media_type):
    for response in (post(client, Accept=media_type), post(client, address=f"/outdated?format={wanted}")):
        assert (response.status_code, response.mimetype) == (200, media_type)
        assert "hasMember" in response.text


def test_the_patch_mends_the_data(client):
    store = pyoxigraph.Store()
    store.load(BAD, format=pyoxigraph.RdfFormat.TURTLE)
    store.update(post(client, Accept="application/sparql-update").text)
    after = store.dump(format=pyoxigraph.RdfFormat.TURTLE, from_graph=pyoxigraph.DefaultGraph())
    assert [each["kind"] for each in post(client, after).json["findings"]] == ["unknown"]


def test_a_table_is_read_cell_by_cell(client):
    body = b"name;type\na;ec:Cluster\nb;ec:Clustre\n"
    told = post(client, body, Accept="text/csv", **{"Content-Type": "text/csv"})
    (row,) = csv.DictReader(io.StringIO(told.text))
    assert (row["kind"], row["line"], row["within"]) == ("unknown", "3", "type")
    assert row["meant"] == "https://w3id.org/educluster/ns#Cluster"


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
@pytest.mark.parametrize(
    "form",
    [
        {"text": BAD.decode()},
        {"document": (BAD, "a.ttl")},
        {"document": (b"x\nec:Clustre\norg:OrganizationalCollaboration\nex:a", "a.csv")},
        {"text": GOOD.decode()},
        {"text": "<a:b> <c:d> <e:f> ."},
    ],
)
def test_the_form_takes_a_file_or_a_text_and_answers_with_a_page(client, language, form):
    data = {
        name: (io.BytesIO(value[0]), value[1]) if name == "document" else value
        for name, value in form.items()
    }
    sent = {"data": data, "content_type": "multipart/form-data"}
    response = client.post(f"/outdated?lang={language}", headers={"Accept": "text/html"}, **sent)
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert (response.status_code, page.get("lang")) == (200, language)
    assert len(list(page.iter("h1"))) == 1
    has_faults = b"ec:Clust" in str(form).encode() and form.get("text") != GOOD.decode()
    assert bool(list(page.iter("table"))) == has_faults
    labelled = {each.get("for") for each in page.iter("label")}
    assert {each.get("id") for tag in ("input", "select", "textarea") for each in page.iter(tag)} == labelled


@pytest.mark.parametrize(
    ("sent", "status", "said"),
    [
        ({"data": b"", "headers": TURTLE}, 400, "no data"),
        ({"data": b" \n", "headers": TURTLE}, 400, "empty"),
        ({"data": b"<a", "headers": TURTLE}, 400, "mend it"),
        ({"data": BAD, "headers": {"Content-Type": "image/png"}}, 415, "text/csv"),
        ({"data": BAD, "headers": TURTLE, "query_string": "version=9.9.9"}, 404, "9.9.9"),
        ({"data": BAD, "headers": TURTLE, "query_string": "verson=1"}, 400, "verson"),
        ({"data": BAD, "headers": {**TURTLE, "Accept": "image/png"}}, 406, "sparql-update"),
        ({"data": BAD, "headers": {**TURTLE, "Content-Encoding": "gzip"}}, 415, "gzip"),
        ({"data": "text=%20", "headers": ENCODED}, 400, "no data"),
        ({"data": "txt=x", "headers": ENCODED}, 400, "txt"),
        ({"data": "endpoint=https://example.org/sparql", "headers": ENCODED}, 400, "may be asked"),
        ({"data": "endpoint=https://example.org/sparql&text=x", "headers": ENCODED}, 400, "one of the two"),
        ({"data": {"text": "x", "document": (io.BytesIO(b"x"), "a.ttl")}}, 400, "several"),
    ],
)
def test_what_cannot_be_checked_is_refused_with_the_remedy(client, sent, status, said):
    response = client.post("/outdated", **sent)
    assert (response.status_code, response.mimetype) == (status, "application/problem+json")
    assert said in response.json["detail"] + response.json.get("remedy", "")


def test_it_is_held_against_the_release_that_is_named(client):
    current = post(client).json["release"]
    assert post(client, address=f"/outdated?version={current}").json["release"] == current
    assert post(client, address="/outdated?version=0.1.0").json["release"] == current


def test_a_page_of_very_many_names_is_bounded_and_says_so(client):
    body = b"name\n" + b"".join(b"ec:Unknown%d\n" % number for number in range(3000))
    text = post(client, body, Accept="text/html", **{"Content-Type": "text/csv"}).text
    assert text.count("<tr>") == 501
    assert "other formats only: 2500" in text
    assert "too long for this page" in text
