"""What is worked out once for shapes, since it depends on them alone, and used for every document."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from typing import NamedTuple

from educluster.graphs import Graph
from educluster.reports import Source
from educluster.rulebook import Rule
from educluster.shapes.knowledge import Knowledge
from educluster.shapes.telling import stages
from educluster.shapes.telling.looking import Looks


class Waiting(NamedTuple):
    """A rule that does not apply at a stage; `later` says that one of its own is still to come."""

    rule: Rule
    later: bool


class Prepared:
    """What telling needs of shapes, each part made when it is first asked for."""

    def __init__(self, shapes: Graph, rules: Mapping[str, Rule], known: Knowledge) -> None:
        self._shapes, self._rules, self._known = shapes, rules, known
        self._parts: dict[str, dict[str, list[str]]] = {}
        self._sources: dict[str, tuple[Source, ...]] = {}
        self._waiting: dict[str | None, tuple[Waiting, ...]] = {}

    @cached_property
    def looks(self) -> Looks:
        """Return where the shapes look."""
        return Looks(self._shapes)

    def parts(self, by: str) -> dict[str, list[str]]:
        """Return what has parts under a relation, and its parts.  See `Knowledge.parts`."""
        if by not in self._parts:
            self._parts[by] = self._known.parts(by)
        return self._parts[by]

    def sources(self, rule: Rule) -> tuple[Source, ...]:
        """Return where a rule comes from."""
        if rule.shape not in self._sources:
            self._sources[rule.shape] = tuple(map(self._known.words.source, rule.sources))
        return self._sources[rule.shape]

    def waiting(self, stage: str | None) -> tuple[Waiting, ...]:
        """Return the rules that do not apply at a stage, in the order of their shapes."""
        if stage not in self._waiting:
            rules = sorted(self._rules.values(), key=lambda rule: rule.shape)
            self._waiting[stage] = tuple(
                Waiting(rule, any(stages.after(each, str(stage)) for each in rule.stages))
                for rule in rules
                if not rule.applies_at(stage)
            )
        return self._waiting[stage]
