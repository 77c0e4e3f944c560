"""What a query of shapes may be: SPARQL 1.1, without what pre-binding excludes.

Source: SHACL, sections 5.2.1 and 5.3.1, and appendix A.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

import pyoxigraph

from educluster.errors import BadDocument
from educluster.graphs import Path
from educluster.shapes.compiled.sparql.expressions import KNOWN
from educluster.shapes.compiled.sparql.parse import Parser
from educluster.shapes.compiled.sparql.syntax import (
    Bind,
    Call,
    Group,
    Named,
    Query,
    Variable,
    inside,
    selected,
)
from educluster.shapes.compiled.sparql.words import expanded, words
from educluster.shapes.linting.prefixes import DECLARE

ALWAYS = frozenset({"this", "currentShape", "shapesGraph"})  # pre-bound in every query of shapes
_OPTIONAL = frozenset({"currentShape", "shapesGraph"})  # a subselect need not select these
_LONG = 200  # characters: the parser names all that it would have taken
_FORBIDDEN = {  # and what to write instead
    "SERVICE": "ask the document alone: no other host is asked here",
    "MINUS": "write FILTER NOT EXISTS { … }",
    "VALUES": "write FILTER ( ?x IN ( … ) )",
    "FROM": "leave it out: the query is asked of the document",
}


@dataclass(frozen=True)
class Read:
    """A query that may stand in shapes: its text with the path in its place, and what it consists of.

    `given` are the names that count as pre-bound wherever they stand.
    """

    text: str
    prefixes: Mapping[str, str]
    query: Query
    given: frozenset[str]

    @property
    def form(self) -> str:
        """SELECT or ASK."""
        return self.query.form

    @property
    def selected(self) -> frozenset[str]:
        """Return the names of the variables that a SELECT query has in its result."""
        return selected(self.query)


def read(text: str, prefixes: Mapping[str, str], path: Path | None = None, bound: Iterable[str] = ()) -> Read:
    """Return a query of shapes, read with prefixes; `bound` are parameters that will be given.

    Raises BadDocument for one that cannot be read, or has what may not stand in shapes.
    """
    try:
        text = with_path(expanded(text), path)
        _refuse_words(text)
        query = Parser(text, prefixes).query()
    except RecursionError as error:
        raise BadDocument("the query is nested too deeply", "write it flatter") from error
    given = ALWAYS.union(bound, ("value",) if query.form == "ASK" else ())
    _refuse_parts(query, given)
    _refuse_what_a_second_parser_does(text, prefixes)
    return Read(text, dict(prefixes), query, given)


def with_path(text: str, path: Path | None) -> str:
    """Return a query with a path in the place of $PATH."""
    if path is None:
        return text
    found, last = "", 0
    for each in words(text):
        if each.kind == "variable" and each.text[1:] == "PATH":
            found, last = f"{found}{text[last : each.start]} {path.sparql} ", each.end
    return found + text[last:]


def _refuse_words(text: str) -> None:
    for each in words(text):
        if each.says(*_FORBIDDEN):
            word = each.text.upper()
            raise BadDocument(f"the query uses {word}, which is not allowed in shapes", _FORBIDDEN[word])


def _refuse_parts(query: Query, given: frozenset[str]) -> None:
    for each in inside(query):
        if isinstance(each, Call) and each.name not in KNOWN:
            problem = f"the query calls {each.name}, which is not known"
            raise BadDocument(problem, "use SPARQL 1.1's own functions")
        if taken := given.intersection(_assigned(each)):
            problem = f"the query assigns ${min(taken)}, which already has its value"
            raise BadDocument(problem, "use another variable")
        if isinstance(each, Named) and each.name != Variable("shapesGraph"):
            problem = "the query uses GRAPH, which is not allowed in shapes"
            raise BadDocument(problem, "leave it out; only GRAPH $shapesGraph can be asked")
        if isinstance(each, Group) and each.query is not None:
            _refuse_subselect(each.query, given - _OPTIONAL)


def _refuse_subselect(query: Query, given: frozenset[str]) -> None:
    if missing := given - selected(query):
        problem = f"a subselect of the query does not select ${min(missing)}"
        raise BadDocument(problem, "select it there too: its value is known everywhere")


def _assigned(part: object) -> Iterator[str]:
    """Yield the variables to which AS gives a value."""
    if isinstance(part, Bind):
        yield part.variable
    if isinstance(part, Query):
        yield from (name for name, expression in part.projection or () if expression is not None)
        yield from (alias for _, alias in part.keys or () if alias)


def _refuse_what_a_second_parser_does(text: str, prefixes: Mapping[str, str]) -> None:
    """Refuse what a second parser refuses: it knows rules of scope that the grammar does not have."""
    try:
        pyoxigraph.Store().query(text, prefixes=dict(prefixes))
    except (RuntimeError, SyntaxError, ValueError) as error:
        problem = f"the query cannot be read: {str(error)[:_LONG]}"
        raise BadDocument(problem, DECLARE) from error
