"""What a query consists of once it is read: SPARQL 1.1's grammar as values, with full IRIs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from educluster.graphs import Path

NEGATED = "negatedPropertySet"  # the kind of path that SHACL does not have


@dataclass(frozen=True, slots=True)
class Variable:
    """A variable; one whose name begins with _: stands for a blank node of the query."""

    name: str


Term = Variable | str  # a constant is its token


@dataclass(frozen=True, slots=True)
class Aggregate:
    """An aggregate over a group; COUNT(*) has nothing that it counts."""

    name: str
    of: Expression | None
    distinct: bool
    separator: str = " "


@dataclass(frozen=True, slots=True)
class Exists:
    """Whether a pattern has a solution."""

    group: Group
    negated: bool


@dataclass(frozen=True, slots=True)
class Call:
    """A function or operator: its name in capitals, its sign, or its token."""

    name: str
    arguments: tuple[Expression, ...]


Expression = Variable | str | Call | Exists | Aggregate


@dataclass(frozen=True, slots=True)
class TriplePattern:
    """A triple pattern or a path between two terms."""

    subject: Term
    path: Variable | Path
    value: Term

    @property
    def variables(self) -> frozenset[str]:
        """Return the names of its variables."""
        terms = (self.subject, self.path, self.value)
        return frozenset(each.name for each in terms if isinstance(each, Variable))


@dataclass(frozen=True, slots=True)
class Basic:
    """Triple patterns that stand together."""

    triples: tuple[TriplePattern, ...]


@dataclass(frozen=True, slots=True)
class Optional:
    """OPTIONAL and its group."""

    group: Group


@dataclass(frozen=True, slots=True)
class Union:
    """Groups with UNION between them; one alone is a nested group."""

    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Named:
    """GRAPH, the term that names the graph, and its group."""

    name: Term
    group: Group


@dataclass(frozen=True, slots=True)
class Bind:
    """BIND: an expression and the variable that takes its value."""

    expression: Expression
    variable: str


Part = Basic | Optional | Union | Named | Bind
Projection = tuple[tuple[str, Expression | None], ...]


@dataclass(frozen=True, slots=True)
class Group:
    """A group graph pattern: its parts in order, its filters, or the one query that it consists of."""

    parts: tuple[Part, ...] = ()
    filters: tuple[Expression, ...] = ()
    query: Query | None = None


@dataclass(frozen=True, slots=True)
class Query:
    """A query or subselect; without a projection it is SELECT *, or an ASK query."""

    form: str
    where: Group
    distinct: bool = False
    projection: Projection | None = None
    keys: tuple[tuple[Expression, str | None], ...] | None = None
    having: tuple[Expression, ...] = ()
    order: tuple[tuple[Expression, bool], ...] = ()  # True: descending
    limit: int | None = None
    offset: int = 0


Node = Group | Part | Query | Expression | TriplePattern


def inside(node: Node) -> Iterator[Node]:
    """Yield a part of a query and all that it consists of."""
    yield node
    for each in _children(node):
        yield from inside(each)


def _children(node: Node) -> Iterator[Node]:
    match node:
        case Group():
            yield from (*node.parts, *node.filters, *((node.query,) if node.query else ()))
        case Basic():
            yield from node.triples
        case TriplePattern():
            yield from (each for each in (node.subject, node.path, node.value) if isinstance(each, Variable))
        case Union():
            yield from node.groups
        case Bind():
            yield from (node.expression, Variable(node.variable))
        case Query():
            yield from _of_query(node)
        case Call():
            yield from node.arguments
        case _:
            yield from _of_others(node)


def _of_others(node: Node) -> Iterator[Node]:
    match node:
        case Optional() | Exists():
            yield node.group
        case Named():
            yield from (node.name, node.group)
        case Aggregate() if node.of is not None:
            yield node.of


def _of_query(query: Query) -> Iterator[Node]:
    yield query.where
    for name, expression in query.projection or ():
        yield from (Variable(name), *((expression,) if expression is not None else ()))
    for expression, alias in query.keys or ():
        yield from (expression, *((Variable(alias),) if alias else ()))
    yield from query.having
    yield from (expression for expression, _ in query.order)


def mentioned(*nodes: Node) -> frozenset[str]:
    """Return the names of the variables that stand in parts of a query."""
    return frozenset(each.name for node in nodes for each in inside(node) if isinstance(each, Variable))


def selected(query: Query) -> frozenset[str]:
    """Return the names of the variables that a query has in its result."""
    if query.projection is not None:
        return frozenset(name for name, _ in query.projection)
    return frozenset(name for name in visible(query.where) if name[0] != "_")


def visible(group: Group) -> frozenset[str]:
    """Return the variables to which a group may give a value.  Source: SPARQL 1.1, section 18.2.1."""
    found = [selected(group.query)] if group.query is not None else []
    for part in group.parts:
        match part:
            case Basic():
                found += [each.variables for each in part.triples]
            case Union():
                found += map(visible, part.groups)
            case Bind():
                found.append(frozenset({part.variable}))
            case Named():
                found += [visible(part.group), mentioned(part.name)]
            case Optional():
                found.append(visible(part.group))
    return frozenset().union(*found)
