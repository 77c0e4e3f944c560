"""What is given for a parameter as a term; whatever else is given is refused, with what is allowed."""

from __future__ import annotations

import difflib
import re
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from decimal import Decimal

from educluster import names
from educluster.errors import BadParameter
from educluster.questions.choices import Choice, Choices, plain
from educluster.questions.model import Parameter, Question, Term, iri

_TOLD, _LISTED = 200, 30  # of what is allowed: in an error, and in its words
_FIRST = 20  # of more than are listed
_LONGEST = 1000  # characters of a value
_NUMBER = re.compile(r"[+-]?\d{1,30}(?:\.\d{1,30})?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_IRI = re.compile(  # RFC 3987, section 2.2, without the brackets of an address in numbers
    r"[A-Za-z][A-Za-z0-9+.-]*:(?:[A-Za-z0-9._~:/?#@!$&'()*+,;=\u00a0-\ud7ff\uf900-\ufdcf\ufdf0-\uffef-]|%[0-9A-Fa-f]{2})*"
)
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


def typed(
    question: Question,
    given: Mapping[str, str],
    choices: Callable[[Parameter], Choices | None],
    language: str,
) -> dict[str, Term]:
    """Return the terms that are bound to the parameters of a question, in its order.

    `choices` tells what may be given for a parameter of type iri; None is any IRI.  What is left out, or
    empty, has its default; a language is that of the reader.
    Raises BadParameter, which lists what is allowed.
    """
    for name in given:
        if name not in question.parameters:
            raise _unknown(question, name)
    terms = {}
    for name, parameter in question.parameters.items():
        value = given.get(name, "").strip() or parameter.default
        if not value and parameter.type == "language":
            value = language if language in names.LANGUAGES else "en"
        found = choices(parameter) if parameter.type == "iri" else None
        if not value:
            raise _missing(question, parameter, found)
        terms[name] = term(parameter, value, found, question.name)
    return terms


def examples(question: Question) -> dict[str, Term]:
    """Return the terms of the examples, which the expected answer is for."""
    return {name: term(each, each.example, None) for name, each in question.parameters.items()}


def term(parameter: Parameter, value: str, choices: Choices | None, question: str = "") -> Term:
    """Return a value as the term that its parameter wants.

    Raises BadParameter.
    """
    if len(value) > _LONGEST or _CONTROL.search(value):
        remedy = f"give at most {_LONGEST} characters, none of them a control character"
        raise BadParameter(f"{parameter.name} is too long, or no text", remedy, (), parameter.name)
    if parameter.type == "iri":
        return _iri(parameter, value, choices, question)
    return _LITERALS[parameter.type](parameter, value)


def expanded(value: str) -> str:
    """Return the IRI of a local name, a prefixed name or a whole IRI; "" where it is none of these."""
    value = value[1:-1] if value.startswith("<") and value.endswith(">") else value
    prefix, colon, local = value.partition(":")
    if colon and prefix in names.PREFIXES and not local.startswith("//"):
        value = names.PREFIXES[prefix] + local
    elif not colon:
        value = names.ECR + value
    return value if _IRI.fullmatch(value) else ""


def _iri(parameter: Parameter, value: str, choices: Choices | None, question: str) -> Term:
    found = choices.find(value) if choices is not None else ()
    if len(found) == 1:
        return iri(found[0].iri)
    if found:
        problem = f"«{_cut(value)}» is the name of {len(found)} values of {parameter.name}"
        allowed = [each.value for each in found]
        raise BadParameter(problem, _one_of(allowed, question), allowed[:_TOLD], parameter.name)
    if whole := expanded(value):
        if choices is None:
            return iri(whole)
        if same := choices.find(whole):
            return iri(same[0].iri)
    if choices is None:
        problem = f"«{_cut(value)}» is no IRI, as {parameter.name} has to be"
        remedy = "give a name such as principle-succession, a prefixed one such as ec:furthers, or the whole"
        raise BadParameter(problem, remedy, (), parameter.name)
    raise _stranger(parameter, value, choices, question)


def _stranger(parameter: Parameter, value: str, choices: Choices, question: str) -> BadParameter:
    where = f"scheme {parameter.scheme}" if parameter.scheme else f"class {names.shorten(parameter.of_class)}"
    problem = f"«{_cut(value)}» is no value of {parameter.name}: it is not in the {where}"
    meant = [_called(each) for each in choices.near(value)]
    allowed = [each.value for each in choices]
    remedy = f"{f'perhaps {_either(meant)} is meant; ' if meant else ''}{_one_of(allowed, question)}"
    return BadParameter(problem, remedy, allowed[:_TOLD], parameter.name)


