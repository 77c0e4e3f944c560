"""SPARQL 1.1 Graph Store HTTP Protocol: each "must" and "should" of its sections 4 and 5, over HTTP."""

from __future__ import annotations

from urllib.parse import quote

import pytest
from rdflib import Graph
from rdflib.compare import isomorphic

from conformance.speaking import READ_AS, UPDATE, Clauses

CLAUSES = Clauses(
    {
        "4.1 direct": "the address of a request identifies a graph by itself",
        "4.2 graph": "?graph= identifies a graph by its percent-decoded IRI",
        "4.2 UTF-8": "the IRI is UTF-8",
        "4.2 absolute": "the IRI is absolute, else 400",
        "4.2 default": "?default identifies the default graph",
        "5 no Accept": "a GET without Accept is answered in a serialisation of RDF",
        "5 Content-Type": "a document is parsed as its Content-Type says; without one, as RDF/XML",
        "5 conditional": "conditional requests are answered as HTTP has it",
        "5.1 400": "a document that is not what its Content-Type says gets 400",
        "5.1 405": "a method that is not supported gets 405",
        "5.1 404": "what is not there gets 404 where the operation needs it",
        "5.1 415": "a Content-Type that is not understood gets 415",
        "5.2 GET": "GET gives the triples of the graph, and no others",
        "5.2 formats": "GET gives any of the formats accepted, else 406",
        "5.2 cache": "the answer to a GET can be cached",
        "5.3 PUT": "PUT makes the document the whole of the graph",
        "5.3 only": "PUT touches no other graph",
        "5.3 201": "a graph that is made gets 201",
        "5.3 204": "a graph that is changed gets 200 or 204",
        "5.3 empty": "an empty document makes an empty graph, where its media type allows one",
        "5.3 refused": "what may not be written gets a fitting error",
        "5.4 DELETE": "DELETE removes the graph, with 200 or 204",
        "5.4 404": "DELETE of what is not there gets 404",
        "5.5 POST": "POST merges the document into the graph",
        "5.5 multipart": "multipart/form-data merges all its files",
        "5.5 extension": "a file without a type of its own has that of its ending",
        "5.5 store": "POST to the store makes a new graph: 201, and Location, another than the store's",
        "5.5 404": "POST to what is neither the store nor a graph gets 404",
        "5.5 empty": "an empty body gets 204",
        "5.6 HEAD": "HEAD is GET without the body",
        "6 401": "a write without the right to it gets 401, or 403",
    }
)

EX, RESERVED = "http://example.org/", "https://w3id.org/educluster/graph/"
GRAPH, OTHER = f"{EX}g", f"{EX}other"
TURTLE, RDF_XML = {"Content-Type": "text/turtle"}, {"Content-Type": "application/rdf+xml"}
ONE, TWO = f"<{EX}s> <{EX}p> 1 .", f"<{EX}s> <{EX}p> 2 ."
BOUNDARY = "a-boundary"
WITH_FILES = {"Content-Type": f"multipart/form-data; boundary={BOUNDARY}"}


def at(graph):
    """The address that identifies a graph indirectly."""
    return "/graphs?default" if graph is None else f"/graphs?graph={quote(graph, safe='')}"


def parts(*files):
    """A body of files: each its field, its name, its media type, its text."""
    lines = []
    for field, name, media_type, text in files:
        named = f'; filename="{name}"' if name else ""
        lines += [f"--{BOUNDARY}", f'Content-Disposition: form-data; name="{field}"{named}']
        lines += [f"Content-Type: {media_type}"] if media_type else []
        lines += ["", text]
    return "\r\n".join([*lines, f"--{BOUNDARY}--", ""])


@pytest.fixture(autouse=True)
def empty(speak):
    """Begin each test without a graph of users."""
    for each in speak("GET", "/graphs").json["graphs"]:
        if not each["graph"].startswith(RESERVED) or "/registered/" in each["graph"]:
            assert speak("DELETE", each["address"]).status == 204
    assert speak("DELETE", "/graphs?default").status == 204


@pytest.fixture(params=[GRAPH, None, f"{RESERVED}registered/x"], ids=["named", "unnamed", "registered"])
def graph(request):
    return request.param


