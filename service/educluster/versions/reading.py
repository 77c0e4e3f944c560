"""Terms read out of a graph: a release, a dump of one, or a file of Turtle."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from educluster import names
from educluster.graphs import Graph, Namespace, address, is_blank, is_iri, literal, text
from educluster.graphs.graph import Index
from educluster.versions.expressions import expression, members
from educluster.versions.model import Kind, Term, Texts, Vocabulary

_DCTERMS, _EC = Namespace(names.DCTERMS), Namespace(names.EC)
_OWL, _RDF, _RDFS = Namespace(names.OWL), Namespace(names.RDF), Namespace(names.RDFS)
_SKOS, _SKOSXL = Namespace(names.SKOS), Namespace(names.SKOSXL)
_HEADER = f"<{names.EC.rstrip('#')}>"
_TRUE = {f'"{each}"^^<{names.XSD}boolean>' for each in ("true", "1")}

_KINDS = {  # the first that one is counts
    _OWL.Class: Kind.CLASS,
    _RDFS.Class: Kind.CLASS,
    _OWL.ObjectProperty: Kind.PROPERTY,
    _OWL.DatatypeProperty: Kind.PROPERTY,
    _OWL.AnnotationProperty: Kind.PROPERTY,
    _RDF.Property: Kind.PROPERTY,
    _EC.Claim: Kind.CLAIM,
    _SKOSXL.Label: Kind.LABEL,
    _SKOS.ConceptScheme: Kind.SCHEME,
    _SKOS.Concept: Kind.CONCEPT,
}
_LABELS = (_RDFS.label, _SKOS.prefLabel, _DCTERMS.title)
_FACETS = {
    _RDFS.subClassOf: "parent",
    _RDFS.subPropertyOf: "parent",
    _OWL.equivalentClass: "equivalent",
    _OWL.equivalentProperty: "equivalent",
    _RDFS.domain: "domain",
    _RDFS.range: "range",
    _OWL.inverseOf: "inverse",
    _OWL.propertyChainAxiom: "chain",
    _OWL.disjointWith: "disjoint",
    _SKOS.inScheme: "scheme",
    _SKOS.broader: "broader",
    _EC.subject: "subject",
    _EC.relation: "relation",
    _EC.object: "object",
    _EC.stance: "stance",
}
_OF_CLAIMS = {"subject", "relation", "object", "stance"}
_HIERARCHIES = ("parent", "broader", "type")


def read(graph: Graph, release: str = "") -> Vocabulary:
    """Return all that a graph names with an IRI of ours; attested forms are left out.

    What a graph says of itself is that of the one ontology header.
    """
    apart = _disjoint(graph)
    terms = [_term(graph, subject, apart.get(subject, frozenset())) for subject in _subjects(graph)]
    found = {each.iri: each for each in terms if each.kind is not Kind.LABEL}
    version, date = (text(graph.value(_HEADER, each)) for each in (_OWL.versionInfo, _DCTERMS.modified))
    read = Vocabulary(release, version, date[:10], found)
    return replace(read, terms={iri: _direct(read, term) for iri, term in found.items()})


def _subjects(graph: Graph) -> Iterator[str]:
    subjects = {subject for subject, _, _ in graph}
    for subject in sorted(subjects - {_HEADER}):
        if is_iri(subject) and address(subject).startswith(names.BASE):
            yield subject


def _term(graph: Graph, subject: str, apart: frozenset[str]) -> Term:
    said = graph.about(subject)
    types = said.get(_RDF.type, {})
    iri = address(subject)
    kind = _kind(iri, types)
    return Term(
        iri=iri,
        kind=kind,
        labels=_texts(said, _LABELS),
        definitions=_texts(said, (_SKOS.definition,)),
        notes=_texts(said, (_SKOS.changeNote,)),
        facets=_facets(graph, said, kind, apart, filter(is_blank, graph.subjects(_RDFS.subClassOf, subject))),
        deprecated=bool(_TRUE & said.get(_OWL.deprecated, {}).keys()),
        replacements=tuple(sorted(map(address, filter(is_iri, said.get(_DCTERMS.isReplacedBy, {}))))),
    )


def _kind(iri: str, types: Iterable[str]) -> Kind:
    if found := next((kind for each, kind in _KINDS.items() if each in types), None):
        return found
    if iri.startswith(names.ECS):
        return Kind.RULE
    if iri.startswith(names.GRAPH):
        return Kind.GRAPH
    return Kind.VALUE if iri.startswith(names.EC) else Kind.THING


def _texts(said: Index, properties: Iterable[str]) -> Texts:
    """Return the texts by language; of several in one, the first by letters: always the same."""
    found: dict[str, str] = {}
    for each in properties:
        for parts in sorted(literal(value) for value in said.get(each, {}) if value[0] == '"'):
            found.setdefault(parts.language, parts.lexical)
    return found


def _facets(
    graph: Graph, said: Index, kind: Kind, apart: frozenset[str], sufficient: Iterable[str]
) -> Mapping[str, frozenset[str]]:
    """Return the facets; `sufficient` are the expressions all of whose members are in a class."""
    values: dict[str, list[str]] = {}
    for predicate, objects in said.items():
        name = _FACETS.get(predicate, "")
        if name and (kind is Kind.CLAIM or name not in _OF_CLAIMS):
            values.setdefault(name, []).extend(objects)
    found = {name: _tied(graph, name, nodes) for name, nodes in values.items()}
    if apart:
        found["disjoint"] = found.get("disjoint", frozenset()) | apart
    if conditions := frozenset(expression(graph, each) for each in sufficient):
        found["condition"] = conditions
    types = frozenset(address(each) for each in said.get(_RDF.type, {}) if is_iri(each))
    found["characteristic" if kind in {Kind.CLASS, Kind.PROPERTY} else "type"] = types
    return found


def _tied(graph: Graph, name: str, values: Sequence[str]) -> frozenset[str]:
    if name not in {"domain", "range"}:
        return frozenset(expression(graph, each) for each in values)
    if len(values) == 1:
        return frozenset(members(graph, values[0]))  # any of which is right
    together = sorted(expression(graph, each) for each in values)
    return frozenset([f"[owl:intersectionOf ({' '.join(together)})]"])  # all of them hold


def _disjoint(graph: Graph) -> dict[str, frozenset[str]]:
    """Return what each class is apart from by a list.  Source: OWL 2 Mapping to RDF Graphs, table 1."""
    found: dict[str, frozenset[str]] = {}
    for axiom in graph.subjects(_RDF.type, _OWL.AllDisjointClasses):
        listed = graph.items(graph.value(axiom, _OWL.members))
        together = frozenset(expression(graph, each) for each in listed)
        for each in listed:
            if not is_blank(each):
                found[each] = found.get(each, frozenset()) | (together - {expression(graph, each)})
    return found


def _direct(vocabulary: Vocabulary, term: Term) -> Term:
    """Return a term without what follows from its other parents, written out or not."""
    facets = dict(term.facets)
    for name in _HIERARCHIES:
        if values := facets.get(name):
            implied = {each for value in values for each in vocabulary.above(value)}
            of_a_circle = {each for each in implied & values if values & vocabulary.above(each)}
            facets[name] = values - (implied - of_a_circle) - {term.iri}
    return replace(term, facets={name: values for name, values in facets.items() if values})
