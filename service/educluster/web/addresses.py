"""Where IRIs of ours are served here."""

from __future__ import annotations

import re
from urllib.parse import quote

from flask import request, url_for

from educluster import names

_SERVED = (  # namespace, what is before the local name here
    (names.ECR, "/id/"),
    (names.ECC, "/claim/"),
    (names.EC, "/ns#"),
    (names.ECS, "/shapes#"),
    (names.GRAPH, "/graphs/"),
)
_NOT_IN_HOST = re.compile(r"[^\w.:\[\]/-]", re.ASCII)
_VOCABULARY = names.EC.rstrip("#")


def local(iri: str, language: str = "") -> str:
    """Return the address of an IRI of ours on this service, in a language; nothing for one of others."""
    path = _path(iri)
    if not path:
        return ""
    before, mark, anchor = path.partition("#")
    spoken = f"?lang={language}" if language else ""
    return f"{request.script_root}{before}{spoken}{mark}{anchor}"


def reachable(iri: str, language: str = "") -> str:
    """Return an address that a browser can open for an IRI; nothing where there is none."""
    return local(iri, language) or (iri if iri.startswith(("http://", "https://")) else "")


def _path(iri: str) -> str:
    if iri == _VOCABULARY or iri.startswith(f"{_VOCABULARY}/"):
        return quote(iri.removeprefix(names.BASE[:-1]))
    for namespace, place in _SERVED:
        if iri.startswith(namespace) and iri != namespace:
            return place + quote(iri.removeprefix(namespace), safe="/~")
    return ""


def onward(endpoint: str, **values: str) -> str:
    """Return the address of an endpoint, with the parameters that this request has.

    Those must have been looked at: `url_for` takes some as its own.
    """
    return url_for(endpoint, **{**request.args.to_dict(), **values})  # type: ignore[arg-type]


def host() -> str:
    """Return the address of this host; what a client wrote into its Host header is no part of it."""
    return _NOT_IN_HOST.sub("", request.host_url).rstrip("/")
