"""The handler that a worker runs: a document in, a report out, as JSON that the jobs read back."""

from __future__ import annotations

import gc
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable

import msgspec

from educluster.errors import BadDocument, BadParameter
from educluster.reports import Report, Severity
from educluster.rulebook import book
from educluster.shapes.checking import check
from educluster.shapes.description import Description
from educluster.shapes.forgetting import forget
from educluster.shapes.loading import DEFAULT, Shapes, load, own
from educluster.shapes.together import check_together
from educluster.workers import Json, Write

_Part = tuple[str, str, bytes]  # name, media type, bytes

_KEPT = 8  # profiles with thresholds, older ones, a user's own shapes: those used last


def check_worker(profiles: list[str]) -> Callable[[Json, bytes, Write], Json]:
    """Load profiles, check one document to warm up, and return the handler of documents.

    Options: `profile`, `settings` (thresholds by name), `fail_on`, `engine`; `parts`: what the body consists
    of, as [name, media type, bytes] in its order.  One part is the document.  With `own`, the first part is
    shapes of the user's own, used instead of the profile; with `lenient`, without what of them is not known.
    With `together`, the global rules are held against all parts.  The answer is the report; what is said
    about it is its verdict.  A worker that has profiles ready is a service's, and keeps nothing it was sent.
    """
    checks = _Checks(_Shelf(profiles), serving=bool(profiles))
    gc.freeze()  # the rules stay as long as the process: the collector need not look at them again
    return checks


class _Checks:
    """The handler; a service's worker forgets what it was sent as soon as the answer is on its way."""

    def __init__(self, shelf: _Shelf, serving: bool) -> None:
        self._shelf, self._serving = shelf, serving
        self._read: dict[str, Description] = {}

    def __call__(self, options: Json, body: bytes, write: Write) -> Json:
        gc.disable()  # while it works there is nothing yet to be freed
        parts = list(_parts(options, body))
        shapes = (
            self._shelf.own(options, *parts.pop(0)) if options.get("own") else self._shelf.profile(options)
        )
        self._read = {name: Description.read(part, media_type) for name, media_type, part in parts}
        report = _report(shapes, self._read, Severity(options["fail_on"]), bool(options.get("together")))
        write(msgspec.json.encode(report))
        return {"verdict": report.verdict.value}

    def rest(self) -> None:
        """Free what the last check left; that would take as long before the answer."""
        self._read = {}
        gc.enable()
        if self._serving:
            forget()


def _report(
    shapes: Shapes, descriptions: dict[str, Description], fail_on: Severity, together: bool
) -> Report:
    if together:
        return check_together(shapes, descriptions, fail_on)
    (description,) = descriptions.values()
    return check(shapes, description, fail_on)


def _parts(options: Json, body: bytes) -> list[_Part]:
    """Return the parts of a body, cut as the options say."""
    start, found = 0, []
    for name, media_type, size in options["parts"]:  # type: ignore[attr-defined]
        found.append((name, media_type, body[start : start + size]))
        start += size
    return found


class _Shelf:
    """Shapes that are ready: the profiles that were asked for at the start, and those used last."""

    def __init__(self, profiles: list[str]) -> None:
        self._ready = {profile: load(profile) for profile in profiles}
        self._used: OrderedDict[str, Shapes] = OrderedDict()
        for shapes in self._ready.values():
            _warm(shapes)

    def profile(self, options: Json) -> Shapes:
        """Return a profile with its thresholds.

        Raises BadParameter when there is no such profile or threshold.
        """
        name, settings = str(options["profile"]), options.get("settings") or {}
        engine = _engine(options)
        if not isinstance(settings, dict):
            raise BadParameter("the thresholds are no names with values", "give them as NAME=VALUE")
        if name in self._ready and not settings and engine == DEFAULT:
            return self._ready[name]
        book().check(name, settings)
        key = json.dumps([name, sorted(settings.items()), engine])
        return self._kept(key, lambda: load(name, settings, engine))

    def own(self, options: Json, name: str, media_type: str, body: bytes) -> Shapes:
        """Return shapes of the user's own; a service's worker does not keep them.

        Raises BadDocument for shapes that cannot be used.
        """
        engine, lenient = _engine(options), bool(options.get("lenient"))
        if self._ready:
            return _own(body, media_type, name, engine, lenient)
        key = json.dumps([name, media_type, hashlib.sha256(body).hexdigest(), engine, lenient])
        return self._kept(key, lambda: _own(body, media_type, name, engine, lenient))

    def _kept(self, key: str, made: Callable[[], Shapes]) -> Shapes:
        shapes = self._used.pop(key, None) or made()
        self._used[key] = shapes
        while len(self._used) > _KEPT:
            self._used.popitem(last=False)
        return shapes


def _engine(options: Json) -> str:
    return str(options.get("engine") or DEFAULT)


def _own(body: bytes, media_type: str, name: str, engine: str, lenient: bool) -> Shapes:
    try:
        return own(body, media_type, name, engine, lenient)
    except BadDocument as error:
        problem = f"in the shapes {name}: {error.problem}"
        raise BadDocument(problem, error.remedy, error.line, error.column) from error


def _warm(shapes: Shapes) -> None:
    """Check the smallest description, so that the first real one finds everything imported and compiled."""
    smallest = b"<#cluster> a <https://w3id.org/educluster/ns#Cluster> ."
    check(shapes, Description.read(smallest, "text/turtle"), Severity.VIOLATION)
