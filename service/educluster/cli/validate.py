"""educluster validate: hold descriptions against a profile; the exit status is the verdict."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from educluster import formats
from educluster import validate as job
from educluster.cli import exits, files, options
from educluster.config import Settings
from educluster.errors import BadDocument, BadParameter, EduclusterError
from educluster.formats import Format
from educluster.names import LANGUAGES
from educluster.reports import Severity, Verdict
from educluster.workers import Pool

_REPORTS = [each.name for each in formats.REPORTS]


@dataclass(frozen=True)
class _Outcome:
    """One document: its report, or why there is none."""

    document: str
    validated: job.Validated | None
    error: EduclusterError | None = None

    @property
    def status(self) -> int:
        """Return the exit status that this document alone would have."""
        if self.error:
            return exits.status(self.error)
        failed = self.validated and self.validated.verdict is Verdict.DOES_NOT_CONFORM
        return exits.DOES_NOT_CONFORM if failed else exits.DONE


@click.command()
@click.argument("paths", nargs=-1, required=True, metavar="PATH …")
@click.option("--profile", default="base", show_default=True, help="The rules to hold them against.")
@click.option("--shapes", type=click.Path(exists=True, dir_okay=False), help="SHACL of your own instead.")
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
@click.option("--out", type=click.Path(dir_okay=False, path_type=Path), help="Write the report here.")
@options.settings("validate_seconds", "validate_mb")
def validate(
    paths: tuple[str, ...],
    read_as: str | None,
    wanted: str,
    jobs: int,
    out: Path | None,
    **chosen: Any,  # noqa: ANN401
) -> None:
    """Validate descriptions of clusters: files, folders of files, or standard input (-)."""
    written_in = formats.named(wanted, formats.REPORTS)
    profile = chosen["shapes"] or chosen["profile"]
    wish = job.Wish(written_in, profile, chosen["language"], Severity(chosen["fail_on"]))
    files.check_folder(out)
    documents = list(_documents(paths))
    if len(documents) > 1 and written_in in formats.GRAPHS:
        raise BadParameter(
            "one report as RDF is about one document", "ask for json or text, or name one document"
        )
    bounds = {name: chosen[name] for name in ("validate_seconds", "validate_mb")}
    outcomes = list(_check(documents, read_as, wish, Settings(validators=jobs, **bounds)))
    files.write(_report(outcomes, written_in), out)
    sys.exit(max(outcome.status for outcome in outcomes))


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
    with _pool(wish.profile, settings) as workers, ThreadPoolExecutor(settings.validators) as threads:
        workers.wait_until_ready()
        outcomes = threads.map(lambda document: _outcome(workers, document, read_as, wish), documents)
        hidden = len(documents) == 1 or not sys.stderr.isatty()
        with click.progressbar(outcomes, len(documents), file=sys.stderr, hidden=hidden) as shown:
            yield from shown


def _pool(profile: str, settings: Settings) -> Pool:
    """Return workers for a packaged profile, or for a file of shapes."""
    if profile in job.profiles() or not Path(profile).is_file():
        return job.pool(settings, [profile])
    return job.pool(settings, [], {profile: formats.of_ending(profile, formats.DOCUMENTS)})


def _outcome(workers: Pool, document: str, read_as: str | None, wish: job.Wish) -> _Outcome:
    try:
        body, written_in = _read(document, read_as)
        return _Outcome(document, job.validate(workers, body, written_in, wish))
    except EduclusterError as error:
        return _Outcome(document, None, error)


def _read(document: str, read_as: str | None) -> tuple[bytes, Format]:
    """Return a document's bytes and its format; standard input is Turtle unless something else is said."""
    written_in = files.format_of(document, read_as, formats.DOCUMENTS)
    return files.read(document), written_in


def _report(outcomes: list[_Outcome], written_in: Format) -> bytes:
    """Return the report on one document as it is; those on several under their names."""
    for outcome in outcomes:
        if outcome.error:
            exits.tell(outcome.error, outcome.document)
    if len(outcomes) == 1:
        return outcomes[0].validated.report if outcomes[0].validated else b""
    if written_in is formats.JSON:
        return (json.dumps([_entry(each) for each in outcomes], ensure_ascii=False, indent=2) + "\n").encode(
            errors="surrogateescape"
        )
    told = [each for each in outcomes if each.validated]
    return b"\n".join(
        os.fsencode(f"{each.document}\n") + each.validated.report for each in told if each.validated
    )


def _entry(outcome: _Outcome) -> dict[str, object]:
    if outcome.validated:
        return {"document": outcome.document, "report": json.loads(outcome.validated.report)}
    return {"document": outcome.document, "error": str(outcome.error)}
