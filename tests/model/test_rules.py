"""The rules of the profile base: each is broken by its failing examples, and each part of it is needed."""

from functools import cache

import pytest
from pyshacl.errors import ConstraintLoadError, ShapeLoadError
from rdflib import RDF, SH, BNode, Graph
from rdflib.namespace import DCTERMS

from model.descriptions import (
    EC,
    ECS,
    INVALID,
    ROOT,
    SHAPES,
    VALID,
    found,
    local,
    merged,
    results,
    validated,
    verdicts,
)

EXAMPLES = ROOT / "corpus" / "examples"
LANGUAGES = ["en", "ru", "uz"]
STRICTNESS = {SH.Info: 0, SH.Warning: 1, SH.Violation: 2}
CONSTRAINTS = sorted(set(SHAPES.objects(None, SH.property)) & set(SHAPES.subjects(SH.message, None)))


def rule_of(shape):
    return SHAPES.value(shape, ECS.rule, default=shape)


# Examples

OF_VALID = {
    "three-regions": {},
    "minimal": {("S02", "Warning"): 1, ("S44-absent", "Info"): 1, ("S45", "Info"): 1, ("S46", "Warning"): 1},
    "ended": {("S44-absent", "Info"): 1, ("S45", "Info"): 1, ("S46", "Warning"): 1},
    "forming": {
        ("S01", "Warning"): 1,
        ("S02", "Warning"): 1,
        ("S04", "Warning"): 1,
        ("S08", "Warning"): 1,
        ("S44-absent", "Info"): 1,
        ("S45", "Info"): 1,
        ("S46", "Warning"): 1,
    },
}


@pytest.mark.parametrize("file", VALID, ids=lambda file: file.stem)
def test_valid_example_has_no_violation_at_its_stage(file):
    assert not [shape for shape, severity in verdicts(file) if severity == "Violation"]
    assert verdicts(file) == OF_VALID[file.stem]


@pytest.mark.parametrize("file", INVALID, ids=lambda file: file.stem)
def test_invalid_example_breaks_just_the_rule_in_its_name(file):
    assert {local(rule_of(shape)) for shape, *_ in results(file)} == {file.stem.partition("-")[0]}
    assert len(verdicts(file)) == 1
    assert sum(verdicts(file).values()) == 1


def test_every_example_belongs_to_a_constraint():
    named = {
        str(name)
        for which in (ECS.passingExample, ECS.failingExample)
        for name in SHAPES.objects(None, which)
    }
    assert named == {file.relative_to(EXAMPLES).as_posix() for file in VALID + INVALID}


@pytest.mark.parametrize("file", VALID + INVALID, ids=lambda file: file.stem)
def test_example_says_that_it_is_invented(file):
    (cluster,) = merged([file]).subjects(RDF.type, EC.Cluster)
    assert str(cluster).startswith("https://example.org/")
    assert "Invented" in merged([file]).value(cluster, DCTERMS.description)
    assert "invented" in file.read_text(encoding="utf-8").splitlines()[0]


# Constraints


def test_every_property_shape_with_a_message_is_asked_of_some_node():
    assert set(SHAPES.subjects(RDF.type, SH.PropertyShape)) == set(CONSTRAINTS)
    targets = (SH.targetClass, SH.targetObjectsOf)
    for node in SHAPES.subjects(RDF.type, SH.NodeShape):
        assert any(SHAPES.value(node, target) for target in targets), node


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=local)
@pytest.mark.parametrize("told", [SH.name, SH.message, ECS.remedy], ids=local)
def test_constraint_is_told_once_in_each_language(shape, told):
    assert sorted(text.language for text in SHAPES.objects(shape, told)) == LANGUAGES


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=local)
def test_constraint_stands_on_claims_that_exist(shape):
    claims = {claim for file in found("corpus/literature/claims") for claim in claims_of(file)}
    sources = set(SHAPES.objects(shape, DCTERMS.source))
    assert sources
    assert sources <= claims


@cache
def claims_of(file):
    return frozenset(merged([file]).subjects(RDF.type, EC.Claim))


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=local)
def test_constraint_carries_its_strictest_severity_and_its_profile(shape):
    (severity,) = SHAPES.objects(shape, SH.severity)
    for softer in SHAPES.objects(shape, ECS.severityAt):
        assert STRICTNESS[SHAPES.value(softer, SH.severity)] < STRICTNESS[severity]
    assert list(SHAPES.objects(shape, ECS.profile)) == [ECS["profile-base"]]
    assert (ECS["profile-base"], RDF.type, ECS.Profile) in SHAPES


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=local)
def test_further_constraint_is_named_after_its_rule(shape):
    rule = rule_of(shape)
    assert rule in CONSTRAINTS
    assert rule == shape or local(shape).startswith(f"{local(rule)}-")


def examples_of(shape, which):
    return [EXAMPLES / str(name) for name in SHAPES.objects(shape, which)]


@pytest.mark.parametrize("shape", CONSTRAINTS, ids=local)
def test_constraint_fails_and_passes_where_it_says_so(shape):
    failing, passing = examples_of(shape, ECS.failingExample), examples_of(shape, ECS.passingExample)
    assert failing
    assert passing
    assert all(any(each == shape for each, *_ in results(file)) for file in failing)
    assert not any(each == shape for file in passing for each, *_ in results(file))


def test_only_terms_of_shacl_core_are_used():
    terms = {term for triple in SHAPES for term in triple if str(term).startswith(str(SH))}
    assert [term for term in terms if term not in SH] == []
    assert not terms & {SH.sparql, SH.js, SH.rule, SH.target, SH.expression}


# Mutation: each part of a constraint is needed by one of its examples

NO_PART = {SH.path, SH.alternativePath, SH.severity, SH.name, SH.message}


def parts_of(node):
    """Yield the constraint parameters at a node and below it, through blank nodes."""
    for part in SHAPES.triples((node, None, None)):
        if part[1] in SH and part[1] not in NO_PART:
            yield part
        if isinstance(part[2], BNode) and part[1] not in NO_PART:
            yield from parts_of(part[2])


MUTATIONS = [(shape, part) for shape in CONSTRAINTS for part in parts_of(shape)]
MUTATIONS += [(part[2], part) for part in SHAPES.triples((None, SH.property, None)) if part[2] in CONSTRAINTS]
MUTATIONS += [
    (next(SHAPES.objects(part[0], SH.property)), part)
    for target in (SH.targetClass, SH.targetObjectsOf)
    for part in SHAPES.triples((None, target, None))
]


def tells_apart(file, mutated):
    try:
        return validated(file, mutated) != results(file)
    except (ConstraintLoadError, ShapeLoadError):  # without the part it is no shape at all
        return True


@pytest.mark.parametrize(
    ("shape", "part"), MUTATIONS, ids=lambda each: local(each[1] if len(each) == 3 else each)
)
def test_constraint_without_one_of_its_parts_is_noticed(shape, part):
    mutated = Graph()
    mutated += SHAPES
    mutated.remove(part)
    examples = examples_of(shape, ECS.failingExample) + examples_of(shape, ECS.passingExample)
    assert any(tells_apart(file, mutated) for file in examples)
