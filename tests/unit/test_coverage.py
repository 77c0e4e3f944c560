"""shapes.telling.coverage: what of a list a cluster meets or does not, or says nothing of, and by whom."""

from functools import cache

import pytest

from educluster import shapes
from educluster.names import EC, ECR, LANGUAGES
from educluster.reports import Answer, Severity
from educluster.shapes.knowledge import knowledge

HEAD = """
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix ex: <https://example.org/id/> .
"""
CONDITIONS, ACTIVITIES = (knowledge().parts(EC + each) for each in ("hasCondition", "hasActivity"))
CONDITION = CONDITIONS[f"{ECR}principle-mutual-control"][0]
ACTIVITY = ACTIVITIES[f"{ECR}direction-education"][0]


def assessed(outcome, evidence=0, condition=CONDITION):
    named = ", ".join(f"ex:e{number}" for number in range(evidence))
    shown = f"; ec:hasEvidence {named}" if named else ""
    stated = f"; ec:outcome {outcome}" if outcome else ""
    return f"[ a ec:Assessment ; ec:assesses <{condition}> {stated} {shown} ]"


@cache
def profile(name):
    return shapes.load(name)


@cache
def scores(said):
    text = f"{HEAD} ex:c a ec:Cluster {said} ."
    description = shapes.Description.read(text.encode(), "text/turtle")
    (subject,) = shapes.check(profile("nine-principles"), description, Severity.VIOLATION).subjects
    return subject.scores


def part(said, wanted=CONDITION):
    """Return what is said of one part; it stands in one row."""
    found = [each for score in scores(said) for row in score.rows for each in row.parts]
    (part,) = [each for each in found if each.term.token == f"<{wanted}>"]
    return part


@pytest.mark.parametrize(
    ("said", "answer", "because"),
    [
        pytest.param("", Answer.NOT_STATED, 0, id="silence is no denial"),
        pytest.param(assessed("ec:Met"), Answer.MET, 1, id="met"),
        pytest.param(assessed("ec:Unmet"), Answer.UNMET, 1, id="unmet"),
        pytest.param(assessed(""), Answer.NOT_STATED, 0, id="assessed without an outcome"),
        pytest.param(assessed("ex:Perhaps"), Answer.NOT_STATED, 0, id="an outcome that is none"),
        pytest.param(f"{assessed('ec:Met')} , {assessed('ec:Met')}", Answer.MET, 2, id="met twice"),
        pytest.param(
            f"{assessed('ec:Met')} , {assessed('ec:Unmet')}", Answer.UNMET, 2, id="conflict is unmet"
        ),
        pytest.param(assessed("ec:Met , ec:Unmet"), Answer.UNMET, 1, id="conflict in one"),
        pytest.param(
            assessed("ec:Met", condition=f"{ECR}actor-school"), Answer.NOT_STATED, 0, id="of another"
        ),
    ],
)
def test_answer_has_three_values(said, answer, because):
    found = part(f"; ec:hasAssessment {said}" if said else "")
    assert (found.answer, len(found.because)) == (answer, because)


def test_an_activity_of_the_kind_is_enough():
    found = part(f"; ec:carriesOut [ a ec:Activity ; ec:activityKind <{ACTIVITY}> ]", ACTIVITY)
    assert found.answer is Answer.MET
    assert len(found.because) == 1


def test_an_assessment_can_deny_an_activity():
    denied = assessed("ec:Unmet", condition=ACTIVITY)
    said = f"; ec:carriesOut [ ec:activityKind <{ACTIVITY}> ] ; ec:hasAssessment {denied}"
    assert part(said, ACTIVITY).answer is Answer.UNMET


@pytest.mark.parametrize(("said", "number"), [(assessed("ec:Met"), 0), (assessed("ec:Unmet", 3), 3)])
def test_evidence_is_counted(said, number):
    assert part(f"; ec:hasAssessment {said}").evidence == number


def test_evidence_of_all_assessments_is_counted():
    said = f"{assessed('ec:Met', 1)} , {assessed('ec:Met', 2)}"
    assert part(f"; ec:hasAssessment {said}").evidence == 3


def test_the_place_is_that_of_the_assessment():
    assert part(f";\n ec:hasAssessment {assessed('ec:Met')}").place.line == 6
    assert part("").place.line is None


def test_rows_are_the_principles_and_the_directions_with_their_parts_in_order():
    found = scores("")
    assert [[row.term.token.strip("<>") for row in score.rows] for score in found] == [
        list(CONDITIONS),
        list(ACTIVITIES),
    ]
    assert [len(score.rows) for score in found] == [9, 5]
    for score, parts in zip(found, (CONDITIONS, ACTIVITIES), strict=True):
        for row in score.rows:
            assert [each.term.token.strip("<>") for each in row.parts] == parts[row.term.token.strip("<>")]
        assert score.count(Answer.NOT_STATED) == sum(map(len, parts.values()))
        assert set(score.titles) == set(score.what) == set(LANGUAGES)
        assert all(set(row.term.labels) >= set(LANGUAGES) for row in score.rows)


def test_counts_are_of_each_row_and_of_the_whole():
    conditions, _ = scores(f"; ec:hasAssessment {assessed('ec:Met')}")
    assert conditions.count(Answer.MET) == 1
    (row,) = [row for row in conditions.rows if row.count(Answer.MET)]
    assert row.term.token == f"<{ECR}principle-mutual-control>"


def test_a_profile_without_scores_gives_none():
    description = shapes.Description.read((HEAD + "ex:c a ec:Cluster .").encode(), "text/turtle")
    (subject,) = shapes.check(profile("base"), description, Severity.VIOLATION).subjects
    assert subject.scores == ()
