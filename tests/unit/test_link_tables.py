"""Tables in: encodings, separators, quotation marks; and what was found, out: CSV, SSSOM, Turtle, CSVW."""

import csv
import datetime
import io
import json
import re
from dataclasses import replace
from urllib.parse import quote

import pyoxigraph
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from educluster.errors import BadDocument, BadParameter, TooLarge, UnknownFormat
from educluster.link import reading, writing
from educluster.link.linked import CLOSE, EXACT, About, Chosen, Linked, Offer, Subjects
from educluster.names import ECR, RDFS, SKOS

CELLS = st.text(st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('",;\t|\n'), max_size=12)


def table(body, **how):
    sheet = reading.read("table.csv", body, **how)
    return [sheet.head, *sheet.rows]


# Reading


@pytest.mark.parametrize(
    ("body", "separator", "encoding"),
    [
        ("имя;город\n«Низомий»;Тошкент\n".encode("cp1251"), ";", "cp1251"),
        ("name,town\nOʻzbekiston,Toshkent\n".encode(), ",", "utf-8"),
        ("name\ttown\nOʻzbekiston\tToshkent\n".encode("utf-8-sig"), "\t", "utf-8-sig"),
        ("name|town\r\nA, B|C\r\n".encode("utf-16"), "|", "utf-16"),
        ("name;ville\nUniversité d'Évry;Évry\n".encode("cp1252"), ";", "cp1252"),
        (b"name\nTashkent, Chirchik\nKokand\n", "", "utf-8"),
        (b"sep=;\nname;town\nA,B;C\n", ";", "utf-8"),
        (b"name\rA\rB\r", "", "utf-8"),
    ],
)
def test_the_way_in_which_a_table_is_written_is_found_out(body, separator, encoding):
    sheet = reading.read("table.csv", body)
    assert (sheet.separator, sheet.encoding) == (separator, encoding)
    text = body.decode(encoding).removeprefix("sep=;\n")
    cells = re.split(r"[\r\n]+" + (f"|{re.escape(separator)}" if separator else ""), text.strip())
    assert [*sheet.head, *(cell for row in sheet.rows for cell in row)] == cells


@given(
    st.lists(st.tuples(CELLS, CELLS), min_size=1, max_size=6),
    st.sampled_from(sorted(set(reading.SEPARATORS) - {"none"})),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
)
def test_what_was_written_is_read_again(rows, separator, encoding):
    text = io.StringIO()
    rows = [("first", "second"), *rows, ("last", "row")]
    csv.writer(text, delimiter=reading.SEPARATORS[separator]).writerows(rows)
    assert table(text.getvalue().encode(encoding), separator=separator) == rows


def test_quotation_marks_that_are_none_are_signs_where_nothing_is_quoted():
    assert table(b'name\n"Nizomiy" TDPU\n')[1] == ('"Nizomiy" TDPU',)
    assert table(b'name\tn\n"Nizomiy" TDPU\t1\n')[1] == ('"Nizomiy" TDPU', "1")


def test_empty_cells_stay_in_their_rows_and_empty_rows_at_the_end_go():
    assert table(b"name\nA\n\nB\n\n\n") == [("name",), ("A",), ("",), ("B",)]
    assert table(b"n,name\n1,\n,\n2,B,,\n,,\n") == [("n", "name"), ("1", ""), ("", ""), ("2", "B")]


def test_a_list_without_a_head_is_a_table_too():
    sheet = reading.read("list.txt", b"A\nB\n", headed=False)
    assert (sheet.head, sheet.rows, sheet.column("")) == (("name",), (("A",), ("B",)), 0)


@pytest.mark.parametrize(
    ("body", "line", "told"),
    [
        (b'a,b\n1,"Nizomiy" TDPU\n', 2, "closing quotation mark"),
        (b'a,b\n1,2\n3,"Nizomiy\n4,5\n', 3, "never closed"),
        ("a,b\n1,Тошкент давлат педагогика\n2,x\xff\n".encode()[:-3] + b"\xff\n", 3, "UTF-8"),
        (b"a,b\n1,2,3\n", None, "row 2 has 3 cells"),
        (b" \n\n", None, "empty"),
    ],
)
def test_a_table_that_cannot_be_read_is_told_with_its_line(body, line, told):
    with pytest.raises(BadDocument, match=told) as refused:
        reading.read("table.csv", body)
    assert refused.value.line == line


