"""The job of validating: a document in, a report and its verdict out; what could not run never conforms."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from educluster import artifacts
from educluster.config import Settings
from educluster.errors import NotValidated
from educluster.formats import Format
from educluster.reports import Severity, Verdict
from educluster.workers import Bounds, Failed, Pool


@dataclass(frozen=True)
class Wish:
    """Which report is wanted, and how."""

    written_in: Format
    profile: str = "base"
    language: str = "en"
    fail_on: Severity = Severity.VIOLATION


@dataclass(frozen=True)
class Validated:
    """A report as it is to be sent, and what it comes to."""

    verdict: Verdict
    report: bytes


def profiles() -> list[str]:
    """Return the names of the profiles that a document can be held against."""
    return sorted(artifacts.profiles())


def pool(
    settings: Settings, profiles: list[str], files: Mapping[str, Format] | None = None, spare: int = 0
) -> Pool:
    """Return the workers that hold documents against these profiles, and shapes in files of one's own."""
    bounds = Bounds(
        seconds=settings.validate_seconds,
        seconds_name="--validate-seconds",
        memory_mb=settings.validate_mb,
        memory_name="--validate-mb",
        waiting=settings.waiting,
    )
    own = {file: written_in.media_type for file, written_in in (files or {}).items()}
    arguments = {"profiles": profiles, "files": own}
    return Pool("educluster.shapes:check_worker", arguments, bounds, settings.validators, spare)


def validate(workers: Pool, document: bytes, written_in: Format, wish: Wish) -> Validated:
    """Return the report on a document.

    Raises BadDocument, BadParameter for an unknown profile, NotValidated when the engine failed, and
    what `Pool.ask` raises at its limits.
    """
    options: dict[str, object] = {
        "profile": wish.profile,
        "document_type": written_in.media_type,
        "report_type": wish.written_in.media_type,
        "language": wish.language,
        "fail_on": wish.fail_on.value,
    }
    try:
        answer = workers.ask(options, document)
    except Failed as error:
        raise NotValidated("the engine failed on this document", "the log of the service says why") from error
    return Validated(Verdict(answer.said["verdict"]), answer.whole())
