"""The report as text for a terminal: the summary first, then what to mend, the gravest first."""

from __future__ import annotations

import textwrap
from collections.abc import Iterable, Iterator, Sequence

from educluster.reports.grouping import Alike, alike
from educluster.reports.model import (
    Entry,
    Finding,
    NotYet,
    Part,
    Reason,
    Report,
    Severity,
    Subject,
)
from educluster.reports.speaking import Speaker, clean, engine, profile_name, short

_WIDTH = 100
_SHOWN = 5  # nodes of a class that no shape looked at
_SHOWN = 5  # nodes of a class that no shape looked at
_INDENT = "     "


def render(report: Report, language: str) -> bytes:
    """Return the report on one document."""
    return _written(_Teller(language).report(report))


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return the reports under the names of the documents, which may hold bytes that are no text."""
    teller = _Teller(language)
    return b"\n".join(_written(teller.entry(each)) for each in entries)


def paragraph(finding: Finding, language: str) -> str:
    """Return one result, each fact on a line of its own."""
    return clean("\n".join(_Teller(language).finding(finding)))


def reasons(given: Sequence[Reason], language: str) -> Iterator[str]:
    """Yield a line for each reason, those inside it below it, further in."""
    speaker = Speaker(language)
    for reason in given:
        yield f"• {_reason(reason, speaker)}"
        yield from (f"  {line}" for line in reasons(reason.reasons, language))


def _reason(reason: Reason, speaker: Speaker) -> str:
    branch = f"{speaker.words['alternative']} {reason.branch}: " if reason.branch else ""
    value = f"{speaker.words['value']}: {speaker.value(reason.value)}" if reason.value else ""
    where = (speaker.node(reason.focus), speaker.path(reason.path, reason.words), value)
    facts = " · ".join(filter(None, where))
    return branch + " — ".join(filter(None, (speaker.text(reason.messages), facts)))


def _written(lines: Iterable[str]) -> bytes:
    wrapped = (part for line in lines for part in _wrapped(clean(line)))
    return ("\n".join(wrapped) + "\n").encode(errors="surrogateescape")


def _wrapped(line: str) -> list[str]:
    """Return a line as several that fit; what follows the first stands further in."""
    indent = " " * (len(line) - len(line.lstrip()) + 2) if line.startswith(" ") else _INDENT
    return textwrap.wrap(
        line, _WIDTH, subsequent_indent=indent, break_long_words=False, break_on_hyphens=False
    ) or [""]


class _Teller(Speaker):
    """The parts of a report as lines."""

    def entry(self, entry: Entry) -> Iterator[str]:
        yield entry.document
        if entry.report is None:
            yield f"{self.words['not checked']} — {self.words['error']}: {entry.error}"
        else:
            yield from self.report(entry.report)

    def report(self, report: Report) -> Iterator[str]:
        yield self.summary(report)
        yield from self._head(report)
        yield from self._section("notes", [self.text(each) for each in report.notes])
        for severity in Severity:
            yield from self._group(severity, [each for each in report.findings if each.severity is severity])
        yield from self._section("open", [line for each in report.subjects for line in self._open(each)])
        yield from self._section("not yet", [self._not_yet(each) for each in report.not_yet])
        yield from self._section("scores", [line for each in report.subjects for line in self._scores(each)])
        yield from self._section("unseen", list(self._unseen(report)))
        yield from self._section(
            "prefixes", [f"@prefix {p}: <{iri}> ." for p, iri in self.prefixes(report).items()]
        )
        yield ""
        yield from textwrap.wrap(self.notice(report), _WIDTH)

    def _head(self, report: Report) -> Iterator[str]:
        document, words = report.document, self.words
        settings = self.settings(report)
        yield f"{words['profile']}: {profile_name(report)}" + (f", {settings}" if settings else "")
        if report.profile.digest:
            yield f"{words['digest']}: {report.profile.digest}"
        size = f"{document.size} {words['bytes']}"
        yield f"{words['document']}: SHA-256 {document.sha256}, {size}, {document.media_type}"
        yield f"{words['engine']}: {engine(report)}"
        yield f"{words['fail on']}: {words[report.fail_on.value]}"
        for subject in report.subjects:
            stage = self.name(subject.stage) if subject.stage else words["no stage"]
            yield f"{words['cluster']}: {self.node(subject.focus)} — {words['stage']}: {stage}"

    def _section(self, heading: str, lines: Sequence[str]) -> Iterator[str]:
        if lines:
            yield ""
            yield self.words[heading].upper()
            yield from lines

    def _group(self, severity: Severity, findings: Sequence[Finding]) -> Iterator[str]:
        if findings:
            yield ""
            yield f"{self.severities(severity).upper()}: {len(findings)}"
        for each in alike(enumerate(findings)):
            yield ""
            yield from self._alike(each) if len(each.findings) > 1 else self.finding(each.first)

    def finding(self, finding: Finding) -> Iterator[str]:
        yield f"{finding.rule}  {self.words[finding.severity.value]}: {self.text(finding.messages)}"
        yield from self._place(finding)
        yield from self._mending(finding)

    def _alike(self, group: Alike) -> Iterator[str]:
        """Yield what several results of one constraint say, what they share once."""
        first, message = group.first, self.text(group.message)
        title = f"{self.text(first.titles)} ({len(group.findings)})"
        yield f"{first.rule}  {self.words[first.severity.value]}: {message or title}"
        for finding in group.findings:
            told = self._place(finding)
            yield f"{_INDENT}- {(next(told) if message else self.text(finding.messages)).strip()}"
            yield from (f"  {line}" for line in told)
        yield from self._mending(first)

    def _place(self, finding: Finding) -> Iterator[str]:
        for word, text in self._facts(finding).items():
            if text:
                yield f"{_INDENT}{self.words[word]}: {text}"
        if finding.reasons:
            yield f"{_INDENT}{self.words['reasons']}:"
            yield from (f"{_INDENT}  {line}" for line in reasons(finding.reasons, self.language))

    def _mending(self, finding: Finding) -> Iterator[str]:
        if remedy := self.text(finding.remedies):
            yield f"{_INDENT}→ {remedy}"
        for source in finding.sources:
            told = self.source_with_address(source, short(f"<{source.iri}>"))
            yield f"{_INDENT}{self.words['sources']}: {told}"

    def _facts(self, finding: Finding) -> dict[str, str]:
        return {
            "where": self.where(finding),
            "value": self.value(finding.value),
            "expected": self.text(finding.expected),
            "found": self.text(finding.found),
            "state": self.statement(finding.state) if finding.state else "",
        }

    def _open(self, subject: Subject) -> Iterator[str]:
        for each in subject.statements:
            words = self.text(each.words) or each.path
            yield f"{self.name(subject.focus)} · {words} — {self.statement(each)}"

    def _not_yet(self, rule: NotYet) -> str:
        when = self.words["later" if rule.later else "past"]
        stages = ", ".join(map(self.name, rule.stages))
        return f"{rule.rule}  {when}: {self.text(rule.titles)} ({self.words['applies at'].lower()}: {stages})"

    def _scores(self, subject: Subject) -> Iterator[str]:
        for score in subject.scores:
            yield f"{self.name(subject.focus)} · {self.text(score.titles)} — {self.counts(score)}"
            for row in score.rows:
                yield f"  {self.name(row.term)}"
                yield from (f"    {self._part(each)}" for each in row.parts)
        if subject.scores:
            yield self.words["silence"]

    def _part(self, part: Part) -> str:
        told = [", ".join(map(self.node, part.because)), self.place(part.place)]
        if part.evidence:
            told.append(f"{self.words['evidence'].lower()}: {part.evidence}")
        because = "; ".join(filter(None, told))
        answer = f"{self.name(part.term)} — {self.words[part.answer.value]}"
        return f"{answer} ({because})" if because else answer

    def _unseen(self, report: Report) -> Iterator[str]:
        for kinds, nodes in self.unseen_by_kind(report):
            shown = [
                ", ".join(filter(None, (self.name(each.node), self.place(each.place)))) for each in nodes
            ]
            more = [] if len(shown) <= _SHOWN else ["…"]
            yield f"{kinds}: {len(nodes)} ({'; '.join([*shown[:_SHOWN], *more])})"
