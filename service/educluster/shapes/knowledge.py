"""The vocabulary that is put beside every description, as far as the shapes ask for it."""

from __future__ import annotations

from functools import cache, cached_property

import pyoxigraph
import rdflib
from rdflib.namespace import RDF, RDFS
from rdflib.term import Node

from educluster import artifacts, names
from educluster.documents import Term
from educluster.names import EC
from educluster.rulebook import Lexicon, lexicon
from educluster.rulebook.lexicon import triples
from educluster.shapes.rdf import term_of

Triple = tuple[Node, Node, Node]

# What shapes may ask of the vocabulary besides its types and its classes, some with their inverses.
_INVERSES = {EC + "hasCondition": EC + "isConditionOf", EC + "hasActivity": EC + "isActivityOf"}
_RELATIONS = {*_INVERSES, EC + "organisationKind", EC + "position", EC + "directlyPrecedes"}
_TYPE, _BELOW = names.RDF + "type", names.RDFS + "subClassOf"


class Knowledge:
    """The packaged vocabulary and its words, read once."""

    def __init__(self) -> None:
        self.words: Lexicon = lexicon()
        self._types: list[Triple] = []
        self._classes: list[Triple] = []
        self._relations: list[Triple] = []
        for subject, predicate, value in triples(artifacts.vocabulary()):
            self._keep(subject, predicate, value)

    @cached_property
    def stages(self) -> frozenset[str]:
        """Return the IRIs of the stages of the life cycle."""
        return frozenset(str(s) for s, _, kind in self._types if str(kind) == EC + "Stage")

    def parts(self, by: str) -> dict[str, list[str]]:
        """Return what has parts under a relation, and its parts, both in the order of their positions."""
        place = {str(s): int(str(o)) for s, p, o in self._relations if str(p) == EC + "position"}
        found: dict[str, list[str]] = {}
        for whole, relation, part in self._relations:
            if str(relation) == by:
                found.setdefault(str(whole), []).append(str(part))
        order = sorted(found, key=lambda each: (place.get(each, 0), each))
        return {each: sorted(found[each], key=lambda part: (place.get(part, 0), part)) for each in order}

    def vocabulary(
        self, classes: frozenset[str] | None, relations: frozenset[str] | None
    ) -> frozenset[Triple]:
        """Return the triples that shapes ask for which name these classes and relations; None wants all."""
        below = None if classes is None else self._below(classes)
        kept = [each for each in self._types if below is None or str(each[2]) in below]
        kept += [each for each in self._classes if below is None or str(each[0]) in below]
        kept += [each for each in self._relations if relations is None or str(each[1]) in relations]
        return frozenset(kept)

    def _below(self, classes: frozenset[str]) -> frozenset[str]:
        found, waiting = set(classes), list(classes)
        narrower: dict[str, list[str]] = {}
        for each in self._classes:
            narrower.setdefault(str(each[2]), []).append(str(each[0]))
        while waiting:
            new = set(narrower.get(waiting.pop(), ())) - found
            found |= new
            waiting += new
        return frozenset(found)

    def _keep(self, subject: Term, predicate: str, value: Term) -> None:
        wanted = predicate in _RELATIONS or predicate in (_TYPE, _BELOW)
        if (
            not wanted
            or not isinstance(subject, pyoxigraph.NamedNode)
            or isinstance(value, pyoxigraph.BlankNode)
        ):
            return
        about, known = term_of(subject), term_of(value)
        if predicate == _TYPE and str(known).startswith(EC):
            self._types.append((about, RDF.type, known))
        elif predicate == _BELOW:
            self._classes.append((about, RDFS.subClassOf, known))
        elif predicate in _RELATIONS:
            self._relations.append((about, rdflib.URIRef(predicate), known))
            if predicate in _INVERSES:
                self._relations.append((known, rdflib.URIRef(_INVERSES[predicate]), about))


@cache
def knowledge() -> Knowledge:
    """Return what is known, read once in a process."""
    return Knowledge()
