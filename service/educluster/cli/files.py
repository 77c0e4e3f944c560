"""What the commands read and write: files, or standard input and output."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from typing import BinaryIO

from educluster import formats
from educluster.errors import BadDocument, BadParameter, Unavailable
from educluster.formats import Format


def read(file: str, most_bytes: int | None = None) -> bytes:
    """Return the bytes of a file, or of standard input (-); of what is larger, one byte more than allowed.

    Raises BadDocument when it cannot be read.
    """
    wanted = -1 if most_bytes is None else most_bytes + 1
    if file == "-":
        return sys.stdin.buffer.read(wanted)
    try:
        with Path(file).open("rb") as opened:
            return opened.read(wanted)
    except OSError as error:
        remedy = "look at its name and its permissions"
        raise BadDocument(f"it cannot be read ({error.strerror})", remedy) from error


def format_of(file: str, read_as: str | None, known: Sequence[Format]) -> Format:
    """Return the format that was said, else that of the file's ending; for standard input the first known.

    Raises NotAcceptable, UnknownFormat.
    """
    if read_as:
        return formats.named(read_as, known)
    return known[0] if file == "-" else formats.of_ending(file, known)


def check_out(out: Path | None, *read: str | None) -> None:
    """Raise BadParameter where a file, or standard output, cannot be written: before the work, not after it.

    It has no folder, or it is one of those that are read (- is standard input), under whatever name.
    """
    if out and not out.absolute().parent.is_dir():
        raise BadParameter(f"there is no folder for {out}", "make it, or name another with --out")
    if any(each and _is_read(out, each) for each in read):
        problem = f"{out or 'standard output'} is read, so it cannot be written over"
        raise BadParameter(problem, "name another file")


def _is_read(out: Path | None, file: str) -> bool:
    """Return whether two names are of one file, also through links; a device is read and written."""
    try:
        given = os.fstat(sys.stdin.fileno()) if file == "-" else os.stat(file)
        written = out.stat() if out else os.fstat(sys.stdout.fileno())
        return stat.S_ISREG(written.st_mode) and os.path.samestat(given, written)
    except OSError:  # it is not there, or not open
        return False


def write(report: bytes, out: Path | None) -> None:
    """Write a report to a file, or to standard output.

    Raises BadParameter for a file that cannot be opened, Unavailable when it cannot be written to the end.
    """
    try:
        pipe = out.open("wb") if out else sys.stdout.buffer
    except OSError as error:
        raise BadParameter(f"{out} cannot be written ({error.strerror})", "name another") from error
    try:
        pipe.write(report)
        pipe.flush()
    except BrokenPipeError:
        raise  # whoever read it has left, and needs no word
    except OSError as error:
        problem = f"{out or 'standard output'} cannot be written to the end ({error.strerror})"
        raise Unavailable(problem, "make room for it, or name another file with --out") from error
    finally:
        if out:
            _close(pipe)


def _close(pipe: BinaryIO) -> None:
    """Close a file; one that could not be written complains again, and was told."""
    with suppress(OSError):
        pipe.close()
