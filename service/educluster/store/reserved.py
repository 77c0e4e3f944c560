"""Which graphs a client may write.  Pure: no I/O."""

from __future__ import annotations

from collections.abc import Sequence

from educluster import names
from educluster.errors import Forbidden

REGISTERED = names.GRAPH + "registered/"


def is_reserved(graph: str | None) -> bool:
    """Return whether a graph is packaged, or its name is kept for one; None is the unnamed graph."""
    return graph is not None and graph.startswith(names.GRAPH) and not graph.startswith(REGISTERED)


def refuse(graph: str | None, within: Sequence[str]) -> None:
    """Raise Forbidden for a graph that no client writes, or that is not `within` what this one may write."""
    if is_reserved(graph):
        raise Forbidden(
            f"the graph <{graph}> comes with educluster and is read-only",
            f"write to another, for example below <{REGISTERED}>",
        )
    if within and (graph is None or not graph.startswith(tuple(within))):
        what = "the unnamed graph" if graph is None else f"the graph <{graph}>"
        below = ", ".join(f"<{each}>" for each in within)
        raise Forbidden(f"this token may not write {what}", f"write below {below}, or use another token")
