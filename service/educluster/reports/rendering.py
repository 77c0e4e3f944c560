"""The face of a report that is wanted: one module has each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

from educluster.reports import graph, junit, page, plain, sarif, structure, table
from educluster.reports.model import Entry, Report

_ONE: Mapping[str, Callable[[Report, str], bytes]] = {
    "application/json": structure.render,
    "text/plain": plain.render,
    "text/html": page.render,
    "text/csv": table.render,
    "application/sarif+json": sarif.render,
    "application/junit+xml": junit.render,
}
_SEVERAL: Mapping[str, Callable[[Sequence[Entry], str], bytes]] = {
    "application/json": structure.render_all,
    "text/plain": plain.render_all,
    "text/html": page.render_all,
    "text/csv": table.render_all,
    "application/sarif+json": sarif.render_all,
    "application/junit+xml": junit.render_all,
}


def render(report: Report, media_type: str, language: str) -> bytes:
    """Return the report on one document; a media type that is none of the faces is a format of RDF.

    Texts are in `language`, or in English where there is no translation; RDF holds all languages.
    """
    if media_type in _ONE:
        return _ONE[media_type](report, language)
    return graph.render(report, media_type)


def render_all(entries: Sequence[Entry], media_type: str, language: str) -> bytes:
    """Return the reports on several documents in one; a document without a report shows its error.

    RDF is not offered: a SHACL report is about one data graph.
    """
    return _SEVERAL[media_type](entries, language)
