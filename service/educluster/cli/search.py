"""educluster search: find things and terms of the graph by their names."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import Any

import click

from educluster import names, store
from educluster.cli import listing, options
from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.link import Lexicons, classes, searching, words
from educluster.matching import Candidate
from educluster.store import loading

_SETTINGS = ("data", "query_seconds", "query_mb")


@click.command()
@click.argument("text", nargs=-1, required=True, metavar="WORDS...")
@click.option(
    "--type",
    "types",
    multiple=True,
    metavar="CLASS",
    help="Look among things of this class: ec:Principle, an IRI, or a label; may be repeated.",
)
@click.option("--lang", "language", type=click.Choice(names.LANGUAGES), default="en", show_default=True)
@click.option("--limit", type=click.IntRange(1, 100), default=10, show_default=True, help="Most lines.")
@click.option("--format", "form", type=click.Choice(["table", "json"]), default="table", show_default=True)
@options.settings(*_SETTINGS)
def search(
    text: tuple[str, ...],
    types: tuple[str, ...],
    language: str,
    limit: int,
    form: str,
    **chosen: Any,  # noqa: ANN401 - as declared
) -> None:
    """Find what is called like WORDS, in any language and script, misspelt or not.

    A line that is marked with = is surely meant; where none is, look at the reasons.
    """
    searching.check(" ".join(text))
    settings = Settings(workers=1, **chosen)
    loading.prepare(settings.data)
    with answering(settings) as (found, tier):
        lexicon = Lexicons(found, partial(store.release_of, settings.data), tier).lexicon()
    wanted = classes.classes(lexicon, types)
    candidates = searching.search(lexicon, " ".join(text), wanted, language, limit)
    if not candidates:
        click.echo("educluster: nothing of ours is called like this", err=True)
    if candidates or form == "json":
        click.echo(_json(candidates, language) if form == "json" else _table(candidates, language))


def _table(found: Sequence[Candidate], language: str) -> str:
    """Return a line for each, then what has to be known of false friends among them."""
    rows = [["", "score", "IRI", "label", "found by", "why"], *(_row(each, language) for each in found)]
    notes = dict.fromkeys(each.warning.note(language) for each in found if each.warning)
    return "\n".join([listing.aligned(rows), *(f"\nA false friend: {note}" for note in notes)])


def _row(found: Candidate, language: str) -> list[str]:
    label, reasons = found.entry.label(language), dict(found.features)
    reasons.pop("name", None)  # the score
    return [
        "=" if found.is_match else "",
        f"{found.score:g}",
        names.shorten(found.entry.iri),
        label,
        found.name.text if found.name.text != label else "",
        "; ".join(words.reasons(tuple(reasons.items()), language)),
    ]


def _json(found: Sequence[Candidate], language: str) -> str:
    told = [
        {
            "iri": each.entry.iri,
            "label": each.entry.label(language),
            "name": each.name.text,
            "score": each.score,
            "match": each.is_match,
            "features": dict(each.features),
            "warning": each.warning.note(language) if each.warning else None,
        }
        for each in found
    ]
    return json.dumps(told, ensure_ascii=False, indent=2)
