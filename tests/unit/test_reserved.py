"""store.reserved: which graphs a client may write, whatever way their names are written."""

import pytest

from educluster import names
from educluster.errors import Forbidden
from educluster.store import reserved


@pytest.mark.parametrize(
    "graph",
    [
        names.GRAPH + "registered/a",
        names.GRAPH + "registered/a%20b",
        "https://example.org/a..b/.well-known/x.",
        "https://example.org/%C3%A9",
        "urn:example:A",
        "x:a",
        None,
    ],
)
def test_a_name_of_ones_own_may_be_written(graph):
    reserved.refuse(graph, ())


@pytest.mark.parametrize(
    "graph",
    [
        names.GRAPH + "ontology",
        names.GRAPH + "questions",
        names.GRAPH + "registered/../core",
        names.GRAPH + "registered/%2e%2E/core",
        names.GRAPH + "registered/..",
        names.GRAPH.replace("https", "HTTPS") + "core",
        names.GRAPH.replace("w3id", "W3ID") + "core",
        names.GRAPH.replace("graph", "%67raph") + "core",
        "https://w3id.org/educluster/x/../graph/core",
    ],
)
def test_a_packaged_graph_is_refused_however_it_is_called(graph):
    with pytest.raises(Forbidden):
        reserved.refuse(graph, ())


@pytest.mark.parametrize("graph", ["https://example.org/anna/../bob/x", "https://example.org/anna/./x", None])
def test_a_token_that_is_held_to_a_beginning_does_not_get_past_it(graph):
    reserved.refuse("https://example.org/anna/x", ["https://example.org/anna/"])
    with pytest.raises(Forbidden):
        reserved.refuse(graph, ["https://example.org/anna/"])
