"""educluster passages: show each claim beside its passage in a reader's own copy of the article."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import click

from educluster import formats
from educluster import locate as job
from educluster.cli import exits, files, options
from educluster.config import Settings
from educluster.errors import TooLarge
from educluster.names import LANGUAGES
from educluster.passages import Sure, Wish

_OFFERED = [each.name for each in formats.PASSAGES]
_READ = [each.name for each in formats.COPIES]


@click.command()
@click.argument("article", type=click.Path(allow_dash=True))
@click.option("--claim", "claims", multiple=True, metavar="ID", help="Only this claim: mukhamedov-2020-017.")
@click.option("--about", multiple=True, metavar="CONCEPT", help="Only claims on this: its name, id or IRI.")
@click.option(
    "--only",
    multiple=True,
    type=click.Choice([each.value for each in Sure]),
    help="Only passages found so surely.",
)
@click.option(
    "--claims",
    "own",
    type=click.Path(exists=True, dir_okay=False),
    help="A file with claims of your own instead.",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option("--format", "wanted", type=click.Choice(_OFFERED), default="text", show_default=True)
@click.option("--read-as", type=click.Choice(_READ), help="Format of the copy, whatever its ending.")
@options.out("Write the report here.")
@options.settings("copy_bytes", "copy_seconds", "copy_mb")
def passages(article: str, read_as: str | None, own: str | None, out: Path | None, **chosen: Any) -> None:  # noqa: ANN401
    """Show the claims beside their passages in your copy of an article: ARTICLE is a .txt, .pdf or .docx.

    Nothing of the copy is kept.  Exit status 0 also where some passages are not found.
    """
    settings = Settings(**{name: chosen[name] for name in ("copy_bytes", "copy_seconds", "copy_mb")})
    wish = Wish(chosen["claims"], chosen["about"], tuple(map(Sure, chosen["only"])))
    written_in = formats.named(chosen["wanted"], formats.PASSAGES)
    files.check_out(out, article, own)
    with exits.about(article):
        copy = _copy(article, settings.copy_bytes)
        copied_as = files.format_of(article, read_as, formats.COPIES)
    claims = (own, formats.of_ending(own, formats.DOCUMENTS)) if own else None
    with job.pool(settings, claims) as workers:
        with exits.about(own or article):
            workers.wait_until_ready()
        with exits.about(article):
            report = job.locate(workers, copy, copied_as, wish, written_in, chosen["language"])
    files.write(report, out)


def _copy(article: str, most_bytes: int) -> bytes:
    copy = files.read(article, most_bytes)
    if len(copy) > most_bytes:
        raise TooLarge("--copy-bytes", f"{most_bytes} bytes", "give the article alone, or raise the limit")
    return copy
