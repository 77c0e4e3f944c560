"""All questions, by name and by tag, and the search for them."""

from __future__ import annotations

from collections.abc import Container, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

from educluster.questions.choices import plain
from educluster.questions.model import BadQuestion, Question
from educluster.questions.reading import read
from educluster.questions.words import Words

_ENDING = 5  # letters of a longer word that have to be the same; what follows may be its inflection


@dataclass(frozen=True)
class Book:
    """The stored questions, in the order of their names, and the words of their tags and views."""

    questions: Mapping[str, Question]
    words: Words

    @cached_property
    def tags(self) -> Mapping[str, tuple[Question, ...]]:
        """Return the questions of each tag, in the order of the tags."""
        tags = sorted({tag for each in self.questions.values() for tag in each.tags})
        return {tag: tuple(each for each in self.questions.values() if tag in each.tags) for tag in tags}

    def search(self, text: str, language: str = "en") -> list[Question]:
        """Return the questions that have all the words, in any language; those of the titles first."""
        wanted = [_stem(word) for word in plain(text).split()]
        found = []
        for question, (titles, rest) in zip(self.questions.values(), self._texts, strict=True):
            if all(word in titles or word in rest for word in wanted):
                missing = sum(word not in plain(question.title(language)) for word in wanted)
                foreign = sum(word not in titles for word in wanted)
                found.append((foreign, missing, plain(question.title(language)), question.name))
        return [self.questions[name] for *_, name in sorted(found)]

    @cached_property
    def _texts(self) -> list[tuple[str, str]]:
        """Return the titles, and all else that is said, of each question."""
        return [
            (
                plain(" ".join(each.titles.values())),
                plain(" ".join((each.name, each.answers, *self._said(each)))),
            )
            for each in self.questions.values()
        ]

    def _said(self, question: Question) -> Iterable[str]:
        yield from question.descriptions.values()
        yield from (text for tag in question.tags for text in self.words.tags.get(tag, {}).values())
        yield from (text for each in question.columns.values() for text in each.labels.values())
        yield from (text for each in question.parameters.values() for text in each.labels.values())


def load(files: Iterable[tuple[str, str]], words: Words, answered: Container[str] | None = None) -> Book:
    """Return the book of files, given as names and texts; those in `answered` have an expected answer.

    Raises BadQuestion, also for two of one name, and for one without an expected answer.
    """
    found: dict[str, Question] = {}
    for file, text in files:
        question = read(file, text, words)
        if question.name in found:
            raise BadQuestion(file, 1, f"there is another question {question.name}", "name one otherwise")
        if answered is not None and question.name not in answered:
            remedy = f"put {question.name}.expected.csv beside it, the answer for the examples"
            raise BadQuestion(file, 1, "there is no expected answer", remedy)
        found[question.name] = question
    return Book(dict(sorted(found.items())), words)


def _stem(word: str) -> str:
    return word[: max(len(word) - 2, _ENDING)] if len(word) > _ENDING else word
