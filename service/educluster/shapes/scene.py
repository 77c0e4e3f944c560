"""One document before the shapes: its clusters and their stages, whose each node is, what it is called."""

from __future__ import annotations

from collections.abc import Iterator

import pyoxigraph
import rdflib
from rdflib.namespace import RDF, SH
from rdflib.term import Node

from educluster import names
from educluster.documents import Statement
from educluster.errors import BadDocument
from educluster.reports import NotYet, Subject, Unseen
from educluster.reports import Statement as Said
from educluster.reports.model import Texts
from educluster.shapes import coverage, looking, stages, stating
from educluster.shapes.anatomy import called
from educluster.shapes.description import Description
from educluster.shapes.loading import Shapes, rule_of
from educluster.shapes.naming import Naming
from educluster.shapes.places import Places
from educluster.shapes.rdf import graph_of, term_of
from educluster.shapes.results import Result
from educluster.shapes.spelling import Speller, oddities, of_keys
from educluster.shapes.words import IDLE

_CLUSTER = names.EC + "Cluster"
_PREFIXES = " ".join(f"@prefix {each}: <{names.PREFIXES[each]}> ." for each in ("ec", "ecr", "org", "rdfs"))
_START = f"begin with: {_PREFIXES} <#cluster> a ec:Cluster ; ec:territory <#area> . <#area> a ec:Place ."


class Scene:
    """A description and the shapes that it is held against.

    Raises BadDocument where every rule would be met for want of a node: that is no "conforms".
    """

    def __init__(self, shapes: Shapes, description: Description) -> None:
        self._shapes, self._description = shapes, description
        self.data = graph_of(description.statements)
        self.nodes = list(dict.fromkeys(term_of(each.subject) for each in description.statements))
        self.clusters = stages.clusters(self.data)
        self._refuse_to_check_nothing()
        self._owner = stages.owners(self.data, self.clusters)
        self.stage = {each: stages.stage_of(self.data, each, shapes.known.stages) for each in self.clusters}
        self.naming = Naming(self.data, shapes.known, Places(description.statements))
        self._own = set(self.data.all_nodes())
        self._idle = looking.idle(shapes.graph, self.data) if shapes.own else []
        for triple in shapes.vocabulary:
            self.data.add(triple)

    def stage_of(self, focus: Node) -> str | None:
        """Return the stage of the cluster that a node belongs to; None for a node of several, or of none."""
        cluster = self._owner.get(focus)
        return self.stage[cluster] if cluster is not None else None

    def applies(self, result: Result) -> bool:
        """Return whether a result is about the document, and its rule applies at the stage of its cluster."""
        if not self._is_of_document(result.focus):
            return False
        rule = rule_of(self._shapes, result.shape)
        return rule is None or rule.applies_at(self.stage_of(result.focus))

    def _is_of_document(self, focus: Node) -> bool:
        """Return whether a node stands in the document or in the shapes, and not in the vocabulary alone."""
        return focus in self._own or (None, SH.targetNode, focus) in self._shapes.graph

    def said_of(self, focus: Node) -> list[Said]:
        """Return what is said instead of values of a node, then of the cluster that it belongs to."""
        cluster = self._owner.get(focus, focus)
        return list(stating.statements(self.data, dict.fromkeys((focus, cluster)), self.naming))

    def subjects(self) -> Iterator[Subject]:
        """Yield the clusters with their stages, open points and scores."""
        for cluster, stage in self.stage.items():
            yield Subject(
                focus=self.naming.term(cluster),
                stage=self.naming.term(rdflib.URIRef(stage)) if stage else None,
                statements=tuple(stating.statements(self.data, self._belonging(cluster), self.naming)),
                scores=coverage.scores(self._shapes, self.data, cluster, self.naming),
            )

    def not_yet(self) -> Iterator[NotYet]:
        """Yield the rules that do not apply at the stages of the clusters."""
        for cluster, stage in self.stage.items():
            for rule in sorted(self._shapes.rules.values(), key=lambda rule: rule.shape):
                if not rule.applies_at(stage):
                    applies = [self.naming.term(rdflib.URIRef(each)) for each in rule.stages]
                    later = any(stages.after(each, str(stage)) for each in rule.stages)
                    yield NotYet(rule.name, self.naming.term(cluster), rule.titles, tuple(applies), later)

    def unseen(self) -> Iterator[Unseen]:
        """Yield the nodes of the document that no shape looked at."""
        for node in looking.unseen(self._shapes.graph, self.data, self.nodes):
            kinds = sorted(self.data.objects(node, RDF.type), key=str)
            yield Unseen(self.naming.term(node), tuple(map(self.naming.term, kinds)), self.naming.place(node))

    def notes(self) -> Iterator[Texts]:
        """Yield what is odd about the shapes and the description."""
        yield from self._shapes.notes
        for shape in self._idle:
            yield {each: IDLE[each].format(called(self._shapes.graph, shape)) for each in names.LANGUAGES}
        yield from of_keys(self._description.dropped)
        yield from oddities(self._description.statements, Speller(self._shapes.known.words))

    def _belonging(self, cluster: Node) -> list[Node]:
        return [cluster, *(node for node in self.nodes if self._owner.get(node) == cluster != node)]

    def _refuse_to_check_nothing(self) -> None:
        if self._shapes.own:
            if not any(targets for _, targets in looking.targets_of(self._shapes.graph, self.data)):
                problem = "no node of the document is a target of the shapes, so nothing was checked"
                remedy = (
                    "look at the targets of the shapes (sh:targetClass, …) and at the types in the document"
                )
                raise BadDocument(problem, remedy)
        elif not self.clusters:
            raise _no_cluster(self._description.statements, Speller(self._shapes.known.words))


def _no_cluster(statements: list[Statement], speller: Speller) -> BadDocument:
    """Return the error of a document without a cluster; with the misspelled class, where there is one."""
    problem = "the document describes no cluster, so there is nothing to check"
    for each in statements:
        kind = each.object.value if isinstance(each.object, pyoxigraph.NamedNode) else ""
        is_class = kind and each.predicate.value == names.RDF + "type" and not speller.knows(kind)
        if is_class and speller.nearest(kind) == _CLUSTER:
            return BadDocument(f"{problem}: <{kind}> is no class", f"write <{_CLUSTER}>", each.line)
    return BadDocument(problem, _START)
