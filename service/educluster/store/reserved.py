"""Which graphs a client may write.  Pure: no I/O."""

from __future__ import annotations

import re
from collections.abc import Sequence

from educluster import names
from educluster.errors import Forbidden

# Steps that a client would resolve, letters that it would read as others.  Source: RFC 3986, section 6.2.2.
_ODD = re.compile(
    r"(?i)/(?:\.|%2e){1,2}(?![^/?#])|%(?:4[1-9a-f]|5[0-9a]|6[1-9a-f]|7[0-9a]|3[0-9]|2[de]|5f|7e)"
)
_AUTHORITY = re.compile(r"[^:/?#]+:(?://[^/?#]*)?")

REGISTERED = names.GRAPH + "registered/"


def is_reserved(graph: str | None) -> bool:
    """Return whether a graph is packaged, or its name is kept for one; None is the unnamed graph."""
    return graph is not None and graph.startswith(names.GRAPH) and not graph.startswith(REGISTERED)


def refuse(graph: str | None, within: Sequence[str]) -> None:
    """Raise Forbidden for a graph that no client writes, or that is not `within` what this one may write.

    Names are compared as they are written, so one that others would read as another name is refused.
    """
    if graph is not None and not _is_normal(graph):
        problem = f"the graph <{graph}> has another name in its normal form (RFC 3986, section 6.2.2)"
        raise Forbidden(problem, "write it without dots as steps, capitals in the host, %-signs for letters")
    if is_reserved(graph):
        raise Forbidden(
            f"the graph <{graph}> comes with educluster and is read-only",
            f"write to another, for example below <{REGISTERED}>",
        )
    if within and (graph is None or not graph.startswith(tuple(within))):
        what = "the unnamed graph" if graph is None else f"the graph <{graph}>"
        below = ", ".join(f"<{each}>" for each in within)
        raise Forbidden(f"this token may not write {what}", f"write below {below}, or use another token")


def _is_normal(graph: str) -> bool:
    begin = _AUTHORITY.match(graph)
    return not _ODD.search(graph) and (begin is None or begin[0] == begin[0].lower())
