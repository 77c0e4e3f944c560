"""educluster release: write the files that a release consists of."""

from __future__ import annotations

from pathlib import Path

import click

from educluster.errors import Unavailable
from educluster.release import release as write


@click.command()
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=Path("dist"),
    show_default=True,
    help="Folder for the files; made when it is missing.",
)
def release(out: Path) -> None:
    """Write the graphs, their documentation and checksums into a folder.

    The same version gives the same bytes every time: compare with sha256sum --check SHA256SUMS.
    """
    try:
        released = write(out)
    except OSError as error:
        raise Unavailable(
            f"the release cannot be written to {out} ({error})", "name another folder with --out"
        ) from error
    for file in released.files:
        click.echo(f"{file.size:>12,}  {file.name}")
    click.echo(
        f"{released.triples:,} triples in {out}; verify with: cd {out} && sha256sum --check SHA256SUMS"
    )
