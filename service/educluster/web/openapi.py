"""/openapi.json: every address of the service, the questions from their files.  Source: OpenAPI 3.1.0."""

from __future__ import annotations

import json
from hashlib import sha256
from pathlib import Path
from typing import Any

import yaml
from flask import Blueprint, Response, current_app, request

from educluster import __version__, formats
from educluster.questions import Book, Parameter, Question
from educluster.web.frame import known_only, language
from educluster.web.service import service

pages = Blueprint("openapi", __name__)

Json = dict[str, Any]

_BASE = Path(__file__).with_name("openapi.yaml")
_SHARED = ("version", "limit", "offset", "timeout", "lang")
_ONE_PAGE = ("version", "timeout", "lang")
_LONGEST = 1000  # characters of a text that is given


@pages.get("/openapi.json")
def openapi() -> Response:
    """Describe the service."""
    known_only()
    kept: dict[str, bytes] = current_app.extensions.setdefault("educluster.openapi", {})
    spoken = language()
    if spoken not in kept:
        kept[spoken] = json.dumps(document(service().asking.book, spoken), ensure_ascii=False).encode()
    response = Response(kept[spoken], content_type=formats.JSON.content_type)
    response.set_etag(sha256(kept[spoken]).hexdigest()[:16], weak=True)
    response.make_conditional(request)
    return response


def document(book: Book, spoken: str) -> Json:
    """Return the document: what is kept by hand, and each question of a book."""
    told: Json = yaml.safe_load(_BASE.read_text(encoding="utf-8"))
    told["info"]["version"] = __version__
    told["components"]["responses"]["Answer"]["content"] = {
        each.media_type: {"schema": {"type": "object"} if each.name == "json" else {"type": "string"}}
        for each in formats.ANSWERS
    }
    for each in book.questions.values():
        told["paths"][f"/questions/{each.name}.{{ending}}"] = {"get": _operation(each, book, spoken)}
    return told


def _operation(question: Question, book: Book, spoken: str) -> Json:
    shared = _ONE_PAGE if question.is_one_page else _SHARED
    given = [_parameter(each, spoken) for each in question.parameters.values()]
    return {
        "operationId": f"question-{question.name}",
        "tags": ["questions", *(book.words.tag(each, spoken) for each in question.tags)],
        "summary": question.title(spoken),
        "description": question.description(spoken),
        "parameters": [_ending(question), *given, *(_ref("parameters", each) for each in shared)],
        "responses": {
            "200": _ref("responses", "Answer"),
            "304": _ref("responses", "Unchanged"),
            "default": _ref("responses", "Problem"),
        },
        "x-educluster-view": question.view,
        "x-educluster-columns": {
            each.name: {"kind": each.kind, "label": each.label(spoken)} for each in question.columns.values()
        },
    }


def _ending(question: Question) -> Json:
    asks = question.body.form == "ASK"
    names = [each.name for each in formats.ANSWERS if each is not formats.TSV or not asks]
    return {"name": "ending", "in": "path", "required": True, "schema": {"enum": names}}


def _parameter(parameter: Parameter, spoken: str) -> Json:
    told = ". ".join(
        each.rstrip(".") for each in (parameter.label(spoken), parameter.help(spoken)) if each.strip()
    )
    return {
        "name": parameter.name,
        "in": "query",
        "required": parameter.required,
        "description": told,
        "schema": _schema(parameter),
        "example": _example(parameter),
    }


def _schema(parameter: Parameter) -> Json:
    default = {} if parameter.default is None else {"default": _value(parameter, parameter.default)}
    if parameter.type == "number":
        bounds = {"minimum": parameter.least, "maximum": parameter.most}
        return {
            "type": "number",
            **{key: each for key, each in bounds.items() if each is not None},
            **default,
        }
    if parameter.type == "date":
        return {"type": "string", "format": "date", **default}
    if parameter.choices:
        return {"enum": list(parameter.choices), **default}
    return {"type": "string", "maxLength": _LONGEST, **default}


def _example(parameter: Parameter) -> object:
    return _value(parameter, parameter.example)


def _value(parameter: Parameter, text: str) -> object:
    """Return a value as JSON has it."""
    return json.loads(text) if parameter.type == "number" else text


def _ref(kind: str, name: str) -> Json:
    return {"$ref": f"#/components/{kind}/{name}"}
