"""How like two names are, and what speaks against their being of one thing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import NamedTuple

from rapidfuzz.distance import OSA

from educluster.matching.tokens import INITIAL, NUMBER, PLAIN, Token
from educluster.matching.vocabulary import KIND, QUALITY

_WEIGHTS = {PLAIN: 1.0, NUMBER: 0.6, KIND: 0.45, QUALITY: 0.45, INITIAL: 0.05}
_UNTOLD = 0.15  # of its weight has what need not be told, and is not
_ORDER = 0.02
_TRANSLATED = 0.98  # how sure it is that words of two languages mean the same
_LONGEST_PLACE = 4  # words in brackets that tell where a thing is
_SAME_WORD = 0.6  # likeness of two forms from which on they are of one language


class Sense(NamedTuple):
    """A word that another may be: how sure that is (0 to 1), and how many letters differ."""

    key: str
    sureness: float
    edits: int = 0


@dataclass(frozen=True)
class Text:
    """What is looked for: its words, and what each of them may be, the surest first."""

    tokens: Sequence[Token]
    senses: Sequence[Sequence[Sense]]

    @cached_property
    def order(self) -> list[int]:
        """Return the places of the words, those that must be told first."""
        return sorted(range(len(self.tokens)), key=lambda place: self.tokens[place].is_optional)


class Likeness(NamedTuple):
    """What came out: a share of 1; letters that differ; words that one of the two lacks.

    `contradicts`: they are of two things, however like they are.
    """

    share: float
    edits: int
    left_out: int
    left_over: int
    contradicts: bool


@dataclass
class _Pairs:
    """Which word of the text is which of the name, and how surely."""

    text: Sequence[Token]
    name: Sequence[Token]
    there: dict[int, int] = field(default_factory=dict)
    sure: dict[int, float] = field(default_factory=dict)
    edits: int = 0
    is_told: bool = False  # by a word or a number of its own
    is_named: bool = False  # by a number, or a word that is written as names are
    is_translated: bool = False  # in words that many names share

    @property
    def over(self) -> list[Token]:
        return [token for place, token in enumerate(self.text) if place not in self.there]

    @property
    def out(self) -> list[Token]:
        taken = set(self.there.values())
        return [token for place, token in enumerate(self.name) if place not in taken]


def compare(
    text: Text, name: Sequence[Token], free: Mapping[str, Sequence[int]], places: frozenset[str]
) -> Likeness:
    """Return how like a text is to a name; `free` are the places of the name's words by their keys.

    With `places`, known by their keys, a name of an institution at one of them may lack words of honour.
    """
    pairs = _paired(text, name, free)
    over, out = pairs.over, pairs.out
    honours = bool(places) and not any(map(_must_be_told, over)) and _lacks_honours(pairs, out, places)
    share = _share(pairs, over, out, honours)
    order = [pairs.there[here] for here in sorted(pairs.there)]
    return Likeness(
        share - (_ORDER if order != sorted(order) else 0),
        pairs.edits,
        sum(token.role != INITIAL for token in out),
        sum(token.role != INITIAL for token in over),
        _contradicts(pairs, over, out, honours),
    )


def _paired(text: Text, name: Sequence[Token], free: Mapping[str, Sequence[int]]) -> _Pairs:
    """Pair the words, what must be told before what need not."""
    pairs, taken = _Pairs(text.tokens, name), set[int]()
    for here in text.order:
        for sense in text.senses[here]:
            there = next((place for place in free.get(sense.key, ()) if place not in taken), -1)
            if there < 0:
                continue
            is_other = sense.key[0] == "=" and _is_translated(text.tokens[here], name[there])
            pairs.there[here], pairs.edits = there, pairs.edits + sense.edits
            pairs.sure[here] = min(sense.sureness, _TRANSLATED) if is_other else sense.sureness
            taken.add(there)
            pairs.is_translated = pairs.is_translated or is_other
            is_own = sense.key[0] != "="
            pairs.is_told = pairs.is_told or is_own
            pairs.is_named = pairs.is_named or (is_own and not name[there].written.islower())
            break
    return pairs


def _is_translated(one: Token, other: Token) -> bool:
    return one.form != other.form and OSA.normalized_similarity(one.form, other.form) < _SAME_WORD


def _lacks_honours(pairs: _Pairs, out: Sequence[Token], places: frozenset[str]) -> bool:
    """Return whether all that the text lacks is said in honour: words before the place that it has.

    «Derzhavin Tambov State University» is the «Tambov State University».
    """
    lacking = [token for token in out if _must_be_told(token)]
    told = [token for token in pairs.name if token.role != INITIAL]
    after = told[len(lacking) :]
    is_first = bool(lacking) and all(one is other for one, other in zip(lacking, told, strict=False))
    is_at_place = (
        bool(after) and not places.isdisjoint(after[0].keys) and KIND in {each.role for each in after}
    )
    return is_first and is_at_place and all(token.role == PLAIN for token in lacking)


def _share(pairs: _Pairs, over: Sequence[Token], out: Sequence[Token], honours: bool) -> float:
    """Return the part of the weight of all words that is in both; 0 where none is."""
    matched = lost = 0.0
    for here, there in pairs.there.items():
        weight = _WEIGHTS[pairs.text[here].role] + _WEIGHTS[pairs.name[there].role]
        matched += weight * pairs.sure[here]
        lost += weight * (1 - pairs.sure[here])
    for tokens, is_honoured in ((over, False), (out, honours)):
        for token in tokens:
            need_not = token.is_optional or (is_honoured and token.role == PLAIN)
            lost += _WEIGHTS[token.role] * (_UNTOLD if need_not else 1)
    return matched / (matched + lost) if matched else 0.0


def _must_be_told(token: Token) -> bool:
    return not token.is_optional and token.role != INITIAL


def _contradicts(pairs: _Pairs, over: Sequence[Token], out: Sequence[Token], honours: bool) -> bool:
    """Return whether a word that tells things apart is in one of the two alone.

    What need not be told contradicts only where each of the two tells another; or where the name is a mere
    description, in small letters; or where both have no word that is written as names are.  Words that many
    names share must not be translated where they are all that both have.
    """
    if any(map(_must_be_told, over)) or (any(map(_must_be_told, out)) and not honours):
        return True
    others = any(map(_tells, over)), any(map(_tells, out))
    is_description = all(token.written.islower() for token in pairs.name)
    if all(others) or (others[0] and is_description) or _lacks_place(pairs):
        return True
    return (not pairs.is_named and any(others)) or (not pairs.is_told and pairs.is_translated)


def _lacks_place(pairs: _Pairs) -> bool:
    """Return whether a name says in brackets which one of several it is, and the text does not.

    «образовательный кластер «Педагогика» (Якутия)» is one of two.
    """
    bracketed = [place for place, token in enumerate(pairs.name) if token.is_bracketed]
    tokens = [pairs.name[place] for place in bracketed]
    is_place = 0 < len(tokens) <= _LONGEST_PLACE and all(map(_may_be_place, tokens))
    return is_place and set(bracketed).isdisjoint(pairs.there.values())


def _may_be_place(token: Token) -> bool:
    return token.role in {PLAIN, QUALITY} and not token.is_short


def _tells(token: Token) -> bool:
    return token.role in {PLAIN, NUMBER} and not token.is_short
