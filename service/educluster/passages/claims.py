"""Read claims with their locators, and the names of what they speak of, from a graph."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, repeat

import pyoxigraph

from educluster.errors import BadDocument
from educluster.names import DCTERMS, EC, OA, RDFS, SKOS, SKOSXL, last_part, shorten
from educluster.passages.model import Claim, Locator, Name, Selector

_CLAIMS = frozenset(  # the rest of a graph is passed over
    [EC + each for each in ("subject", "relation", "object", "stance", "readBy", "reviewStatus", "locator")]
    + [EC + each for each in ("section", "ordinal", "page", "extraction", "firstLine", "lastLine")]
    + [
        EC + "digest",
        EC + "fingerprint",
        OA + "hasSource",
        OA + "hasSelector",
        OA + "exact",
        DCTERMS + "source",
    ]
)
_NAMES = frozenset(
    [RDFS + "label", SKOS + "prefLabel", SKOSXL + "prefLabel", SKOSXL + "literalForm", EC + "attestation"]
)
_LINES, _MARKS = re.compile(r"[1-9]\d* [1-9]\d*"), re.compile(r"[0-9a-f]{8}( [0-9a-f]{8}){0,23}")
_NUMBER = re.compile(r"([0-9]+)")
Node = pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple


class Library:
    """Claims in the order of their numbers, and the names of things in several languages.

    Raises BadDocument for a claim or a locator that is not whole.
    """

    def __init__(self, triples: Iterable[pyoxigraph.Triple], names: Iterable[pyoxigraph.Triple] = ()) -> None:
        """Read claims and names from triples, and more names from others."""
        self._said: dict[str, dict[str, list[Node]]] = {}
        for triple, read in chain(zip(triples, repeat(_CLAIMS | _NAMES)), zip(names, repeat(_NAMES))):
            if (relation := triple.predicate.value) in read:
                said = self._said.setdefault(_text(triple.subject), {})
                said.setdefault(relation, []).append(triple.object)
        found = [self._claim(node) for node, said in self._said.items() if EC + "locator" in said]
        self.claims = sorted(found, key=lambda claim: _by_number(claim.iri))

    def name(self, iri: str, language: str) -> Name:
        """Return what something is called in a language, else in English, else the last part of its IRI."""
        named = dict(self._names(iri))
        return named.get(language) or named.get("en") or Name(last_part(iri))

    def _names(self, iri: str) -> Iterator[tuple[str, Name]]:
        for relation in (RDFS + "label", SKOS + "prefLabel"):
            yield from ((_language(each), Name(_text(each))) for each in self._objects(iri, relation))
        for label in self._all(iri, SKOSXL + "prefLabel"):
            ours = self._one(label, EC + "attestation") == EC + "OwnTranslation"
            for each in self._objects(label, SKOSXL + "literalForm"):
                yield _language(each), Name(_text(each), ours)

    def _claim(self, iri: str) -> Claim:
        asked = [EC + part for part in ("subject", "relation", "object", "stance", "readBy", "reviewStatus")]
        subject, relation, about, stance, read_by, status = (self._one(iri, each) for each in asked)
        if not (subject and relation and about):
            remedy = "give it ec:subject, ec:relation and ec:object"
            raise BadDocument(f"the claim {shorten(iri)} is not whole", remedy)
        text = isinstance(self._objects(iri, EC + "object")[0], pyoxigraph.Literal)
        locators = tuple(self._locator(each, iri) for each in self._all(iri, EC + "locator"))
        return Claim(iri, subject, relation, about, text, stance, read_by, status, locators)

    def _locator(self, node: str, claim: str) -> Locator:
        selectors = self._all(node, OA + "hasSelector")
        work = self._one(node, OA + "hasSource") or self._one(claim, DCTERMS + "source")
        finder = next(filter(None, (self._one(each, OA + "exact") for each in selectors)), "")
        lines = tuple(self._lines(each, claim) for each in selectors if self._one(each, EC + "extraction"))
        if not work or not (finder or lines):
            remedy = "give it oa:hasSource, and oa:hasSelector with an oa:exact or the lines of an extraction"
            raise BadDocument(f"a locator of {shorten(claim)} leads nowhere", remedy)
        section, ordinal, page = (self._one(node, EC + part) for part in ("section", "ordinal", "page"))
        return Locator(work, section, ordinal, page, finder, lines)

    def _lines(self, node: str, claim: str) -> Selector:
        extraction, digest = (self._one(node, EC + part) for part in ("extraction", "digest"))
        first, last = (self._one(node, EC + part) for part in ("firstLine", "lastLine"))
        marks = self._one(node, EC + "fingerprint")
        if not (_LINES.fullmatch(f"{first} {last}") and int(first) <= int(last) and _MARKS.fullmatch(marks)):
            remedy = "give ec:firstLine, ec:lastLine, and ec:fingerprint: at most 24 times 8 hex digits"
            raise BadDocument(f"lines of {shorten(claim)} are not told as they should be", remedy)
        return Selector(extraction, int(first), int(last), digest, frozenset(marks.split()))

    def _objects(self, node: str, relation: str) -> list[Node]:
        return self._said.get(node, {}).get(relation, [])

    def _all(self, node: str, relation: str) -> list[str]:
        return list(map(_text, self._objects(node, relation)))

    def _one(self, node: str, relation: str) -> str:
        """Return the value that stands first; nothing where there is none."""
        return next(iter(self._all(node, relation)), "")


def _text(node: Node) -> str:
    return node.value if isinstance(node, (pyoxigraph.NamedNode, pyoxigraph.Literal)) else str(node)


def _language(node: Node) -> str:
    """Return the language of a literal without its script or region."""
    return (node.language or "").partition("-")[0].lower() if isinstance(node, pyoxigraph.Literal) else ""


def _by_number(iri: str) -> list[tuple[int, str]]:
    """Return what sorts …-9 before …-10."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in _NUMBER.split(iri)]
