"""What an engine finds, whichever it is: results in terms of nodes and shapes, without rules or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from rdflib.term import Node

from educluster.reports.model import Texts
from educluster.shapes.rdf import token


@dataclass(frozen=True)
class Result:
    """A validation result.  Source: SHACL, section 3.6.2.

    `own` is what the shapes themselves say, with placeholders; `messages` is that or, for want of it, the
    engine's words.  `bound` is what the further variables of a query stand for.
    """

    focus: Node
    path: Node | None
    value: Node | None
    component: str
    shape: Node
    messages: Texts
    details: tuple[Result, ...] = ()
    own: Texts = field(default_factory=dict)
    bound: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Probe:
    """A node that is held against a shape inside a rule, to learn why it does not conform to it."""

    node: Node
    shape: Node


def flat(results: tuple[Result, ...]) -> Iterator[Result]:
    """Yield results and their details at every depth."""
    for each in results:
        yield each
        yield from flat(each.details)


def in_order(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return results in an order that is the same whenever they are found; an engine gives them in any."""
    return tuple(sorted(results, key=_order))


def _order(result: Result) -> tuple[object, ...]:
    terms = (result.focus, result.path, result.value, result.shape)
    told = tuple("" if term is None else token(term) for term in terms)
    inside = tuple(_order(each) for each in result.details)
    return *told, result.component, tuple(sorted(result.messages.items())), inside
