"""educluster bulk: hold a stream of very many descriptions against a profile, in constant memory."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import click
from click.core import ParameterSource

from educluster import bulk as job
from educluster import formats, validate
from educluster.bulk import Out, Progress, Tally
from educluster.cli import exits, files, options
from educluster.config import Settings
from educluster.errors import BadDocument, BadParameter, NotAcceptable, UnknownFormat
from educluster.names import EC, LANGUAGES
from educluster.reports import Severity, Verdict, stream

_LINES = (formats.N_TRIPLES, formats.N_QUADS)
_NAME = r"[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+"
_IRI = re.compile(rf"<({_NAME})>|({_NAME})")
_CONVERT = (
    "convert it with any RDF tool (riot --output=nt, rapper -o ntriples), "
    "or hold a single document against the rules with educluster validate"
)
_REMEDIES = {"gz": "give it unpacked: zcat FILE | educluster bulk - --read-as nt"}
_ANY = "say which of them it is, --read-as nt or --read-as nq; anything else is converted with any RDF tool"


@click.command()
@click.argument("path", metavar="FILE")
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
@click.option("--lang", "language", type=click.Choice(LANGUAGES), default="en", show_default=True)
@click.option(
    "--fail-on",
    type=click.Choice([each.value for each in Severity]),
    default=Severity.VIOLATION.value,
    show_default=True,
    help="The least severity that makes a description not conform.",
)
@click.option(
    "--read-as",
    help="Format of the stream, whatever its ending: nt or nq; standard input is nt without it.",
)
@click.option(
    "--class",
    "kind",
    metavar="IRI",
    help="In N-Triples, the class whose members begin a description; ec:Cluster without it.",
)
@click.option(
    "--jobs", type=click.IntRange(min=1, max=256), default=1, show_default=True, help="Worker processes."
)
@options.out("Write the findings here.")
@click.option(
    "--format",
    "face",
    type=click.Choice(stream.FACES),
    default=stream.JSON_LINES,
    show_default=True,
    help="A line of JSON for each description with findings, or a row of CSV for each finding.",
)
@click.option(
    "--resume", is_flag=True, help="Go on with the run that was interrupted; begin where there is none."
)
@options.settings("validate_seconds", "validate_mb")
def bulk(path: str, read_as: str | None, jobs: int, out: Path | None, resume: bool, **chosen: Any) -> None:  # noqa: ANN401
    """Validate very many descriptions in one stream: a file in N-Triples or N-Quads, or standard input (-).

    In N-Triples a description begins with the statements about its cluster, which is known by the statement
    that it is an ec:Cluster, and goes on to those about the next.  In N-Quads each run of statements in one
    graph is a description.  All statements of a description stand together; a blank node is its own.

    Findings are written as they come, one line for each description that has any, and a summary at the end.
    With --out a run that is interrupted can be gone on with: the same command with --resume.
    """
    if resume and out is None:
        raise BadParameter("--resume goes on with a file", "name it: --out FILE")
    files.check_out(out, path, chosen["shapes"])
    files.check_out(job.state_of(out), path, chosen["shapes"])
    wanted = _job(_format(path, read_as).media_type, chosen)
    bounds = {name: chosen[name] for name in ("validate_seconds", "validate_mb")}
    settings = Settings(validators=jobs, **bounds)
    with _opened(path) as (pipe, size), _shown(size) as shown, _saying_how_to_go_on(out):
        tally = job.run(wanted, pipe, Out(out, resume), settings, shown)
    _tell(tally)
    if not tally.named:
        raise _nothing(wanted)
    sys.exit(_status(tally))


def _format(path: str, read_as: str | None) -> formats.Format:
    """Return the format of the stream; raise BadParameter or UnknownFormat for what is no such stream."""
    if Path(path).is_dir():
        raise BadParameter(f"{path} is a folder", "name one file; educluster validate takes folders")
    try:
        return files.format_of(path, read_as, _LINES)
    except (NotAcceptable, UnknownFormat) as error:
        ending = read_as or Path(path).suffix.removeprefix(".").lower()
        remedy = _REMEDIES.get(ending, _CONVERT if _is_other(ending) else _ANY)
        problem = f"a register is N-Triples or N-Quads (nt, nq), and not «{ending or path}»"
        raise UnknownFormat(problem, remedy) from error


def _is_other(ending: str) -> bool:
    return any(ending in (each.name, *each.endings) for each in formats.DOCUMENTS)


def _job(media_type: str, chosen: dict[str, Any]) -> job.Job:
    """Return what is asked for; raise BadParameter for options that do not go together."""
    file = chosen["shapes"]
    if file and click.get_current_context().get_parameter_source("profile") is not ParameterSource.DEFAULT:
        raise BadParameter("--profile and --shapes are both given", "hold it against one, then the other")
    settings = validate.settings(chosen["settings"])
    if file and settings:
        raise BadParameter("--set is about a profile of ours", "change the number in your own shapes")
    return job.Job(
        media_type,
        chosen["profile"],
        settings,
        _shapes(file) if file else None,
        chosen["language"],
        Severity(chosen["fail_on"]),
        chosen["face"],
        _kind(chosen["kind"]),
    )


def _kind(given: str | None) -> str:
    """Return a class; raise BadParameter for what is no IRI."""
    if given is None:
        return ""
    found = _IRI.fullmatch(given)
    if not found:
        raise BadParameter(f"--class «{given}» is no IRI", f"write it in full: --class {EC}Cluster")
    return found[1] or found[2]


def _shapes(file: str) -> tuple[str, str, bytes]:
    """Return shapes under the name of their file alone: findings are the same wherever they are made."""
    name = os.fsencode(Path(file).name).decode(errors="replace")
    return name, formats.of_ending(file, formats.DOCUMENTS).media_type, files.read(file)


@contextmanager
def _opened(path: str) -> Iterator[tuple[BinaryIO, int | None]]:
    """Give a stream, and how many bytes it has where that is known.

    Raises BadDocument when it cannot be read.
    """
    if path == "-":
        yield sys.stdin.buffer, None
        return
    try:
        pipe = Path(path).open("rb")  # noqa: SIM115 - closed below; what happens meanwhile is no fault of it
    except OSError as error:
        remedy = "look at its name and its permissions"
        raise BadDocument(f"{path} cannot be read ({error.strerror})", remedy) from error
    with pipe:
        yield pipe, os.fstat(pipe.fileno()).st_size


@contextmanager
def _saying_how_to_go_on(out: Path | None) -> Iterator[None]:
    try:
        yield
    except KeyboardInterrupt:
        if out:
            click.echo("educluster: interrupted; the same command with --resume goes on", err=True)
        raise


@contextmanager
def _shown(size: int | None) -> Iterator[Callable[[Progress], None]]:
    """Give what shows on a terminal how far it is and how much was found."""
    hidden = not sys.stderr.isatty()
    endless: Iterator[Progress] = iter(lambda: Progress(0, Tally()), None)  # what has no length shows none
    with click.progressbar(endless, size, file=sys.stderr, hidden=hidden, item_show_func=_found) as bar:
        yield lambda progress: bar.update(progress.bytes - bar.pos, progress)


def _found(progress: Progress | None) -> str | None:
    if progress is None:
        return None
    return f"{progress.tally.descriptions} descriptions, {progress.tally.rules.total()} findings"


def _tell(tally: Tally) -> None:
    told = tally.summary()
    click.echo(
        f"{told['descriptions']} descriptions: {told['conforming']} conform, "
        f"{told['conformingWithWarnings']} with warnings, {told['notConforming']} do not, "
        f"{told['notValidated']} could not be checked; {told['results']} findings",
        err=True,
    )


def _nothing(wanted: job.Job) -> BadDocument:
    """Return the error of a stream without any description: what begins one."""
    if wanted.media_type == formats.N_QUADS.media_type:
        problem = "no description is in the stream: no statement stands in a graph"
        remedy = "a run of statements in one graph is a description; triples are read with --read-as nt"
        return BadDocument(problem, remedy)
    problem = f"no description is in the stream: nothing is said to be a <{wanted.kind or EC + 'Cluster'}>"
    remedy = "a description begins with the statements about a thing of that class; name another with --class"
    return BadDocument(problem, remedy)


def _status(tally: Tally) -> int:
    """Return the worst of what each description alone would end with."""
    if tally.outcomes["failed"]:
        return exits.NOT_DONE
    if tally.outcomes["unreadable"] or not tally.descriptions:
        return exits.BAD_INPUT
    failed = tally.outcomes[Verdict.DOES_NOT_CONFORM.value]
    return exits.DOES_NOT_CONFORM if failed else exits.DONE
