"""A table of an answer and what is told about it."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal

Number = int | float | Decimal


@dataclass(frozen=True, slots=True)
class Cell:
    """A value as people read it, and the term that it stands for; an unbound variable has no term.

    `iri` begins with "_:" for a blank node.  `lexical` is the form of a literal that `text` shows otherwise.
    `is_bound` is false where the answer has nothing in this place.
    """

    text: str
    iri: str = ""
    language: str = ""
    datatype: str = ""
    number: Number | None = None
    date: datetime.date | None = None
    lexical: str = ""
    is_bound: bool = True


NOTHING = Cell("", is_bound=False)


@dataclass(frozen=True, slots=True)
class Column:
    """A variable of the query, what it is called, and its kind: iri, text, term, number, date or flag."""

    name: str
    label: str
    kind: str = "text"


@dataclass(frozen=True, slots=True)
class Table:
    """An answer; each row has a cell for each column.  `asked` is the answer of an ASK, which has no rows."""

    title: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    asked: bool | None = None


@dataclass(frozen=True, slots=True)
class About:
    """Where a table came from.  `date` is that of the data, `retrieved` the day of the answer.

    `name` is the question's; `parameters` are names and values as people read them; `citations` are styles
    and their texts; `made` are paragraphs on how the answer was made; `more` says that further rows exist;
    `titles` has the question's title by language.
    """

    title: str
    description: str
    parameters: tuple[tuple[str, str], ...]
    query: str
    digest: str
    release: str
    version: str
    date: datetime.date
    retrieved: datetime.date
    address: str
    citations: tuple[tuple[str, str], ...] = ()
    made: tuple[str, ...] = ()
    language: str = "en"
    name: str = ""
    more: bool = False
    titles: tuple[tuple[str, str], ...] = ()
