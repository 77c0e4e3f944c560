"""The answer to a stored question, and the address at which it can be had again."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any
from urllib.parse import urlencode

from educluster import questions
from educluster.answer import Answered, Asked
from educluster.ask.versions import DataVersion
from educluster.questions import Question, Term

OTHERWISE = "the release has another query for this question, or none; this is the answer to that of now"


@dataclass(frozen=True)
class Found:
    """The answer to a question: the terms that were bound, what was asked, and the data that it is of.

    `given` are the values as they stand in an address; `more` says that there are rows behind these;
    `is_asked_otherwise` that the release has another query for the question, which a citation may mean.
    """

    question: Question
    terms: Mapping[str, Term]
    asked: Asked
    answered: Answered
    version: DataVersion
    language: str
    limit: int | None = None
    offset: int = 0
    is_asked_otherwise: bool = False

    @property
    def etag(self) -> str:
        """Return the tag of the answer, "" where the next one may differ."""
        return self.answered.etag

    @property
    def more(self) -> bool:
        """Return whether there are further rows."""
        return self.answered.more or bool(self.answered.cut)

    @property
    def given(self) -> Mapping[str, str]:
        """Return the values of all parameters as they stand in an address."""
        return {name: term.short() for name, term in self.terms.items()}

    @property
    def query(self) -> str:
        """Return the query for people, with its values in it."""
        return questions.shown(self.question, self.terms)

    @cached_property
    def results(self) -> dict[str, Any]:
        """Return the answer, which was asked for in SPARQL's JSON, as plain values."""
        found: dict[str, Any] = json.loads(self.answered.whole())
        return found

    def tag(self, language: str) -> str:
        """Return what tells the answer, as read in a language, from all others; "" where it may differ."""
        return f"{self.etag} {language}" if self.etag else ""


def path(found: Found, ending: str = "", language: str = "", paging: bool = True) -> str:
    """Return where an answer can be had again, from the root of a service on: it names the version."""
    told = {**found.given, **({"lang": language} if language else {}), "version": found.version.wanted}
    if paging and found.limit is not None:
        told["limit"] = str(found.limit)
    if paging and found.offset:
        told["offset"] = str(found.offset)
    return f"/questions/{found.question.name}{f'.{ending}' if ending else ''}?{urlencode(told)}"
