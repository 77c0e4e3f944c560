"""educluster ask: list the stored questions, and answer one."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from educluster import ask as job
from educluster import formats, names
from educluster.answer import Answering, as_json
from educluster.ask import Asking, Found, faces
from educluster.citations import STYLES
from educluster.cli import completing, files, listing, options
from educluster.cli.asking import asking
from educluster.config import Settings
from educluster.errors import BadParameter
from educluster.tables import Table

_FORMATS = ["table", *faces.FACES]
_SETTINGS = ("data", "query_seconds", "query_mb", "result_bytes")


@dataclass(frozen=True)
class _Wish:
    """What is wanted of an answer: in which form, in which language, from which data."""

    language: str
    form: str
    style: str | None
    shows: bool
    version: str
    out: Path | None

    @property
    def is_plain(self) -> bool:
        """Return whether nothing but a language is wished: of a list there is nothing more to choose."""
        return replace(self, language="en") == _Wish("en", "table", None, False, "", None)


@click.command()
@click.argument("name", required=False, shell_complete=completing.names_of_questions)
@click.argument("given", nargs=-1, metavar="[NAME=VALUE]...", shell_complete=completing.values)
@click.option("--search", "words", metavar="WORD", help="List those that have it, in any language.")
@click.option("--lang", "language", type=click.Choice(names.LANGUAGES), default="en", show_default=True)
@click.option("--format", "form", type=click.Choice(_FORMATS), default="table", show_default=True)
@click.option("--cite", "style", type=click.Choice(list(STYLES)), help="Print how to cite the answer.")
@click.option("--show", "shows", is_flag=True, help="Print the query, with the values in it.")
@click.option(
    "--data-version",
    "version",
    default="",
    metavar="RELEASE",
    help="Answer from this installed release, by its 16 digits or its version; or live: with users' graphs.",
)
@click.option(
    "--release",
    "dump",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Answer from this downloaded dump of a release.",
)
@click.option(
    "--explain", is_flag=True, help="Tell on standard error why there is no row, where there is none."
)
@options.out("Write the answer here.")
@options.settings(*_SETTINGS)
def ask(
    name: str | None,
    given: tuple[str, ...],
    words: str | None,
    dump: Path | None,
    explain: bool,
    **chosen: Any,  # noqa: ANN401 - as declared
) -> None:
    """Answer the stored question NAME for the values given to its parameters; without NAME, list them all.

    A value that is an IRI may be its local name, or what it is called in any language.  An answer without
    rows is one, too: exit status 0.
    """
    settings = Settings(workers=1, **{each: chosen.pop(each) for each in _SETTINGS})
    wish = _Wish(**chosen)
    if name is None or words is not None:
        _check_list(name, words, given, dump, wish)
        click.echo(listing.listed(job.stored(), words, wish.language))
        return
    _check(wish, dump)
    values = _values(name, given)
    with asking(settings, dump) as (asks, answering):
        found = _answer(asks, name, values, wish)
        if found.is_asked_otherwise:
            click.echo(f"educluster: {name}: {job.OTHERWISE}", err=True)
        if found.answered.rows == 0:
            _tell_of_nothing(answering, found, explain)


def _check_list(
    name: str | None, words: str | None, given: Sequence[str], dump: Path | None, wish: _Wish
) -> None:
    """Raise BadParameter where a list is asked for, and something that only an answer has."""
    if name is not None and words is not None:
        raise BadParameter("a question and --search are both given", "leave out one of them")
    if given or dump or not wish.is_plain:
        raise BadParameter("no question is named", "give its name first; educluster ask lists them")


def _check(wish: _Wish, dump: Path | None) -> None:
    if dump and wish.version:
        raise BadParameter("--release and --data-version are both given", "leave out one of them")
    files.check_out(wish.out, str(dump) if dump else None)
    if wish.form in faces.BINARY and not wish.out and not (wish.style or wish.shows) and sys.stdout.isatty():
        raise BadParameter(
            f"{wish.form} is nothing for a terminal", "name a file with --out, or give it a pipe"
        )


def _values(name: str, given: Sequence[str]) -> dict[str, str]:
    """Return the values by the names of their parameters.

    Raises NotFound for a question that is not known, BadParameter for what is no NAME=VALUE.
    """
    question, found = job.question(name), dict[str, str]()
    for each in given:
        parameter, sign, value = each.partition("=")
        if not sign:
            known = ", ".join(f"{known}=…" for known in question.parameters) or "none: it has no parameters"
            raise BadParameter(f"«{each[:100]}» is no NAME=VALUE", f"give some of: {known}")
        if parameter in found:
            raise BadParameter(f"{parameter[:100]} is given twice", "give it once")
        found[parameter] = value
    return found


def _answer(asks: Asking, name: str, values: dict[str, str], wish: _Wish) -> Found:
    choice = as_json
    if wish.form in faces.AS_ANSWERED and not (wish.style or wish.shows):
        choice = partial(formats.named, wish.form)
    found = asks.ask(name, values, wish.language, wish.version, choice=choice)
    files.write(_written(asks, found, wish), wish.out)
    return found


def _tell_of_nothing(answering: Answering, found: Found, explain: bool) -> None:
    more = "" if explain else "; --explain tells why"
    click.echo(
        f"educluster: nothing in the graph answers {found.question.name} with these values{more}", err=True
    )
    if explain:
        for each in answering.explain(found.asked, is_empty=True).explanation.reasons:
            click.echo(f"educluster: {each.text}", err=True)


def _written(asks: Asking, found: Found, wish: _Wish) -> bytes:
    """Return what is printed: the query, a citation, a table, or a file."""
    address = names.BASE.rstrip("/") + job.path(found, language=wish.language)
    told = (asks, found, wish.language, address, datetime.datetime.now(datetime.UTC).date())
    if wish.shows:
        return f"{found.query.rstrip()}\n".encode()
    if wish.style:
        return f"{STYLES[wish.style](asks.citation(*told[1:])).rstrip()}\n".encode()
    if wish.form == "table":
        return f"{_aligned(asks.table(found, wish.language))}\n".encode()
    return faces.written(wish.form, *told)


def _aligned(table: Table) -> str:
    if table.asked is not None:
        return "yes" if table.asked else "no"
    heads = [column.label for column in table.columns]
    return listing.aligned([heads, *([cell.text for cell in row] for row in table.rows)])
