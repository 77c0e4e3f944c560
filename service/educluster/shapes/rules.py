"""The rules, read from their shapes: the shape is the only source of a rule."""

from __future__ import annotations

import re
from dataclasses import dataclass

import rdflib
from rdflib.namespace import DCTERMS, OWL, RDF, RDFS, SH
from rdflib.term import Node

from educluster import names
from educluster.reports import Path, ProfileName, Severity
from educluster.reports.model import Texts

ECS = rdflib.Namespace(names.ECS)
_SEVERITIES = {rdflib.URIRef(each.iri): each for each in Severity}


@dataclass(frozen=True)
class Rule:
    """What is said about a constraint, or about each of several that make up a rule."""

    name: str
    shape: str
    severity: Severity
    softer: dict[str, Severity]
    stages: tuple[str, ...]
    titles: Texts
    messages: Texts
    remedies: Texts
    sources: tuple[str, ...]

    def applies_at(self, stage: str | None) -> bool:
        """Return whether the rule applies; where no valid stage is given, every rule does."""
        return stage is None or not self.stages or stage in self.stages

    def severity_at(self, stage: str | None) -> Severity:
        """Return the severity at a stage; where no valid stage is given, the strictest."""
        return self.softer.get(stage, self.severity) if stage else self.severity


def profile(shapes: rdflib.Graph, name: str) -> ProfileName:
    """Return what the profile of that name is called and which version it is."""
    node = next(node for node in shapes.subjects(RDF.type, ECS.Profile) if _called(shapes, node) == name)
    return ProfileName(str(node), name, str(shapes.value(node, OWL.versionInfo)))


def _called(shapes: rdflib.Graph, node: Node) -> str:
    return str(shapes.value(node, DCTERMS.identifier))


def rules(shapes: rdflib.Graph, of: ProfileName) -> dict[Node, Rule]:
    """Return the rules of a profile by the shape that carries them: each shape that has a message."""
    own = shapes.subjects(ECS.profile, rdflib.URIRef(of.iri))
    return {shape: _rule(shapes, shape) for shape in own if (shape, SH.message, None) in shapes}


def _rule(shapes: rdflib.Graph, shape: Node) -> Rule:
    return Rule(
        name=_name(shapes.value(shape, ECS.rule) or shape),
        shape=f"_:{shape}" if isinstance(shape, rdflib.BNode) else str(shape),
        severity=severity(shapes.value(shape, SH.severity)),
        softer=dict(_softer(shapes, shape)),
        stages=tuple(sorted(map(str, shapes.objects(shape, ECS.appliesAt)))),
        titles=texts(shapes, shape, SH.name),
        messages=texts(shapes, shape, SH.message),
        remedies=texts(shapes, shape, ECS.remedy),
        sources=tuple(sorted(map(str, shapes.objects(shape, DCTERMS.source)))),
    )


def _name(shape: Node) -> str:
    """Return the last part of a shape's IRI; a blank shape as the document named it."""
    if isinstance(shape, rdflib.BNode):
        return f"_:{shape}"
    return re.split(r"[/#]", str(shape))[-1] or str(shape)


def of_shape(shapes: rdflib.Graph, known: dict[Node, Rule], shape: Node) -> Rule:
    """Return the rule that a shape carries or is a part of; the shape alone where it is part of none."""
    seen: set[Node] = set()
    waiting = [shape]
    while waiting:
        node = waiting.pop()
        if node in known:
            return known[node]
        seen.add(node)
        waiting += set(shapes.subjects(None, node)) - seen
    return _rule(shapes, shape)


def targeted(shapes: rdflib.Graph, data: rdflib.Graph) -> bool:
    """Return whether any node of the data is a target of the shapes.  Source: SHACL, section 2.1.3."""
    classes = {*shapes.objects(None, SH.targetClass), *shapes.subjects(RDF.type, RDFS.Class)}
    below = {sub for each in classes for sub in data.transitive_subjects(RDFS.subClassOf, each)}
    return (
        any((None, RDF.type, each) in data for each in below)
        or any((None, each, None) in data for each in shapes.objects(None, SH.targetSubjectsOf))
        or any((None, each, None) in data for each in shapes.objects(None, SH.targetObjectsOf))
        or any(True for _ in shapes.objects(None, SH.targetNode))
    )


def _softer(shapes: rdflib.Graph, shape: Node) -> list[tuple[str, Severity]]:
    nodes = shapes.objects(shape, ECS.severityAt)
    return [(str(shapes.value(node, ECS.stage)), severity(shapes.value(node, SH.severity))) for node in nodes]


def severity(iri: Node | None) -> Severity:
    """Return the severity; none given means violation.  Source: SHACL, section 2.1.4."""
    return _SEVERITIES.get(iri, Severity.VIOLATION) if isinstance(iri, rdflib.URIRef) else Severity.VIOLATION


def texts(graph: rdflib.Graph, node: Node, predicate: Node) -> Texts:
    """Return the texts of a node by language; a text without a tag counts as English."""
    literals = sorted(each for each in graph.objects(node, predicate) if isinstance(each, rdflib.Literal))
    return {(each.language or "en"): str(each) for each in literals}


def path(graph: rdflib.Graph, node: Node) -> Path:
    """Return the property path that a node stands for.  Source: SHACL, section 2.3.1."""
    if isinstance(node, rdflib.URIRef):
        return Path("predicate", str(node))
    if (node, RDF.first, None) in graph:
        return Path("sequence", parts=tuple(path(graph, part) for part in graph.items(node)))
    kind, value = next((kind, value) for kind, value in graph.predicate_objects(node) if kind != RDF.type)
    several = graph.items(value) if kind == SH.alternativePath else [value]
    return Path(str(kind).removeprefix(names.SH), parts=tuple(path(graph, part) for part in several))
