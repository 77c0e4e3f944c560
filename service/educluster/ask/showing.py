"""An answer as people read it: things by their names, codes by words, numbers and days as such."""

from __future__ import annotations

import datetime
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
_DECIMAL, _DATE, _BOOLEAN = names.XSD + "decimal", names.XSD + "date", names.XSD + "boolean"
_TRUTH: Mapping[str, Texts] = {
    "true": {"en": "yes", "ru": "да", "uz": "ha"},
    "false": {"en": "no", "ru": "нет", "uz": "yoʻq"},
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
    try:
        if datatype in _WHOLE:
            return int(value)
        if datatype == _DECIMAL:
            return Decimal(value)
        return float(value) if datatype in _REAL else None
    except (ValueError, ArithmeticError):  # ill-typed, or with thousands of digits: a text like any other
        return None


def _date(value: str) -> datetime.date | None:
    try:
        return datetime.date.fromisoformat(value)
    except ValueError:  # with a time zone, or before the year 1
        return None
