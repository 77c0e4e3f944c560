"""Where property paths lead, each way as often as there is one.  Source: SPARQL 1.1, sections 9 and 18.4."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from educluster.graphs import EMPTY, Graph, Nodes, Path, Triple, iri
from educluster.shapes.compiled.sparql.syntax import NEGATED

Walk = Callable[[Graph, str], Iterable[str]]

_EMPTY = ("zeroOrMorePath", "zeroOrOnePath")


def walk(path: Path) -> Walk:
    """Return the function from a node to the ends of a path, one for each way."""
    match path.kind:
        case "predicate":
            return _along(iri(path.iri))
        case "inversePath":
            inner = path.parts[0]
            return _against(iri(inner.iri)) if inner.kind == "predicate" else walk(inner.inverted)
        case "sequence":
            return _sequence([walk(each) for each in path.parts])
        case "alternativePath":
            return _alternatives([walk(each) for each in path.parts])
        case _ if path.kind == NEGATED:
            return _negated(path)
        case _:
            return _repeated(walk(path.parts[0]), path.kind)


def pairs(path: Path) -> Callable[[Graph], Iterator[tuple[str, str]]]:
    """Return the function from a graph to the starts and ends of a path, one pair for each way."""
    leads = walk(path)
    return lambda graph: ((start, end) for start in _starts(path, graph) for end in leads(graph, start))


def triples(graph: Graph) -> Iterator[Triple]:
    """Yield the triples of a graph and of those below it, each once."""
    return ((start, each, end) for each in _predicates(graph) for start, end in graph.pairs(each))


def about(graph: Graph, node: str) -> Iterator[tuple[str, str]]:
    """Yield the predicates and objects of a node; an index of all layers is too dear for one document."""
    if graph.below is None:
        yield from ((each, end) for each, ends in graph.about(node).items() for end in ends)
        return
    for each, index in graph.own.items():
        yield from ((each, end) for end in index.get(node, EMPTY))
    for each, end in about(graph.below, node):
        if end not in graph.own.get(each, {}).get(node, EMPTY):
            yield each, end


def pointing(graph: Graph, node: str) -> Iterator[tuple[str, str]]:
    """Yield the subjects and predicates of the triples that have a node as their object."""
    return ((start, each) for each in _predicates(graph) for start in graph.back[each].get(node, EMPTY))


def may_be_empty(path: Path) -> bool:
    """Return whether a path leads from a node to itself without a step."""
    match path.kind:
        case "sequence" | "inversePath":
            return all(map(may_be_empty, path.parts))
        case "alternativePath" | "oneOrMorePath":
            return any(map(may_be_empty, path.parts))
    return path.kind in _EMPTY


def is_node(graph: Graph, term: str) -> bool:
    """Return whether a term is the subject or object of a triple."""
    return term in graph.nodes or (graph.below is not None and is_node(graph.below, term))


def _predicates(graph: Graph) -> Nodes:
    own = dict.fromkeys(graph.own)
    return own if graph.below is None else _predicates(graph.below) | own


def _starts(path: Path, graph: Graph) -> Iterable[str]:
    """Return nodes, each once, among which are all from which a path leads."""
    inner = path.parts[0] if path.parts else path
    match path.kind:
        case "predicate":
            return graph.forth[iri(path.iri)]
        case "inversePath":
            return graph.back[iri(inner.iri)] if inner.kind == "predicate" else _starts(inner.inverted, graph)
        case "sequence" | "oneOrMorePath":
            return _starts(inner, graph)
        case "alternativePath":
            return dict.fromkeys(node for each in path.parts for node in _starts(each, graph))
        case _:
            return _nodes(graph)


def _nodes(graph: Graph) -> Nodes:
    return graph.nodes if graph.below is None else _nodes(graph.below) | graph.nodes


def _along(predicate: str) -> Walk:
    return lambda graph, node: graph.forth[predicate].get(node, EMPTY)


def _against(predicate: str) -> Walk:
    return lambda graph, node: graph.back[predicate].get(node, EMPTY)


def _sequence(steps: list[Walk]) -> Walk:
    first, *others = steps
    if not others:
        return first
    rest = _sequence(others)
    return lambda graph, node: (end for each in first(graph, node) for end in rest(graph, each))


def _alternatives(steps: list[Walk]) -> Walk:
    return lambda graph, node: (end for step in steps for end in step(graph, node))


def _repeated(step: Walk, kind: str) -> Walk:
    """Return what follows a step any number of times, at least once, or at most once: each end once."""

    def once_at_most(graph: Graph, node: str) -> Nodes:
        return {node: None, **dict.fromkeys(step(graph, node))}

    def again(graph: Graph, node: str) -> Nodes:
        found: Nodes = {node: None} if kind == "zeroOrMorePath" else {}
        waiting = [node]
        while waiting:
            for end in step(graph, waiting.pop()):
                if end not in found:
                    found[end] = None
                    waiting.append(end)
        return found

    return once_at_most if kind == "zeroOrOnePath" else again


def _negated(path: Path) -> Walk:
    """Return what follows any predicate but some; those with ^ are about the way back."""
    there = {iri(each.iri) for each in path.parts if each.kind == "predicate"}
    back = {iri(each.parts[0].iri) for each in path.parts if each.kind == "inversePath"}

    def leads(graph: Graph, node: str) -> Iterator[str]:
        if there:
            yield from (end for each, end in about(graph, node) if each not in there)
        if back:
            yield from (start for start, each in pointing(graph, node) if each not in back)

    return leads
