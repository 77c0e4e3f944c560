"""reports: verdicts, paths, and what each face shows of any report."""

import csv
import io
import itertools
import json
import pathlib
from xml.etree import ElementTree

import html5lib
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, RDFS, SH, Graph, Literal, Namespace
from rdflib.compare import isomorphic

from educluster.graphs import Path
from educluster.names import EC, ECS, LANGUAGES
from educluster.reports import (
    STYLE,
    Answer,
    Entry,
    Place,
    Severity,
    State,
    Subject,
    Term,
    Verdict,
    fragment,
    render,
    render_all,
)
from educluster.reports.speaking import clean, said
from educluster.reports.table import defused
from educluster.reports.words import WORDS as SAID
from made_up_reports import MIN_COUNT, NAME, PATHS, REPORTS, STAGE, WORDS, finding, report

FOR_PEOPLE = ("text/plain", "text/html", "text/csv")
FOR_PROGRAMS = ("application/json", "application/sarif+json", "application/junit+xml")
SEVERAL = FOR_PEOPLE + FOR_PROGRAMS
FACES = (*SEVERAL, "text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml")
V, W, I = Severity  # noqa: E741 - as SHACL's users call them


@pytest.mark.parametrize(
    ("found", "fail_on", "verdict"),
    [
        ([], V, Verdict.CONFORMS),
        ([I], V, Verdict.CONFORMS),
        ([I, W], V, Verdict.CONFORMS_WITH_WARNINGS),
        ([W, V], V, Verdict.DOES_NOT_CONFORM),
        ([W], W, Verdict.DOES_NOT_CONFORM),
        ([I], W, Verdict.CONFORMS),
        ([I], I, Verdict.DOES_NOT_CONFORM),
    ],
)
def test_the_verdict_is_drawn_at_its_line(found, fail_on, verdict):
    assert report(*map(finding, found), fail_on=fail_on).verdict is verdict


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (NAME, "ec:name"),
        (Path("predicate", "http://a/knows"), "<http://a/knows>"),
        (Path("sequence", parts=(NAME, Path("inversePath", parts=(NAME,)))), "ec:name/(^ec:name)"),
        (Path("zeroOrMorePath", parts=(Path("alternativePath", parts=(NAME, NAME)),)), "(ec:name|ec:name)*"),
    ],
)
def test_a_path_is_written_as_sparql_writes_it(path, written):
    assert str(path) == written


@given(PATHS)
def test_every_written_path_is_a_path_of_sparql(path):
    assert list(Graph().query(f"PREFIX ec: <{EC}> SELECT * {{ <http://a/s> {path} <http://a/o> }}")) == []


@pytest.mark.parametrize("media_type", FACES)
@given(shown=REPORTS, language=st.sampled_from(LANGUAGES))
def test_any_report_has_every_face_and_the_same_bytes_twice(media_type, shown, language):
    assert render(shown, media_type, language) == render(shown, media_type, language) != b""


