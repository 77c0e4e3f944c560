"""The handler that a worker runs: a document in, a report out, as JSON that the jobs read back."""

from __future__ import annotations

import gc
import hashlib
import json
from collections import OrderedDict
from collections.abc import Callable

import msgspec

from educluster.errors import BadDocument, BadParameter
from educluster.reports import Severity
from educluster.rulebook import book
from educluster.shapes import lexical
from educluster.shapes.checking import check
from educluster.shapes.description import Description
from educluster.shapes.loading import Shapes, load, own
from educluster.shapes.together import check_together
from educluster.workers import Json, Write

_KEPT = 8  # profiles with thresholds, older ones, a user's own shapes: those used last


def check_worker(profiles: list[str]) -> Callable[[Json, bytes, Write], Json]:
    """Load profiles, check one document to warm up, and return the handler of documents.

    Options: `profile`, `settings` (thresholds by name), `fail_on`; `parts`: what the body consists of, as
    [name, media type, bytes] in its order.  One part is the document.  A first part of the name `shapes` is
    shapes of the user's own, used instead of the profile.  With `together`, the global rules are held against
    all parts.  The answer is the report; what is said about it is its verdict.
    """
    lexical.install()
    shelf = _Shelf(profiles)
    gc.freeze()  # the rules stay as long as the process: the collector need not look at them again

    def handle(options: Json, body: bytes, write: Write) -> Json:
        parts = list(_parts(options, body))
        shapes = shelf.own(*parts.pop(0)) if options.get("own") else shelf.profile(options)
        fail_on = Severity(options["fail_on"])
        if options.get("together"):
            read = {name: Description.read(body, media_type) for name, media_type, body in parts}
            report = check_together(shapes, read, fail_on)
        else:
            ((_, media_type, document),) = parts
            report = check(shapes, Description.read(document, media_type), fail_on)
        write(msgspec.json.encode(report))
        return {"verdict": report.verdict.value}

    return handle


def _parts(options: Json, body: bytes) -> list[tuple[str, str, bytes]]:
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
        if not isinstance(settings, dict):
            raise BadParameter("the thresholds are no names with values", "give them as NAME=VALUE")
        if name in self._ready and not settings:
            return self._ready[name]
        book().check(name, settings)
        return self._kept(json.dumps([name, sorted(settings.items())]), lambda: load(name, settings))

    def own(self, name: str, media_type: str, body: bytes) -> Shapes:
        """Return shapes of the user's own.

        A worker that has profiles ready is a service's: it keeps nothing that was sent to it.  Raises
        BadDocument for shapes that cannot be used.
        """
        if self._ready:
            return _own(name, media_type, body)
        digest = hashlib.sha256(body).hexdigest()
        return self._kept(json.dumps([name, media_type, digest]), lambda: _own(name, media_type, body))

    def _kept(self, key: str, made: Callable[[], Shapes]) -> Shapes:
        shapes = self._used.pop(key, None) or made()
        self._used[key] = shapes
        while len(self._used) > _KEPT:
            self._used.popitem(last=False)
        return shapes


def _own(name: str, media_type: str, body: bytes) -> Shapes:
    try:
        return own(body, media_type, name)
    except BadDocument as error:
        problem = f"in the shapes {name}: {error.problem}"
        raise BadDocument(problem, error.remedy, error.line, error.column) from error


def _warm(shapes: Shapes) -> None:
    """Check the smallest description, so that the first real one finds everything imported and compiled."""
    smallest = b"<#cluster> a <https://w3id.org/educluster/ns#Cluster> ."
    check(shapes, Description.read(smallest, "text/turtle"), Severity.VIOLATION)
