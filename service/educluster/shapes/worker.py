"""The handler that a worker runs: a document in, a rendered report out."""

from __future__ import annotations

import gc
from collections.abc import Callable
from pathlib import Path

from educluster import documents
from educluster.reports import Severity, render
from educluster.shapes import checking, lexical
from educluster.shapes.loading import Shapes, load, load_file, unknown_profile
from educluster.workers import Json, Write


def check_worker(profiles: list[str], files: dict[str, str]) -> Callable[[Json, bytes, Write], Json]:
    """Load profiles, check one document to warm up, and return the handler of documents.

    `files` are shapes of a user's own, by path, with their media types; each is a profile of that name.
    The body is the document; the options are `profile`, `document_type` and `report_type` (media
    types), `language` and `fail_on`.  What is said about the answer is its verdict.
    Raises BadParameter when there is no such profile, BadDocument when a file cannot be used.
    """
    lexical.install()
    loaded = {profile: load(profile) for profile in profiles}
    for shapes in loaded.values():
        _warm(shapes)
    loaded |= {file: load_file(Path(file), media_type) for file, media_type in files.items()}
    gc.freeze()  # the rules stay as long as the process: the collector need not look at them again

    def handle(options: Json, body: bytes, write: Write) -> Json:
        shapes = _named(loaded, str(options["profile"]))
        statements = documents.read(body, str(options["document_type"]))
        report = checking.check(shapes, statements, Severity(options["fail_on"]))
        write(render(report, str(options["report_type"]), str(options["language"])))
        return {"verdict": report.verdict.value}

    return handle


def _named(loaded: dict[str, Shapes], profile: str) -> Shapes:
    if profile not in loaded:
        raise unknown_profile(profile, loaded)
    return loaded[profile]


def _warm(shapes: Shapes) -> None:
    """Check the smallest description, so that the first real one finds everything imported and compiled."""
    smallest = b"<#cluster> a <https://w3id.org/educluster/ns#Cluster> ."
    checking.check(shapes, documents.read(smallest, "text/turtle"), Severity.VIOLATION)
