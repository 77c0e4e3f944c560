"""The parts of the rules: each is needed by an example; their severities are those that are listed."""

import csv
from collections import Counter
from dataclasses import replace
from functools import cache

import pytest
from rdflib import RDF, URIRef

from educluster import artifacts, names, shapes
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, address, iri, is_blank, text
from educluster.names import EC, ECR, ECS
from educluster.reports import Severity
from educluster.rulebook import book
from educluster.shapes.compiled import compile_shapes
from model.descriptions import CONSTRAINTS, EXAMPLES, ROOT, description, local, merged, rules_of

SH, TYPE = Namespace(names.SH), f"<{RDF.type}>"
HEADER = "<https://w3id.org/educluster/shapes>"
SINGLE = [rule for rule in CONSTRAINTS if not rule.query]
TARGETS = (SH.targetClass, SH.targetObjectsOf, SH.targetSubjectsOf)
BRANCHES = (SH["or"], SH["and"], SH.xone)
FOR_OTHERS = {("D01", SH.pattern)}  # engines that take any text for an xsd:gMonthDay; ours needs no pattern
NO_PART = {SH.path, SH.alternativePath, SH.severity, SH.name, SH.message, SH.prefixes}

# A constraint alone: its node shapes without their other constraints


def said(graph, node):
    return [(node, predicate, value) for predicate, values in graph.about(node).items() for value in values]


def closure(graph, node):
    """Return what is said of a node, through blank nodes."""
    found = said(graph, node)
    return found + [triple for *_, value in found if is_blank(value) for triple in closure(graph, value)]


@cache
def alone(profile, shape):
    """Return the shapes graph of one constraint."""
    graph = rules_of(profile).graph
    found = closure(graph, iri(shape)) + closure(graph, HEADER)
    for node in graph.subjects(SH.property, iri(shape)):
        found += [each for each in said(graph, node) if each[1] != SH.property or each[2] == iri(shape)]
    return Graph(found)


@cache
def data_of(profile, name):
    return Graph(description(EXAMPLES / name).triples, rules_of(profile).vocabulary)


def results(shapes_graph, profile, name):
    return Counter(
        ("" if is_blank(each.shape) else each.shape, each.focus, each.value, each.component)
        for each in compile_shapes(shapes_graph).run(data_of(profile, name))
    )


@cache
def sound(profile, shape, name):
    return results(alone(profile, shape), profile, name)


def tells_apart(rule, mutated, name):
    try:
        return results(mutated, rule.profile, name) != sound(rule.profile, rule.shape, name)
    except BadDocument:  # without the part it is no shape at all
        return True


# Mutation


def parts(graph, node):
    """Yield the constraint parameters at a node and below it, through blank nodes."""
    for predicate, values in graph.about(node).items():
        for value in values if predicate not in NO_PART else ():
            if predicate.startswith(f"<{names.SH}"):
                yield node, predicate, value
            if is_blank(value) and predicate != f"<{ECS}severityAt>":
                yield from parts(graph, value)


def branches(graph, node):
    """Yield the cells of the lists of alternatives at a node and below it."""
    for predicate, values in graph.about(node).items():
        for value in values:
            if predicate in BRANCHES:
                yield from cells(graph, value)
            if is_blank(value) and predicate not in NO_PART:
                yield from branches(graph, value)


def cells(graph, head):
    while head != f"<{RDF.nil}>":
        yield head
        head = graph.value(head, f"<{RDF.rest}>")


def without_part(part):
    return lambda graph: Graph(each for each in graph if each != part)


def without_branch(cell):
    def mutated(graph):
        rest = graph.value(cell, f"<{RDF.rest}>")
        return Graph((s, p, rest if o == cell else o) for s, p, o in graph)

    return mutated


def mutations():
    for rule in SINGLE:
        graph, shape = alone(rule.profile, rule.shape), iri(rule.shape)
        for part in (each for each in parts(graph, shape) if (local(rule.shape), each[1]) not in FOR_OTHERS):
            name = f"{rule.profile} {local(rule.shape)} {local(address(part[1]))}"
            yield pytest.param([rule], without_part(part), id=name)
        for number, cell in enumerate(branches(graph, shape), 1):
            name = f"{rule.profile} {local(rule.shape)} branch {number}"
            yield pytest.param([rule], without_branch(cell), id=name)
    for profile in book().names:
        yield from targets(profile)


def targets(profile):
    """Yield each target without which no constraint of its node shape would find what it is to find."""
    graph = rules_of(profile).graph
    own = {iri(rule.shape): rule for rule in SINGLE if rule.profile == profile}
    for node in graph.subjects(TYPE, SH.NodeShape):
        asked = [own[shape] for shape in graph.objects(node, SH.property) if shape in own]
        for target in TARGETS:
            for value in graph.objects(node, target) if asked else ():
                name = f"{profile} {local(address(node))} {local(address(target))} {text(value)}"
                yield pytest.param(asked, without_part((node, target, value)), id=name)


@pytest.mark.parametrize(("rules", "without"), list(mutations()))
def test_constraint_without_one_of_its_parts_is_noticed(rules, without):
    assert any(
        tells_apart(rule, without(alone(rule.profile, rule.shape)), name)
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
    graph = alone(rule.profile, rule.shape)
    used = replace(rules_of(profile), graph=graph, engine=compile_shapes(graph), scores=())
    severity = LETTERS[LISTED[profile, local(rule.shape)][stage]]
    for name in rule.failing:
        found = shapes.check(used, moved(name, stage), Severity.VIOLATION)
        judged = {each.severity for each in found.findings if each.shape == rule.shape}
        assert judged == ({severity} if severity else set())
        noted = [each.titles for each in found.not_yet]
        assert (rule.titles in noted) == (severity is None)


def moved(name, stage):
    """Return a description as if its clusters were at a stage, and had never been at another."""
    whole = description(EXAMPLES / name).triples
    triples = [each for each in whole if each[1] != f"<{EC}hasStageOccurrence>"]
    clusters = {subject for subject, _, value in triples if value == f"<{EC}Cluster>"}
    here = "<https://example.org/id/here>"
    if stage != "none":
        triples += [(cluster, f"<{EC}hasStageOccurrence>", here) for cluster in clusters]
        triples.append((here, f"<{EC}stage>", f"<{ECR}stage-{stage}>"))
    lines = "".join(f"{' '.join(each)} .\n" for each in triples)
    return shapes.Description.read(lines.encode(), "application/n-triples")


def test_severities_are_listed_for_each_stage_of_the_vocabulary():
    assert {f"{ECR}stage-{each}" for each in STAGES[1:]} == rules_of("base").known.stages


# Lists of values

CLOSED = {"S19": "Stage", "S44": "ClusterForm", "S60-capacity": "Capacity", "S09": "DependenceKind"}


@pytest.mark.parametrize(("constraint", "kind"), CLOSED.items())
def test_list_of_values_has_all_of_their_kind(constraint, kind):
    (rule,) = [each for each in CONSTRAINTS if local(each.shape) == constraint]
    graph = alone(rule.profile, rule.shape)
    (listed,) = [graph.items(head) for head in graph.back[SH["in"]] if len(graph.items(head)) > 1]
    vocabulary = merged(artifacts.vocabulary())
    assert {address(each) for each in listed} == set(
        map(str, vocabulary.subjects(RDF.type, URIRef(EC + kind)))
    )
