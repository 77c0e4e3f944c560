"""/validate under input that breaks validators: a clear answer, nothing fetched, and the service goes on."""

import json
import urllib.error
import urllib.request

import pytest

from conftest import EXAMPLES
from trap import Trap

VALID = (EXAMPLES / "valid" / "minimal.ttl").read_text()
TURTLE, JSON_LD, RDF_XML = "text/turtle", "application/ld+json", "application/rdf+xml"
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha">' + "".join(
    f'<!ENTITY {after} "{f"&{before};" * 10}">' for before, after in zip("abcdefgh", "bcdefghi", strict=True)
)
RDF = '<r:RDF xmlns:r="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns:a="http://a/">'
NESTED = '{"http://a/p":'

# What is refused: by what it is, its format, itself, the line that is told, a word of what is said.
REFUSED = {
    "an address instead of a document": (TURTLE, "{trap}", 1, ""),
    "a path instead of a document": (TURTLE, "/etc/passwd", 1, ""),
    "a file's address instead of a document": (TURTLE, "file:///etc/passwd", 1, ""),
    "a path in quotes as JSON-LD": (JSON_LD, '"/etc/passwd"', None, "cluster"),
    "billion laughs": (RDF_XML, f"<?xml version='1.0'?>\n{LAUGHS}]>\n<x>&i;</x>", 2, "DOCTYPE"),
    "external entity": (RDF_XML, '<!DOCTYPE x [<!ENTITY e SYSTEM "{trap}">]><x>&e;</x>', 1, "DOCTYPE"),
    "external entity, a file": (RDF_XML, '<!DOCTYPE x SYSTEM "file:///etc/passwd"><x/>', 1, "DOCTYPE"),
    "an entity without its declaration": (RDF_XML, f"{RDF}<a:b><a:p>&e;</a:p></a:b></r:RDF>", 1, ""),
    "remote context": (JSON_LD, '{"@context": "{trap}", "a": 1}', 1, "remote @context"),
    "remote context, a file": (JSON_LD, '{"@context": "file:///etc/passwd"}', 1, "remote @context"),
    "remote context, among others": (JSON_LD, '{\n"@context": [{}, "{trap}"]}', 2, "remote @context"),
    "remote context, imported": (JSON_LD, '{\n"@context": {"@import": "{trap}"}}', 2, "@"),
    "invalid UTF-8": (TURTLE, VALID.encode() + b"\n<a:\xff> a <a:b> .", VALID.count("\n") + 2, "UTF-8"),
    "half a character": (TURTLE, '<a:s> <a:p> 1 .\n<a:s> <a:p> "\\uD800" .', 2, ""),
    "half a character in an IRI": (TURTLE, "<a:s> <a:p> 1 .\n<a:\\uD800> <a:p> 1 .", 2, ""),
    "a space in an IRI": (TURTLE, "<a:s> <a:p> 1 .\n<http://a/ b> <a:p> 1 .", 2, "IRI"),
    "20,000 objects within each other": (JSON_LD, NESTED * 20_000 + "1" + "}" * 20_000, None, "200 levels"),
    "20,000 triple terms": (TURTLE, "<a:s> <a:p> " + "<<(<a:s> <a:p> " * 20_000 + "1", None, "200 levels"),
}

# What is only odd: it is checked like any other description.
CHECKED = {
    "imports in data": "<> <http://www.w3.org/2002/07/owl#imports> <{trap}>, <file:///etc/passwd> .",
    "200,000-digit integer": f"<a:s> <a:p> {'9' * 200_000}, -{'9' * 200_000} .",
    "a literal of five million letters": f"<a:s> <a:p> '{'x' * 5_000_000}' .",
    "cyclic list": "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . "
    "<a:l> r:first 1 ; r:rest <a:l> .",
    "subclass cycle": "@prefix r: <http://www.w3.org/2000/01/rdf-schema#> . <a:c> r:subClassOf <a:d> . "
    "<a:d> r:subClassOf <a:c> . <a:s> a <a:c> .",
    "20,000 brackets within each other": "<a:s> <a:p> " + "[ <a:p> " * 20_000 + "1" + "]" * 20_000 + " .",
    "a chain of 20,000 nodes": "".join(f"<a:n{each}> <a:p> <a:n{each + 1}> .\n" for each in range(20_000)),
}


@pytest.fixture
def trap():
    with Trap() as trap:
        yield trap
        assert trap.visits == 0


def post(server, media_type, document):
    """Return the status, the type and what is said, as JSON."""
    body = document if isinstance(document, bytes) else document.encode()
    request = urllib.request.Request(
        f"{server.address}/validate", body, {"Content-Type": media_type, "Accept": "application/json"}
    )
    try:
        with urllib.request.urlopen(request, timeout=100) as response:
            return response.status, response.headers["Content-Type"], json.load(response)
    except urllib.error.HTTPError as refused:
        with refused:
            return refused.code, refused.headers["Content-Type"], json.load(refused)


def is_well(server):
    with urllib.request.urlopen(f"{server.address}/health", timeout=100) as response:
        return response.status == 200 and post(server, TURTLE, VALID)[2]["verdict"].startswith("conforms")


@pytest.mark.parametrize("row", REFUSED)
def test_what_cannot_be_read_is_refused_with_what_where_and_what_to_do(server, trap, row):
    media_type, document, line, said = REFUSED[row]
    sent = document if isinstance(document, bytes) else document.replace("{trap}", trap.address)
    status, answered_as, problem = post(server, media_type, sent)
    assert (status, answered_as) == (400, "application/problem+json")
    assert (problem["status"], problem.get("line")) == (400, line)
    assert said in problem["detail"]
    assert problem["type"]
    assert problem["title"]
    assert problem["remedy"]
    assert is_well(server)


@pytest.mark.parametrize("row", CHECKED)
def test_what_is_only_odd_is_checked(server, trap, row):
    document = VALID + "\n" + CHECKED[row].replace("{trap}", trap.address)
    status, _, report = post(server, TURTLE, document)
    assert (status, report.get("verdict")) == (200, "conforms-with-warnings")
    assert is_well(server)


def test_a_literal_of_50_million_letters_is_too_large(client):
    document = VALID + f"\n<a:s> <a:p> '{'x' * 50_000_000}' ."
    response = client.post("/validate", data=document, headers={"Content-Type": TURTLE})
    problem = json.loads(response.data)
    assert (response.status_code, response.content_type) == (413, "application/problem+json")
    assert (problem["limit"], problem["status"]) == ("--body-bytes", 413)
    assert problem["remedy"]
    assert client.get("/health").status_code == 200
