"""What is wanted of the entries: those that match, or what is known of some.  Plain values."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

Quantifier = Literal["any", "all", "none"]


@dataclass(frozen=True)
class Given:
    """A value that was given: a text; or, where it was matched before, the id of an entity, with its name."""

    text: str
    id: str = ""


@dataclass(frozen=True)
class Condition:
    """Values that a property should have; where it is required, what does not have them is left out."""

    property: str
    values: tuple[Given, ...]
    required: bool = False
    quantifier: Quantifier = "any"


@dataclass(frozen=True)
class Wanted:
    """What is to be matched: by its names or its ids, of some types (any of them, or all), on conditions."""

    names: tuple[str, ...] = ()
    ids: tuple[str, ...] = ()
    types: tuple[str, ...] = ()
    all_types: bool = False
    conditions: tuple[Condition, ...] = ()
    limit: int = 5
    language: str = ""


@dataclass(frozen=True)
class Wish:
    """A property that is asked for: at most so many values (0: all), texts in one language ("": in any)."""

    property: str
    limit: int = 0
    language: str = ""


@dataclass(frozen=True)
class Extension:
    """Which properties of which entities are asked for."""

    ids: tuple[str, ...]
    wishes: tuple[Wish, ...]
