"""educluster query: ask the packaged graph, or another endpoint."""

from __future__ import annotations

import json
import sys
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import IO, Any

import click

from educluster import answer, formats, names
from educluster.cli import listing, options
from educluster.cli.answering import answering
from educluster.config import Settings
from educluster.errors import BadParameter
from educluster.formats import Format
from educluster.store import from_dump, loading

_FORMATS = ["table", "csv", "tsv", "json", "xml", "ttl", "nt", "rdf", "jsonld", "trig", "nq"]


@click.command()
@click.argument("file", type=click.File("rb"))
@options.settings("data", "query_seconds", "query_mb", "result_bytes")
@click.option("--store", metavar="URL", help="Ask this SPARQL endpoint instead.")
@click.option(
    "--release",
    "dump",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Ask a release that was downloaded: its educluster-<version>.trig.",
)
@click.option(
    "--explain", is_flag=True, help="Tell on standard error why there is no answer, where there is none."
)
@click.option("--format", "wanted", type=click.Choice(_FORMATS), default="table", show_default=True)
def query(
    file: IO[bytes],
    store: str | None,
    dump: Path | None,
    explain: bool,
    wanted: str,
    **chosen: Any,  # noqa: ANN401 - as declared
) -> None:
    """Answer the SPARQL query in FILE, or from standard input (-).

    A graph (CONSTRUCT, DESCRIBE) is shown as Turtle where a table is asked for.
    """
    if store and dump:
        raise BadParameter("--store and --release are two places to ask", "give one of them")
    asked, settings, choice = file.read(), Settings(workers=1, **chosen), partial(_choice, wanted)
    if store and explain:
        raise BadParameter("--explain is for what is here, and --store is elsewhere", "give one of them")
    tell = _explained if explain else _hinted
    if store:
        written_in, data = answer.answer_remotely(store, asked, choice, settings.query_seconds)
    elif dump:
        with from_dump(dump) as folder:
            written_in, data = _answered(asked, choice, replace(settings, data=folder), tell)
    else:
        loading.prepare(settings.data)
        written_in, data = _answered(asked, choice, settings, tell)
    if wanted == "table" and written_in is formats.RESULTS_JSON:
        click.echo(_table(json.loads(data)))
    else:
        sys.stdout.buffer.write(data)


def _choice(wanted: str, offered: Sequence[Format]) -> Format:
    return offered[0] if wanted == "table" else formats.named(wanted, offered)


_Told = Callable[[answer.Answering, answer.Asked], None]


def _answered(query: bytes, choice: answer.Choice, settings: Settings, tell: _Told) -> tuple[Format, bytes]:
    """Return an answer from the data folder: with a deadline, but as many rows as there are."""
    with answering(settings) as (found, tier):
        asked = answer.Asked(query, answer.Dataset(), tier)
        answered = found.answer(asked, choice)
        data = answered.whole()
        if answered.rows == 0 or (answered.rows is None and _is_no(answered.format, data)):
            tell(found, asked)
        return answered.format, data


def _is_no(written_in: Format, data: bytes) -> bool:
    """Return whether the answer to an ASK query is no."""
    if written_in is formats.RESULTS_JSON:
        return json.loads(data).get("boolean") is False
    return b"<boolean>false</boolean>" in data


def _hinted(_: answer.Answering, __: answer.Asked) -> None:
    click.echo("educluster: nothing in the graph matches the query; --explain tells why", err=True)


def _explained(found: answer.Answering, asked: answer.Asked) -> None:
    for each in found.explain(asked, is_empty=True).explanation.reasons:
        place = f"line {each.line}: " if each.line else ""
        click.echo(f"educluster: {place}{each.text}", err=True)


def _table(results: dict[str, Any]) -> str:
    """Return SPARQL results as aligned columns; ASK as yes or no."""
    if "boolean" in results:
        return "yes" if results["boolean"] else "no"
    columns = results["head"]["vars"]
    rows = [[_cell(row.get(column)) for column in columns] for row in results["results"]["bindings"]]
    return listing.aligned([columns, *rows])


def _cell(term: dict[str, str] | None) -> str:
    if term is None:
        return ""
    if term["type"] == "uri":
        return names.shorten(term["value"])
    return term["value"]
