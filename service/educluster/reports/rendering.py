"""The report in the formats that are offered."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator

import pyoxigraph

from educluster import names
from educluster.reports.model import Finding, NotYet, Report, Subject, Texts
from educluster.reports.words import WORDS


def render(report: Report, media_type: str, language: str) -> bytes:
    """Return the report as JSON, as text, or as RDF in a format that the serialiser knows.

    Texts are in `language`, or in English where there is no translation; RDF holds all languages.
    """
    if media_type == "application/json":
        return _json(report, language)
    if media_type == "text/plain":
        return _text(report, language)
    return _rdf(report, media_type)


def _said(texts: Texts, language: str) -> str:
    return texts.get(language) or texts.get("en") or next(iter(texts.values()), "")


def _summary(report: Report, language: str) -> str:
    words = WORDS[language]
    counts = "; ".join(f"{words[each.value + 's']}: {count}" for each, count in report.counts.items())
    return f"{words[report.verdict.value]} — {counts}."


def _json(report: Report, language: str) -> bytes:
    value = {
        "verdict": report.verdict.value,
        "summary": _summary(report, language),
        "failOn": report.fail_on.value,
        "profile": {
            "iri": report.profile.iri,
            "name": report.profile.name,
            "version": report.profile.version,
        },
        "engine": report.engine,
        "language": language,
        "counts": {each.value: count for each, count in report.counts.items()},
        "clusters": [{"cluster": _plain(each.focus), "stage": each.stage} for each in report.subjects],
        "results": [_finding(each, language) for each in report.findings],
        "notYet": [_not_yet(each, language) for each in report.not_yet],
    }
    return (json.dumps(value, ensure_ascii=False, indent=2) + "\n").encode()


def _finding(finding: Finding, language: str) -> dict[str, object]:
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "message": _said(finding.messages, language),
        "remedy": _said(finding.remedies, language) or None,
        "focus": _plain(finding.focus),
        "path": str(finding.path) if finding.path else None,
        "value": finding.value,
        "line": finding.line,
        "sources": list(finding.sources),
        "shape": finding.shape,
        "component": finding.component,
    }


def _not_yet(rule: NotYet, language: str) -> dict[str, object]:
    return {
        "rule": rule.rule,
        "title": _said(rule.titles, language),
        "cluster": _plain(rule.focus),
        "appliesAt": list(rule.stages),
    }


def _plain(token: str) -> str:
    """Return an IRI without its brackets; other terms as they are."""
    return token[1:-1] if token.startswith("<") and not token.startswith("<<") else token


def _text(report: Report, language: str) -> bytes:
    words = WORDS[language]
    profile = f"{report.profile.name} {report.profile.version}".strip()
    lines = [_summary(report, language), f"{words['profile']}: {profile}"]
    lines += [_subject(each, language) for each in report.subjects]
    for finding in report.findings:
        lines += ["", *_paragraph(finding, language)]
    for rule in report.not_yet:
        lines += ["", f"{rule.rule}  {words['not yet']}: {_said(rule.titles, language)}"]
    return ("\n".join(lines) + "\n").encode()


def _subject(subject: Subject, language: str) -> str:
    words = WORDS[language]
    stage = names.shorten(subject.stage) if subject.stage else words["no stage"]
    return f"{words['cluster']}: {_plain(subject.focus)} ({stage})"


def _paragraph(finding: Finding, language: str) -> Iterator[str]:
    words = WORDS[language]
    where = f"{words['line']} {finding.line}, " if finding.line else ""
    yield f"{finding.rule}  {words[finding.severity.value]}: {_said(finding.messages, language)}"
    yield f"     {where}{_plain(finding.focus)}" + (f"  {finding.path}" if finding.path else "")
    if finding.value:
        yield f"     {words['value']}: {finding.value}"
    if remedy := _said(finding.remedies, language):
        yield f"     → {remedy}"
    if finding.sources:
        yield f"     {words['rests on']}: {', '.join(names.shorten(source) for source in finding.sources)}"


def _rdf(report: Report, media_type: str) -> bytes:
    quads = pyoxigraph.parse(
        input="\n".join(_lines(report)).encode(),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
        rename_blank_nodes=False,
    )
    triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    kind = pyoxigraph.RdfFormat.from_media_type(media_type)
    data = pyoxigraph.serialize(triples, format=kind, prefixes=dict(names.PREFIXES))
    return data or b""


def _lines(report: Report) -> Iterator[str]:
    """Yield the SHACL report as N-Triples, the verdict beside sh:conforms.  Source: SHACL, section 3.6.1."""
    numbers = itertools.count(1)
    yield f"_:report <{names.RDF}type> <{names.SH}ValidationReport> ."
    yield f'_:report <{names.SH}conforms> "{str(not report.findings).lower()}"^^<{names.XSD}boolean> .'
    yield f"_:report <{names.ECS}verdict> {json.dumps(report.verdict.value)} ."
    yield f"_:report <{names.ECS}failOn> <{report.fail_on.iri}> ."
    yield f"_:report <{names.DCTERMS}conformsTo> <{report.profile.iri}> ."
    for number, finding in enumerate(report.findings, 1):
        yield f"_:report <{names.SH}result> _:result{number} ."
        yield from _result(f"_:result{number}", finding, numbers)


def _result(node: str, finding: Finding, numbers: Iterator[int]) -> Iterator[str]:
    yield f"{node} <{names.RDF}type> <{names.SH}ValidationResult> ."
    yield f"{node} <{names.SH}focusNode> {finding.focus} ."
    if finding.path:
        path, lines = finding.path.triples(lambda: f"_:path{next(numbers)}")
        yield f"{node} <{names.SH}resultPath> {path} ."
        yield from lines
    if finding.value:
        yield f"{node} <{names.SH}value> {finding.value} ."
    yield f"{node} <{names.SH}resultSeverity> <{finding.severity.iri}> ."
    yield f"{node} <{names.SH}sourceConstraintComponent> <{finding.component}> ."
    yield f"{node} <{names.SH}sourceShape> {_node(finding.shape)} ."
    for language, message in sorted(finding.messages.items()):
        yield f"{node} <{names.SH}resultMessage> {_literal(message, language)} ."
    for source in finding.sources:
        yield f"{node} <{names.DCTERMS}source> <{source}> ."


def _node(iri: str) -> str:
    return iri if iri.startswith("_:") else f"<{iri}>"


def _literal(text: str, language: str) -> str:
    return str(pyoxigraph.Literal(text, language=language or None))
