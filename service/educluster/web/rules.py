"""/profiles and /rules: which rule sets there are, who owns them, each rule with its source and examples."""

from __future__ import annotations

import re
from dataclasses import dataclass

from flask import Blueprint, Response, jsonify, render_template, request
from werkzeug.exceptions import NotFound

from educluster import artifacts, formats, names
from educluster.errors import BadParameter
from educluster.formats import Format
from educluster.reports import Source
from educluster.reports.model import Texts, in_language
from educluster.rulebook import Profile, Rule, book, lexicon
from educluster.web.frame import known_only, language

pages = Blueprint("rules", __name__)

_PUT_IN = re.compile(r"\{[$?]\w+\}")
_STAGES = ("formation", "emergence", "development", "maturity", "decline", "ended")


@dataclass(frozen=True)
class _Example:
    """A description, or what is changed in one, that a rule passes or fails."""

    name: str
    text: str


@pages.get("/profiles")
def profiles() -> Response:
    """List the profiles."""
    known_only()
    found = [book().profile(name) for name in book().names]
    if _format((formats.HTML, formats.JSON)) is formats.JSON:
        return jsonify([_profile(each) for each in found])
    return _page(
        "profiles.html", profiles=found, versions={each.name: book().versions(each.name) for each in found}
    )


@pages.get("/profiles/<name>")
def profile(name: str) -> Response:
    """Show a profile: its provenance, versions, thresholds, and its rules; or give its shapes."""
    known_only()
    found = _known(name)
    written_in = _format(formats.PAGES)
    if written_in is formats.JSON:
        return jsonify({**_profile(found), "rules": [_rule(each) for each in found.rules]})
    if written_in is formats.TURTLE:
        return Response(book().export(name), content_type=formats.TURTLE.content_type)
    sources = [lexicon().source(each) for each in found.sources]
    return _page(
        "profile.html",
        profile=found,
        versions=book().versions(found.name),
        sources=sources,
        owner=lexicon().called(found.owner),
    )


@pages.get("/rules")
def rules() -> Response:
    """List all rules, each once."""
    known_only()
    if _format((formats.HTML, formats.JSON)) is formats.JSON:
        return jsonify({name: [_rule(each) for each in found] for name, found in _by_name().items()})
    return _page("rules.html", rules=_by_name(), profiles=[book().profile(name) for name in book().names])


@pages.get("/rules/<name>")
def rule(name: str) -> Response:
    """Show a rule: what it asks, how severely, why, and what passes and fails it."""
    known_only()
    constraints = _by_name().get(name)
    if constraints is None:
        raise NotFound(f"there is no rule «{name}»; /rules lists those there are")
    if _format((formats.HTML, formats.JSON)) is formats.JSON:
        return jsonify([_rule(each) for each in constraints])
    return _page(
        "rule.html",
        name=name,
        constraints=constraints,
        with_gaps=_with_gaps,
        severities={each.shape: _severities(each) for each in constraints},
        sources={each.shape: [lexicon().source(iri) for iri in each.sources] for each in constraints},
        examples={each.shape: (_examples(each.passing), _examples(each.failing)) for each in constraints},
        stage_names=[_said(lexicon().called(names.ECR + f"stage-{stage}")) for stage in _STAGES],
    )


def _format(offered: tuple[Format, ...]) -> Format:
    return formats.choose(request.headers.get("Accept", ""), offered)


def _page(template: str, **shown: object) -> Response:
    return Response(render_template(template, said=_said, **shown), content_type=formats.HTML.content_type)


def _said(texts: Texts) -> str:
    """Return a text in the language of the page, else in English."""
    return in_language(texts, language())


def _with_gaps(texts: Texts) -> str:
    """Return what a rule says, with a gap where a report puts what it found."""
    return _PUT_IN.sub("…", _said(texts))


def _known(name: str) -> Profile:
    try:
        return book().profile(name)
    except BadParameter as error:
        raise NotFound(str(error)) from error


def _by_name() -> dict[str, list[Rule]]:
    """Return the constraints of each rule, of the profile that owns it."""
    found: dict[str, list[Rule]] = {}
    for name in book().names:
        for each in book().profile(name).own:
            found.setdefault(each.name, []).append(each)
    return found


def _severities(rule: Rule) -> dict[str, list[str]]:
    """Return, for each profile that has a rule, its severity at each stage; nothing where it is not asked."""
    found = {}
    for name in book().names:
        for each in book().profile(name).rules:
            if each.shape == rule.shape:
                found[name] = [_severity(each, stage) for stage in _STAGES]
    return found


def _severity(rule: Rule, stage: str) -> str:
    iri = f"{names.ECR}stage-{stage}"
    return rule.severity_at(iri).value if rule.applies_at(iri) else ""


def _examples(listed: tuple[str, ...]) -> list[_Example]:
    """Return the examples of a rule; one that is a folder, of several descriptions, as its files."""
    folder = artifacts.examples()
    files = [file for name in listed for file in (sorted((folder / name).glob("*")) or [folder / name])]
    return [_Example(file.relative_to(folder).as_posix(), file.read_text(encoding="utf-8")) for file in files]


def _profile(profile: Profile) -> dict[str, object]:
    return {
        "name": profile.name,
        "version": profile.version,
        "versions": book().versions(profile.name),
        "iri": profile.iri,
        "title": _said(profile.titles),
        "description": _said(profile.descriptions),
        "owner": profile.owner,
        "license": profile.licence,
        "issued": profile.issued,
        "sources": list(profile.sources),
        "buildsOn": list(profile.builds_on),
        "changes": [_said(each) for each in profile.changes],
        "thresholds": {each.name: each.value for each in profile.parameters},
        "constraints": len(profile.rules),
    }


def _rule(rule: Rule) -> dict[str, object]:
    return {
        "rule": rule.name,
        "shape": rule.shape,
        "profile": rule.profile,
        "title": _said(rule.titles),
        "severity": rule.severity.value,
        "severityAt": {stage: severity.value for stage, severity in rule.softer.items()},
        "appliesAt": list(rule.stages),
        "message": _said(rule.messages),
        "remedy": _said(rule.remedies),
        "path": str(rule.path) if rule.path else None,
        "sources": [_source(lexicon().source(each)) for each in rule.sources],
        "passing": list(rule.passing),
        "failing": list(rule.failing),
    }


def _source(source: Source) -> dict[str, str]:
    return {
        "iri": source.iri,
        "work": _said(source.work),
        "place": _said(source.place),
        "finder": source.finder,
    }
