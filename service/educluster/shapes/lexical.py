"""Which literals are well-formed, by the grammar of XML Schema and not by what Python happens to parse.

rdflib takes "2026-W47-6" for a date and "1_000" for an integer, and has no date before the year 1; pySHACL
goes by it.  `install` puts the grammar before rdflib's own constructors, for the whole process.
"""

from __future__ import annotations

import logging
from collections.abc import Callable

import rdflib

from educluster.shapes.compiled import datatypes

Constructor = Callable[[str], object]


def install() -> None:
    """Let rdflib hold every new literal against the grammar; what it would log of it holds a user's data."""
    logging.getLogger("rdflib").setLevel(logging.CRITICAL)
    if _in_force():  # rdflib keeps all that was ever put there, and grows slower by it
        return
    known = dict(rdflib.term.XSDToPython)
    for each in datatypes.GRAMMARS:
        datatype = rdflib.URIRef(each)
        rdflib.term.bind(datatype, object, _strict(each, known.get(datatype)), datatype_specific=True)


def _in_force() -> bool:
    """Return whether the grammar is in force; another library in the process may have put its own there."""
    wrong = rdflib.Literal("2026-W47-6", datatype=rdflib.XSD.date)
    right = rdflib.Literal("--09-01", datatype=rdflib.XSD.gMonthDay)
    return wrong.ill_typed is True and right.ill_typed is False


def _strict(datatype: str, lenient: Constructor | None) -> Constructor:
    """Return a constructor that refuses what the grammar does; a value that Python lacks stays a text."""

    def construct(lexical: str) -> object:
        if not datatypes.fits(lexical, datatype):
            raise ValueError
        try:
            return lenient(lexical) if lenient else lexical
        except (ValueError, OverflowError, ArithmeticError):
            return lexical

    return construct
