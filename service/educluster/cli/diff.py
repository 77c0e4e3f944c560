"""educluster diff: what changed from one release, or one file, to another."""

from __future__ import annotations

import json
import sys
from contextlib import ExitStack
from pathlib import Path
from typing import Any

import click

from educluster import documents, follow, formats, names, versions
from educluster.cli import exits, files, options
from educluster.cli.following import following
from educluster.config import Settings
from educluster.follow import Difference, Edition, Following
from educluster.graphs import Graph
from educluster.versions import Kind, Vocabulary

_SETTINGS = ("data", "query_seconds", "query_mb", "result_bytes")
_PARTS = {
    "ontology": {Kind.CLASS, Kind.PROPERTY, Kind.VALUE},
    "concepts": {Kind.CONCEPT, Kind.SCHEME},
    "claims": {Kind.CLAIM},
}
_ENDINGS = {f".{ending}" for each in formats.DOCUMENTS for ending in each.endings}
_FORMS = ("text", "json", "ttl", "ru")


@click.command()
@click.argument("old")
@click.argument("new")
@options.settings(*_SETTINGS)
@click.option("--part", type=click.Choice(list(_PARTS)), help="Compare these alone.")
@click.option("--lang", "language", type=click.Choice(names.LANGUAGES), default="en", show_default=True)
@click.option(
    "--format", "form", type=click.Choice(_FORMS), default="text", show_default=True,
    help="ru is the SPARQL Update that mends data.",
)  # fmt: skip
@click.option(
    "--check", "checks", is_flag=True, help="Exit status 1 where NEW does not keep what is promised."
)
@options.out("Write it here.")
def diff(
    old: str,
    new: str,
    part: str | None,
    language: str,
    form: str,
    checks: bool,
    out: Path | None,
    **chosen: Any,  # noqa: ANN401 - as declared
) -> None:
    """Tell what changed from OLD to NEW, and what it asks of those who use our terms.

    Each is a release that the data folder holds, by its 16 digits or its version, or a file of RDF: a dump
    of a release, or Turtle.
    """
    files.check_out(out, old, new)
    with ExitStack() as stack:
        held = _Held(Settings(workers=1, **chosen), stack)
        before, after = (_part(held.vocabulary(each), part) for each in (old, new))
    one, other = Edition.of(before), Edition.of(after)
    found = Difference(one, other, versions.changes(before, after), before, after, follow.listed())
    files.write(_written(found, form, language).encode(), out)
    if checks and found.unkept:
        sys.exit(exits.DOES_NOT_CONFORM)


class _Held:
    """What OLD and NEW name; the data folder is opened when the first release of it is asked for."""

    def __init__(self, settings: Settings, stack: ExitStack) -> None:
        self._settings, self._stack = settings, stack
        self._following: Following | None = None

    def vocabulary(self, named: str) -> Vocabulary:
        """Return what a file or a release names; raises BadDocument, UnknownFormat, NotFound."""
        if _is_file(named):
            written_in = formats.of_ending(named, formats.DOCUMENTS)
            with exits.about(named):
                triples = documents.read(files.read(named), written_in.media_type).triples
            return versions.read(Graph(triples))
        if self._following is None:
            self._following = self._stack.enter_context(following(self._settings))
        return self._following.vocabulary(named)


def _is_file(named: str) -> bool:
    """Return whether a file is meant, though it may not be there: no release is named like one."""
    path = Path(named)
    return path.exists() or path.name != named or path.suffix in _ENDINGS


def _part(vocabulary: Vocabulary, part: str | None) -> Vocabulary:
    if part is None:
        return vocabulary
    kept = {iri: term for iri, term in vocabulary.terms.items() if term.kind in _PARTS[part]}
    return Vocabulary(vocabulary.release, vocabulary.version, vocabulary.date, kept)


def _written(found: Difference, form: str, language: str) -> str:
    if form == "json":
        return json.dumps(follow.as_json(found, language), ensure_ascii=False, indent=2) + "\n"
    if form == "ttl":
        return follow.as_turtle(found)
    return follow.as_update(found) if form == "ru" else _text(found, language)


def _text(found: Difference, language: str) -> str:
    lines = [f"from {found.old.told}", f"to   {found.new.told}"]
    for what, group in found.changes.by_what.items():
        lines += ["", f"{what} ({len(group)})"]
        for each in group:
            label = found.label(each.iri, language)
            lines.append(f"  {names.shorten(each.iri)}{label and f' «{label}»'}  {follow.in_words(each)}")
    severity = found.changes.severity
    least = f", version {found.least_version} or later" if severity and found.least_version else ""
    lines += ["", f"together: {severity.told}{least}" if severity else "nothing changed"]
    lines += [f"not kept: {each}" for each in found.unkept]
    return "\n".join(lines) + "\n"
