"""rulebook: profiles put together from files, their versions and thresholds, and what things are called."""

import pyoxigraph
import pytest

from educluster.errors import BadParameter
from educluster.graphs import iri, is_blank, text
from educluster.names import EC, ECC, ECR, ECS, LANGUAGES, SH
from educluster.reports import Severity
from educluster.rulebook import Book, book, lexicon
from educluster.rulebook.reading import by_number, numbers

HEAD = """
@prefix dcterms: <http://purl.org/dc/terms/> .
@prefix ec: <https://w3id.org/educluster/ns#> .
@prefix ecr: <https://w3id.org/educluster/id/> .
@prefix ecs: <https://w3id.org/educluster/shapes#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
"""
PROFILE = """
ecs:profile-{name} a ecs:Profile ; dcterms:identifier "{name}" ; owl:versionInfo "{version}" ; {more}
    dcterms:title "{name}"@en ; skos:changeNote "{version}: now"@en , "0.9: then"@en , "0.10: later"@en .
"""
RULE = """
ecs:{name} a sh:PropertyShape ; sh:path ec:seat ; sh:minCount {least} ; sh:severity sh:Violation ; {more}
    ecs:profile ecs:profile-{profile} ; sh:message "{name}"@en .
"""
THRESHOLD = """
ecs:parameter-{name} a ecs:Parameter ; dcterms:identifier "{name}" ; ecs:profile ecs:profile-{profile} ;
    ecs:rule ecs:{rule} ; ecs:sets sh:minCount ; sh:minInclusive {least} .
"""
SOFTER = """
    ecs:severityAt [ ecs:stage ecr:stage-formation ; sh:severity sh:Warning ] ;
    ecs:appliesAt ecr:stage-formation ;
"""
FORMATION, MATURITY = f"{ECR}stage-formation", f"{ECR}stage-maturity"


def file(name, version, *rules, more=""):
    return "".join([HEAD, PROFILE.format(name=name, version=version, more=more), *rules]).encode()


def rule(name, profile, least=1, more=""):
    return RULE.format(name=name, profile=profile, least=least, more=more)


BELOW = file(
    "below", "1.0", rule("S10", "below"), rule("S9", "below", 2, SOFTER),
    THRESHOLD.format(name="seats", profile="below", rule="S9", least=1),
)  # fmt: skip
BELOW_OLD = file("below", "0.9", rule("S9", "below", 3))
BELOW_OLDER = file("below", "0.10", rule("S9", "below", 4))
ABOVE = file(
    "above",
    "2.0",
    rule("S11", "above"),
    more='ecs:buildsOn "below@1.0" ; ecs:overrides [ ecs:rule ecs:S9 ; sh:severity sh:Info ] ;',
)
FILES = {"above": ABOVE, "below": BELOW, "below@0.9": BELOW_OLD, "below@0.10": BELOW_OLDER}


@pytest.fixture
def made_up():
    return Book(FILES, HEAD.encode())


def values(triples, shape, predicate):
    return [
        text(value) for subject, said, value in triples if (subject, said) == (iri(shape), iri(predicate))
    ]


# Profiles


def test_profiles_come_after_those_that_they_build_on(made_up):
    assert made_up.names == ["below", "above"]


def test_profile_has_the_rules_of_those_below_and_knows_its_own(made_up):
    profile = made_up.profile("above")
    assert [(each.name, each.profile) for each in profile.rules] == [
        ("S9", "below"),
        ("S10", "below"),
        ("S11", "above"),
    ]
    assert [each.name for each in profile.own] == ["S11"]
    assert profile.builds_on == ("below@1.0",)


def test_profile_below_is_the_version_that_is_named(made_up):
    files = {**FILES, "above": ABOVE.replace(b"below@1.0", b"below@0.9")}
    profile = Book(files, HEAD.encode()).profile("above")
    assert [each.name for each in profile.rules] == ["S9", "S11"]
    assert values(Book(files, HEAD.encode()).triples("above"), f"{ECS}S9", f"{SH}minCount") == ["3"]


@pytest.mark.parametrize(
    ("wanted", "version"), [("below", "1.0"), ("below@1.0", "1.0"), ("below@0.9", "0.9")]
)
def test_profile_is_found_by_its_name_with_or_without_a_version(made_up, wanted, version):
    assert made_up.profile(wanted).version == version


@pytest.mark.parametrize(
    ("wanted", "remedy"),
    [
        ("nobody", "above, below"),
        ("below@7", "1.0, 0.10, 0.9"),
        ("nobody@1.0", "above, below"),
        ("", "above"),
    ],
)
def test_profile_that_there_is_not_is_refused_with_those_that_there_are(made_up, wanted, remedy):
    with pytest.raises(BadParameter) as refused:
        made_up.profile(wanted)
    assert remedy in str(refused.value)


def test_versions_and_changes_come_from_the_newest_to_the_oldest(made_up):
    assert made_up.versions("below") == ["1.0", "0.10", "0.9"]
    assert [each["en"] for each in made_up.profile("below").changes] == [
        "1.0: now",
        "0.10: later",
        "0.9: then",
    ]
    assert sorted(["0.10.0", "0.9.0", "1.0"], key=numbers) == ["0.9.0", "0.10.0", "1.0"]


# Severities


@pytest.mark.parametrize(
    ("stage", "severity", "applies"),
    [
        (None, Severity.VIOLATION, True),
        (FORMATION, Severity.WARNING, True),
        (MATURITY, Severity.VIOLATION, False),
    ],
)
def test_rule_has_its_severity_and_applies_at_a_stage(made_up, stage, severity, applies):
    profile = made_up.profile("below")
    (found,) = [each for each in profile.rules if each.name == "S9"]
    assert (found.severity_at(stage), found.applies_at(stage)) == (severity, applies)
    assert profile.severity(f"{ECS}S9", stage) is severity


