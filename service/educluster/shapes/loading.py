"""Load shapes: a packaged profile, or a file of the user's own, which is read more warily."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from educluster import artifacts, documents
from educluster.errors import BadParameter
from educluster.reports import ProfileName
from educluster.shapes import rules, stages
from educluster.shapes.lint import refuse_what_is_not_known
from educluster.shapes.rdf import graph_of


@dataclass(frozen=True)
class Shapes:
    """Shapes, ready to be used: their rules, and the vocabulary that descriptions point to.

    `own` says that they are a user's, and not a profile of ours.
    """

    profile: ProfileName
    graph: rdflib.Graph
    rules: dict[Node, rules.Rule]
    vocabulary: frozenset[tuple[Node, Node, Node]]
    stages: frozenset[Node]
    own: bool = False


def load(profile: str) -> Shapes:
    """Return the packaged profile of that name.

    Raises BadParameter when there is none.
    """
    profiles = artifacts.profiles()
    if profile not in profiles:
        raise unknown_profile(profile, profiles)
    graph = _read(profiles[profile])
    found = rules.profile(graph, profile)
    return _shapes(found, graph, rules.rules(graph, found))


def unknown_profile(name: str, known: Iterable[str]) -> BadParameter:
    """Return the error of a profile that is not there, which lists those that are."""
    return BadParameter(f"there is no profile «{name}»", f"choose one of: {', '.join(known)}")


def load_file(file: Path, media_type: str) -> Shapes:
    """Return the shapes in a file.

    Raises BadDocument for what cannot be read, and for every term of SHACL that is not known here.
    """
    graph = graph_of(documents.read(file.read_bytes(), media_type))
    refuse_what_is_not_known(graph)
    return _shapes(ProfileName(file.absolute().as_uri(), file.name, ""), graph, {}, own=True)


def _shapes(
    profile: ProfileName, graph: rdflib.Graph, found: dict[Node, rules.Rule], own: bool = False
) -> Shapes:
    vocabulary = _vocabulary(_read(artifacts.vocabulary()))
    known = frozenset(s for s, p, o in vocabulary if p == RDF.type and o == stages.EC.Stage)
    return Shapes(profile, graph, found, vocabulary, known, own)


def _read(files: Iterable[Path]) -> rdflib.Graph:
    return graph_of(s for file in files for s in documents.read(file.read_bytes(), "text/turtle"))


def _vocabulary(graph: rdflib.Graph) -> frozenset[tuple[Node, Node, Node]]:
    """Return what shapes ask of a vocabulary: classes below classes, types, kinds of organisations."""
    own = [(s, RDF.type, o) for s, o in graph.subject_objects(RDF.type) if str(o).startswith(stages.EC)]
    asked = (RDFS.subClassOf, stages.EC.organisationKind)
    return frozenset([*own, *(triple for each in asked for triple in graph.triples((None, each, None)))])
