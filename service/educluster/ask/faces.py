"""The faces of an answer: the bytes of each format, and the ways in which it is cited."""

from __future__ import annotations

import datetime

from educluster import citations, tables
from educluster.ask.asking import Asking
from educluster.ask.found import Found

AS_ANSWERED = ("json", "tsv", "xml")  # the formats of SPARQL's own, which a worker writes
BINARY = ("xlsx", "docx")
_FILES = {"bib": citations.bibtex, "ris": citations.ris, "csl": citations.csl}
FACES = ("csv", *AS_ANSWERED, *tables.FACES, *_FILES)


def written(
    face: str, asking: Asking, found: Found, language: str, address: str, today: datetime.date
) -> bytes:
    """Return an answer as one of the FACES; the same bytes for the same answer, address and day.

    One that is AS_ANSWERED has to be asked for in that format, any other as `answer.as_json`.
    Raises KeyError for what is no face.
    """
    if face in AS_ANSWERED:
        return found.answered.whole()
    if face in _FILES:
        return _FILES[face](asking.citation(found, language, address, today)).encode()
    table = asking.table(found, language)
    if face == "csv":
        return tables.csv(table)
    return tables.FACES[face](table, asking.about(found, language, address, today))
