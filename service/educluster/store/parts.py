"""The triples of each part of the data; the core is the ontology without individuals."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Quad

from educluster import names
from educluster.catalogue import Part

Graph = NamedNode | BlankNode | DefaultGraph

_TYPE = NamedNode(names.RDF + "type")
_INDIVIDUAL = NamedNode(names.OWL + "NamedIndividual")
_ONTOLOGY = NamedNode(names.EC.rstrip("#"))
_VERSION_IRI, _VERSION_INFO = (NamedNode(names.OWL + each) for each in ("versionIRI", "versionInfo"))
_TITLE, _DESCRIPTION = (NamedNode(names.DCTERMS + each) for each in ("title", "description"))
_SEE_ALSO = NamedNode(names.RDFS + "seeAlso")
_SAYS_OF_INDIVIDUALS = {NamedNode(names.OWL + each) for each in ("hasValue", "oneOf", "distinctMembers")}
_OF_TERMS = (names.OWL, names.RDFS)  # whose classes are those of classes, properties and axioms
_DERIVED = NamedNode(names.GRAPH + "derived")
_DESCRIBED = ("concepts", "literature", "corpus")  # parts that have what is derived of their things, in order


def of_part(quads: list[Quad], part: Part, described: Iterable[Part]) -> list[Quad]:
    """Return the quads of a part, of the sorted quads of all graphs that are needed for it.

    What is derived of a thing goes with the part that describes it, the first of `described`.
    """
    if not part.name:
        return quads
    own = _of_graphs(quads, part)
    if part.name == "core":
        return sorted(_core(own, part), key=str)
    if part.name not in _DESCRIBED:
        return own
    of_others = {quad.subject for each in _before(part, described) for quad in _of_graphs(quads, each)}
    mine = {quad.subject for quad in own} - of_others
    return [*own, *(quad for quad in quads if quad.graph_name == _DERIVED and quad.subject in mine)]


def is_needed(graph: Graph, part: Part, described: Iterable[Part]) -> bool:
    """Return whether the quads of a graph have to be known for those of a part."""
    if not part.name or any(_has(each, graph) for each in (part, *_before(part, described))):
        return True
    return part.name in _DESCRIBED and graph == _DERIVED


def _before(part: Part, described: Iterable[Part]) -> list[Part]:
    """Return the parts with which what is derived goes rather than with this one."""
    if part.name not in _DESCRIBED:
        return []
    return [each for each in described if each.name in _DESCRIBED[: _DESCRIBED.index(part.name)]]


def _of_graphs(quads: Iterable[Quad], part: Part) -> list[Quad]:
    return [quad for quad in quads if _has(part, quad.graph_name)]


def _has(part: Part, graph: object) -> bool:
    name = graph.value.removeprefix(names.GRAPH) if isinstance(graph, NamedNode) else ""
    return any(name.startswith(each) if each.endswith("/") else name == each for each in part.graphs)


def _core(quads: list[Quad], part: Part) -> Iterator[Quad]:
    """Yield classes, properties and the axioms that name no individual, under a header of their own."""
    left_out = {*_individuals(quads), *_about_individuals(quads)}
    graph = NamedNode(part.iri)
    for quad in quads:
        # An individual that a term only refers to, as to its source, stays: that is an annotation.
        if quad.subject in left_out or (isinstance(quad.object, BlankNode) and quad.object in left_out):
            continue
        if quad.subject == _ONTOLOGY:
            yield from _header(quad, part, graph)
        else:
            yield Quad(quad.subject, quad.predicate, quad.object, graph)


def _header(quad: Quad, part: Part, graph: NamedNode) -> Iterator[Quad]:
    """Yield a line of the header as the core has it: another document, with a version of its own."""
    if quad.predicate == _VERSION_IRI:
        yield Quad(graph, _SEE_ALSO, quad.object, graph)
    elif quad.predicate not in {_TITLE, _DESCRIPTION}:
        yield Quad(graph, quad.predicate, quad.object, graph)
    if quad.predicate == _VERSION_INFO and isinstance(quad.object, Literal):
        yield Quad(graph, _VERSION_IRI, NamedNode(part.version_iri(quad.object.value)), graph)
        for predicate, texts in ((_TITLE, part.full_titles), (_DESCRIPTION, part.description)):
            for language, text in texts.items():
                yield Quad(graph, predicate, Literal(text, language=language), graph)


def _individuals(quads: Iterable[Quad]) -> set[object]:
    """Return what is an instance of a class: neither a term, nor an axiom, nor the ontology."""
    types = [
        (quad.subject, quad.object)
        for quad in quads
        if quad.predicate == _TYPE and isinstance(quad.object, NamedNode)
    ]
    terms: set[object] = {
        subject for subject, kind in types if kind != _INDIVIDUAL and kind.value.startswith(_OF_TERMS)
    }
    found: set[object] = {subject for subject, _ in types}
    return found - terms


def _about_individuals(quads: Iterable[Quad]) -> set[object]:
    """Return the blank nodes of the axioms that name individuals, each with all that it is made of."""
    beside: dict[object, set[object]] = {}
    found: set[object] = set()
    for quad in quads:
        if not isinstance(quad.subject, BlankNode):
            continue
        if quad.predicate in _SAYS_OF_INDIVIDUALS:
            found.add(quad.subject)
        if isinstance(quad.object, BlankNode):
            beside.setdefault(quad.subject, set()).add(quad.object)
            beside.setdefault(quad.object, set()).add(quad.subject)
    waiting = list(found)
    while waiting:
        new = beside.get(waiting.pop(), set()) - found
        found |= new
        waiting += new
    return found
