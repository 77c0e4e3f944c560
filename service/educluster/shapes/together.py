"""Rules that look beyond one description: asked in SPARQL of all at once, each a graph of its own.

A query tells what stands where, and not which two disagree: its rows grow with the descriptions, pairs would
with their square.  The rows that share something are put together here.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, partial
from typing import NamedTuple

import pyoxigraph

from educluster import __version__
from educluster.graphs import Path, Triple
from educluster.names import LANGUAGES, RDFS, SH
from educluster.reports import Document, Finding, Place, Reason, Report, Severity, Term
from educluster.reports.model import Texts
from educluster.rulebook import Rule
from educluster.shapes.description import Description
from educluster.shapes.folding import spellings
from educluster.shapes.loading import Shapes
from educluster.shapes.telling.phrases import filled, in_words, name
from educluster.shapes.telling.places import Places

Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple

_ENGINE = f"Oxigraph {pyoxigraph.__version__}"
_LABEL = pyoxigraph.NamedNode(RDFS + "label")
_SPARQL = SH + "SPARQLConstraintComponent"
_MOST = 5  # of the places where one side stands: those that are told


def check_together(shapes: Shapes, descriptions: Mapping[str, Description], fail_on: Severity) -> Report:
    """Return what the global rules of a profile find over descriptions, which are given by their names.

    A finding's `found` names the descriptions in which its nodes stand; each of its reasons is one of them.
    """
    gathered = _Gathered(descriptions)
    rules = [rule for rule in shapes.rules.values() if rule.query]
    found = [
        _Telling(shapes, gathered, rule).finding(pair) for rule in rules for pair in gathered.pairs(rule)
    ]
    return Report(
        document=_all(descriptions),
        profile=shapes.profile,
        engine=_ENGINE,
        version=__version__,
        fail_on=fail_on,
        subjects=(),
        findings=tuple(found),
        not_yet=(),
        unseen=(),
    )


def _all(descriptions: Mapping[str, Description]) -> Document:
    """Return a digest over the digests of all documents, in the order of these."""
    sums = sorted(each.document.sha256 for each in descriptions.values())
    size = sum(each.document.size for each in descriptions.values())
    return Document(hashlib.sha256("".join(sums).encode()).hexdigest(), size, "multipart/mixed")


class _Stand(NamedTuple):
    """A node, and the graph of a description in which it stands."""

    graph: pyoxigraph.NamedNode
    node: Node


@dataclass(frozen=True)
class _Side:
    """One thing that is said where all should say the same, and where it is said."""

    said: Node
    apart: Node | None
    stands: frozenset[_Stand]

    @property
    def order(self) -> tuple[int, str, str]:
        """Return what sorts the thing first that is said most often."""
        return -len(self.stands), str(self.said), str(self.apart)

    def disagrees(self, other: _Side) -> bool:
        """Return whether the two say different things of one: neither beside the other at the same node."""
        apart = self.apart and other.apart and self.apart != other.apart
        beside = self.stands <= other.stands or other.stands <= self.stands
        return self.said != other.said and not apart and not beside

    @cached_property
    def told(self) -> list[_Stand]:
        """Return the first of the places where it is said."""
        return sorted(self.stands, key=str)[:_MOST]

    def literal(self, pair: _Pair) -> Node:
        """Return the text that stands at its nodes: what is said, else what is shared."""
        return self.said if isinstance(self.said, pyoxigraph.Literal) else pair.shared


@dataclass(frozen=True)
class _Pair:
    """Two sides that disagree, and what they share."""

    value: Node | None
    one: _Side
    two: _Side

    @property
    def said(self) -> frozenset[Node]:
        return frozenset((self.one.said, self.two.said))

    @property
    def stands(self) -> frozenset[_Stand]:
        return self.one.stands | self.two.stands

    @property
    def shared(self) -> Node:
        """Return what the two share; what the other says, where that is nothing but the node itself."""
        if self.value is None or self.value == self.one.told[0].node:
            return self.two.said
        return self.value


class _Document:
    """One of the descriptions: its name as text, and the place of each of its triples."""

    def __init__(self, number: int, document: str, description: Description) -> None:
        self.name = document.encode(errors="surrogateescape").decode(errors="replace")
        self.graph = pyoxigraph.NamedNode(f"urn:description:{number:09}")
        self._mark, self._reading = f"d{number}", description.reading

    def quads(self) -> Iterator[pyoxigraph.Quad]:
        """Yield its triples, with blank nodes told apart from those of other documents."""
        for each in _terms(self._reading.triples):
            subject, value = self._fresh(each.subject), self._fresh(each.object)
            yield pyoxigraph.Quad(subject, each.predicate, value, self.graph)  # type: ignore[arg-type]

    def _fresh(self, node: Node) -> Node:
        if isinstance(node, pyoxigraph.BlankNode):
            return pyoxigraph.BlankNode(self._mark + node.value)
        if isinstance(node, pyoxigraph.Triple):
            subject, value = self._fresh(node.subject), self._fresh(node.object)
            return pyoxigraph.Triple(subject, node.predicate, value)  # type: ignore[arg-type]
        return node

    def token(self, node: Node) -> str:
        """Return a node as the document names it."""
        blank = isinstance(node, pyoxigraph.BlankNode)
        return str(node).replace(self._mark, "", 1) if blank else str(node)

    def where(self, node: Node, path: Path | None, value: Node) -> str:
        """Return the document's name with the line at which something is said, as compilers write it."""
        place = self._places.of(self.token(node), path, self.token(value))
        return f"{self.name}:{place.line}" if place.line is not None else self.name

    @cached_property
    def _places(self) -> Places:
        return Places(self._reading)


