"""Leniency: constraints that are not known here are left out of shapes, and each is named."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from educluster import names
from educluster.errors import BadDocument
from educluster.graphs import Graph, Namespace, Triple, address, is_blank
from educluster.reports.model import Texts
from educluster.shapes.linting.anatomy import below, called
from educluster.shapes.linting.terms import is_unknown

SH = Namespace(names.SH)
_LEFT_OUT = {
    "en": "The constraint {term} at the shape {shape} is not known here and was left out: nothing was "
    "checked by it.",
    "ru": "Ограничение {term} у формы {shape} здесь не известно и опущено: по нему ничего не проверено.",
    "uz": "{shape} shaklidagi {term} cheklovi bu yerda maʼlum emas va tashlab ketildi: u boʻyicha hech narsa "
    "tekshirilmadi.",
}


class Rest(NamedTuple):
    """Shapes without what is not known here, and what is to be said of each thing left out."""

    shapes: Graph
    notes: tuple[Texts, ...]


def without_unknown(shapes: Graph) -> Rest:
    """Return shapes without statements that have an unknown predicate of SHACL's, and what hangs from these.

    Raises BadDocument for one within sh:not, sh:or and their like: what is left would mean something else.
    """
    unknown = [each for each in shapes if is_unknown(address(each[1]))]
    _refuse_within(shapes, unknown)
    told = sorted({(called(shapes, subject), address(predicate)) for subject, predicate, _ in unknown})
    gone = _hanging(shapes, unknown)
    rest = Graph(each for each in shapes if each not in gone) if gone else shapes
    return Rest(rest, tuple(_note(shape, term) for shape, term in told))


def _note(shape: str, term: str) -> Texts:
    return {each: text.format(shape=shape, term=names.shorten(term)) for each, text in _LEFT_OUT.items()}


def _hanging(shapes: Graph, unknown: Iterable[Triple]) -> set[Triple]:
    """Return statements, and those about nodes without a name to which only these point."""
    gone = set(unknown)
    waiting = [value for _, _, value in gone]
    while waiting:
        node = waiting.pop()
        if is_blank(node) and gone.issuperset(_pointing(shapes, node)):
            new = set(_about(shapes, node)) - gone
            gone |= new
            waiting += [value for _, _, value in new]
    return gone


def _about(shapes: Graph, node: str) -> Iterator[Triple]:
    return ((node, predicate, value) for predicate, found in shapes.about(node).items() for value in found)


def _pointing(shapes: Graph, node: str) -> Iterator[Triple]:
    for subject in shapes.pointing(node):
        yield from (each for each in _about(shapes, subject) if each[2] == node)


def _refuse_within(shapes: Graph, unknown: Iterable[Triple]) -> None:
    inside = _inside(shapes)
    for subject, predicate, _ in sorted(unknown):
        if subject in inside:
            term, shape = names.shorten(address(predicate)), called(shapes, subject)
            problem = f"{term} at the shape {shape} is not checked here, and cannot be left out"
            remedy = "it stands within sh:not, sh:or, sh:xone or a qualified shape: state it in SHACL 1.0"
            raise BadDocument(problem, remedy)


def _inside(shapes: Graph) -> set[str]:
    """Return the nodes of shapes whose conforming is counted or denied, and not simply asked for."""
    waiting = [*shapes.back[SH["not"]], *shapes.back[SH.qualifiedValueShape]]
    waiting += [
        each for kind in (SH["or"], SH.xone) for head in shapes.back[kind] for each in shapes.items(head)
    ]
    found: set[str] = set()
    while waiting:
        node = waiting.pop()
        if node not in found:
            found.add(node)
            waiting += below(shapes, node)
            waiting += [value for _, _, value in _about(shapes, node) if is_blank(value)]
    return found
