"""educluster store: keep the data of a service, and bring them back; the releases that it holds."""

from __future__ import annotations

import sys
from hashlib import file_digest
from pathlib import Path

import click

from educluster import keep, release
from educluster.cli import exits, options
from educluster.keep import Manifest, Verified
from educluster.store import is_reserved, releases

_FILE = click.Path(dir_okay=False, path_type=Path)


@click.group()
def store() -> None:
    """Back up and restore the data of a service, and the releases that it holds."""


@store.command()
@click.argument("file", type=_FILE)
@options.settings("data")
@click.option(
    "--verify", "verifies", is_flag=True, help="Restore FILE into a folder of its own, and compare."
)
def backup(file: Path, data: Path, verifies: bool) -> None:
    """Write a backup of the data to FILE, while the service runs; or verify one.

    FILE is a tar of gzipped N-Quads, the hashes of tokens, and a manifest; name a new one each time.
    Exit status of --verify: 0 it can be relied upon; 1 what is restored differs; 2 it is damaged, or none.
    """
    if verifies:
        _verify(file)
        return
    made = keep.back_up(data, file)
    click.echo(_told(made))
    with file.open("rb") as written:
        click.echo(
            f"{file}: {file.stat().st_size:,} bytes, SHA-256 {file_digest(written, 'sha256').hexdigest()}"
        )
    click.echo(f"verify it with: educluster store backup --verify {file}")


@store.command("releases")
@options.settings("data")
@click.option(
    "--add", "dump", type=_FILE, metavar="FILE", help="Add a release: its educluster-<version>.trig."
)
@click.option("--remove", "unwanted", metavar="RELEASE", help="Remove the release with these 16 digits.")
def list_releases(data: Path, dump: Path | None, unwanted: str | None) -> None:
    """List the releases that questions can be asked of, newest first; add one, or remove one.

    Those that were served from this folder are kept, so that what was cited can be asked again.
    """
    if dump:
        click.echo(f"added: {releases.install(data, dump).told}")
    if unwanted:
        removed = releases.remove(data, unwanted)
        release.remove(data, removed.release)
        click.echo(f"removed: {removed.told}")
    served = releases.served(data)
    for each in releases.installed(data):
        mark = " (served)" if each.release == served else ""
        click.echo(f"{each.told}: {each.triples:,} triples, {each.size:,} bytes{mark}")


@store.command()
@click.argument("file", type=_FILE)
@options.settings("data")
def restore(file: Path, data: Path) -> None:
    """Put the backup FILE into an empty data folder."""
    restored = keep.restore(file, data)
    click.echo(_told(restored.manifest))
    graphs = sum(not is_reserved(each.graph) for each in restored.manifest.graphs)
    if restored.anew:
        click.echo(
            f"the backup is of another release ({restored.manifest.release}); users' graphs restored: "
            f"{graphs}; the packaged graphs are those of the installed release ({restored.loaded.release})"
        )
    else:
        click.echo(f"all graphs restored, of which users' graphs: {graphs}")
    click.echo(
        f"{data} holds {restored.loaded.triples:,} triples; serve it with: educluster serve --data {data}"
    )


def _verify(file: Path) -> None:
    verified = keep.verify(file)
    click.echo(_told(verified.manifest))
    for line in _found(verified):
        click.echo(line)
    sys.exit(exits.DONE if verified.holds else exits.DOES_NOT_CONFORM)


def _told(made: Manifest) -> str:
    of = f"version {made.version}, made {made.made} by {made.made_by}"
    return f"{len(made.graphs)} graphs, {made.triples:,} triples: {of}"


def _found(verified: Verified) -> list[str]:
    graphs = len(verified.manifest.graphs)
    lines = [f"restored, and differs: {name or 'the unnamed graph'}" for name in verified.differing]
    if not lines:
        lines = [f"restored into an empty folder: counts and SHA-256 of all {graphs} graphs are the same"]
    expected = "some were expected" if verified.expected is None else f"{verified.expected} were expected"
    return [*lines, f"asked there, «{verified.question}» has {verified.rows} rows; {expected}"]
