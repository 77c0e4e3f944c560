"""educluster outdated: whether data are up to date with a release, and the patch that mends them."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path
from typing import Any

import click

from educluster import outdated as job
from educluster import store
from educluster.answer import Answering
from educluster.cli import exits, files, options
from educluster.cli.answering import answering
from educluster.config import Settings, Tier
from educluster.errors import BadParameter
from educluster.follow import Following
from educluster.outdated import Checking, Document, Told
from educluster.store import loading

_SETTINGS = ("data", "query_seconds", "query_mb", "result_bytes")
_WRITTEN = {"text": job.as_text, "json": job.as_json, "csv": job.as_csv}


@click.command()
@click.argument("file", required=False, metavar="[FILE]")
@click.option("--endpoint", metavar="URL", help="Ask this SPARQL endpoint instead of a file.")
@click.option(
    "--patch",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write a SPARQL Update here that mends the data.",
)
@click.option("--format", "wanted", type=click.Choice(list(_WRITTEN)), default="text", show_default=True)
@click.option("--read-as", help="Format of the file, whatever its ending: ttl, jsonld, csv, …")
@click.option(
    "--data-version",
    "version",
    default="",
    metavar="RELEASE",
    help="Hold them against this installed release, by its 16 digits or its version.",
)
@options.out("Write what is found here.")
@options.settings(*_SETTINGS)
def outdated(
    file: str | None,
    endpoint: str | None,
    patch: Path | None,
    wanted: str,
    read_as: str | None,
    version: str,
    out: Path | None,
    **chosen: Any,  # noqa: ANN401 - as declared
) -> None:
    """Tell which of our names in FILE (- is standard input) are unknown, deprecated or renamed.

    FILE is RDF in any format, or a table (CSV, TSV) with IRIs in its cells.  Exit status: 0 up to date,
    1 not.
    """
    if (file is None) == (endpoint is None):
        raise BadParameter(
            "a file or an endpoint is needed, and not both", "name one: educluster outdated data.ttl"
        )
    if endpoint and not endpoint.startswith(("http://", "https://")):
        raise BadParameter(f"«{endpoint}» is no address of an endpoint", "begin it with http:// or https://")
    _check_outs(file, patch, out)
    document = _document(file, read_as) if file else None
    settings = Settings(workers=1, allow_service=(endpoint,) if endpoint else (), **chosen)
    loading.prepare(settings.data)
    with answering(settings) as (answers, tier):
        told = _told(document or str(endpoint), answers, settings, tier, version)
    files.write(_WRITTEN[wanted](told), out)
    if patch:
        files.write(job.patch(told).encode(), patch)
    sys.exit(exits.DONE if told.is_up_to_date else exits.DOES_NOT_CONFORM)


def _check_outs(file: str | None, patch: Path | None, out: Path | None) -> None:
    """Raise BadParameter for what cannot be written, or would be written over what is read."""
    if patch == Path("-"):
        raise BadParameter("--patch stands beside what is found on standard output", "name a file for it")
    files.check_out(out, file)
    files.check_out(patch, file)
    if out and patch and out.resolve() == patch.resolve():
        raise BadParameter("--out and --patch name one file", "name two")


def _document(file: str, read_as: str | None) -> Document:
    """Return what is to be checked; standard input is Turtle unless something else is said."""
    written_in = files.format_of(file, read_as, job.READ)
    return Document("-" if file == "-" else Path(file).name, files.read(file), written_in)


def _told(asked: Document | str, answers: Answering, settings: Settings, tier: Tier, version: str) -> Told:
    """Return what is found in a document, or at the endpoint of that address."""
    checking = Checking(answers, partial(store.release_of, settings.data), settings, tier)
    vocabulary = Following(answers, settings.data, tier).vocabulary(version)
    try:
        if isinstance(asked, Document):
            with exits.about(asked.name):
                return checking.document(asked, vocabulary)
        return checking.endpoint(asked, vocabulary, tier)
    finally:
        checking.close()
