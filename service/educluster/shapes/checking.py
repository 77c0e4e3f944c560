"""Check a document with pySHACL, and say what was found in the words of the rules."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path as File

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib.namespace import RDF, RDFS, SH
from rdflib.term import Node

from educluster import artifacts, documents
from educluster.documents import Statement
from educluster.errors import BadDocument, BadParameter, NotValidated
from educluster.reports import Finding, NotYet, Path, ProfileName, Report, Severity, Subject
from educluster.shapes import rules, stages
from educluster.shapes.lines import Lines
from educluster.shapes.rdf import graph_of, token

ENGINE = f"pySHACL {pyshacl.__version__}"


@dataclass(frozen=True)
class Shapes:
    """A profile, ready to be used: its shapes, its rules, and the vocabulary that descriptions point to."""

    profile: ProfileName
    graph: rdflib.Graph
    rules: dict[Node, rules.Rule]
    vocabulary: frozenset[tuple[Node, Node, Node]]
    stages: frozenset[Node]


def load(profile: str) -> Shapes:
    """Return the profile of that name.

    Raises BadParameter when there is none.
    """
    profiles = artifacts.profiles()
    if profile not in profiles:
        raise BadParameter(f"there is no profile «{profile}»", f"choose one of: {', '.join(profiles)}")
    graph = _read(profiles[profile])
    found = rules.profile(graph, profile)
    vocabulary = _vocabulary(_read(artifacts.vocabulary()))
    known = frozenset(s for s, p, o in vocabulary if p == RDF.type and o == stages.EC.Stage)
    return Shapes(found, graph, rules.rules(graph, found), vocabulary, known)


def _read(files: Iterable[File]) -> rdflib.Graph:
    return graph_of(s for file in files for s in documents.read(file.read_bytes(), "text/turtle"))


def _vocabulary(graph: rdflib.Graph) -> frozenset[tuple[Node, Node, Node]]:
    """Return what shapes ask of a vocabulary: classes below classes, types, kinds of organisations."""
    own = [(s, RDF.type, o) for s, o in graph.subject_objects(RDF.type) if str(o).startswith(stages.EC)]
    asked = (RDFS.subClassOf, stages.EC.organisationKind)
    return frozenset([*own, *(triple for each in asked for triple in graph.triples((None, each, None)))])


def check(shapes: Shapes, statements: list[Statement], fail_on: Severity) -> Report:
    """Return the report on a document.

    Raises BadDocument when it describes no cluster, NotValidated when the engine fails.
    """
    data = graph_of(statements)
    found = stages.clusters(data)
    if not found:
        remedy = "give what it describes the type ec:Cluster (prefix ec: <https://w3id.org/educluster/ns#>)"
        raise BadDocument("the document describes no cluster, so there is nothing to check", remedy)
    scene = _Scene(
        owner=stages.owners(data, found),
        stage={cluster: stages.stage_of(data, cluster, shapes.stages) for cluster in found},
        lines=Lines(statements),
    )
    results = _run(shapes, data)
    return Report(
        profile=shapes.profile,
        engine=ENGINE,
        fail_on=fail_on,
        subjects=tuple(Subject(token(cluster), stage) for cluster, stage in scene.stage.items()),
        findings=tuple(sorted(_findings(shapes, results, scene), key=_order)),
        not_yet=tuple(_not_yet(shapes, scene)),
    )


@dataclass(frozen=True)
class _Scene:
    """What decides how a result is told: whose node it is, at which stage, on which line."""

    owner: dict[Node, Node]
    stage: dict[Node, str | None]
    lines: Lines

    def stage_of(self, focus: Node) -> str | None:
        """Return the stage of the cluster that a node belongs to; None for a node of several, or of none."""
        cluster = self.owner.get(focus)
        return self.stage[cluster] if cluster is not None else None


def _run(shapes: Shapes, data: rdflib.Graph) -> rdflib.Graph:
    """Return pySHACL's report.

    The graph is given, never an address or a text, which pySHACL would fetch or open.
    """
    for triple in shapes.vocabulary:
        data.add(triple)
    try:
        _, results, text = pyshacl.validate(data, shacl_graph=shapes.graph, inplace=True)
    except (ReportableRuntimeError, RecursionError) as error:
        raise NotValidated(
            f"{ENGINE} failed: {error}", "report the document to who runs this service"
        ) from error
    if not isinstance(results, rdflib.Graph):
        raise NotValidated(f"{ENGINE} failed: {text}", "report the document to who runs this service")
    return results


def _findings(shapes: Shapes, results: rdflib.Graph, scene: _Scene) -> Iterator[Finding]:
    for result in results.objects(None, SH.result):
        shape, focus = results.value(result, SH.sourceShape), results.value(result, SH.focusNode)
        assert shape is not None  # SHACL, section 3.6.2: each result has both
        assert focus is not None
        rule, stage = shapes.rules[_named(shapes, shape)], scene.stage_of(focus)
        if rule.applies_at(stage):
            yield _finding(rule, stage, _Result(shapes, results, result, shape, focus), scene.lines)


def _named(shapes: Shapes, shape: Node) -> Node:
    """Return the shape that carries the rule: the shape itself, or the one that it is a part of."""
    while shape not in shapes.rules:
        shape = next(shapes.graph.subjects(None, shape))
    return shape


@dataclass(frozen=True)
class _Result:
    """A result in pySHACL's report, and the shapes that it points to."""

    shapes: Shapes
    graph: rdflib.Graph
    node: Node
    shape: Node
    focus: Node

    @property
    def path(self) -> Path | None:
        """Return the path of the result; that of the shape where it has more than one step."""
        node = self.graph.value(self.node, SH.resultPath)
        if isinstance(node, rdflib.BNode):
            node = self.shapes.graph.value(self.shape, SH.path)
        return rules.path(self.shapes.graph, node) if node is not None else None


def _finding(rule: rules.Rule, stage: str | None, result: _Result, lines: Lines) -> Finding:
    value, path = result.graph.value(result.node, SH.value), result.path
    return Finding(
        rule=rule.name,
        shape=rule.shape,
        severity=rule.severity_at(stage),
        component=str(result.graph.value(result.node, SH.sourceConstraintComponent)),
        focus=token(result.focus),
        path=path,
        value=token(value) if value is not None else None,
        line=lines.of(token(result.focus), path, token(value) if value is not None else None),
        messages=rule.messages,
        remedies=rule.remedies,
        sources=rule.sources,
    )


def _order(finding: Finding) -> tuple[str, ...]:
    return (
        finding.rule,
        finding.shape,
        finding.focus,
        str(finding.path),
        finding.value or "",
        finding.component,
    )


def _not_yet(shapes: Shapes, scene: _Scene) -> Iterator[NotYet]:
    for cluster, stage in scene.stage.items():
        for rule in sorted(shapes.rules.values(), key=lambda rule: rule.shape):
            if not rule.applies_at(stage):
                yield NotYet(rule.name, token(cluster), rule.titles, rule.stages)
