"""Tables as people have them: CSV and TSV, in several encodings and with several separators.

Source: RFC 4180; Model for Tabular Data and Metadata on the Web (W3C), section 8.
"""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from itertools import islice
from types import MappingProxyType

from educluster.errors import BadDocument, BadParameter, TooLarge, UnknownFormat
from educluster.link.columns import Sheet

ENCODINGS = ("utf-8", "utf-16", "cp1251", "cp1252", "cp866", "koi8-r", "iso-8859-5", "mac-cyrillic")
SEPARATORS: Mapping[str, str] = MappingProxyType(
    {"comma": ",", "semicolon": ";", "tab": "\t", "bar": "|", "none": ""}
)

_MARKS = ((b"\xef\xbb\xbf", "utf-8-sig"), (b"\xff\xfe", "utf-16"), (b"\xfe\xff", "utf-16"))
_NOT_TABLES = {
    b"PK\x03\x04": "a workbook, or another packed file",
    b"\xd0\xcf\x11\xe0": "a workbook of an older Excel",
    b"%PDF": "a PDF",
    b"\x1f\x8b": "a compressed file",
}
_SAVE = "save it as «CSV UTF-8», or as text with tabs"
# A Latin letter beside a Cyrillic one: read as Cyrillic, what was written in Western Europe has many.
_MIXED = re.compile("[a-z][а-яё]|[а-яё][a-z]", re.IGNORECASE)
_SEPARATOR_LINE = re.compile(r"sep=([,;\t|])\r?\n", re.IGNORECASE)  # what Excel writes and reads
_TRIED = 50  # rows by which a separator is found
_NEVER = "\x1f"  # the unit separator of ASCII, which stands in no table of people
_LONGEST_CELL = 1024 * 1024
_MOST_CELLS = 5_000_000  # once all rows are as long as the head


def read(name: str, body: bytes, encoding: str = "", separator: str = "", headed: bool = True) -> Sheet:
    """Return a table; `encoding` and `separator` are one of those above, "" lets them be found out.

    Without a head, columns are called by their numbers.  Raises BadDocument with the line, UnknownFormat for
    what is no table, BadParameter for an encoding or a separator that is not known, TooLarge for
    more cells than that.
    """
    text, found = _decoded(body, encoding)
    sign, text = _separator(text, separator)
    rows = _trimmed(_rows(text, sign))
    if not rows:
        raise BadDocument("the table is empty", "send one with a row at least")
    head, rest = (rows[0], rows[1:]) if headed else (_numbered(rows), rows)
    if len(rows) * len(head) > _MOST_CELLS:
        remedy = "send it in parts, or without the columns that are empty"
        raise TooLarge("cells of a table", f"{_MOST_CELLS}", remedy)
    told = "" if sign == _NEVER else sign
    even = tuple(_even(row, len(head), told, number) for number, row in enumerate(rest, 1 + headed))
    is_marked = body.startswith(tuple(mark for mark, _ in _MARKS))
    return Sheet(name, tuple(cell.strip() for cell in head), even, found, told, is_marked)


def _decoded(body: bytes, encoding: str) -> tuple[str, str]:
    """Return the text of a table, and its encoding."""
    for begin, what in _NOT_TABLES.items():
        if body.startswith(begin):
            raise UnknownFormat(f"this is {what}, and no table in text", _SAVE)
    if encoding and encoding not in ENCODINGS:
        remedy = f"give one of: {', '.join(ENCODINGS)}"
        raise BadParameter(f"the encoding «{encoding[:40]}» is not known", remedy, ENCODINGS, "encoding")
    text, found = _read_as(body, encoding) if encoding else _found_out(body)
    if "\0" in text:
        raise UnknownFormat("there are zero bytes in it: it is no table in text", _SAVE)
    return text.removeprefix("\ufeff"), found


def _found_out(body: bytes) -> tuple[str, str]:
    """Return a text by its byte order mark, else as UTF-8, else as Windows writes it."""
    for mark, each in _MARKS:
        if body.startswith(mark):
            return _read_as(body, each)
    try:
        return body.decode(), "utf-8"
    except UnicodeDecodeError:
        _refuse_nearly_utf_8(body)
    try:
        text, found = _read_as(body, "cp1251")
        return (text, found) if not _is_western(text) else _read_as(body, "cp1252")
    except BadDocument as error:
        remedy = f"{_SAVE}, or name its encoding"
        raise BadDocument("the encoding of the table cannot be told", remedy) from error


def _read_as(body: bytes, encoding: str) -> tuple[str, str]:
    codec = "utf-8-sig" if encoding == "utf-8" and body.startswith(_MARKS[0][0]) else encoding
    try:
        return body.decode(codec), codec
    except UnicodeError as error:
        problem = f"the table is not written in {encoding} to its end"
        raise BadDocument(problem, f"{_SAVE}, or name its encoding") from error


