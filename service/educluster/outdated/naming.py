"""Which IRIs are ours, or are meant to be."""

from __future__ import annotations

import re

from educluster import names

BASE = names.BASE
NAMESPACES = (names.EC, names.ECR, names.ECC, names.ECS, names.GRAPH)
_OWN = "w3id.org/educluster"
_REGISTERED = names.GRAPH + "registered/"  # of users, in each service others
_WITH_PARTS = (names.ECR, names.ECC)  # whose documents have endings, and parts after a #
_FOLDERS = {"ns", "id", "claim", "shapes", "graph"}  # below which there are names
_FOLDER = re.compile(r"[/#?.].*", re.DOTALL)
_LOWER = re.compile(r"[a-z.]")  # as pages begin; classes have capitals
_FILE = re.compile(r"(ns|id|claim|shapes|graph)(\.\w+)?|shapes/.*|.*/\d+\.\d+[\w.]*")  # with versions
_PART = re.compile(r"[.#?].*", re.DOTALL)
_SIGNS = re.compile(r"[\W_]+")


def is_meant(iri: str) -> bool:
    """Return whether an IRI looks like one of ours, however it is written."""
    return _OWN in iri.lower()


def whole(iri: str) -> str:
    """Return what a document, or a part of one, is of: /id/x.ttl and /claim/x#assertion are of x."""
    for namespace in _WITH_PARTS:
        if iri.startswith(namespace):
            return namespace + _PART.sub("", iri.removeprefix(namespace))
    return iri


def namespace(iri: str) -> str:
    """Return the namespace of ours in which an IRI lies, "" for any other."""
    return next((each for each in NAMESPACES if iri.startswith(each) and iri != each), "")


def is_page(iri: str) -> bool:
    """Return whether an IRI is no name, but the address of a page of a service, or of a user's graph."""
    if iri.startswith(_REGISTERED):
        return True
    path = iri.removeprefix(BASE)
    if path == iri:
        return False
    is_other = _FOLDER.sub("", path) not in _FOLDERS and _LOWER.match(path) is not None
    return is_other or _FILE.fullmatch(path) is not None


def folded(iri: str) -> str:
    """Return the local name without capitals and signs: what is the same was meant to be the same."""
    return _SIGNS.sub("", names.last_part(iri)).lower()


def of(iri: str) -> str:
    """Return the namespace of any IRI: up to its last # or /."""
    return iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] or iri
