"""documents.dropped: keys of JSON-LD that the parser would pass over in silence."""

import json

import pytest

from educluster.documents import dropped

CONTEXT = {"a": "http://a/", "label": {"@id": "a:label", "@container": "@language"}, "id": "@id"}


def keys(value, media_type="application/ld+json"):
    return dropped(json.dumps(value).encode(), media_type)


@pytest.mark.parametrize(
    ("value", "found"),
    [
        pytest.param({"@context": CONTEXT, "id": "a:x", "name": "X"}, [("name", "/name")], id="a key"),
        pytest.param(
            {"@context": CONTEXT, "@graph": [{"@id": "a:x", "a:y": {"na/me": 1}}]},
            [("na/me", "/@graph/0/a:y/na~1me")],
            id="deep, with a sign to be escaped",
        ),
        pytest.param({"@context": CONTEXT, "label": {"en": "X"}}, [], id="languages are no keys"),
        pytest.param({"@context": {"@vocab": "http://a/"}, "name": "X"}, [], id="@vocab knows all"),
        pytest.param({"http://a/name": 1, "a:b": 2, "@id": "http://a/x"}, [], id="IRIs"),
    ],
)
def test_keys_that_the_context_does_not_know_are_told_with_their_places(value, found):
    assert keys(value) == found


def test_other_formats_have_no_such_keys():
    assert dropped(b"<a:s> <a:p> 1 .", "text/turtle") == []
