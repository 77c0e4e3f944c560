"""Which cluster a node belongs to, and at which stage that cluster is: both decide how severe a rule is."""

from __future__ import annotations

from educluster import names
from educluster.graphs import Graph, Namespace, text

EC = Namespace(names.EC)
ORDER = [
    f"{names.ECR}stage-{each}"
    for each in ("formation", "emergence", "development", "maturity", "decline", "ended")
]
_TYPE = f"<{names.RDF}type>"


def clusters(alone: Graph) -> list[str]:
    """Return the clusters that a document describes, in a fixed order; nothing may lie below it."""
    kinds = alone.narrower(EC.Cluster)  # the document may have its own below ours
    found = (node for node, of in alone.forth[_TYPE].items() if not kinds.keys().isdisjoint(of))
    return sorted(found, key=text)


def stage_of(data: Graph, cluster: str, known: frozenset[str]) -> str | None:
    """Return the stage the cluster says it is in now: that of its one occurrence without an end.

    None when none is given, when several are, or when it is not a known stage: the strictest rules
    then apply, and S19 says why.
    """
    occurrences = data.objects(cluster, EC.hasStageOccurrence)
    current = [each for each in occurrences if not data.objects(each, EC.endedOn)]
    stages = {text(stage) for each in current for stage in data.objects(each, EC.stage)}
    return stages.pop() if len(stages) == 1 and stages <= known else None


def after(one: str, other: str) -> bool:
    """Return whether a stage comes after another in the life cycle."""
    return ORDER.index(one) > ORDER.index(other) if {one, other} <= set(ORDER) else False


def owners(alone: Graph, found: list[str]) -> dict[str, str]:
    """Return for each node the cluster from which it is reached; a node of several clusters has none.

    What is reached from a node of several clusters is known to be of several too, so that each node is
    gone through twice at most.
    """
    owner: dict[str, str | None] = dict.fromkeys(found)
    for cluster in found:
        waiting = [cluster]
        while waiting:
            for values in alone.about(waiting.pop()).values():
                for node in values:
                    if node not in owner or owner[node] not in (None, cluster):
                        owner[node] = cluster if node not in owner else None
                        waiting.append(node)
    owner |= {cluster: cluster for cluster in found}
    return {node: cluster for node, cluster in owner.items() if cluster is not None}
