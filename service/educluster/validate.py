"""The job of validating: documents in, reports out; what could not run never conforms."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal

import msgspec

from educluster import reports
from educluster.config import Settings
from educluster.errors import BadDocument, BadParameter, NotValidated
from educluster.formats import JSON, Format
from educluster.reports import Report, Severity
from educluster.rulebook import book
from educluster.workers import Bounds, Failed, Pool

ENGINES = ("compiled", "pyshacl")  # the first by default

_TOLD = {"document", "results", "counts", "summary"}  # by what of them is gone and new
_SHORT = 80  # signs of a part that is shown whole when it differs


@dataclass(frozen=True)
class Document:
    """What is sent to be checked, or shapes to check it with: its name, its bytes, its format."""

    name: str
    body: bytes
    written_in: Format


@dataclass(frozen=True)
class Wish:
    """What documents are held against: a profile with thresholds, or shapes of the user's own.

    `lenient` leaves out of the user's shapes what is not known here; the report names it.
    """

    profile: str = "base"
    settings: Mapping[str, str] = field(default_factory=dict)
    fail_on: Severity = Severity.VIOLATION
    shapes: Document | None = None
    engine: str = ENGINES[0]
    lenient: bool = False

    def __post_init__(self) -> None:
        if self.engine not in ENGINES:
            raise BadParameter(f"there is no engine «{self.engine}»", f"choose one of: {', '.join(ENGINES)}")
        if self.lenient and not self.shapes:
            problem = "leniency is about shapes of one's own, and none are given"
            raise BadParameter(problem, "give them, or leave it out: a profile of ours is known whole")


@dataclass(frozen=True)
class Verified:
    """Whether a report is about these bytes, and what of it comes out otherwise today."""

    belongs: bool
    differences: tuple[str, ...]

    @property
    def holds(self) -> bool:
        """Return whether the report is about these bytes and comes out the same."""
        return self.belongs and not self.differences


def profiles() -> list[str]:
    """Return the names of the profiles that a document can be held against."""
    return book().names


def settings(given: Iterable[str]) -> dict[str, str]:
    """Return thresholds, given as NAME=VALUE, by their names.

    Raises BadParameter for what is not written so, and for a name that stands twice.
    """
    found: dict[str, str] = {}
    for each in given:
        name, sign, value = each.partition("=")
        if not (name and sign and value):
            raise BadParameter(f"a threshold cannot be «{each}»", "write NAME=VALUE, such as members=15")
        if name in found:
            raise BadParameter(f"the threshold «{name}» is set twice", "set it once")
        found[name] = value
    return found


def pool(settings: Settings, profiles: list[str], spare: int = 0) -> Pool:
    """Return the workers that hold documents against profiles; those named are loaded at their start."""
    bounds = Bounds(
        seconds=settings.validate_seconds,
        seconds_name="--validate-seconds",
        memory_mb=settings.validate_mb,
        memory_name="--validate-mb",
        waiting=settings.waiting,
    )
    return Pool("educluster.shapes:check_worker", {"profiles": profiles}, bounds, settings.validators, spare)


def validate(workers: Pool, document: Document, wish: Wish) -> Report:
    """Return the report on a document.

    Raises BadDocument for a document or shapes that cannot be used, BadParameter for an unknown profile or
    threshold, NotValidated when the engine failed, and what `Pool.ask` raises at its limits.
    """
    return _ask(workers, [document], wish, together=False)


def validate_together(workers: Pool, documents: Sequence[Document], wish: Wish) -> Report:
    """Return what the rules that look beyond one description find over documents.

    Raises as `validate` does.
    """
    return _ask(workers, documents, wish, together=True)


def looks_beyond(wish: Wish) -> bool:
    """Return whether the profile has rules that look beyond one description."""
    return wish.shapes is None and any(rule.query for rule in book().profile(wish.profile).rules)


def _ask(workers: Pool, documents: Sequence[Document], wish: Wish, together: bool) -> Report:
    parts = [*([wish.shapes] if wish.shapes else []), *documents]
    options: dict[str, object] = {
        "profile": wish.profile,
        "settings": dict(wish.settings),
        "fail_on": wish.fail_on.value,
        "own": wish.shapes is not None,
        "engine": wish.engine,
        "lenient": wish.lenient,
        "together": together,
        "parts": [[part.name, part.written_in.media_type, len(part.body)] for part in parts],
    }
    try:
        answer = workers.ask(options, b"".join(part.body for part in parts))
    except Failed as error:
        raise NotValidated("the engine failed on this document", "the log of the service says why") from error
    return msgspec.json.decode(answer.whole(), type=Report)


def verify(workers: Pool, report: bytes, document: Document, shapes: Document | None = None) -> Verified:
    """Return whether a report (its JSON) is about a document and comes out the same today.

    The profile is held at the version that the report names, or the shapes that were used instead, by the
    engine that made it.  Raises BadDocument for what is no report of ours, BadParameter where that version is
    not held here, and as `validate` does.
    """
    told = _told(report)
    profile = told.profile
    if not profile.iri and shapes is None:
        problem = f"the report was made with shapes of one's own, {profile.name}"
        raise BadParameter(problem, "name them: --shapes FILE")
    lenient = shapes is not None and "lenient" in profile.settings
    engine = _engine(told.engine)
    wish = Wish(f"{profile.name}@{profile.version}", profile.settings, told.failOn, shapes, engine, lenient)
    today = validate(workers, document, wish)
    again = reports.render(today, JSON.media_type, told.language)
    belongs = told.document.sha256 == today.document.sha256
    return Verified(belongs, tuple(_differences(report, again)))


def _engine(name: str) -> str:
    """Return by which choice the engine of a report is asked."""
    return "pyshacl" if name.startswith("pySHACL") else ENGINES[0]


class _ToldDocument(msgspec.Struct):
    sha256: str


class _ToldProfile(msgspec.Struct):
    iri: str | None
    name: str
    version: str
    settings: dict[str, str]


class _ToldResult(msgspec.Struct, frozen=True):
    rule: str
    severity: str
    focus: str
    path: str | None
    value: str | None
    message: str

    def __str__(self) -> str:
        return f"{self.rule} {self.severity}, {self.focus}: {self.message}"


class _Told(msgspec.Struct):
    """What is needed of a report to make it again and compare."""

    document: _ToldDocument
    profile: _ToldProfile
    engine: str
    language: Literal["en", "ru", "uz"]
    failOn: Severity  # as it stands in the report
    results: list[_ToldResult]


def _told(report: bytes) -> _Told:
    try:
        return msgspec.json.decode(report, type=_Told)
    except (msgspec.MsgspecError, UnicodeDecodeError) as error:
        remedy = "give a report on one document, made with --format json"
        raise BadDocument(f"this is no report of educluster in JSON ({error})", remedy) from error


def _differences(before: bytes, again: bytes) -> Iterator[str]:
    """Yield what of a report is not what it was: results gone and new, then the other parts by name."""
    was, now = Counter(map(str, _told(before).results)), Counter(map(str, _told(again).results))
    named = [*(f"gone: {each}" for each in was - now), *(f"new: {each}" for each in now - was)]
    yield from named
    parts, today = (msgspec.json.decode(each, type=dict[str, object]) for each in (before, again))
    for name in [*today, *(each for each in parts if each not in today)]:
        told_already = name == "document" or (name in _TOLD and named)
        if not told_already and parts.get(name) != today.get(name):
            yield f"the part {name}" + _shortly(parts.get(name), today.get(name))


def _shortly(was: object, now: object) -> str:
    """Return what stood and what stands, where both are short."""
    texts = [msgspec.json.encode(each).decode() for each in (was, now)]
    return f": was {texts[0]}, is {texts[1]}" if max(map(len, texts)) < _SHORT else ""
