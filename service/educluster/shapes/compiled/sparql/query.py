"""A query of shapes that is ready to be asked."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from educluster.graphs import Graph, Path
from educluster.shapes.compiled.sparql import selecting
from educluster.shapes.compiled.sparql.fitness import Read, read
from educluster.shapes.compiled.sparql.fresh import at_one_time
from educluster.shapes.compiled.sparql.solutions import Failed, Row, Scope, Step

_FAILURES = (ArithmeticError, MemoryError, OSError, RecursionError, ValueError)


@dataclass(frozen=True)
class Query:
    """A query; `given` are the values that variables have everywhere in it before it is asked.

    Raises Failed where it cannot be evaluated.
    """

    read: Read
    step: Step

    def select(self, data: Graph, given: Mapping[str, str]) -> list[Row]:
        """Return the rows of a SELECT query."""
        try:
            with at_one_time():
                return list(self.step(data, Scope(dict(given)), {}))
        except _FAILURES as error:
            raise Failed(f"the query failed: {error}") from error

    def ask(self, data: Graph, given: Mapping[str, str]) -> bool:
        """Return the answer of an ASK query, or whether a SELECT query has rows."""
        try:
            with at_one_time():
                return any(True for _ in self.step(data, Scope(dict(given)), {}))
        except _FAILURES as error:
            raise Failed(f"the query failed: {error}") from error


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
    return Query(found, selecting.solver(found.query, found.given, shapes).step)
