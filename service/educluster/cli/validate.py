"""educluster validate: hold descriptions against a profile; the exit status is the verdict."""

from __future__ import annotations

import hashlib
import json
import os
import sys
import time
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from click.core import ParameterSource

from educluster import __version__, formats, reports
from educluster import validate as job
from educluster.cli import exits, files, options
from educluster.config import Settings
from educluster.errors import BadDocument, BadParameter, EduclusterError
from educluster.formats import Format
from educluster.names import LANGUAGES
from educluster.reports import Entry, Report, Severity, Verdict
from educluster.workers import Pool

_REPORTS = [each.name for each in formats.REPORTS]
_NAMING = (formats.SARIF, formats.JUNIT, formats.CSV)  # which name the file that each finding is about


@dataclass(frozen=True)
class _Outcome:
    """One document: its report, or why there is none."""

    document: str
    report: Report | None
    error: EduclusterError | None = None

    @property
    def status(self) -> int:
        """Return the exit status that this document alone would have."""
        if self.error:
            return exits.status(self.error)
        failed = self.report and self.report.verdict is Verdict.DOES_NOT_CONFORM
        return exits.DOES_NOT_CONFORM if failed else exits.DONE

    @property
    def entry(self) -> Entry:
        """Return what is told of it among several."""
        return Entry(self.document, self.report, str(self.error) if self.error else "")


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH …")
@click.option(
    "--profile",
    default="base",
    show_default=True,
    help="The rules to hold them against: NAME or NAME@VERSION.",
)
@click.option(
    "--set", "settings", multiple=True, metavar="NAME=VALUE", help="A threshold of your own: members=15."
)
@click.option("--shapes", type=click.Path(exists=True, dir_okay=False), help="SHACL of your own instead.")
@click.option(
    "--lenient", is_flag=True, help="Leave out of your shapes what is not known here; the report names it."
)
@click.option(
    "--engine",
    type=click.Choice(job.ENGINES),
    default=job.ENGINES[0],
    show_default=True,
    help="What holds them against the rules; pyshacl takes some hundred times as long.",
)
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in Severity]),
    default=Severity.VIOLATION.value,
    show_default=True,
    help="The least severity that makes a document not conform.",
)
@click.option("--format", "wanted", type=click.Choice(_REPORTS), default="text", show_default=True)
@click.option("--read-as", help="Format of the documents, whatever their ending: ttl, jsonld, …")
@click.option(
    "--jobs", type=click.IntRange(min=1), default=1, show_default=True, help="Documents checked at once."
)
@options.out("Write the report here.")
@click.option(
    "--envelope",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Write here when and how long: the report itself holds no time.",
)
@options.settings("validate_seconds", "validate_mb")
def validate(
    paths: tuple[str, ...],
    read_as: str | None,
    wanted: str,
    jobs: int,
    out: Path | None,
    envelope: Path | None,
    **chosen: Any,  # noqa: ANN401
) -> None:
    """Validate descriptions of clusters: files, folders of files, or standard input (-).

    Several descriptions are also held against one another, by the rules that look beyond one.
    """
    started, written_in = time.time(), formats.named(wanted, formats.REPORTS)
    documents = _each_once(_documents(paths))
    _check_outs(out, envelope, [*documents, chosen["shapes"]])
    _refuse_several(documents, written_in)
    wish = _wish(chosen)
    bounds = {name: chosen[name] for name in ("validate_seconds", "validate_mb")}
    outcomes = list(_check(documents, read_as, wish, Settings(validators=jobs, **bounds)))
    rendered = _rendered(outcomes, written_in, chosen["language"])
    files.write(rendered, out)
    if envelope:
        files.write(_envelope(rendered, started), envelope)
    sys.exit(max(outcome.status for outcome in outcomes))


def _check_outs(out: Path | None, envelope: Path | None, read: list[str | None]) -> None:
    """Raise BadParameter for a report or an envelope that cannot be written, or would take a file's place."""
    files.check_out(out, *read)
    if envelope == Path("-"):
        raise BadParameter("--envelope stands beside the report on standard output", "name a file for it")
    files.check_out(envelope, *read)
    if out and envelope and out.resolve() == envelope.resolve():
        raise BadParameter("--out and --envelope name one file", "name two")


def _refuse_several(documents: list[str], written_in: Format) -> None:
    """Raise BadParameter where several reports do not fit into one answer, or a document is read twice."""
    if len(documents) > 1 and "-" in documents:
        remedy = "write it to a file to check it beside others"
        raise BadParameter("standard input is one document, and is checked alone", remedy)
    if len(documents) > 1 and written_in not in formats.SEVERAL:
        problem = "one report as RDF is about one document"
        names = ", ".join(each.name for each in formats.SEVERAL)
        raise BadParameter(problem, f"ask for one of: {names}; or name one document")


