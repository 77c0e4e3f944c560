"""One document before the shapes: its clusters and their stages, whose each node is, what it is called."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from functools import cached_property

from educluster import names
from educluster.documents import Reading
from educluster.errors import BadDocument
from educluster.graphs import Graph, address, text
from educluster.reports import NotYet, Severity, Subject, Unseen
from educluster.reports import Statement as Said
from educluster.reports.model import Texts
from educluster.shapes.description import refuse_triple_terms
from educluster.shapes.linting.anatomy import called
from educluster.shapes.loading import Shapes
from educluster.shapes.results import Result
from educluster.shapes.telling import coverage, stages, stating
from educluster.shapes.telling.naming import Naming
from educluster.shapes.telling.places import Places
from educluster.shapes.telling.spelling import Speller, oddities, of_keys
from educluster.shapes.telling.words import IDLE

_CELLS = (f"<{names.RDF}first>", f"<{names.RDF}rest>")  # what only nodes have that hold a list together
_CLUSTER, _TYPE = names.EC + "Cluster", f"<{names.RDF}type>"
_PREFIXES = " ".join(f"@prefix {each}: <{names.PREFIXES[each]}> ." for each in ("ec", "ecr", "org", "rdfs"))
_START = f"begin with: {_PREFIXES} <#cluster> a ec:Cluster ; ec:territory <#area> . <#area> a ec:Place ."
_SEVERITIES = {each.iri: each for each in Severity}


class Scene:
    """A description and the shapes that it is held against; what only a report tells is worked out late.

    Raises BadDocument where every rule would be met for want of a node: that is no "conforms".
    """

    def __init__(self, shapes: Shapes, reading: Reading) -> None:
        refuse_triple_terms(reading)
        self.shapes, self._reading = shapes, reading
        self._alone = Graph(reading.triples)
        self.data = self._alone.over(shapes.vocabulary)
        self.clusters = stages.clusters(self._alone)
        self._refuse_to_check_nothing()
        self.naming = Naming(self.data, shapes.known, Places(reading))

    @cached_property
    def stage(self) -> dict[str, str | None]:
        """The stage of each cluster; None where it is not known."""
        return {each: stages.stage_of(self.data, each, self.shapes.known.stages) for each in self.clusters}

    def stage_of(self, focus: str) -> str | None:
        """Return the stage of the cluster that a node belongs to; None for a node of several, or of none."""
        cluster = self._owner_of(focus)
        return self.stage[cluster] if cluster is not None else None

    def applies(self, result: Result) -> bool:
        """Return whether the rule of a result applies at the stage of its cluster."""
        rule = self.shapes.rule_of(result.shape)
        return rule is None or not rule.stages or rule.applies_at(self.stage_of(result.focus))

    def severity(self, result: Result) -> Severity:
        """Return how severe a result is: by its rule and the stage, or as a user's own shape says."""
        rule = self.shapes.rule_of(result.shape)
        if rule is None:
            return _SEVERITIES.get(result.severity, Severity.VIOLATION)
        return rule.severity_at(self.stage_of(result.focus)) if rule.softer else rule.severity

    def said_of(self, focus: str) -> list[Said]:
        """Return what is said instead of values of a node, then of the cluster that it belongs to."""
        if not self._recording:
            return []
        nodes = dict.fromkeys((focus, self._owner_of(focus) or focus))
        return [each for node in nodes if node in self._recording for each in self._said(node)]

    def subjects(self) -> Iterator[Subject]:
        """Yield the clusters with their stages, open points and scores."""
        shapes, data, naming = self.shapes, self.data, self.naming
        for cluster, stage in self.stage.items():
            yield Subject(
                focus=naming.term(cluster),
                stage=naming.term(f"<{stage}>") if stage else None,
                statements=tuple(each for node in self._belonging(cluster) for each in self._said(node)),
                scores=tuple(coverage.scores(shapes.scores, shapes.prepared, data, cluster, naming)),
            )

    def not_yet(self) -> Iterator[NotYet]:
        """Yield the rules that do not apply at the stages of the clusters."""
        for cluster, stage in self.stage.items():
            for rule, later in self.shapes.prepared.waiting(stage):
                applies = tuple(self.naming.term(f"<{each}>") for each in rule.stages)
                yield NotYet(rule.name, self.naming.term(cluster), rule.titles, applies, later)

    def unseen(self) -> Iterator[Unseen]:
        """Yield the nodes of the document that no shape looked at."""
        naming = self.naming
        nodes = set().union(*self._alone.own.values()).difference(*map(self._alone.forth.__getitem__, _CELLS))
        for node in self._in_document(self.shapes.prepared.looks.unseen(self.data, nodes)):
            kinds = sorted(self.data.objects(node, _TYPE), key=text)
            yield Unseen(naming.term(node), tuple(map(naming.term, kinds)), naming.line_of(node))

    def notes(self, dropped: Iterable[tuple[str, str]]) -> Iterator[Texts]:
        """Yield what is odd about the shapes and the description; `dropped` are keys that nobody knows."""
        shapes = self.shapes
        yield from shapes.notes
        for shape in shapes.prepared.looks.idle(self._alone) if shapes.own else ():
            yield {each: IDLE[each].format(called(shapes.graph, shape)) for each in names.LANGUAGES}
        yield from of_keys(dropped)
        yield from oddities(self._reading, Speller(shapes.known.words))

    def _owner_of(self, focus: str) -> str | None:
        """Return the cluster that a node belongs to; most results are about the cluster itself."""
        return focus if focus in self.stage else self._owner.get(focus)

    @cached_property
    def _owner(self) -> dict[str, str]:
        return stages.owners(self._alone, self.clusters)

    @cached_property
    def _recording(self) -> dict[str, tuple[Said, ...] | None]:
        """The nodes of which something is said instead of values; and what, where it was asked for."""
        return dict.fromkeys(stating.recording(self.data))

    def _said(self, node: str) -> tuple[Said, ...]:
        found = self._recording.get(node)
        if found is None:
            found = self._recording[node] = tuple(stating.statements(self.data, node, self.naming))
        return found

    def _belonging(self, cluster: str) -> list[str]:
        """Return the nodes of a cluster of which something is said instead of values, itself first."""
        if not self._recording:
            return []
        recording = self._in_document(self._recording.keys())
        return [cluster, *(each for each in recording if self._owner.get(each) == cluster != each)]

    def _in_document(self, nodes: AbstractSet[str]) -> list[str]:
        """Return nodes of which the document says something, in its order."""
        ordered = dict.fromkeys(subject for subject, _, _ in self._reading.triples) if nodes else {}
        return [node for node in ordered if node in nodes]

    def _refuse_to_check_nothing(self) -> None:
        if self.shapes.own:
            if not any(target.nodes(self._alone) for target in self.shapes.prepared.looks.targets):
                problem = "no node of the document is a target of the shapes, so nothing was checked"
                remedy = (
                    "look at the targets of the shapes (sh:targetClass, …) and at the types in the document"
                )
                raise BadDocument(problem, remedy)
        elif not self.clusters:
            raise _no_cluster(self._reading, Speller(self.shapes.known.words))


def _no_cluster(reading: Reading, speller: Speller) -> BadDocument:
    """Return the error of a document without a cluster; with the misspelled class, where there is one."""
    problem = "the document describes no cluster, so there is nothing to check"
    for number, (_, predicate, value) in enumerate(reading.triples):
        kind = address(value) if predicate == _TYPE and value[0] == "<" else ""
        if kind and not speller.knows(kind) and speller.nearest(kind) == _CLUSTER:
            line = reading.line(number)
            return BadDocument(f"{problem}: <{kind}> is no class", f"write <{_CLUSTER}>", line)
    return BadDocument(problem, _START)
