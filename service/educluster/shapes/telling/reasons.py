"""Why a value does not conform to an inner shape: each branch of sh:or, sh:xone, sh:and; sh:node, sh:not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from educluster import names
from educluster.graphs import Graph, Namespace, follow
from educluster.reports import Reason
from educluster.reports.model import Texts
from educluster.shapes.results import Engine, Probe, Result, flat
from educluster.shapes.telling.naming import Naming
from educluster.shapes.telling.phrases import expected, filled, name, parameter, unsaid
from educluster.shapes.telling.words import FITS, FITS_EXCLUDED

_SH = Namespace(names.SH)
_BRANCHES = {"or": _SH["or"], "xone": _SH.xone, "and": _SH["and"]}
_QUALIFIED = ("qualifiedMinCount", "qualifiedMaxCount")
_TOO_MANY = ("xone", "qualifiedMaxCount")  # what fits is the reason
_DEEPEST = 4  # shapes within shapes
_MOST = 200  # probes of one depth for one document: more would take longer than the check itself


@dataclass(frozen=True)
class _Asked:
    """A probe, which result it explains, and the number of the branch it asks about; 0 for none."""

    result: Result
    branch: int
    probe: Probe


def fillings(result: Result, naming: Naming) -> Mapping[str, Callable[[str], str]]:
    """Return what is put for the placeholders of a message that every result can fill, by language."""
    focus, value = result.focus, result.value
    return {
        **{variable: partial(_same, text) for variable, text in result.bound.items()},
        "this": lambda language: name(naming.spoken(focus), language),
        "value": lambda language: name(naming.spoken(value), language) if value is not None else "—",
    }


def _same(text: str, _: str) -> str:
    return text


class Reasons:
    """The reasons of results; the probes of one depth are asked of the engine at once."""

    def __init__(
        self, shapes: Graph, engine: Engine, data: Graph, results: Sequence[Result], naming: Naming
    ) -> None:
        self._shapes, self._engine, self._data, self._naming = shapes, engine, data, naming
        self._found: dict[int, list[tuple[_Asked, tuple[Result, ...]]]] = {}
        self._cut: set[int] = set()  # results of which not every probe was asked
        asked, depth = list(results), 0
        while asked and depth < _DEEPEST:
            asked, depth = self._ask(asked), depth + 1

    def of(self, result: Result) -> tuple[Reason, ...]:
        """Return why a result came about, in a fixed order; nothing where it says all itself."""
        kind = parameter(result.component)
        told = [self._reason(each, 0) for each in result.details]
        for asked, details in self._found.get(id(result), ()):
            if not details and kind in _TOO_MANY:
                told.append(self._fits(asked.result, FITS, asked.probe.node, asked.branch))
            elif kind != "qualifiedMaxCount":
                told += [self._reason(each, asked.branch) for each in details]
        if kind == "not" and result.value is not None:
            told.append(self._fits(result, FITS_EXCLUDED, result.value, 0))
        return tuple(sorted(told, key=_order))

    def fitting(self, result: Result) -> int | None:
        """Return how many values fit the shape that a qualified count asks for; None where it is not known.

        It is not where probes were cut off, or where values that fit another shape as well do not count.
        """
        if id(result) in self._cut or self._shapes.objects(result.shape, _SH.qualifiedValueShapesDisjoint):
            return None
        return sum(not details for _, details in self._found.get(id(result), ()))

    def _ask(self, results: Sequence[Result]) -> list[Result]:
        """Probe what some results leave open, and return what was found, which may leave more open."""
        wished = [each for result in flat(tuple(results)) for each in self._probes(result)]
        if not wished:
            return []
        asked = wished[:_MOST]
        self._cut |= {id(each.result) for each in wished[_MOST:]}
        answers = self._engine.probe(self._data, [each.probe for each in asked])
        for each, details in zip(asked, answers, strict=True):
            self._found.setdefault(id(each.result), []).append((each, details))
        return [detail for details in answers for detail in details]

    def _probes(self, result: Result) -> Iterator[_Asked]:
        shapes, kind = self._shapes, parameter(result.component)
        if kind in _BRANCHES and result.value is not None:
            for members in shapes.objects(result.shape, _BRANCHES[kind]):
                for branch, member in enumerate(shapes.items(members), 1):
                    yield _Asked(result, branch, Probe(result.value, member))
        elif kind in _QUALIFIED and result.path is not None:
            shape = shapes.value(result.shape, _SH.qualifiedValueShape) or ""
            for value in sorted(follow(result.path)(self._data, result.focus)) if shape else ():
                yield _Asked(result, 0, Probe(value, shape))

    def _reason(self, result: Result, branch: int) -> Reason:
        naming = self._naming
        return Reason(
            component=result.component,
            focus=naming.term(result.focus),
            path=result.path,
            words=naming.in_words(result.path),
            value=naming.term(result.value) if result.value is not None else None,
            messages=self._said(result),
            branch=branch,
            reasons=self.of(result),
        )

    def _said(self, result: Result) -> Texts:
        if result.own:
            return filled(result.own, fillings(result, self._naming))
        asked = expected(self._shapes, result.shape, result.component, self._naming.term)
        return unsaid(asked, result.component)

    def _fits(self, result: Result, words: Texts, node: str, branch: int) -> Reason:
        focus = self._naming.term(node)
        return Reason(result.component, focus, None, {}, None, words, branch)


def _order(reason: Reason) -> tuple[object, ...]:
    value = reason.value.token if reason.value else ""
    said = tuple(sorted(reason.messages.items()))
    inside = tuple(_order(each) for each in reason.reasons)
    return reason.branch, reason.focus.token, str(reason.path), value, reason.component, said, inside