def _refuse_nearly_utf_8(body: bytes) -> None:
    """Raise BadDocument for UTF-8 with a few bytes that are none: else all of it would be read wrongly."""
    text = body.decode(errors="replace")
    bad, good = text.count("\ufffd"), sum(sign > "\x7f" for sign in text) - text.count("\ufffd")
    if good > 4 * bad:
        line = text[: text.index("\ufffd")].count("\n") + 1
        raise BadDocument(
            "a byte here is not UTF-8, as all the others are", "mend it, and save it as UTF-8", line
        )


def _is_western(text: str) -> bool:
    """Return whether a text that was read as Cyrillic is of a language in Latin letters with accents."""
    words = re.findall("[а-яё]+", text, re.IGNORECASE)
    return len(_MIXED.findall(text)) > len([word for word in words if len(word) > 2])


def _separator(text: str, wanted: str) -> tuple[str, str]:
    """Return the sign between cells, and the text without a line that names it."""
    named = _SEPARATOR_LINE.match(text)
    text = text[named.end() :] if named else text
    if wanted:
        if wanted not in SEPARATORS:
            names = tuple(SEPARATORS)
            remedy = f"give one of: {', '.join(names)}"
            raise BadParameter(f"the separator «{wanted[:40]}» is not known", remedy, names)
        return SEPARATORS[wanted] or _NEVER, text
    if named:
        return named[1], text
    tried = [(_evenness(text, sign), sign) for sign in SEPARATORS.values() if sign]
    (share, _), best = max(tried, key=lambda each: each[0])
    return (best if share else _NEVER), text


def _evenness(text: str, sign: str) -> tuple[float, int]:
    """Return which share of the first rows has as many cells as the head, and how many; 0 for one column."""
    try:
        first = [row for row in islice(_parsed(text, sign, csv.QUOTE_MINIMAL), _TRIED) if any(row)]
    except csv.Error:
        first = [line.split(sign) for line in text.splitlines()[:_TRIED] if line.strip()]
    width = len(first[0]) if first else 0
    if width < 2:
        return 0.0, 0
    return sum(len(row) == width for row in first) / len(first), width


def _rows(text: str, sign: str) -> list[list[str]]:
    """Return the rows; where nothing is quoted, as with tabs, a quotation mark is a sign like others.

    Raises BadDocument with the line.
    """
    try:
        return list(_parsed(text, sign, csv.QUOTE_MINIMAL))
    except csv.Error as error:
        line, told = _where(text, sign), str(error)
    if "field larger" in told:
        raise BadDocument(f"a cell has more than {_LONGEST_CELL} characters", "shorten it", line)
    if sign in ("\t", _NEVER):
        return _unquoted(text, sign)
    problem = "a sign follows a closing quotation mark"
    if "unexpected end" in told:
        problem, line = "a quotation mark is opened and never closed", _last_opened(text, sign, line)
    remedy = 'write a mark within a quoted cell twice: "the ""Nizomiy"" university"'
    raise BadDocument(problem, remedy, line)


def _unquoted(text: str, sign: str) -> list[list[str]]:
    lines = io.StringIO(text, newline=None)
    return [line.removesuffix("\n").split(sign) if line != "\n" else [] for line in lines]


def _parsed(text: str, sign: str, quoting: int) -> Iterator[list[str]]:
    csv.field_size_limit(_LONGEST_CELL)
    lines = io.StringIO(text, newline="")  # lines end as they do, with CR alone too
    return csv.reader(lines, delimiter=sign, quoting=quoting, strict=True)  # type: ignore[arg-type]


def _where(text: str, sign: str) -> int:
    """Return the line at which reading stops."""
    reader = _parsed(text, sign, csv.QUOTE_MINIMAL)
    try:
        for _ in reader:
            pass
    except csv.Error:
        return int(reader.line_num)  # type: ignore[attr-defined]
    raise AssertionError("it is asked only where reading stops")


def _last_opened(text: str, sign: str, end: int) -> int:
    """Return the line after the last row that can be read: there stands the mark that is never closed."""
    reader, line = _parsed(text, sign, csv.QUOTE_MINIMAL), 0
    try:
        for _ in reader:
            line = int(reader.line_num)  # type: ignore[attr-defined]
    except csv.Error:
        return line + 1
    return end


def _trimmed(rows: list[list[str]]) -> list[list[str]]:
    """Return the rows without empty ones at the beginning and the end; those between stay."""
    filled = [place for place, row in enumerate(rows) if any(cell.strip() for cell in row)]
    return rows[filled[0] : filled[-1] + 1] if filled else []


def _numbered(rows: list[list[str]]) -> list[str]:
    width = max(map(len, rows))
    return ["name"] if width == 1 else [f"column{place}" for place in range(1, width + 1)]


def _even(row: list[str], width: int, sign: str, number: int) -> tuple[str, ...]:
    """Return a row as long as the head.

    Raises BadDocument for one that has more cells with something in them.
    """
    if any(cell.strip() for cell in row[width:]):
        problem = f"row {number} has {len(row)} cells, and the head {width}"
        quoted = f" that holds «{sign}»" if sign.strip() else ""
        raise BadDocument(problem, f"put a cell{quoted} in quotation marks, or name the separator")
    return (*row[:width], *[""] * (width - len(row)))
