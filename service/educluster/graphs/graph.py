"""A graph by predicate, then by subject or object; it may lie over another one that many share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cached_property
from types import MappingProxyType

from educluster.graphs.tokens import Literal, Namespace, literal
from educluster.names import RDF, RDFS

Triple = tuple[str, str, str]
Nodes = dict[str, None]  # in the order in which they were read, each once
Index = dict[str, Nodes]

EMPTY: Nodes = MappingProxyType({})  # type: ignore[assignment]
_RDF = Namespace(RDF)
_SUBCLASS = f"<{RDFS}subClassOf>"


class Graph:
    """Triples, each once, read in one go and never changed.

    `forth[p][s]` are the objects that a subject has under a predicate, `back[p][o]` the subjects; what is not
    there is asked with `.get(node, EMPTY)`.  With `below`, both answer for the triples of that graph too;
    `own`, `own_back`, `nodes` and iteration are about the triples of this one alone.
    """

    def __init__(self, triples: Iterable[Triple] = (), below: Graph | None = None) -> None:
        self.own: dict[str, Index] = {}
        own = self.own
        for subject, predicate, value in triples:
            if predicate not in own:
                own[predicate] = {subject: {value: None}}
            elif subject in (index := own[predicate]):
                index[subject][value] = None
            else:
                index[subject] = {value: None}
        self.own_back: dict[str, Index] = _Inverted(own)
        self._lay_over(below)

    def over(self, below: Graph) -> Graph:
        """Return the same triples lying over another graph; what is indexed once serves both."""
        found = Graph()
        found.own, found.own_back = self.own, self.own_back
        found._lay_over(below)
        return found

    def _lay_over(self, below: Graph | None) -> None:
        self.below = below
        self._narrower: Index = {}
        self.forth: dict[str, Index] = _Over(self.own.get, below.forth if below is not None else None)
        self.back: dict[str, Index] = _Over(
            self.own_back.__getitem__, below.back if below is not None else None
        )

    def __iter__(self) -> Iterator[Triple]:
        for predicate, index in self.own.items():
            for subject, values in index.items():
                for value in values:
                    yield subject, predicate, value

    def __len__(self) -> int:
        return sum(len(values) for index in self.own.values() for values in index.values())

    def __contains__(self, triple: Triple) -> bool:
        subject, predicate, value = triple
        return value in self.forth[predicate].get(subject, EMPTY)

    def everything(self) -> Iterator[Triple]:
        """Yield all triples, those below first; one that stands in both twice."""
        if self.below is not None:
            yield from self.below.everything()
        yield from self

    def objects(self, subject: str, predicate: str) -> Nodes:
        """Return what a node has under a predicate."""
        return self.forth[predicate].get(subject, EMPTY)

    def subjects(self, predicate: str, value: str) -> Nodes:
        """Return the nodes that have a value under a predicate."""
        return self.back[predicate].get(value, EMPTY)

    def value(self, subject: str, predicate: str) -> str | None:
        """Return the first thing that a node has under a predicate."""
        return next(iter(self.objects(subject, predicate)), None)

    def pairs(self, predicate: str) -> Iterator[tuple[str, str]]:
        """Yield the subjects and objects of a predicate."""
        for subject, values in self.forth[predicate].items():
            for value in values:
                yield subject, value

    def about(self, node: str) -> Index:
        """Return all that is said of a node, by predicate."""
        own = self._about.get(node, {})
        shared = self.below.about(node) if self.below is not None else {}
        return _merged(own, shared) if own and shared else own or shared

    def pointing(self, node: str) -> Nodes:
        """Return the nodes that point to one, by any predicate."""
        own = self._pointing.get(node, EMPTY)
        return own | self.below.pointing(node) if self.below is not None else own

    def narrower(self, kind: str) -> Nodes:
        """Return a class and those below it.  Source: SHACL, section 1.1 (SHACL subclass)."""
        if _SUBCLASS not in self.own and self.below is not None:
            return self.below.narrower(kind)
        if kind not in self._narrower:
            self._narrower[kind] = self._below_class(kind)
        return self._narrower[kind]

    def _below_class(self, kind: str) -> Nodes:
        found, waiting = {kind: None}, [kind]
        while waiting:
            new = [each for each in self.subjects(_SUBCLASS, waiting.pop()) if each not in found]
            found.update(dict.fromkeys(new))
            waiting += new
        return found

    def items(self, head: str | None) -> list[str]:
        """Return the members of an RDF list; one that bites its tail ends where it does."""
        found: list[str] = []
        seen: set[str] = set()
        while head is not None and head not in seen and (first := self.value(head, _RDF.first)) is not None:
            seen.add(head)
            found.append(first)
            head = self.value(head, _RDF.rest)
        return found

    def texts(self, node: str, predicate: str) -> dict[str, str]:
        """Return the texts of a node by language; a text without a tag counts as English."""
        return {each.language or "en": each.lexical for each in self._literals(node, predicate)}

    def all_texts(self, node: str, predicate: str) -> dict[str, str]:
        """Return the texts of a node by language, those in one language after each other."""
        found: dict[str, list[str]] = {}
        for each in self._literals(node, predicate):
            found.setdefault(each.language or "en", []).append(each.lexical)
        return {language: " ".join(said) for language, said in sorted(found.items())}

    def _literals(self, node: str, predicate: str) -> list[Literal]:
        """Return the literals among the objects, those without a language first."""
        found = (literal(each) for each in self.objects(node, predicate) if each[0] == '"')
        return sorted(found, key=lambda each: (each.language, each))

    @cached_property
    def nodes(self) -> Nodes:
        """The subjects and objects of its own triples, the subjects first."""
        found = dict.fromkeys(subject for index in self.own.values() for subject in index)
        for index in self.own.values():
            for values in index.values():
                found.update(values)
        return found

    @cached_property
    def _about(self) -> dict[str, Index]:
        found: dict[str, Index] = {}
        for predicate, index in self.own.items():
            for subject, values in index.items():
                found.setdefault(subject, {})[predicate] = values
        return found

    @cached_property
    def _pointing(self) -> Index:
        found: Index = {}
        for subject, _, value in self:
            found.setdefault(value, {})[subject] = None
        return found


class _Inverted(dict[str, Index]):
    """The index of each predicate by object; made when it is first asked for."""

    def __init__(self, own: dict[str, Index]) -> None:
        super().__init__()
        self._own = own

    def __missing__(self, predicate: str) -> Index:
        found: Index = {}
        for subject, values in self._own.get(predicate, {}).items():
            for value in values:
                if value in found:
                    found[value][subject] = None
                else:
                    found[value] = {subject: None}
        self[predicate] = found
        return found


class _Over(dict[str, Index]):
    """One index over another; the two are put together when a predicate is first asked for.

    It holds no graph: what is done with is freed at once, without the collector.
    """

    def __init__(self, own: Callable[[str], Index | None], shared: dict[str, Index] | None) -> None:
        super().__init__()
        self._own, self._shared = own, shared

    def __missing__(self, predicate: str) -> Index:
        own, shared = self._own(predicate), self._shared[predicate] if self._shared is not None else None
        found = self[predicate] = _merged(own, shared) if own and shared else own or shared or {}
        return found


def _merged(own: Index, shared: Index) -> Index:
    found = dict(shared)
    for node, values in own.items():
        found[node] = values | shared[node] if node in shared else values
    return found
