"""What an operation of an update is: the graphs that it could change, and by how much."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Kind(Enum):
    """The operations of an update.  Source: SPARQL 1.1 Update, section 3."""

    INSERT_DATA = "INSERT DATA"
    DELETE_DATA = "DELETE DATA"
    DELETE_WHERE = "DELETE WHERE"
    MODIFY = "DELETE/INSERT"
    CLEAR = "CLEAR"
    DROP = "DROP"
    CREATE = "CREATE"
    COPY = "COPY"
    MOVE = "MOVE"
    ADD = "ADD"


@dataclass(frozen=True)
class Operation:
    """One operation of an update.

    `graphs` are those named in it that it could change, None being the unnamed one, and `variables` the
    graph variables of its templates.  `every` is ALL or NAMED where CLEAR or DROP is for all of them.
    `growth` is an upper bound of the triples that it adds: INSERT DATA altogether, another for each solution.
    ADD, COPY and MOVE add what is in `source`, and say so by `copies`.  `with_graph`, `using` and
    `using_named` are its own dataset.
    """

    kind: Kind
    body: str  # without its prologue
    declarations: tuple[str, ...]  # of its prologue, those that it needs
    start: int  # where its body stands in the request
    graphs: tuple[str | None, ...] = ()
    variables: tuple[str, ...] = ()
    every: str = ""
    hoisted: bool = False  # whether the request declares something after an operation
    growth: int = 0
    source: str | None = None
    copies: bool = False
    changing: bool = False
    with_graph: str | None = None
    using: tuple[str, ...] = ()
    using_named: tuple[str, ...] = ()
    head: str = ""  # the body up to its USING and WHERE
    pattern: str = ""  # the group of its WHERE

    @property
    def dataset(self) -> bool:
        """Whether its text names a dataset, by USING or WITH."""
        return bool(self.with_graph or self.using or self.using_named)

    @property
    def text(self) -> str:
        """It as it can stand alone."""
        return "".join(self.declarations) + self.body
