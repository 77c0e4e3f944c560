"""Why a value does not conform to an inner shape: each branch of sh:or, sh:xone, sh:and; sh:node, sh:not."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from educluster.reports import Reason
from educluster.reports.model import Texts
from educluster.shapes import pyshacl_engine as engine
from educluster.shapes.naming import Naming
from educluster.shapes.rdf import path_of, token, values
from educluster.shapes.results import Probe, Result, flat
from educluster.shapes.telling import expected, filled, in_words, name, parameter, wanted
from educluster.shapes.words import FITS, FITS_EXCLUDED

_BRANCHES = {"or": SH["or"], "xone": SH.xone, "and": SH["and"]}
_TOO_MANY = ("xone", "qualifiedMaxCount")  # what fits is the reason
_DEEPEST = 4  # shapes within shapes
_MOST = 200  # probes for one document: more would take longer than the check itself


@dataclass(frozen=True)
class _Asked:
    """A probe, which result it explains, and the number of the branch it asks about; 0 for none."""

    result: Result
    branch: int
    probe: Probe


def fillings(result: Result, naming: Naming) -> Mapping[str, Callable[[str], str]]:
    """Return what is put for the placeholders of a message that every result can fill, by language."""
    value = naming.spoken(result.value) if result.value is not None else None
    return {
        **{variable: partial(_same, text) for variable, text in result.bound.items()},
        "this": lambda language: name(naming.spoken(result.focus), language),
        "value": lambda language: name(value, language) if value else "—",
    }


def _same(text: str, _: str) -> str:
    return text


class Reasons:
    """The reasons of results; the probes of one depth are asked of the engine at once."""

    def __init__(
        self, shapes: rdflib.Graph, data: rdflib.Graph, results: Sequence[Result], naming: Naming
    ) -> None:
        self._shapes, self._data, self._naming = shapes, data, naming
        self._found: dict[int, list[tuple[_Asked, tuple[Result, ...]]]] = {}
        self._cut: set[int] = set()  # results of which not every probe was asked
        asked = list(results)
        for _ in range(_DEEPEST):
            asked = self._ask([each for result in asked for each in flat((result,))])

    def of(self, result: Result) -> tuple[Reason, ...]:
        """Return why a result came about, in a fixed order; nothing where it says all itself."""
        told = [self._reason(each, 0) for each in result.details]
        for asked, details in self._found.get(id(result), ()):
            if not details and parameter(result.component) in _TOO_MANY:
                told.append(self._fits(asked.result, FITS, asked.probe.node, asked.branch))
            elif parameter(result.component) != "qualifiedMaxCount":
                told += [self._reason(each, asked.branch) for each in details]
        if parameter(result.component) == "not" and result.value is not None:
            told.append(self._fits(result, FITS_EXCLUDED, result.value, 0))
        return tuple(sorted(told, key=_order))

    def fitting(self, result: Result) -> int | None:
        """Return how many values fit the shape that a qualified count asks for; None where it is not known.

        It is not where probes were cut off, or where values that fit another shape as well do not count.
        """
        if id(result) in self._cut or (result.shape, SH.qualifiedValueShapesDisjoint, None) in self._shapes:
            return None
        return sum(not details for _, details in self._found.get(id(result), ()))

    def _ask(self, results: Sequence[Result]) -> list[Result]:
        """Probe what some results leave open, and return what was found, which may leave more open."""
        wished = [each for result in results for each in _probes(self._shapes, self._data, result)]
        asked = wished[:_MOST]
        self._cut |= {id(each.result) for each in wished[_MOST:]}
        answers = engine.probe(self._shapes, self._data, [each.probe for each in asked])
        for each, details in zip(asked, answers, strict=True):
            self._found.setdefault(id(each.result), []).append((each, details))
        return [detail for details in answers for detail in details]

    def _reason(self, result: Result, branch: int) -> Reason:
        path = path_of(self._shapes, result.path) if result.path is not None else None
        naming = self._naming
        asked = expected(self._shapes, result.shape, result.component, naming.term)
        return Reason(
            component=result.component,
            focus=naming.term(result.focus),
            path=path,
            words=in_words(path, naming.called),
            value=naming.term(result.value) if result.value is not None else None,
            messages=filled(result.own, fillings(result, naming)) or wanted(asked) or result.messages,
            branch=branch,
            reasons=self.of(result),
        )

    def _fits(self, result: Result, words: Texts, node: Node, branch: int) -> Reason:
        focus = self._naming.term(node)
        return Reason(result.component, focus, None, {}, None, words, branch)


def _order(reason: Reason) -> tuple[object, ...]:
    value = reason.value.token if reason.value else ""
    said = tuple(sorted(reason.messages.items()))
    inside = tuple(_order(each) for each in reason.reasons)
    return reason.branch, reason.focus.token, str(reason.path), value, reason.component, said, inside


def _probes(shapes: rdflib.Graph, data: rdflib.Graph, result: Result) -> Iterator[_Asked]:
    kind = parameter(result.component)
    if kind in _BRANCHES and result.value is not None:
        for members in shapes.objects(result.shape, _BRANCHES[kind]):
            for branch, member in enumerate(shapes.items(members), 1):
                yield _Asked(result, branch, Probe(result.value, member))
    elif kind in ("qualifiedMinCount", "qualifiedMaxCount"):
        shape, path = shapes.value(result.shape, SH.qualifiedValueShape), result.path
        if shape is not None and path is not None:
            for value in sorted(values(data, result.focus, path_of(shapes, path)), key=token):
                yield _Asked(result, 0, Probe(value, shape))
