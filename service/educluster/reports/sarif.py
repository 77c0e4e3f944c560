"""The report as SARIF, which code hosts and editors show at the line.  Source: SARIF 2.1.0 (OASIS)."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from urllib.parse import quote

from educluster import names
from educluster.reports.model import Entry, Finding, Report, Severity
from educluster.reports.speaking import Speaker, bare, is_own, profile_name
from educluster.reports.structure import reasons, sources

_SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
_LEVELS = {Severity.VIOLATION: "error", Severity.WARNING: "warning", Severity.INFO: "note"}
_ABOUT = "https://w3id.org/educluster/"
Json = Mapping[str, object]


def render(report: Report, language: str) -> bytes:
    """Return a log of one run; the document has no name in it."""
    return _log([_Run(language).of(report, "")])


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return a log with a run for each document; a run that failed has no results, and says why."""
    run = _Run(language)
    return _log([run.of(each.report, each.document) if each.report else run.failed(each) for each in entries])


def _log(runs: list[Json]) -> bytes:
    log = {"$schema": _SCHEMA, "version": "2.1.0", "runs": runs}
    return (json.dumps(log, ensure_ascii=False, indent=2) + "\n").encode()


class _Run:
    """What a run consists of, in one language."""

    def __init__(self, language: str) -> None:
        self._language = language
        self._speaker = Speaker(language)

    def of(self, report: Report, document: str) -> Json:
        rules = {each.rule: each for each in reversed(report.findings)}
        ordered = sorted(rules)
        told = [self._rule(rules[each], is_own(report)) for each in ordered]
        return {
            "tool": {"driver": _driver(report.version) | {"rules": told}},
            "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": self._notes(report)}],
            "artifacts": [_artifact(report, document)],
            "language": self._language,
            "columnKind": "unicodeCodePoints",
            "results": [self._result(each, ordered.index(each.rule), document) for each in report.findings],
            "properties": self._properties(report),
        }

    def _notes(self, report: Report) -> list[Json]:
        return [{"level": "note", "message": {"text": self._speaker.text(each)}} for each in report.notes]

    def failed(self, entry: Entry) -> Json:
        notification = {
            "level": "error",
            "message": {"text": entry.error or self._speaker.words["not checked"]},
            "locations": [{"physicalLocation": {"artifactLocation": _location(entry.document)}}],
        }
        invocation = {"executionSuccessful": False, "toolExecutionNotifications": [notification]}
        driver = _driver("") | {"rules": []}
        return {"tool": {"driver": driver}, "language": self._language, "invocations": [invocation]}

    def _rule(self, finding: Finding, own: bool) -> Json:
        title = self._speaker.text(finding.titles) or finding.rule
        remedy = self._speaker.text(finding.remedies)
        address = _help(finding, own)
        return {
            "id": finding.rule,
            "shortDescription": {"text": title},
            **({"help": {"text": remedy}} if remedy else {}),
            **({"helpUri": address} if address else {}),
        }

    def _result(self, finding: Finding, rule: int, document: str) -> Json:
        message = self._speaker.text(finding.messages) or self._speaker.text(finding.titles) or finding.rule
        return {
            "ruleId": finding.rule,
            "ruleIndex": rule,
            "level": _LEVELS[finding.severity],
            "message": {"text": message},
            "locations": [self._where(finding, document)],
            "partialFingerprints": {"educluster/v1": _fingerprint(finding)},
            "properties": self._told(finding),
        }

    def _where(self, finding: Finding, document: str) -> Json:
        """Return the line where it is known, else the node and what leads to it in JSON or XML."""
        file: dict[str, object] = {"artifactLocation": {**_location(document), "index": 0}}
        place = finding.place
        if place.line is not None:
            column = {"startColumn": place.column} if place.column is not None else {}
            return {"physicalLocation": file | {"region": {"startLine": place.line, **column}}}
        node = {"fullyQualifiedName": bare(finding.focus.token), "name": self._speaker.name(finding.focus)}
        pointed = {"value": place.pointer, "element": place.element}
        inside = [{"fullyQualifiedName": at, "kind": kind} for kind, at in pointed.items() if at is not None]
        return {"physicalLocation": file, "logicalLocations": [node, *inside]}

    def _told(self, finding: Finding) -> Json:
        text = self._speaker.text
        return {
            "focus": bare(finding.focus.token),
            "path": str(finding.path) if finding.path else None,
            "pathInWords": text(finding.words) or None,
            "value": bare(finding.value.token) if finding.value else None,
            "expected": text(finding.expected) or None,
            "found": text(finding.found) or None,
            "state": finding.state.state.value if finding.state else None,
            "remedy": text(finding.remedies) or None,
            "sources": sources(finding.sources, self._language),
            "reasons": reasons(finding.reasons, self._language),
        }

    def _properties(self, report: Report) -> Json:
        return {
            "verdict": report.verdict.value,
            "summary": self._speaker.summary(report),
            "notice": self._speaker.notice(report),
            "failOn": report.fail_on.value,
            "profile": profile_name(report),
            "profileDigest": report.profile.digest,
            "settings": dict(sorted(report.profile.settings.items())),
            "sha256": report.document.sha256,
            "engine": report.engine,
        }


def _driver(version: str) -> dict[str, object]:
    return {
        "name": "educluster",
        **({"version": version} if version else {}),
        "informationUri": _ABOUT,
    }


def _artifact(report: Report, document: str) -> Json:
    return {
        "location": _location(document),
        "length": report.document.size,
        "mimeType": report.document.media_type,
        "hashes": {"sha-256": report.document.sha256},
    }


def _location(document: str) -> dict[str, object]:
    """Return a file's name as a relative reference, or as it is where it is absolute.

    Source: SARIF 2.1.0, section 3.4.3.
    """
    if not document:
        return {"description": {"text": "the document that was sent"}}
    path = quote(document.encode(errors="surrogateescape"))
    return {"uri": f"file://{path}" if path.startswith("/") else path}


def _help(finding: Finding, own: bool) -> str:
    """Return the address of the rule; that of the shape where it is a user's own and has one."""
    if not own and finding.shape.startswith(names.ECS):
        return names.ECS + quote(finding.rule)
    return finding.shape if finding.shape.startswith(("https://", "http://")) else ""


def _fingerprint(finding: Finding) -> str:
    """Return what stays the same while lines move: a digest of the rule, the node, the path and the value."""
    value = finding.value.token if finding.value else ""
    told = json.dumps([finding.rule, finding.focus.token, str(finding.path or ""), value])
    return hashlib.sha256(told.encode()).hexdigest()
