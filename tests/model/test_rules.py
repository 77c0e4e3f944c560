"""The rules of all profiles: broken by their failing examples, told in three languages, from sources."""

import re
from collections import Counter, defaultdict
from functools import cache

import pytest
from rdflib import OWL, RDF, SH, SKOS, Graph, URIRef
from rdflib.namespace import DCTERMS

from educluster import artifacts, shapes
from educluster.documents import read
from educluster.errors import BadParameter
from educluster.graphs import Graph as Triples
from educluster.graphs import follow
from educluster.names import LANGUAGES
from educluster.reports import Severity
from educluster.rulebook import book, lexicon
from educluster.shapes.reference import PyShacl
from model.descriptions import (
    CONSTRAINTS,
    EC,
    ECS,
    EXAMPLES,
    FROM,
    INVALID,
    PATCHES,
    TOGETHER,
    VALID,
    description,
    findings,
    found,
    local,
    merged,
    rules_of,
    verdicts,
)

BOOK = book()
FILES = {path.stem: path for path in found("shapes/profiles")}
PROFILES = {name: merged([path]) for name, path in FILES.items()}
OLDER = found("shapes/profiles/older")
STRICTNESS = [SH.Info, SH.Warning, SH.Violation]
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
REFUSED = set()  # rules of the articles that no profile holds
KNOWN = {"this", "value", "found", "expected"}  # what a message may have filled in
OWN_NAME = re.compile(r"\b(ecr?|ecs):([A-Za-z][\w-]*)")
USES_SPARQL = set(
    "A02 D02 M10-years S15 S17 S34 S35 S36 S40 S41 S54 S55 S56 S58".split()
)  # Core cannot say it

per_constraint = pytest.mark.parametrize("rule", CONSTRAINTS, ids=lambda rule: name_of(rule))
per_profile = pytest.mark.parametrize("profile", BOOK.names)


def name_of(rule):
    return f"{rule.profile} {local(rule.shape)}"


def graph_of_rule(rule):
    return PROFILES[rule.profile], URIRef(rule.shape)


def pairs(which):
    named = [(rule, name) for rule in CONSTRAINTS for name in getattr(rule, which)]
    return pytest.mark.parametrize(
        ("rule", "name"), named, ids=[f"{name_of(rule)} {name}" for rule, name in named]
    )


# Examples

LACKS = {("S44-absent", "Info"): 1, ("S45", "Info"): 1, ("S46", "Warning"): 1}
OF_VALID = {
    ("minimal", "base"): {**LACKS, ("S02", "Warning"): 1},
    ("ended", "base"): LACKS,
    ("forming", "base"): {**LACKS, **{(name, "Warning"): 1 for name in ("S01", "S02", "S04", "S08")}},
    ("three-regions", "base"): {},
    ("complete", "base"): {},
    ("complete", "ties"): {},
    ("complete", "nine-principles"): {},
    ("complete", "integration-system"): {},
    ("complete", "corpus"): {},
    ("with-gaps", "corpus"): {},
    ("cluster-organisation", "base"): {},
    ("cluster-organisation", "eccp"): {},
    ("teacher-academy", "teacher-academies"): {},
    ("campus", "campus-des-metiers"): {},
    ("school-complex", "school-complexes"): {},
}


@pytest.mark.parametrize(("name", "profile"), OF_VALID, ids=map(" ".join, OF_VALID))
def test_valid_example_has_no_violation_at_its_stage(name, profile):
    assert verdicts(EXAMPLES / "valid" / f"{name}.ttl", profile) == OF_VALID[name, profile]
    assert not [shape for shape, severity in OF_VALID[name, profile] if severity == "Violation"]


def test_every_valid_example_and_every_profile_has_its_verdict():
    assert {name for name, _ in OF_VALID} == {file.stem for file in VALID}
    assert {profile for _, profile in OF_VALID} == set(BOOK.names)


def test_every_example_belongs_to_a_constraint():
    named = {name for rule in CONSTRAINTS for name in rule.passing + rule.failing}
    files = VALID + INVALID + PATCHES + TOGETHER
    assert named == {file.relative_to(EXAMPLES).as_posix() for file in files}


