"""The vocabulary that is put beside every description, as far as the shapes ask for it."""

from __future__ import annotations

from functools import cache, cached_property

from educluster import names
from educluster.graphs import Graph, Namespace, address, is_iri, text
from educluster.rulebook import Lexicon, lexicon

_RDF, _RDFS, _EC = map(Namespace, (names.RDF, names.RDFS, names.EC))
_INVERSES = {_EC.hasCondition: _EC.isConditionOf, _EC.hasActivity: _EC.isActivityOf}

Asked = frozenset[str] | None  # tokens of classes or relations; None asks for all


class Knowledge:
    """The packaged vocabulary and its words, read once."""

    def __init__(self) -> None:
        self.words: Lexicon = lexicon()
        inverse = ((o, _INVERSES[p], s) for s, p, o in self.words.facts if p in _INVERSES and is_iri(o))
        self._facts = Graph([*self.words.facts, *inverse])
        self._chosen = cache(self._choice)

    @cached_property
    def stages(self) -> frozenset[str]:
        """Return the IRIs of the stages of the life cycle."""
        return frozenset(map(address, self._facts.subjects(_RDF.type, _EC.Stage)))

    def parts(self, by: str) -> dict[str, list[str]]:
        """Return what has parts under a relation, and its parts, both in the order of their positions."""
        place = {address(part): int(text(position)) for part, position in self._facts.pairs(_EC.position)}
        relation = self._facts.forth[f"<{by}>"]
        found = {address(whole): list(map(text, parts)) for whole, parts in relation.items()}

        def order(node: str) -> tuple[int, str]:
            return place.get(node, 0), node

        return {whole: sorted(found[whole], key=order) for whole in sorted(found, key=order)}

    def vocabulary(self, classes: Asked, relations: Asked) -> Graph:
        """Return the triples that shapes ask for which name these classes and relations; None wants all."""
        return self._chosen(classes, relations)

    def _choice(self, classes: Asked, relations: Asked) -> Graph:
        wanted = None if classes is None else self._below(classes)
        about = {_RDF.type: 2, _RDFS.subClassOf: 0}  # where in a triple the class stands
        return Graph(
            each
            for each in self._facts
            if (each[1] not in about and (relations is None or each[1] in relations))
            or (each[1] in about and (wanted is None or each[about[each[1]]] in wanted))
        )

    def _below(self, classes: frozenset[str]) -> frozenset[str]:
        found, waiting = set(classes), list(classes)
        while waiting:
            new = self._facts.subjects(_RDFS.subClassOf, waiting.pop()).keys() - found
            found |= new
            waiting += new
        return frozenset(found)


@cache
def knowledge() -> Knowledge:
    """Return what is known, read once in a process."""
    return Knowledge()
