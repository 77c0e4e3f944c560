"""Questions, their parameters and columns, and the terms that are bound to them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from hashlib import sha256
from types import MappingProxyType
from typing import TypeVar

from educluster import names
from educluster.errors import BadQuestion as BadQuestion

T = TypeVar("T")
Texts = Mapping[str, str]  # by language

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile('[\\\\"\n\r\t]')
_LOCAL = re.compile(r"\w(?:[\w-]*\w)?", re.ASCII)


def empty() -> Mapping[str, T]:
    """Return a mapping of nothing that nobody can change."""
    return MappingProxyType({})


def said(texts: Texts, language: str) -> str:
    """Return a text in a language, else in English, else in any; "" where there is none."""
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


@dataclass(frozen=True, slots=True)
class Term:
    """An IRI or a literal that is bound to a variable; `kind` is "iri" or "literal"."""

    kind: str
    value: str
    language: str = ""
    datatype: str = ""

    def n3(self) -> str:
        """Return the term as SPARQL writes it, with its whole IRI.  Source: SPARQL 1.1 Query, section 4.1."""
        if self.kind == "iri":
            return f"<{self.value}>"
        text = _ESCAPED.sub(lambda sign: _ESCAPES[sign[0]], self.value)
        if self.language:
            return f'"{text}"@{self.language}'
        if self.datatype in {"", names.XSD + "string"}:
            return f'"{text}"'
        return f'"{text}"^^<{self.datatype}>'

    def short(self) -> str:
        """Return the value as people write it: a local name of ours, a prefixed name, or the whole."""
        return short(self.value) if self.kind == "iri" else self.value


def iri(value: str) -> Term:
    """Return an IRI as a term."""
    return Term("iri", value)


def short(value: str) -> str:
    """Return what an IRI is called in an address: a local name, a prefixed name, or the whole IRI."""
    local = value.removeprefix(names.ECR)
    if local != value and _LOCAL.fullmatch(local):
        return local
    written = names.shorten(value)
    _, _, local = written.partition(":")
    return written if not written.startswith("<") and _LOCAL.fullmatch(local) else value


@dataclass(frozen=True, slots=True)
class Parameter:
    """A variable that is given a value.

    `type` is iri, text, number, date, language or choice.  Of an IRI, `scheme` is the local name of the
    scheme that it is in, `of_class` the IRI of the class that it is an instance of; with neither, it may be
    any.  `choices` have their words by language, which may be none.  `default` is None where there is none.
    """

    name: str
    type: str
    example: str
    default: str | None = None
    scheme: str = ""
    of_class: str = ""
    choices: Mapping[str, Texts] = field(default_factory=empty)
    least: float | None = None
    most: float | None = None
    labels: Texts = field(default_factory=empty)
    helps: Texts = field(default_factory=empty)

    def label(self, language: str) -> str:
        """Return what the parameter is called."""
        return said(self.labels, language)

    def help(self, language: str) -> str:
        """Return what is to be given; "" where nothing is said of it."""
        return said(self.helps, language)

    @property
    def required(self) -> bool:
        """Return whether a value has to be given; a language is that of the reader, where none is."""
        return self.default is None and self.type != "language"

    @property
    def source(self) -> str:
        """Return the IRI of the scheme or class whose members may be given; "" where any IRI may."""
        return f"{names.ECR}scheme-{self.scheme}" if self.scheme else self.of_class


@dataclass(frozen=True, slots=True)
class Column:
    """A variable that is shown: its kind (iri, text, term, number, date, flag), and what it is called.

    `values` say what a text that the query itself writes is called.
    """

    name: str
    kind: str
    labels: Texts
    values: Mapping[str, Texts] = field(default_factory=empty)

    def label(self, language: str) -> str:
        """Return the head of the column."""
        return said(self.labels, language)

    def value(self, text: str, language: str) -> str:
        """Return what a text in the column is called; itself where nothing else is said."""
        return said(self.values.get(text, {}), language) or text


@dataclass(frozen=True, slots=True)
class Indicator:
    """How a figure is computed, where that is from (an address), and what is to be noted."""

    formula: str
    source: str
    notes: Texts

    def note(self, language: str) -> str:
        """Return what is to be noted."""
        return said(self.notes, language)


@dataclass(frozen=True)
class Body:
    """What the text of a query tells of itself.

    `form` is SELECT or ASK; `selected` are the variables of the outermost SELECT, `used` those of its group;
    `inside` is where that group begins; `limited` whether LIMIT or OFFSET stand behind it.
    """

    form: str
    prefixes: Mapping[str, str]
    selected: tuple[str, ...]
    used: frozenset[str]
    inside: int
    limited: bool


@dataclass(frozen=True)
class Question:
    """A stored question.  `query` is its text without the header; `limited`: it ends in its own LIMIT."""

    name: str
    titles: Texts
    descriptions: Texts
    query: str
    body: Body
    parameters: Mapping[str, Parameter]
    columns: Mapping[str, Column]
    tags: tuple[str, ...]
    view: str
    answers: str = ""
    indicator: Indicator | None = None
    ordered: bool = False
    limited: bool = False

    def title(self, language: str) -> str:
        """Return the question in a language, else in English."""
        return said(self.titles, language)

    def description(self, language: str) -> str:
        """Return what it answers in a language, else in English."""
        return said(self.descriptions, language)

    @property
    def is_whole(self) -> bool:
        """Return whether it answers without values."""
        return not any(each.required for each in self.parameters.values())

    @property
    def is_one_page(self) -> bool:
        """Return whether the answer is not paged: yes or no, or no more rows than its own LIMIT."""
        return self.limited or self.body.form == "ASK"

    @property
    def digest(self) -> str:
        """Return 16 hex digits of the SHA-256 of the query."""
        return sha256(self.query.encode()).hexdigest()[:16]
