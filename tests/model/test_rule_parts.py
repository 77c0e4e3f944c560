"""The parts of the rules: each is needed by an example; their severities are those that are listed."""

import csv
from collections import Counter
from dataclasses import replace
from functools import cache

import pyoxigraph
import pytest
from pyshacl.errors import ConstraintLoadError, ShapeLoadError
from rdflib import RDF, SH, BNode, Graph, URIRef

from educluster import artifacts, shapes
from educluster.errors import NotValidated
from educluster.names import EC, ECR, ECS
from educluster.reports import Severity
from educluster.rulebook import book
from educluster.shapes import pyshacl_engine as engine
from educluster.shapes.rdf import graph_of
from model.descriptions import CONSTRAINTS, EXAMPLES, ROOT, description, local, merged, rules_of

HEADER = URIRef("https://w3id.org/educluster/shapes")
SINGLE = [rule for rule in CONSTRAINTS if not rule.query]
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
BRANCHES = (SH["or"], SH["and"], SH.xone)
NO_PART = {SH.path, SH.alternativePath, SH.severity, SH.name, SH.message, SH.prefixes}

# A constraint alone: its node shapes without their other constraints


def closure(graph, node):
    """Return what is said of a node, through blank nodes."""
    found = Graph()
    for triple in graph.triples((node, None, None)):
        found.add(triple)
        if isinstance(triple[2], BNode):
            found += closure(graph, triple[2])
    return found


@cache
def alone(profile, shape):
    """Return the shapes graph of one constraint."""
    graph = rules_of(profile).graph
    found = closure(graph, URIRef(shape)) + closure(graph, HEADER)
    for node in graph.subjects(SH.property, URIRef(shape)):
        for triple in graph.triples((node, None, None)):
            if triple[1] != SH.property or triple[2] == URIRef(shape):
                found.add(triple)
    return found


@cache
def data_of(profile, name):
    data = graph_of(description(EXAMPLES / name).statements)
    for triple in rules_of(profile).vocabulary:
        data.add(triple)
    return data


def results(shapes_graph, profile, name):
    return Counter(
        ("" if isinstance(each.shape, BNode) else each.shape, each.focus, each.value, each.component)
        for each in engine.run(shapes_graph, data_of(profile, name))
    )


@cache
def sound(profile, shape, name):
    return results(alone(profile, shape), profile, name)


def tells_apart(rule, mutated, name):
    try:
        return results(mutated, rule.profile, name) != sound(rule.profile, rule.shape, name)
    except (ConstraintLoadError, NotValidated, ShapeLoadError):  # without the part it is no shape at all
        return True


# Mutation


def parts(graph, node):
    """Yield the constraint parameters at a node and below it, through blank nodes."""
    for part in graph.triples((node, None, None)):
        if part[1] in SH and part[1] not in NO_PART:
            yield part
        if isinstance(part[2], BNode) and part[1] not in NO_PART and str(part[1]) != f"{ECS}severityAt":
            yield from parts(graph, part[2])


def branches(graph, node):
    """Yield the cells of the lists of alternatives at a node and below it."""
    for _, predicate, value in graph.triples((node, None, None)):
        if predicate in BRANCHES:
            yield from cells(graph, value)
        if isinstance(value, BNode) and predicate not in NO_PART:
            yield from branches(graph, value)


def cells(graph, head):
    while head != RDF.nil:
        yield head
        head = graph.value(head, RDF.rest)


def without_part(part):
    def mutated(graph):
        graph.remove(part)
        return graph

    return mutated


def without_branch(cell):
    def mutated(graph):
        rest = graph.value(cell, RDF.rest)
        for before in list(graph.triples((None, None, cell))):
            graph.remove(before)
            graph.add((*before[:2], rest))
        return graph

    return mutated


def mutations():
    for rule in SINGLE:
        graph, shape = alone(rule.profile, rule.shape), URIRef(rule.shape)
        for part in parts(graph, shape):
            yield pytest.param(
                [rule], without_part(part), id=f"{rule.profile} {local(shape)} {local(part[1])}"
            )
        for number, cell in enumerate(branches(graph, shape), 1):
            name = f"{rule.profile} {local(shape)} branch {number}"
            yield pytest.param([rule], without_branch(cell), id=name)
    for profile in book().names:
        yield from targets(profile)


def targets(profile):
    """Yield each target without which no constraint of its node shape would find what it is to find."""
    graph = rules_of(profile).graph
    own = {URIRef(rule.shape): rule for rule in SINGLE if rule.profile == profile}
    for node in graph.subjects(RDF.type, SH.NodeShape):
        asked = [own[shape] for shape in graph.objects(node, SH.property) if shape in own]
        for target in TARGETS:
            for value in graph.objects(node, target) if asked else ():
                name = f"{profile} {local(node)} {local(target)} {value}"
                yield pytest.param(asked, without_part((node, target, value)), id=name)


