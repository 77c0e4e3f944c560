"""/questions: the stored questions; each with its page, its form, and its answer in every format."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import sha256

from flask import Blueprint, Response, jsonify, request

from educluster import formats
from educluster.answer import Answered, Choice
from educluster.ask import OTHERWISE, Found
from educluster.citations import STYLES
from educluster.config import Tier
from educluster.errors import BadParameter, NotFound
from educluster.formats import Format
from educluster.questions import RESERVED, Question
from educluster.web import catalogue, faces, parameters, question_page, sending, sparql
from educluster.web.frame import known_only, language
from educluster.web.parameters import Values
from educluster.web.service import service
from educluster.web.watch import notes

pages = Blueprint("questions", __name__)

_ROWS, _MOST_ROWS, _MOST_OFFSET = 1000, 10_000, 1_000_000_000
_NUMBER = re.compile(r"[0-9]{1,18}")
_LISTS = (formats.HTML, formats.JSON)


@dataclass(frozen=True)
class Wish:
    """What a request wants of a question: the values given, the version of the data, the rows, the bounds."""

    given: Mapping[str, str]
    version: str
    limit: int
    offset: int
    language: str
    tier: Tier
    seconds: float | None


@pages.get("/questions")
@pages.get("/questions.<ending>")
def index(ending: str = "") -> Response:
    """List the questions, or those that are searched for.

    Raises NotFound for an ending that is none of a format.
    """
    _refuse_unknown(ending, _LISTS)
    known_only("q", "tag", *parameters.FORMAT)
    values = parameters.of_address({"q", "tag", *parameters.FORMAT})
    text, tag = values.one("q") or "", values.one("tag") or ""
    found = catalogue.found(text, tag, language())
    if parameters.chosen(_LISTS, values, ending) is formats.JSON:
        response = jsonify([catalogue.told(each, language()) for each in found])
    else:
        response = catalogue.page(found, text, tag)
    response.set_etag(sha256(response.get_data()).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response


@pages.get("/questions/<name>")
@pages.get("/questions/<name>.<ending>")
def answer(name: str, ending: str = "") -> Response:
    """Answer a question: on its page, or in the format that the client likes best.

    Raises NotFound for a question or an ending that there is not.
    """
    _refuse_unknown(ending, formats.ANSWERS)
    question = service().asking.question(name)
    notes().kind, notes().query = "question", question.query.encode()
    values = parameters.of_address({*request.args, *RESERVED})
    if style := values.one("cite"):
        return _citation(question, values, style)
    written_in = parameters.chosen(formats.ANSWERS, values, ending)
    if written_in is formats.HTML and not ending and not parameters.FORMAT & values.names:
        return _page(question, values)
    return _file(question, values, written_in)


def _page(question: Question, values: Values) -> Response:
    """Return the page; a value that cannot be taken is told beside its field."""
    given = _given(values)
    question_page.keep(question, given, values.one("version") or "")
    is_example = not given and not question.is_whole
    if is_example:
        given = question_page.examples(question)
    wish = _wish(given, values)
    found = _ask(question, wish, question_page.readable, min(wish.limit, question_page.MOST_ROWS))
    return _warned(question_page.page(found, is_example), found)


def _file(question: Question, values: Values, written_in: Format) -> Response:
    """Return the answer in a format, with the addresses of the rows before and after."""
    wish, asked = _wish(_given(values), values), []

    def ask(choice: Choice, seen: str) -> Answered:
        asked.append(_ask(question, wish, choice, wish.limit, seen))
        return asked[0].answered

    if written_in.name in faces.AS_ANSWERED:
        choice = faces.only(written_in)
        response = sending.answered(lambda: ask(choice, sending.seen()))
    else:
        ask(question_page.readable, "")
        response = faces.response(asked[0], written_in, wish.language)
    for link in faces.links(asked[0], wish.language, written_in.name):
        response.headers.add("Link", link)
    return _warned(response, asked[0])


def _citation(question: Question, values: Values, style: str) -> Response:
    """Return the citation of an answer alone.

    Raises BadParameter for a style that there is not.
    """
    if style not in STYLES:
        styles = list(STYLES)
        problem = f"there is no style «{style[:40]}»"
        raise BadParameter(problem, f"give one of: {', '.join(styles)}", styles, "cite")
    wish = _wish(_given(values), values)
    found = _ask(question, wish, question_page.readable, wish.limit)
    return _warned(faces.citation(found, style, wish.language), found)


def _warned(response: Response, found: Found) -> Response:
    if found.is_asked_otherwise:
        response.headers["Educluster-Warning"] = OTHERWISE
    return response


def _ask(question: Question, wish: Wish, choice: Choice, limit: int, seen: str = "") -> Found:
    return service().asking.ask(
        question.name,
        wish.given,
        wish.language,
        wish.version,
        limit,
        wish.offset,
        choice,
        seen,
        tier=wish.tier,
        seconds=wish.seconds,
        client=notes().client,
    )


def _wish(given: Mapping[str, str], values: Values) -> Wish:
    tier = sparql.tier()
    return Wish(
        given,
        values.one("version") or "",
        _whole(values, "limit", 1, _MOST_ROWS, _ROWS),
        _whole(values, "offset", 0, _MOST_OFFSET, 0),
        language(),
        tier,
        sparql.seconds(values, tier),
    )


def _given(values: Values) -> dict[str, str]:
    """Return the values of the question's own parameters, whether it has them or not."""
    return {name: value for name in sorted(values.names - RESERVED) if (value := values.one(name))}


def _whole(values: Values, name: str, least: int, most: int, otherwise: int) -> int:
    """Return the value of a parameter as a whole number.

    Raises BadParameter for what is none, or is out of bounds.
    """
    given = values.one(name)
    if given is None:
        return otherwise
    if _NUMBER.fullmatch(given) and least <= int(given) <= most:
        return int(given)
    problem, allowed = f"{name} cannot be «{given[:40]}»", f"a whole number from {least} to {most}"
    raise BadParameter(problem, f"give {allowed}", (allowed,), name)


def _refuse_unknown(ending: str, offered: tuple[Format, ...]) -> None:
    names = [each.name for each in offered]
    if ending and ending not in names:
        raise NotFound(f"there is no format «{ending[:20]}»", f"end the address in .{', .'.join(names)}")
