"""reports: the faces for programs, held against their schemas."""

import json
from pathlib import Path

import pytest
import xmlschema
from hypothesis import given
from hypothesis import strategies as st
from jsonschema import Draft4Validator, Draft202012Validator

from educluster.names import LANGUAGES
from educluster.reports import Entry, render, render_all
from made_up_reports import REPORTS, finding, report

SCHEMAS = Path(__file__).parent / "schemas"
OURS = json.loads((Path(__file__).parents[2] / "docs" / "report.schema.json").read_text())
JSON = Draft202012Validator(OURS)
SARIF = Draft4Validator(json.loads((SCHEMAS / "sarif-2.1.0-rtm.5.json").read_text()))
JUNIT = xmlschema.XMLSchema10(SCHEMAS / "junit-10.xsd")
ENTRIES = st.lists(
    st.builds(Entry, st.sampled_from(["a.ttl", "b\udcff.ttl", "/c d.ttl"]), REPORTS)
    | st.builds(Entry, st.just("e.ttl"), st.none(), st.text(max_size=9)),
    max_size=3,
)


def check_json(text):
    JSON.validate(json.loads(text))


def check_sarif(text):
    SARIF.validate(json.loads(text))


def check_junit(text):
    JUNIT.validate(text.decode())


CHECKS = {
    "application/json": check_json,
    "application/sarif+json": check_sarif,
    "application/junit+xml": check_junit,
}


def test_our_schema_is_one_and_describes_whatever_it_names():
    Draft202012Validator.check_schema(OURS)
    for name, part in OURS["$defs"].items():
        assert part["description"], name
        for inside, value in part.get("properties", {}).items():
            counted = name == "answers"
            assert counted or value.get("description") or "$ref" in value, (name, inside)


@pytest.mark.parametrize("media_type", CHECKS)
@given(shown=REPORTS, language=st.sampled_from(LANGUAGES))
def test_any_report_is_as_its_schema_says(media_type, shown, language):
    CHECKS[media_type](render(shown, media_type, language))


@pytest.mark.parametrize("media_type", CHECKS)
@given(entries=ENTRIES, language=st.sampled_from(LANGUAGES))
def test_several_reports_are_as_their_schema_says(media_type, entries, language):
    CHECKS[media_type](render_all(entries, media_type, language))


def test_our_schema_refuses_what_it_does_not_describe():
    shown = json.loads(render(report(finding()), "application/json", "en"))
    assert JSON.is_valid(shown)
    assert not JSON.is_valid(shown | {"extra": 1})
    assert not JSON.is_valid({name: value for name, value in shown.items() if name != "notice"})
    assert not JSON.is_valid(shown | {"verdict": "good"})
