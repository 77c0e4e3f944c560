"""What an engine finds, whichever it is: results in terms of nodes and shapes, without rules or words."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from educluster.graphs import Graph, Path
from educluster.reports.model import Texts


@dataclass(frozen=True, slots=True)
class Result:
    """A validation result.  Source: SHACL, section 3.6.2.

    Nodes are tokens; `component` and `severity` are IRIs without brackets.  `own` is what the shapes
    themselves say, with placeholders; `messages` is that or, for want of it, the engine's words.  `bound` is
    what the further variables of a query stand for.
    """

    focus: str
    path: Path | None
    value: str | None
    component: str
    shape: str
    severity: str
    own: Texts = field(default_factory=dict)
    messages: Texts = field(default_factory=dict)
    details: tuple[Result, ...] = ()
    bound: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Probe:
    """A node that is held against a shape inside a rule, to learn why it does not conform to it."""

    node: str
    shape: str


class Engine(Protocol):
    """Shapes that are ready to be held against data; one of a kind stands in `compiled`, one in `reference`.

    Both raise NotValidated when they fail: that is never "conforms".
    """

    name: str

    def run(self, data: Graph) -> list[Result]:
        """Return the results of all shapes over the nodes of the data, in a fixed order.

        What lies below the data is known and not checked.
        """

    def probe(self, data: Graph, probes: Sequence[Probe]) -> list[tuple[Result, ...]]:
        """Return for each probe the results that its node has against its shape; none where it conforms."""


def flat(results: tuple[Result, ...]) -> Iterator[Result]:
    """Yield results and their details at every depth."""
    for each in results:
        yield each
        yield from flat(each.details)


def in_order(results: Iterable[Result]) -> tuple[Result, ...]:
    """Return results in an order that is the same whenever they are found; an engine gives them in any."""
    return tuple(sorted(results, key=_order))


def _order(result: Result) -> tuple[object, ...]:
    told = (result.focus, str(result.path or ""), result.value or "", result.shape)
    inside = tuple(_order(each) for each in result.details)
    return *told, result.component, tuple(sorted(result.messages.items())), inside
