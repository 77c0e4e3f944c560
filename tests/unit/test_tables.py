"""A table of an answer in its faces, each opened again by a reader that knows nothing of its writer."""

import csv
import datetime
import io
import json
import re
import zipfile
from dataclasses import replace
from decimal import Decimal
from itertools import product

import docx
import html5lib
import openpyxl
import pyoxigraph
import pytest
import rdflib
from hypothesis import given, settings
from hypothesis import strategies as st

from educluster import tables
from educluster.names import XSD
from educluster.tables import NOTHING, About, Cell, Column, Table

RS = rdflib.Namespace("http://www.w3.org/2001/sw/DataAccess/tests/result-set#")
PRINCIPLE = "https://w3id.org/educluster/id/principle-succession"
ADDRESS = "https://example.org/questions/conditions?principle=succession&version=1a2b3c4d5e6f7a8b"
DAY = datetime.date(2026, 11, 21)
FORMULAS = ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "＝1", '=HYPERLINK("http://x")', "-"]
COLUMNS = (
    Column("principle", "Принцип", "iri"),
    Column("count", "Число", "number"),
    Column("on", "Дата", "date"),
    Column("text", "Текст"),
)
ROW = (
    Cell("последовательность", iri=PRINCIPLE),
    Cell("5", number=5, datatype=XSD + "integer"),
    Cell("21.11.2026", date=DAY, datatype=XSD + "date", lexical="2026-11-21"),
    Cell("bosqichma-bosqich", language="uz"),
)
TABLE = Table("Условия принципа", COLUMNS, (ROW,))
ABOUT = About(
    title="Conditions of a principle",
    description="What it takes.",
    parameters=(("Principle", "succession"),),
    query='SELECT ?a WHERE {\n  ?a ?b "x\\"y" .\n}',
    digest="0123456789abcdef",
    release="1a2b3c4d5e6f7a8b",
    version="0.1.0",
    date=DAY,
    retrieved=datetime.date(2026, 11, 23),
    address=ADDRESS,
    citations=(("APA 7", "The educluster project. (2026)."),),
    made=("Two works of one family.", "Nobody has checked it."),
    language="en",
    titles=(("en", "Conditions of a principle"), ("ru", "Условия принципа")),
)
FACES = {
    "csv": lambda table, about: tables.csv(table),
    "xlsx": tables.xlsx,
    "docx": tables.docx,
    "html": lambda table, about: tables.page(table, about).encode(),
    "ttl": tables.ttl,
}
ANYTHING = st.text(st.characters(), max_size=40)  # lone surrogates and control characters too


def of_text(text, kind="text"):
    return Table("t", (Column("text", "Text", kind),), ((Cell(text),),))


