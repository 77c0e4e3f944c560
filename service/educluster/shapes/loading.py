"""Load shapes: a packaged profile, or a file of the user's own, which is read more warily."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from educluster import documents, names
from educluster.reports import ProfileName
from educluster.reports.model import Texts
from educluster.rulebook import Rule, Scored, book
from educluster.shapes import pyshacl_engine as engine
from educluster.shapes.knowledge import Knowledge, Triple, knowledge
from educluster.shapes.lint import advice, refuse_unfit
from educluster.shapes.rdf import graph_of

_NAMED = re.compile(r"\b([a-z]+):([A-Za-z][\w-]*)")


@dataclass(frozen=True)
class Shapes:
    """Shapes, ready to be used: their rules, and the vocabulary that descriptions point to.

    `own` says that they are a user's, and not a profile of ours; `notes` are what is odd about them.
    """

    profile: ProfileName
    graph: rdflib.Graph
    rules: Mapping[str, Rule]
    scores: tuple[Scored, ...]
    known: Knowledge
    vocabulary: frozenset[Triple]
    own: bool = False
    notes: tuple[Texts, ...] = ()


def load(profile: str, settings: Mapping[str, str] | None = None) -> Shapes:
    """Return the packaged profile of that name, or name@version, with thresholds of the user's own.

    Raises BadParameter for a profile or a threshold that there is not.
    """
    found = book().profile(profile)
    graph = graph_of(book().statements(profile, settings))
    name = ProfileName(
        iri=found.iri,
        name=found.name,
        version=found.version,
        titles=found.titles,
        digest=book().digest(profile, settings),
        settings=dict(sorted((settings or {}).items())),
    )
    known = knowledge()
    vocabulary = known.vocabulary(*_asked(graph))
    return Shapes(name, graph, {rule.shape: rule for rule in found.rules}, found.scores, known, vocabulary)


def own(body: bytes, media_type: str, name: str) -> Shapes:
    """Return the shapes in a document of the user's own.

    Raises BadDocument for what cannot be read, and for all that would be passed over or fail later.
    """
    graph = graph_of(documents.read(body, media_type))
    refuse_unfit(graph)
    with engine.blaming_shapes(True):
        engine.try_out(graph)
    profile = ProfileName("", name, "", {}, hashlib.sha256(body).hexdigest(), {})
    known = knowledge()
    notes = tuple(advice(graph, known.words.terms))
    return Shapes(profile, graph, {}, (), known, known.vocabulary(None, None), own=True, notes=notes)


def _asked(shapes: rdflib.Graph) -> tuple[frozenset[str], frozenset[str]]:
    """Return the classes and the relations of the vocabulary that shapes ask for.

    Classes are those named as targets or for values; and what a query names, as either.
    """
    classes = {str(kind) for each in (SH["class"], SH.targetClass) for kind in shapes.objects(None, each)}
    in_queries = {
        names.PREFIXES[prefix] + local
        for text in shapes.objects(None, SH.select)
        for prefix, local in _NAMED.findall(str(text))
        if prefix in names.PREFIXES
    }
    in_paths = {str(node) for node in shapes.objects() if isinstance(node, rdflib.URIRef)}
    return frozenset(classes | in_queries), frozenset(in_queries | in_paths)


def rule_of(shapes: Shapes, shape: Node) -> Rule | None:
    """Return the rule that a shape carries or is a part of; None where it is part of none."""
    seen: set[Node] = set()
    waiting = [shape]
    while waiting:
        node = waiting.pop()
        if str(node) in shapes.rules:
            return shapes.rules[str(node)]
        seen.add(node)
        waiting += set(shapes.graph.subjects(None, node)) - seen
    return None
