"""Reports on very many descriptions, one after the other: a line of JSON, or rows of CSV, for each."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec

from educluster.reports import structure, table
from educluster.reports.model import Entry, Report
from educluster.reports.speaking import bare

JSON_LINES, CSV = "jsonl", "csv"
FACES = (JSON_LINES, CSV)


@dataclass(frozen=True)
class Described:
    """One description: its name as a token, the line at which it begins, its report, or why there is none."""

    name: str
    line: int
    report: Report | None
    error: str = ""


def head(face: str, language: str, own: bool) -> bytes:
    """Return what stands above all descriptions; `own` says that the shapes are a user's."""
    return table.head(language, own) if face == CSV else b""


def told(face: str, described: Described, language: str) -> bytes:
    """Return what is told of one description."""
    return _FACES[face](described, language)


def foot(face: str, summary: Mapping[str, object]) -> bytes:
    """Return what stands below all descriptions; a table has no place for it."""
    return b"" if face == CSV else msgspec.json.encode({"summary": summary}) + b"\n"


def _line(described: Described, language: str) -> bytes:
    report = described.report
    counts = {each.value: count for each, count in report.counts.items()} if report else None
    value = {
        "description": bare(described.name) or None,
        "line": described.line,
        "verdict": report.verdict.value if report else None,
        "counts": counts,
        "results": structure.results(report, language) if report else [],
        "error": described.error or None,
    }
    return msgspec.json.encode(value) + b"\n"


def _rows(described: Described, language: str) -> bytes:
    return table.rows([Entry(bare(described.name), described.report, described.error)], language)


_FACES: Mapping[str, Callable[[Described, str], bytes]] = {JSON_LINES: _line, CSV: _rows}
