"""An answer as XLSX: a sheet with typed cells, and one that says where they came from.

Texts are written as strings, whatever they begin with, and links are those of IRIs alone: nothing is guessed.
"""

from __future__ import annotations

import datetime
import io
from collections.abc import Callable, Iterator
from math import isfinite

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from educluster.tables.model import About, Cell, Number, Table
from educluster.tables.text import clean, defused, is_link
from educluster.tables.words import LICENCE, TAGS, Words

_MOST_LINKS, _LONGEST_LINK = 65_530, 2_079  # Excel specifications and limits: hyperlinks in a worksheet
_LONGEST_TEXT = 32_767  # likewise: characters in a cell
_LARGEST = 10**15  # numbers from here on would lose digits: 15 are kept
_FIRST_DAY = datetime.date(1900, 3, 1)  # before it, Excel counts a day that never was
_NARROW, _WIDE = 10, 60  # columns, in characters


def render(table: Table, about: About) -> bytes:
    """Return the workbook; the same bytes for the same table and what is told of it."""
    file = io.BytesIO()
    workbook = Workbook(file, {"in_memory": True})
    _Book(workbook, Words(about.language)).write(table, about)
    workbook.close()
    return file.getvalue()


class _Book:
    """The workbook while it is written."""

    def __init__(self, workbook: Workbook, words: Words) -> None:
        self._workbook, self._words = workbook, words
        self._links = 0
        wrapped = {"text_wrap": True, "valign": "top"}
        self._text = workbook.add_format(wrapped)
        self._head = workbook.add_format({**wrapped, "bold": True, "bg_color": "#DDE6EF", "bottom": 1})
        self._link = workbook.add_format({**wrapped, "font_color": "#0B4F8A", "underline": 1})
        self._number = workbook.add_format({"valign": "top"})
        self._date = workbook.add_format({"valign": "top", "num_format": "yyyy-mm-dd"})
        self._query = workbook.add_format({**wrapped, "font_name": "Courier New", "font_size": 9})

    def write(self, table: Table, about: About) -> None:
        """Write both sheets."""
        self._properties(about)
        self._answer(self._workbook.add_worksheet(self._words["answer"]), table)
        self._about(self._workbook.add_worksheet(self._words["about"]), table, about)

    def _properties(self, about: About) -> None:
        self._workbook.set_properties(
            {
                "title": clean(about.title)[:255],
                "author": self._words["project"],
                "comments": LICENCE,
                "created": datetime.datetime.combine(about.date, datetime.time()),
            }
        )
        self._workbook.set_custom_property("Language", TAGS[self._words.language])

    def _answer(self, sheet: Worksheet, table: Table) -> None:
        if table.asked is not None:
            self._string(sheet, 0, 0, self._words["answer"], self._head)
            self._string(sheet, 1, 0, self._words.asked(table), self._text)
            return
        for place, column in enumerate(table.columns):
            self._string(sheet, 0, place, column.label, self._head)
            sheet.set_column(place, place, _width(table, place))
        for number, row in enumerate(table.rows, 1):
            for place, cell in enumerate(row):
                self._cell(sheet, number, place, cell)
        sheet.freeze_panes(1, 0)
        sheet.repeat_rows(0)
        if table.columns:
            sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)

    def _cell(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        if not cell.is_bound:
            return
        if cell.number is not None and _fits(cell.number):
            sheet.write_number(row, place, float(cell.number), self._number)
        elif cell.date is not None and cell.date >= _FIRST_DAY:
            sheet.write_datetime(row, place, cell.date, self._date)
        elif cell.iri:
            self._iri(sheet, row, place, cell)
        else:
            self._string(sheet, row, place, cell.text, self._text)

    def _iri(self, sheet: Worksheet, row: int, place: int, cell: Cell) -> None:
        """Write a label that leads to what it names, or both where Excel has no room for another link."""
        if self._links < _MOST_LINKS and len(cell.iri) <= _LONGEST_LINK and is_link(cell.iri):
            self._links += 1
            text = _shortened(defused(cell.text), self._words)
            sheet.write_url(row, place, cell.iri, self._link, text)
            return
        told = cell.text if cell.text == cell.iri else f"{cell.text} <{cell.iri}>"
        self._string(sheet, row, place, told, self._text)

    def _string(self, sheet: Worksheet, row: int, place: int, text: str, form: Format) -> None:
        sheet.write_string(row, place, _shortened(defused(text), self._words), form)

    def _about(self, sheet: Worksheet, table: Table, about: About) -> None:
        sheet.set_column(0, 0, 30)
        sheet.set_column(1, 1, 110)
        for row, (name, value, form) in enumerate(self._told(table, about)):
            self._string(sheet, row, 0, name, self._head)
            if form is self._link and len(value) <= _LONGEST_LINK:
                sheet.write_url(row, 1, value, form, value)
            else:
                self._string(sheet, row, 1, value, form)

    def _told(self, table: Table, about: About) -> Iterator[tuple[str, str, Format]]:
        words = self._words
        for name, value in words.facts(table, about):
            yield name, value, self._link if is_link(value) else self._text
        if about.more:
            yield words["rows"], words["more"], self._text
        yield from ((f"{words['cite']}: {style}", text, self._text) for style, text in about.citations)
        yield from ((words["made"], paragraph, self._text) for paragraph in about.made)
        yield words["query"], about.query, self._query


def _fits(number: Number) -> bool:
    """Return whether Excel keeps a number: it has no infinity, and no more than 15 digits of an integer."""
    return isfinite(number) and (isinstance(number, float) or -_LARGEST < number < _LARGEST)


def _shortened(text: str, words: Words) -> str:
    """Return a text that a cell holds; Excel counts UTF-16 units, of which some characters take two."""
    units = text.encode("utf-16-le")
    if len(units) <= 2 * _LONGEST_TEXT:
        return text
    cut = words["cut"]
    return units[: 2 * (_LONGEST_TEXT - len(cut))].decode("utf-16-le", errors="ignore") + cut


def _width(table: Table, place: int) -> int:
    """Return how wide a column is: as its longest line, within bounds."""
    texts: list[str] = [table.columns[place].label, *(row[place].text for row in table.rows)]
    longest: Callable[[str], int] = lambda text: max(map(len, text.split("\n")))  # noqa: E731
    return min(_WIDE, max(_NARROW, max(map(longest, texts)) + 3))