def test_every_clause_has_a_test_and_every_test_a_clause():
    tests = {name for name in globals() if name.startswith("test_")} - {
        "test_every_clause_has_a_test_and_every_test_a_clause"
    }
    assert set(CLAUSES.tested) == set(CLAUSES.texts)
    assert {name for names in CLAUSES.tested.values() for name in names} == tests


# Section 4: which graph is meant.


@CLAUSES("4.2 graph", "4.2 UTF-8")
@pytest.mark.parametrize(
    ("encoded", "iri"),
    [
        ("http%3A%2F%2Fexample.org%2Fa", "http://example.org/a"),
        ("http://example.org/a", "http://example.org/a"),
        ("http%3A%2F%2Fexample.org%2Fa%2520b", "http://example.org/a%20b"),
        ("http%3A%2F%2Fexample.org%2Fa%252520b", "http://example.org/a%2520b"),
        ("http%3A%2F%2Fexample.org%2F%D0%BA%3Fa%3Db%26c%23d", "http://example.org/к?a=b&c#d"),
        ("urn%3Auuid%3A1", "urn:uuid:1"),
        ("http%3A%2F%2Fexample.org%2Fa%2Bb", "http://example.org/a+b"),
    ],
)
def test_the_iri_of_a_graph_is_percent_decoded_once(speak, encoded, iri):
    assert speak("PUT", f"/graphs?graph={encoded}", ONE, TURTLE).status == 201
    assert speak.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s <http://example.org/p> 1 } }").rows == [{"g": iri}]
    assert speak("GET", f"/graphs?graph={encoded}").status == 200


@CLAUSES("4.2 absolute", "4.2 UTF-8")
@pytest.mark.parametrize("method", ["GET", "HEAD", "PUT", "POST", "DELETE"])
@pytest.mark.parametrize(
    "query",
    [
        "graph=relative",
        "graph=/graphs/x",
        "graph=//example.org/x",
        "graph=",
        "graph",
        "graph=http://example.org/a%20b",
        "graph=http://example.org/%25zz",
        "graph=http://example.org/%FF",
        "graph=http://example.org/%3E",
        "graph=http://a/&graph=http://b/",
        "graph=http://a/&default",
        "default=http://a/",
        "grpah=http://a/",
    ],
)
def test_what_names_no_graph_or_several_is_refused(speak, method, query):
    reply = speak(method, f"/graphs?{query}", ONE if method in ("PUT", "POST") else None, TURTLE)
    assert reply.status == 400


@CLAUSES("4.2 absolute")
@pytest.mark.parametrize("method", ["PUT", "DELETE"])
def test_a_store_without_a_graph_is_neither_replaced_nor_deleted(speak, method):
    assert speak(method, "/graphs", ONE, TURTLE).status == 400


@CLAUSES("4.1 direct")
@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("registered/x", "registered/x"),
        ("registered/a/b", "registered/a/b"),
        ("registered/a%20b", "registered/a%20b"),
        ("registered/a%2520b", "registered/a%2520b"),
        ("registered/%D0%BA", "registered/к"),
        ("registered/a%3Fb", "registered/a%3Fb"),
        ("registered//a/", "registered//a/"),
        ("registered/a.ttl", "registered/a.ttl"),
    ],
)
def test_the_address_itself_identifies_a_graph(speak, path, name):
    assert speak("PUT", f"/graphs/{path}", ONE, TURTLE).status == 201
    rows = speak.ask("SELECT DISTINCT ?g { GRAPH ?g { ?s <http://example.org/p> 1 } }").rows
    assert rows == [{"g": RESERVED + name}]
    direct, indirect = speak("GET", f"/graphs/{path}"), speak("GET", at(RESERVED + name))
    assert (direct.status, direct.body) == (200, indirect.body)
    assert speak("DELETE", f"/graphs/{path}").status == 204


@CLAUSES("4.1 direct", "4.2 absolute")
@pytest.mark.parametrize(
    "path",
    [
        "registered/x?graph=http://a/",
        "registered/x?default",
        "registered/../ontology",
        "registered/%FF",
        "registered/.",
        "registered/%0a",
        "registered/a%0Ab",
        "%0d%0aSet-Cookie:a=b",
        "registered/%00",
        "registered/%7f",
        "registered/%C2%85",
    ],
)
def test_an_address_that_identifies_no_graph_or_two_is_refused(speak, path):
    assert speak("GET", f"/graphs/{path}").status == 400
    refused = speak("PUT", f"/graphs/{path}", ONE, TURTLE)
    assert (refused.status, refused.json["type"].partition("#")[2]) == (400, "bad-parameter")


