"""Which exit status an error has; the only module of the command line that knows."""

from __future__ import annotations

import sys

import click

from educluster import errors

DONE, DOES_NOT_CONFORM, BAD_INPUT, NOT_DONE = 0, 1, 2, 3
_STATUS = {
    errors.BadRequest: BAD_INPUT,
    errors.NotAcceptable: BAD_INPUT,
    errors.UnknownFormat: BAD_INPUT,
    errors.TooLarge: BAD_INPUT,
    errors.EduclusterError: NOT_DONE,
}


def status(error: errors.EduclusterError) -> int:
    """Return the exit status of an error."""
    return next(_STATUS[kind] for kind in type(error).__mro__ if kind in _STATUS)


def tell(error: errors.EduclusterError, about: str = "") -> None:
    """Print an error: what is wrong, where, and what to do."""
    click.echo(f"educluster: {about + ': ' if about else ''}{error}", err=True)


class Group(click.Group):
    """A group of commands in which an error that a user can mend ends with its status and one line."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            return super().invoke(context)
        except errors.EduclusterError as error:
            tell(error)
            sys.exit(status(error))
