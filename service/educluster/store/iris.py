"""What the engine takes for an IRI.  Pure: no I/O."""

from __future__ import annotations

import pyoxigraph


def is_iri(text: str) -> bool:
    """Return whether a text is an absolute IRI.  Source: RFC 3987, section 2.2."""
    try:
        pyoxigraph.NamedNode(text)
    except ValueError:
        return False
    return True
