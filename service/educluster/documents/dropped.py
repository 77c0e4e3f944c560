"""Keys of a JSON-LD document that its context does not know: the parser drops what they say in silence."""

from __future__ import annotations

import codecs
import json
from collections.abc import Iterator

from educluster.documents.contexts import Keys, Role

_JSON_LD = "application/ld+json"
_LOOKED_INTO = (Role.VALUE, Role.PROPERTIES)


def dropped(body: bytes, media_type: str) -> list[tuple[str, str]]:
    """Return the keys whose values are dropped, each with its JSON Pointer; none for other formats.

    The document is known to be read.  Nothing is said where a @vocab makes every key a property.
    """
    if media_type != _JSON_LD:
        return []
    text = body.removeprefix(codecs.BOM_UTF8).decode()
    keys = Keys.of(text)
    return [] if "@vocab" in keys.terms else list(_unknown(json.loads(text), "", keys))


def _unknown(value: object, pointer: str, keys: Keys) -> Iterator[tuple[str, str]]:
    if isinstance(value, list):
        for place, each in enumerate(value):
            yield from _unknown(each, f"{pointer}/{place}", keys)
    elif isinstance(value, dict):
        for key, each in value.items():
            here = f"{pointer}/{key.replace('~', '~0').replace('/', '~1')}"
            if _is_unknown(key, keys):
                yield key, here
            elif keys.role(key) in _LOOKED_INTO:
                yield from _unknown(each, here, keys)


def _is_unknown(key: str, keys: Keys) -> bool:
    """Return whether a key is neither a keyword, nor a term of a context, nor an IRI, short or whole."""
    return not (key.startswith("@") or key in keys.terms or ":" in key)
