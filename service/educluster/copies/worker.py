"""The handler that a worker runs: a copy in, a rendered report on the passages in it out."""

from __future__ import annotations

import gc
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import cast

import pyoxigraph

from educluster import artifacts, documents
from educluster.copies.reading import read
from educluster.errors import BadDocument
from educluster.passages import Library, Sure, Wish, render, report
from educluster.workers import Json, Write


def passages_worker(file: str = "", media_type: str = "") -> Callable[[Json, bytes, Write], Json]:
    """Read the packaged claims, or those in a file of a user's own, and return the handler of copies.

    The body is the copy; the options are `copy_type` and `report_type` (media types), `language`, and
    `claims`, `about` and `only` as a `Wish` has them.  Nothing is said about the answer.
    Raises BadDocument for a file that cannot be used.
    """
    library = _own(Path(file), media_type) if file else Library(packaged())
    gc.freeze()  # the claims stay as long as the process

    def handle(options: Json, body: bytes, write: Write) -> Json:
        claims, about, only = (cast(list[str], options[name]) for name in ("claims", "about", "only"))
        wish = Wish(tuple(claims), tuple(about), tuple(map(Sure, only)))
        found = report(read(body, str(options["copy_type"])), library, wish)
        write(render(found, library, str(options["report_type"]), str(options["language"])))
        return {}

    return handle


def _own(file: Path, media_type: str) -> Library:
    library = Library(documents.terms(file.read_bytes(), media_type), packaged())
    if not library.claims:
        raise BadDocument(f"no claim with an ec:locator is in {file}", "name a file with claims")
    return library


def packaged() -> Iterator[pyoxigraph.Triple]:
    """Yield the triples of the packaged graphs, but not those of clusters: no article speaks of them."""
    for source in artifacts.sources():
        if not source.graph.startswith("corpus/"):
            for quad in pyoxigraph.parse(path=source.path, format=pyoxigraph.RdfFormat.TURTLE):
                yield quad.triple
