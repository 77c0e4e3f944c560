"""educluster verify: whether a report is about these bytes, and comes out the same today."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import click

from educluster import formats
from educluster import validate as job
from educluster.cli import exits, files, options
from educluster.config import Settings


@click.command()
@click.argument("report", type=click.Path(exists=True, dir_okay=False))
@click.argument("file", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("--read-as", help="Format of the document, whatever its ending: ttl, jsonld, …")
@click.option(
    "--shapes", type=click.Path(exists=True, dir_okay=False), help="The SHACL that was used instead."
)
@options.settings("validate_seconds", "validate_mb")
def verify(report: str, file: str, read_as: str | None, shapes: str | None, **bounds: Any) -> None:  # noqa: ANN401
    """Say whether REPORT (made with --format json) is about FILE, and comes out the same today.

    The rules are those of the profile's version that the report names.  Exit status: 0 it is and does;
    1 the file or the result differs; 2 and 3 as for validate.
    """
    written_in = files.format_of(file, read_as, formats.DOCUMENTS)
    document = job.Document(file, files.read(file), written_in)
    own = (
        job.Document(Path(shapes).name, files.read(shapes), formats.of_ending(shapes, formats.DOCUMENTS))
        if shapes
        else None
    )
    with job.pool(Settings(**bounds), []) as workers:
        verified = job.verify(workers, Path(report).read_bytes(), document, own)
    click.echo(
        "the report is about this file" if verified.belongs else "the report is about other bytes than these"
    )
    for difference in verified.differences:
        click.echo(f"differs today: {difference}")
    if not verified.differences:
        click.echo("it comes out the same today")
    sys.exit(exits.DONE if verified.holds else exits.DOES_NOT_CONFORM)
