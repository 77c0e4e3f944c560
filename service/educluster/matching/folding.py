"""Letters of several scripts as those of one, so that a name is known again however it was typed.

Cyrillic (Russian, Uzbek, Belarusian, Kazakh) and the usual ways to write it in Latin letters fall together;
so do accents, apostrophes and doubled letters.  What is lost is weighed by the edits that are counted apart.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

T = TypeVar("T")

APOSTROPHES = "'’‘ʻʼ`´ʹ′"

_LONGEST_KEPT = 64  # letters; else texts of strangers would fill the memory

_CYRILLIC = dict(
    zip(
        "абвгдезийклмнопрстуфхэыіїєґәғқңөұүһўҳ",
        "a b v g d e z i i k l m n o p r s t u f x e i i i e g a g k n o u u h o h".split(),
        strict=True,
    )
) | {
    "ё": "e", "ж": "j", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ъ": "", "ь": "", "ю": "iu", "я": "ia",
}  # fmt: skip
_LETTERS = str.maketrans(
    _CYRILLIC | {"ł": "l", "ø": "o", "đ": "d", "ı": "i", "ß": "ss", "æ": "e", "œ": "e"}
    | dict.fromkeys(APOSTROPHES, "")
)  # fmt: skip
_DOUBLED = re.compile(r"([^\W\d])\1+")
_UZBEK = frozenset("ўқғҳ")
# Of several ways to write a sound the one that is left; the order matters.
_SOUNDS = (
    ("zh", "j"),
    ("kh", "x"),
    (re.compile("ks(?!k)"), "x"),
    ("ck", "k"),
    ("q", "k"),
    ("w", "v"),
    ("y", "i"),
    ("isation", "ization"),
    (re.compile("i+e"), "e"),
    (re.compile("ts(?=[aeiou])"), "s"),
    (_DOUBLED, r"\1"),
)


def kept(function: Callable[[str], T]) -> Callable[[str], T]:
    """Return a function of a word that keeps what it returned, but for what is too long to be a word."""
    keeping = lru_cache(maxsize=20_000)(function)

    @wraps(function)
    def call(word: str) -> T:
        return keeping(word) if len(word) <= _LONGEST_KEPT else function(word)

    return call


@kept
def fold(word: str) -> str:
    """Return a word in small Latin letters without marks, one letter for each sound that is told apart."""
    found = rewritten(_DOUBLED.sub(r"\1", word.casefold()))
    for pattern, left in _SOUNDS:
        found = found.replace(pattern, left) if isinstance(pattern, str) else pattern.sub(left, found)
    return found


@kept
def rewritten(word: str) -> str:
    """Return a word in small Latin letters without marks, letter by letter."""
    if word.isascii():
        return word.lower().replace("'", "").replace("`", "")
    small = unicodedata.normalize("NFC", unicodedata.normalize("NFKC", word).casefold())
    if _UZBEK & set(small):
        small = small.replace("ё", "йо")
    plain = unicodedata.normalize("NFD", small.translate(_LETTERS))
    return "".join(sign for sign in plain if not unicodedata.combining(sign))


def script(text: str) -> str:
    """Return "Cyrl" or "Latn", whichever most of the letters are of."""
    cyrillic = sum("\u0400" <= sign <= "\u052f" for sign in text)
    return "Cyrl" if 2 * cyrillic > sum(map(str.isalpha, text)) else "Latn"
