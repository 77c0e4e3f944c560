"""What the commands read and write: files, or standard input and output."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from educluster import formats
from educluster.errors import BadDocument, BadParameter
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


def check_folder(out: Path | None) -> None:
    """Raise BadParameter where a file has no folder to be written to: before the work, not after it."""
    if out and not out.absolute().parent.is_dir():
        raise BadParameter(f"there is no folder for {out}", "make it, or name another with --out")


def write(report: bytes, out: Path | None) -> None:
    """Write a report to a file, or to standard output.

    Raises BadParameter when the file cannot be written.
    """
    if out is None:
        sys.stdout.buffer.write(report)
        sys.stdout.buffer.flush()
        return
    try:
        out.write_bytes(report)
    except OSError as error:
        raise BadParameter(f"{out} cannot be written ({error.strerror})", "name another") from error
