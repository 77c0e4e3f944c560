"""shapes: the stage of a cluster, and which cluster a node belongs to, decide how severe a rule is."""

import pytest

from educluster import shapes
from educluster.documents import read
from educluster.errors import BadDocument
from educluster.graphs import Graph
from educluster.reports import Severity
from educluster.shapes.telling.stages import owners

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix org: <http://www.w3.org/ns/org#> .
"""
MATURE = "<#b> a ec:Cluster ; ec:hasStageOccurrence [ ec:stage ecr:stage-maturity ] ."
FORMING = "<#a> a ec:Cluster ; ec:hasStageOccurrence [ ec:stage ecr:stage-formation ] ."


@pytest.fixture(scope="module")
def base():
    return shapes.load("base")


def check(base, text):
    description = shapes.Description.read((HEAD + text).encode(), "text/turtle")
    return shapes.check(base, description, Severity.VIOLATION)


def severities(report, rule):
    return {each.focus.token: each.severity.value for each in report.findings if each.rule == rule}


def stages(report):
    """Return the last parts of the stages of the clusters."""
    return [each.stage and each.stage.token.strip("<>").rpartition("/")[2] for each in report.subjects]


@pytest.mark.parametrize(
    ("entries", "stage", "severity"),
    [
        pytest.param(
            "[ ec:stage ecr:stage-formation ]", "stage-formation", "warning", id="softer while forming"
        ),
        pytest.param("[ ec:stage ecr:stage-maturity ]", "stage-maturity", "violation", id="strict later"),
        pytest.param("[ ec:stage ecr:stage-unheard-of ]", None, "violation", id="unknown: the strictest"),
        pytest.param('[ ec:stage "formation" ]', None, "violation", id="a text: the strictest"),
        pytest.param(
            "[ ec:stage ecr:stage-formation ] , [ ec:stage ecr:stage-maturity ]",
            None,
            "violation",
            id="two at once",
        ),
        pytest.param(
            '[ ec:stage ecr:stage-maturity ; ec:endedOn "2020" ] , [ ec:stage ecr:stage-formation ]',
            "stage-formation",
            "warning",
            id="the one that has not ended",
        ),
    ],
)
def test_a_rule_is_as_severe_as_the_stage_says(base, entries, stage, severity):
    report = check(base, f"<#a> a ec:Cluster ; ec:hasStageOccurrence {entries} .")
    assert stages(report) == [stage]
    assert set(severities(report, "S04").values()) == {severity}


def test_a_rule_that_does_not_apply_yet_is_told_and_gives_no_result(base):
    report = check(base, FORMING)
    (not_yet,) = report.not_yet
    assert not_yet.rule == "S11"
    assert not_yet.later
    assert len(not_yet.stages) == 4
    assert severities(report, "S11") == {}


def test_a_rule_that_does_not_apply_any_more_is_told_apart(base):
    report = check(base, "<#a> a ec:Cluster ; ec:hasStageOccurrence [ ec:stage ecr:stage-ended ] .")
    assert {each.rule: each.later for each in report.not_yet} == {"S01": False, "S11": False}


def test_a_document_without_a_cluster_is_refused_and_not_passed(base):
    with pytest.raises(BadDocument, match="no cluster"):
        check(base, "<#a> a org:Organization .")


def test_each_of_two_clusters_is_judged_at_its_own_stage(base):
    report = check(base, FORMING + MATURE)
    found = severities(report, "S04")
    assert found == {"<file:///document#a>": "warning", "<file:///document#b>": "violation"}


def test_a_node_of_two_clusters_belongs_to_neither():
    text = "<a:1> <a:p> <a:own> , <a:both> . <a:2> <a:p> <a:both> , <a:1> . <a:both> <a:p> <a:beyond> ."
    alone = Graph(read(text.encode(), "text/turtle").triples)
    found = owners(alone, ["<a:1>", "<a:2>"])
    assert found == {"<a:1>": "<a:1>", "<a:2>": "<a:2>", "<a:own>": "<a:1>"}


def test_results_come_in_a_fixed_order_and_each_once(base):
    text = "<#a> a ec:Cluster ; ec:hasMembership [ org:member <#x> ] , [ org:member <#y> ] ."
    findings = check(base, text).findings
    assert findings == check(base, text).findings
    assert len(set(map(repr, findings))) == len(findings)
    assert [each.rule for each in findings] == sorted(each.rule for each in findings)


def test_a_cluster_of_a_class_of_ones_own_is_checked_too(base):
    text = "<#Regional> <http://www.w3.org/2000/01/rdf-schema#subClassOf> ec:Cluster ."
    report = check(base, text + FORMING.replace("a ec:Cluster", "a <#Regional>"))
    assert stages(report) == ["stage-formation"]
    assert set(severities(report, "S04").values()) == {"warning"}


def test_a_node_that_is_only_pointed_to_has_the_line_of_what_points_to_it(base):
    report = check(base, "<#a> a ec:Cluster ;\n    ec:hasMembership <#m> .")
    assert [each.place.line for each in report.findings if each.rule == "S06"] == [6]
