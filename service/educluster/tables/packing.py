"""Zip archives whose bytes do not depend on when they were written."""

from __future__ import annotations

import io
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

_EARLIEST = (1980, 1, 1, 0, 0, 0)  # that a zip archive can name


def repacked(archive: bytes) -> bytes:
    """Return an archive with the same parts in the same order, and no time on them."""
    packed = io.BytesIO()
    with ZipFile(io.BytesIO(archive)) as given, ZipFile(packed, "w") as made:
        for name in given.namelist():
            part = ZipInfo(name, _EARLIEST)
            part.compress_type = ZIP_DEFLATED
            made.writestr(part, given.read(name))
    return packed.getvalue()
