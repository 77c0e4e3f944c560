"""How far a cluster covers what a text lists: what of it is met, unmet, not stated, and who says so."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from educluster import names
from educluster.graphs import Graph, Namespace, text
from educluster.reports import Answer, Part, Row, Score
from educluster.rulebook import Scored
from educluster.shapes.telling.naming import Naming
from educluster.shapes.telling.prepared import Prepared

_EC = Namespace(names.EC)
_LISTS = (_EC.hasAssessment, _EC.carriesOut)

Said = Mapping[str, Answer]  # of one part, by the nodes that say something of it


def scores(
    asked: Sequence[Scored], prepared: Prepared, data: Graph, cluster: str, naming: Naming
) -> Iterator[Score]:
    """Yield the scores that a profile asks for, of one cluster."""
    if not asked:
        return
    said: dict[str, dict[str, Answer]] = {}
    for part, node, answer in _answers(data, cluster):
        said.setdefault(part, {})[node] = answer
    for each in asked:
        rows = prepared.parts(each.by).items()
        yield Score(each.titles, each.what, tuple(_row(*row, said, data, naming) for row in rows))


def _row(whole: str, parts: list[str], said: Mapping[str, Said], data: Graph, naming: Naming) -> Row:
    answered = (_part(f"<{part}>", said.get(f"<{part}>", {}), data, naming) for part in parts)
    return Row(naming.term(f"<{whole}>"), tuple(answered))


def _part(part: str, said: Said, data: Graph, naming: Naming) -> Part:
    """Return what is said of a part: unmet where anything says so, else met where anything does."""
    if not said:
        return Part(naming.term(part), Answer.NOT_STATED, (), 0)
    answer = Answer.UNMET if Answer.UNMET in said.values() else Answer.MET
    nodes = sorted(said, key=text)
    evidence = sum(len(data.objects(node, _EC.hasEvidence)) for node in nodes)
    return Part(naming.term(part), answer, tuple(map(naming.term, nodes)), evidence, naming.place(nodes[0]))


def _answers(data: Graph, cluster: str) -> Iterator[tuple[str, str, Answer]]:
    """Yield which part is said to be met or unmet, and by which node; an activity meets what it is of."""
    for node in (each for of in _LISTS for each in data.objects(cluster, of)):
        outcome = _outcome(data, node)
        if outcome is not None:
            yield from ((part, node, outcome) for part in data.objects(node, _EC.assesses))
        yield from ((part, node, Answer.MET) for part in data.objects(node, _EC.activityKind))


def _outcome(data: Graph, node: str) -> Answer | None:
    said = data.objects(node, _EC.outcome)
    if _EC.Unmet in said:
        return Answer.UNMET
    return Answer.MET if _EC.Met in said else None
