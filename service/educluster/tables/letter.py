"""An answer as DOCX, for those who write in Word."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterable, Iterator
from xml.sax.saxutils import escape, quoteattr

import docx
from docx.document import Document
from docx.enum.section import WD_ORIENT
from docx.enum.style import WD_STYLE_TYPE
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls, qn
from docx.shared import Cm, Pt, Twips

from educluster.tables.model import About, Cell, Table
from educluster.tables.packing import repacked
from educluster.tables.text import clean, is_link
from educluster.tables.words import TAGS, Words

_A4 = Cm(21.0), Cm(29.7)
_MARGIN = Cm(2)
_UPRIGHT = 5  # columns that a page has room for in its narrow direction
_QUERY = "Query"  # the style of the query's text


def render(table: Table, about: About) -> bytes:
    """Return the document; the same bytes for the same table and what is told of it."""
    words = Words(about.language)
    document = docx.Document()
    _lay_out(document, wide=len(table.columns) > _UPRIGHT)
    _set_language(document, TAGS[words.language])
    _set_properties(document, about, words)
    _write(document, table, about, words)
    file = io.BytesIO()
    document.save(file)
    return repacked(file.getvalue())


def _lay_out(document: Document, wide: bool) -> None:
    page = document.sections[0]
    page.page_width, page.page_height = _A4[::-1] if wide else _A4
    page.orientation = WD_ORIENT.LANDSCAPE if wide else WD_ORIENT.PORTRAIT
    page.left_margin = page.right_margin = page.top_margin = page.bottom_margin = _MARGIN
    style = document.styles.add_style(_QUERY, WD_STYLE_TYPE.PARAGRAPH)
    style.base_style = document.styles["Normal"]
    style.font.name, style.font.size = "Courier New", Pt(9)


def _set_language(document: Document, tag: str) -> None:
    """Say in which language the text is, so that Word checks and reads it aloud in that one."""
    defaults = document.styles.element.find(qn("w:docDefaults"))
    for each in defaults.iter(qn("w:lang")):
        each.set(qn("w:val"), tag)


def _set_properties(document: Document, about: About, words: Words) -> None:
    properties = document.core_properties
    day = datetime.datetime.combine(about.date, datetime.time())
    properties.created = properties.modified = day
    properties.author = properties.last_modified_by = words["project"]
    properties.title, properties.language = clean(about.title)[:255], TAGS[words.language]
    properties.comments, properties.revision, properties.version = "", 1, clean(about.version)[:255]


def _write(document: Document, table: Table, about: About, words: Words) -> None:
    document.add_heading(clean(about.title), 0)
    if about.description:
        document.add_paragraph(clean(about.description))
    for name, value in about.parameters:
        _fact(document, name, value)
    if table.asked is None:
        _add_table(document, table, about, words)
    else:
        _fact(document, words["answer"], words.asked(table))
    if about.more:
        document.add_paragraph(words["more"])
    _chapter(document, words["made"], about.made)
    _chapter(document, words["cite"], [f"{style}: {text}" for style, text in about.citations])
    document.add_heading(words["about heading"], 1)
    for name, value in words.facts(table, about):
        _fact(document, name, value)
    document.add_heading(words["query"], 1)
    document.add_paragraph(clean(about.query), style=_QUERY)


def _chapter(document: Document, heading: str, paragraphs: Iterable[str]) -> None:
    if told := list(paragraphs):
        document.add_heading(heading, 1)
        for paragraph in told:
            document.add_paragraph(clean(paragraph))


def _fact(document: Document, name: str, value: str) -> None:
    paragraph = document.add_paragraph()
    paragraph.add_run(f"{clean(name)}: ").bold = True
    paragraph.add_run(clean(value))


def _add_table(document: Document, table: Table, about: About, words: Words) -> None:
    """Put the table behind what is there; as XML, since the library reads the table anew for each cell."""
    if not table.columns:
        return
    last = document.add_paragraph("" if table.rows else words["nothing"])
    last._p.addprevious(parse_xml("".join(_table(table, about))))


def _table(table: Table, about: About) -> Iterator[str]:
    share = _room(len(table.columns)) // len(table.columns)
    yield f"<w:tbl {nsdecls('w')}><w:tblPr><w:tblStyle w:val='LightGrid-Accent1'/>"
    yield "<w:tblW w:type='pct' w:w='5000'/><w:tblLook w:val='0420' w:firstRow='1' w:lastRow='0'"
    yield " w:firstColumn='0' w:lastColumn='0' w:noHBand='0' w:noVBand='1'/>"
    yield f"<w:tblCaption w:val={quoteattr(clean(about.title))}/></w:tblPr><w:tblGrid>"
    yield f"<w:gridCol w:w='{share}'/>" * len(table.columns)
    yield "</w:tblGrid>"
    heads = (Cell(column.label) for column in table.columns)
    yield from _row(heads, "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>", share)
    for row in table.rows:
        yield from _row(row, "", share)
    yield "</w:tbl>"


def _room(columns: int) -> int:
    """Return how wide a table may be, in twentieths of a point."""
    width = _A4[columns > _UPRIGHT] - 2 * _MARGIN
    return round(width / Twips(1))


def _row(cells: Iterable[Cell], properties: str, share: int) -> Iterator[str]:
    yield f"<w:tr>{properties}"
    for cell in cells:
        aligned = "<w:pPr><w:jc w:val='right'/></w:pPr>" if cell.number is not None else ""
        yield f"<w:tc><w:tcPr><w:tcW w:type='dxa' w:w='{share}'/></w:tcPr><w:p>{aligned}"
        yield from _link(cell) if is_link(cell.iri) else _run(cell.text)
        yield "</w:p></w:tc>"
    yield "</w:tr>"


def _link(cell: Cell) -> Iterator[str]:
    """Yield a link as a field: as a relationship, each would be compared with all before it."""
    target = escape(cell.iri)
    yield "<w:r><w:fldChar w:fldCharType='begin'/></w:r>"
    yield f"<w:r><w:instrText xml:space='preserve'> HYPERLINK \"{target}\" </w:instrText></w:r>"
    yield "<w:r><w:fldChar w:fldCharType='separate'/></w:r>"
    yield from _run(cell.text, "<w:rPr><w:color w:val='0B4F8A'/><w:u w:val='single'/></w:rPr>")
    yield "<w:r><w:fldChar w:fldCharType='end'/></w:r>"


def _run(text: str, properties: str = "") -> Iterator[str]:
    lines = escape(clean(text)).split("\n")
    signs = "<w:br/>".join(f"<w:t xml:space='preserve'>{line}</w:t>" for line in lines)
    yield f"<w:r>{properties}{signs}</w:r>"