@pytest.mark.parametrize("media_type", SEVERAL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_document_without_a_report_shows_its_error_in_every_face(media_type, language):
    text = render_all(
        [Entry("a.ttl", None, "not Turtle"), Entry("b\udcff.ttl", report())], media_type, language
    )
    shown = text.decode("utf-8", "replace")
    assert "not Turtle" in shown
    assert "a.ttl" in shown
    assert SAID[language]["conforms"] in shown or "conforms" in shown or media_type == "text/csv"


@pytest.mark.parametrize("media_type", SEVERAL)
@pytest.mark.parametrize("language", LANGUAGES)
def test_every_face_says_what_a_verdict_is_not(media_type, language):
    text = render(report(finding()), media_type, language).decode()
    assert SAID[language]["notice"][:50] in text
    own = report(profile=type(report().profile)("file:///own.ttl", "own.ttl", "", {}, "", {}))
    assert SAID[language]["notice own"][:50] in render(own, media_type, language).decode()


@pytest.mark.parametrize("media_type", FOR_PEOPLE + FOR_PROGRAMS)
def test_a_result_shows_what_a_person_needs_to_mend_it(media_type):
    text = " ".join(render(report(finding()), media_type, "en").decode().split())
    for part in (
        "S03",
        "It names no territory.",
        "http://a/c" if media_type != "application/sarif+json" else "a cluster",
        "ec:name",
        "at least 1",
        "Add ec:territory.",
        "Author 2020",
        "section 2",
        "in one territory",
        "It has no name.",
        "The innermost reason.",
    ):
        assert part in text


@pytest.mark.parametrize("media_type", ["text/plain", "text/html", "application/json"])
def test_what_is_not_a_result_is_told_too(media_type):
    text = " ".join(render(report(), media_type, "en").decode().split())
    for part in (
        "asked by letter",
        "unknown",
        "S11",
        "a condition",
        "a survey",
        "_:b9",
        "tie",
        "sh:order",
        "ab12",
    ):
        assert part in text


def test_the_faces_the_states_and_the_verdicts_are_documented():
    text = (pathlib.Path(__file__).parents[2] / "docs" / "report.md").read_text()
    named = [*FACES[:8], *(each.value for each in (*State, *Verdict, *Answer))]
    assert [each for each in named if f"`{each}`" not in text] == []


# The languages


def test_the_words_of_a_report_are_there_in_every_language():
    assert set(SAID) == set(LANGUAGES)
    assert {frozenset(words) for words in SAID.values()} == {frozenset(SAID["en"])}
    assert all(word for words in SAID.values() for word in words.values())
    same = {key for key in SAID["en"] if SAID["en"][key] in (SAID["ru"][key], SAID["uz"][key])}
    assert same <= {"element"}


@pytest.mark.parametrize(
    ("texts", "language", "text", "tag"),
    [
        ({"en": "a", "ru": "б"}, "ru", "б", "ru"),
        ({"en": "a", "ru": "б"}, "uz", "a", "en"),
        ({"uz-cyrl": "б", "uz-latn": "a"}, "uz", "a", "uz-latn"),
        ({"fr": "f", "de": "d"}, "en", "d", "de"),
        ({"EN-GB": "a", "": "b"}, "en", "a", "EN-GB"),
        ({}, "en", "", ""),
    ],
)
def test_a_text_is_in_the_language_or_in_english_or_in_its_own(texts, language, text, tag):
    assert (said(texts, language).text, said(texts, language).language) == (text, tag)


def test_a_text_in_another_language_says_so_in_html():
    assert '<span lang="en" dir="auto">Add ec:territory.</span>' in fragment(report(finding()), "uz")


# JSON


@given(REPORTS, st.sampled_from(LANGUAGES))
def test_the_json_report_holds_every_result(shown, language):
    value = json.loads(render(shown, "application/json", language))
    assert len(value["results"]) == len(shown.findings) == sum(value["counts"].values())
    assert value["language"] == language
    assert value["verdict"] == shown.verdict.value


def test_the_json_report_has_null_where_nothing_is():
    bare = finding(
        path=None, words={}, value=None, expected={}, found={}, remedies={}, state=None, place=Place()
    )
    (shown,) = json.loads(render(report(bare), "application/json", "en"))["results"]
    empty = ("path", "pathInWords", "value", "valueLabel", "expected", "found", "remedy", "state")
    assert [shown[name] for name in empty] == [None] * len(empty)
    assert set(shown["place"].values()) == {None}


# Text


@given(REPORTS, st.sampled_from(LANGUAGES))
def test_the_text_fits_a_terminal_and_cannot_command_it(shown, language):
    text = render(shown, "text/plain", language).decode()
    assert "\x1b" not in text
    assert "\u202e" not in text
    assert all(len(line) <= 100 or " " not in line.strip() for line in text.split("\n"))


def test_the_text_begins_with_the_verdict_and_has_the_gravest_first():
    shown = report(finding(I, rule="S01"), finding(V, rule="S02"), finding(W, rule="S03"))
    text = render(shown, "text/plain", "en").decode()
    assert text.startswith("Does not conform — violations: 1; warnings: 1; hints: 1.")
    places = [text.index(part) for part in ("S02  violation", "S03  warning", "S01  hint")]
    assert places == sorted(places)


def test_reports_as_text_stand_under_the_names_of_their_documents():
    text = render_all([Entry("a.ttl", report()), Entry("b\udcff.ttl", report())], "text/plain", "en")
    assert text.startswith(b"a.ttl\nConforms")
    assert b"\nb\xff.ttl\nConforms" in text


# HTML


@given(REPORTS, st.sampled_from(LANGUAGES))
def test_the_page_is_valid_and_runs_and_loads_nothing(shown, language):
    text = render(shown, "text/html", language).decode()
    page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(text)
    loading = {"script", "img", "link", "iframe", "object"}
    assert not loading & {each.tag for each in page.iter()}
    links = [link.get("href") for link in page.iter("a")]
    assert all(link.startswith(("https://", "#")) for link in links)
    assert page.get("lang") == language
    assert text.count(fragment(shown, language)) == 1


@pytest.mark.parametrize("entries", [1, 2])
def test_the_headings_of_a_page_are_in_order_and_its_anchors_stand_once(entries):
    shown = report(finding(), finding(W))
    text = render_all([Entry("a.ttl", shown)] * entries + [Entry("b.ttl", None, "none")], "text/html", "en")
    for written in (text, render(shown, "text/html", "en")):
        page = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False).parse(written.decode())
        levels = [
            int(each.tag[1]) for each in page.iter() if each.tag in {"h1", "h2", "h3", "h4", "h5", "h6"}
        ]
        assert levels[0] == 1
        assert levels.count(1) == 1
        assert all(after <= before + 1 for before, after in itertools.pairwise(levels))
        anchors = [each.get("id") for each in page.iter() if each.get("id")]
        assert len(anchors) == len(set(anchors))
        assert all(each.get("scope") for each in page.iter("th"))
        inside = [each.get("href")[1:] for each in page.iter("a") if each.get("href").startswith("#")]
        assert set(inside) <= set(anchors)


