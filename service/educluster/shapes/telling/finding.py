"""Results told as findings: in the words of their rules, with what was expected and found, and where."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import cached_property

from educluster import names
from educluster.graphs import EMPTY, Namespace, Nodes, address, follow, is_blank, text
from educluster.names import EC
from educluster.reports import Finding
from educluster.reports import Statement as Said
from educluster.reports.model import Texts
from educluster.shapes.results import Result
from educluster.shapes.scene import Scene
from educluster.shapes.telling import stating
from educluster.shapes.telling.phrases import expected, filled, name, parameter, unsaid
from educluster.shapes.telling.reasons import Reasons, fillings
from educluster.shapes.telling.words import DOES_NOT_FIT

_SH = Namespace(names.SH)
_LACKING = {"minCount", "qualifiedMinCount", "hasValue"}  # a value is missed: what is said instead of it?
_COUNTING = ("minCount", "maxCount", "qualifiedMinCount", "qualifiedMaxCount")
_ABOUT_NUMBERS = ("{$found}", "{$expected}")


class Teller:
    """Tells one result of a document."""

    def __init__(self, scene: Scene, reasons: Reasons, result: Result) -> None:
        self._scene, self._shapes, self._naming = scene, scene.shapes, scene.naming
        self._reasons, self._result = reasons, result
        self._kind = parameter(result.component)
        self._rule = self._shapes.rule_of(result.shape)

    def finding(self) -> Finding:
        """Return what the result says, in the words of its rule."""
        naming, rule, result = self._naming, self._rule, self._result
        return Finding(
            rule=rule.name if rule else _name(result.shape),
            shape=rule.shape if rule else text(result.shape),
            severity=self._scene.severity(result),
            component=result.component,
            focus=naming.term(result.focus),
            path=result.path,
            words=naming.in_words(result.path),
            value=naming.term(result.value) if result.value is not None else None,
            expected=self._expected,
            found=self._found(),
            place=naming.place(result.focus, result.path, result.value),
            state=self._state(),
            titles=rule.titles if rule else {},
            messages=self._messages(),
            remedies=filled(rule.remedies, self._fillings) if rule else {},
            sources=self._shapes.prepared.sources(rule) if rule else (),
            reasons=self._reasons.of(result),
        )

    @cached_property
    def _expected(self) -> Texts:
        return expected(self._shapes.graph, self._result.shape, self._result.component, self._naming.term)

    @cached_property
    def _values(self) -> Nodes:
        path = self._result.path
        return follow(path)(self._scene.data, self._result.focus) if path else EMPTY

    def _found(self) -> Texts:
        """Return what was found: how many values, where they are counted, else the value."""
        result = self._result
        if self._kind in _COUNTING and result.path is not None:
            qualified = self._kind.startswith("qualified")
            count = self._reasons.fitting(result) if qualified else len(self._values)
            return {} if count is None else dict.fromkeys(names.LANGUAGES, str(count))
        if result.value is None:
            return {}
        term = self._naming.term(result.value)
        return {language: name(term, language) for language in names.LANGUAGES}

    def _state(self) -> Said | None:
        """Return what the description says instead of the value that is missed."""
        if self._kind not in _LACKING or self._result.path is None or self._values:
            return None
        return stating.of(self._result.path, self._scene.said_of(self._result.focus), self._naming)

    def _messages(self) -> Texts:
        """Return the messages of the rule; what is expected, where they are about numbers and this is not."""
        rule, result, asked = self._rule, self._result, self._expected
        if rule is None:
            return filled(result.own or unsaid(asked, result.component), self._fillings)
        if asked and self._kind not in (*_COUNTING, *_LACKING) and _about_numbers(rule.messages):
            return self._does_not_fit(rule.titles, asked)
        return filled(rule.messages, self._fillings)

    def _does_not_fit(self, titles: Texts, asked: Texts) -> Texts:
        value = self._naming.spoken(self._result.value or self._result.focus)
        return {
            language: DOES_NOT_FIT[language].format(title, name(value, language), asked[language])
            for language, title in titles.items()
        }

    @property  # not kept: it would hold the finding that holds it, and a whole stream with it
    def _fillings(self) -> Mapping[str, Callable[[str], str]]:
        """What is put for each placeholder, by language."""
        return {
            **fillings(self._result, self._naming),
            "found": lambda _: str(len(self._values)) if self._result.path is not None else "—",
            "expected": lambda _: self._asked or "—",
            "conditions": self._conditions,
        }

    @cached_property
    def _asked(self) -> str:
        """The number that the shape asks for: a message names it whichever part was broken."""
        order = (self._kind,) if self._kind in _COUNTING else _COUNTING
        found = (self._shapes.graph.value(self._result.shape, _SH[each]) for each in order)
        return text(next((each for each in found if each is not None), None))

    def _conditions(self, language: str) -> str:
        """Return the conditions of the principle that the result is about, each with its name."""
        principle = text(self._result.value)
        terms = self._shapes.prepared.parts(EC + "hasCondition").get(principle, ())
        called = ((each, self._naming.term(f"<{each}>")) for each in terms)
        return ", ".join(f"{name(term, language)} ({names.shorten(each)})" for each, term in called)


def order(finding: Finding) -> tuple[str | int, ...]:
    """Return what sorts results by their rule, then as they stand in the document."""
    line, value = finding.place.line or 0, finding.value.token if finding.value else ""
    shape = (finding.rule, finding.shape, finding.component)
    return *shape, line, finding.focus.token, str(finding.path), value


def _about_numbers(messages: Texts) -> bool:
    return any(each in said for said in messages.values() for each in _ABOUT_NUMBERS)


def _name(shape: str) -> str:
    """Return the last part of a shape's IRI; a blank shape as the document named it."""
    return shape if is_blank(shape) else names.last_part(address(shape)) or address(shape)
