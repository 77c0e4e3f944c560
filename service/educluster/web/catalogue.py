"""The catalogue of the stored questions: by theme, searched, and as data."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, render_template

from educluster import formats
from educluster.errors import NotFound
from educluster.questions import Parameter, Question
from educluster.web.frame import language
from educluster.web.service import service


def found(text: str, tag: str, spoken: str) -> list[Question]:
    """Return the questions of a tag that have all words of a text, the best first; without, all.

    Raises NotFound for a tag that no question has.
    """
    book = service().asking.book
    listed = book.search(text, spoken) if text else list(book.questions.values())
    if not tag:
        return listed
    if tag not in book.tags:
        raise NotFound(f"there is no theme «{tag[:40]}»", f"choose one of: {', '.join(book.tags)}")
    return [each for each in listed if tag in each.tags]


def page(listed: Sequence[Question], text: str, tag: str) -> Response:
    """Return the page of the catalogue; all questions stand under their themes, those searched for do not."""
    book, spoken = service().asking.book, language()
    themes = {each: book.words.tag(each, spoken) for each in book.tags}
    in_order = dict(sorted(themes.items(), key=lambda theme: theme[1]))
    shown = {
        "listed": listed,
        "text": text,
        "tag": tag,
        "themes": in_order,
        "counts": {each: len(of) for each, of in book.tags.items()},
        "by_theme": {} if text or tag else _by_theme(listed, in_order),
    }
    return Response(render_template("questions.html", **shown), content_type=formats.HTML.content_type)


def told(question: Question, spoken: str) -> dict[str, object]:
    """Return what is told of a question as data."""
    return {
        "name": question.name,
        "title": question.title(spoken),
        "description": question.description(spoken),
        "address": f"/questions/{question.name}",
        "answers": question.answers or None,
        "tags": list(question.tags),
        "view": question.view,
        "form": question.body.form,
        "digest": question.digest,
        "parameters": [_parameter(each, spoken) for each in question.parameters.values()],
        "columns": [
            {"name": each.name, "kind": each.kind, "label": each.label(spoken)}
            for each in question.columns.values()
        ],
        "indicator": _indicator(question, spoken),
        "formats": [each.name for each in formats.ANSWERS],
    }


def _by_theme(listed: Sequence[Question], themes: dict[str, str]) -> dict[str, list[Question]]:
    """Return the questions, each once, under the first of their tags."""
    found: dict[str, list[Question]] = {theme: [] for theme in themes}
    for each in listed:
        found[each.tags[0]].append(each)
    return {theme: of for theme, of in found.items() if of}


def _parameter(parameter: Parameter, spoken: str) -> dict[str, object]:
    value = {
        "name": parameter.name,
        "type": parameter.type,
        "label": parameter.label(spoken),
        "help": parameter.help(spoken) or None,
        "required": parameter.required,
        "default": parameter.default,
        "example": parameter.example,
        "source": parameter.source or None,
        "choices": list(parameter.choices) or None,
        "least": parameter.least,
        "most": parameter.most,
    }
    return {key: each for key, each in value.items() if each is not None}


def _indicator(question: Question, spoken: str) -> dict[str, str] | None:
    told = question.indicator
    return {"formula": told.formula, "source": told.source, "note": told.note(spoken)} if told else None
