"""A query of shapes that is ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from itertools import islice

from educluster.graphs import Graph, Path
from educluster.shapes.compiled.sparql import selecting
from educluster.shapes.compiled.sparql.fitness import Read, read
from educluster.shapes.compiled.sparql.fresh import at_one_time
from educluster.shapes.compiled.sparql.solutions import Failed, Row, Scope, Step
from educluster.shapes.compiled.sparql.syntax import Call, inside

_FAILURES = (ArithmeticError, MemoryError, OSError, RecursionError, ValueError)


@dataclass(frozen=True)
class Query:
    """A query; `given` are the values that variables have everywhere in it before it is asked.

    Raises Failed where it cannot be evaluated.
    """

    read: Read
    step: Step
    timed: bool = False  # it asks for the time, which is one for the whole of it

    def select(self, data: Graph, given: Mapping[str, str]) -> list[Row]:
        """Return the rows of a SELECT query."""
        try:
            return self._rows(data, given)
        except _FAILURES as error:
            raise Failed(f"the query failed: {error}") from error

    def ask(self, data: Graph, given: Mapping[str, str]) -> bool:
        """Return the answer of an ASK query, or whether a SELECT query has rows."""
        try:
            return bool(self._rows(data, given, 1))
        except _FAILURES as error:
            raise Failed(f"the query failed: {error}") from error

    def _rows(self, data: Graph, given: Mapping[str, str], most: int | None = None) -> list[Row]:
        if not self.timed:
            return list(islice(self.step(data, Scope(dict(given)), {}), most))
        with at_one_time():
            return list(islice(self.step(data, Scope(dict(given)), {}), most))


def prepare(
    text: str,
    prefixes: Mapping[str, str],
    path: Path | None = None,
    shapes: Graph | None = None,
    bound: Iterable[str] = (),
) -> Query:
    """Return a query of shapes, with a path in the place of $PATH; `bound` are parameters that will be given.

    Raises BadDocument for one that cannot be read, or has what may not stand in shapes.
    """
    found = read(text, prefixes, path, bound)
    timed = any(isinstance(each, Call) and each.name == "NOW" for each in inside(found.query))
    return Query(found, selecting.solver(found.query, found.given, shapes).step, timed)
