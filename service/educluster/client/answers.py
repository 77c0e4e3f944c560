"""Answers to queries and questions as Python values.  Pure: no I/O."""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from itertools import pairwise
from typing import Any, overload

from educluster import names
from educluster.errors import Unavailable

Value = str | int | float | bool | date | None  # a datetime is a date
Row = dict[str, Value]

_WHOLE = """
    integer int long short byte nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger
    unsignedLong unsignedInt unsignedShort unsignedByte gYear
""".split()
_TRUTHS = {"true": True, "1": True, "false": False, "0": False}
_READ: dict[str, Callable[[str], Value]] = {
    **dict.fromkeys((names.XSD + each for each in _WHOLE), int),
    **dict.fromkeys((names.XSD + each for each in ("decimal", "double", "float")), float),
    names.XSD + "boolean": _TRUTHS.__getitem__,
    names.XSD + "date": date.fromisoformat,
    names.XSD + "dateTime": datetime.fromisoformat,
}


@dataclass(frozen=True)
class Answer(Sequence[Row]):
    """The answer to a query or a question: rows, each a dictionary with all columns.

    An IRI is a text, and so is what has a language; numbers, truths and dates are Python's; what a row has
    nothing for is None.  `truth` is the answer to a query that asks for yes or no, which has no rows.
    `version` is that of the data, `address` where the answer can be had again, `more` says that it was cut.
    """

    columns: tuple[str, ...]
    rows: tuple[Row, ...] = field(repr=False)
    version: str = ""
    address: str = ""
    truth: bool | None = None
    more: bool = False

    @overload
    def __getitem__(self, place: int) -> Row: ...

    @overload
    def __getitem__(self, place: slice) -> tuple[Row, ...]: ...

    def __getitem__(self, place: int | slice) -> Row | tuple[Row, ...]:
        return self.rows[place]

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

    def __bool__(self) -> bool:
        """Return whether it is yes, or has rows."""
        return bool(self.rows) if self.truth is None else self.truth

    def column(self, name: str) -> list[Value]:
        """Return the values of a column; raises KeyError for one that there is not."""
        if name not in self.columns:
            raise KeyError(name)
        return [row[name] for row in self.rows]

    def frame(self) -> Any:  # noqa: ANN401 - a pandas.DataFrame, and pandas need not be there
        """Return the answer as a data frame of pandas; a row for a row, a column for a column.

        Raises Unavailable where pandas is not installed.
        """
        if importlib.util.find_spec("pandas") is None:
            raise Unavailable("pandas is not installed", "pip install 'educluster[notebook]'")
        frame = importlib.import_module("pandas").DataFrame
        return frame.from_records([tuple(row.values()) for row in self.rows], columns=list(self.columns))

    def _repr_html_(self) -> str | None:
        """Return what a notebook shows, where pandas is there to make it."""
        if self.truth is not None or importlib.util.find_spec("pandas") is None:
            return None
        shown: str = self.frame().to_html(max_rows=20)
        return shown


def read(results: Mapping[str, Any], version: str, address: str, more: bool = False) -> Answer:
    """Return an answer that came as SPARQL's JSON.  Source: SPARQL 1.1 Query Results JSON Format."""
    if "boolean" in results:
        return Answer((), (), version, address, bool(results["boolean"]), more)
    columns = tuple(results["head"]["vars"])
    bindings = results["results"]["bindings"]
    rows = tuple({name: _value(each.get(name)) for name in columns} for each in bindings)
    return Answer(columns, rows, version, address, None, more)


def joined(pages: Sequence[Answer]) -> Answer:
    """Return the pages of one answer as a whole."""
    first, last = pages[0], pages[-1]
    rows = tuple(row for page in pages for row in page.rows)
    return Answer(first.columns, rows, first.version, first.address, first.truth, last.more)


def named(answer: Answer, table: Answer) -> Answer:
    """Return an answer with the columns of its table: beside those of IRIs the names of these.

    `table` is the same answer as the service's CSV has it, where all values are texts.
    """
    heads, labels = _paired(answer.columns, table.columns), dict[Value, Value]()
    for row in table.rows:
        labels |= {row[head]: _shown(row[of]) for head, of in heads.items() if of in row}
    rows = tuple(_wide(row, table.columns, heads, labels) for row in answer.rows)
    return Answer(table.columns, rows, answer.version, answer.address, answer.truth, answer.more)


def _paired(columns: Sequence[str], heads: Sequence[str]) -> dict[str, str]:
    """Return of each column of a table that has one the column of names, which follows it."""
    return {head: after for head, after in pairwise(heads) if head in columns and after not in columns}


def _wide(row: Row, columns: Sequence[str], heads: Mapping[str, str], labels: Mapping[Value, Value]) -> Row:
    named = {of: labels.get(row[head]) for head, of in heads.items()}
    return {name: named[name] if name in named else row.get(name) for name in columns}


def _shown(label: Value) -> Value:
    """Return a name without the mark that keeps spreadsheets from taking it for a formula; None for none."""
    text = str(label or "")
    return (text[1:] if text[:1] == "'" and text[1:2] in set("=+-@") else text) or None


def _value(term: Mapping[str, str] | None) -> Value:
    """Return a term as a value; what is not written as its datatype asks stays the text that it is."""
    if term is None:
        return None
    text = term["value"]
    try:
        return _READ.get(term.get("datatype", ""), str)(text)
    except (KeyError, ValueError):
        return text
