"""Stored questions: what a file of queries/questions says of itself, and its query.  Pure: no I/O."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import yaml

_MARK = "#+"


@dataclass(frozen=True)
class Question:
    """A question: its name, its titles by language, its query, whether it answers without further values."""

    name: str
    titles: Mapping[str, str]
    query: str
    is_whole: bool

    def title(self, language: str) -> str:
        """Return the title in a language, else in English."""
        return self.titles.get(language) or self.titles["en"]


def read(name: str, text: str) -> Question:
    """Return the question that a file holds.

    Raises ValueError where the header is none, or has no title in English.
    """
    lines = text.splitlines()
    header = yaml.safe_load("\n".join(each.removeprefix(_MARK) for each in lines if each.startswith(_MARK)))
    titles = header.get("title") if isinstance(header, dict) else None
    if not isinstance(titles, dict) or "en" not in titles:
        raise ValueError(f"{name} has no title in English")
    query = "\n".join(each for each in lines if not each.startswith(_MARK)).strip()
    return Question(
        name, {str(tag): str(each) for tag, each in titles.items()}, query, not header.get("parameters")
    )
