"""Stored questions: what their files say, what may be given for them, their queries.  Pure: no I/O."""

from educluster.questions.book import Book, load
from educluster.questions.choices import Choice, Choices, plain
from educluster.questions.model import (
    BadQuestion,
    Body,
    Column,
    Indicator,
    Parameter,
    Question,
    Term,
    Texts,
    said,
    short,
)
from educluster.questions.reading import RESERVED, read
from educluster.questions.values import examples, expanded, typed
from educluster.questions.words import Words, words
from educluster.questions.writing import paged, shown

__all__ = [
    "RESERVED",
    "BadQuestion",
    "Body",
    "Book",
    "Choice",
    "Choices",
    "Column",
    "Indicator",
    "Parameter",
    "Question",
    "Term",
    "Texts",
    "Words",
    "examples",
    "expanded",
    "load",
    "paged",
    "plain",
    "read",
    "said",
    "short",
    "shown",
    "typed",
    "words",
]