@CLAUSES("4.2 default")
def test_the_default_graph_is_the_unnamed_one_alone(speak):
    speak.put(GRAPH, ONE)
    assert speak("PUT", "/graphs?default", TWO, TURTLE).status == 201
    assert isomorphic(speak("GET", "/graphs?default").graph, Graph().parse(data=TWO, format="turtle"))
    assert isomorphic(speak("GET", at(GRAPH)).graph, Graph().parse(data=ONE, format="turtle"))
    assert speak("PUT", "/graphs?default", ONE + TWO, TURTLE).status == 204
    assert speak("DELETE", "/graphs?default").status == 204
    assert (speak("GET", "/graphs?default").status, len(speak("GET", "/graphs?default").graph)) == (200, 0)


# Section 5 and 5.1: formats and statuses.


@CLAUSES("5 no Accept")
@pytest.mark.parametrize("headers", [{}, {"Accept": "*/*"}], ids=["nothing said", "anything"])
def test_a_graph_comes_as_turtle_where_nothing_is_asked_for(speak, graph, headers):
    speak("PUT", at(graph), ONE, TURTLE)
    reply = speak("GET", at(graph), headers=headers)
    assert (reply.status, reply.type) == (200, "text/turtle")


@CLAUSES("5.2 formats", "5.2 GET")
@pytest.mark.parametrize("media_type", READ_AS)
def test_a_graph_comes_in_each_format_and_in_each_can_be_put_back(speak, graph, media_type):
    document = f'<{EX}s> <{EX}p> "é\\n"@uz, [ <{EX}q> 1.50 ] .'
    speak("PUT", at(graph), document, TURTLE)
    speak.put(OTHER, TWO)
    reply = speak("GET", at(graph), headers={"Accept": f"{media_type}, image/png"})
    assert (reply.status, reply.type) == (200, media_type)
    assert len(reply.graph) == 3
    before = speak("GET", at(graph)).graph
    assert speak("PUT", at(graph), reply.body, {"Content-Type": media_type}).status == 204
    assert isomorphic(speak("GET", at(graph)).graph, before)


@CLAUSES("5.2 formats")
@pytest.mark.parametrize(
    ("address", "accept", "expected"),
    [
        ("&format=nt", "text/turtle", "application/n-triples"),
        ("&format=jsonld", "*/*", "application/ld+json"),
        ("", "text/turtle;q=0.1, application/n-triples;q=0.9", "application/n-triples"),
        ("", "text/turtle;q=0, */*;q=0.1", "application/n-triples"),
    ],
)
def test_a_graph_comes_in_the_format_that_is_liked_best(speak, address, accept, expected):
    speak.put(GRAPH, ONE)
    assert speak("GET", at(GRAPH) + address, headers={"Accept": accept}).type == expected


@CLAUSES("5.2 formats")
@pytest.mark.parametrize(
    ("address", "accept"), [("", "text/csv"), ("", "image/png, */*;q=0"), ("&format=csv", "*/*")]
)
def test_a_format_that_is_not_offered_gets_406(speak, address, accept):
    speak.put(GRAPH, ONE)
    reply = speak("GET", at(GRAPH) + address, headers={"Accept": accept})
    assert reply.status == 406


@CLAUSES("5 Content-Type", "5.1 400")
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_document_is_read_as_its_content_type_says(speak, graph, method):
    rdf_xml = (
        f'<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:e="{EX}">'
        f'<r:Description r:about="{EX}s"><e:p r:resource="{EX}o"/></r:Description></r:RDF>'
    )
    assert speak(method, at(graph), rdf_xml, TURTLE).status == 400
    assert speak(method, at(graph), ONE, RDF_XML).status == 400
    assert speak(method, at(graph), rdf_xml, RDF_XML).status in (201, 204)
    assert speak(method, at(graph), rdf_xml).status in (200, 204)  # without one, it is RDF/XML
    assert speak(method, at(graph), ONE).status == 400
    assert len(speak("GET", at(graph)).graph) == 1


