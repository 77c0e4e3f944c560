"""The command `educluster` and the options that its commands share."""

from __future__ import annotations

import importlib
from collections.abc import Iterator, Mapping, MutableMapping
from typing import cast

import click

from educluster import __version__
from educluster.cli.exits import Group

_COMMANDS = (
    "serve", "query", "ask", "search", "validate", "bulk", "verify", "profiles", "passages",
    "link", "outdated", "diff", "release", "token", "store", "mcp",
)  # fmt: skip


class _Commands(Mapping[str, click.Command]):
    """The commands by their names; each is imported when it is asked for: all take longer than one runs."""

    def __getitem__(self, name: str) -> click.Command:
        if name not in _COMMANDS:
            raise KeyError(name)
        command: click.Command = getattr(importlib.import_module(f"educluster.cli.{name}"), name)
        return command

    def __iter__(self) -> Iterator[str]:
        return iter(_COMMANDS)

    def __len__(self) -> int:
        return len(_COMMANDS)


@click.group(
    cls=Group,
    commands=cast(MutableMapping[str, click.Command], _Commands()),
    context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EDUCLUSTER"},
)
@click.version_option(__version__)
def main() -> None:
    """Ask and serve what is said about educational clusters, and validate descriptions of them.

    Exit status: 0 done, or it conforms; 1 it does not conform; 2 wrong use or unreadable input;
    3 could not be checked or answered (a limit, a failure).
    """
