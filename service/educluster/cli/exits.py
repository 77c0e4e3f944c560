"""Which exit status an error has; the only module of the command line that knows."""

from __future__ import annotations

import errno
import os
import sys
import traceback
from collections.abc import Iterator
from contextlib import contextmanager

import click

from educluster import errors

DONE, DOES_NOT_CONFORM, BAD_INPUT, NOT_DONE = 0, 1, 2, 3
INTERRUPTED = 130  # as a shell tells it
_NO_ROOM = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO}
_STATUS = {
    errors.BadRequest: BAD_INPUT,
    errors.NotAcceptable: BAD_INPUT,
    errors.NotFound: BAD_INPUT,
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


@contextmanager
def about(thing: str) -> Iterator[None]:
    """End with an error's status, and name the thing, when it cannot be read or takes too much."""
    try:
        yield
    except (errors.BadDocument, errors.LimitReached, errors.NotValidated) as error:
        tell(error, thing)
        sys.exit(status(error))


@contextmanager
def _written() -> Iterator[None]:
    """Raise Unavailable where standard output does not take what is written: the disk is full."""
    try:
        yield
        sys.stdout.flush()
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        problem = f"standard output cannot be written to the end ({error.strerror})"
        raise errors.Unavailable(problem, "make room for it, or read it to its end") from error
    finally:
        _give_up_what_is_left()


def _give_up_what_is_left() -> None:
    """Put standard output aside where it takes nothing more: else Python's own end complains."""
    try:
        sys.stdout.flush()
    except OSError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


class Group(click.Group):
    """A group of commands, and their outermost door: an error ends with its status and one line."""

    def invoke(self, context: click.Context) -> object:
        """Run the command."""
        try:
            with _written():
                return super().invoke(context)
        except errors.EduclusterError as error:
            tell(error)
            sys.exit(status(error))
        except errors.BadQuestion as error:  # of the package: whoever adds a question has to mend it
            click.echo(f"educluster: {error}", err=True)
            sys.exit(NOT_DONE)
        except BrokenPipeError:
            sys.exit(NOT_DONE)
        except KeyboardInterrupt:
            sys.exit(INTERRUPTED)  # click's own 1 would say that a document does not conform
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception:  # noqa: BLE001 - a mistake of ours: 1 would say that a document does not conform
            traceback.print_exc()
            sys.exit(NOT_DONE)
