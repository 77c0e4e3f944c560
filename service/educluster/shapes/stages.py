"""Which cluster a node belongs to, and at which stage that cluster is: both decide how severe a rule is."""

from __future__ import annotations

import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from educluster import names

EC = rdflib.Namespace(names.EC)
ORDER = [
    f"{names.ECR}stage-{each}"
    for each in ("formation", "emergence", "development", "maturity", "decline", "ended")
]


def clusters(data: rdflib.Graph) -> list[Node]:
    """Return the clusters that a document describes, in a fixed order."""
    kinds = data.transitive_subjects(RDFS.subClassOf, EC.Cluster)  # the document may have its own below ours
    return sorted({cluster for kind in kinds for cluster in data.subjects(RDF.type, kind)}, key=str)


def stage_of(data: rdflib.Graph, cluster: Node, known: frozenset[str]) -> str | None:
    """Return the stage the cluster says it is in now: that of its one occurrence without an end.

    None when none is given, when several are, or when it is not a known stage: the strictest rules
    then apply, and S19 says why.
    """
    occurrences = data.objects(cluster, EC.hasStageOccurrence)
    current = [each for each in occurrences if (each, EC.endedOn, None) not in data]
    stages = {str(stage) for each in current for stage in data.objects(each, EC.stage)}
    return stages.pop() if len(stages) == 1 and stages <= known else None


def after(one: str, other: str) -> bool:
    """Return whether a stage comes after another in the life cycle."""
    return ORDER.index(one) > ORDER.index(other) if {one, other} <= set(ORDER) else False


def owners(data: rdflib.Graph, found: list[Node]) -> dict[Node, Node]:
    """Return for each node the cluster from which it is reached; a node of several clusters has none.

    What is reached from a node of several clusters is known to be of several too, so that each node is
    gone through twice at most.
    """
    clusters = set(found)
    owner: dict[Node, Node | None] = {}
    for cluster in found:
        waiting = [cluster]
        while waiting:
            for node in set(data.objects(waiting.pop())) - clusters:
                if node not in owner or owner[node] not in (None, cluster):
                    owner[node] = cluster if node not in owner else None
                    waiting.append(node)
    owner |= {cluster: cluster for cluster in found}
    return {node: cluster for node, cluster in owner.items() if cluster is not None}
