"""Citations: each is read again by the rules of its format, and names all that leads back to the answer."""

import datetime
import json
import re
from dataclasses import replace

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from educluster.citations import CREATOR, STYLES, Citation, apa, bibtex, csl, gost, ris

ADDRESS = "https://example.org/questions/conditions?principle=mutual_control&version=1a2b3c4d5e6f7a8b"
CITATION = Citation(
    title="Conditions of a principle",
    creator=CREATOR,
    publisher=CREATOR,
    version="0.1.0",
    release="1a2b3c4d5e6f7a8b",
    date=datetime.date(2026, 11, 21),
    accessed=datetime.date(2026, 12, 3),
    address=ADDRESS,
    digest="0123456789abcdef",
    language="en",
    values=(("Principle", "mutual control"),),
)
ANYTHING = st.text(st.characters(), max_size=40)
_DATE = {
    "type": "object",
    "additionalProperties": False,
    "required": ["date-parts"],
    "properties": {
        "date-parts": {
            "type": "array",
            "minItems": 1,
            "maxItems": 2,
            "items": {"type": "array", "minItems": 1, "maxItems": 3, "items": {"type": ["string", "number"]}},
        }
    },
}
CSL = {  # what CSL-JSON asks of an item and of the variables that are used here
    "type": "array",
    "minItems": 1,
    "items": {
        "type": "object",
        "additionalProperties": False,
        "required": ["type", "id"],
        "properties": {
            "id": {"type": ["string", "number"]},
            "type": {"const": "dataset"},
            "author": {
                "type": "array",
                "items": {
                    "type": "object",
                    "additionalProperties": False,
                    "properties": {name: {"type": "string"} for name in ("family", "given", "literal")},
                },
            },
            "issued": _DATE,
            "accessed": _DATE,
            **{
                name: {"type": "string"}
                for name in ("title", "publisher", "version", "URL", "language", "note")
            },
        },
    },
}


def fields_of_bibtex(entry):
    """Return the type, the key and the fields, as a parser that counts braces reads them."""
    kind, key, rest = re.fullmatch(r"@(\w+)\{([^,\s{}]+),\n(.*)\n\}\n", entry, re.DOTALL).groups()
    fields = dict(re.fullmatch(r"  (\w+) = \{(.*?)\},?", line).groups() for line in rest.split("\n"))
    return kind, key, fields


def fields_of_ris(record):
    return [re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line).groups() for line in record.split("\r\n")[:-1]]


def balanced(text):
    depth = 0
    for sign in re.sub(r"\\.", "", text):
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0


@pytest.mark.parametrize("style", STYLES)
@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_citation_names_what_leads_back_to_the_answer(style, language):
    text = STYLES[style](replace(CITATION, language=language))
    for each in (
        CITATION.title,
        "mutual control",
        "0.1.0",
        CITATION.release,
        CITATION.digest,
        ADDRESS,
        "2026",
    ):
        assert each in text


@pytest.mark.parametrize("style", ["ris", "csl", "gost", "apa"])  # BibTeX has a field and a note
def test_release_is_named_once_where_the_version_tells_it(style):
    citation = replace(CITATION, version="0.1.0, release 1a2b3c4d5e6f7a8b", address="https://e.org")
    plain = replace(CITATION, address="https://e.org")
    assert STYLES[style](citation).count(CITATION.release) == STYLES[style](plain).count(CITATION.release)


# BibTeX


def test_bibtex_is_an_entry_that_old_and_new_programs_know():
    kind, key, fields = fields_of_bibtex(bibtex(CITATION))
    assert (kind, fields["author"], fields["year"]) == ("misc", "{The educluster project}", "2026")
    assert fields["howpublished"] == rf"Data set, \url{{{ADDRESS}}}"
    assert (fields["url"], fields["urldate"]) == (ADDRESS, "2026-12-03")
    assert re.fullmatch(r"educluster-2026-[0-9a-f]{10}", key)