@CLAUSES("5.1 400")
@pytest.mark.parametrize("method", ["PUT", "POST"])
def test_a_document_that_cannot_be_read_gets_400_with_its_line_and_changes_nothing(speak, graph, method):
    speak("PUT", at(graph), ONE, TURTLE)
    reply = speak(method, at(graph), f"{TWO}\n{TWO}\nthis is no turtle", TURTLE)
    assert (reply.status, reply.json["line"]) == (400, 3)
    assert isomorphic(speak("GET", at(graph)).graph, Graph().parse(data=ONE, format="turtle"))


@CLAUSES("5.1 415")
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize(
    "headers",
    [
        {"Content-Type": "application/pdf"},
        {"Content-Type": "application/x-www-form-urlencoded"},
        {"Content-Type": "text/turtle; charset=iso-8859-1"},
        {**TURTLE, "Content-Encoding": "gzip"},
    ],
    ids=["of another kind", "a form", "another charset", "compressed"],
)
def test_what_is_not_understood_gets_415(speak, method, headers):
    reply = speak(method, at(GRAPH), ONE, headers)
    assert (reply.status, reply.type) == (415, "application/problem+json")
    assert speak("GET", at(GRAPH)).status == 404


@CLAUSES("5.1 415")
def test_a_put_of_files_gets_415(speak):
    body = parts(("f", "a.ttl", "text/turtle", ONE))
    assert speak("PUT", at(GRAPH), body, WITH_FILES).status == 415


@CLAUSES("5.1 405")
@pytest.mark.parametrize("path", ["/graphs", "/graphs/registered/x"])
def test_a_method_that_is_not_supported_gets_405(speak, path):
    reply = speak("PATCH", path, "CLEAR ALL", UPDATE)
    assert reply.status == 405
    assert set(reply.headers["Allow"].split(", ")) == {"GET", "HEAD", "PUT", "POST", "DELETE", "OPTIONS"}


@CLAUSES("5.1 404", "5.4 404", "5.6 HEAD")
@pytest.mark.parametrize("method", ["GET", "HEAD", "DELETE"])
@pytest.mark.parametrize("path", [at(GRAPH), "/graphs/registered/nowhere"])
def test_what_is_not_there_gets_404(speak, method, path):
    reply = speak(method, path)
    assert reply.status == 404
    assert reply.type == "application/problem+json"


@CLAUSES("5.1 400")
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("chunked", [False, True], ids=["with its length", "in chunks"])
def test_a_document_over_the_limit_of_bodies_gets_413(speak, method, chunked):
    body = ONE.encode().ljust(200_001)
    reply = speak(method, at(GRAPH), iter([body]) if chunked else body, TURTLE)
    if chunked:  # its end could not be told from a broken connection
        assert (reply.status, reply.json["type"].partition("#")[2]) == (411, "length-required")
    else:
        assert (reply.status, reply.json["limit"]) == (413, "--body-bytes")
    assert speak("GET", at(GRAPH)).status == 404


# Section 5.2: GET.


@CLAUSES("5.2 GET")
def test_the_graph_and_no_other_is_given(speak, graph):
    speak("PUT", at(graph), ONE, TURTLE)
    speak.put(OTHER, TWO)
    reply = speak("GET", at(graph))
    assert isomorphic(reply.graph, Graph().parse(data=ONE, format="turtle"))
    where = f"GRAPH <{graph}> {{ ?s ?p ?o }}" if graph else "?s ?p ?o MINUS { GRAPH ?g { ?s ?p ?o } }"
    assert isomorphic(speak.ask(f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {where} }}").graph, reply.graph)


@CLAUSES("5.2 GET")
def test_a_packaged_graph_can_be_read_by_anybody(speak):
    reply = speak("GET", "/graphs/ontology", known=False)
    assert (reply.status, len(reply.graph) > 100) == (200, True)


@CLAUSES("5.2 cache", "5 conditional")
def test_a_graph_that_the_client_has_is_not_sent_again_until_it_changes(speak, graph):
    speak("PUT", at(graph), ONE, TURTLE)
    reply = speak("GET", at(graph))
    tag = {"If-None-Match": reply.headers["ETag"]}
    again = speak("GET", at(graph), headers=tag)
    assert (again.status, again.body, again.headers["ETag"]) == (304, b"", reply.headers["ETag"])
    assert "Accept" in reply.headers["Vary"]
    assert speak("GET", at(graph), headers={**tag, "Accept": "application/n-triples"}).status == 200
    speak("POST", at(graph), TWO, TURTLE)
    assert speak("GET", at(graph), headers=tag).status == 200