@pytest.mark.parametrize("body", [b"PK\x03\x04\x00", b"\xd0\xcf\x11\xe0", b"%PDF-1.7", b"a\x00b\n"])
def test_what_is_no_table_in_text_is_told(body):
    with pytest.raises(UnknownFormat, match="CSV UTF-8"):
        reading.read("table.xlsx", body)


@pytest.mark.parametrize("how", [{"encoding": "rot13"}, {"separator": "x"}])
def test_an_encoding_or_separator_that_is_not_known_is_refused(how):
    with pytest.raises(BadParameter, match="give one of"):
        reading.read("table.csv", b"a\n", **how)


def test_a_column_goes_by_its_name_then_by_its_number():
    sheet = reading.read("table.csv", b"Name,2,town,town\nA,B,C,D\n")
    assert [sheet.column(each) for each in ("name", "NAME", "2", "#2", "1", "4")] == [0, 0, 1, 1, 0, 3]
    for named, told in (
        ("town", "give the number of one: 3, 4"),
        ("x", "«Name»"),
        ("", "«town»"),
        ("9", "no column"),
    ):
        with pytest.raises(BadParameter, match=told):
            sheet.column(named)


# Writing

SUCCESSION = Offer(
    f"{ECR}principle-succession",
    "sequence",
    "succession",
    100,
    True,
    (("name", 100.0),),
    {"en": "two meanings"},
)
COLLEGE = Offer(f"{ECR}org-college", "=College", "College", 91.5, True, (("edits", 1.0), ("script", 0.0)))
SAME = Offer(f"{ECR}org-same", "Same", "Same", 100, True)
ABOUT = About("0123456789abcdef", "0.1.0", datetime.date(2026, 11, 22))
BODY = 'id;Наука;note\nA 1;succession;"x;y"\nB2;;\nC3;Kollej «1»;=1+1\nD4;Same;\nE5;nobody;\nF6;Same;\n'


def linked(base="", identifier=None, body=BODY):
    sheet = reading.read("names.csv", body.encode())
    offers = {"succession": (SUCCESSION,), "Kollej «1»": (COLLEGE, SAME), "Same": (SAME,), "nobody": ()}
    chosen = {
        "succession": Chosen(SUCCESSION, CLOSE),
        "Kollej «1»": Chosen(COLLEGE, CLOSE),
        "Same": Chosen(SAME, EXACT),
    }
    return Linked(sheet, 1, Subjects(base, identifier), "ru", offers, chosen, ABOUT)


def rows(data, delimiter=";"):
    return list(
        csv.reader(io.StringIO(data.decode("utf-8-sig"), newline=""), delimiter=delimiter, strict=True)
    )


def test_the_csv_has_the_table_as_it_was_and_what_was_found_behind_it():
    head, *found = rows(writing.written(linked(), "csv", "en"))
    own = rows(BODY.encode())
    assert [each[:3] for each in (head, *found)] == own
    assert head[3:6] == ["Наука_exactMatch", "Наука_closeMatch", "Наука_label"]
    assert [each[3] or each[4] for each in found] == [SUCCESSION.iri, "", COLLEGE.iri, SAME.iri, "", SAME.iri]
    assert found[2][5] == "'=College"  # a spreadsheet does not take it for a formula
    assert "two meanings" in found[0][8]


@pytest.mark.parametrize(("encoding", "is_marked"), [("utf-8", False), ("utf-8-sig", True), ("cp1251", True)])
def test_the_csv_has_a_mark_for_excel_where_it_came_from_there(encoding, is_marked):
    sheet = reading.read("names.csv", BODY.encode(encoding))
    made = Linked(sheet, 1, Subjects(), "", {}, {}, ABOUT)
    assert writing.written(made, "csv", "en").startswith(b"\xef\xbb\xbf") == is_marked


def test_a_column_that_is_there_already_is_not_written_over():
    sheet = reading.read("names.csv", b"name,name_label\nA,B\n")
    made = Linked(sheet, 0, Subjects(), "", {"A": ()}, {}, ABOUT)
    head = rows(writing.written(made, "csv", "en"), ",")[0]
    assert len(set(head)) == len(head)
    assert "name_label_" in head


