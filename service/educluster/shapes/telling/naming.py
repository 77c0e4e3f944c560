"""What the nodes of one document are called, and where in it they stand."""

from __future__ import annotations

from collections.abc import Container
from functools import cached_property

from educluster import names
from educluster.graphs import EMPTY, Graph, Namespace, Path, address, follow, is_blank, is_iri, text
from educluster.names import LANGUAGES
from educluster.reports import Place, Term
from educluster.reports.model import Texts, in_language
from educluster.shapes.knowledge import Knowledge
from educluster.shapes.telling.phrases import in_words
from educluster.shapes.telling.places import Places

_EC, _ORG = Namespace(names.EC), Namespace(names.ORG)
_ABOUT = (_ORG.member, _EC.stage, _EC.formationStage, _EC.assesses, _EC.onProperty)
_LABELS = (f"<{names.RDFS}label>", f"<{names.SKOS}prefLabel>", f"<{names.DCTERMS}title>")
_TYPE = f"<{names.RDF}type>"


class Naming:
    """The labels of a document before those of the vocabulary, and the places of its triples.

    Each node and each path is named once.
    """

    def __init__(self, data: Graph, known: Knowledge, places: Places) -> None:
        self._data, self._known, self._places = data, known, places
        self._terms: dict[str, Term] = {}
        self._spoken: dict[str, Term] = {}
        self._paths: dict[Path | None, Texts] = {}

    def term(self, node: str) -> Term:
        """Return a node with what it is called."""
        found = self._terms.get(node)
        if found is None:
            found = self._terms[node] = Term(node, self.labels(node))
        return found

    def spoken(self, node: str) -> Term:
        """Return a node as a sentence names it, which says itself what kind of thing it is."""
        found = self._spoken.get(node)
        if found is None:
            said = self._own(node) or self._about(node) or self.labels(node)
            found = self._spoken[node] = Term(node, said)
        return found

    def labels(self, node: str) -> Texts:
        """Return what a node is called, by language; one without a name by its class and what it is about."""
        return self._own(node) or self._through_another(node)

    def called(self, iri: str) -> Texts:
        """Return what something with an IRI is called."""
        return self.term(f"<{iri}>").labels

    def in_words(self, path: Path | None) -> Texts:
        """Return a path in words, by language."""
        found = self._paths.get(path)
        if found is None:
            found = self._paths[path] = in_words(path, self.called)
        return found

    def place(self, node: str, path: Path | None = None, value: str | None = None) -> Place:
        """Return where the statement about a value stands, or what is said of a node.

        A value at the end of several steps is looked for at each node from which the last one leads to it.
        """
        if path and path.kind == "sequence" and value is not None:
            before = Path("sequence", parts=path.parts[:-1]) if len(path.parts) > 2 else path.parts[0]
            last = follow(path.parts[-1])
            for each in follow(before)(self._data, node):
                if value in last(self._data, each):
                    return self.place(each, path.parts[-1], value)
        return self._places.of(node, path, value)

    def line_of(self, node: str) -> Place:
        """Return the line at which something is said of a node."""
        return self._places.line_of(node)

    @cached_property
    def _labelled(self) -> list[tuple[str, Container[str]]]:
        """The properties that name nodes in this document, each with the nodes that it names."""
        return [(each, nodes) for each in _LABELS if (nodes := self._data.forth[each])]

    def _own(self, node: str) -> Texts:
        for label, nodes in self._labelled:
            if node in nodes and (found := self._data.texts(node, label)):
                return found
        return self._known.words.called(address(node)) if is_iri(node) else {}

    def _about(self, node: str) -> Texts:
        """Return what the thing is called that a node is about: the member, the stage."""
        things = (each for named in _ABOUT for each in self._data.forth[named].get(node, EMPTY))
        return next(filter(None, map(self._own, things)), {})

    def _through_another(self, node: str) -> Texts:
        name = self._about(node)
        if not name:
            return self._class(node) if is_blank(node) else {}
        both = (self._class(node), name)
        return {
            language: ": ".join(filter(None, (in_language(each, language) for each in both)))
            for language in LANGUAGES
        }

    def _class(self, node: str) -> Texts:
        kinds = sorted(self._data.objects(node, _TYPE), key=text)
        return next(filter(None, (self._known.words.called(text(each)) for each in kinds)), {})
