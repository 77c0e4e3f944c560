"""The form of a question: a field for each parameter, filled from the graph."""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace

from flask_babel import gettext

from educluster import questions, store
from educluster.ask import LIVE
from educluster.errors import EduclusterError
from educluster.names import LANGUAGES
from educluster.questions import Parameter, Question, said
from educluster.web.frame import OWN_NAMES
from educluster.web.service import service

_MOST_CHOICES = 200  # of a list that opens; a longer one completes what is typed
_MOST_COMPLETED = 1000

Choices = tuple[tuple[str, str], ...]  # values and what they are called


@dataclass(frozen=True)
class Field:
    """A field of the form: its kind (select, list, text, number, date), its words, what may stand in it.

    `near` is what was probably meant by a value that cannot be taken.
    """

    name: str
    kind: str
    label: str
    help: str
    value: str
    choices: Choices
    least: float | None
    most: float | None
    is_required: bool
    near: Choices = ()


def fields(
    question: Question, given: Mapping[str, str], version: str, spoken: str, wrong: object = None
) -> list[Field]:
    """Return the fields of a question with the values given; that called `wrong` cannot be taken."""
    found = [_field(each, given.get(each.name, ""), version, spoken) for each in question.parameters.values()]
    return [_mended(each, question, version, spoken) if each.name == wrong else each for each in found]


def versions(wished: str) -> Choices:
    """Return the versions of the data that may be asked, the newest release as nothing."""
    served = service()
    current = served.asking.version()
    others = [
        (each.release, each.told)
        for each in store.installed(served.settings.data)
        if each.release != current.release
    ]
    live = (LIVE, gettext("what stands in the graph now, with what users added"))
    return (("", gettext("the newest: %(version)s", version=current.told)), *others, live)


def _field(parameter: Parameter, given: str, version: str, spoken: str) -> Field:
    choices = _choices(parameter, version, spoken)
    usual = spoken if parameter.type == "language" else parameter.default or ""
    return Field(
        name=parameter.name,
        kind=_kind(parameter, len(choices)),
        label=parameter.label(spoken),
        help=parameter.help(spoken),
        value=given or usual,
        choices=choices,
        least=parameter.least,
        most=parameter.most,
        is_required=parameter.required,
    )


def _mended(field: Field, question: Question, version: str, spoken: str) -> Field:
    if not field.choices or not field.value:
        return field
    found = _asked_for(question.parameters[field.name], version)
    near = found.near(field.value) if found else []
    return replace(field, near=tuple((each.value, each.label(spoken)) for each in near))


def _kind(parameter: Parameter, choices: int) -> str:
    if parameter.type in {"number", "date"}:
        return parameter.type
    if not choices:
        return "text"
    return "select" if choices <= _MOST_CHOICES else "list" if choices <= _MOST_COMPLETED else "text"


def _choices(parameter: Parameter, version: str, spoken: str) -> Choices:
    if parameter.type == "language":
        return tuple((each, OWN_NAMES[each]) for each in LANGUAGES)
    if parameter.type != "iri":
        return tuple((value, said(texts, spoken) or value) for value, texts in parameter.choices.items())
    found = _asked_for(parameter, version)
    return tuple((each.value, each.label(spoken)) for each in found.sorted(spoken)) if found else ()


def _asked_for(parameter: Parameter, version: str) -> questions.Choices | None:
    if parameter.type != "iri":
        return None
    for each in dict.fromkeys((version, "")):  # that of now where the one wished is not held, as a page tells
        with suppress(EduclusterError):
            return service().asking.choices(parameter, each)
    return None