def test_bibtex_key_changes_with_the_answer_and_not_with_the_day_of_access():
    def key(citation):
        return fields_of_bibtex(bibtex(citation))[1]

    assert key(CITATION) == key(replace(CITATION, accessed=datetime.date(2027, 1, 1)))
    others = [
        replace(CITATION, values=(("Principle", "openness"),)),
        replace(CITATION, release="ffffffffffffffff"),
        replace(CITATION, digest="fedcba9876543210"),
        replace(CITATION, title="Another"),
    ]
    assert len({key(each) for each in (CITATION, *others)}) == 5


def test_bibtex_escapes_what_latex_obeys():
    title = fields_of_bibtex(bibtex(replace(CITATION, title=r"a_b & 100% $x^2~ #{c}\d", values=())))[2][
        "title"
    ]
    assert title == (r"{a\_b \& 100\% \$x\textasciicircum{}2\textasciitilde{} \#\{c\}\textbackslash{}d}")


@given(ANYTHING)
def test_bibtex_braces_are_balanced(text):
    entry = bibtex(replace(CITATION, title=text, version=text, address=f"https://e.org/{text}"))
    fields = fields_of_bibtex(entry)[2]
    assert balanced(entry)
    assert all(balanced(value) for value in fields.values())


# RIS


def test_ris_is_a_record_of_a_data_set():
    fields = fields_of_ris(ris(CITATION))
    assert (fields[0], fields[-1]) == (("TY", "DATA"), ("ER", ""))
    told = dict(fields)
    assert (told["AU"], told["PY"], told["DA"], told["Y2"]) == (
        "The educluster project,",
        "2026",
        "2026/11/21",
        "2026/12/03",
    )
    assert told["UR"] == ADDRESS


@given(ANYTHING)
def test_ris_keeps_each_field_in_its_line(text):
    fields = fields_of_ris(ris(replace(CITATION, title=text, values=((text, text),))))
    assert [tag for tag, _ in fields].count("ER") == 1


# CSL-JSON


@given(ANYTHING, st.dates(min_value=datetime.date(1000, 1, 1)))
def test_csl_is_a_valid_item(text, day):
    items = json.loads(csl(replace(CITATION, title=text, date=day, values=((text, text),))))
    jsonschema.validate(items, CSL)
    assert items[0]["issued"]["date-parts"] == [[day.year, day.month, day.day]]


# Ready texts


def test_gost_has_the_areas_in_their_order():
    assert gost(
        replace(CITATION, language="ru", title="Условия принципа", values=(("Принцип", "контроль"),))
    ) == (
        "Условия принципа [Принцип: контроль] : набор данных / Проект educluster. "
        "– Версия 0.1.0 от 21.11.2026, выпуск 1a2b3c4d5e6f7a8b. – Проект educluster, 2026. "
        f"– Дайджест запроса: 0123456789abcdef. – URL: {ADDRESS} (дата обращения: 03.12.2026). "
        "– Текст : электронный."
    )


@pytest.mark.parametrize("language", ["en", "ru", "uz"])
def test_gost_words_are_russian_for_every_reader(language):
    text = gost(replace(CITATION, language=language))
    assert text.endswith(f"URL: {ADDRESS} (дата обращения: 03.12.2026). – Текст : электронный.")


def test_apa_leaves_out_the_publisher_that_is_the_author():
    assert apa(CITATION) == (
        "The educluster project. (2026). Conditions of a principle [Principle: mutual control] "
        "(Version 0.1.0 of November 21, 2026; release 1a2b3c4d5e6f7a8b; query sha256:0123456789abcdef) "
        f"[Data set]. Retrieved December 3, 2026, from {ADDRESS}"
    )
    assert "[Data set]. A ministry. Retrieved" in apa(replace(CITATION, publisher="A ministry"))


@given(ANYTHING)
@pytest.mark.parametrize("style", [gost, apa])
def test_ready_text_is_one_line_that_can_be_printed(style, text):
    assert style(replace(CITATION, title=text, values=((text, text),))).isprintable()
