"""All functions of SPARQL that take values and give one, by name.  Source: SPARQL 1.1, section 17.4."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urljoin

import pyoxigraph

from educluster.graphs import iri, is_blank, is_iri, is_literal, literal
from educluster.shapes.compiled import values
from educluster.shapes.compiled.sparql import casts, fresh, numbers, strings


def language(term: str) -> str | None:
    """LANG."""
    return strings.string(values.language(term)) if term[0] == '"' else None


def datatype(term: str) -> str | None:
    """DATATYPE."""
    return iri(literal(term).datatype) if term[0] == '"' else None


def as_iri(term: str, base: str) -> str | None:
    """IRI: of a text, which is resolved against the base of the query."""
    if is_iri(term):
        return term
    lexical, against = strings.simple(term), strings.simple(base)
    if lexical is None:
        return None
    try:
        return str(pyoxigraph.NamedNode(urljoin(against, lexical) if against else lexical))
    except ValueError:  # it is no IRI, or is a relative one
        return None


FUNCTIONS: dict[str, Callable[..., str | None]] = {
    **strings.FUNCTIONS,
    **numbers.FUNCTIONS,
    **casts.CASTS,
    **fresh.FUNCTIONS,
    "LANG": language,
    "DATATYPE": datatype,
    "IRI": as_iri,
}
TESTS: dict[str, Callable[..., bool | None]] = {
    **strings.TESTS,
    "ISIRI": is_iri,
    "ISURI": is_iri,
    "ISBLANK": is_blank,
    "ISLITERAL": is_literal,
    "ISNUMERIC": numbers.is_number,
    "SAMETERM": str.__eq__,
    "=": values.equal,
}
COUNTS = {  # how many arguments each takes, where it is not one
    **dict.fromkeys(("SUBSTR", "REGEX"), (2, 3)),
    "REPLACE": (3, 4),
    "CONCAT": (0, 1000),
    **dict.fromkeys("+-*/=", (2, 2)),
    **dict.fromkeys(("CONTAINS", "STRSTARTS", "STRENDS", "STRBEFORE", "STRAFTER", "LANGMATCHES"), (2, 2)),
    **dict.fromkeys(("STRLANG", "STRDT", "SAMETERM", "IRI"), (2, 2)),
    **dict.fromkeys(fresh.FUNCTIONS, (0, 0)),
}