def test_the_style_is_in_the_page_and_prints():
    assert STYLE in render(report(), "text/html", "en").decode()
    assert "@media print" in STYLE
    assert "color-scheme: light dark" in STYLE
    assert "url(" not in STYLE


# CSV


@given(WORDS)
def test_no_cell_is_a_formula_and_every_cell_can_be_had_back(text):
    cell = defused(text)
    assert not cell.startswith(("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠"))
    assert cell in (text, f"'{text}")


@given(REPORTS, st.sampled_from(LANGUAGES))
def test_the_table_has_a_row_for_each_note_and_result_and_reads_back(shown, language):
    text = render(shown, "text/csv", language)
    assert text.startswith(b"\xef\xbb\xbf")
    head, *rows = csv.reader(io.StringIO(text.decode("utf-8-sig"), newline=""))
    texts = [*shown.notes, *(each.messages for each in shown.findings)] or [{}]
    assert {len(row) for row in rows} <= {len(head)}
    place = head.index(SAID[language]["message"])
    assert [row[place] for row in rows] == [defused(clean(said(each, language).text)) for each in texts]


def test_a_row_of_the_table_ends_as_rfc_4180_says():
    assert render(report(), "text/csv", "en").endswith(b"\r\n")


# RDF


@given(REPORTS)
def test_the_rdf_report_can_be_read_back_and_holds_every_result(shown):
    graph = Graph().parse(data=render(shown, "application/n-triples", "en"), format="nt")
    node = graph.value(None, RDF.type, SH.ValidationReport)
    assert len(set(graph.objects(node, SH.result))) == len(shown.findings)
    assert graph.value(node, SH.conforms).toPython() is (not shown.findings)
    assert graph.value(node, Namespace(ECS).verdict) == Literal(shown.verdict.value)
    for result in graph.subjects(RDF.type, SH.ValidationResult):
        for part in (SH.focusNode, SH.resultSeverity, SH.sourceConstraintComponent):
            assert len(set(graph.objects(result, part))) == 1


def test_the_formats_of_rdf_hold_the_same_graph():
    shown = report(finding())
    turtle = Graph().parse(data=render(shown, "text/turtle", "en"), format="turtle")
    assert isomorphic(
        turtle, Graph().parse(data=render(shown, "application/ld+json", "ru"), format="json-ld")
    )
    notices = turtle.objects(turtle.value(None, RDF.type, SH.ValidationReport), RDFS.comment)
    assert {notice.language for notice in notices} == set(LANGUAGES)


