"""The command `educluster` and the options that its commands share."""

from __future__ import annotations

import click

from educluster import __version__
from educluster.cli.bulk import bulk
from educluster.cli.exits import Group
from educluster.cli.passages import passages
from educluster.cli.profiles import profiles
from educluster.cli.query import query
from educluster.cli.release import release
from educluster.cli.serve import serve
from educluster.cli.store import store
from educluster.cli.token import token
from educluster.cli.validate import validate
from educluster.cli.verify import verify


@click.group(
    cls=Group, context_settings={"help_option_names": ["-h", "--help"], "auto_envvar_prefix": "EDUCLUSTER"}
)
@click.version_option(__version__)
def main() -> None:
    """Ask and serve what is said about educational clusters, and validate descriptions of them.

    Exit status: 0 done, or it conforms; 1 it does not conform; 2 wrong use or unreadable input;
    3 could not be checked or answered (a limit, a failure).
    """


for command in (serve, query, validate, bulk, verify, profiles, passages, release, token, store):
    main.add_command(command)
