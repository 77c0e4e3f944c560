"""Names that are spelt like one that there is not."""

from __future__ import annotations

from collections.abc import Mapping

from rapidfuzz import fuzz, process

_LEAST = 75  # of 100: fewer letters in common are chance
_LONGEST = 200  # characters of what is looked for
_MOST = 3


def nearest(written: str, known: Mapping[str, str]) -> list[str]:
    """Return the keys of the names spelt most like a text, whatever its capitals, the likeliest first."""
    found = process.extract(
        written[:_LONGEST], known, scorer=fuzz.ratio, processor=str.lower, score_cutoff=_LEAST, limit=_MOST
    )
    return [key for _, _, key in found]
