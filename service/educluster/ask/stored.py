"""The questions that are packaged, read once."""

from __future__ import annotations

import difflib
from functools import cache

from educluster import artifacts, questions
from educluster.errors import NotFound
from educluster.questions import Book, Question, plain

_EXPECTED = ".expected.csv"


@cache
def stored() -> Book:
    """Return the book of the packaged questions.

    Raises BadQuestion for a file that cannot be used, or has no expected answer beside it.
    """
    words, files = artifacts.question_words(), artifacts.questions()
    answered = {each.name.removesuffix(_EXPECTED) for each in files[0].parent.glob(f"*{_EXPECTED}")}
    return questions.load(
        ((each.name, each.read_text(encoding="utf-8")) for each in files),
        questions.words(words.name, words.read_text(encoding="utf-8")),
        answered,
    )


def question(name: str) -> Question:
    """Return the stored question of that name.

    Raises NotFound, which tells what was probably meant.
    """
    known = stored().questions
    if name in known:
        return known[name]
    near = difflib.get_close_matches(plain(name)[:100].replace(" ", "-"), known, 3)
    meant = f"perhaps {' or '.join(near)} is meant; " if near else ""
    remedy = f"{meant}/questions, or educluster ask, lists those there are"
    raise NotFound(f"there is no question «{name[:100]}»", remedy)
