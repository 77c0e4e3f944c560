"""An answer as people read it: things by their names, codes by words, numbers and days as such."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from educluster import names
from educluster.ask import provenance
from educluster.ask.provenance import Standing
from educluster.questions import Column, Parameter, Question, Term, Texts, Words, said
from educluster.tables import NOTHING, Cell, Number, Table
from educluster.tables import Column as Head

Json = Mapping[str, Any]

_WHOLE = {
    names.XSD + each
    for each in """
        integer nonNegativeInteger positiveInteger nonPositiveInteger negativeInteger int long short byte
        unsignedInt unsignedLong unsignedShort unsignedByte
    """.split()
}
_REAL = {names.XSD + "double", names.XSD + "float"}
# Python reads more than XSD 1.1, Part 2, sections 3.3.3 to 3.3.5, allows: 1_000, nan, other scripts' digits.
_DIGITS = re.compile(r"[+-]?\d{1,30}", re.ASCII)
_POINTED = re.compile(r"[+-]?(?:\d{1,30}\.?\d{0,30}|\.\d{1,30})", re.ASCII)
_RAISED = re.compile(_POINTED.pattern + r"(?:[eE][+-]?\d{1,5})?", re.ASCII)
_DECIMAL, _DATE, _BOOLEAN = names.XSD + "decimal", names.XSD + "date", names.XSD + "boolean"
_TRUTH: Mapping[str, Texts] = {
    "true": {"en": "yes", "ru": "да", "uz": "ha"},
    "false": {"en": "no", "ru": "нет", "uz": "yoʻq"},
}
_OTHERWISE: Texts = {
    "en": "The release that is asked has another query for this question, or none: this answer is of the "
    "query below, so an older citation, which names another digest, may mean another answer.",
    "ru": "В запрошенном выпуске у этого вопроса другой запрос или его нет: этот ответ получен запросом, "
    "который приведён ниже; прежняя ссылка с другим дайджестом может означать другой ответ.",
    "uz": "Soʻralgan nashrda bu savolning soʻrovi boshqa yoki yoʻq: bu javob quyidagi soʻrov bilan olingan; "
    "boshqa daydjestli eski havola boshqa javobni bildirishi mumkin.",
}


def table(question: Question, results: Json, labels: Mapping[str, Texts], language: str) -> Table:
    """Return an answer in SPARQL's JSON as a table with the columns of its question."""
    title = question.title(language)
    if "boolean" in results:
        return Table(title, (), (), bool(results["boolean"]))
    columns = list(question.columns.values())
    speaker = _Speaker(labels, language)
    rows = tuple(
        tuple(speaker.cell(each, row.get(each.name)) for each in columns)
        for row in results["results"]["bindings"]
    )
    return Table(title, tuple(Head(each.name, each.label(language), each.kind) for each in columns), rows)


def values(
    question: Question,
    terms: Mapping[str, Term],
    labels: Mapping[str, Texts],
    language: str,
    words: Words,
) -> tuple[tuple[str, str], ...]:
    """Return what the parameters and their values are called."""
    return tuple(
        (parameter.label(language), _value(parameter, terms[name], labels, language, words))
        for name, parameter in question.parameters.items()
        if name in terms
    )


def paragraphs(standing: Standing, results: Json, given: Iterable[str], language: str) -> tuple[str, ...]:
    """Return how an answer was made and what it cannot show, by the IRIs in it and those that were given."""
    rows = results.get("results", {}).get("bindings", ())
    found = (term["value"] for row in rows for term in row.values() if term["type"] == "uri")
    return provenance.paragraphs(standing, (*given, *found), language)


def warnings(is_asked_otherwise: bool, language: str) -> tuple[str, ...]:
    """Return what has to be said before how an answer was made."""
    return (said(_OTHERWISE, language),) if is_asked_otherwise else ()


def _value(parameter: Parameter, term: Term, labels: Mapping[str, Texts], language: str, words: Words) -> str:
    if term.kind == "iri":
        return said(labels.get(term.value, {}), language) or term.short()
    told = parameter.choices.get(term.value) or words.values.get(parameter.name, {}).get(term.value, {})
    return said(told, language) or term.value


class _Speaker:
    """Makes cells in a language."""

    def __init__(self, labels: Mapping[str, Texts], language: str) -> None:
        self._labels, self._language = labels, language

    def cell(self, column: Column, term: Json | None) -> Cell:
        """Return the cell of a term.  Source: SPARQL 1.1 Query Results JSON Format, section 3.2.2."""
        if term is None:
            return NOTHING
        kind, value = term["type"], term["value"]
        if kind == "uri":
            return Cell(self._name(value), iri=value)
        if kind == "bnode":
            return Cell(f"_:{value}", iri=f"_:{value}")
        if kind == "triple":
            parts = (self.cell(column, value[each]).text for each in ("subject", "predicate", "object"))
            return Cell(f"<<( {' '.join(parts)} )>>")
        return self._literal(column, value, term.get("xml:lang", ""), term.get("datatype", ""))

    def _name(self, iri: str) -> str:
        return said(self._labels.get(iri, {}), self._language) or names.shorten(iri)

    def _literal(self, column: Column, value: str, language: str, datatype: str) -> Cell:
        if language:
            return Cell(value, language=language)
        if datatype == _BOOLEAN:
            text = said(_TRUTH.get({"1": "true", "0": "false"}.get(value, value), {}), self._language)
        else:
            text = column.value(value, self._language)
        return Cell(
            text or value,
            datatype=datatype,
            number=_number(value, datatype),
            date=_date(value) if datatype == _DATE else None,
            lexical=value if text not in {"", value} else "",
        )


def _number(value: str, datatype: str) -> Number | None:
    """Return the number of a literal; None where it is ill-typed, infinite or longer than one counts."""
    if datatype in _WHOLE and _DIGITS.fullmatch(value):
        return int(value)
    if datatype == _DECIMAL and _POINTED.fullmatch(value):
        return Decimal(value)
    if datatype in _REAL and _RAISED.fullmatch(value):
        return float(value)
    return None


def _date(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:  # with a time zone, or before the year 1
        return None