def sssom(data):
    lines = data.decode().splitlines(keepends=True)
    head = yaml.safe_load("".join(line[1:] for line in lines if line.startswith("#")))
    body = "".join(line for line in lines if not line.startswith("#"))
    return head, list(csv.DictReader(io.StringIO(body), delimiter="\t", strict=True))


@pytest.mark.parametrize(
    ("base", "identifier"), [("", None), ("https://example.org/x/", 0)], ids=["texts", "iris"]
)
def test_sssom_has_what_the_standard_requires(base, identifier):
    head, mappings = sssom(writing.written(linked(base, identifier), "sssom", "en"))
    assert {"mapping_set_id", "license", "curie_map"} <= set(head)
    assert head["mapping_set_id"].startswith("urn:uuid:")
    assert len(mappings) == (4 if base else 3)  # of texts each is said once
    for each in mappings:
        assert (each["subject_type"] == "rdfs literal") == (not each["subject_id"])  # literal mappings
        curies = [each[name] for name in ("predicate_id", "object_id", "mapping_justification", "subject_id")]
        assert {curie.partition(":")[0] for curie in curies if curie} <= set(head["curie_map"])
        assert 0 <= float(each["similarity_score"]) <= 1
    by_object = {each["object_id"]: each for each in mappings}
    assert by_object["ecr:org-same"]["predicate_id"] == "skos:exactMatch"
    assert (
        by_object["ecr:org-college"]["mapping_justification"] == "semapv:LexicalSimilarityThresholdMatching"
    )
    assert "two meanings" in by_object["ecr:principle-succession"]["comment"]


def test_what_a_person_said_is_told_as_that():
    said = linked().confirmed({"Same": (SAME.iri, CLOSE), "succession": ("", EXACT)})
    head, mappings = sssom(writing.written(said, "sssom", "en"))
    assert {each["subject_label"] for each in mappings} == {"Same", "Kollej «1»"}
    (same,) = [each for each in mappings if each["subject_label"] == "Same"]
    assert (same["predicate_id"], same["mapping_justification"]) == (
        "skos:closeMatch",
        "semapv:ManualMappingCuration",
    )
    assert "confirmed 1 of the 2" in head["comment"]
    for iri, relation in (("https://example.org/not-offered", EXACT), (SAME.iri, "sameAs")):
        with pytest.raises(BadParameter):
            linked().confirmed({"Same": (iri, relation)})


def test_turtle_says_how_each_text_stands_to_what_it_means():
    triples = list(
        pyoxigraph.parse(writing.written(linked(), "ttl", "en"), format=pyoxigraph.RdfFormat.TURTLE)
    )
    by_subject = {}
    for each in triples:
        by_subject.setdefault(each.subject, set()).add((each.predicate.value, each.object.value))
    assert {frozenset(each) for each in by_subject.values()} == {
        frozenset({(f"{RDFS}label", "succession"), (f"{SKOS}closeMatch", SUCCESSION.iri)}),
        frozenset({(f"{RDFS}label", "Kollej «1»"), (f"{SKOS}closeMatch", COLLEGE.iri)}),
        frozenset({(f"{RDFS}label", "Same"), (f"{SKOS}exactMatch", SAME.iri)}),
    }
    assert {each.object.language for each in triples if each.predicate.value == f"{RDFS}label"} == {"ru"}


def expanded(template, row):
    """A URI template of the two kinds that are written.  Source: RFC 6570, sections 3.2.2 and 3.2.3."""
    template = re.sub(r"\{\+(\w+)\}", lambda found: row[found[1]], template)
    return re.sub(r"\{(\w+)\}", lambda found: quote(row[found[1]], safe=""), template)


def read_as_rdf(metadata, data):
    """The triples that a reader makes.  Source: Generating RDF from Tabular Data on the Web, section 4.4."""
    schema, dialect = metadata["tableSchema"], metadata["dialect"]
    head, *body = rows(data, dialect["delimiter"])
    assert [each["titles"] for each in schema["columns"]] == head
    for number, cells in enumerate(body, 1):
        row = dict(zip([each["name"] for each in schema["columns"]], cells, strict=True), _row=str(number))
        for column in schema["columns"]:
            value = row[column["name"]]
            if value and not column.get("suppressOutput") and column["propertyUrl"].startswith("skos:"):
                yield (
                    expanded(schema["aboutUrl"], row),
                    SKOS + column["propertyUrl"][5:],
                    expanded(column["valueUrl"], row),
                )


