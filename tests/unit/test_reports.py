"""reports: verdicts, paths, and renderings that can be read back."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import RDF, SH, Graph

from educluster.names import EC, LANGUAGES
from educluster.reports import Finding, NotYet, Path, ProfileName, Report, Severity, Subject, Verdict, render
from educluster.reports.words import WORDS

NAME, KNOWS = Path("predicate", EC + "name"), Path("predicate", "http://a/knows")
PATHS = st.recursive(
    st.sampled_from([NAME, KNOWS]),
    lambda parts: st.one_of(
        st.builds(
            lambda kind, some: Path(kind, parts=tuple(some)),
            st.sampled_from(["sequence", "alternativePath"]),
            st.lists(parts, min_size=2, max_size=3),
        ),
        st.builds(
            lambda kind, part: Path(kind, parts=(part,)),
            st.sampled_from(["inversePath", "zeroOrMorePath", "oneOrMorePath", "zeroOrOnePath"]),
            parts,
        ),
    ),
    max_leaves=5,
)
FINDINGS = st.builds(
    Finding,
    rule=st.just("S03"),
    shape=st.sampled_from(["http://a/shape", "_:b1"]),
    severity=st.sampled_from(Severity),
    component=st.just(str(SH.MinCountConstraintComponent)),
    focus=st.sampled_from(["<http://a/c>", "_:b2"]),
    path=st.none() | PATHS,
    value=st.none() | st.sampled_from(['"x"@uz-latn', '"05.0"^^<http://a/t>', "<http://a/v>"]),
    line=st.none() | st.integers(1, 9),
    messages=st.just({"en": 'A "message"\nin two lines', "ru": "Сообщение"}),
    remedies=st.just({"en": "Mend it."}),
    sources=st.just(("http://a/claim",)),
)


def report_of(*findings, fail_on=Severity.VIOLATION):
    profile = ProfileName("http://a/profile", "base", "1.0")
    not_yet = (NotYet("S11", "<http://a/c>", {"en": "management"}, ("http://a/stage",)),)
    return Report(profile, "an engine", fail_on, (Subject("<http://a/c>", None),), tuple(findings), not_yet)


def finding(severity):
    return Finding("S01", "http://a/s", severity, "http://a/c", "<http://a/c>", None, None, None, {}, {}, ())


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
    assert report_of(*map(finding, found), fail_on=fail_on).verdict is verdict


@pytest.mark.parametrize(
    ("path", "written"),
    [
        (NAME, "ec:name"),
        (KNOWS, "<http://a/knows>"),
        (Path("sequence", parts=(NAME, Path("inversePath", parts=(KNOWS,)))), "ec:name/(^<http://a/knows>)"),
        (Path("zeroOrMorePath", parts=(Path("alternativePath", parts=(NAME, NAME)),)), "(ec:name|ec:name)*"),
    ],
)
def test_a_path_is_written_as_sparql_writes_it(path, written):
    assert str(path) == written


@given(PATHS)
def test_every_written_path_is_a_path_of_sparql(path):
    assert list(Graph().query(f"PREFIX ec: <{EC}> SELECT * {{ <http://a/s> {path} <http://a/o> }}")) == []


@given(st.lists(FINDINGS, max_size=3))
def test_the_rdf_report_can_be_read_back_and_holds_every_result(findings):
    graph = Graph().parse(data=render(report_of(*findings), "text/turtle", "en"), format="turtle")
    assert len(set(graph.objects(None, SH.result))) == len(findings)
    report = graph.value(None, RDF.type, SH.ValidationReport)
    assert graph.value(report, SH.conforms).toPython() is (not findings)
    for result in graph.objects(None, SH.result):
        assert {message.language for message in graph.objects(result, SH.resultMessage)} == {"en", "ru"}


@given(st.lists(FINDINGS, max_size=3), st.sampled_from(LANGUAGES))
def test_the_json_report_holds_every_result_in_the_language_or_in_english(findings, language):
    value = json.loads(render(report_of(*findings), "application/json", language))
    expected = {"en": "A ", "ru": "Сооб", "uz": "A "}[language]
    assert len(value["results"]) == len(findings) == sum(value["counts"].values())
    assert all(each["message"].startswith(expected) for each in value["results"])
    assert value["notYet"][0]["appliesAt"] == ["http://a/stage"]


def test_the_text_report_names_rule_place_remedy_and_source():
    texts = ({"en": "Wrong."}, {"en": "Mend."}, (EC,))
    shown = Finding("S03", "http://a/s", V, "http://a/c", "<http://a/x>", NAME, '"v"', 7, *texts)
    text = render(report_of(shown), "text/plain", "en").decode()
    for part in (
        "S03  violation: Wrong.",
        "line 7, http://a/x  ec:name",
        'value: "v"',
        "→ Mend.",
        "rests on",
    ):
        assert part in text


def test_the_words_of_a_report_are_there_in_every_language():
    assert set(WORDS) == set(LANGUAGES)
    assert {frozenset(words) for words in WORDS.values()} == {frozenset(WORDS["en"])}
