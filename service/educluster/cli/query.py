"""educluster query: ask the packaged graph, or another endpoint."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from contextlib import closing
from functools import partial
from typing import IO, Any

import click

from educluster import answer, formats, names
from educluster.cli import options
from educluster.config import Settings, Tier
from educluster.formats import Format
from educluster.store import prepare, reading

_FORMATS = ["table", "csv", "tsv", "json", "xml", "ttl", "nt", "rdf", "jsonld", "trig", "nq"]


@click.command()
@click.argument("file", type=click.File("rb"))
@options.settings("data", "query_seconds", "query_mb", "result_bytes")
@click.option("--store", metavar="URL", help="Ask this SPARQL endpoint instead.")
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="table", show_default=True)
def query(file: IO[bytes], store: str | None, wanted: str, **chosen: Any) -> None:  # noqa: ANN401 - as declared
    """Answer the SPARQL query in FILE, or from standard input (-).

    A graph (CONSTRUCT, DESCRIBE) is shown as Turtle where a table is asked for.
    """
    asked, settings, choice = file.read(), Settings(workers=1, **chosen), partial(_choice, wanted)
    if store:
        written_in, data = answer.answer_remotely(store, asked, choice, settings.query_seconds)
    else:
        written_in, data = _here(asked, choice, settings)
    if wanted == "table" and written_in is formats.RESULTS_JSON:
        click.echo(_table(json.loads(data)))
    else:
        sys.stdout.buffer.write(data)


def _choice(wanted: str, offered: Sequence[Format]) -> Format:
    return offered[0] if wanted == "table" else formats.named(wanted, offered)


def _here(asked: bytes, choice: answer.Choice, settings: Settings) -> tuple[Format, bytes]:
    """Return an answer from the data folder: with a deadline, but as many rows as there are."""
    whole = Tier("command line", settings.query_seconds, rows=0)
    prepare(settings.data)
    with closing(answer.Answering(settings, partial(reading, settings.data))) as answering:
        answering.wait_until_ready()
        answered = answering.answer(answer.Asked(asked, answer.Dataset(), whole), choice)
        return answered.format, answered.whole()


def _table(results: dict[str, Any]) -> str:
    """Return SPARQL results as aligned columns; ASK as yes or no."""
    if "boolean" in results:
        return "yes" if results["boolean"] else "no"
    columns = results["head"]["vars"]
    rows = [[_cell(row.get(column)) for column in columns] for row in results["results"]["bindings"]]
    widths = [max(map(len, cells)) for cells in zip(columns, *rows, strict=True)]
    lines = [
        "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True))
        for row in [columns, *rows]
    ]
    ruler = "  ".join("─" * width for width in widths)
    return "\n".join(line.rstrip() for line in [lines[0], ruler, *lines[1:]])


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return names.shorten(term["value"])
    return " ".join(term["value"].split())
