"""Results told as findings: in the words of their rules, with what was expected and found, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from educluster import names
from educluster.names import EC
from educluster.reports import Finding, Path, Severity
from educluster.reports import Statement as Said
from educluster.reports.model import Texts
from educluster.rulebook import Rule
from educluster.shapes import stating
from educluster.shapes.loading import Shapes, rule_of
from educluster.shapes.rdf import path_of, token, values
from educluster.shapes.reasons import Reasons, fillings
from educluster.shapes.results import Result
from educluster.shapes.scene import Scene
from educluster.shapes.telling import expected, filled, in_words, name, parameter, wanted
from educluster.shapes.words import DOES_NOT_FIT

_LACKING = {"minCount", "qualifiedMinCount", "hasValue"}  # a value is missed: what is said instead of it?
_COUNTING = ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount")
_ABOUT_NUMBERS = ("{$found}", "{$expected}")


class Teller:
    """Tells the results of one document."""

    def __init__(self, shapes: Shapes, scene: Scene, reasons: Reasons) -> None:
        self._shapes, self._scene, self._reasons = shapes, scene, reasons
        self._naming = scene.naming

    def finding(self, result: Result) -> Finding:
        """Return what a result says, in the words of its rule."""
        naming, rule = self._naming, rule_of(self._shapes, result.shape)
        path = self._path(result)
        asked = expected(self._shapes.graph, result.shape, result.component, naming.term)
        return Finding(
            rule=rule.name if rule else _name(result.shape),
            shape=rule.shape if rule else str(result.shape),
            severity=self._severity(rule, result),
            component=result.component,
            focus=naming.term(result.focus),
            path=path,
            words=in_words(path, naming.called),
            value=naming.term(result.value) if result.value is not None else None,
            expected=asked,
            found=self._found(result),
            place=naming.place(result.focus, path, result.value),
            state=self._state(result),
            titles=rule.titles if rule else {},
            messages=self._messages(rule, result, asked),
            remedies=filled(rule.remedies, self._fillings(result)) if rule else {},
            sources=tuple(map(self._shapes.known.words.source, rule.sources)) if rule else (),
            reasons=self._reasons.of(result),
        )

    def _path(self, result: Result) -> Path | None:
        return path_of(self._shapes.graph, result.path) if result.path is not None else None

    def _severity(self, rule: Rule | None, result: Result) -> Severity:
        if rule:
            return rule.severity_at(self._scene.stage_of(result.focus))
        given = self._shapes.graph.value(result.shape, SH.severity)
        return next((each for each in Severity if each.iri == str(given)), Severity.VIOLATION)

    def _found(self, result: Result) -> Texts:
        """Return what was found: how many values, where they are counted, else the value."""
        kind = parameter(result.component)
        if kind in _COUNTING and result.path is not None:
            count = (
                self._reasons.fitting(result) if kind.startswith("qualified") else len(self._values(result))
            )
            return {} if count is None else dict.fromkeys(names.LANGUAGES, str(count))
        if result.value is None:
            return {}
        term = self._naming.term(result.value)
        return {language: name(term, language) for language in names.LANGUAGES}

    def _values(self, result: Result) -> list[Node]:
        path = self._path(result)
        return values(self._scene.data, result.focus, path) if path else []

    def _state(self, result: Result) -> Said | None:
        """Return what the description says instead of the value that is missed."""
        if parameter(result.component) not in _LACKING or result.path is None or self._values(result):
            return None
        return stating.of(self._path(result), self._scene.said_of(result.focus), self._naming)

    def _messages(self, rule: Rule | None, result: Result, asked: Texts) -> Texts:
        """Return the messages of a rule; what was expected, where they are about numbers and this is not."""
        if rule is None:
            return filled(result.own or wanted(asked) or result.messages, self._fillings(result))
        about_numbers = any(each in text for text in rule.messages.values() for each in _ABOUT_NUMBERS)
        if about_numbers and asked and parameter(result.component) not in (*_COUNTING, *_LACKING):
            return self._does_not_fit(rule, result, asked)
        return filled(rule.messages, self._fillings(result))

    def _does_not_fit(self, rule: Rule, result: Result, asked: Texts) -> Texts:
        value = self._naming.spoken(result.value if result.value is not None else result.focus)
        return {
            language: DOES_NOT_FIT[language].format(title, name(value, language), asked[language])
            for language, title in rule.titles.items()
        }

    def _fillings(self, result: Result) -> Mapping[str, Callable[[str], str]]:
        """Return what is put for each placeholder, by language."""
        asked = self._asked(result)
        return {
            **fillings(result, self._naming),
            "found": lambda _: str(len(self._values(result))) if result.path is not None else "—",
            "expected": lambda _: str(asked) if asked is not None else "—",
            "conditions": lambda language: self._conditions(result, language),
        }

    def _asked(self, result: Result) -> Node | None:
        """Return the number that the shape asks for: a message names it whichever part was broken."""
        broken = parameter(result.component)
        order = (broken,) if broken in _COUNTING else _COUNTING
        found = (self._shapes.graph.value(result.shape, SH[each]) for each in order)
        return next((each for each in found if each is not None), None)

    def _conditions(self, result: Result, language: str) -> str:
        """Return the conditions of the principle that a result is about, each with its name."""
        known = self._shapes.known
        terms = [rdflib.URIRef(each) for each in known.parts(EC + "hasCondition").get(str(result.value), ())]
        return ", ".join(
            f"{name(self._naming.term(each), language)} ({names.shorten(str(each))})" for each in terms
        )


def order(finding: Finding) -> tuple[str | int, ...]:
    """Return what sorts results by their rule, then as they stand in the document."""
    line, value = finding.place.line or 0, finding.value.token if finding.value else ""
    shape = (finding.rule, finding.shape, finding.component)
    return *shape, line, finding.focus.token, str(finding.path), value


def _name(shape: Node) -> str:
    """Return the last part of a shape's IRI; a blank shape as the document named it."""
    return token(shape) if isinstance(shape, rdflib.BNode) else names.last_part(str(shape)) or str(shape)
