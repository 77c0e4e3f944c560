"""educluster link: match a column of a table with the things of the graph."""

from __future__ import annotations

import datetime
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import click

from educluster import names, store
from educluster.cli import files, options
from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.errors import BadParameter
from educluster.link import Lexicon, Lexicons, classes, linking, reading, words, writing
from educluster.link.columns import Sheet
from educluster.link.linked import About, Linked, Subjects
from educluster.link.linking import Wish
from educluster.matching import THRESHOLD
from educluster.store import loading

_SETTINGS = ("data", "query_seconds", "query_mb")


@click.command()
@click.argument("path", metavar="FILE")
@click.option("--column", default="", help="Name or number of the column; a table of one column needs none.")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="CLASS",
    help="Look among things of this class: ec:Principle, an IRI, or a label; may be repeated.",
)
@click.option("--language", default="", metavar="TAG", help="Language of the names: en, ru, uz-Cyrl, …")
@click.option(
    "--threshold",
    type=click.FloatRange(0, 100),
    default=THRESHOLD,
    show_default=True,
    help="Score from which on a candidate is taken, where nothing contradicts it.",
)
@click.option("--base", default="", metavar="IRI", help="Rows are about this IRI and their number, or --id.")
@click.option("--id", "identifier", metavar="COLUMN", help="Column of what tells the rows apart, or of IRIs.")
@click.option(
    "--encoding", type=click.Choice(reading.ENCODINGS), help="How FILE is written; found out without it."
)
@click.option(
    "--separator", type=click.Choice(list(reading.SEPARATORS)), help="Between cells; found out without it."
)
@click.option("--no-header", is_flag=True, help="The first row holds names already.")
@click.option(
    "--format",
    "face",
    type=click.Choice(writing.FACES),
    default="csv",
    show_default=True,
    help="What to write.",
)
@click.option("--metadata", is_flag=True, help="Write CSVW metadata beside a CSV: OUT-metadata.json.")
@click.option("--lang", "spoken", type=click.Choice(names.LANGUAGES), default="en", show_default=True)
@options.out("Write it here.")
@options.settings(*_SETTINGS)
def link(path: str, face: str, metadata: bool, out: Path | None, spoken: str, **chosen: Any) -> None:  # noqa: ANN401 - as declared
    """Match the names in a column of FILE, a CSV or TSV (- is standard input), with things of the graph.

    What is surely meant stands in new columns, with the reasons; candidates of the rest stand there as well.
    No person has confirmed it then: the page /link of the service is for that.
    """
    if metadata and (face != "csv" or out is None):
        raise BadParameter("--metadata stands beside a CSV in a file", "name it: --format csv --out FILE.csv")
    beside = out.with_name(f"{out.name}-metadata.json") if out and metadata else None
    files.check_out(out, path)
    settings = Settings(workers=1, **{each: chosen.pop(each) for each in _SETTINGS})
    linked = _linked(path, settings, spoken, **chosen)
    files.write(writing.written(linked, face, spoken), out)
    if beside and out:
        files.write(writing.written(linked, "csvw", spoken, out.name), beside)
    click.echo(f"educluster: {words.read(linked.sheet, spoken)}; {words.told(linked, spoken)}", err=True)


def _linked(path: str, settings: Settings, spoken: str, **chosen: Any) -> Linked:  # noqa: ANN401 - as declared
    """Return the table with what was found; what can be refused is refused before the data are read."""
    headed = not chosen["no_header"]
    encoding, separator = (chosen[each] or "" for each in ("encoding", "separator"))
    sheet = reading.read(
        "table" if path == "-" else Path(path).name, files.read(path), encoding, separator, headed
    )
    column = sheet.column(chosen["column"])
    named = chosen["identifier"]
    subjects = Subjects(chosen["base"], None if named is None else sheet.column(named))
    wish = Wish(language=chosen["language"], threshold=chosen["threshold"])
    with _lexicon(settings) as (lexicon, version):
        wish = replace(wish, types=classes.classes(lexicon, chosen["types"]))
        about = About(lexicon.release, version, datetime.datetime.now(datetime.UTC).date())
        match = linking.matching(lexicon.index, wish, spoken)
        with _shown(sheet, column) as tell:
            return linking.link(sheet, column, wish, match, about, subjects, tell=tell)


@contextmanager
def _lexicon(settings: Settings) -> Iterator[tuple[Lexicon, str]]:
    """Give what names are matched with, and the version of the data, which are loaded if need be."""
    loading.prepare(settings.data)
    with answering(settings) as (found, tier):
        lexicons = Lexicons(found, partial(store.release_of, settings.data), tier)
        lexicon = lexicons.lexicon()
        yield lexicon, store.release_about(settings.data, lexicon.release).version


@contextmanager
def _shown(sheet: Sheet, column: int) -> Iterator[Callable[[int], None]]:
    """Give what shows on a terminal how far it is."""
    hidden = not sys.stderr.isatty()
    with click.progressbar(
        length=len(sheet.texts(column)), label="Matching", file=sys.stderr, hidden=hidden
    ) as bar:
        yield lambda texts: bar.update(texts)
