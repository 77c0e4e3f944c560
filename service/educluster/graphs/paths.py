"""Property paths as values, and where they lead: written as SPARQL and as SHACL want them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

from educluster import names
from educluster.graphs.graph import EMPTY, Graph, Nodes
from educluster.graphs.tokens import Namespace, address, is_iri

Follow = Callable[[Graph, str], Nodes]

_RDF = Namespace(names.RDF)
_SUFFIXES = {"zeroOrMorePath": "*", "oneOrMorePath": "+", "zeroOrOnePath": "?"}


@dataclass(frozen=True)
class Path:
    """A property path.

    `kind` is predicate (with an IRI and no parts), sequence, or the local name of SHACL's property:
    alternativePath, inversePath, ….  Source: SHACL, section 2.3.1.
    """

    kind: str
    iri: str = ""
    parts: tuple[Path, ...] = ()

    def __str__(self) -> str:
        if self.kind == "predicate":
            return names.shorten(self.iri)
        written = [str(part) if part.kind == "predicate" else f"({part})" for part in self.parts]
        if self.kind == "inversePath":
            return "^" + written[0]
        if self.kind in _SUFFIXES:
            return written[0] + _SUFFIXES[self.kind]
        return ("/" if self.kind == "sequence" else "|").join(written)

    @property
    def sparql(self) -> str:
        """Return the path as SPARQL writes it, without prefixes.  Source: SPARQL 1.1, section 9."""
        if self.kind == "predicate":
            return f"<{self.iri}>"
        written = [f"({part.sparql})" for part in self.parts]
        if self.kind == "inversePath":
            return "^" + written[0]
        if self.kind in _SUFFIXES:
            return written[0] + _SUFFIXES[self.kind]
        return ("/" if self.kind == "sequence" else "|").join(written)

    @property
    def inverted(self) -> Path:
        """Return the path that leads back."""
        if self.kind == "predicate":
            return Path("inversePath", parts=(self,))
        if self.kind == "inversePath":
            return self.parts[0]
        parts = tuple(part.inverted for part in self.parts)
        return Path(self.kind, parts=parts[::-1] if self.kind == "sequence" else parts)

    def triples(self, fresh: Callable[[], str]) -> tuple[str, list[str]]:
        """Return the node that stands for the path, and the N-Triples lines that describe it."""
        if self.kind == "predicate":
            return f"<{self.iri}>", []
        if self.kind == "sequence":
            return _list(self.parts, fresh)
        node = fresh()
        whole = self.parts if self.kind == "alternativePath" else ()
        value, lines = _list(whole, fresh) if whole else self.parts[0].triples(fresh)
        return node, [f"{node} <{names.SH}{self.kind}> {value} .", *lines]


def _list(parts: tuple[Path, ...], fresh: Callable[[], str]) -> tuple[str, list[str]]:
    """Return the head of an RDF list and the lines of its cells."""
    if not parts:
        return f"<{names.RDF}nil>", []
    head = fresh()
    first, lines = parts[0].triples(fresh)
    rest, more = _list(parts[1:], fresh)
    return head, [f"{head} <{names.RDF}first> {first} .", f"{head} <{names.RDF}rest> {rest} .", *lines, *more]


def path_of(graph: Graph, node: str) -> Path:
    """Return the property path that a node of shapes stands for.  Source: SHACL, section 2.3.1."""
    if is_iri(node):
        return Path("predicate", address(node))
    if graph.objects(node, _RDF.first):
        return Path("sequence", parts=tuple(path_of(graph, part) for part in graph.items(node)))
    steps = ((each, values) for each, values in graph.about(node).items() if each.startswith("<" + names.SH))
    step, values = next(steps)
    kind, value = address(step).removeprefix(names.SH), next(iter(values))
    several = graph.items(value) if kind == "alternativePath" else [value]
    return Path(kind, parts=tuple(path_of(graph, part) for part in several))


@lru_cache(maxsize=1 << 10)
def follow(path: Path) -> Follow:
    """Return the function from a graph and a node to the value nodes of a path, each once.

    Source: SHACL, section 2.3.1; SPARQL 1.1, section 18.4.
    """
    if path.kind == "predicate":
        return _along(f"<{path.iri}>")
    if path.kind == "inversePath":
        inner = path.parts[0]
        return _against(f"<{inner.iri}>") if inner.kind == "predicate" else follow(inner.inverted)
    if path.kind == "alternativePath" and all(part.kind == "predicate" for part in path.parts):
        return _along_any([f"<{part.iri}>" for part in path.parts])
    steps = tuple(map(follow, path.parts))
    kinds = {"sequence": _sequence, "alternativePath": _alternatives}
    return kinds[path.kind](steps) if path.kind in kinds else _repeated(steps[0], path.kind)


def _along(predicate: str) -> Follow:
    return lambda graph, node: graph.forth[predicate].get(node, EMPTY)


def _against(predicate: str) -> Follow:
    return lambda graph, node: graph.back[predicate].get(node, EMPTY)


def _along_any(predicates: Sequence[str]) -> Follow:
    """Return what follows any of some predicates; mostly one of them leads anywhere."""

    def leads(graph: Graph, node: str) -> Nodes:
        found, forth = EMPTY, graph.forth
        for predicate in predicates:
            if values := forth[predicate].get(node):
                found = found | values if found else values
        return found

    return leads


def _sequence(steps: Iterable[Follow]) -> Follow:
    first, *others = steps

    def leads(graph: Graph, node: str) -> Nodes:
        found = first(graph, node)
        for step in others:
            if not found:
                return found
            found = {value: None for each in found for value in step(graph, each)}
        return found

    return leads


def _alternatives(steps: tuple[Follow, ...]) -> Follow:
    return lambda graph, node: {value: None for step in steps for value in step(graph, node)}


def _repeated(step: Follow, kind: str) -> Follow:
    """Return what follows a step any number of times, at least once, or at most once."""

    def once_at_most(graph: Graph, node: str) -> Nodes:
        return {node: None, **step(graph, node)}

    def again(graph: Graph, node: str) -> Nodes:
        found: Nodes = {node: None} if kind == "zeroOrMorePath" else {}
        waiting = [node]
        while waiting:
            for value in step(graph, waiting.pop()):
                if value not in found:
                    found[value] = None
                    waiting.append(value)
        return found

    return once_at_most if kind == "zeroOrOnePath" else again
