"""The SHACL report as RDF, in every language at once; what SHACL has no term for stands under ecs:."""

from __future__ import annotations

import itertools
from collections.abc import Iterator

import pyoxigraph

from educluster import names
from educluster.graphs import Path
from educluster.names import ECS, RDF, SH, XSD
from educluster.reports.model import Finding, Place, Reason, Report, Source, Texts
from educluster.reports.speaking import is_own
from educluster.reports.words import WORDS


def render(report: Report, media_type: str) -> bytes:
    """Return the report in a format that the serialiser knows.  Source: SHACL, section 3.6."""
    quads = pyoxigraph.parse(
        input="\n".join(_Writer(report).lines()).encode(),
        format=pyoxigraph.RdfFormat.N_TRIPLES,
        rename_blank_nodes=False,
    )
    triples = (pyoxigraph.Triple(quad.subject, quad.predicate, quad.object) for quad in quads)
    kind = pyoxigraph.RdfFormat.from_media_type(media_type)
    data = pyoxigraph.serialize(triples, format=kind, prefixes=dict(names.PREFIXES))
    return data or b""


class _Writer:
    """Lines of N-Triples, with names for blank nodes that the document has not."""

    def __init__(self, report: Report) -> None:
        self._report = report
        self._own = _unused(report)
        self._numbers = itertools.count(1)

    def lines(self) -> Iterator[str]:
        root = f"_:{self._own}report"
        yield from self._head(root)
        for finding in self._report.findings:
            node = self._fresh("result")
            yield f"{root} <{SH}result> {node} ."
            yield from self._result(node, finding)

    def _head(self, root: str) -> Iterator[str]:
        """Yield the verdict beside sh:conforms, which any result makes false; then what was checked, how."""
        report = self._report
        yield f"{root} <{RDF}type> <{SH}ValidationReport> ."
        yield f'{root} <{SH}conforms> "{str(not report.findings).lower()}"^^<{XSD}boolean> .'
        yield f"{root} <{ECS}failOn> <{report.fail_on.iri}> ."
        if report.profile.iri:
            yield f"{root} <{names.DCTERMS}conformsTo> <{report.profile.iri}> ."
        yield f'{root} <{ECS}documentSize> "{report.document.size}"^^<{XSD}integer> .'
        for name, value in _facts(report).items():
            if value:
                yield f"{root} <{ECS}{name}> {_literal(value)} ."
        for name, value in sorted(report.profile.settings.items()):
            yield f"{root} <{ECS}setting> {_literal(f'{name}={value}')} ."
        notice = "notice own" if is_own(report) else "notice"
        notices = {language: words[notice] for language, words in WORDS.items()}
        yield from _texts(root, f"{names.RDFS}comment", notices)

    def _fresh(self, kind: str) -> str:
        return f"_:{self._own}{kind}{next(self._numbers)}"

    def _result(self, node: str, finding: Finding) -> Iterator[str]:
        yield from self._common(node, finding)
        yield f"{node} <{SH}resultSeverity> <{finding.severity.iri}> ."
        yield f"{node} <{SH}sourceShape> {_node(finding.shape)} ."
        yield from _texts(node, f"{ECS}remedy", finding.remedies)
        yield from _texts(node, f"{ECS}expected", finding.expected)
        yield from _texts(node, f"{ECS}found", finding.found)
        yield from _place(node, finding.place)
        for source in finding.sources:
            yield from _source(node, source)
        yield from self._details(node, finding.severity.iri, finding.reasons)

    def _common(self, node: str, result: Finding | Reason) -> Iterator[str]:
        yield f"{node} <{RDF}type> <{SH}ValidationResult> ."
        yield f"{node} <{SH}focusNode> {result.focus.token} ."
        if result.path:
            yield from self._path(node, result.path)
        if result.value:
            yield f"{node} <{SH}value> {result.value.token} ."
        yield f"{node} <{SH}sourceConstraintComponent> <{result.component}> ."
        yield from _texts(node, f"{SH}resultMessage", result.messages)

    def _path(self, node: str, path: Path) -> Iterator[str]:
        head, lines = path.triples(lambda: self._fresh("path"))
        yield f"{node} <{SH}resultPath> {head} ."
        yield from lines

    def _details(self, node: str, severity: str, reasons: tuple[Reason, ...]) -> Iterator[str]:
        """Yield the reasons of a result as results of their own.  Source: SHACL, section 3.6.2.6."""
        for reason in reasons:
            detail = self._fresh("detail")
            yield f"{node} <{SH}detail> {detail} ."
            yield from self._common(detail, reason)
            yield f"{detail} <{SH}resultSeverity> <{severity}> ."
            if reason.branch:
                yield f'{detail} <{ECS}branch> "{reason.branch}"^^<{XSD}integer> .'
            yield from self._details(detail, severity, reason.reasons)


def _unused(report: Report) -> str:
    """Return what no blank node of the document begins with."""
    terms = "\n".join(_terms(report))
    return next(own for own in ("own" * n for n in itertools.count()) if f"_:{own}" not in terms)


def _terms(report: Report) -> Iterator[str]:
    for finding in report.findings:
        yield finding.shape
        yield from _of_result(finding)


def _of_result(result: Finding | Reason) -> Iterator[str]:
    yield result.focus.token
    if result.value:
        yield result.value.token
    for reason in result.reasons:
        yield from _of_result(reason)


def _facts(report: Report) -> dict[str, str]:
    return {
        "verdict": report.verdict.value,
        "documentDigest": report.document.sha256,
        "documentType": report.document.media_type,
        "profileVersion": report.profile.version,
        "profileDigest": report.profile.digest,
        "engine": report.engine,
        "serviceVersion": report.version,
    }


def _place(node: str, place: Place) -> Iterator[str]:
    for name, number in (("line", place.line), ("column", place.column)):
        if number is not None:
            yield f'{node} <{ECS}{name}> "{number}"^^<{XSD}integer> .'
    for name, text in (("pointer", place.pointer), ("element", place.element)):
        if text is not None:
            yield f"{node} <{ECS}{name}> {_literal(text)} ."


def _source(node: str, source: Source) -> Iterator[str]:
    if source.iri:
        yield f"{node} <{names.DCTERMS}source> <{source.iri}> ."


def _texts(node: str, predicate: str, texts: Texts) -> Iterator[str]:
    for language, text in sorted(texts.items()):
        yield f"{node} <{predicate}> {_literal(text, language)} ."


def _node(iri: str) -> str:
    return iri if iri.startswith("_:") else f"<{iri}>"


def _literal(text: str, language: str = "") -> str:
    return str(pyoxigraph.Literal(text, language=language or None))
