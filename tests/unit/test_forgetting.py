"""shapes.worker: a worker of a service keeps nothing of what it was sent."""

import gc

import pytest

from educluster import shapes
from educluster.errors import BadDocument
from educluster.graphs import Graph, literal

SECRET = "4f1d29c7"
DOCUMENT = f"""
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix xsd: <http://www.w3.org/2001/XMLSchema#> .
<a:{SECRET}> a ec:Cluster ; rdfs:label "{SECRET}" ; ec:startedOn "{SECRET}"^^xsd:date , "2026"^^xsd:gYear .
<a:s{SECRET}> sh:targetClass ec:Cluster ; sh:property [ sh:path <a:p{SECRET}> ; sh:minCount 1 ] ,
    [ sh:path rdfs:label ; sh:pattern "^{SECRET}a" ] .
"""


@pytest.fixture
def handle():
    yield shapes.check_worker(["base"])
    gc.unfreeze()


def ask(handle, document, own=False):
    body = document.encode()
    parts = [["document", "text/turtle", len(body)]] * (2 if own else 1)
    options = {"profile": "base", "fail_on": "violation", "own": own, "parts": parts}
    try:
        return handle(options, body * len(parts), lambda _: None)
    finally:
        handle.rest()


def kept():
    """Return the graphs in which the secret stands, and how many literals are remembered."""
    graphs = [each for each in gc.get_objects() if isinstance(each, Graph)]
    return [
        each for each in graphs if any(SECRET in node for node in each.nodes)
    ], literal.cache_info().currsize


@pytest.mark.parametrize("own", [False, True], ids=["a profile", "own shapes"])
def test_nothing_of_a_document_is_kept(handle, own):
    assert ask(handle, DOCUMENT, own)["verdict"] == "does-not-conform"
    assert kept() == ([], 0)


def test_nothing_of_a_document_that_is_refused_is_kept(handle):
    with pytest.raises(BadDocument):
        ask(handle, DOCUMENT.replace("ec:Cluster", "ec:Clutser"))
    assert kept() == ([], 0)
