"""Read a parameter from a header, with its example and default checked against its type."""

from __future__ import annotations

from collections.abc import Mapping

from educluster import names
from educluster.errors import BadParameter
from educluster.questions.header import Header
from educluster.questions.model import Parameter, Texts
from educluster.questions.values import expanded, term
from educluster.questions.words import Words, texts

TYPES = ("iri", "text", "number", "date", "language", "choice")
_KEYS = """
    type scheme class choices least most example default label help
""".split()
_ONLY_OF = {"scheme": "iri", "class": "iri", "choices": "choice", "least": "number", "most": "number"}


def parameter(header: Header, words: Words, name: str) -> Parameter:
    """Return the parameter of that name.

    Raises BadQuestion.
    """
    path = ("parameters", name)
    header.only(set(_KEYS), *path)
    kind = header.one_of(TYPES, *path, "type")
    for key, of in _ONLY_OF.items():
        if header.get(*path, key) is not None and kind != of:
            raise header.wrong(
                f"{key} is only of the type {of}", f"leave it out, or write type: {of}", *path, key
            )
    found = Parameter(
        name=name,
        type=kind,
        example=header.text(*path, "example"),
        default=header.text(*path, "default") or None,
        scheme=header.text(*path, "scheme"),
        of_class=_class(header, *path),
        choices=_choices(header, kind, *path),
        least=_number(header, *path, "least"),
        most=_number(header, *path, "most"),
        labels=_label(header, words, name),
        helps=texts(header, *path, "help") if header.get(*path, "help") else words.help.get(name, {}),
    )
    if not found.example:
        raise header.wrong(f"{name} has no example", "give one: the expected answer is for it", *path)
    for key, value in (("example", found.example), ("default", found.default)):
        if value is not None:
            _check(header, found, value, *path, key)
    return found


def _check(header: Header, found: Parameter, value: str, *path: str) -> None:
    try:
        term(found, value, None)
    except BadParameter as error:
        raise header.wrong(error.problem, error.remedy, *path) from error


def _class(header: Header, *path: str) -> str:
    written = header.text(*path, "class")
    if written and header.get(*path, "scheme"):
        raise header.wrong("both scheme and class are given", "leave one of them", *path)
    if not written:
        return ""
    if written.partition(":")[0] in names.PREFIXES or "://" in written:
        return expanded(written)
    remedy = f"write a prefixed name with one of: {', '.join(names.PREFIXES)}"
    raise header.wrong(f"«{written}» is no class", remedy, *path, "class")


def _choices(header: Header, kind: str, *path: str) -> Mapping[str, Texts]:
    """Return the choices and what they are called, which of a list is nothing."""
    if kind == "language":
        return {language: {} for language in names.LANGUAGES}
    if kind != "choice":
        return {}
    found = header.get(*path, "choices")
    if isinstance(found, list) and found:
        return {str(each): {} for each in found}
    if isinstance(found, dict) and found:
        return {str(each): texts(header, *path, "choices", str(each)) for each in found}
    raise header.wrong("there is nothing to choose", "write choices: [a, b], or {a: {en: …}}", *path)


def _number(header: Header, *path: str) -> float | None:
    found = header.get(*path)
    if found is None:
        return None
    if isinstance(found, int | float) and not isinstance(found, bool):
        return found
    raise header.wrong(f"{path[-1]} is no number", "write one", *path)


def _label(header: Header, words: Words, name: str) -> Texts:
    if header.get("parameters", name, "label"):
        return texts(header, "parameters", name, "label")
    if name in words.parameters:
        return words.parameters[name]
    remedy = "write label: {en: …, ru: …, uz: …}, or add it to words.yaml"
    raise header.wrong(f"no word is known for the parameter {name}", remedy, "parameters", name)
