"""How far a cluster covers what a text lists: what of it is met, unmet, not stated, and who says so."""

from __future__ import annotations

from collections.abc import Iterable

import rdflib
from rdflib.term import Node

from educluster.names import EC
from educluster.reports import Answer, Part, Place, Row, Score
from educluster.shapes.loading import Shapes
from educluster.shapes.naming import Naming

_ASSESSES, _OUTCOME, _EVIDENCE = (rdflib.URIRef(EC + each) for each in ("assesses", "outcome", "hasEvidence"))
_MET, _UNMET = rdflib.URIRef(EC + "Met"), rdflib.URIRef(EC + "Unmet")
_KIND = rdflib.URIRef(EC + "activityKind")
_LISTS = [rdflib.URIRef(EC + each) for each in ("hasAssessment", "carriesOut")]


def scores(shapes: Shapes, data: rdflib.Graph, cluster: Node, naming: Naming) -> tuple[Score, ...]:
    """Return the scores that a profile asks for, of one cluster."""
    said = [node for each in _LISTS for node in data.objects(cluster, each)]
    return tuple(
        Score(each.titles, each.what, tuple(_rows(shapes.known.parts(each.by), data, said, naming)))
        for each in shapes.scores
    )


def _rows(parts: dict[str, list[str]], data: rdflib.Graph, said: list[Node], naming: Naming) -> Iterable[Row]:
    for whole, its in parts.items():
        answered = tuple(_part(rdflib.URIRef(part), data, said, naming) for part in its)
        yield Row(naming.term(rdflib.URIRef(whole)), answered)


def _part(part: rdflib.URIRef, data: rdflib.Graph, said: list[Node], naming: Naming) -> Part:
    """Return what is said of a part: unmet where anything says so, else met where anything does."""
    because = {node: _answer(data, node, part) for node in said}
    because = {node: answer for node, answer in because.items() if answer is not Answer.NOT_STATED}
    answers = set(because.values())
    answer = next((each for each in (Answer.UNMET, Answer.MET) if each in answers), Answer.NOT_STATED)
    evidence = sum(len(set(data.objects(node, _EVIDENCE))) for node in because)
    nodes = sorted(because, key=str)
    place = naming.place(nodes[0]) if nodes else Place()
    return Part(naming.term(part), answer, tuple(map(naming.term, nodes)), evidence, place)


def _answer(data: rdflib.Graph, node: Node, part: rdflib.URIRef) -> Answer:
    if (node, _KIND, part) in data:
        return Answer.MET
    if (node, _ASSESSES, part) not in data:
        return Answer.NOT_STATED
    if (node, _OUTCOME, _UNMET) in data:
        return Answer.UNMET
    return Answer.MET if (node, _OUTCOME, _MET) in data else Answer.NOT_STATED
