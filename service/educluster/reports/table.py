"""The report as CSV for spreadsheets: a row for each result, and no text is a formula.  Source: RFC 4180."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from educluster.reports.model import Entry, Finding, Report, Texts
from educluster.reports.plain import reasons
from educluster.reports.speaking import Speaker, bare, clean, file_name, is_own, profile_name

_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")  # how a formula may begin
_COLUMNS = (
    "document", "profile", "verdict", "rule", "title", "severity", "message", "focus", "label", "path",
    "path in words", "value", "expected", "found", "state", "line", "column", "pointer", "element",
    "reasons", "remedy", "sources",
)  # fmt: skip
Row = dict[str, str]


def render(report: Report, language: str) -> bytes:
    """Return the rows of one document, which is named by its SHA-256."""
    return render_all([Entry(f"sha256:{report.document.sha256}", report)], language)


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return the rows of all documents; one without a report has a row that says why."""
    reports = [each.report for each in entries if each.report]
    return head(language, own=bool(reports) and is_own(reports[0])) + rows(entries, language)


def head(language: str, own: bool) -> bytes:
    """Return the row above all others; what is said in it depends on whose the rules are."""
    speaker = Speaker(language)
    words = _heads(speaker, speaker.words["notice own" if own else "notice"])
    return _written([words]).encode("utf-8-sig", errors="replace")


def rows(entries: Sequence[Entry], language: str) -> bytes:
    """Return the rows of documents alone."""
    speaker = Speaker(language)
    found = (row for entry in entries for row in _rows(entry, speaker))
    defuse = ({name: defused(cell) for name, cell in row.items()} for row in found)
    return _written(defuse).encode(errors="replace")


def _written(rows: Iterable[Row]) -> str:
    text = io.StringIO()
    csv.DictWriter(text, _COLUMNS, restval="").writerows(rows)
    return text.getvalue()


def defused(cell: str) -> str:
    """Return a cell that a spreadsheet takes for text: one that begins like a formula gets an apostrophe."""
    return f"'{cell}" if cell.startswith(_FORMULA) else cell


def _heads(speaker: Speaker, notice: str) -> Row:
    """Return the header; over the verdicts stands what they are not, since no other row is about all."""
    words = {name: speaker.words[name] for name in _COLUMNS}
    heads = {name: word[:1].upper() + word[1:] for name, word in words.items()}
    return heads | {"verdict": f"{heads['verdict']}. {notice}"}


def _rows(entry: Entry, speaker: Speaker) -> Iterator[Row]:
    name = file_name(entry)
    if entry.report is None:
        error = {"severity": speaker.words["error"], "message": clean(entry.error)}
        yield {"document": name, "verdict": speaker.words["not checked"], **error}
        return
    of_all = {
        "document": name,
        "profile": profile_name(entry.report),
        "verdict": speaker.words[entry.report.verdict.value],
    }
    rows = [_note(each, speaker) for each in entry.report.notes]
    rows += [_row(finding, speaker) for finding in entry.report.findings]
    for row in rows or [{}]:  # a document without results has a row too
        yield {key: clean(cell) for key, cell in (of_all | row).items()}


def _note(note: Texts, speaker: Speaker) -> Row:
    return {"severity": speaker.words["note"], "message": speaker.text(note)}


def _row(finding: Finding, speaker: Speaker) -> Row:
    text = speaker.text
    return {
        "rule": finding.rule,
        "title": text(finding.titles),
        "severity": speaker.words[finding.severity.value],
        "message": text(finding.messages),
        "focus": bare(finding.focus.token),
        "label": text(finding.focus.labels),
        "path": str(finding.path or ""),
        "path in words": text(finding.words),
        "value": bare(finding.value.token) if finding.value else "",
        "expected": text(finding.expected),
        "found": text(finding.found),
        "state": speaker.statement(finding.state) if finding.state else "",
        "reasons": "\n".join(reasons(finding.reasons, speaker.language)),
        "remedy": text(finding.remedies),
        "sources": "\n".join(speaker.source_with_address(each, f"<{each.iri}>") for each in finding.sources),
        **_place(finding),
    }


def _place(finding: Finding) -> Row:
    place = finding.place
    parts = {"line": place.line, "column": place.column, "pointer": place.pointer, "element": place.element}
    return {name: "" if part is None else str(part) for name, part in parts.items()}