@per_constraint
def test_constraint_has_failing_and_passing_examples(rule):
    assert rule.failing
    assert rule.passing
    assert {name.partition("/")[2].partition("-")[0] for name in rule.failing} == {rule.name}


@pairs("failing")
def test_failing_example_breaks_its_constraint_alone_and_once(rule, name):
    assert [each.shape for each in findings(EXAMPLES / name, rule.profile)] == [rule.shape]


@pairs("passing")
def test_passing_example_does_not_break_its_constraint(rule, name):
    assert rule.shape not in [each.shape for each in findings(EXAMPLES / name, rule.profile)]


@pytest.mark.parametrize("file", VALID + INVALID, ids=lambda file: file.stem)
def test_example_says_that_it_is_invented(file):
    (cluster,) = merged([file]).subjects(RDF.type, EC.Cluster)
    assert str(cluster).startswith("https://example.org/")
    assert "Invented" in merged([file]).value(cluster, DCTERMS.description)
    assert "invented" in file.read_text(encoding="utf-8").splitlines()[0]


@pytest.mark.parametrize("file", PATCHES, ids=lambda file: file.stem)
def test_patch_says_what_it_breaks_and_uses_known_names(file):
    text = file.read_text(encoding="utf-8")
    assert FROM.match(text)
    used = {f"{prefix}:{name}" for prefix, name in OWN_NAME.findall(text)}
    assert used <= declared() | {"ecr:stage-unheard-of"}


@cache
def declared():
    names = {"ec": str(EC), "ecr": "https://w3id.org/educluster/id/", "ecs": str(ECS)}
    known = merged(artifacts.vocabulary()).subjects(RDF.type, None)
    return {f"{short}:{each[len(at) :]}" for each in known for short, at in names.items() if at in each}


# Constraints


@per_profile
def test_every_constraint_is_asked_of_the_targets_of_its_profile(profile):
    graph = PROFILES[profile]
    asked = set()
    for node in graph.subjects(RDF.type, SH.NodeShape):
        assert any(graph.value(node, target) for target in TARGETS), node
        asked |= set(graph.objects(node, SH.property))
    named = set(graph.subjects(RDF.type, SH.PropertyShape))
    assert named == asked == {shape for shape in named if (shape, SH.message, None) in graph}
    rules = {URIRef(rule.shape) for rule in BOOK.profile(profile).own}
    assert rules == named | set(graph.subjects(RDF.type, ECS.GlobalRule))


@per_constraint
@pytest.mark.parametrize("told", [SH.name, SH.message, ECS.remedy], ids=local)
def test_constraint_is_told_once_in_each_language(rule, told):
    graph, shape = graph_of_rule(rule)
    assert sorted(text.language for text in graph.objects(shape, told)) == sorted(LANGUAGES)


@per_profile
def test_profile_and_what_it_counts_are_told_once_in_each_language(profile):
    graph = PROFILES[profile]
    told = [(ECS[f"profile-{profile}"], each) for each in (DCTERMS.title, DCTERMS.description)]
    told += [(node, SH.name) for node in graph.subjects(RDF.type, ECS.Parameter)]
    told += [(node, each) for node in graph.objects(None, ECS.scores) for each in (SH.name, SH.description)]
    for node, predicate in told:
        assert sorted(text.language for text in graph.objects(node, predicate)) == sorted(LANGUAGES)


def test_no_message_stands_twice():
    counted = Counter(text for graph in PROFILES.values() for text in graph.objects(None, SH.message))
    assert [text for text, times in counted.items() if times > 1] == []


@per_profile
def test_no_remedy_stands_twice_but_within_one_rule(profile):
    rules = defaultdict(list)
    for rule in BOOK.profile(profile).own:
        for text in rule.remedies.items():
            rules[text].append(rule.name)
    assert {text: names for text, names in rules.items() if len(set(names)) > 1} == {}


@per_constraint
def test_message_has_the_same_known_placeholders_in_each_language(rule):
    used = {frozenset(re.findall(r"\{([^}]*)\}", text)) for text in rule.messages.values()}
    assert len(used) == 1
    known = {"this", "other", "said", "otherwise", "one", "two", "value"} if rule.query else KNOWN
    assert set(*used) <= {f"${each}" for each in known}
    assert all("{" not in text.replace("{$conditions}", "") for text in rule.remedies.values())


