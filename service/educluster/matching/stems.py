"""What is left of a folded word without its endings: Russian, Uzbek and English alike.

Light on purpose: a stem that is too short makes one word of two, and a false match is worse than none.
"""

from __future__ import annotations

import re

from educluster.matching.folding import kept

_LEAST = 4  # letters that are left
_PLACE = re.compile("(.{3,}?)(s?k)(i|aia|oe|ogo|oi|omu|im|om|uiu|ih|ix|imi|e)")  # уральский, смоленская
_ENDINGS = tuple(
    re.compile(f"(.{{{_LEAST},}}?)(?:{endings})")
    for endings in (
        "lari?ning|laridan|larida|lariga|larini|lari?|ning|sining|sini|sida|siga|si",  # Uzbek
        "ligini|ligining|ligida|liging|ligi|lik",
        "ostei|ostiam|ostiami|osti|ost|ogo|omu|imi|ami|iami|iax|aia|uiu|oe|ei|oi|om|em|im|ix|ax|ov|ev|am|iam",
        "neses|nes|es|s",  # English, doubled letters being one
        "iia|ii|ia|iu|a|e|i|o|u",
    )
)
_DEMONYM = re.compile("(.{4,}?)ian")  # Belarusian


@kept
def stems(folded: str) -> tuple[str, ...]:
    """Return the stem of a folded word, the best first; of an adjective of a place also that of the place."""
    if found := _PLACE.fullmatch(folded):
        return (found[1] + found[2], found[1]) if found[2] == "sk" else (found[1] + found[2],)
    left = folded
    for pattern in _ENDINGS:
        if found := pattern.fullmatch(left):
            left = found[1]
    if found := _DEMONYM.fullmatch(folded):
        return left, found[1]
    return (left,)