@CLAUSES("5 conditional", "5.1 404")
@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_who_has_any_state_of_a_graph_gets_none_where_there_is_one(speak, method):
    """RFC 9110, sections 13.1.2 and 13.2.1."""
    speak.put(GRAPH, ONE)
    have = {"If-None-Match": "*"}
    for _ in range(2):
        reply = speak(method, at(GRAPH), headers=have)
        assert (reply.status, reply.body) == (304, b"")
    assert reply.headers["ETag"] == speak("GET", at(GRAPH)).headers["ETag"]
    assert speak(method, at(OTHER), headers=have).status == 404
    assert speak(method, "/graphs", headers=have).status == 304


@CLAUSES("5 conditional")
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("condition", ["If-Match", "If-None-Match"])
def test_a_write_with_a_condition_is_not_done_in_spite_of_it(speak, method, condition):
    speak.put(GRAPH, ONE)
    body = None if method == "DELETE" else TWO
    reply = speak(method, at(GRAPH), body, {**TURTLE, condition: "*" if "None" in condition else '"x"'})
    assert reply.status == 412
    assert isomorphic(speak("GET", at(GRAPH)).graph, Graph().parse(data=ONE, format="turtle"))


@CLAUSES("5.2 GET")
@pytest.mark.parametrize(
    ("accept", "expected"),
    [("*/*", "application/json"), ("text/turtle", "text/turtle"), ("text/html", "text/html")],
)
def test_the_store_lists_its_graphs_each_with_an_address_that_answers(speak, accept, expected):
    odd = [f"{RESERVED}registered/{name}" for name in ("a", "a%20b", "a%2Cb", "к", "x?y", "//", "a+b&c")]
    for each in (GRAPH, *odd):
        assert speak.put(each, ONE).status == 201
    reply = speak("GET", "/graphs", headers={"Accept": accept})
    assert (reply.status, reply.type) == (200, expected)
    if expected == "application/json":
        listed = {each["graph"]: each["address"] for each in reply.json["graphs"]}
        assert {GRAPH, *odd, f"{RESERVED}ontology"} <= set(listed)
        for each in (GRAPH, *odd):
            assert len(speak("GET", listed[each]).graph) == 1, each
    else:
        assert all(each.encode() in reply.body for each in (GRAPH, *odd) if "&" not in each)


# Section 5.3: PUT.


@CLAUSES("5.3 PUT", "5.3 201", "5.3 204", "5.3 only")
def test_put_makes_a_graph_and_then_replaces_it_whole(speak, graph):
    speak.put(OTHER, ONE)
    made, replaced = speak("PUT", at(graph), ONE, TURTLE), speak("PUT", at(graph), TWO, TURTLE)
    assert (made.status, replaced.status, replaced.body) == (201, 204, b"")
    assert isomorphic(speak("GET", at(graph)).graph, Graph().parse(data=TWO, format="turtle"))
    assert isomorphic(speak("GET", at(OTHER)).graph, Graph().parse(data=ONE, format="turtle"))


@CLAUSES("5.3 PUT")
def test_relative_iris_of_a_document_are_those_of_its_graph(speak):
    speak.put(GRAPH, "<> <#p> <other> .")
    rows = speak.ask(f"SELECT * {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}").rows
    assert rows == [{"s": GRAPH, "p": f"{GRAPH}#p", "o": OTHER}]


@CLAUSES("5.3 only")
@pytest.mark.parametrize("method", ["PUT", "POST"])
@pytest.mark.parametrize("inside", [OTHER, f"{RESERVED}ontology"])
def test_a_document_with_another_graph_in_it_is_refused(speak, method, inside):
    document = f"<{inside}> {{ {ONE} }}"
    assert speak(method, at(GRAPH), document, {"Content-Type": "application/trig"}).status == 400
    assert speak("GET", at(GRAPH)).status == 404
    assert not speak.says(f"ASK {{ ?s <{EX}p> 1 }}")


