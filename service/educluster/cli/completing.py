"""What the shell is told when it completes a question: its name, its parameters, their values."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import click
from click.shell_completion import CompletionItem

from educluster import ask
from educluster.cli.asking import asking
from educluster.config import Settings
from educluster.errors import EduclusterError
from educluster.questions import Parameter, Question
from educluster.store import loading

Items = list[CompletionItem]


def names_of_questions(context: click.Context, _: click.Parameter, begun: str) -> Items:
    """Return the questions whose names begin so."""
    found = ask.stored().questions.items()
    return [
        CompletionItem(name, help=question.title(_language(context)))
        for name, question in found
        if name.startswith(begun)
    ]


def values(context: click.Context, _: click.Parameter, begun: str) -> Items:
    """Return what may follow: the parameters without a value; of the only one that may be meant, its values.

    Bash takes «principle=succ» for three words and wants what follows the sign alone; the other shells take
    it for one and want the whole.
    """
    question = ask.stored().questions.get(str(context.params.get("name")))
    if question is None:
        return []
    given = _joined(context.params.get("given") or ())
    if given and (parameter := _open(question, given[-1])):
        return _beginning(begun, _values(context, parameter, ""))
    taken = {each.partition("=")[0] for each in given}
    meant = [
        each
        for name, each in question.parameters.items()
        if name not in taken and (f"{name}=".startswith(begun) or begun.startswith(f"{name}="))
    ]
    if len(meant) == 1:
        return _beginning(begun, _values(context, meant[0], f"{meant[0].name}="))
    return [CompletionItem(f"{each.name}=", help=each.label(_language(context))) for each in meant]


def _joined(words: Sequence[str]) -> list[str]:
    """Return the words with those in one that stand around a sign of equality."""
    found: list[str] = []
    for word in words:
        if found and (word == "=" or found[-1].endswith("=")):
            found[-1] += word
        else:
            found.append(word)
    return found


def _open(question: Question, word: str) -> Parameter | None:
    """Return the parameter whose value is to follow, None where the word has one."""
    name, _, value = word.partition("=")
    return None if value else question.parameters.get(name)


def _values(context: click.Context, parameter: Parameter, before: str) -> Iterator[CompletionItem]:
    """Yield what may be given: things of the graph, choices; else the example."""
    language, found = _language(context), False
    for value, label in (*_things(context, parameter), *_choices(parameter, language)):
        found = True
        yield CompletionItem(f"{before}{value}", help=label)
    if before and not found:
        yield CompletionItem(before, help=parameter.label(language))
    if not found and not set(parameter.example) & set(" '\"\\$"):
        yield CompletionItem(f"{before}{parameter.example}", help=parameter.help(language) or None)


def _things(context: click.Context, parameter: Parameter) -> list[tuple[str, str]]:
    """Return the things that may be given; none where the data folder would have to be filled first."""
    settings, language = Settings(workers=1, data=Path(context.params["data"])), _language(context)
    if not parameter.source:
        return []
    try:
        if loading.prepared(settings.data) is None:
            return []
        with asking(settings) as (asks, _):
            return [(each.value, each.label(language)) for each in asks.choices(parameter).sorted(language)]
    except EduclusterError:  # a shell that completes has no place for it; the command itself will tell
        return []


def _choices(parameter: Parameter, language: str) -> list[tuple[str, str]]:
    found = parameter.choices.items()
    return [(value, texts.get(language, "")) for value, texts in found]


def _beginning(begun: str, items: Iterator[CompletionItem]) -> Items:
    return [item for item in items if item.value.startswith(begun)]


def _language(context: click.Context) -> str:
    return str(context.params.get("language") or "en")