def _called(choice: Choice) -> str:
    label = choice.label("en")
    return choice.value if label == choice.value else f"{choice.value} ({label})"


def _text(parameter: Parameter, value: str) -> Term:
    return Term("literal", value, datatype=names.XSD + "string")


def _number(parameter: Parameter, value: str) -> Term:
    if not _NUMBER.fullmatch(value):
        remedy = "give one in digits, with a point before a fraction: 12 or 3.5"
        raise BadParameter(
            f"«{_cut(value)}» is no number, as {parameter.name} has to be", remedy, (), parameter.name
        )
    least, most = parameter.least, parameter.most
    low, high = least is not None and Decimal(value) < Decimal(str(least)), False
    high = most is not None and Decimal(value) > Decimal(str(most))
    if low or high:
        bounds = [f"at least {least:g}"] if least is not None else []
        bounds += [f"at most {most:g}"] if most is not None else []
        problem = f"{value} is too {'small' if low else 'large'} for {parameter.name}"
        raise BadParameter(problem, f"give {' and '.join(bounds)}", tuple(bounds), parameter.name)
    return Term("literal", value, datatype=names.XSD + ("decimal" if "." in value else "integer"))


def _date(parameter: Parameter, value: str) -> Term:
    try:
        if not _DATE.fullmatch(value):
            raise ValueError(value)
        date.fromisoformat(value)
    except ValueError as error:
        problem = f"«{_cut(value)}» is no date, as {parameter.name} has to be"
        raise BadParameter(problem, "give year, month and day: 2020-09-01", (), parameter.name) from error
    return Term("literal", value, datatype=names.XSD + "date")


def _choice(parameter: Parameter, value: str) -> Term:
    allowed = list(parameter.choices)
    wanted = plain(value)
    found = [
        each
        for each, texts in parameter.choices.items()
        if wanted in {plain(each), *map(plain, texts.values())}
    ]
    if value in allowed or len(found) == 1:
        return Term("literal", value if value in allowed else found[0], datatype=names.XSD + "string")
    near = difflib.get_close_matches(value[:100], allowed, 1)
    meant = f"perhaps {near[0]} is meant; " if near else ""
    problem = f"«{_cut(value)}» is no value of {parameter.name}"
    raise BadParameter(problem, meant + _one_of(allowed), allowed[:_TOLD], parameter.name)


_LITERALS: Mapping[str, Callable[[Parameter, str], Term]] = {
    "text": _text,
    "number": _number,
    "date": _date,
    "language": _choice,
    "choice": _choice,
}


def _unknown(question: Question, name: str) -> BadParameter:
    allowed = list(question.parameters)
    if not allowed:
        return BadParameter(
            f"{question.name} has no parameters, so no «{_cut(name)}»", "leave it out", (), name
        )
    called = {
        plain(text): each.name for each in question.parameters.values() for text in each.labels.values()
    }
    near = difflib.get_close_matches(plain(name)[:100], [*map(plain, allowed), *called], 1)
    by_name = {**called, **{plain(each): each for each in allowed}}
    meant = f"perhaps {by_name[near[0]]} is meant; " if near else ""
    problem = f"{question.name} has no parameter «{_cut(name)}»"
    return BadParameter(problem, f"{meant}give one of: {', '.join(allowed)}", allowed, _cut(name))


def _missing(question: Question, parameter: Parameter, choices: Choices | None) -> BadParameter:
    allowed = [each.value for each in choices] if choices is not None else list(parameter.choices)
    remedy = _one_of(allowed, question.name) if allowed else f"give one, for example {parameter.example}"
    problem = f"{question.name} needs a value for {parameter.name}"
    return BadParameter(problem, remedy, allowed[:_TOLD], parameter.name)


def _one_of(allowed: Sequence[str], question: str = "") -> str:
    if not allowed:
        return "there is none to give"
    if len(allowed) <= _LISTED:
        return f"give one of: {', '.join(allowed)}"
    more = f"…and {len(allowed) - _FIRST} more"
    where = f"; see /questions/{question}" if question else ""
    return f"give one of: {', '.join(allowed[:_FIRST])} {more}{where}"


def _either(meant: Sequence[str]) -> str:
    return " or ".join(meant)


def _cut(value: str) -> str:
    return value if len(value) <= 100 else f"{value[:100]}…"