class _Gathered:
    """All descriptions in one store, each a graph; how names are folded stands in the default graph."""

    def __init__(self, descriptions: Mapping[str, Description]) -> None:
        numbered = enumerate(sorted(descriptions.items()), 1)
        documents = [_Document(number, document, each) for number, (document, each) in numbered]
        self.documents = {each.graph: each for each in documents}
        self._store = pyoxigraph.Store()
        self._store.bulk_extend(quad for each in documents for quad in each.quads())
        self._store.extend(spellings(self._names()))

    def _names(self) -> list[pyoxigraph.Literal]:
        """Return all that things are called, in all documents."""
        found = (each.object for each in self._store.quads_for_pattern(None, _LABEL, None))
        return [each for each in found if isinstance(each, pyoxigraph.Literal)]

    def objects(self, stand: _Stand, predicate: pyoxigraph.NamedNode) -> list[Node]:
        """Return what a node has under a predicate in one description."""
        found = self._store.quads_for_pattern(stand.node, predicate, None, stand.graph)  # type: ignore[arg-type]
        return sorted((each.object for each in found), key=str)

    def predicate(self, stand: _Stand, value: Node) -> str:
        """Return the property with which a node has a value in one description."""
        found = self._store.quads_for_pattern(stand.node, None, value, stand.graph)  # type: ignore[arg-type]
        return min(each.predicate.value for each in found)

    def pairs(self, rule: Rule) -> list[_Pair]:
        """Return the sides that disagree by a rule, two by two, each two once whatever they share."""
        told: dict[tuple[frozenset[Node], _Stand], set[int]] = defaultdict(set)
        found: list[_Pair] = []
        for pair in sorted(self._all(rule), key=_order):
            if not set.intersection(*(told[pair.said, stand] for stand in pair.stands)):
                for stand in pair.stands:
                    told[pair.said, stand].add(len(found))
                found.append(pair)
        return found

    def _all(self, rule: Rule) -> Iterator[_Pair]:
        for value, sides in self._sharing(rule):
            for number, side in enumerate(sides):
                first = next((each for each in sides[:number] if each.disagrees(side)), None)
                if first:
                    yield _Pair(value, first, side)

    def _sharing(self, rule: Rule) -> Iterator[tuple[Node | None, list[_Side]]]:
        """Yield what several share, with all that is said by them."""
        groups: dict[tuple[Node, Node], dict[tuple[Node, Node], set[_Stand]]] = defaultdict(
            lambda: defaultdict(set)
        )
        for row in self._store.query(rule.query):  # type: ignore[union-attr]
            stand = _Stand(row["in"], row["this"])
            groups[row["value"], row["alike"]][row["said"], row["apart"]].add(stand)
        for (value, _), said in groups.items():
            sides = [_Side(*each, frozenset(stands)) for each, stands in said.items()]
            yield value, sorted(sides, key=lambda side: side.order)


