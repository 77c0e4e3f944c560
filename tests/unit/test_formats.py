"""formats: what a client says it accepts, and what it gets."""

from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.errors import BadParameter, NotAcceptable, UnknownFormat
from educluster.formats import (
    BINDINGS,
    CSV,
    DOCUMENTS,
    GRAPHS,
    JSON,
    JSON_LD,
    N_TRIPLES,
    RDF_XML,
    REPORTS,
    RESULTS_JSON,
    RESULTS_XML,
    TSV,
    TURTLE,
    called,
    choose,
    named,
    of_ending,
    sent,
)


@pytest.mark.parametrize(
    ("accept", "expected"),
    [
        pytest.param("", RESULTS_JSON, id="nothing said: our first"),
        pytest.param("*/*", RESULTS_JSON, id="anything: our first"),
        pytest.param("text/csv", CSV, id="named"),
        pytest.param("TEXT/CSV ; Q=0.3", CSV, id="case does not matter"),
        pytest.param("text/*;q=0.5, text/csv;q=0.1", TSV, id="the more specific range decides"),
        pytest.param("text/csv;q=0, text/*", TSV, id="refused with q=0"),
        pytest.param("application/json", RESULTS_JSON, id="an older name"),
        pytest.param("text/csv;q=nan, text/tab-separated-values;q=0.1", TSV, id="what is no quality is none"),
    ],
)
def test_choose_follows_the_accept_header(accept, expected):
    assert choose(accept, BINDINGS) is expected


def test_choose_refuses_what_is_not_offered_and_says_what_is():
    with pytest.raises(NotAcceptable, match="text/csv"):
        choose("image/png", BINDINGS)


@given(st.text())
def test_choose_answers_what_is_offered_or_refuses(accept):
    with suppress(NotAcceptable):
        assert choose(accept, GRAPHS) in GRAPHS


@pytest.mark.parametrize(
    ("content_type", "expected"),
    [
        ("text/turtle; charset=utf-8", TURTLE),
        ("application/json", JSON_LD),
        ("Text/XML", RDF_XML),
        ("text/plain", N_TRIPLES),
    ],
)
def test_sent_reads_the_content_type(content_type, expected):
    assert sent(content_type, DOCUMENTS) is expected


@pytest.mark.parametrize("content_type", ["", "application/pdf", "multipart/form-data; boundary=x"])
def test_sent_refuses_other_types_and_lists_those_read(content_type):
    with pytest.raises(UnknownFormat, match="text/turtle, application/trig"):
        sent(content_type, DOCUMENTS)


def test_of_ending_knows_files_and_lists_the_endings():
    assert of_ending("a/b.cluster.TTL", DOCUMENTS) is TURTLE
    with pytest.raises(UnknownFormat, match=r"\.jsonld"):
        of_ending("cluster.docx", DOCUMENTS)


def test_named_refuses_an_unknown_name_and_lists_the_names():
    assert named("nt", GRAPHS) is N_TRIPLES
    with pytest.raises(NotAcceptable, match="ttl, nt, rdf"):
        named("docx", GRAPHS)


@pytest.mark.parametrize(
    ("names", "offered", "expected"),
    [
        pytest.param(["csv"], BINDINGS, CSV, id="its name"),
        pytest.param(["XML "], BINDINGS, RESULTS_XML, id="case does not matter"),
        pytest.param(["xml"], GRAPHS, RDF_XML, id="an ending of another format"),
        pytest.param(["json"], GRAPHS, JSON_LD, id="an ending"),
        pytest.param(["json"], REPORTS, JSON, id="a name goes before an ending"),
        pytest.param(["application/sparql-results+json"], BINDINGS, RESULTS_JSON, id="a media type"),
        pytest.param(["application/sparql-results json"], BINDINGS, RESULTS_JSON, id="a plus not encoded"),
        pytest.param(["n3", "turtle", "ttl"], GRAPHS, TURTLE, id="names in use elsewhere"),
        pytest.param(["rdf+xml", "application/rdf+xml"], GRAPHS, RDF_XML, id="as SPARQLWrapper has it"),
        pytest.param(["json-ld", "application/x-json+ld"], GRAPHS, JSON_LD, id="one of them is known"),
    ],
)
def test_called_knows_the_names_that_clients_use(names, offered, expected):
    assert called(names, offered) is expected


def test_called_refuses_what_is_not_offered_and_what_is_two():
    with pytest.raises(NotAcceptable, match="json, xml, csv, tsv"):
        called(["ttl"], BINDINGS)
    with pytest.raises(BadParameter, match="json, csv"):
        called(["csv", "json"], BINDINGS)


@given(st.lists(st.text(), min_size=1))
def test_called_answers_what_is_offered_or_refuses(names):
    with suppress(NotAcceptable, BadParameter):
        assert called(names, GRAPHS) in GRAPHS
