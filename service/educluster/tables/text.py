"""Text as a file can carry it: no character that breaks it, none that a spreadsheet obeys."""

from __future__ import annotations

import re

# What XML 1.0 (section 2.2) and HTML forbid, and what turns a line of text round.
_UNFIT = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\u202a-\u202e\u2066-\u2069\ufdd0-\ufdef"
    + "".join(chr(plane << 16 | last) for plane in range(17) for last in (0xFFFE, 0xFFFF))
    + "]"
)
_LINE_END = re.compile(r"\r\n?")
_SIGNS = "=+\\-@＝＋－＠"
_FORMULA = re.compile(rf"^(?=[{_SIGNS}\t\n])")
# A spreadsheet that parts cells at other signs than the comma would find a formula behind one of them.
_FORMULA_INSIDE = re.compile(rf"(?<=[;|\t\n])(?=\"*[{_SIGNS}])")
_WEB = re.compile(r"https?://[^\s\"<>\\^`{|}]+")
_OTHERS = re.compile(r"[^!#-;=?-\[\]_a-z~\u00a0-\U0010fffd]")


def clean(text: str) -> str:
    """Return a text with line feeds for line ends, and a visible sign for each unfit character."""
    return _UNFIT.sub("\N{REPLACEMENT CHARACTER}", _LINE_END.sub("\n", text))


def defused(text: str) -> str:
    """Return a text that no spreadsheet takes for a formula: an apostrophe stands before what might be one.

    Source: OWASP, CSV Injection.
    """
    return _FORMULA.sub("'", clean(text))


def defused_inside(text: str) -> str:
    """Return a text that holds no formula for a program either that cuts a line of CSV at other signs."""
    return _FORMULA_INSIDE.sub("'", defused(text))


def is_link(iri: str) -> bool:
    """Return whether an IRI is an address that a reader may follow."""
    return bool(_WEB.fullmatch(iri)) and clean(iri) == iri


def quotable(iri: str) -> str:
    """Return an IRI without the signs that Turtle forbids in one.  Source: Turtle 1.1, production 18."""
    return _OTHERS.sub(
        lambda sign: "".join(f"%{byte:02X}" for byte in sign[0].encode("utf-8", "replace")), iri
    )