@pytest.mark.parametrize("stage", [None, FORMATION, MATURITY])
def test_override_holds_at_every_stage_and_leaves_the_profile_below_alone(made_up, stage):
    assert made_up.profile("above").severity(f"{ECS}S9", stage) is Severity.INFO
    assert made_up.profile("below").severity(f"{ECS}S9", None) is Severity.VIOLATION
    for name, severity in (("above", "Info"), ("below", "Violation")):
        assert values(made_up.triples(name), f"{ECS}S9", f"{SH}severity") == [SH + severity]


@pytest.mark.parametrize(
    "shapes",
    [["S9", "S10"], ["S19", "S19-absent"], ["S19-absent", "S20"], ["A01", "S01"], ["S01-a", "S01-b"]],
)
def test_rules_are_sorted_by_their_numbers(shapes):
    backwards = shapes[::-1]
    backwards.sort(key=lambda each: by_number(ECS + each))
    assert backwards == shapes


# Thresholds


def test_threshold_has_the_value_that_stands_in_its_rule_also_above(made_up):
    for name in ("below", "above"):
        (parameter,) = made_up.profile(name).parameters
        assert (parameter.name, parameter.value, parameter.least) == ("seats", "2", "1")


def test_threshold_that_is_set_stands_in_the_shapes_and_nowhere_else(made_up):
    triples = made_up.triples("above", {"seats": "7"})
    assert values(triples, f"{ECS}S9", f"{SH}minCount") == ["7"]
    assert values(triples, f"{ECS}S10", f"{SH}minCount") == ["1"]
    assert values(made_up.triples("above"), f"{ECS}S9", f"{SH}minCount") == ["2"]


@pytest.mark.parametrize("value", ["0", "-1", "1.5", "two", "", "٣", "1e3", " 2"])
def test_threshold_that_cannot_be_is_refused(made_up, value):
    with pytest.raises(BadParameter, match="seats"):
        made_up.check("below", {"seats": value})
    with pytest.raises(BadParameter, match="seats"):
        made_up.triples("below", {"seats": value})


@pytest.mark.parametrize(
    ("value", "good"), [("0.5", True), ("2", True), (".", False), ("1.2.3", False), ("-0.5", False)]
)
def test_threshold_with_a_fraction_takes_one_point(value, good):
    settings = {"full-time-posts": value}
    if good:
        assert book().check("eccp", settings) is None
    else:
        with pytest.raises(BadParameter, match="full-time-posts"):
            book().check("eccp", settings)


def test_threshold_that_there_is_not_is_refused_with_those_that_there_are(made_up):
    with pytest.raises(BadParameter, match="no threshold «chairs»") as refused:
        made_up.check("above", {"chairs": "2"})
    assert "seats=2" in str(refused.value)


# Bytes


def test_digest_tells_files_and_thresholds_apart(made_up):
    changed = Book({**FILES, "below": BELOW + b"\n# a remark"}, HEAD.encode())
    other_terms = Book(FILES, HEAD.encode() + b"\n")
    digests = [
        made_up.digest("above"),
        made_up.digest("below"),
        made_up.digest("above", {"seats": "3"}),
        made_up.digest("above", {"seats": "4"}),
        changed.digest("above"),
        other_terms.digest("above"),
    ]
    assert len(set(digests)) == 6
    assert (
        made_up.digest("above", {}) == made_up.digest("above") == Book(FILES, HEAD.encode()).digest("above")
    )


def test_blank_nodes_of_two_files_are_told_apart(made_up):
    blank = {
        name: {value for _, _, value in made_up.triples(name) if is_blank(value)}
        for name in ("below", "above")
    }
    assert len(blank["below"]) == 1
    assert len(blank["above"]) == 2


def test_export_is_turtle_with_the_prefixes_that_people_know(made_up):
    text = made_up.export("above")
    assert b"@prefix ecs:" in text
    triples = {str(each.triple) for each in pyoxigraph.parse(text, format=pyoxigraph.RdfFormat.TURTLE)}
    assert f"<{ECS}S9> <{SH}severity> <{SH}Info>" in triples


def test_packaged_profiles_are_read_once():
    assert book() is book()
    assert book().names[0] == "base"


# What things are called


@pytest.mark.parametrize(
    "thing", [EC + "Cluster", EC + "hasMembership", ECR + "stage-maturity", "http://www.w3.org/ns/org#member"]
)
def test_terms_of_ours_and_of_others_are_called_in_three_languages(thing):
    assert set(lexicon().called(thing)) >= set(LANGUAGES)


def test_what_is_not_known_has_no_name_and_no_passage():
    assert lexicon().called("https://example.org/nobody") == {}
    source = lexicon().source("https://example.org/criteria")
    assert (source.iri, source.work, source.place, source.finder) == (
        "https://example.org/criteria",
        {},
        {},
        "",
    )


def test_claim_is_found_in_its_article():
    source = lexicon().source(f"{ECC}mukhamedov-2020-196")
    assert source.work["en"]
    assert source.finder
    assert set(source.place) == set(LANGUAGES)
    assert "p. " in source.place["en"]
    assert "с. " in source.place["ru"]


def test_claim_of_ours_without_a_passage_names_its_work():
    source = lexicon().source(f"{ECC}educluster-004")
    assert source.work == lexicon().called(f"{ECR}work-educluster") != {}
    assert (source.place, source.finder) == ({}, "")
