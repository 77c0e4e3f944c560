"""A name taken apart: its words with the part that each plays, in an order that does not matter.

Numbers, kinds and qualities tell things apart; what stands in brackets, or after «named after», need not be
told; initials and legal forms tell nothing.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass

from educluster.matching import vocabulary
from educluster.matching.folding import APOSTROPHES, fold, kept, rewritten
from educluster.matching.stems import stems

_LONGEST_SHORT = 8
PLAIN, NUMBER, INITIAL = "plain", "number", "initial"

_MARK = f"[{APOSTROPHES}]"
_WORD = re.compile(rf"[^\W\d_]+(?:{_MARK}[^\W\d_]+)*|\d+|[()\[\],]")
_CUT = re.compile(r"[^\W\d_]{3,}\.")
_ROMAN = re.compile("[IVX]{2,7}")
_JOINED = re.compile(r"\b(\w)\s*&\s*(\w)\b")  # Texas A & M
_ELIDED = re.compile(rf"\b[dl]{_MARK}(?=[aeiouhéèêà])", re.IGNORECASE)  # French
_POSSESSIVE = re.compile(rf"{_MARK}s\b")
_SPLIT = re.compile(rf"({'|'.join(vocabulary.PARTS)})(.{{3,}})")

_PHRASES = dict(vocabulary.PHRASES)
_PHRASE = re.compile("|".join(map(re.escape, _PHRASES)), re.IGNORECASE)

_LONG = 6
# What glue becomes when two of its letters change places; a long word of it, when one is left out.
_SLIPS = {
    word[:place] + word[place + 1] + word[place] + word[place + 2 :]
    for word in vocabulary.GLUE
    for place in range(len(word) - 1)
} | {
    word[:place] + word[place + 1 :]
    for word in vocabulary.GLUE
    for place in range(len(word))
    if len(word) >= _LONG
}


@dataclass(frozen=True)
class Token:
    """A word of a name; `keys` are what it is known by, the best first.

    `is_optional`: the name is whole without it.  `is_short`: an abbreviation, in which each letter
    counts; `is_cut`: one with a full stop behind it.
    """

    written: str
    form: str
    role: str
    keys: tuple[str, ...]
    is_optional: bool = False
    is_bracketed: bool = False
    is_short: bool = False
    is_cut: bool = False


def read(text: str) -> tuple[Token, ...]:
    """Return the words of a name; of one that is glue alone, all of them."""
    every = tuple(_words(_prepared(text)))
    told = tuple(token for token, is_glue in every if not is_glue)
    return told or tuple(token for token, _ in every)


def _prepared(text: str) -> str:
    text = unicodedata.normalize("NFKC", text)
    if text.isupper() and len(text.split()) > 1:
        text = text.lower()  # capitals tell nothing here
    text = _PHRASE.sub(lambda found: f" {_PHRASES[found[0].lower()]} ", text)
    return _ELIDED.sub(" ", _POSSESSIVE.sub("", _JOINED.sub(r"\1\2", text)))


def _words(text: str) -> Iterator[tuple[Token, bool]]:
    """Yield each word, and whether it is glue."""
    depth, is_eponym = 0, False
    for found in _WORD.finditer(text):
        word = found[0]
        if word in "()[],":
            depth, is_eponym = _depth(depth, word), False
            continue
        folded = fold(word)
        if folded in vocabulary.EPONYM:
            is_eponym = True
            continue
        for role, keys in _said(word):
            is_eponym = is_eponym and role in {PLAIN, INITIAL}
            is_short = role == PLAIN and _is_short(word)
            is_cut = bool(_CUT.match(text, found.start()))
            yield (
                Token(word, folded, role, keys, depth > 0 or is_eponym, depth > 0, is_short, is_cut),
                role != NUMBER and folded in vocabulary.GLUE,
            )


def _depth(depth: int, sign: str) -> int:
    return max(depth + (sign in "([") - (sign in ")]"), 0)


@kept
def _said(word: str) -> tuple[tuple[str, tuple[str, ...]], ...]:
    return tuple(_parts(word, fold(word)))


def _parts(word: str, folded: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Yield the role and the keys of each thing that a word says: a contraction says several."""
    if concept := known(folded):
        yield from ((role, (key,)) for role, key in concept)
    elif word.isdecimal() or _ROMAN.fullmatch(word):
        yield NUMBER, (f"#{_number(word)}",)
    elif len(folded) < 2:
        yield INITIAL, (folded,)
    elif (parts := _SPLIT.fullmatch(folded)) and (_SPLIT.fullmatch(parts[2]) or known(parts[2])):
        yield from (*_parts(parts[1], parts[1]), *_parts(parts[2], parts[2]))
    else:
        yield PLAIN, (rewritten(word),) if _is_short(word) else stems(folded)


def known(folded: str) -> tuple[tuple[str, str], ...]:
    """Return the role and the key of each thing that a word of the field means; nothing of another word."""
    if len(folded) < 2:
        return ()
    return vocabulary.CONCEPTS.get(folded) or vocabulary.STEMS.get(stems(folded)[0], ())


def is_slip(token: Token) -> bool:
    """Return whether a word may be glue with a slip in it: «fo» for «of»."""
    return token.role == PLAIN and token.written.islower() and token.form in _SLIPS


def _number(word: str) -> int:
    if word.isdecimal():
        return int(word)
    values = [{"I": 1, "V": 5, "X": 10}[sign] for sign in word]
    return sum(-one if one < after else one for one, after in zip(values, [*values[1:], 0], strict=True))


def _is_short(word: str) -> bool:
    """Return whether a word is written as abbreviations are: short, and half of it or more in capitals."""
    capitals = sum(map(str.isupper, word))
    return capitals >= 2 and len(word) <= 2 * capitals and len(word) <= _LONGEST_SHORT
