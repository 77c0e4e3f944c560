"""Say in words what a result is about: the path, what was expected and found, messages with their values."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from functools import lru_cache, partial

from educluster import names
from educluster.graphs import Graph, Namespace, Path, text
from educluster.names import LANGUAGES
from educluster.reports import Term
from educluster.reports.model import Texts, in_language
from educluster.shapes.telling.words import (
    BACKWARDS,
    EXPECTED,
    KINDS,
    OF_COMPONENT,
    OR,
    UNMET,
    WANTED,
)

_SH = Namespace(names.SH)
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

    def put(language: str, found: re.Match[str]) -> str:
        return values[found[1]](language) if found[1] in values else found[0]

    return {
        language: _PLACEHOLDER.sub(partial(put, language), said) if "{" in said else said
        for language, said in texts.items()
    }


@lru_cache(maxsize=128)
def parameter(component: str) -> str:
    """Return the parameter that a constraint component is named after: minCount, qualifiedMinCount, in."""
    local = names.last_part(component).removesuffix("ConstraintComponent")
    return local[:1].lower() + local[1:]


def expected(shapes: Graph, shape: str, component: str, called: Callable[[str], Term]) -> Texts:
    """Return in short words what a constraint expects; nothing where there are none for it."""
    asked = parameter(component)
    value = shapes.value(shape, _SH[asked]) if asked in EXPECTED or asked == "nodeKind" else None
    if value is None:
        return {}
    if asked == "nodeKind":
        return KINDS.get(names.last_part(text(value)), {})
    words, shown = EXPECTED[asked], _shown(shapes, asked, value, called)
    return {language: words[language].format(shown(language)) for language in LANGUAGES}


def _shown(shapes: Graph, asked: str, value: str, called: Callable[[str], Term]) -> Callable[[str], str]:
    """Return what stands for the value of a parameter, by language."""
    if asked in ("or", "xone"):
        number = str(len(shapes.items(value)))
        return lambda _: number
    if asked not in ("in", "languageIn"):
        term = called(value)
        return lambda language: name(term, language)
    items = shapes.items(value)
    allowed, more = [called(each) for each in items[:_MOST_NAMED]], ["…"] if len(items) > _MOST_NAMED else []
    return lambda language: ", ".join([*(name(each, language) for each in allowed), *more])


def wanted(asked: Texts) -> Texts:
    """Return a sentence that says what is expected; nothing where nothing is known of it."""
    return {language: WANTED[language].format(each) for language, each in asked.items()}


def unsaid(asked: Texts, component: str) -> Texts:
    """Return what to say of a result of which the shapes say nothing."""
    local = names.last_part(component)
    words = wanted(asked) or UNMET.get(parameter(component))
    return words or {language: said.format(local) for language, said in OF_COMPONENT.items()}
