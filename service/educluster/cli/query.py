"""educluster query: ask the packaged graph, or another endpoint."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import partial
from typing import IO, Any

import click

from educluster import answer, formats, names
from educluster.cli import options
from educluster.config import Settings
from educluster.errors import BadQuery
from educluster.formats import Format
from educluster.store import prepare

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
    text = _decoded(file.read())
    settings = replace(Settings(**chosen), workers=1)
    written_in, data = _remotely(store, text, wanted, settings) if store else _here(text, wanted, settings)
    if wanted == "table" and written_in is formats.RESULTS_JSON:
        click.echo(_table(json.loads(data)))
    else:
        sys.stdout.buffer.write(data)


def _decoded(body: bytes) -> str:
    try:
        return body.decode()
    except UnicodeDecodeError as error:
        raise BadQuery("the query is not UTF-8", "save it as UTF-8") from error


def _choice(wanted: str, offered: Sequence[Format]) -> Format:
    return offered[0] if wanted == "table" else formats.named(wanted, offered)


def _here(text: str, wanted: str, settings: Settings) -> tuple[Format, bytes]:
    loaded = prepare(settings.data)
    with answer.pool(settings, loaded.checkpoint) as workers:
        workers.wait_until_ready()
        written_in, answered = answer.answer(workers, text, partial(_choice, wanted))
        return written_in, answered.whole()


def _remotely(endpoint: str, text: str, wanted: str, settings: Settings) -> tuple[Format, bytes]:
    return answer.answer_remotely(endpoint, text, partial(_choice, wanted), settings.query_seconds)


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