@CLAUSES("5.3 empty")
def test_put_of_an_empty_document_makes_an_empty_graph(speak):
    assert speak("PUT", at(GRAPH), "", TURTLE).status == 201
    reply = speak("GET", at(GRAPH))
    assert (reply.status, len(reply.graph)) == (200, 0)
    assert speak("PUT", at(GRAPH), "", RDF_XML).status == 400  # what is empty is no XML
    assert speak("DELETE", at(GRAPH)).status == 204
    assert speak("GET", at(GRAPH)).status == 404


@CLAUSES("5.3 refused", "6 401")
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
def test_a_packaged_graph_is_not_written_and_the_refusal_names_it(speak, method):
    before = speak("GET", "/graphs/ontology").body
    for path in ("/graphs/ontology", at(f"{RESERVED}ontology")):
        reply = speak(method, path, None if method == "DELETE" else ONE, TURTLE)
        assert (reply.status, f"{RESERVED}ontology" in reply.json["detail"]) == (403, True)
    assert speak("GET", "/graphs/ontology").body == before


@CLAUSES("6 401")
@pytest.mark.parametrize("method", ["PUT", "POST", "DELETE"])
@pytest.mark.parametrize("path", [at(GRAPH), "/graphs/registered/x", "/graphs?default"])
def test_a_write_without_a_token_gets_401(speak, method, path):
    reply = speak(method, path, None if method == "DELETE" else ONE, TURTLE, known=False)
    assert (reply.status, reply.headers["WWW-Authenticate"]) == (401, 'Bearer realm="educluster"')
    assert not speak.says(f"ASK {{ ?s <{EX}p> 1 }}")


# Section 5.4: DELETE.


@CLAUSES("5.4 DELETE")
def test_delete_removes_the_graph_and_no_other(speak):
    speak.put(GRAPH, ONE)
    speak.put(OTHER, ONE)
    reply = speak("DELETE", at(GRAPH))
    assert (reply.status, reply.body) == (204, b"")
    assert (speak("GET", at(GRAPH)).status, speak("GET", at(OTHER)).status) == (404, 200)
    assert speak("DELETE", at(GRAPH)).status == 404


# Section 5.5: POST.


@CLAUSES("5.5 POST")
def test_post_makes_a_graph_and_then_adds_to_it(speak, graph):
    made, added = speak("POST", at(graph), ONE, TURTLE), speak("POST", at(graph), TWO, TURTLE)
    assert (made.status, added.status) == (201, 204)
    assert isomorphic(speak("GET", at(graph)).graph, Graph().parse(data=ONE + TWO, format="turtle"))


@CLAUSES("5.5 POST")
def test_blank_nodes_of_two_documents_stay_apart(speak, graph):
    for value in (1, 2):
        speak("POST", at(graph), f"_:a <{EX}p> {value} .", TURTLE)
    assert len(set(speak("GET", at(graph)).graph.subjects())) == 2


@CLAUSES("5.5 multipart")
def test_all_files_of_a_form_are_merged_each_in_its_own_format(speak, graph):
    speak("PUT", at(graph), ONE, TURTLE)
    body = parts(
        ("a", "a.ttl", "text/turtle; charset=utf-8", f"_:b <{EX}p> 2 ."),
        ("b", "b.json", "application/ld+json", f'{{"@id": "_:b", "{EX}p": 3}}'),
        ("b", "c.nt", "application/n-triples", f'<{EX}s> <{EX}p> "4" .'),
    )
    reply = speak("POST", at(graph), body, WITH_FILES)
    assert reply.status == 204
    graph_now = speak("GET", at(graph)).graph
    assert sorted(str(value) for value in graph_now.objects()) == ["1", "2", "3", "4"]
    assert len(set(graph_now.subjects())) == 3


@CLAUSES("5.5 extension")
@pytest.mark.parametrize("media_type", ["", "application/octet-stream", "text/plain"])
@pytest.mark.parametrize(("name", "text"), [("a.ttl", ONE), ("A.NT", f"<{EX}s> <{EX}p> <{EX}o> .")])
def test_a_file_without_a_type_of_its_own_has_that_of_its_ending(speak, media_type, name, text):
    assert speak("POST", at(GRAPH), parts(("f", name, media_type, text)), WITH_FILES).status == 201
    assert len(speak("GET", at(GRAPH)).graph) == 1


