"""Which cluster a node belongs to, and at which stage that cluster is: both decide how severe a rule is."""

from __future__ import annotations

import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from educluster import names

EC = rdflib.Namespace(names.EC)


def clusters(data: rdflib.Graph) -> list[Node]:
    """Return the clusters that a document describes, in a fixed order."""
    kinds = data.transitive_subjects(RDFS.subClassOf, EC.Cluster)  # the document may have its own below ours
    return sorted({cluster for kind in kinds for cluster in data.subjects(RDF.type, kind)}, key=str)


def stage_of(data: rdflib.Graph, cluster: Node, known: frozenset[Node]) -> str | None:
    """Return the stage the cluster says it is in now: that of its one occurrence without an end.

    None when none is given, when several are, or when it is not a known stage: the strictest rules
    then apply, and S19 says why.
    """
    occurrences = data.objects(cluster, EC.hasStageOccurrence)
    current = [each for each in occurrences if (each, EC.endedOn, None) not in data]
    stages = {stage for each in current for stage in data.objects(each, EC.stage)}
    return str(stages.pop()) if len(stages) == 1 and stages <= known else None


def owners(data: rdflib.Graph, found: list[Node]) -> dict[Node, Node]:
    """Return for each node the cluster from which it is reached; a node of several clusters has none."""
    owner: dict[Node, Node | None] = {}
    for cluster in found:
        for node in _reached(data, cluster, set(found)):
            owner[node] = cluster if owner.get(node, cluster) == cluster else None
    return {node: cluster for node, cluster in owner.items() if cluster is not None}


def _reached(data: rdflib.Graph, start: Node, clusters: set[Node]) -> set[Node]:
    reached, waiting = {start}, [start]
    while waiting:
        for node in set(data.objects(waiting.pop())) - reached - clusters:
            reached.add(node)
            waiting.append(node)
    return reached
