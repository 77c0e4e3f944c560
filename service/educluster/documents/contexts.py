"""Contexts: what the keys of a JSON-LD document are, as far as its marking needs it."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum

_CONTEXT = re.compile(r'"@context"\s*:\s*')
_DECODER = json.JSONDecoder()


class Role(Enum):
    """What stands at a key, or in an array."""

    VALUE = "values of a property: nodes, texts, numbers"
    IDENTIFIER = "the IRI of the node around it"
    CONTENT = "the literal that the object around it is"
    KIND = "classes, or a datatype"
    PROPERTIES = "an object that is no node of its own: @reverse, @nest"
    MAP = "an object whose keys are languages or indexes"
    OTHER = "nothing to be marked"


_KEYWORDS = {
    "@id": Role.IDENTIFIER,
    "@value": Role.CONTENT,
    "@type": Role.KIND,
    "@list": Role.VALUE,
    "@set": Role.VALUE,
    "@graph": Role.VALUE,
    "@included": Role.VALUE,
    "@reverse": Role.PROPERTIES,
    "@nest": Role.PROPERTIES,
}
_PLAIN, _MAPS = {"@list", "@set"}, {"@language", "@index"}


@dataclass
class Keys:
    """The keys of a document: aliases of keywords, the roles of terms, and all terms there are.

    What any context of the document says counts everywhere: at worst a value stays unmarked.
    """

    terms: set[str] = field(default_factory=set)
    _aliases: dict[str, str] = field(default_factory=dict)
    _roles: dict[str, Role] = field(default_factory=dict)

    @classmethod
    def of(cls, text: str) -> Keys:
        """Return the keys of a document that is known to be JSON."""
        keys = cls()
        for found in _CONTEXT.finditer(text):
            for term, definition in _definitions(_DECODER.raw_decode(text, found.end())[0]):
                keys._define(term, definition)
        return keys

    def keyword(self, key: str) -> str | None:
        """Return the keyword that a key is, or stands for."""
        return key if key.startswith("@") else self._aliases.get(key)

    def role(self, key: str) -> Role:
        """Return what stands at a key."""
        keyword = self.keyword(key)
        if keyword is not None:
            return _KEYWORDS.get(keyword, Role.OTHER)
        return self._roles.get(key, Role.VALUE)

    def _define(self, term: str, definition: dict[str, object]) -> None:
        self.terms.add(term)
        name = definition.get("@id")
        if isinstance(name, str) and name.startswith("@"):
            self._aliases[term] = name
        role = _role(definition)
        if role is not Role.VALUE and self._roles.get(term) is not Role.OTHER:
            self._roles[term] = role


def _definitions(context: object) -> Iterator[tuple[str, dict[str, object]]]:
    """Yield the terms of a context, and of the contexts within their definitions."""
    for each in context if isinstance(context, list) else [context]:
        for term, definition in each.items() if isinstance(each, dict) else ():
            if isinstance(definition, dict):
                yield term, definition
                yield from _definitions(definition.get("@context"))
            else:
                yield term, {"@id": definition}


def _role(definition: dict[str, object]) -> Role:
    container = definition.get("@container")
    names = {str(each) for each in (container if isinstance(container, list) else [container]) if each}
    names -= _PLAIN
    if definition.get("@type") == "@json" or not names <= _MAPS:
        return Role.OTHER
    return Role.MAP if names else Role.VALUE
