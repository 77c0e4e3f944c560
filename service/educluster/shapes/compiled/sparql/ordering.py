"""The order of terms that ORDER BY, MIN and MAX follow.  Source: SPARQL 1.1, section 15.1."""

from __future__ import annotations

from collections.abc import Callable
from functools import cmp_to_key
from typing import Any

from educluster.graphs import literal
from educluster.shapes.compiled import values

_RANKS = {"_": 1, "<": 2, '"': 3}


def _compared(left: str | None, right: str | None) -> int:
    """Return -1, 0 or 1: first what has no value, then blank nodes, IRIs, literals by value or by text."""
    if left is None or right is None:
        return (left is not None) - (right is not None)
    sign = values.compare(left, right) if left[0] == right[0] == '"' else None
    if sign is not None:
        return sign
    one, other = _place(left), _place(right)
    return (one > other) - (one < other)


def _place(term: str) -> tuple[int, str, str]:
    kind = "" if values.number(term) else literal(term).datatype if term[0] == '"' else ""
    return _RANKS[term[0]], kind, term


key: Callable[[str | None], Any] = cmp_to_key(_compared)