@pytest.mark.parametrize("identifier", [0, None], ids=["by their names", "by their numbers"])
def test_the_csv_says_with_its_metadata_what_the_turtle_says(identifier):
    made = linked("https://example.org/x/", identifier)
    metadata = json.loads(writing.written(made, "csvw", "en"))
    triples = pyoxigraph.parse(writing.written(made, "ttl", "en"), format=pyoxigraph.RdfFormat.TURTLE)
    told = {
        (t.subject.value, t.predicate.value, t.object.value) for t in triples if SKOS in t.predicate.value
    }
    assert set(read_as_rdf(metadata, writing.written(made, "csv", "en"))) == told
    assert ("https://example.org/x/A%201" if identifier == 0 else "https://example.org/x/1") in {
        s for s, _, _ in told
    }
    assert metadata["url"] == "names.linked.csv"
    assert len({each["name"] for each in metadata["tableSchema"]["columns"]}) == len(
        metadata["tableSchema"]["columns"]
    )


def test_a_name_that_is_no_iri_needs_a_base():
    with pytest.raises(BadDocument, match="A 1"):
        writing.written(linked("", 0), "ttl", "en")
    with pytest.raises(BadDocument, match="row 1 has a name"):
        writing.written(linked("https://example.org/", 2, body=BODY.replace('"x;y"', "")), "ttl", "en")
    with pytest.raises(BadParameter, match="no beginning of an IRI"):
        Subjects("example")


@pytest.mark.parametrize(
    "name", ["http://[x/", "http://a/%zz", "http://a/b#c#d", "http://a/\ufffe", "http://a b"]
)
def test_rows_are_about_what_every_reader_takes_for_an_iri(name):
    with pytest.raises(BadParameter, match="no beginning of an IRI"):
        Subjects(name)
    with pytest.raises(BadDocument, match="no IRI"):
        Subjects("", 0).iri((name,), 1)
    with pytest.raises(BadDocument, match="no IRI"):
        Subjects("http://a:", 0).iri(("x",), 1)


@pytest.mark.parametrize(
    "title", ["na\nme", "na\u2028me\x85", "na\x7fme", "na\U000e0001me", '"\\"', "x <a> <b> ."]
)
def test_no_title_breaks_what_is_written(title):
    made = linked(body=BODY)
    sheet = replace(made.sheet, head=(made.sheet.head[0], title, "column2", *made.sheet.head[3:]))
    made = replace(made, sheet=sheet, column=1)
    head = [line for line in writing.written(made, "sssom", "en").decode().splitlines() if line[0] == "#"]
    told = yaml.safe_load("\n".join(line[1:] for line in head))
    assert told["mapping_set_title"].endswith(title)
    list(pyoxigraph.parse(writing.written(made, "ttl", "en"), format=pyoxigraph.RdfFormat.TURTLE))
    called = [
        each["name"] for each in json.loads(writing.written(made, "csvw", "en"))["tableSchema"]["columns"]
    ]
    assert len(set(called)) == len(called)


def test_a_table_that_would_fill_the_memory_is_refused():
    with pytest.raises(BadDocument, match="a cell has more than"):
        reading.read("table.csv", b"name\n" + b"a" * 1_100_000)
    with pytest.raises(TooLarge):
        reading.read("table.csv", b"name" + b"," * 10_000 + b"\n" + b"x\n" * 1000)


def test_json_has_each_text_once_with_its_rows_and_reasons():
    told = json.loads(writing.written(linked(), "json", "uz"))
    by_text = {each["text"]: each for each in told["texts"]}
    assert by_text["Same"]["rows"] == [4, 6]
    assert by_text["nobody"] == {
        "text": "nobody", "rows": [5], "match": None, "relation": None, "confirmed": False, "candidates": [],
    }  # fmt: skip
    assert by_text["Kollej «1»"]["candidates"][0]["reasons"] == [
        "farq qiladigan harflar: 1",
        "boshqa yozuvda",
    ]
    assert told["table"]["empty"] == 1
