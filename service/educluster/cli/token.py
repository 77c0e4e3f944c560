"""educluster token: make, list and revoke the tokens of a data folder."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import click

from educluster import access
from educluster.access import SCOPES, Token
from educluster.cli import options


@click.group()
def token() -> None:
    """Make, list and revoke the tokens by which a service knows who may do more.

    A running service sees a change at once.
    """


@token.command()
@click.argument("name")
@click.option(
    "--scope",
    "scopes",
    type=click.Choice(SCOPES),
    multiple=True,
    default=("query",),
    show_default=True,
    help="What it allows: query, the larger bounds; update, to write, too. May be repeated.",
)
@click.option(
    "--graph",
    "graphs",
    metavar="IRI-PREFIX",
    multiple=True,
    help="Only graphs whose names begin so may be written, as https://example.org/graph/. May be repeated.",
)
@click.option("--days", type=click.IntRange(1, 36500), help="When it ends; without, when it is revoked.")
@options.settings("data")
def create(name: str, scopes: tuple[str, ...], graphs: tuple[str, ...], days: int | None, data: Path) -> None:
    """Make a token and print it: it is shown this one time, and only its hash is kept."""
    made = access.create(data, name, scopes, graphs, days)
    click.echo(made.text)
    click.echo(
        f"educluster: this is the token «{name}», {_allows(made.token)}; keep it where secrets are kept,",
        err=True,
    )
    click.echo("and send it as a header:  Authorization: Bearer TOKEN", err=True)


@token.command(name="list")
@options.settings("data")
def list_(data: Path) -> None:
    """List the tokens: name, what each allows, when it was made and ends."""
    rows = [_row(each) for each in access.listed(data)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    for row in rows:
        click.echo("  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip())


@token.command()
@click.argument("name")
@options.settings("data")
def revoke(name: str, data: Path) -> None:
    """End a token now."""
    access.revoke(data, name)
    click.echo(f"educluster: the token «{name}» is not known any more", err=True)


def _row(each: Token) -> tuple[str, ...]:
    ended = each.has_ended(datetime.now(UTC))
    ends = f"{'ended' if ended else 'ends'} {each.ends:%Y-%m-%d}" if each.ends else "no end"
    return each.name, _allows(each), f"made {each.made:%Y-%m-%d}", ends


def _allows(each: Token) -> str:
    where = f" in {' '.join(each.graphs)}" if each.graphs else ""
    return f"scope {' '.join(each.scopes)}{where}"
