"""What a text is compared by: its words, their runs, its digest and its fingerprint."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from collections.abc import Sequence

RUN = 6  # words in a run
MOST_MARKS = 24  # in a fingerprint
_WORD = re.compile(r"[^\W_]+")
_APOSTROPHES = str.maketrans("\u02bb\u02bc", "''")  # letters to Unicode, but often typed as the sign


def words(text: str) -> list[str]:
    """Return the words of a text: letters and digits only, lower case."""
    return _WORD.findall(lowered(text))


def lowered(text: str) -> str:
    """Return a text in lower case, with plain apostrophes; of the same length but for U+0130."""
    return text.lower().translate(_APOSTROPHES)


def spans(text: str) -> list[tuple[int, int]]:
    """Return where each word of a text in lower case begins and ends."""
    return [found.span() for found in _WORD.finditer(text)]


def folded(word: str) -> list[str]:
    """Return a word without ligatures and the like; a sign such as ½ gives several."""
    if word.isascii():
        return [word]
    return words(unicodedata.normalize("NFKC", word)) or [word]


def runs(listed: Sequence[str], size: int = RUN) -> list[str]:
    """Return each run of so many words, in the order of the text; of fewer words the one run of all."""
    if 0 < len(listed) < size:
        return [" ".join(listed)]
    return [" ".join(listed[start : start + size]) for start in range(len(listed) - size + 1)]


def mark(run: str) -> str:
    """Return what stands for a run in a fingerprint: the first 8 hex digits of its SHA-256."""
    return hashlib.sha256(run.encode()).hexdigest()[:8]


def fingerprint(text: str) -> str:
    """Return the marks of a text's distinct runs, sorted; of more than 24 the smallest."""
    return " ".join(sorted({mark(run) for run in runs(words(text))})[:MOST_MARKS])


def digest(text: str) -> str:
    """Return the SHA-256 of a text in UTF-8, in hex digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def lines(text: str, first: int, last: int) -> str:
    """Return the lines of a text from the first to the last, counted from 1."""
    return "\n".join(text.split("\n")[first - 1 : last])
