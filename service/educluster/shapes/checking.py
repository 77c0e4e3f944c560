"""Check a document with pySHACL, and say what was found in the words of the rules."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pyshacl
import rdflib
from pyshacl.errors import ReportableRuntimeError
from rdflib.namespace import SH
from rdflib.term import Node

from educluster.documents import Statement
from educluster.errors import BadDocument, NotValidated
from educluster.reports import Finding, NotYet, Path, Report, Severity, Subject
from educluster.shapes import rules, stages
from educluster.shapes.lines import Lines
from educluster.shapes.loading import Shapes
from educluster.shapes.rdf import graph_of, token

ENGINE = f"pySHACL {pyshacl.__version__}"


def check(shapes: Shapes, statements: list[Statement], fail_on: Severity) -> Report:
    """Return the report on a document.

    Raises BadDocument when there is nothing in it to check, NotValidated when the engine fails.
    """
    data = graph_of(statements)
    found = stages.clusters(data)
    _refuse_to_check_nothing(shapes, data, found)
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


def _refuse_to_check_nothing(shapes: Shapes, data: rdflib.Graph, clusters: list[Node]) -> None:
    """Raise BadDocument where every rule would be met for want of a node: that is no "conforms"."""
    if shapes.own and not rules.targeted(shapes.graph, data):
        remedy = "look at the targets of the shapes (sh:targetClass, …) and at the types in the document"
        raise BadDocument("no node of the document is a target of the shapes, so nothing was checked", remedy)
    if not shapes.own and not clusters:
        remedy = "give what it describes the type ec:Cluster (prefix ec: <https://w3id.org/educluster/ns#>)"
        raise BadDocument("the document describes no cluster, so there is nothing to check", remedy)


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
    for node in results.objects(None, SH.result):
        result = _Result(shapes, results, node)
        rule, stage = result.rule, scene.stage_of(result.focus)
        if rule.applies_at(stage):
            yield _finding(result, rule, stage, scene.lines)


@dataclass(frozen=True)
class _Result:
    """A result in pySHACL's report, and the shapes that it points to.  Source: SHACL, section 3.6.2."""

    shapes: Shapes
    graph: rdflib.Graph
    node: Node

    def value(self, predicate: Node) -> Node | None:
        """Return what the result says under a property."""
        return self.graph.value(self.node, predicate)

    def _needed(self, predicate: Node) -> Node:
        """Return what every result says; raise NotValidated when pySHACL left it out."""
        value = self.value(predicate)
        if value is None:
            raise NotValidated(f"{ENGINE} gave a result without {predicate}", "report it with the document")
        return value

    @property
    def focus(self) -> Node:
        """Return the node that was checked."""
        return self._needed(SH.focusNode)

    @property
    def rule(self) -> rules.Rule:
        """Return the rule that the result's shape carries, or is a part of."""
        return rules.of_shape(self.shapes.graph, self.shapes.rules, self._needed(SH.sourceShape))

    @property
    def path(self) -> Path | None:
        """Return the path of the result; that of the shape where it has more than one step."""
        node = self.value(SH.resultPath)
        if isinstance(node, rdflib.BNode):
            shape = self.value(SH.sourceShape)
            node = self.shapes.graph.value(shape, SH.path)
        return rules.path(self.shapes.graph, node) if node is not None else None


def _finding(result: _Result, rule: rules.Rule, stage: str | None, lines: Lines) -> Finding:
    path, value = result.path, result.value(SH.value)
    focus, shown = token(result.focus), token(value) if value is not None else None
    return Finding(
        rule=rule.name,
        shape=rule.shape,
        severity=rule.severity_at(stage),
        component=str(result.value(SH.sourceConstraintComponent)),
        focus=focus,
        path=path,
        value=shown,
        line=lines.of(focus, path, shown),
        messages=rule.messages or rules.texts(result.graph, result.node, SH.resultMessage),
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