def rows_of_csv(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8"), newline="")))


def workbook(table, about=ABOUT):
    return openpyxl.load_workbook(io.BytesIO(tables.xlsx(table, about)))


def document(table, about=ABOUT):
    return docx.Document(io.BytesIO(tables.docx(table, about)))


def page(table, about=ABOUT):
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(tables.page(table, about))


def words(element):
    return "".join(element.itertext())


def told(sheet):
    return [(row[0].value, row[1].value) for row in sheet.iter_rows()]


# All faces


@pytest.mark.parametrize("face", FACES)
def test_face_is_the_same_bytes_for_the_same_answer(face):
    assert FACES[face](TABLE, ABOUT) == FACES[face](replace(TABLE), replace(ABOUT))


@pytest.mark.parametrize("face", ["xlsx", "docx"])
def test_archive_names_no_time_but_the_date_of_the_data(face):
    with zipfile.ZipFile(io.BytesIO(FACES[face](TABLE, ABOUT))) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        core = archive.read("docProps/core.xml").decode()
    assert set(re.findall(r"\d{4}-\d\d-\d\dT[\d:]+Z", core)) == {"2026-11-21T00:00:00Z"}


@pytest.mark.parametrize(("face", "rows"), [*product(FACES, [0, 3])])
def test_face_is_written_for_an_answer_without_rows_or_with_gaps(face, rows):
    row = (NOTHING, NOTHING, NOTHING, Cell("x"))
    assert FACES[face](replace(TABLE, rows=(row,) * rows), ABOUT)


@pytest.mark.parametrize(
    ("language", "yes", "no"), [("en", "yes", "no"), ("ru", "да", "нет"), ("uz", "ha", "yoʻq")]
)
def test_ask_is_answered_in_words(language, yes, no):
    about = replace(ABOUT, language=language)
    for asked, word in ((True, yes), (False, no)):
        table = Table("t", (), (), asked=asked)
        assert workbook(table, about).worksheets[0]["A2"].value == word
        assert word in words(page(table, about).find(".//strong"))
        assert any(each.text.endswith(f": {word}") for each in document(table, about).paragraphs)
        assert rows_of_csv(tables.csv(table)) == [["answer"], [str(asked).lower()]]


@settings(max_examples=40, deadline=None)
@given(ANYTHING)
def test_no_text_breaks_a_face(text):
    table, about = of_text(text), replace(ABOUT, title=text, description=text, query=text, made=(text,))
    assert rows_of_csv(tables.csv(table))[0] == ["text"]
    assert workbook(table, about).worksheets[0].max_row <= 2
    assert document(table, about).tables[0].rows
    assert page(table, about).find(".//td") is not None
    assert list(pyoxigraph.parse(tables.ttl(table, about), format=pyoxigraph.RdfFormat.TURTLE))


def test_sign_that_xml_cannot_carry_is_shown():
    table = of_text("a\x01b\ud800c\ufffed")
    assert workbook(table).worksheets[0]["A2"].value == "a�b�c�d"
    assert document(table).tables[0].cell(1, 0).text == "a�b�c�d"
    assert words(page(table).find(".//td")) == "a�b�c�d"
    assert rows_of_csv(tables.csv(table))[1] == ["a�b�c�d"]


# CSV


def test_csv_has_variables_as_header_and_labels_beside_iris():
    header, row = rows_of_csv(tables.csv(TABLE))
    assert header == ["principle", "principle_label", "count", "on", "text"]
    assert row == [PRINCIPLE, "последовательность", "5", "2026-11-21", "bosqichma-bosqich"]


def test_csv_label_has_a_name_of_its_own():
    columns = (Column("a", "a", "iri"), Column("a_label", "b"))
    assert rows_of_csv(tables.csv(Table("t", columns, ())))[0] == ["a", "a_label_", "a_label"]


def test_csv_lines_end_and_quote_as_the_standard_says():
    content = tables.csv(of_text('say "a",\nb')).decode()
    assert content == '"text"\r\n"say ""a"",\nb"\r\n'


def test_csv_begins_with_a_mark_for_excel_alone():
    assert not tables.csv(TABLE).startswith(b"\xef\xbb\xbf")
    assert tables.csv(TABLE, for_excel=True) == b"\xef\xbb\xbf" + tables.csv(TABLE)


@pytest.mark.parametrize("formula", FORMULAS)
def test_csv_holds_no_formula(formula):
    (_, (cell,)) = rows_of_csv(tables.csv(of_text(formula)))
    assert cell.startswith("'")


@pytest.mark.parametrize("text", ["a;=1+1", 'a;"=1+1', "a\n-1", "a\t@b"])
def test_csv_holds_no_formula_where_lines_are_cut_at_other_signs(text):
    table = Table("t", (Column("a", "A"), Column("b", "B")), ((Cell("first"), Cell(text)),))
    content = tables.csv(table).decode()
    for cut in ";\t|":
        for cells in csv.reader(content.splitlines(), delimiter=cut):
            assert not any(cell.lstrip('"').startswith(("=", "+", "-", "@")) for cell in cells)


@pytest.mark.parametrize(
    ("cell", "written"),
    [
        (Cell("−5", number=-5), "-5"),
        (Cell("-2.5", number=Decimal("-2.50")), "-2.50"),
        (Cell("-44", date=datetime.date(1, 1, 1)), "0001-01-01"),
    ],
    ids=["negative", "decimal", "date"],
)
def test_csv_numbers_and_dates_are_not_defused(cell, written):
    assert rows_of_csv(tables.csv(Table("t", COLUMNS[1:2], ((cell,),))))[1] == [written]


# XLSX


def test_workbook_cells_have_types():
    sheet = workbook(TABLE).worksheets[0]
    iri, number, date, text = sheet[2]
    assert [cell.value for cell in sheet[1]] == ["Принцип", "Число", "Дата", "Текст"]
    assert (iri.value, iri.hyperlink.target) == ("последовательность", PRINCIPLE)
    assert (number.value, number.data_type) == (5, "n")
    assert (date.value.date(), date.is_date) == (DAY, True)
    assert (text.value, text.data_type) == ("bosqichma-bosqich", "s")


def test_workbook_header_is_frozen_and_filters():
    sheet = workbook(TABLE).worksheets[0]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("A2", "A1:D2")
    assert all(8 < sheet.column_dimensions[name].width <= 61 for name in "ABCD")


@pytest.mark.parametrize("formula", FORMULAS)
def test_workbook_holds_no_formula(formula):
    for kind in ("text", "number", "iri"):
        cell = workbook(of_text(formula, kind)).worksheets[0]["A2"]
        assert cell.data_type == "s"
        assert cell.value.startswith("'")


@pytest.mark.parametrize(
    "text", ["http://example.org", "internal:x", "mailto:a@b", "{=1}", "12", "2026-11-21", "TRUE"]
)
def test_workbook_guesses_nothing(text):
    cell = workbook(of_text(text)).worksheets[0]["A2"]
    assert (cell.value, cell.data_type, cell.hyperlink) == (text, "s", None)


@pytest.mark.parametrize(
    "iri", ["javascript:alert(1)", "file:///etc/passwd", "_:b0", "http://e.org/" + "a" * 3000]
)
def test_workbook_links_only_where_a_reader_may_go(iri):
    cell = workbook(Table("t", COLUMNS[:1], ((Cell("name", iri=iri),),))).worksheets[0]["A2"]
    assert (cell.value, cell.hyperlink) == (f"name <{iri}>", None)


def test_workbook_tells_the_iri_where_no_link_has_room():
    row = (Cell("a", iri="https://e.org/a"), Cell("b", iri="https://e.org/b"))
    content = tables.xlsx(Table("t", COLUMNS[:2], (row,) * 32_770), ABOUT)
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert sheet.count("<hyperlink ") == 65_530
    assert "b &lt;https://e.org/b&gt;" in strings


@pytest.mark.parametrize(
    ("cell", "value"),
    [
        (Cell("9007199254740993", number=9007199254740993), "9007199254740993"),
        (Cell("INF", number=float("inf")), "INF"),
        (Cell("1870-05-01", date=datetime.date(1870, 5, 1)), "1870-05-01"),
        (Cell("0.1", number=Decimal("0.1")), 0.1),
    ],
    ids=["many digits", "infinity", "before Excel", "decimal"],
)
def test_workbook_writes_as_text_what_excel_would_change(cell, value):
    assert workbook(Table("t", COLUMNS[1:2], ((cell,),))).worksheets[0]["A2"].value == value


@pytest.mark.parametrize("sign", ["a", "😀"])
def test_workbook_shows_where_a_text_is_cut(sign):
    value = workbook(of_text(sign * 40_000)).worksheets[0]["A2"].value
    assert len(value.encode("utf-16-le")) // 2 <= 32_767
    assert value.endswith("… [cut: a cell holds 32,767 characters]")


@pytest.mark.parametrize(("language", "title"), [("en", "About"), ("ru", "О файле"), ("uz", "Fayl haqida")])
def test_workbook_says_where_it_came_from(language, title):
    sheet = workbook(TABLE, replace(ABOUT, language=language, more=True))[title]
    values = [value for _, value in told(sheet)]
    for each in (ABOUT.title, "succession", ABOUT.release, ABOUT.version, ABOUT.query, ADDRESS, ABOUT.digest):
        assert each in values
    assert {*ABOUT.made, ABOUT.citations[0][1]} <= set(values)
    assert any("CC BY 4.0" in value for value in values)
    assert len({name for name, _ in told(sheet)}) > 12


# DOCX


def test_document_has_the_table_with_a_header_on_each_page():
    table = document(TABLE).tables[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [
        ["Принцип", "Число", "Дата", "Текст"],
        ["последовательность", "5", "21.11.2026", "bosqichma-bosqich"],
    ]
    assert table.style.name == "Light Grid Accent 1"
    first, second = (row._tr.trPr for row in table.rows)
    assert "tblHeader" in first.xml
    assert second is None


def test_document_links_to_what_is_named():
    assert f'HYPERLINK "{PRINCIPLE}"' in document(TABLE).tables[0]._tbl.xml


@pytest.mark.parametrize(("columns", "is_wide"), [(5, False), (6, True)])
def test_document_lies_across_where_there_are_many_columns(columns, is_wide):
    table = Table("t", tuple(Column(f"c{n}", "C") for n in range(columns)), ((Cell("x"),) * columns,))
    section = document(table).sections[0]
    assert (section.page_width > section.page_height) is is_wide


@pytest.mark.parametrize(("language", "tag"), [("en", "en-GB"), ("ru", "ru-RU"), ("uz", "uz-Latn-UZ")])
def test_document_says_in_which_language_it_is(language, tag):
    opened = document(TABLE, replace(ABOUT, language=language))
    assert re.findall(r'<w:lang w:val="([^"]+)"', opened.styles.element.xml)[0] == tag
    assert opened.core_properties.language == tag


def test_document_says_where_it_came_from():
    opened = document(TABLE)
    text = "\n".join(paragraph.text for paragraph in opened.paragraphs)
    for each in (ABOUT.title, ABOUT.release, ADDRESS, ABOUT.query, *ABOUT.made, ABOUT.citations[0][1]):
        assert each in text
    query = next(each for each in opened.paragraphs if each.text == ABOUT.query)
    assert query.style.font.name == "Courier New"


# HTML


def test_page_loads_and_runs_nothing():
    for element in page(TABLE).iter():
        assert element.tag not in {"link", "img", "iframe", "object", "form"}
        assert element.tag != "script" or element.get("type") == "application/ld+json"
        assert not {name for name in element.attrib if name in {"src", "style"} or name.startswith("on")}
    assert not re.search(r"@import|url\(", tables.page(TABLE, ABOUT))


def test_page_has_a_table_that_is_read_aloud_well():
    opened = page(TABLE, replace(ABOUT, language="ru"))
    assert opened.get("lang") == "ru"
    assert words(opened.find(".//caption")) == TABLE.title
    assert [(cell.get("scope"), words(cell)) for cell in opened.iterfind(".//th")] == [
        ("col", column.label) for column in COLUMNS
    ]
    link = opened.find(".//td/a")
    assert (link.get("href"), words(link)) == (PRINCIPLE, "последовательность")
    assert [cell.get("lang") for cell in opened.iterfind(".//td")] == [None, None, None, "uz"]


def test_page_says_where_it_came_from():
    text = words(page(TABLE).find(".//main"))
    for each in (ABOUT.release, ADDRESS, ABOUT.query, ABOUT.digest, "2026-11-23", *ABOUT.made):
        assert each in text


def test_page_describes_itself_to_programs_and_nothing_ends_that_early():
    title = "</script><b>&amp;"
    opened = page(TABLE, replace(ABOUT, title=title))
    data = json.loads(words(opened.find(".//script")))
    assert (data["@type"], data["name"], data["url"]) == ("Dataset", title, ADDRESS)
    assert opened.find(".//b") is None


@pytest.mark.parametrize("iri", ["javascript:alert(1)", "data:text/html,x", 'https://e.org/"onclick="x'])
def test_page_links_only_where_a_reader_may_go(iri):
    opened = page(Table("t", COLUMNS[:1], ((Cell("name", iri=iri),),)))
    assert opened.find(".//td/a") is None


# Turtle


def turtle(table, about=ABOUT):
    return rdflib.Graph().parse(data=tables.ttl(table, about), format="turtle")


def test_turtle_holds_the_terms_of_the_answer():
    graph = turtle(TABLE)
    solution = graph.value(predicate=RS["index"], object=rdflib.Literal(1))
    found = {
        str(graph.value(binding, RS.variable)): graph.value(binding, RS.value)
        for binding in graph.objects(solution, RS.binding)
    }
    assert found == {
        "principle": rdflib.URIRef(PRINCIPLE),
        "count": rdflib.Literal(5),
        "on": rdflib.Literal(DAY),
        "text": rdflib.Literal("bosqichma-bosqich", lang="uz"),
    }


def test_turtle_leaves_out_what_is_not_bound_and_keeps_blank_nodes_apart():
    rows = (
        (Cell("_:a", iri="_:a"), NOTHING),
        (Cell("_:a", iri="_:a"), Cell("x")),
        (Cell("_:b", iri="_:b"), Cell("y")),
    )
    graph = turtle(Table("t", COLUMNS[:2], rows))
    values = list(graph.objects(predicate=RS.value))
    assert len(values) == 5
    assert len({value for value in values if isinstance(value, rdflib.BNode)}) == 2


def test_turtle_says_where_it_came_from():
    graph = turtle(TABLE)
    answer = rdflib.URIRef(ADDRESS)
    activity = graph.value(answer, rdflib.PROV.wasGeneratedBy)
    used = list(graph.objects(activity, rdflib.PROV.used))
    assert rdflib.Literal(ABOUT.query) in {graph.value(each, rdflib.SH.select) for each in used}
    assert rdflib.Literal(ABOUT.release) in {graph.value(each, rdflib.DCTERMS.identifier) for each in used}
    assert set(graph.objects(answer, rdflib.DCTERMS.title)) == {
        rdflib.Literal("Conditions of a principle", lang="en"),
        rdflib.Literal("Условия принципа", lang="ru"),
    }
    assert graph.value(answer, rdflib.DCTERMS.issued) == rdflib.Literal(ABOUT.retrieved)
    assert "creativecommons.org/licenses/by/4.0" in graph.value(answer, rdflib.DCTERMS.license)


def test_turtle_of_an_ask_holds_its_answer():
    graph = turtle(Table("t", (), (), asked=False))
    assert graph.value(rdflib.URIRef(ADDRESS), RS.boolean).toPython() is False
