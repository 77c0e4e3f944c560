"""An answer as one HTML file that loads nothing and runs nothing: the supplement of a paper."""

from __future__ import annotations

import json

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup, escape

from educluster.tables.model import About, Cell, Table
from educluster.tables.text import clean, is_link
from educluster.tables.words import LICENCE, Words


def _shown(value: object) -> object:
    """Return a value as it is written: text that is no markup without what HTML forbids."""
    return clean(value) if isinstance(value, str) and not isinstance(value, Markup) else value


_ENVIRONMENT = Environment(
    loader=PackageLoader("educluster.tables"),
    autoescape=True,
    undefined=StrictUndefined,
    trim_blocks=True,
    lstrip_blocks=True,
    finalize=_shown,
)
_STYLE = Markup(_ENVIRONMENT.get_template("answer.css").render())


def render(table: Table, about: About) -> str:
    """Return the page."""
    words = Words(about.language)
    return _ENVIRONMENT.get_template("answer.html").render(
        table=table,
        about=about,
        words=words,
        style=_STYLE,
        data=_data(about, words),
        shown=_cell,
        is_link=is_link,
    )


def _cell(cell: Cell) -> Markup:
    """Return a cell of the table; its language is said where the graph says it."""
    text = escape(clean(cell.text))
    if is_link(cell.iri):
        return Markup('<td><a href="{}">{}</a></td>').format(cell.iri, text)
    if cell.number is not None:
        return Markup('<td class="number">{}</td>').format(text)
    if cell.language:
        return Markup('<td lang="{}">{}</td>').format(clean(cell.language), text)
    return Markup("<td>{}</td>").format(text)


def _data(about: About, words: Words) -> Markup:
    """Return what search engines read of the answer, with nothing that could end its element.

    Source: schema.org, Dataset; HTML, section 4.12.1.3 (restrictions for contents of script elements).
    """
    project = {"@type": "Organization", "name": "The educluster project"}
    told = {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "name": clean(about.title),
        "description": clean(about.description or about.title),
        "url": clean(about.address),
        "version": clean(about.version),
        "identifier": clean(about.digest),
        "license": LICENCE,
        "creator": project,
        "publisher": project,
        "inLanguage": words.language,
        "dateModified": about.date.isoformat(),
        "isBasedOn": "https://w3id.org/educluster/ns",
    }
    return Markup(json.dumps(told, ensure_ascii=False).replace("<", "\\u003c").replace("&", "\\u0026"))
