"""The page of /sparql: the query stays, the answer is a table, and it works without scripts."""

import re
from urllib.parse import parse_qs, urlsplit

import html5lib
import pytest

BROWSER = {"Accept": "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"}


def page(client, query=None, **more):
    asked = {**({"query": query} if query else {}), **more}
    response = client.get("/sparql", query_string=asked, headers=BROWSER)
    assert response.content_type == "text/html; charset=utf-8"
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    return response, read


def text(element):
    return " ".join("".join(element.itertext()).split())


def table(read):
    (found,) = read.iter("table")
    head, *rows = ([text(cell) for cell in row if cell.tag in {"th", "td"}] for row in found.iter("tr"))
    return head, rows


def field(read, name="query"):
    (found,) = (each for tag in ("textarea", "input") for each in read.iter(tag) if each.get("name") == name)
    return found.get("value") if found.tag == "input" else "".join(found.itertext()).lstrip("\n")


def test_without_a_query_a_browser_gets_a_form_with_a_query_that_answers(client):
    response, read = page(client)
    assert response.status_code == 200
    started = field(read)
    _, answered = page(client, started)
    assert len(table(answered)[1]) > 10


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_the_examples_are_the_stored_questions_and_fill_the_field(client, language):
    _, read = page(client, lang=language)
    links = {a.get("href"): text(a) for a in read.iter("a") if "example=" in a.get("href")}
    assert len(links) > 40
    address = next(each for each in links if "conditions-of-each-principle" in each)
    response = client.get(address, headers=BROWSER)
    assert f'<html lang="{language}">' in response.text
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert field(read).startswith("PREFIX")
    assert "#+" not in field(read)


def test_every_example_answers(client):
    _, read = page(client)
    examples = [a.get("href") for a in read.iter("a") if "example=" in a.get("href")]
    for address in examples:
        query = field(html5lib.parse(client.get(address, headers=BROWSER).text, namespaceHTMLElements=False))
        response, answered = page(client, query)
        assert response.status_code == 200, address
        assert list(answered.iter("table")) or list(answered.iter("pre")), address


def test_an_example_that_is_not_known_is_not_found(client):
    assert client.get("/sparql?example=none", headers=BROWSER).status_code == 404


def test_the_answer_is_a_table_in_the_order_of_the_query_and_the_query_stays(client):
    query = (
        'SELECT ?b ?a { VALUES (?b ?a) { (1 "x"@uz) (UNDEF <http://www.w3.org/2004/02/skos/core#Concept>) } }'
    )
    _, read = page(client, query)
    assert field(read) == query
    assert table(read) == (["b", "a"], [["1 xsd:integer", "x @uz"], ["", "skos:Concept ↗"]])
    assert [each.get("lang") for each in read.iter("span") if text(each) == "x"] == ["uz"]


def test_a_name_leads_to_what_is_known_of_it_and_to_where_it_is_from(client):
    iri = "http://www.w3.org/2004/02/skos/core#Concept"
    _, read = page(client, f"SELECT ?a {{ VALUES ?a {{ <{iri}> }} }}")
    (cell,) = read.iter("td")
    inside, outside = (a.get("href") for a in cell.iter("a"))
    assert outside == iri
    assert parse_qs(urlsplit(inside).query)["query"] == [f"DESCRIBE <{iri}>"]
    assert client.get(inside, headers=BROWSER).status_code == 200


@pytest.mark.parametrize(("query", "told"), [("ASK {}", "yes"), ("ASK { FILTER(false) }", "no")])
def test_ask_is_answered_by_a_word(client, query, told):
    _, read = page(client, query)
    assert [text(each) for each in read.iter("p") if each.get("class") == "truth"] == [told]


def test_a_graph_is_shown_as_turtle(client):
    _, read = page(client, "CONSTRUCT { <http://example.org/a> a <http://example.org/B> } {}")
    assert any(
        text(each).endswith("<http://example.org/a> a <http://example.org/B> .") for each in read.iter("pre")
    )


def test_no_row_is_said_in_words(client):
    response, read = page(client, "SELECT ?a { FILTER(false) }")
    assert not list(read.iter("table"))
    assert "Nothing in the graph matches" in response.text


def test_a_long_answer_is_bounded_and_says_so_and_the_rest_can_be_had(client):
    response, read = page(client, "SELECT ?s { ?s ?p ?o } LIMIT 1500")
    assert len(table(read)[1]) == 1000
    assert "The first 1000 rows are shown" in response.text
    assert response.headers["Educluster-Cut"] == "rows=1000"
    csv = next(a.get("href") for a in read.iter("a") if text(a) == "text/csv")
    assert client.get(csv).data.count(b"\n") == 1501


def test_a_wide_answer_is_bounded_by_its_cells_and_says_how_many_rows_are_shown(client):
    columns = " ".join(f"('x' AS ?a{n})" for n in range(40))
    response, read = page(client, f"SELECT {columns} {{ ?s ?p ?o }} LIMIT 900")
    assert len(table(read)[1]) == 250
    assert "The first 250 rows are shown" in response.text
    csv = next(a.get("href") for a in read.iter("a") if text(a) == "text/csv")
    assert client.get(csv).data.count(b"\n") == 901


def test_an_answer_of_long_names_is_bounded_by_its_characters(client):
    long = f'IRI(CONCAT("http://example.org/{"y" * 2000}", STR(?s)))'
    response, read = page(client, f"SELECT ({long} AS ?name) {{ ?s ?p ?o }} LIMIT 900")
    shown = len(table(read)[1])
    assert 100 < shown < 300
    assert f"The first {shown} rows are shown" in response.text
    assert len(response.data) < 5_000_000