@pairs("failing")
def test_every_placeholder_of_a_message_is_filled(rule, name):
    (finding,) = findings(EXAMPLES / name, rule.profile)
    number = number_found(rule, name, finding)
    for language, template in rule.messages.items():
        if is_about_another_fault(template, finding):
            assert finding.messages[language].startswith(rule.titles[language])
            assert finding.expected[language] in finding.messages[language]
            continue
        pattern = re.escape(template).replace(re.escape("{$found}"), str(number))
        filled = re.fullmatch(re.sub(r"\\{\\\$\w+\\}", "(.+)", pattern), finding.messages[language])
        assert filled, finding.messages[language]
        assert "—" not in filled.groups()


def is_about_another_fault(template, finding):
    """Whether a message is about numbers and the fault is another: what was expected is told instead."""
    about_numbers = "{$found}" in template or "{$expected}" in template
    counts = finding.component.endswith(("CountConstraintComponent", "HasValueConstraintComponent"))
    return about_numbers and finding.expected and not counts


def number_found(rule, name, finding):
    """Return how many values the path of a rule has at the node of a finding."""
    if rule.query:
        return None
    return len(follow(rule.path)(data_of(EXAMPLES / name, rule.profile), finding.focus.token))


def data_of(file, profile):
    return Triples(description(file).triples, rules_of(profile).vocabulary)


@per_constraint
def test_constraint_stands_on_what_exists(rule):
    assert rule.sources
    for source in rule.sources:
        assert re.match(r"https?://[^\s<>]+$", source), source
        told = lexicon().source(source)
        if source.startswith("https://w3id.org/educluster/"):
            assert told.work, source
        if "/claim/" in source and "/claim/educluster-" not in source:  # our own inferences have no passage
            assert told.place, source


@per_constraint
def test_constraint_carries_its_strictest_severity_and_its_profile(rule):
    graph, shape = graph_of_rule(rule)
    (severity,) = graph.objects(shape, SH.severity)
    for softer in graph.objects(shape, ECS.severityAt):
        assert STRICTNESS.index(graph.value(softer, SH.severity)) < STRICTNESS.index(severity)
    assert list(graph.objects(shape, ECS.profile)) == [ECS[f"profile-{rule.profile}"]]


@per_constraint
def test_further_constraint_is_named_after_its_rule(rule):
    assert rule.name in {local(each.shape) for each in BOOK.profile(rule.profile).own}
    assert local(rule.shape) == rule.name or local(rule.shape).startswith(f"{rule.name}-")


def test_each_rule_of_the_articles_is_held_or_refused():
    rules = {f"S{number:02}" for number in range(1, 64)}
    held = {rule.name for rule in CONSTRAINTS if rule.name.startswith("S")}
    assert held == rules - REFUSED


def test_sparql_is_used_where_shacl_core_cannot_say_it():
    asked = {shape for graph in PROFILES.values() for shape in graph.subjects(SH.sparql, None)}
    assert {local(shape) for shape in asked} == USES_SPARQL


# Profiles


def test_each_file_is_named_after_its_profile():
    assert {name: BOOK.profile(name).name for name in BOOK.names} == {name: name for name in FILES}
    for file in OLDER:
        older = BOOK.profile(file.stem)
        assert f"{older.name}@{older.version}" == file.stem


@pytest.mark.parametrize("wanted", [*BOOK.names, *(file.stem for file in OLDER)])
def test_version_of_a_profile_has_a_note_in_each_language(wanted):
    profile = BOOK.profile(wanted)
    graph = merged([FILES.get(wanted) or FILES["base"].parent / "older" / f"{wanted}.ttl"])
    (node,) = graph.subjects(RDF.type, ECS.Profile)
    assert [str(each) for each in graph.objects(node, OWL.versionInfo)] == [profile.version]
    if wanted in FILES:
        assert set(profile.changes[0]) == set(LANGUAGES)
        assert all(text.startswith(f"{profile.version}: ") for text in profile.changes[0].values())
        versions = {str(note).partition(":")[0] for note in graph.objects(node, SKOS.changeNote)}
        assert versions == set(BOOK.versions(wanted))


