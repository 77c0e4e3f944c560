"""Descriptions of clusters, held by pySHACL, the reference engine, against the profile base."""

from collections import Counter
from functools import cache
from pathlib import Path

import pyshacl
from rdflib import RDF, SH, Graph, Namespace

ROOT = Path(__file__).resolve().parents[2]
EC = Namespace("https://w3id.org/educluster/ns#")
ECR = Namespace("https://w3id.org/educluster/id/")
ECS = Namespace("https://w3id.org/educluster/shapes#")


def found(folder, pattern="*.ttl"):
    files = sorted((ROOT / folder).glob(pattern))
    assert files, f"no {pattern} in {folder}"
    return files


def merged(files):
    graph = Graph()
    for file in files:
        graph.parse(file, format="turtle")
    return graph


PROFILE = ROOT / "shapes" / "profiles" / "base.ttl"
SHAPES = merged([PROFILE])
VOCABULARY = merged([ROOT / "ontology" / "core.ttl", *found("ontology/concepts")])
VALID, INVALID = found("corpus/examples/valid"), found("corpus/examples/invalid")
CLUSTERS, ORGANISATIONS = found("corpus/clusters"), found("corpus/organisations")


def local(iri):
    return str(iri).rpartition("#")[2]


@cache
def described(file):
    """Return a description with what is known beside it: vocabulary and, for the corpus, organisations."""
    return VOCABULARY + merged([file, *(ORGANISATIONS if file in CLUSTERS else [])])


def validated(file, shapes):
    """Return the results of a description as a multiset of shape, focus node, value and component."""
    _, report, _ = pyshacl.validate(described(file), shacl_graph=shapes, inplace=False, advanced=False)
    told = (SH.sourceShape, SH.focusNode, SH.value, SH.sourceConstraintComponent)
    return Counter(
        tuple(report.value(result, each) for each in told)
        for result in report.subjects(RDF.type, SH.ValidationResult)
    )


@cache
def results(file):
    return validated(file, SHAPES)


def stage_of(file):
    """Return the stage that still goes on, or nothing."""
    data = described(file)
    entries = data.objects(None, EC.hasStageOccurrence)
    going_on = [entry for entry in entries if (entry, EC.endedOn, None) not in data]
    return data.value(going_on[0], EC.stage) if going_on else None


def severity_at(shape, stage):
    """Return the severity of a constraint at a stage, or nothing where it does not apply."""
    stages = set(SHAPES.objects(shape, ECS.appliesAt))
    if stage and stages and stage not in stages:
        return None
    for softer in SHAPES.objects(shape, ECS.severityAt):
        if SHAPES.value(softer, ECS.stage) == stage:
            return SHAPES.value(softer, SH.severity)
    return SHAPES.value(shape, SH.severity)


def verdicts(file):
    """Return how often each constraint is broken, with its severity at the stage of the description."""
    counted = Counter()
    for (shape, *_), times in results(file).items():
        if severity := severity_at(shape, stage_of(file)):
            counted[local(shape), local(severity)] += times
    return dict(counted)
