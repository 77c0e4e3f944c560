"""The report as JSON, in one language.  Its schema is docs/report.schema.json."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import msgspec

from educluster.graphs import Path
from educluster.reports.model import (
    Answer,
    Entry,
    Finding,
    NotYet,
    Part,
    Place,
    ProfileName,
    Reason,
    Report,
    Row,
    Score,
    Source,
    Statement,
    Subject,
    Term,
    Texts,
    Unseen,
)
from educluster.reports.speaking import Speaker, bare, file_name

Json = Mapping[str, object]


def render(report: Report, language: str) -> bytes:
    """Return the report on one document."""
    return _written(_Writer(language).report(report))


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return a list of the documents, each with its report or its error."""
    writer = _Writer(language)
    return _written([writer.entry(each) for each in entries])


def reasons(given: Sequence[Reason], language: str) -> list[Json]:
    """Return reasons as they stand in the report, those inside each as a list of its own."""
    writer = _Writer(language)
    return [writer.reason(each) for each in given]


def results(report: Report, language: str) -> list[Json]:
    """Return what was found as it stands in the report."""
    writer = _Writer(language)
    return [writer.finding(each) for each in report.findings]


def profile(given: ProfileName, language: str) -> Json:
    """Return the profile as it stands in the report."""
    return _Writer(language).profile(given)


def sources(given: Sequence[Source], language: str) -> list[Json]:
    """Return sources as they stand in the report."""
    writer = _Writer(language)
    return [writer.source(each) for each in given]


def _written(value: object) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"


def _place(place: Place) -> Json:
    return {
        "line": place.line,
        "column": place.column,
        "pointer": place.pointer,
        "element": place.element,
    }


class _Writer:
    """The parts of a report as objects of JSON; what is not there is null."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._speaker = Speaker(language)

    def entry(self, entry: Entry) -> Json:
        name = file_name(entry)
        if entry.report is None:
            return {"document": name, "error": entry.error}
        return {"document": name, "report": self.report(entry.report)}

    def report(self, report: Report) -> Json:
        return {
            "verdict": report.verdict.value,
            "summary": self._speaker.summary(report),
            "notice": self._speaker.notice(report),
            "failOn": report.fail_on.value,
            **self._head(report),
            "counts": {each.value: count for each, count in report.counts.items()},
            "clusters": [self._subject(each) for each in report.subjects],
            "results": [self.finding(each) for each in report.findings],
            "notYet": [self._not_yet(each) for each in report.not_yet],
            "unseen": [self._unseen(each) for each in report.unseen],
            "notes": [self._speaker.text(each) for each in report.notes],
        }

    def _head(self, report: Report) -> Json:
        document = report.document
        return {
            "document": {
                "sha256": document.sha256,
                "size": document.size,
                "mediaType": document.media_type,
            },
            "profile": self.profile(report.profile),
            "engine": report.engine,
            "educluster": report.version,
            "language": self._language,
        }

    def profile(self, profile: ProfileName) -> Json:
        return {
            "iri": profile.iri,
            "name": profile.name,
            "version": profile.version,
            "title": self._text(profile.titles),
            "digest": profile.digest,
            "settings": dict(sorted(profile.settings.items())),
        }

    def _text(self, texts: Texts) -> str | None:
        return self._speaker.text(texts) or None

    def _term(self, term: Term) -> Json:
        return {"iri": bare(term.token), "label": self._text(term.labels)}

    def _subject(self, subject: Subject) -> Json:
        return {
            "cluster": bare(subject.focus.token),
            "label": self._text(subject.focus.labels),
            "stage": self._term(subject.stage) if subject.stage else None,
            "statements": [self._statement(each) for each in subject.statements],
            "scores": [self._score(each) for each in subject.scores],
        }

    def _statement(self, statement: Statement) -> Json:
        return {
            "state": statement.state.value,
            "property": statement.path,
            "words": self._text(statement.words),
            "note": self._text(statement.note),
            "date": statement.date or None,
            "place": _place(statement.place),
        }

    def _score(self, score: Score) -> Json:
        return {
            "title": self._text(score.titles),
            "what": self._text(score.what),
            "counts": _counts(score),
            "rows": [self._row(each) for each in score.rows],
        }

    def _row(self, row: Row) -> Json:
        parts = [self._part(each) for each in row.parts]
        return {**self._term(row.term), "counts": _counts(row), "parts": parts}

    def _part(self, part: Part) -> Json:
        return {
            **self._term(part.term),
            "answer": part.answer.value,
            "because": [self._term(each) for each in part.because],
            "evidence": part.evidence,
            "place": _place(part.place),
        }

    def finding(self, finding: Finding) -> Json:
        return {
            "rule": finding.rule,
            "title": self._text(finding.titles),
            "severity": finding.severity.value,
            "message": self._speaker.text(finding.messages),
            "remedy": self._text(finding.remedies),
            **self._where(finding.focus, finding.path, finding.words, finding.value),
            "expected": self._text(finding.expected),
            "found": self._text(finding.found),
            "state": self._statement(finding.state) if finding.state else None,
            "place": _place(finding.place),
            "sources": [self.source(each) for each in finding.sources],
            "reasons": [self.reason(each) for each in finding.reasons],
            "shape": finding.shape,
            "component": finding.component,
        }

    def _where(self, focus: Term, path: Path | None, words: Texts, value: Term | None) -> Json:
        return {
            "focus": bare(focus.token),
            "label": self._text(focus.labels),
            "path": str(path) if path else None,
            "pathInWords": self._text(words),
            "value": bare(value.token) if value else None,
            "valueLabel": self._text(value.labels) if value else None,
        }

    def source(self, source: Source) -> Json:
        return {
            "iri": source.iri,
            "work": self._text(source.work),
            "place": self._text(source.place),
            "finder": source.finder or None,
        }

    def reason(self, reason: Reason) -> Json:
        return {
            "branch": reason.branch or None,
            **self._where(reason.focus, reason.path, reason.words, reason.value),
            "message": self._text(reason.messages),
            "component": reason.component,
            "reasons": [self.reason(each) for each in reason.reasons],
        }

    def _not_yet(self, rule: NotYet) -> Json:
        return {
            "rule": rule.rule,
            "title": self._text(rule.titles),
            "cluster": bare(rule.focus.token),
            "when": "later" if rule.later else "past",
            "appliesAt": [self._term(each) for each in rule.stages],
        }

    def _unseen(self, unseen: Unseen) -> Json:
        return {
            "node": bare(unseen.node.token),
            "label": self._text(unseen.node.labels),
            "kinds": [self._term(each) for each in unseen.kinds],
            "place": _place(unseen.place),
        }


def _counts(counted: Score | Row) -> Json:
    return {each.value: counted.count(each) for each in Answer}
