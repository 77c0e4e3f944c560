"""A query as the parts that can empty its answer, cut from its own tokens; pure.

The parts keep the words of the query, so that each can be shown with its line, and asked alone whatever
version of SPARQL it is written in.  A full parser is not needed for that, and rdflib's would take a second
to load and a fifth of one for each query, knows no lines, and not SPARQL 1.2.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from educluster.store.tokens import Token

FRESH = "educluster_"  # begins the names of variables in the place of blank nodes

_VARIABLE = re.compile(r"[?$](\w+)")


class Unreadable(Exception):
    """The query has something that is not cut into parts; its text says what."""


@dataclass(frozen=True)
class Term:
    """A term of a triple pattern, as the query has it: `text` means the same when it is asked alone.

    Its kind is "variable", "iri", "literal" or "other" (a path, a list, a triple term).
    """

    kind: str
    text: str
    shown: str
    bound: bool = False

    @property
    def names(self) -> frozenset[str]:
        """Return the variables in it."""
        return frozenset() if self.kind in {"iri", "literal"} else frozenset(_VARIABLE.findall(self.text))


@dataclass(frozen=True)
class Part:
    """A part of a group: `text` to ask it, `shown` and `line` to tell it, `names` of its variables."""

    kind: str
    text: str
    shown: str
    line: int
    names: frozenset[str]
    terms: tuple[Term, ...] = ()
    groups: tuple[Group, ...] = ()
    query: Query | None = None
    tokens: tuple[Token, ...] = ()
    graph: str = ""  # what GRAPH names around it
    bare: str = ""  # its text without GRAPH

    def inside(self, name: Term) -> Part:
        """Return the part as it is asked within GRAPH and a name."""
        graph, names = f"GRAPH {name.text}", self.names
        if name.kind == "variable":
            names |= {name.text[1:]}
        if self.kind in {"bind", "values"}:
            return self
        text = f"{graph} {{ {self.text} }}"
        if self.kind in {"optional", "minus"}:
            text = f"{self.kind.upper()} {{ {graph} {self.text[len(self.kind) :]} }}"
        return replace(self, text=text, names=names, graph=graph, bare=self.text)


@dataclass(frozen=True)
class Group:
    """A group graph pattern: its parts in order, and its filters, which hold for all of it."""

    parts: tuple[Part, ...] = ()
    filters: tuple[Part, ...] = ()

    @property
    def names(self) -> frozenset[str]:
        """Return the variables of its parts."""
        return frozenset().union(*(part.names for part in self.parts))


@dataclass(frozen=True)
class Query:
    """A query or a subselect: `text` without LIMIT and OFFSET; `plain` that without HAVING, too."""

    form: str
    where: Group
    head: tuple[Token, ...]
    shown: str
    text: str
    plain: str
    line: int
    having: str = ""
    limit: int | None = None
    offset: int = 0
    lines: Mapping[str, int] = field(default_factory=dict)
    behind: tuple[Token, ...] = ()
    is_one_row: bool = False  # an aggregate of all solutions has one, even of none
