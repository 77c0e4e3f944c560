"""Character classes of XPath's regular expressions, written for RE2.

RE2 has no category of unassigned code points: \\W and \\p{C} hold them only where they stand alone.
Source: XML Schema 1.1, part 2, sections G.4.1 and G.4.2.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import NamedTuple

from educluster.shapes.compiled.datatypes import NAME, NAME_START, Ranges

LAST = 0x10FFFF
_CATEGORY = re.compile("L[ultmo]?|M[nce]?|N[dlo]?|P[cdseifo]?|Z[slp]?|S[mcko]?|C[cfos]?")  # RE2 lacks Cn


class Property(NamedTuple):
    """A set of characters by their category, as RE2 writes it within brackets, and all others."""

    written: str
    opposite: str


def ranges_of(members: Ranges) -> Ranges:
    """Return the same code points in order, without overlap."""
    found: list[tuple[int, int]] = []
    for first, last in sorted(members):
        if found and first <= found[-1][1] + 1:
            found[-1] = (found[-1][0], max(last, found[-1][1]))
        else:
            found.append((first, last))
    return tuple(found)


def all_but(members: Ranges) -> Ranges:
    """Return every other code point."""
    found, start = [], 0
    for first, last in ranges_of(members):
        if start < first:
            found.append((start, first - 1))
        start = last + 1
    return (*found, (start, LAST)) if start <= LAST else tuple(found)


def _property(name: str) -> Property:
    return Property(rf"\p{{{name}}}", rf"\P{{{name}}}")


def posix(name: str) -> Property:
    """Return a class that POSIX names, as [[:alpha:]]; XPath has none, others read them."""
    return Property(f"[:{name}:]", f"[:^{name}:]")


_WORD = Property(r"\p{L}\p{M}\p{N}\p{S}", r"\p{P}\p{Z}\p{C}")
_ASSIGNED = Property(r"\p{L}\p{M}\p{N}\p{P}\p{S}\p{Z}", r"\p{C}")
_EXACT = {Property(*each[::-1]): each for each in (_WORD, _ASSIGNED)}  # by the one that lacks the unassigned

_SPACE: Ranges = ((9, 10), (13, 13), (32, 32))
ESCAPES: dict[str, Property | Ranges] = {
    "d": _property("Nd"),
    "w": _WORD,
    "s": _SPACE,
    "i": NAME_START,
    "c": NAME,
}  # small letters; a capital is all others

_BLOCKS = """
0 BasicLatin 80 Latin-1Supplement 100 LatinExtended-A 180 LatinExtended-B 250 IPAExtensions 2B0
SpacingModifierLetters 300 CombiningDiacriticalMarks 370 Greek 400 Cyrillic 500 CyrillicSupplement 530
Armenian 590 Hebrew 600 Arabic 700 Syriac 750 ArabicSupplement 780 Thaana 7C0 - 900 Devanagari 980 Bengali
A00 Gurmukhi A80 Gujarati B00 Oriya B80 Tamil C00 Telugu C80 Kannada D00 Malayalam D80 Sinhala E00 Thai E80
Lao F00 Tibetan 1000 Myanmar 10A0 Georgian 1100 HangulJamo 1200 Ethiopic 1380 - 1E00 LatinExtendedAdditional
1F00 GreekExtended 2000 GeneralPunctuation 2070 SuperscriptsandSubscripts 20A0 CurrencySymbols 20D0
CombiningMarksforSymbols 2100 LetterlikeSymbols 2150 NumberForms 2190 Arrows 2200 MathematicalOperators 2300
MiscellaneousTechnical 2400 - 2500 BoxDrawing 2580 BlockElements 25A0 GeometricShapes 2600
MiscellaneousSymbols 2700 Dingbats 27C0 - 3000 CJKSymbolsandPunctuation 3040 Hiragana 30A0 Katakana 3100
Bopomofo 3130 - 4E00 CJKUnifiedIdeographs A000 - AC00 HangulSyllables D7B0 - E000 PrivateUse F900 -
""".split()  # the first code point of each, which ends where the next begins; - is what is not named here
_STARTS = [*(int(each, 16) for each in _BLOCKS[::2])]
BLOCKS: dict[str, Ranges] = {
    name: ((first, after - 1),)
    for name, first, after in zip(_BLOCKS[1::2], _STARTS, _STARTS[1:], strict=False)
    if name != "-"
}


def named(name: str) -> Property | Ranges | None:
    """Return a category, a block (Is…) or, as others write it, a script; None for what is not known."""
    if name.startswith("Is"):
        return BLOCKS.get(name[2:].removesuffix("andCoptic").replace("Supplementary", "Supplement"))
    if name == "C":
        return Property(*_ASSIGNED[::-1])
    return _property(name) if _CATEGORY.fullmatch(name) or len(name) > 2 else None


@dataclass
class Characters:
    """What stands between brackets."""

    negated: bool = False
    ranges: Ranges = ()
    properties: list[Property] = field(default_factory=list)

    def add(self, members: Property | Ranges, negated: bool = False) -> None:
        """Take in more characters, or all but those."""
        if isinstance(members, Property):
            self.properties.append(Property(*members[::-1]) if negated else members)
        else:
            self.ranges += all_but(members) if negated else members

    def written(self, mark: str = "") -> str:
        """Return the class for RE2; a negated one does not hold the mark either."""
        only = self.properties[0] if len(self.properties) == 1 and not self.ranges else None
        exact = _EXACT.get(only) if only else None
        negated, inner = (not self.negated, exact.written) if exact else (self.negated, self._inner())
        return f"[^{inner}{mark}]" if negated else f"[{inner}]"

    def without(self, other: Characters) -> Characters | None:
        """Return the class less another; None where RE2, which cannot intersect, has no way to write it."""
        left = self._inner() if self.negated else self._opposite()
        right = other._opposite() if other.negated else other._inner()
        return None if left is None or right is None else Characters(True, (), [Property(left + right, "")])

    def _inner(self) -> str:
        ranges = (rf"\x{{{first:X}}}-\x{{{last:X}}}" for first, last in ranges_of(self.ranges))
        return "".join(each.written for each in self.properties) + "".join(ranges)

    def _opposite(self) -> str | None:
        if not self.properties:
            return Characters(ranges=all_but(self.ranges))._inner()
        return self.properties[0].opposite or None if len(self.properties) == 1 and not self.ranges else None
