"""False friends: whether a word that was matched means another thing elsewhere."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence

from educluster.matching.entries import FalseFriend
from educluster.matching.tokens import Token, read


class Friends:
    """False friends by the things that they are mixed up with."""

    def __init__(self, false_friends: Iterable[FalseFriend]) -> None:
        self._by_thing: dict[str, list[tuple[FalseFriend, list[frozenset[str]]]]] = defaultdict(list)
        for friend in sorted(false_friends, key=lambda friend: friend.iri):
            words = [_keys(read(word)) for word in friend.words]
            for thing in friend.things:
                self._by_thing[thing].append((friend, words))

    def warn(self, iri: str, told: frozenset[str]) -> FalseFriend | None:
        """Return the false friend that a thing was matched by: the one with most of its words told.

        Words are given by their keys.
        """
        if iri not in self._by_thing:
            return None
        found = [
            (max(len(word) for word in words if word <= told), friend)
            for friend, words in self._by_thing[iri]
            if any(word <= told for word in words)
        ]
        return max(found, key=lambda each: each[0])[1] if found else None


def _keys(tokens: Sequence[Token]) -> frozenset[str]:
    return frozenset(token.keys[0] for token in tokens)
