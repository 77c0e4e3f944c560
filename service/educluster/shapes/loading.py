"""Load shapes: a packaged profile, or a file of the user's own, which is read more warily."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import rdflib
from rdflib.namespace import RDF, RDFS, SH
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
    whole = _read(artifacts.vocabulary())
    asks_in_sparql = own or (None, SH.select, None) in graph
    vocabulary = _vocabulary(whole, None if asks_in_sparql else _named(graph))
    known = frozenset(whole.subjects(RDF.type, stages.EC.Stage))
    return Shapes(profile, graph, found, vocabulary, known, own)


def _read(files: Iterable[Path]) -> rdflib.Graph:
    return graph_of(s for file in files for s in documents.read(file.read_bytes(), "text/turtle"))


def _named(shapes: rdflib.Graph) -> frozenset[Node]:
    """Return the classes that shapes name, as targets or for values."""
    return frozenset(kind for each in (SH["class"], SH.targetClass) for kind in shapes.objects(None, each))


def _vocabulary(graph: rdflib.Graph, wanted: frozenset[Node] | None) -> frozenset[tuple[Node, Node, Node]]:
    """Return what shapes ask of a vocabulary: classes below classes, types, kinds of organisations.

    It is put beside every document, so only the classes that are wanted are kept, and those below them.
    Shapes of a user's own, and those that ask in SPARQL, may ask for any class: None wants them all.
    """

    def leads(kind: Node) -> bool:
        return wanted is None or not wanted.isdisjoint(graph.transitive_objects(kind, RDFS.subClassOf))

    types = [each for each in graph.triples((None, RDF.type, None)) if str(each[2]).startswith(stages.EC)]
    classes = [each for each in graph.triples((None, RDFS.subClassOf, None)) if leads(each[0])]
    kinds = graph.triples((None, stages.EC.organisationKind, None))
    return frozenset([*(each for each in types if leads(each[2])), *classes, *kinds])
