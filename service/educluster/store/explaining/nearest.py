"""Which name is probably meant by one that there is not: by its namespace, its words, its letters.  Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

MOST = 3  # that are told

_WORDS = re.compile(r"[A-ZА-ЯЁ]?[^\W\d_A-ZА-ЯЁ]+|[A-ZА-ЯЁ]+(?![^\W\d_A-ZА-ЯЁ])|\d+")


def local(iri: str) -> tuple[str, str]:
    """Return the namespace and the local name of an IRI."""
    cut = max(iri.rfind("#"), iri.rfind("/"), iri.rfind(":")) + 1
    return iri[:cut], iri[cut:]


def words(text: str) -> tuple[str, ...]:
    """Return the words of a name or a label, in small letters."""
    return tuple(each.lower() for each in _WORDS.findall(text))


def nearest(iri: str, known: Iterable[str], labels: Mapping[str, str] | None = None) -> tuple[str, ...]:
    """Return the IRIs that may be meant, the likeliest first; none where none is near.

    The same name in another namespace or case comes first, then one of that label, then few other letters,
    then a name that has all the words of the wanted one.
    """
    space, name = local(iri)
    if not name:
        return ()
    wanted, small = words(name), name.lower()
    ranked = []
    for each in known:
        rank = _rank(space, small, wanted, each)
        if rank is not None and each != iri:
            ranked.append((*rank, each))
    found = [each[-1] for each in sorted(ranked)]
    if labels and (not ranked or min(ranked)[0] > 1):
        of_label = labels.get(" ".join(wanted)) or labels.get(small)
        found = [of_label, *found] if of_label and of_label != iri else found
    if ranked and min(ranked)[0] == 0:
        found = [each[-1] for each in sorted(ranked) if each[0] == 0]
    return tuple(dict.fromkeys(found))[:MOST]


def alike(text: str, known: Iterable[str], most: int = MOST) -> tuple[str, ...]:
    """Return the texts that differ from one by few letters, the nearest first."""
    small = text.lower()
    found = [(distance(small, each.lower(), _letters(small)), each) for each in known if each != text]
    return tuple(each for far, each in sorted(found) if far <= _letters(small))[:most]


def distance(one: str, other: str, most: int) -> int:
    """Return how many letters have to be changed, added, removed or swapped; `most` + 1 for any more."""
    if abs(len(one) - len(other)) > most or len(set(one) ^ set(other)) > 2 * most:
        return most + 1
    before: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        line = [i]
        for j, beside in enumerate(other, 1):
            cost = min(last[j] + 1, line[-1] + 1, last[j - 1] + (letter != beside))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == beside:
                cost = min(cost, before[j - 2] + 1)
            line.append(cost)
        if min(line) > most:
            return most + 1
        before, last = last, line
    return min(last[-1], most + 1)


def _letters(text: str) -> int:
    """Return how many letters may differ in a name: more in a longer one."""
    return 0 if len(text) < 3 else 1 if len(text) < 6 else 2 if len(text) < 12 else 3


def _rank(space: str, small: str, wanted: tuple[str, ...], known: str) -> tuple[int, int, int] | None:
    """Return how far a known name is from the wanted one; None for too far."""
    other_space, other = local(known)
    elsewhere, other_small = int(other_space != space), other.lower()
    if other_small == small:
        return 0, 0, elsewhere
    most = _letters(small)
    if (far := distance(small, other_small, most)) <= most:
        return 2, far, elsewhere
    # Most names end here: to look for their words takes longer.
    if len(wanted) < 2 or any(word not in other_small for word in wanted):
        return None
    theirs = words(other)
    if wanted == theirs:
        return 1, 0, elsewhere
    return (3, len(theirs) - len(wanted), elsewhere) if set(wanted) <= set(theirs) else None