@pytest.mark.parametrize(("rules", "without"), list(mutations()))
def test_constraint_without_one_of_its_parts_is_noticed(rules, without):
    assert any(
        tells_apart(rule, without(Graph() + alone(rule.profile, rule.shape)), name)
        for rule in rules
        for name in rule.failing + rule.passing
    )


# Severities

STAGES = ["none", "formation", "emergence", "development", "maturity", "decline", "ended"]
LETTERS = {"V": Severity.VIOLATION, "W": Severity.WARNING, "I": Severity.INFO, "-": None}
with (ROOT / "tests" / "model" / "severities.csv").open(encoding="utf-8", newline="") as listed:
    LISTED = {(row["profile"], row["constraint"]): row for row in csv.DictReader(listed)}
ABOUT_STAGES = {"S19", "S55"}  # moved to another stage, the description breaks another rule, or none


def given(profile, rule):
    stages = [None, *(f"{ECR}stage-{each}" for each in STAGES[1:])]
    return [rule.severity_at(stage) if rule.applies_at(stage) else None for stage in stages]


def changed_here(profile):
    """Yield the rules of a profile, and those to which it gives another severity."""
    for rule in book().profile(profile).rules:
        own = next(each for each in CONSTRAINTS if each.shape == rule.shape)
        if rule.profile == profile or given(profile, rule) != given(rule.profile, own):
            yield rule


RULES = [(profile, rule) for profile in book().names for rule in changed_here(profile)]


@pytest.mark.parametrize(("profile", "rule"), RULES, ids=[f"{p} {local(rule.shape)}" for p, rule in RULES])
def test_severity_at_each_stage_is_the_one_that_is_listed(profile, rule):
    row = LISTED[profile, local(rule.shape)]
    assert given(profile, rule) == [LETTERS[row[stage]] for stage in STAGES]


def test_every_severity_that_is_listed_is_that_of_a_rule():
    assert list(LISTED) == [(profile, local(rule.shape)) for profile, rule in RULES]


GRADED = [
    pytest.param(profile, rule, stage, id=f"{profile} {local(rule.shape)} {stage}")
    for profile, rule in RULES
    for stage in STAGES
    if len(set(given(profile, rule))) > 1 or rule.profile != profile
    if rule.name not in ABOUT_STAGES
]


@pytest.mark.parametrize(("profile", "rule", "stage"), GRADED)
def test_failing_example_is_judged_at_its_stage(profile, rule, stage):
    used = replace(rules_of(profile), graph=alone(rule.profile, rule.shape), scores=())
    severity = LETTERS[LISTED[profile, local(rule.shape)][stage]]
    for name in rule.failing:
        found = shapes.check(used, moved(name, stage), Severity.VIOLATION)
        judged = {each.severity for each in found.findings if each.shape == rule.shape}
        assert judged == ({severity} if severity else set())
        noted = [each.titles for each in found.not_yet]
        assert (rule.titles in noted) == (severity is None)


def moved(name, stage):
    """Return a description as if its clusters were at a stage, and had never been at another."""
    statements = [
        each
        for each in description(EXAMPLES / name).statements
        if each.predicate.value != f"{EC}hasStageOccurrence"
    ]
    clusters = {each.subject for each in statements if str(each.object) == f"<{EC}Cluster>"}
    here = pyoxigraph.NamedNode("https://example.org/id/here")
    added = [(cluster, "hasStageOccurrence", here) for cluster in clusters]
    added.append((here, "stage", pyoxigraph.NamedNode(f"{ECR}stage-{stage}")))
    pattern = statements[0]
    new = [
        replace(pattern, subject=s, predicate=pyoxigraph.NamedNode(EC + p), object=o)
        for s, p, o in (added if stage != "none" else [])
    ]
    return replace(description(EXAMPLES / name), statements=statements + new)


def test_severities_are_listed_for_each_stage_of_the_vocabulary():
    assert {f"{ECR}stage-{each}" for each in STAGES[1:]} == rules_of("base").known.stages


# Lists of values

CLOSED = {"S19": "Stage", "S44": "ClusterForm", "S60-capacity": "Capacity", "S09": "DependenceKind"}


@pytest.mark.parametrize(("constraint", "kind"), CLOSED.items())
def test_list_of_values_has_all_of_their_kind(constraint, kind):
    (rule,) = [each for each in CONSTRAINTS if local(each.shape) == constraint]
    graph = alone(rule.profile, rule.shape)
    (listed,) = [values for values in graph.objects(None, SH["in"]) if len(list(graph.items(values))) > 1]
    vocabulary = merged(artifacts.vocabulary())
    assert set(graph.items(listed)) == set(vocabulary.subjects(RDF.type, URIRef(EC + kind)))
