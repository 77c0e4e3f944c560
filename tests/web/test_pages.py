"""All pages: valid HTML in three languages, one heading, labels, nothing inline, nothing from elsewhere."""

import io
import itertools

import html5lib
import pytest

from conftest import EXAMPLES

DOCUMENTS = {
    "a report with findings": EXAMPLES / "invalid" / "S03-no-territory.ttl",
    "a report with gaps": EXAMPLES / "valid" / "with-gaps.ttl",
    "a report without findings": EXAMPLES / "valid" / "complete.ttl",
}
ADDRESSES = [
    "/",
    "/validate",
    "/validate?profile=base@0.1.0",
    "/outdated",
    "/profiles",
    "/profiles/base@0.1.0",
    "/profiles/nine-principles",
    "/profiles/eccp",
    "/rules",
    "/rules/G01",
    "/rules/S19",
    "/rules/S56",
    "/rules/none",
    "/nothing",
    "/sparql",
    "/sparql?example=contradictions",
    "/sparql?query=ASK{}",
    "/sparql?query=SELECT*{?s+?p+?o}LIMIT+20",
    "/sparql?query=DESCRIBE<https://w3id.org/educluster/id/principle-succession>",
    "/sparql?query=SELECT&default-graph-uri=a:b",
    "/void",
    "/versions",
    "/versions/0.1.0/0.1.0",
    "/history/hasCondition",
    "/graphs",
    "/questions",
    "/questions?q=principle&tag=principles",
    "/questions?q=nothinglikethis",
    "/questions/none",
    "/questions/conditions-of-a-principle",
    "/questions/conditions-of-a-principle?principle=none",
    "/questions/conditions-of-a-principle?principle=principle-succession&version=live&offset=50",
    "/questions/conditions-of-a-principle?version=none&limit=0",
    "/questions/contradictions?limit=2",
    "/id/principle-succession.html",
    "/id/principle-succession.html?_profile=labels",
    "/id/cluster-chirchik-icpe.html",
    "/id/none",
    "/id/principle-succession?_profile=alt",
    "/claim/mukhamedov-2020-003.html",
    "/ns?_profile=labels",
    "/clusters",
]
LOADING = {"script", "img", "iframe", "object", "embed", "style", "base"}


def answer(client, shown, language):
    """Return the text of a page: what an address gives, or a report that the form makes."""
    headers = {"Accept": "text/html", "Accept-Language": language}
    if shown not in DOCUMENTS:
        return client.get(shown, headers=headers).text
    form = {"document": (io.BytesIO(DOCUMENTS[shown].read_bytes()), "a.ttl"), "profile": "nine-principles"}
    return client.post("/validate", data=form, content_type="multipart/form-data", headers=headers).text


@pytest.fixture(params=["en", "ru", "uz"])
def language(request):
    return request.param


@pytest.fixture(params=[*ADDRESSES, *DOCUMENTS])
def page(request, client, language):
    """Return a page, read as strictly as its standard asks."""
    written = answer(client, request.param, language)
    return html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(written)


def test_a_page_is_one_document_that_can_be_read_aloud_and_loads_nothing_from_elsewhere(page, language):
    elements = list(page.iter())
    assert page.get("lang") == language
    assert [each.text for each in page.iter("title")] != [None]
    _has_headings_in_order(elements)
    _labels_each_field(page)
    _loads_nothing(elements)
    anchors = [each.get("id") for each in elements if each.get("id")]
    assert len(anchors) == len(set(anchors))
    named = {"aria-labelledby", "aria-describedby"}
    assert {each.get(name) for each in elements for name in named if each.get(name)} <= set(anchors)
    assert all(each.get("scope") for each in page.iter("th"))


def _has_headings_in_order(elements):
    levels = [int(each.tag[1]) for each in elements if each.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}]
    assert (levels[0], levels.count(1)) == (1, 1)
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def _labels_each_field(page):
    labelled = {each.get("for") for each in page.iter("label")}
    fields = [each for tag in ("input", "select", "textarea") for each in page.iter(tag)]
    assert {each.get("id") for each in fields} == labelled - {None}


def _loads_nothing(elements):
    active = [each for each in elements if each.get("type") != "application/ld+json"]  # which nobody runs
    assert not LOADING & {str(each.tag) for each in active}
    assert not [name for each in elements for name in each.attrib if name == "style" or name.startswith("on")]
    sheets = [each.get("href") for each in elements if each.tag == "link" and each.get("rel") == "stylesheet"]
    assert set(sheets) <= {"/static/style.css", "/report.css"}
    assert sheets


@pytest.mark.parametrize("shown", DOCUMENTS)
def test_a_report_links_each_rule_to_its_page(client, shown):
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(answer(client, shown, "en"))
    headings = [
        each for article in page.iter("article") for each in article.iter() if each.tag in ("h3", "h4")
    ]
    linked = {link.get("href") for each in headings for link in each.iter("a")}
    assert len(linked) == len({"".join(each.itertext()).split()[0] for each in headings})
    assert {client.get(link).status_code for link in linked} <= {200}


@pytest.mark.parametrize("sheet", ["/static/style.css", "/report.css"])
def test_a_sheet_is_for_light_and_dark_and_loads_nothing(client, sheet):
    with client.get(sheet) as response:
        assert response.content_type == "text/css; charset=utf-8"
        assert "prefers-color-scheme: dark" in response.text
        assert "url(" not in response.text
        assert "@import" not in response.text


@pytest.mark.parametrize("accept", ["text/html", "text/html,application/xhtml+xml,*/*;q=0.8"])
def test_a_page_in_a_language_that_is_not_offered_says_so_in_english(client, accept):
    response = client.get("/validate?lang=kk", headers={"Accept": accept})
    assert (response.status_code, response.content_type) == (400, "text/html; charset=utf-8")
    assert '<html lang="en">' in response.text
    assert "choose one of: en, ru, uz" in response.text


@pytest.mark.parametrize(
    "address",
    [
        "/",
        "/validate",
        "/profiles",
        "/profiles/base",
        "/rules",
        "/rules/S01",
        "/sparql",
        "/void",
        "/graphs",
        "/questions",
        "/questions/contradictions",
        "/questions/contradictions.csv",
        "/openapi.json",
    ],
)
def test_a_language_that_is_not_offered_is_refused_everywhere(client, address):
    assert client.get(f"{address}?lang=kk").status_code == 400
