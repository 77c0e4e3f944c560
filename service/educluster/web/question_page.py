"""The page of a question: its form, with what is wrong in it; the answer, and what is told of it."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from flask import Response, g, render_template, request, url_for

from educluster import formats
from educluster.answer import as_json
from educluster.ask import Found
from educluster.questions import Question
from educluster.tables import Cell, Table
from educluster.web import editor, faces, question_form, results, snippets
from educluster.web.frame import language
from educluster.web.service import service

MOST_ROWS = results.MOST_ROWS
_TITLES = {
    "html": "HTML",
    "json": "JSON",
    "csv": "CSV",
    "tsv": "TSV",
    "xml": "XML",
    "xlsx": "Excel (XLSX)",
    "docx": "Word (DOCX)",
    "ttl": "RDF (Turtle)",
    "bib": "BibTeX",
    "ris": "RIS",
    "csl": "CSL-JSON",
    "ipynb": "Jupyter",
}
readable = as_json


def keep(question: Question, given: Mapping[str, str], version: str) -> None:
    """Remember what was given, so that the page about an error gives it back, and marks its field."""

    def page(told: Mapping[str, object]) -> str:
        return _rendered(question, given, version, problem=told)

    g.refused = page


def examples(question: Question) -> dict[str, str]:
    """Return the values of the examples, but for the language: that is the reader's."""
    given = {each.name: each.example for each in question.parameters.values()}
    return {name: value for name, value in given.items() if question.parameters[name].type != "language"}


def page(found: Found, is_example: bool) -> Response:
    """Return the page with an answer, as it is kept or made anew."""
    spoken, version = language(), request.args.get("version", "")
    address = faces.cited(found, spoken)
    beside = (spoken, address, faces.today(), request.full_path, is_example, question_form.versions(version))
    return faces.kept(
        found, formats.HTML, beside, lambda: _answered(found, is_example, address, version).encode()
    )


def _answered(found: Found, is_example: bool, address: str, version: str) -> str:
    spoken = language()
    table = _table(found, spoken)
    rows = list(results.bounded(table.rows, _length)) if table else []
    is_cut = table is not None and len(rows) < len(table.rows)
    about = service().asking.about(found, spoken, address, faces.today())
    link = url_for("sparql.query", query=found.query, lang=spoken)
    return _rendered(
        found.question,
        found.given,
        version,
        is_example=is_example,
        found=found,
        table=table,
        rows=rows,
        beside=faces.beside(found, spoken, len(rows) if is_cut else None),
        about=about,
        texts=dict(about.citations),
        again=faces.path(found, spoken),
        titles=_TITLES,
        described=editor.described(),
        is_foreign=results.is_foreign,
        downloads=[(each, faces.path(found, spoken, each.name)) for each in faces.offered(found)],
        snippets=snippets.snippets(faces.place(found, spoken, version)),
        edit=link if len(link) <= editor.LONGEST_LINK else "",
    )


def _rendered(question: Question, given: Mapping[str, str], version: str, **shown: Any) -> str:  # noqa: ANN401 - as Jinja has it
    spoken, asking = language(), service().asking
    problem: Mapping[str, object] = shown.get("problem") or {}
    wrong = problem.get("parameter")
    return render_template(
        "question.html",
        **{"found": None, "problem": None, "is_example": False, **shown},
        question=question,
        fields=question_form.fields(question, given, version, spoken, wrong),
        versions=question_form.versions(version),
        version_wished=version,
        tags={each: asking.book.words.tag(each, spoken) for each in question.tags},
    )


def _table(found: Found, spoken: str) -> Table | None:
    """Return the answer as a table; None where it is too large for a page."""
    if results.fits(found.answered.size):
        return service().asking.table(found, spoken)
    found.answered.data.close()
    return None


def _length(cell: Cell) -> int:
    return len(cell.iri) + len(cell.text)
