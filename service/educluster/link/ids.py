"""How things, types and properties are called by those who link to them: short, and never ambiguous."""

from __future__ import annotations

from educluster import names

_LOCAL = set("/#?:")


def thing(text: str) -> str:
    """Return the IRI that a local name of a thing, a prefixed name or an IRI stands for."""
    return _whole(text.strip(), names.ECR)


def term(text: str) -> str:
    """Return the IRI that a local name of a class or property, a prefixed name or an IRI stands for."""
    return _whole(text.strip(), names.EC)


def of_thing(iri: str) -> str:
    """Return what a thing is called: its local name."""
    return _short(iri, names.ECR)


def of_term(iri: str) -> str:
    """Return what a class or property is called: its local name, with a prefix where it is another's."""
    return _short(iri, names.EC)


def _whole(text: str, namespace: str) -> str:
    prefix, colon, local = text.partition(":")
    if not colon:
        return namespace + text
    return names.PREFIXES[prefix] + local if prefix in names.PREFIXES else text


def _short(iri: str, namespace: str) -> str:
    local = iri.removeprefix(namespace)
    if local != iri and local and not set(local) & _LOCAL:
        return local
    return names.shorten(iri).removeprefix("<").removesuffix(">")