@per_profile
def test_profile_builds_on_versions_that_are_held_and_not_on_itself(profile):
    seen, waiting = [], [profile]
    while waiting:
        at = waiting.pop()
        seen.append(at)
        for below in BOOK.profile(at).builds_on:
            name, _, version = below.partition("@")
            assert version in BOOK.versions(name)
            assert name != profile
            waiting.append(below)
    assert len(seen) < 10


@pytest.mark.parametrize("file", OLDER, ids=lambda file: file.stem)
def test_older_version_still_answers(file):
    report = shapes.check(
        rules_of(file.stem), description(EXAMPLES / "valid" / "minimal.ttl"), Severity.WARNING
    )
    assert report.profile.version == file.stem.partition("@")[2]
    assert {each.rule for each in report.findings} == {"S02", "S44", "S45", "S46"}


PARAMETERS = [(each, parameter) for each in BOOK.names for parameter in BOOK.profile(each).parameters]
OWN_PARAMETERS = [
    (profile, each) for profile, each in PARAMETERS if (URIRef(each.rule), None, None) in PROFILES[profile]
]


@pytest.mark.parametrize(
    ("profile", "parameter"),
    OWN_PARAMETERS,
    ids=[f"{profile} {each.name}" for profile, each in OWN_PARAMETERS],
)
def test_threshold_stands_in_its_rule_and_setting_it_changes_a_verdict(profile, parameter):
    stands = PROFILES[profile].value(URIRef(parameter.rule), URIRef(parameter.sets))
    assert str(stands) == parameter.value
    assert float(parameter.value) > float(parameter.least)
    rule = next(each for each in CONSTRAINTS if each.shape == parameter.rule)
    assert any(broken_with(profile, parameter, "1000", name) for name in rule.passing)
    assert not all(broken_with(profile, parameter, parameter.least, name) for name in rule.failing)
    for value in ("-1", "many"):
        with pytest.raises(BadParameter, match=parameter.name):
            shapes.load(profile, {parameter.name: value})


def broken_with(profile, parameter, value, name):
    value = value if parameter.datatype.endswith("#integer") else str(float(value))
    report = shapes.check(
        shapes.load(profile, {parameter.name: value}), description(EXAMPLES / name), Severity.VIOLATION
    )
    assert report.profile.settings == {parameter.name: value}
    return parameter.rule in [each.shape for each in report.findings]


@per_profile
def test_threshold_is_named_once_in_a_profile(profile):
    own = Counter(each.name for owner, each in OWN_PARAMETERS if owner == profile)
    assert set(own.values()) <= {1}
    assert set(own) <= {each.name for each in BOOK.profile(profile).parameters}


OVERRIDES = [
    (name, local(graph.value(each, ECS.rule)), local(graph.value(each, SH.severity)))
    for name, graph in PROFILES.items()
    for each in graph.objects(None, ECS.overrides)
]


def test_some_profile_overrides():
    assert OVERRIDES


@pytest.mark.parametrize(("profile", "shape", "severity"), OVERRIDES)
def test_override_changes_the_severity_of_an_example(profile, shape, severity):
    rule = next(each for each in BOOK.profile(profile).rules if local(each.shape) == shape)
    assert rule.profile != profile
    assert rule.severity.value.capitalize() == severity
    before = next(each for each in CONSTRAINTS if each.shape == rule.shape)
    assert (before.severity, before.softer) != (rule.severity, rule.softer)
    for name in rule.failing:
        assert (shape, severity) in verdicts(EXAMPLES / name, profile)


@per_profile
def test_exported_profile_gives_the_same_results_without_the_service(profile):
    turtle = BOOK.export(profile)
    theirs = PyShacl(Triples(read(turtle, "text/turtle").triples))
    data = data_of(EXAMPLES / "valid" / "minimal.ttl", profile)
    found = rules_of(profile).engine.run(data)
    assert found
    assert counted(theirs.run(data)) == counted(found)
    exported = Graph().parse(data=turtle, format="turtle")
    for rule in BOOK.profile(profile).rules:
        assert list(exported.objects(URIRef(rule.shape), SH.severity)) == [URIRef(rule.severity.iri)]


def counted(results):
    return Counter((each.shape, each.focus, each.value, each.component) for each in results)
