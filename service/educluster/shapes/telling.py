"""Say in words what a result is about: the path, what was expected and found, messages with their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping

import rdflib
from rdflib.namespace import SH
from rdflib.term import Node

from educluster import names
from educluster.names import LANGUAGES
from educluster.reports import Path, Term
from educluster.reports.model import Texts, in_language
from educluster.shapes.words import BACKWARDS, EXPECTED, KINDS, OR, WANTED

_PLACEHOLDER = re.compile(r"\{[$?](\w+)\}")
_MOST_NAMED = 8  # of the values that sh:in allows

Namer = Callable[[str], Texts]


def in_words(path: Path | None, called: Namer) -> Texts:
    """Return a path in words, by language: what its properties are called, from the first to the last."""
    return {language: _path(path, called, language) for language in LANGUAGES} if path else {}


def _path(path: Path, called: Namer, language: str) -> str:
    if path.kind == "predicate":
        return in_language(called(path.iri), language) or names.shorten(path.iri)
    parts = [_path(part, called, language) for part in path.parts]
    if path.kind == "inversePath":
        return BACKWARDS[language].format(parts[0])
    return (OR[language] if path.kind == "alternativePath" else " → ").join(parts)


def name(term: Term, language: str) -> str:
    """Return what a term is called in a language: its label, else its text, else its IRI shortened."""
    if term.labels:
        return in_language(term.labels, language)
    if term.token.startswith('"'):
        return term.token[1 : term.token.rindex('"')]
    return names.shorten(term.token[1:-1]).strip("<>") if term.token.startswith("<") else term.token


def filled(texts: Texts, values: Mapping[str, Callable[[str], str]]) -> Texts:
    """Return texts with their placeholders {$name} filled in; one that is not known stays as it is.

    `values` gives what to put there for a language.  Source: SHACL, section 5.3.2.
    """

    def put(found: re.Match[str], language: str) -> str:
        return values[found[1]](language) if found[1] in values else found[0]

    return {
        language: _PLACEHOLDER.sub(lambda found, language=language: put(found, language), text)  # type: ignore[misc]
        for language, text in texts.items()
    }


def parameter(component: str) -> str:
    """Return the parameter that a constraint component is named after: minCount, qualifiedMinCount, in."""
    local = names.last_part(component).removesuffix("ConstraintComponent")
    return local[:1].lower() + local[1:]


def expected(shapes: rdflib.Graph, shape: Node, component: str, called: Callable[[Node], Term]) -> Texts:
    """Return in short words what a constraint expects; nothing where there are none for it."""
    asked = parameter(component)
    value = shapes.value(shape, SH[asked]) if asked in EXPECTED or asked == "nodeKind" else None
    if value is None:
        return {}
    if asked == "nodeKind":
        return KINDS.get(names.last_part(str(value)), {})
    return {
        language: EXPECTED[asked][language].format(_shown(shapes, asked, value, called, language))
        for language in LANGUAGES
    }


def _shown(
    shapes: rdflib.Graph, asked: str, value: Node, called: Callable[[Node], Term], language: str
) -> str:
    if asked in ("or", "xone"):
        return str(len(list(shapes.items(value))))
    if asked not in ("in", "languageIn"):
        return name(called(value), language)
    allowed = [name(called(each), language) for each in shapes.items(value)]
    more = [] if len(allowed) <= _MOST_NAMED else ["…"]
    return ", ".join([*allowed[:_MOST_NAMED], *more])


def wanted(asked: Texts) -> Texts:
    """Return a sentence that says what is expected; nothing where nothing is known of it."""
    return {language: WANTED[language].format(text) for language, text in asked.items()}
