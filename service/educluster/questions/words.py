"""What columns, parameters, tags and views are called where a header does not say it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster import names
from educluster.questions.header import Header
from educluster.questions.model import Texts, said

_SECTIONS = ("columns", "parameters", "help", "tags", "views")


@dataclass(frozen=True)
class Words:
    """Words by name and language; `values` are by column, then by the text that stands in it."""

    columns: Mapping[str, Texts]
    parameters: Mapping[str, Texts]
    help: Mapping[str, Texts]
    tags: Mapping[str, Texts]
    views: Mapping[str, Texts]
    values: Mapping[str, Mapping[str, Texts]]

    def tag(self, name: str, language: str) -> str:
        """Return what a tag is called; its name where nothing is said."""
        return said(self.tags.get(name, {}), language) or name

    def view(self, name: str, language: str) -> str:
        """Return what a view is called; its name where nothing is said."""
        return said(self.views.get(name, {}), language) or name


def words(file: str, text: str) -> Words:
    """Return the words of a file, in YAML.

    Raises BadQuestion.
    """
    header = Header(file, list(enumerate(text.splitlines(), 1)))
    header.only({*_SECTIONS, "values"})
    found = {name: _section(header, name) for name in _SECTIONS}
    values = {str(each): _section(header, "values", str(each)) for each in header.mapping("values")}
    return Words(**found, values=values)


def _section(header: Header, *path: str) -> Mapping[str, Texts]:
    return {str(name): texts(header, *path, str(name)) for name in header.mapping(*path)}


def texts(header: Header, *path: str) -> Texts:
    """Return the text at a path, in each language.

    Raises BadQuestion where one is missing, or is none.
    """
    told = header.mapping(*path)
    for language in names.LANGUAGES:
        if not isinstance(told.get(language), str) or not str(told[language]).strip():
            what = " of ".join(reversed(path))
            raise header.wrong(f"{what} is not said in «{language}»", "say it in en, ru and uz", *path)
    header.only(set(names.LANGUAGES), *path)
    return {language: str(told[language]).strip() for language in names.LANGUAGES}
