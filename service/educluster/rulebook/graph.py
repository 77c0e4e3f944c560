"""Statements by subject and predicate: what is asked of a small graph, without a store."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

import pyoxigraph

from educluster import names
from educluster.documents import Statement, Term
from educluster.reports import Path
from educluster.reports.model import Texts

Subject = pyoxigraph.NamedNode | pyoxigraph.BlankNode


def iri(value: str) -> pyoxigraph.NamedNode:
    """Return the node of an IRI."""
    return pyoxigraph.NamedNode(value)


class Triples:
    """A graph in memory, in the order in which it was read."""

    def __init__(self, statements: Iterable[Statement]) -> None:
        self._objects: dict[Term, dict[str, list[Term]]] = {}
        self._subjects: dict[tuple[str, Term], list[Term]] = {}
        for each in statements:
            self._objects.setdefault(each.subject, {}).setdefault(each.predicate.value, []).append(
                each.object
            )
            self._subjects.setdefault((each.predicate.value, each.object), []).append(each.subject)

    def objects(self, node: Term, predicate: str) -> list[Term]:
        """Return what a node has under a predicate."""
        return self._objects.get(node, {}).get(predicate, [])

    def one(self, node: Term, predicate: str) -> Term | None:
        """Return the first thing that a node has under a predicate."""
        return next(iter(self.objects(node, predicate)), None)

    def value(self, node: Term, predicate: str) -> str:
        """Return the IRI or the text of the first thing; nothing where there is none."""
        return text(self.one(node, predicate))

    def values(self, node: Term, predicate: str) -> tuple[str, ...]:
        """Return the IRIs or texts that a node has under a predicate, sorted."""
        return tuple(sorted(map(text, self.objects(node, predicate))))

    def texts(self, node: Term, predicate: str) -> Texts:
        """Return the texts of a node by language; a text without a tag counts as English."""
        literals = [each for each in self.objects(node, predicate) if isinstance(each, pyoxigraph.Literal)]
        return {(each.language or "en"): each.value for each in sorted(literals, key=str)}

    def subjects(self, predicate: str, value: Term) -> list[Term]:
        """Return the nodes that have a value under a predicate."""
        return self._subjects.get((predicate, value), [])

    def about(self, node: Term) -> dict[str, list[Term]]:
        """Return all that is said of a node, by predicate."""
        return self._objects.get(node, {})

    def items(self, node: Term | None) -> Iterator[Term]:
        """Yield the members of an RDF list; a list that bites its tail ends where it does."""
        seen = set()
        while node is not None and node not in seen and self.objects(node, names.RDF + "first"):
            seen.add(node)
            yield self.objects(node, names.RDF + "first")[0]
            node = self.one(node, names.RDF + "rest")

    def path(self, node: Term) -> Path:
        """Return the property path that a node stands for.  Source: SHACL, section 2.3.1."""
        if isinstance(node, pyoxigraph.NamedNode):
            return Path("predicate", node.value)
        if self.objects(node, names.RDF + "first"):
            return Path("sequence", parts=tuple(map(self.path, self.items(node))))
        kind, (value, *_) = next(each for each in self.about(node).items() if each[0].startswith(names.SH))
        kind = kind.removeprefix(names.SH)
        several = self.items(value) if kind == "alternativePath" else [value]
        return Path(kind, parts=tuple(map(self.path, several)))


def text(term: Term | None) -> str:
    """Return an IRI, a literal's text, or a blank node's token; nothing for None."""
    if isinstance(term, (pyoxigraph.NamedNode, pyoxigraph.Literal)):
        return term.value
    return str(term) if term is not None else ""