def _terms(triples: Iterable[Triple]) -> Iterator[pyoxigraph.Quad]:
    """Yield triples in the terms of the store."""
    text = "".join(f"{subject} {predicate} {value} .\n" for subject, predicate, value in triples)
    return pyoxigraph.parse(input=text, format=pyoxigraph.RdfFormat.N_TRIPLES)


def _order(pair: _Pair) -> tuple[object, ...]:
    """Return what sorts the pair first that takes in most."""
    return -len(pair.stands), str(pair.value), pair.one.order, pair.two.order, sorted(map(str, pair.stands))


class _Telling:
    """Pairs told as findings of one rule."""

    def __init__(self, shapes: Shapes, gathered: _Gathered, rule: Rule) -> None:
        self._shapes, self._gathered, self._rule = shapes, gathered, rule

    def finding(self, pair: _Pair) -> Finding:
        """Return what disagrees, what it shares, and where each of the two is said."""
        rule, one, two = self._rule, pair.one.told, pair.two.told
        told = {
            "this": self._term(one[0].node, one),
            "other": self._term(two[0].node, two),
            "said": self._term(pair.one.said, one),
            "otherwise": self._term(pair.two.said, two),
            "value": self._term(pair.shared, one),
        }
        values: dict[str, Callable[[str], str]] = {key: partial(name, term) for key, term in told.items()}
        values |= {"one": lambda _: self._documents(pair.one), "two": lambda _: self._documents(pair.two)}
        return Finding(
            rule=rule.name,
            shape=rule.shape,
            severity=rule.severity,
            component=_SPARQL,
            focus=told["this"],
            path=None,
            words={},
            value=told["value"],
            expected={},
            found=dict.fromkeys(LANGUAGES, self._documents(pair.one, pair.two)),
            place=Place(),
            state=None,
            titles=rule.titles,
            messages=filled(rule.messages, values),
            remedies=rule.remedies,
            sources=tuple(map(self._shapes.known.words.source, rule.sources)),
            reasons=tuple(
                self._reason(stand, side.literal(pair))
                for side in (pair.one, pair.two)
                for stand in side.told
            ),
        )

    def _reason(self, stand: _Stand, text: Node) -> Reason:
        """Return where a name or a number stands: the description, the node, the property."""
        document = self._gathered.documents[stand.graph]
        path = Path("predicate", self._gathered.predicate(stand, text))
        return Reason(
            component=_SPARQL,
            focus=self._term(stand.node, [stand]),
            path=path,
            words=in_words(path, self._shapes.known.words.called),
            value=Term(str(text), {}),
            messages=dict.fromkeys(LANGUAGES, document.where(stand.node, path, text)),
        )

    def _documents(self, *sides: _Side) -> str:
        stands = (each for side in sides for each in side.stands)
        names = sorted({self._gathered.documents[each.graph].name for each in stands})
        most = _MOST * len(sides)
        return ", ".join([*names[:most], *(["…"] if len(names) > most else [])])

    def _term(self, node: Node, stands: Sequence[_Stand]) -> Term:
        """Return a node as the first of these descriptions names it."""
        stand = _Stand(stands[0].graph, node)
        found = [] if isinstance(node, pyoxigraph.Literal) else self._gathered.objects(stand, _LABEL)
        texts = (each for each in found if isinstance(each, pyoxigraph.Literal))
        labels: Texts = {each.language or "en": each.value for each in texts}
        iri = node.value if isinstance(node, pyoxigraph.NamedNode) else ""
        token = self._gathered.documents[stand.graph].token(node)
        return Term(token, labels or self._shapes.known.words.called(iri))
