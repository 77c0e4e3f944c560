"""The report as JUnit XML, which build servers show: a suite for a document, a case for a rule and a node."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from xml.etree import ElementTree
from xml.etree.ElementTree import Element, SubElement

from educluster.reports.model import Entry, Finding, NotYet, Report, Severity
from educluster.reports.plain import paragraph
from educluster.reports.speaking import Speaker, bare, clean, file_name, profile_name


def render(report: Report, language: str) -> bytes:
    """Return the suite of one document, which is named by its SHA-256."""
    return render_all([Entry(f"sha256:{report.document.sha256}", report)], language)


def render_all(entries: Sequence[Entry], language: str) -> bytes:
    """Return a suite for each document; one that has no report has a case that is an error."""
    speaker = Speaker(language)
    root = Element("testsuites", name="educluster")
    for entry in entries:
        suite = SubElement(root, "testsuite", name=file_name(entry))
        if entry.report is None:
            _error(suite, entry, speaker)
        else:
            _suite(suite, entry.report, speaker)
        _count(suite)
    for name in ("tests", "failures", "errors"):
        root.set(name, str(sum(int(suite.get(name, "0")) for suite in root)))
    ElementTree.indent(root)
    return (
        b'<?xml version="1.0" encoding="UTF-8"?>\n' + ElementTree.tostring(root, "unicode").encode() + b"\n"
    )


def _count(suite: Element) -> None:
    for name, part in (("failures", "failure"), ("errors", "error"), ("skipped", "skipped")):
        suite.set(name, str(sum(case.find(part) is not None for case in suite.findall("testcase"))))
    suite.set("tests", str(len(suite.findall("testcase"))))


def _error(suite: Element, entry: Entry, speaker: Speaker) -> None:
    case = SubElement(suite, "testcase", name=speaker.words["not checked"], classname="educluster")
    SubElement(case, "error", type="not-checked", message=clean(entry.error))


def _suite(suite: Element, report: Report, speaker: Speaker) -> None:
    _properties(suite, report)
    cases = sorted(report.findings, key=_case)
    for (rule, focus), findings in groupby(cases, key=_case):
        case = SubElement(suite, "testcase", name=f"{rule} {focus}", classname=_class(report))
        _told(case, list(findings), report.fail_on, speaker)
    for each in report.not_yet:
        _skipped(suite, report, each, speaker)
    if suite.find("testcase") is None:  # to some build servers a suite without cases is a failure
        SubElement(suite, "testcase", name=speaker.words[report.verdict.value], classname=_class(report))
    out = SubElement(suite, "system-out")
    notes = [clean(speaker.text(each)) for each in report.notes]
    out.text = "\n".join([speaker.summary(report), *notes, speaker.notice(report)])


def _properties(suite: Element, report: Report) -> None:
    facts = {
        "verdict": report.verdict.value,
        "failOn": report.fail_on.value,
        "profile": profile_name(report),
        "profileDigest": report.profile.digest,
        "sha256": report.document.sha256,
        "engine": report.engine,
        "educluster": report.version,
    }
    settings = {f"setting.{name}": value for name, value in sorted(report.profile.settings.items())}
    properties = SubElement(suite, "properties")
    for name, value in (facts | settings).items():
        SubElement(properties, "property", name=clean(name), value=clean(value))


def _case(finding: Finding) -> tuple[str, str]:
    return clean(finding.rule), clean(bare(finding.focus.token))


def _class(report: Report) -> str:
    """Return the class of a case: a dot in it would begin another package."""
    return clean(f"educluster.{report.profile.name.replace('.', '-')}")


def _told(case: Element, findings: list[Finding], fail_on: Severity, speaker: Speaker) -> None:
    """Put what reaches the line into one failure, as readers show but the first; the rest beside it."""
    failing = [each for each in findings if each.severity.reaches(fail_on)]
    rest = [each for each in findings if not each.severity.reaches(fail_on)]
    if failing:
        worst = min(failing, key=lambda each: list(Severity).index(each.severity))
        message = clean(speaker.text(worst.messages))
        failure = SubElement(case, "failure", type=worst.severity.value, message=message)
        failure.text = _paragraphs(failing, speaker)
    if rest:
        SubElement(case, "system-out").text = _paragraphs(rest, speaker)


def _paragraphs(findings: list[Finding], speaker: Speaker) -> str:
    return "\n\n".join(paragraph(each, speaker.language) for each in findings)


def _skipped(suite: Element, report: Report, rule: NotYet, speaker: Speaker) -> None:
    name = clean(f"{rule.rule} {bare(rule.focus.token)}")
    case = SubElement(suite, "testcase", name=name, classname=_class(report))
    when = speaker.words["later" if rule.later else "past"]
    SubElement(case, "skipped", message=clean(f"{when}: {speaker.text(rule.titles)}"))
