"""The two operations of the SPARQL 1.1 Protocol: which text a request carries, and what stands beside it."""

from __future__ import annotations

from dataclasses import dataclass

from flask import request

from educluster.errors import BadParameter, BadQuery, UnknownFormat
from educluster.web import parameters
from educluster.web.parameters import Values

_VERSIONS = {"1.0", "1.1", "1.2", "1.2-basic"}


@dataclass(frozen=True)
class Kind:
    """An operation: its parameter, its media type, those beside it; what belongs elsewhere, and where."""

    name: str
    media_type: str
    beside: frozenset[str]
    other: str
    elsewhere: str


# Sources: SPARQL 1.1 Protocol, sections 2.1 and 2.2; `version`: SPARQL 1.2 Protocol, section 2.1.
QUERY = Kind(
    "query",
    "application/sparql-query",
    frozenset({"default-graph-uri", "named-graph-uri", "timeout", "version"}) | parameters.FORMAT,
    "update",
    "send updates to /update, by POST",
)
UPDATE = Kind(
    "update",
    "application/sparql-update",
    frozenset({"using-graph-uri", "using-named-graph-uri", "version"}),
    "query",
    "send queries to /sparql",
)


@dataclass(frozen=True)
class Sent:
    """What a request carries: the text, and the values beside it; or that it carries no text at all."""

    text: bytes
    beside: Values
    is_bare: bool = False


def sent(kind: Kind) -> Sent:
    """Return what a request carries, by one of the ways in which the protocol allows it.

    Raises BadQuery, BadParameter, UnknownFormat.
    """
    found = _by_post(kind) if request.method == "POST" else _by_get(kind)
    _version(found.beside)
    return found


def _by_get(kind: Kind) -> Sent:
    asked = any(text.strip() for name in (kind.name, kind.other) for text in request.args.getlist(name))
    values = parameters.of_address({kind.name, kind.other, *kind.beside} | (set() if asked else {"example"}))
    if request.content_length:
        raise BadQuery("a GET carries no body", f"send the {kind.name} in the address, or by POST")
    return Sent(_only(kind, values), values) if asked else Sent(b"", values, is_bare=True)


def _by_post(kind: Kind) -> Sent:
    parameters.refuse_encoded()
    address = parameters.of_address({kind.name, kind.other, *kind.beside})
    if request.mimetype == kind.media_type:
        if kind.name in address or kind.other in address:
            problem = f"one {kind.name} is the body, and another stands in the address"
            raise BadQuery(problem, "send one")
        return Sent(request.get_data(), address)
    if request.mimetype != parameters.FORM:
        raise _unknown(kind, request.mimetype)
    form = parameters.of_form({kind.name, kind.other, *kind.beside})
    if kind.name in address:
        problem = f"the {kind.name} stands in the address, but this is a POST"
        raise BadQuery(problem, f"put «{kind.name}» into the body")
    values = address + form
    return Sent(_only(kind, values), values)


def _only(kind: Kind, values: Values) -> bytes:
    """Return the one text among the values.

    Raises BadQuery for none, for several, and for one that belongs elsewhere.
    """
    if kind.other in values:
        problem = f"this address takes a {kind.name}, and the request carries «{kind.other}»"
        raise BadQuery(problem, f"{kind.elsewhere}; a request carries one of the two")
    texts = values.all(kind.name)
    if len(texts) == 1:
        return texts[0].encode()
    problem = f"there are {len(texts)} texts called «{kind.name}»" if texts else f"there is no {kind.name}"
    raise BadQuery(problem, f"give one, as the parameter «{kind.name}»")


def _unknown(kind: Kind, media_type: str) -> UnknownFormat:
    said = media_type[:80] or "no Content-Type"
    remedy = f"send it as {parameters.FORM} or {kind.media_type}"
    if media_type == f"application/sparql-{kind.other}":
        remedy = kind.elsewhere
    return UnknownFormat(f"a SPARQL {kind.name} cannot be sent as {said}", remedy)


def _version(values: Values) -> None:
    """Raise BadParameter for a version that is not known.  Source: SPARQL 1.2 Protocol, section 2.1."""
    version = values.one("version")
    if version and version not in _VERSIONS:
        known = ", ".join(sorted(_VERSIONS))
        raise BadParameter(f"there is no version «{version[:40]}»", f"those known are: {known}")