def test_the_reasons_of_a_result_are_details_inside_details():
    graph = Graph().parse(data=render(report(finding()), "text/turtle", "en"), format="turtle")
    (inner,) = graph.objects(None, SH.result / SH.detail / SH.detail)
    assert graph.value(inner, SH.resultMessage) == Literal("The innermost reason.", lang="en")
    assert str(graph.value(inner, SH.sourceConstraintComponent)) == MIN_COUNT
    assert graph.value(None, SH.result / SH.detail / Namespace(ECS).branch) is None
    assert [each.toPython() for each in graph.objects(None, Namespace(ECS).branch)] == [2]


def test_a_blank_node_of_the_document_is_never_one_of_the_report():
    focus = finding(focus=Term("_:report", {}), value=Term("_:ownreport", {}))
    graph = Graph().parse(data=render(report(focus), "text/turtle", "en"), format="turtle")
    node = graph.value(None, RDF.type, SH.ValidationReport)
    assert node not in {*graph.objects(None, SH.focusNode), *graph.objects(None, SH.value)}


# SARIF and JUnit: their schemas are held against in test_report_schemas.py


def sarif(*findings, **changed):
    log = json.loads(render(report(*findings, **changed), "application/sarif+json", "en"))
    (run,) = log["runs"]
    return run


def test_sarif_has_the_line_where_it_is_known_and_else_the_node():
    at_line, in_json = sarif(finding(), finding(place=Place(pointer="/a/0")))["results"]
    assert at_line["locations"][0]["physicalLocation"]["region"] == {"startLine": 7, "startColumn": 5}
    (location,) = in_json["locations"]
    assert "region" not in location["physicalLocation"]
    assert [each["fullyQualifiedName"] for each in location["logicalLocations"]] == ["http://a/c", "/a/0"]


def test_sarif_has_the_levels_the_rules_and_where_they_are_explained():
    run = sarif(finding(V), finding(W), finding(I, rule="Own", shape="http://a/Own"))
    assert [each["level"] for each in run["results"]] == ["error", "warning", "note"]
    assert [each["helpUri"] for each in run["tool"]["driver"]["rules"]] == ["http://a/Own", ECS + "S03"]
    assert [each["ruleIndex"] for each in run["results"]] == [1, 1, 0]


def test_sarif_keeps_a_fingerprint_when_lines_move():
    here, there, other = sarif(finding(), finding(place=Place(99)), finding(rule="S04"))["results"]
    assert here["partialFingerprints"] == there["partialFingerprints"] != other["partialFingerprints"]


def test_sarif_names_a_document_by_an_address_and_a_failed_run_has_no_results():
    entries = [Entry("a b/ü.ttl", report()), Entry("/b.ttl", None, "not Turtle")]
    good, failed = json.loads(render_all(entries, "application/sarif+json", "en"))["runs"]
    assert good["artifacts"][0]["location"]["uri"] == "a%20b/%C3%BC.ttl"
    assert "results" not in failed
    assert failed["invocations"][0]["executionSuccessful"] is False


@pytest.mark.parametrize(("fail_on", "failures"), [(V, "1"), (W, "1"), (I, "2")])
def test_junit_fails_what_reaches_the_line_and_tells_the_rest(fail_on, failures):
    shown = report(finding(V), finding(W), finding(I, rule="S04"), fail_on=fail_on)
    suite = ElementTree.fromstring(render(shown, "application/junit+xml", "en")).find("testsuite")
    assert (suite.get("tests"), suite.get("failures"), suite.get("skipped")) == ("3", failures, "1")
    told = suite.findall("testcase/failure") + suite.findall("testcase/system-out")
    assert "".join(each.text for each in told).count("It names no territory.") == 3


def test_junit_has_a_case_that_passes_where_nothing_was_found():
    shown = report(not_yet=())
    suite = ElementTree.fromstring(render(shown, "application/junit+xml", "en")).find("testsuite")
    assert [len(case) for case in suite.findall("testcase")] == [0]


def test_junit_counts_a_document_without_a_report_as_an_error():
    entries = [Entry("a.ttl", None, "\x00not Turtle"), Entry("b.ttl", report())]
    root = ElementTree.fromstring(render_all(entries, "application/junit+xml", "en"))
    assert (root.get("errors"), root.get("failures")) == ("1", "0")


def test_a_cluster_without_a_stage_says_that_the_strictest_rules_apply():
    subjects = (Subject(STAGE, None),)
    for media_type in ("text/plain", "text/html"):
        text = " ".join(render(report(subjects=subjects), media_type, "en").decode().split())
        assert "the strictest rules apply" in text
