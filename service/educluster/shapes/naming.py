"""What the nodes of one document are called, and where in it they stand."""

from __future__ import annotations

import rdflib
from rdflib.namespace import DCTERMS, RDF, RDFS, SKOS
from rdflib.term import Node

from educluster.names import EC, LANGUAGES, ORG
from educluster.reports import Path, Place, Term
from educluster.reports.model import Texts, in_language
from educluster.shapes.knowledge import Knowledge
from educluster.shapes.places import Places
from educluster.shapes.rdf import texts, token, values

_ABOUT = [
    rdflib.URIRef(each)
    for each in (ORG + "member", EC + "stage", EC + "formationStage", EC + "assesses", EC + "onProperty")
]
_LABELS = (RDFS.label, SKOS.prefLabel, DCTERMS.title)


class Naming:
    """The labels of a document before those of the vocabulary, and the places of its statements."""

    def __init__(self, data: rdflib.Graph, known: Knowledge, places: Places) -> None:
        self._data, self._known, self._places = data, known, places

    def term(self, node: Node) -> Term:
        """Return a node as its token, with what it is called."""
        return Term(token(node), self.labels(node))

    def spoken(self, node: Node) -> Term:
        """Return a node as a sentence names it, which says itself what kind of thing it is."""
        return Term(token(node), self._own(node) or self._about(node) or self.labels(node))

    def labels(self, node: Node) -> Texts:
        """Return what a node is called, by language; one without a name by its class and what it is about."""
        return self._own(node) or self._through_another(node)

    def _own(self, node: Node) -> Texts:
        if isinstance(node, rdflib.Literal):
            return {}
        found = next(filter(None, (texts(self._data, node, label) for label in _LABELS)), None)
        return found or self._known.words.called(str(node))

    def _about(self, node: Node) -> Texts:
        """Return what the thing is called that a node is about: the member, the stage."""
        things = (each for named in _ABOUT for each in self._data.objects(node, named))
        return next(filter(None, map(self._own, things)), {})

    def _through_another(self, node: Node) -> Texts:
        kind, name = self._class(node), self._about(node)
        if not name:
            return kind if isinstance(node, rdflib.BNode) else {}
        return {
            language: ": ".join(filter(None, (in_language(each, language) for each in (kind, name))))
            for language in LANGUAGES
        }

    def _class(self, node: Node) -> Texts:
        kinds = (
            self._known.words.called(str(each))
            for each in sorted(self._data.objects(node, RDF.type), key=str)
        )
        return next(filter(None, kinds), {})

    def called(self, iri: str) -> Texts:
        """Return what something with an IRI is called."""
        return self.labels(rdflib.URIRef(iri))

    def place(self, node: Node, path: Path | None = None, value: Node | None = None) -> Place:
        """Return where the statement about a value stands, or what is said of a node.

        A value at the end of several steps is looked for at each node from which the last one leads to it.
        """
        if path and path.kind == "sequence" and value is not None:
            before = Path("sequence", parts=path.parts[:-1]) if len(path.parts) > 2 else path.parts[0]
            for each in values(self._data, node, before):
                if value in values(self._data, each, path.parts[-1]):
                    return self.place(each, path.parts[-1], value)
        return self._places.of(token(node), path, token(value) if value is not None else None)
