"""Parameters and operations of the protocols, as any client could write them."""

from __future__ import annotations

from contextlib import suppress
from urllib.parse import quote, urlencode

import pytest
from flask import Flask
from hypothesis import given
from hypothesis import strategies as st
from rdflib.plugins.sparql.parser import parseQuery

from educluster import store
from educluster.errors import BadParameter, BadRequest, UnknownFormat
from educluster.web import operations, parameters

APP = Flask(__name__)
TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(str.strip)


@given(st.lists(TEXT), TEXT)
def test_what_is_encoded_once_is_read_as_it_was(graphs, query):
    sent = [("query", query), *(("default-graph-uri", each) for each in graphs)]
    with APP.test_request_context(f"/sparql?{urlencode(sent, quote_via=quote)}"):
        found = operations.sent(operations.QUERY)
    assert found.text == query.encode()
    assert found.beside.all("default-graph-uri") == tuple(graphs)


@given(
    st.binary(),
    st.sampled_from([operations.QUERY, operations.UPDATE]),
    st.sampled_from(["GET", "POST"]),
    st.text(st.characters(min_codepoint=32, max_codepoint=126)),
)
def test_whatever_is_sent_is_read_or_refused_as_ours(data, kind, method, media_type):
    for each in (kind.media_type, parameters.FORM, media_type):
        sent = {"query_string": data.decode("latin-1"), "data": data if method == "POST" else None}
        with (
            APP.test_request_context(method=method, content_type=each, **sent),
            suppress(BadRequest, UnknownFormat),
        ):
            operations.sent(kind)


@given(st.text())
def test_what_is_taken_for_an_iri_can_stand_in_a_query(text):
    if store.is_iri(text):
        parseQuery(f"ASK {{ <{text}> ?p ?o }}")
    else:
        with pytest.raises(BadParameter, match="absolute IRI"):
            parameters.iri(text, "graph")


@pytest.mark.parametrize(
    "text", ["", "a", "//a/b", "http://a/ b", "http://a/>", "http://a/%", "1a:b", "http://a/[x]"]
)
def test_what_is_no_absolute_iri_is_refused(text):
    with pytest.raises(BadParameter):
        parameters.iri(text, "graph")


@pytest.mark.parametrize(("given_as", "seconds"), [("2.5", 2.5), ("1e1", 10.0), ("", None)])
def test_a_time_is_read_in_seconds(given_as, seconds):
    assert parameters.Values([("timeout", given_as)]).seconds("timeout") == seconds


def test_what_is_given_twice_where_one_is_wanted_is_refused():
    with pytest.raises(BadParameter, match="2 times"):
        parameters.Values([("timeout", "1"), ("timeout", "2")]).one("timeout")


def test_more_parameters_than_anybody_needs_are_refused():
    with APP.test_request_context("/sparql?" + "&".join(["query=x"] * 1001)), pytest.raises(BadParameter):
        operations.sent(operations.QUERY)