def _wish(chosen: dict[str, Any]) -> job.Wish:
    file = chosen["shapes"]
    if file and click.get_current_context().get_parameter_source("profile") is not ParameterSource.DEFAULT:
        raise BadParameter("--profile and --shapes are both given", "hold it against one, then the other")
    shapes = _shapes(file) if file else None
    wish = job.Wish(
        profile=chosen["profile"],
        settings=job.settings(chosen["settings"]),
        fail_on=Severity(chosen["fail_on"]),
        shapes=shapes,
        engine=chosen["engine"],
        lenient=chosen["lenient"],
    )
    if shapes and wish.settings:
        raise BadParameter("--set is about a profile of ours", "change the number in your own shapes")
    return wish


def _shapes(file: str) -> job.Document:
    """Return shapes under the name of their file alone: a report is the same wherever it is made."""
    name = os.fsencode(Path(file).name).decode(errors="replace")
    return job.Document(name, files.read(file), formats.of_ending(file, formats.DOCUMENTS))


def _documents(paths: Iterable[str]) -> Iterator[str]:
    """Yield the names of the documents: a folder stands for the documents in it, at any depth.

    Raises BadParameter for what is not there, and for a folder without documents.
    """
    for path in paths:
        if path != "-" and not Path(path).exists():
            raise BadParameter(f"there is no file {path}", "look at its name")
        found = sorted(_below(path)) if Path(path).is_dir() else [path]
        if not found:
            raise BadParameter(
                f"no document is in {path}", "name files, or a folder with .ttl, .jsonld, … in it"
            )
        yield from found


def _each_once(documents: Iterable[str]) -> list[str]:
    """Return the documents, each under the first name by which it is given: a.ttl and ./a.ttl are one."""
    found: dict[Path | str, str] = {}
    for each in documents:
        found.setdefault(each if each == "-" else Path(each).resolve(), each)
    return list(found.values())


def _below(folder: str) -> Iterator[str]:
    """Yield the documents below a folder; one that cannot be looked into is an error, not empty."""
    for inside, _, names in os.walk(folder, onerror=_raise):
        yield from (os.path.join(inside, name) for name in names if _is_document(name))


def _raise(error: OSError) -> None:
    remedy = "look at its permissions"
    raise BadDocument(f"the folder {error.filename} cannot be read ({error.strerror})", remedy) from error


def _is_document(name: str) -> bool:
    ending = name.rpartition(".")[2].lower()
    return "." in name and any(ending in each.endings for each in formats.DOCUMENTS)


def _check(
    documents: list[str], read_as: str | None, wish: job.Wish, settings: Settings
) -> Iterator[_Outcome]:
    profiles = [] if wish.shapes or wish.engine != job.ENGINES[0] else [wish.profile]
    with job.pool(settings, profiles) as workers, ThreadPoolExecutor(settings.validators) as threads:
        workers.wait_until_ready()
        outcomes = threads.map(lambda document: _outcome(workers, document, read_as, wish), documents)
        hidden = len(documents) == 1 or not sys.stderr.isatty()
        checked = []
        with click.progressbar(outcomes, len(documents), file=sys.stderr, hidden=hidden) as shown:
            for outcome in shown:
                checked += [outcome.document] if outcome.report else []
                yield outcome
        if len(checked) > 1 and job.looks_beyond(wish):
            yield _together(workers, checked, read_as, wish)


def _outcome(workers: Pool, document: str, read_as: str | None, wish: job.Wish) -> _Outcome:
    try:
        return _Outcome(document, job.validate(workers, _read(document, read_as), wish))
    except EduclusterError as error:
        return _Outcome(document, None, error)


def _together(workers: Pool, documents: list[str], read_as: str | None, wish: job.Wish) -> _Outcome:
    """Hold all documents that could be checked against the rules that look beyond one."""
    title = f"{len(documents)} documents together"
    try:
        read = [_read(document, read_as) for document in documents]
        return _Outcome(title, job.validate_together(workers, read, wish))
    except EduclusterError as error:
        return _Outcome(title, None, error)


def _read(document: str, read_as: str | None) -> job.Document:
    """Return a document; standard input is Turtle unless something else is said."""
    written_in = files.format_of(document, read_as, formats.DOCUMENTS)
    return job.Document(document, files.read(document), written_in)


def _rendered(outcomes: list[_Outcome], written_in: Format, language: str) -> bytes:
    """Return the report on one document as it is; those on several under their names."""
    for outcome in outcomes:
        if outcome.error:
            exits.tell(outcome.error, outcome.document)
    if len(outcomes) > 1 or written_in in _NAMING:
        return reports.render_all([each.entry for each in outcomes], written_in.media_type, language)
    (only,) = outcomes
    return reports.render(only.report, written_in.media_type, language) if only.report else b""


def _envelope(rendered: bytes, started: float) -> bytes:
    """Return what is beside a report, as JSON: which one, by what, when, how long in seconds."""
    value = {
        "report": {"sha256": hashlib.sha256(rendered).hexdigest(), "size": len(rendered)},
        "educluster": __version__,
        "started": datetime.fromtimestamp(started, UTC).isoformat(timespec="seconds"),
        "seconds": round(time.time() - started, 3),
    }
    return (json.dumps(value, indent=2) + "\n").encode()
