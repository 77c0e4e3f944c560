"""What says nothing to any rule though somebody meant it to: misspelled names, things left undescribed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import get_close_matches

from educluster import names
from educluster.documents import Reading
from educluster.graphs import Triple, address
from educluster.names import EC, ECR, ORG
from educluster.reports.model import Texts
from educluster.rulebook import Lexicon
from educluster.shapes.telling.words import DROPPED_KEY, NEAREST, NO_SUCH_NAME, NOTHING_SAID, ON_LINE

_OURS = (EC, ECR)
_INSECURE = tuple(each.replace("https://", "http://") for each in _OURS)
_FOREIGN = (ORG, names.DCTERMS, names.RDFS, names.SKOS, names.RDF, names.PREFIXES["prov"])
_ALIKE, _OF_OTHERS = 0.8, 0.87  # "sorce" and "source"; not "memberOf" and "member", which others have
_ANYTHING = {EC + each for each in ("subject", "relation", "object", "onProperty", "counts", "word")}
_MOST = 50  # names for which the nearest is looked for: each takes some milliseconds


class Speller:
    """Tells which names there are, and which one is meant by a name that there is not."""

    def __init__(self, known: Lexicon) -> None:
        self._known, self._left = known.terms, _MOST
        self._names: dict[str, dict[str, str]] = {}  # by namespace; most descriptions need none of them

    def knows(self, iri: str) -> bool:
        """Return whether there is such a name."""
        return iri in self._known

    def unknown(self, triples: list[Triple]) -> set[str]:
        """Return the tokens of IRIs that triples name, none of them ours, and of which they say nothing."""
        subjects, predicates, values = map(set, zip(*triples, strict=True))
        named = (predicates | values) - subjects
        return {each for each in named if each[0] == "<" and address(each) not in self._known}

    def nearest(self, iri: str) -> str:
        """Return the name that is meant, as far as it can be told; else nothing."""
        if iri.startswith(_INSECURE):
            iri = iri.replace("http://", "https://", 1)
            return iri if iri in self._known else ""
        space = next((each for each in (*_OURS, *_FOREIGN) if iri.startswith(each)), "")
        if not space or not self._left:
            return ""
        self._left -= 1
        alike = _ALIKE if space in _OURS else _OF_OTHERS
        known = self._names.get(space) or self._names.setdefault(space, self._in(space))
        found = get_close_matches(iri.removeprefix(space).lower(), known, 1, alike)
        return known[found[0]] if found else ""

    def _in(self, space: str) -> dict[str, str]:
        """Return the names of a namespace by what follows it, in small letters."""
        return {each.removeprefix(space).lower(): each for each in self._known if each.startswith(space)}


def oddities(reading: Reading, speller: Speller) -> Iterator[Texts]:
    """Yield a note for each name that is none, and for each thing pointed to and not described, once."""
    left = speller.unknown(reading.triples)
    for number, (_, predicate, value) in enumerate(reading.triples if left else ()):
        for each in (predicate, value):
            if each in left:
                left.remove(each)
                yield from _about(address(each), address(predicate), reading, number, speller)


def of_keys(dropped: Iterable[tuple[str, str]]) -> Iterator[Texts]:
    """Yield a note for each key of a JSON-LD document that was dropped."""
    for key, pointer in dropped:
        yield {language: DROPPED_KEY[language].format(key, pointer) for language in names.LANGUAGES}


def _about(iri: str, predicate: str, reading: Reading, number: int, speller: Speller) -> Iterator[Texts]:
    """Yield what is odd about a name that neither we nor the description have; nothing for most."""
    near = speller.nearest(iri)
    if near or iri.startswith(_OURS):
        yield _note(NO_SUCH_NAME, iri, reading.line(number), near)
    elif _is_pointed_to(predicate) and not iri.startswith(_FOREIGN):
        yield _note(NOTHING_SAID, iri, reading.line(number))


def _is_pointed_to(predicate: str) -> bool:
    """Return whether a property points to what a description should describe, and not to any name."""
    return predicate.startswith((EC, ORG)) and predicate not in _ANYTHING


def _note(words: Texts, iri: str, line: int | None, near: str = "") -> Texts:
    return {
        language: (ON_LINE[language].format(line) if line else "")
        + words[language].format(names.shorten(iri))
        + (NEAREST[language].format(names.shorten(near)) if near else "")
        for language in names.LANGUAGES
    }
