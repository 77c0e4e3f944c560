"""The ontology as a page shows it: its header, and its terms by their kind; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster import names
from educluster.describe.model import Statements
from educluster.graphs import Graph, Namespace, address, iri, is_iri

_EC, _OWL, _RDF = names.EC, Namespace(names.OWL), Namespace(names.RDF)
_KINDS = {
    "classes": _OWL.Class,
    "object": _OWL.ObjectProperty,
    "datatype": _OWL.DatatypeProperty,
    "annotation": _OWL.AnnotationProperty,
}


@dataclass(frozen=True)
class Term:
    """A term: its IRI, and what is stated of it."""

    iri: str
    statements: Statements

    @property
    def anchor(self) -> str:
        """Return its local name, which is its place on the page."""
        return names.last_part(self.iri)


@dataclass(frozen=True)
class Vocabulary:
    """The ontology: its header, and its terms under classes, object, datatype, annotation, values."""

    header: Statements
    terms: Mapping[str, tuple[Term, ...]]


def vocabulary(graph: Graph) -> Vocabulary:
    """Return what a graph says of the ontology and its terms, those in the order of their names."""
    subjects = {each for index in graph.own.values() for each in index}
    ours = sorted(each for each in subjects if is_iri(each) and address(each).startswith(_EC))
    found: dict[str, list[Term]] = {kind: [] for kind in [*_KINDS, "values"]}
    for each in ours:
        types = graph.objects(each, _RDF.type)
        kind = next((kind for kind, token in _KINDS.items() if token in types), "values")
        found[kind].append(Term(address(each), _statements(graph, each)))
    header = _statements(graph, iri(_EC.rstrip("#")))
    return Vocabulary(header, {kind: tuple(terms) for kind, terms in found.items()})


def _statements(graph: Graph, token: str) -> Statements:
    return {address(name): tuple(values) for name, values in graph.about(token).items()}
