"""Read a profile from the triples of its file."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from educluster import names
from educluster.graphs import Graph, Namespace, iri, is_literal, literal, path_of, text
from educluster.reports import Severity
from educluster.reports.model import Texts
from educluster.rulebook.model import Parameter, Profile, Rule, Scored

DCTERMS, ECS, OWL, RDF, SH, SKOS = map(
    Namespace, (names.DCTERMS, names.ECS, names.OWL, names.RDF, names.SH, names.SKOS)
)
_SEVERITIES = {each.iri: each for each in Severity}
_VERSION = re.compile(r"([0-9.]+): ")


def node(triples: Graph) -> str:
    """Return the node of the one profile that a file describes."""
    return next(iter(triples.subjects(RDF.type, ECS.Profile)))


def said(triples: Graph, at: str, predicate: str) -> str:
    """Return the IRI or the text of the first thing a node has under a predicate, or nothing."""
    return text(triples.value(at, predicate))


def values(triples: Graph, at: str, predicate: str) -> tuple[str, ...]:
    """Return the IRIs or texts that a node has under a predicate, sorted."""
    return tuple(sorted(map(text, triples.objects(at, predicate))))


def profile(own: Graph, whole: Graph, below: Iterable[Profile]) -> Profile:
    """Return the profile of a file; `whole` has what it builds on as well, `below` are those profiles."""
    at = node(own)
    inherited = {rule.shape: rule for each in below for rule in each.rules}
    rules = _overridden(own, at, inherited) | {rule.shape: rule for rule in _rules(own, at)}
    parameters = {each.name: each for one in below for each in one.parameters}
    return Profile(
        iri=text(at),
        name=said(own, at, DCTERMS.identifier),
        version=said(own, at, OWL.versionInfo),
        titles=own.texts(at, DCTERMS.title),
        descriptions=own.texts(at, DCTERMS.description),
        owner=said(own, at, DCTERMS.creator),
        licence=said(own, at, DCTERMS.license),
        issued=said(own, at, DCTERMS.issued),
        sources=values(own, at, DCTERMS.source),
        changes=tuple(_changes(own, at)),
        builds_on=values(own, at, ECS.buildsOn),
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


def rule(triples: Graph, shape: str, profile_name: str = "") -> Rule:
    """Return what a shape says about its rule."""
    path = triples.value(shape, SH.path)
    return Rule(
        name=last(text(triples.value(shape, ECS.rule) or shape)),
        shape=text(shape),
        profile=profile_name,
        severity=severity(triples.value(shape, SH.severity)),
        softer=dict(_softer(triples, shape)),
        stages=values(triples, shape, ECS.appliesAt),
        titles=triples.texts(shape, SH.name),
        messages=triples.texts(shape, SH.message),
        remedies=triples.texts(shape, ECS.remedy),
        sources=values(triples, shape, DCTERMS.source),
        path=path_of(triples, path) if path else None,
        passing=values(triples, shape, ECS.passingExample),
        failing=values(triples, shape, ECS.failingExample),
        query=said(triples, shape, SH.select),
    )


def severity(term: str | None) -> Severity:
    """Return the severity; none given means violation.  Source: SHACL, section 2.1.4."""
    return _SEVERITIES.get(text(term), Severity.VIOLATION)


def _rules(own: Graph, at: str) -> Iterator[Rule]:
    """Yield the rules of a file: each shape of the profile that has a message."""
    name = said(own, at, DCTERMS.identifier)
    for shape in own.subjects(ECS.profile, at):
        if own.objects(shape, SH.message):
            yield rule(own, shape, name)


def _softer(triples: Graph, shape: str) -> Iterator[tuple[str, Severity]]:
    for each in triples.objects(shape, ECS.severityAt):
        yield said(triples, each, ECS.stage), severity(triples.value(each, SH.severity))


def _overridden(own: Graph, at: str, inherited: dict[str, Rule]) -> dict[str, Rule]:
    """Return the rules of the profiles below, with the severities that this one gives them at every stage."""
    changed = dict(inherited)
    for each in own.objects(at, ECS.overrides):
        shape = said(own, each, ECS.rule)
        found = severity(own.value(each, SH.severity))
        changed[shape] = replace(inherited[shape], severity=found, softer={})
    return changed


def _changes(own: Graph, at: str) -> Iterator[Texts]:
    """Yield what changed in each version, the present one first: notes begin with their version."""
    by_version: dict[str, dict[str, str]] = {}
    for each in filter(is_literal, own.objects(at, SKOS.changeNote)):
        note = literal(each)
        if found := _VERSION.match(note.lexical):
            by_version.setdefault(found[1], {})[note.language or "en"] = note.lexical
    yield from (by_version[version] for version in sorted(by_version, key=numbers, reverse=True))


def _parameters(own: Graph, whole: Graph) -> Iterator[Parameter]:
    for each in own.subjects(RDF.type, ECS.Parameter):
        shape, sets = said(own, each, ECS.rule), said(own, each, ECS.sets)
        stands = whole.value(iri(shape), iri(sets))
        yield Parameter(
            name=said(own, each, DCTERMS.identifier),
            titles=own.texts(each, SH.name),
            rule=shape,
            sets=sets,
            value=text(stands),
            datatype=literal(stands).datatype if stands and is_literal(stands) else names.XSD + "integer",
            least=said(own, each, SH.minInclusive),
        )


def _scores(own: Graph, at: str) -> Iterator[Scored]:
    for each in own.objects(at, ECS.scores):
        yield Scored(own.texts(each, SH.name), own.texts(each, SH.description), said(own, each, ECS.by))