def test_a_row_that_is_too_long_for_a_page_is_offered_as_a_file(client):
    doubled = " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(16))
    response, read = page(client, f'SELECT ?t16 {{ BIND("12345678" AS ?t0) {doubled} }}')
    assert response.headers["Educluster-Version"]
    assert "too large for a page" in response.text
    assert not list(read.iter("table"))


def test_a_thousand_rows_are_not_said_to_be_cut(client):
    response, read = page(client, "SELECT ?s { ?s ?p ?o } LIMIT 1000")
    assert len(table(read)[1]) == 1000
    assert "Rows: 1000" in response.text
    assert "Educluster-Cut" not in response.headers


def test_a_long_graph_is_bounded_and_says_so(client):
    response, _ = page(client, "CONSTRUCT WHERE { ?s ?p ?o }")
    assert "The first 1000 triples are shown" in response.text


def test_an_answer_that_is_too_large_for_a_page_is_offered_as_a_file(client):
    doubled = " ".join(f"BIND(CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(20))
    response, read = page(client, f'SELECT ?t20 {{ BIND("12345678" AS ?t0) {doubled} }}')
    assert "too large for a page" in response.text
    assert not list(read.iter("table"))
    assert len(response.data) < 100_000


@pytest.mark.parametrize(
    "query", ["SELECT * { ?s ?p ?o } LIMIT 2", "ASK {}", "CONSTRUCT WHERE { ?s a ?o } LIMIT 2"]
)
def test_every_download_is_in_the_format_that_it_names(client, query):
    _, read = page(client, query)
    links = {text(a): a.get("href") for a in read.iter("a") if "format=" in a.get("href") and "/" in text(a)}
    assert len(links) >= 2
    for media_type, address in links.items():
        response = client.get(address, headers=BROWSER)
        assert (response.status_code, response.mimetype) == (200, media_type)


def test_every_format_of_the_form_is_one_that_is_known(client):
    _, read = page(client)
    offered = [each.get("value") for each in read.iter("option")]
    assert {"html", "csv", "ttl"} <= set(offered)
    for name in offered:
        answers = {
            client.get("/sparql", query_string={"query": query, "format": name}).status_code
            for query in ("SELECT ?a {}", "CONSTRUCT WHERE { ?s a ?o } LIMIT 1")
        }
        assert 200 in answers, name
        assert answers <= {200, 406}, name


def test_the_place_of_an_error_is_shown_and_the_query_stays(client):
    query = "SELECT *\nWHERE { ?s ?p }"
    response, read = page(client, query, timeout="5")
    assert response.status_code == 400
    assert (field(read), field(read, "timeout")) == (query, "5")
    shown = next("".join(each.itertext()) for each in read.iter("pre"))
    line, mark = shown.split("\n")[:2]
    assert line == "2: WHERE { ?s ?p }"
    column = int(re.search(r"line 2, column (\d+):", response.text)[1])
    assert mark.index("^") == len("2: ") + column - 1


@pytest.mark.parametrize("language", ["ru", "uz"])
def test_a_page_about_an_error_is_in_the_language_that_was_asked_for(client, language):
    response, read = page(client, "SELECT", lang=language)
    assert read.get("lang") == language
    assert response.status_code == 400


def test_a_language_is_switched_without_losing_the_query(client):
    _, read = page(client, "ASK { <a:&b> ?p 'ж+' }", lang="en")
    switch = next(a.get("href") for a in read.iter("a") if a.get("hreflang") == "uz")
    assert parse_qs(switch.lstrip("?")) == {"query": ["ASK { <a:&b> ?p 'ж+' }"], "lang": ["uz"]}


def test_what_the_data_say_is_never_markup(client):
    query = """SELECT ?a ?b { VALUES (?a ?b) { ("<script>alert(1)</script>" <javascript:alert(1)>) } }"""
    response, read = page(client, query)
    assert not list(read.iter("script"))
    assert "<script>" not in response.text
    assert not [a for a in read.iter("a") if a.get("href").startswith("javascript")]
    assert response.headers["Content-Security-Policy"] == "default-src 'self'; frame-ancestors 'self'"


def test_a_graph_cannot_end_its_frame(client):
    response, read = page(
        client, 'CONSTRUCT { <http://a/a> <http://a/b> "</code></pre><script>1</script>" } {}'
    )
    assert not list(read.iter("script"))
    assert "&lt;script&gt;" in response.text


def test_triple_terms_are_shown(client):
    _, read = page(client, "SELECT (TRIPLE(<http://a/a>, <http://a/b>, 1) AS ?t) {}")
    assert table(read)[1] == [["<<( <http://a/a> <http://a/b> 1 )>>"]]


def test_a_long_query_is_sent_as_a_form_and_answered(client):
    query = "SELECT ?a { VALUES ?a { 1 } }" + " # long" * 2000
    response = client.post("/sparql", data={"query": query, "format": "html"}, headers=BROWSER)
    assert response.status_code == 200
    read = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(response.text)
    assert [each.get("method") for each in read.iter("form")] == ["post"]
    assert field(read) == query
    assert "too long for a link" in response.text


def test_a_dataset_that_was_named_stays_named(client):
    graph = "https://w3id.org/educluster/graph/organisations"
    _, read = page(client, "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }", **{"default-graph-uri": graph})
    assert field(read, "default-graph-uri") == graph
    assert int(table(read)[1][0][0].split()[0]) < 2000


def test_the_version_of_the_data_is_told(client):
    response, _ = page(client, "ASK {}")
    assert re.fullmatch(r"[0-9a-f]{16}-[0-9]{6}", response.headers["Educluster-Version"])
