"""Clients that others wrote, as they are, against /sparql, /update and /graphs."""

from __future__ import annotations

import pytest
from rdflib import ConjunctiveGraph, Graph, Literal, URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore, SPARQLUpdateStore
from SPARQLWrapper import GET, JSON, POST, POSTDIRECTLY, SPARQLWrapper

EX = "http://example.org/"
GRAPH = f"{EX}clients"


@pytest.fixture(autouse=True)
def empty(speak):
    speak.update("DROP ALL")


@pytest.mark.parametrize("way", ["urlencoded", POSTDIRECTLY])
def test_sparqlwrapper_updates_and_queries(speak, way):
    client = SPARQLWrapper(f"{speak.address}/sparql", f"{speak.address}/update")
    for name, value in speak.authorization.items():
        client.addCustomHttpHeader(name, value)
    client.setMethod(POST)
    client.setRequestMethod(way)
    client.setQuery(f"INSERT DATA {{ GRAPH <{GRAPH}> {{ <{EX}s> <{EX}p> 'é' }} }}")
    assert client.query().response.status == 204
    client.setReturnFormat(JSON)
    for method in (POST, GET):
        client.setMethod(method)
        client.setQuery(f"SELECT ?o {{ GRAPH <{GRAPH}> {{ ?s ?p ?o }} }}")
        assert client.queryAndConvert()["results"]["bindings"][0]["o"]["value"] == "é"


def test_sparqlwrapper_asks_a_named_dataset(speak):
    speak.put(GRAPH, f"<{EX}s> <{EX}p> 1 .")
    client = SPARQLWrapper(f"{speak.address}/sparql", returnFormat=JSON)
    client.addDefaultGraph(GRAPH)
    client.setQuery("SELECT * { ?s ?p ?o }")
    assert len(client.queryAndConvert()["results"]["bindings"]) == 1


@pytest.mark.parametrize("method", ["GET", "POST", "POST_FORM"])
def test_rdflib_reads_through_its_store(speak, method):
    speak.put(GRAPH, f"<{EX}s> <{EX}p> 1 .")
    store = SPARQLStore(f"{speak.address}/sparql", method=method)
    graph = Graph(store, identifier=URIRef(GRAPH))
    assert list(graph) == [(URIRef(f"{EX}s"), URIRef(f"{EX}p"), Literal(1))]
    assert graph.query("ASK { ?s ?p 1 }").askAnswer is True


@pytest.mark.parametrize("method", ["POST", "POST_FORM"])
def test_rdflib_writes_through_its_store(speak, method):
    store = SPARQLUpdateStore(
        f"{speak.address}/sparql", f"{speak.address}/update", method=method, headers=speak.authorization
    )
    triple = (URIRef(f"{EX}s"), URIRef(f"{EX}p"), Literal("é", lang="uz"))
    graph = ConjunctiveGraph(store).get_context(URIRef(GRAPH))
    graph.add(triple)
    assert list(speak("GET", f"/graphs?graph={GRAPH}").graph) == [triple]
    graph.remove(triple)
    assert list(graph) == []


def test_rdflib_reads_a_graph_from_its_address(speak):
    speak("PUT", "/graphs/registered/x", f"<{EX}s> <{EX}p> 1 .", {"Content-Type": "text/turtle"})
    assert len(Graph().parse(f"{speak.address}/graphs/registered/x")) == 1
