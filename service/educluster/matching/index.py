"""The index of entries: what may be meant by a text, and what begins like one."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from types import MappingProxyType

from educluster import names
from educluster.matching.beginnings import Beginnings
from educluster.matching.entries import Candidate, Entry, FalseFriend
from educluster.matching.friends import Friends
from educluster.matching.looking import Looking
from educluster.matching.postings import Known, Postings
from educluster.matching.scoring import Scored, Wanted, begun, score, told
from educluster.matching.shortened import Short, Shortened
from educluster.matching.tokens import NUMBER, PLAIN, read
from educluster.matching.vocabulary import KIND

THRESHOLD = 85.0  # from which on a candidate is a match, where nothing contradicts it

_PLACE, _INSTITUTION, _CLUSTER = f"{names.EC}Place", f"{names.ORG}Organization", f"{names.EC}Cluster"
_COMPARED = 12  # names at least that are looked at closely, of those that share most words
_RIVAL = 2.0  # points: what is as near as that may be meant as well
_LONGEST = 1000  # letters of a text that are read: no name is so long
_LEAST = 20.0  # points below which nothing is told
_MOST_KEPT = 100  # sets of types, of which clients send any


class Index:
    """Entries by their names; what comes out depends on nothing but these and the text."""

    def __init__(self, entries: Iterable[Entry], false_friends: Iterable[FalseFriend] = ()) -> None:
        self._entries = {entry.iri: entry for entry in sorted(entries, key=lambda entry: entry.iri)}
        self._known = [
            Known(entry, name) for entry in self._entries.values() for name in dict.fromkeys(entry.names)
        ]
        texts = [(place, each.name.text) for place, each in enumerate(self._known)]
        self._postings, self._shortened = Postings(self._known), Shortened(self._known)
        self._false_friends = tuple(false_friends)
        self._beginnings, self._friends = Beginnings(texts), Friends(self._false_friends)
        self._looking = Looking(token for each in self._known for token in each.tokens)
        self._places = frozenset(_keys_of_places(self._known))
        self._institutions = frozenset(_places_of_institutions(self._known))
        self._types = frozenset(each for entry in self._entries.values() for each in entry.types)
        self._of_types: dict[frozenset[str], frozenset[int]] = {}

    @property
    def entries(self) -> Mapping[str, Entry]:
        """Return the entries by their IRIs."""
        return MappingProxyType(self._entries)

    @property
    def false_friends(self) -> tuple[FalseFriend, ...]:
        """Return the false friends, as they were given."""
        return self._false_friends

    def match(
        self,
        text: str,
        types: Collection[str] = (),
        language: str = "",
        limit: int = 5,
        threshold: float = THRESHOLD,
    ) -> list[Candidate]:
        """Return what may be meant, the likeliest first; at most one of them is a match.

        Only entries of one of the types are meant, where any are given; of several names of one entry that
        are as near, that in the language is told.  Any text will do; of one without a letter or digit
        nothing comes.
        """
        text = text[:_LONGEST]
        wanted = Wanted(text, tuple(sorted(set(types))), language, self._looking.text(read(text)))
        found = self._best(wanted, max(_COMPARED, 2 * limit))
        if not found:
            return []
        rivals = self._rivals(wanted, found)
        matched = found[0] if found[0].score >= threshold and not rivals else None
        return [
            told(
                each,
                wanted,
                len(rivals) if each is found[0] or each.known.entry.iri in rivals else 0,
                each is matched,
                self._friends.warn(each.known.entry.iri, wanted.keys),
            )
            for each in found[:limit]
        ]

    def starting(
        self, prefix: str, types: Collection[str] = (), limit: int = 10, language: str = ""
    ) -> list[Candidate]:
        """Return the entries of which a name, or a word in it, begins like this; with "" all of them."""
        allowed, wanted = self._allowed(tuple(sorted(set(types)))), language.partition("-")[0].lower()
        best: dict[str, tuple[tuple[object, ...], Known]] = {}
        for number, place in self._beginnings.find(prefix):
            if allowed is not None and place not in allowed:
                continue
            known, name = self._known[place], self._known[place].name
            rank = (
                number > 0,
                name.language.partition("-")[0] != wanted,
                name.kind,
                len(name.text),
                name.text,
            )
            if known.entry.iri not in best or rank < best[known.entry.iri][0]:
                best[known.entry.iri] = rank, known
        ranked = sorted(best.values(), key=lambda each: (*each[0], each[1].entry.iri))
        typed = len(prefix.strip())
        return [
            Candidate(known.entry, known.name, begun(typed, len(known.name.text), bool(rank[0])))
            for rank, known in ranked[:limit]
        ]

    def _best(self, wanted: Wanted, most: int) -> list[Scored]:
        """Return the best name of each entry, the likeliest first."""
        best: dict[str, Scored] = {}
        for scored in self._scored(wanted, most):
            iri = scored.known.entry.iri
            if iri not in best or scored.rank(wanted.language) < best[iri].rank(wanted.language):
                best[iri] = scored
        ranked = sorted(best.items(), key=lambda each: (*each[1].rank(wanted.language), each[0]))
        return [scored for _, scored in ranked if scored.score >= _LEAST]

    def _scored(self, wanted: Wanted, most: int) -> Iterator[Scored]:
        allowed = self._allowed(wanted.types)
        points = {short.place: short.points for short in self._short(wanted)}
        places = dict.fromkeys((*self._postings.same(wanted.squeezed), *points))
        places.update(dict.fromkeys(self._postings.likely(wanted.read, allowed, most)))
        for place in places:
            if allowed is None or place in allowed:
                known_places = self._places if place in self._institutions else frozenset()
                yield score(wanted, self._known[place], known_places, points.get(place, 0))

    def _short(self, wanted: Wanted) -> Iterable[Short]:
        tokens = [token for token in wanted.read.tokens if not token.is_optional]
        return self._shortened.find(tokens[0].written) if len(tokens) == 1 and tokens[0].role == PLAIN else ()

    def _rivals(self, wanted: Wanted, found: Sequence[Scored]) -> set[str]:
        """Return the IRIs of the others that may be meant as well as the first.

        What is told by words alone that many names share («Ministry of Education») may be any that has them.
        """
        first, others = found[0], found[1:]
        near = [
            each.known.entry
            for each in others
            if each.score >= first.score - _RIVAL and first.is_same == each.is_same
        ]
        tokens = wanted.read.tokens
        if KIND in {token.role for token in tokens} and not {PLAIN, NUMBER} & {
            token.role for token in tokens
        }:
            near = [*near, *self._holding(wanted, first)]
        return {each.iri for each in near} - {first.known.entry.iri}

    def _holding(self, wanted: Wanted, first: Scored) -> list[Entry]:
        """Return the entries that have all words of a text in a name of the same language."""
        allowed = self._allowed(wanted.types)
        found = self._postings.containing({token.keys[0] for token in wanted.read.tokens})
        names = (self._known[place] for place in (found if allowed is None else found & allowed))
        return [each.entry for each in names if each.name.language == first.known.name.language]

    def _allowed(self, types: tuple[str, ...]) -> frozenset[int] | None:
        """Return the places of the names of entries of some types; None where any is meant."""
        if not types:
            return None
        wanted = self._types.intersection(types)
        found = self._of_types.get(wanted)
        if found is None:
            places = (
                place for place, each in enumerate(self._known) if not wanted.isdisjoint(each.entry.types)
            )
            found = frozenset(places)
            if len(self._of_types) >= _MOST_KEPT:
                self._of_types.clear()
            self._of_types[wanted] = found
        return found


def _places_of_institutions(known: Iterable[Known]) -> Iterator[int]:
    for place, each in enumerate(known):
        if _INSTITUTION in each.entry.types and _CLUSTER not in each.entry.types:
            yield place


def _keys_of_places(known: Iterable[Known]) -> Iterator[str]:
    for each in known:
        if _PLACE in each.entry.types:
            yield from (key for token in each.tokens if token.role == PLAIN for key in token.keys)
