"""/sparql in two tiers: how many rows each gets, that a cut is told, and that answers are not mixed up."""

from __future__ import annotations

import json
import urllib.error
import urllib.request
from urllib.parse import urlencode

import pytest

from conftest import serving, token

JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
SELECT, CONSTRUCT = "SELECT ?s { ?s ?p ?o }", "CONSTRUCT WHERE { ?s ?p ?o }"


@pytest.fixture(scope="module")
def bounded(tmp_path_factory):
    data = tmp_path_factory.mktemp("tiers")
    limits = ("--result-rows", "3", "--token-rows", "5", "--query-seconds", "20", "--token-seconds", "40")
    with serving("--data", str(data), *limits) as running:
        yield running, token(data, "query")


def get(bounded, known, accept=JSON, **parameters):
    running, authorization = bounded
    address = f"{running.address}/sparql?{urlencode(parameters)}"
    request = urllib.request.Request(address, headers={"Accept": accept, **(authorization if known else {})})
    with urllib.request.urlopen(request, timeout=60) as response:
        return response.headers, response.read()


@pytest.mark.parametrize(("known", "most"), [(False, 3), (True, 5)], ids=["anonymous", "token"])
def test_a_result_is_cut_at_the_rows_of_its_tier_and_says_so(bounded, known, most):
    headers, body = get(bounded, known, query=SELECT)
    told = json.loads(body)
    assert len(told["results"]["bindings"]) == most
    assert headers["Educluster-Cut"] == f"rows={most}"
    assert len(told["head"]["link"]) == 1
    headers, body = get(bounded, known, XML, query=SELECT)
    assert (body.count(b"<result>"), body.count(b"<link ")) == (most, 1)
    headers, body = get(bounded, known, "text/csv", query=SELECT)
    assert (len(body.splitlines()), headers["Educluster-Cut"]) == (most + 1, f"rows={most}")


@pytest.mark.parametrize(("known", "most"), [(False, 3), (True, 5)], ids=["anonymous", "token"])
def test_a_graph_is_cut_at_the_rows_of_its_tier_and_says_so(bounded, known, most):
    headers, body = get(bounded, known, "application/n-triples", query=CONSTRUCT)
    triples = [line for line in body.splitlines() if not line.startswith(b"#")]
    assert (len(triples), headers["Educluster-Cut"]) == (most, f"triples={most}")


def test_what_is_whole_does_not_say_that_it_is_cut(bounded):
    headers, body = get(bounded, False, query=f"{SELECT} LIMIT 3")
    assert (len(json.loads(body)["results"]["bindings"]), headers["Educluster-Cut"]) == (3, None)
    assert "link" not in json.loads(body)["head"]


def test_tiers_share_no_answer_and_no_tag(bounded):
    tags = [get(bounded, known, query=SELECT)[0]["ETag"] for known in (False, True, False, True)]
    assert (tags[0], tags[1]) == (tags[2], tags[3])
    assert tags[0] != tags[1]


def test_a_token_may_ask_for_more_time(bounded):
    assert get(bounded, True, query="ASK {}", timeout="30")[0]["Content-Type"] == JSON
    with pytest.raises(urllib.error.HTTPError) as refused:
        get(bounded, False, query="ASK {}", timeout="30")
    with refused.value as response:
        assert "20" in json.load(response)["remedy"]
