"""The things that may be given for a parameter, found by what people call them."""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from educluster import names
from educluster.questions.model import Texts, said, short

_APOSTROPHES = re.compile("['`´ʻʼ‘’]")
_LIKELY, _TRIGRAM = 40, 3


@dataclass(frozen=True, slots=True)
class Choice:
    """A thing that may be given: what it is called in an address, its IRI, its names by language."""

    value: str
    iri: str
    labels: Texts

    def label(self, language: str) -> str:
        """Return its name; that of its address where it has none."""
        return said(self.labels, language) or self.value


class Choices:
    """What may be given, in the order of the values; made once for each version of the data."""

    def __init__(self, iris: Iterable[str], labels: Mapping[str, Texts]) -> None:
        self._labels = labels
        self._all = tuple(
            sorted((Choice(short(iri), iri, labels.get(iri, {})) for iri in set(iris)), key=_value)
        )
        self._sorted: dict[str, tuple[Choice, ...]] = {}

    def __iter__(self) -> Iterator[Choice]:
        return iter(self._all)

    def __len__(self) -> int:
        return len(self._all)

    def sorted(self, language: str) -> tuple[Choice, ...]:
        """Return them in the order of their names in a language."""
        if language not in self._sorted:
            ordered = sorted(self._all, key=lambda each: plain(each.label(language)))
            self._sorted[language] = tuple(ordered)
        return self._sorted[language]

    def find(self, given: str) -> tuple[Choice, ...]:
        """Return what is called so: by IRI, prefixed name or name in an address the one, by name all."""
        if found := self._by_value.get(given) or self._by_value.get(given.strip("<>")):
            return (found,)
        return self._by_name.get(plain(given), ())

    def near(self, given: str, most: int = 3) -> list[Choice]:
        """Return what was probably meant, the likeliest first."""
        wanted = plain(given)[:100]
        shared = Counter(at for part in _parts(wanted) for at in self._by_part.get(part, ()))
        texts: dict[str, Choice] = {}
        for at, _ in shared.most_common(_LIKELY):
            text, choice = self._texts[at]
            texts.setdefault(text, choice)
        found = (texts[each] for each in difflib.get_close_matches(wanted, texts, 2 * most, cutoff=0.55))
        return _distinct(found)[:most]

    @cached_property
    def _by_value(self) -> Mapping[str, Choice]:
        found: dict[str, Choice] = {}
        for each in self._all:
            found[each.iri] = found[each.value] = found[names.shorten(each.iri).strip("<>")] = each
        return found

    @cached_property
    def _by_name(self) -> Mapping[str, tuple[Choice, ...]]:
        found: dict[str, dict[str, Choice]] = defaultdict(dict)
        for each in self._all:
            for text in (each.value, *each.labels.values()):
                found[plain(text)][each.iri] = each
        return {text: tuple(choices.values()) for text, choices in found.items()}

    @cached_property
    def _texts(self) -> list[tuple[str, Choice]]:
        return [(text[:100], each) for text, found in self._by_name.items() for each in found]

    @cached_property
    def _by_part(self) -> Mapping[str, list[int]]:
        found: dict[str, list[int]] = defaultdict(list)
        for at, (text, _) in enumerate(self._texts):
            for part in _parts(text):
                found[part].append(at)
        return dict(found)


def plain(text: str) -> str:
    """Return a name without what writers of the same name differ in: case, spaces, kinds of apostrophes."""
    folded = unicodedata.normalize("NFKC", text).casefold().replace("ё", "е")
    return " ".join(_APOSTROPHES.sub("'", folded).split())


def _value(choice: Choice) -> str:
    return choice.value


def _parts(text: str) -> set[str]:
    return {text[at : at + _TRIGRAM] for at in range(max(len(text) - _TRIGRAM + 1, 1))}


def _distinct(found: Iterable[Choice]) -> list[Choice]:
    return list({each.iri: each for each in found}.values())
