"""Read a profile from the triples of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

import pyoxigraph

from educluster.documents import Term
from educluster.names import DCTERMS, ECS, OWL, RDF, SH, SKOS, XSD
from educluster.reports import Severity
from educluster.reports.model import Texts
from educluster.rulebook.graph import Triples, iri, text
from educluster.rulebook.model import Parameter, Profile, Rule, Scored

_SEVERITIES = {each.iri: each for each in Severity}
_VERSION = re.compile(r"([0-9.]+): ")


def node(triples: Triples) -> Term:
    """Return the node of the one profile that a file describes."""
    return triples.subjects(RDF + "type", iri(ECS + "Profile"))[0]


def profile(own: Triples, whole: Triples, below: Iterable[Profile]) -> Profile:
    """Return the profile of a file; `whole` has what it builds on as well, `below` are those profiles."""
    at = node(own)
    inherited = {rule.shape: rule for each in below for rule in each.rules}
    rules = _overridden(own, at, inherited) | {rule.shape: rule for rule in _rules(own, at)}
    parameters = {each.name: each for one in below for each in one.parameters}
    return Profile(
        iri=text(at),
        name=own.value(at, DCTERMS + "identifier"),
        version=own.value(at, OWL + "versionInfo"),
        titles=own.texts(at, DCTERMS + "title"),
        descriptions=own.texts(at, DCTERMS + "description"),
        owner=own.value(at, DCTERMS + "creator"),
        licence=own.value(at, DCTERMS + "license"),
        issued=own.value(at, DCTERMS + "issued"),
        sources=own.values(at, DCTERMS + "source"),
        changes=tuple(_changes(own, at)),
        builds_on=own.values(at, ECS + "buildsOn"),
        rules=tuple(sorted(rules.values(), key=lambda rule: by_number(rule.shape))),
        parameters=tuple({**parameters, **{each.name: each for each in _parameters(own, whole)}}.values()),
        scores=tuple(each for one in below for each in one.scores) + tuple(_scores(own, at)),
    )


def by_number(shape: str) -> list[tuple[int, str]]:
    """Return what sorts S9 before S10, and S19 before S19-absent."""
    return [(int(part), "") if part.isdecimal() else (0, part) for part in re.split(r"([0-9]+)", last(shape))]


def numbers(version: str) -> list[int]:
    """Return what sorts 0.9.0 before 0.10.0."""
    return [int(part) for part in version.split(".") if part]


def last(shape: str) -> str:
    """Return the last part of a shape's IRI; a blank node's token as it is."""
    return re.split(r"[/#]", shape)[-1] or shape


def rule(triples: Triples, shape: Term, profile_name: str = "") -> Rule:
    """Return what a shape says about its rule."""
    path = triples.one(shape, SH + "path")
    return Rule(
        name=last(text(triples.one(shape, ECS + "rule") or shape)),
        shape=text(shape),
        profile=profile_name,
        severity=severity(triples.one(shape, SH + "severity")),
        softer=dict(_softer(triples, shape)),
        stages=triples.values(shape, ECS + "appliesAt"),
        titles=triples.texts(shape, SH + "name"),
        messages=triples.texts(shape, SH + "message"),
        remedies=triples.texts(shape, ECS + "remedy"),
        sources=triples.values(shape, DCTERMS + "source"),
        path=triples.path(path) if path is not None else None,
        passing=triples.values(shape, ECS + "passingExample"),
        failing=triples.values(shape, ECS + "failingExample"),
        query=triples.value(shape, SH + "select"),
    )


def severity(term: Term | None) -> Severity:
    """Return the severity; none given means violation.  Source: SHACL, section 2.1.4."""
    return _SEVERITIES.get(text(term), Severity.VIOLATION)


def _rules(own: Triples, at: Term) -> Iterator[Rule]:
    """Yield the rules of a file: each shape of the profile that has a message."""
    name = own.value(at, DCTERMS + "identifier")
    for shape in own.subjects(ECS + "profile", at):
        if own.objects(shape, SH + "message"):
            yield rule(own, shape, name)


def _softer(triples: Triples, shape: Term) -> Iterator[tuple[str, Severity]]:
    for each in triples.objects(shape, ECS + "severityAt"):
        yield triples.value(each, ECS + "stage"), severity(triples.one(each, SH + "severity"))


def _overridden(own: Triples, at: Term, inherited: dict[str, Rule]) -> dict[str, Rule]:
    """Return the rules of the profiles below, with the severities that this one gives them at every stage."""
    changed = dict(inherited)
    for each in own.objects(at, ECS + "overrides"):
        shape = own.value(each, ECS + "rule")
        found = severity(own.one(each, SH + "severity"))
        changed[shape] = replace(inherited[shape], severity=found, softer={})
    return changed


def _changes(own: Triples, at: Term) -> Iterator[Texts]:
    """Yield what changed in each version, the present one first: notes begin with their version."""
    by_version: dict[str, dict[str, str]] = {}
    for each in own.objects(at, SKOS + "changeNote"):
        found = _VERSION.match(text(each))
        if found and isinstance(each, pyoxigraph.Literal):
            by_version.setdefault(found[1], {})[each.language or "en"] = each.value
    yield from (by_version[version] for version in sorted(by_version, key=numbers, reverse=True))


def _parameters(own: Triples, whole: Triples) -> Iterator[Parameter]:
    for each in own.subjects(RDF + "type", iri(ECS + "Parameter")):
        shape, sets = own.value(each, ECS + "rule"), own.value(each, ECS + "sets")
        stands = whole.one(iri(shape), sets)
        datatype = stands.datatype.value if isinstance(stands, pyoxigraph.Literal) else XSD + "integer"
        yield Parameter(
            name=own.value(each, DCTERMS + "identifier"),
            titles=own.texts(each, SH + "name"),
            rule=shape,
            sets=sets,
            value=text(stands),
            datatype=datatype,
            least=own.value(each, SH + "minInclusive"),
        )


def _scores(own: Triples, at: Term) -> Iterator[Scored]:
    for each in own.objects(at, ECS + "scores"):
        yield Scored(
            own.texts(each, SH + "name"), own.texts(each, SH + "description"), own.value(each, ECS + "by")
        )