@CLAUSES("5.5 multipart", "5.1 415", "5.1 400")
@pytest.mark.parametrize(
    ("body", "status"),
    [
        (parts(("f", "a.pdf", "application/pdf", ONE)), 415),
        (parts(("f", "a.docx", "", ONE)), 415),
        (parts(("f", "a.ttl", "text/turtle; charset=latin1", ONE)), 415),
        (parts(("f", "a.ttl", "text/turtle", ONE), ("g", "b.ttl", "text/turtle", "no turtle")), 400),
        (parts(("f", "", "text/turtle", ONE)), 400),
        (parts(("f", "a.ttl", "text/turtle", ONE), ("note", "", "", "x")), 400),
        ("", 400),
        ("no parts", 400),
    ],
    ids=[
        "another type",
        "another ending",
        "another charset",
        "one that cannot be read",
        "no file",
        "a field beside it",
        "nothing",
        "no form",
    ],
)
def test_a_form_of_which_not_all_can_be_merged_changes_nothing(speak, body, status):
    assert speak("POST", at(GRAPH), body, WITH_FILES).status == status
    assert speak("GET", at(GRAPH)).status == 404


@CLAUSES("5.5 multipart")
def test_a_form_of_too_many_files_is_told_how_many_it_may_have(speak):
    body = parts(*(("f", f"{n}.ttl", "text/turtle", "") for n in range(1001)))
    assert len(body) < 200_000
    reply = speak("POST", at(GRAPH), body, WITH_FILES)
    assert (reply.status, reply.json["value"]) == (413, "1000")
    assert "parts of a form" in reply.json["detail"]
    assert "body-bytes" not in reply.body.decode()


@CLAUSES("5.3 204")
@pytest.mark.parametrize(("method", "body"), [("PUT", TWO), ("POST", TWO), ("POST", ""), ("DELETE", None)])
def test_a_write_that_is_answered_with_nothing_says_no_type_of_it(speak, method, body):
    speak.put(GRAPH, ONE)
    reply = speak(method, at(GRAPH), body, TURTLE)
    assert (reply.status, reply.body, reply.headers["Content-Type"]) == (204, b"", None)


@CLAUSES("5.5 store")
@pytest.mark.parametrize(
    ("body", "headers"),
    [(ONE, TURTLE), (parts(("f", "a.ttl", "text/turtle", ONE)), WITH_FILES)],
    ids=["a document", "a file"],
)
def test_post_to_the_store_makes_a_new_graph_and_tells_where(speak, body, headers):
    first, second = (speak("POST", "/graphs", body, headers) for _ in range(2))
    assert (first.status, second.status) == (201, 201)
    places = [reply.headers["Location"] for reply in (first, second)]
    assert len({*places, "/graphs"}) == 3
    for reply in (first, second):
        path = reply.headers["Location"]
        assert path.startswith("/graphs/registered/")  # whatever host the client named
        assert isomorphic(speak("GET", path).graph, Graph().parse(data=ONE, format="turtle"))
        assert len(speak("GET", at(reply.json["graph"])).graph) == 1
        assert speak("POST", path, TWO, TURTLE).status == 204


@CLAUSES("5.5 404")
@pytest.mark.parametrize("path", ["/graph-store", "/graphs.ttl", "/graphs/"])
def test_post_to_what_is_neither_a_store_nor_a_graph_gets_404(speak, path):
    assert speak("POST", path, ONE, TURTLE).status == 404


@CLAUSES("5.5 empty")
@pytest.mark.parametrize("path", ["/graphs", at(GRAPH), at(OTHER)])
def test_an_empty_post_gets_204_and_changes_nothing(speak, path):
    speak.put(OTHER, ONE)
    before = speak("GET", "/graphs").json
    assert speak("POST", path, "", TURTLE).status == 204
    assert speak("GET", "/graphs").json == before


# Section 5.6: HEAD.


@CLAUSES("5.6 HEAD")
@pytest.mark.parametrize("path", [at(GRAPH), "/graphs?default", "/graphs/ontology", "/graphs"])
def test_head_tells_what_get_does_without_the_body(speak, path):
    speak.put(GRAPH, ONE)
    get, head = (speak(method, path) for method in ("GET", "HEAD"))
    told = ("Content-Type", "Content-Length", "ETag", "Educluster-Version")
    assert (get.status, head.status, head.body) == (200, 200, b"")
    assert [head.headers[name] for name in told] == [get.headers[name] for name in told]
    assert int(get.headers["Content-Length"]) == len(get.body)
