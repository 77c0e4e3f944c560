"""What commands print in columns: tables of answers, the list of the questions."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from educluster.questions import Book, Question, plain


def aligned(rows: Sequence[Sequence[str]]) -> str:
    """Return rows as columns of one width each, the first as their heads."""
    lines = [[" ".join(cell.split()) for cell in row] for row in rows]
    widths = [max(map(len, cells)) for cells in zip(*lines, strict=True)]
    ruler = ["─" * width for width in widths]
    return "\n".join(_line(row, widths) for row in [lines[0], ruler, *lines[1:]])


def listed(book: Book, words: str | None, language: str) -> str:
    """Return the questions by theme; of those that are searched for the likeliest first, in no groups."""
    found = book.questions.values() if words is None else book.search(words, language)
    if not found:
        return f"No question has «{words}»; educluster ask lists them all."
    width = max(len(each.name) for each in found)
    if words is not None:
        lines = [_entry(each, width, language) for each in found]
    else:
        lines = [
            line for theme, group in _groups(book, language) for line in _group(theme, group, width, language)
        ]
    count = f"{len(found)} question{'s' if len(found) > 1 else ''}"
    return "\n".join(
        [*lines, *([""] if lines[-1] else []), f"{count}; ask one: educluster ask NAME [NAME=VALUE]..."]
    )


def _groups(book: Book, language: str) -> Iterator[tuple[str, list[Question]]]:
    """Yield the themes, each with the questions that have it first: so each is listed once."""
    named = {tag: book.words.tag(tag, language) for tag in book.tags}
    for tag in sorted(named, key=lambda each: plain(named[each])):
        if first := [each for each in book.tags[tag] if each.tags[0] == tag]:
            yield named[tag], first


def _group(theme: str, questions: list[Question], width: int, language: str) -> list[str]:
    return [theme, *(f"  {_entry(each, width, language)}" for each in questions), ""]


def _entry(question: Question, width: int, language: str) -> str:
    told = ", ".join(each if one.required else f"[{each}]" for each, one in question.parameters.items())
    return f"{question.name:<{width}}  {question.title(language)}" + (f"  ({told})" if told else "")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
    return "  ".join(padded).rstrip()
