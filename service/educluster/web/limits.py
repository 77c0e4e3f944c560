"""The bounds on what one client asks: who it is, and what it is told when it asks too much."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from typing import Any

from educluster.access import Access, Limits
from educluster.errors import EduclusterError, TooOften
from educluster.web.proxies import network
from educluster.web.watch import NOTES, Application, Notes

EXEMPT = {"/health", "/ready", "/metrics"}
_KILLED = {"deadline", "limit-reached"}  # a worker was killed for these, and another has to be started
_COST = 100  # requests that one of them counts for
_WISHES = ("HTTP_ACCEPT", "HTTP_ACCEPT_LANGUAGE")
_COMMON = 500  # characters of what people's browsers send; what is longer is cut
_LONGEST, _MOST = 4096, 50  # characters and parts that are read of it


class Limiter:
    """A WSGI application before another, which lets each client ask so often, and so much at once."""

    def __init__(
        self,
        application: Application,
        refuse: Callable[[EduclusterError], Application],
        access: Access,
        limits: Limits,
        busy_paths: tuple[str, ...],
    ) -> None:
        self._application, self._refuse = application, refuse
        self._access, self._limits, self._busy_paths = access, limits, busy_paths

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a request, or refuse it where its client asks too much."""
        path, notes = environ["PATH_INFO"], environ[NOTES]
        for name in _WISHES:
            if len(environ.get(name, "")) > _COMMON:
                environ[name] = _cut(environ[name])
        notes.client = self._client(environ, notes)
        refused = None if path in EXEMPT else self._refused(path, notes)
        return (self._refuse(refused) if refused else self._application)(environ, start_response)

    def _refused(self, path: str, notes: Notes) -> TooOften | None:
        if seconds := self._limits.ask(notes.client):
            remedy = "wait for as long as Retry-After says; ask for more at once, and less often"
            return TooOften("you ask more often than --client-rate allows", remedy, seconds)
        if not path.startswith(self._busy_paths):
            return None
        if not self._limits.enter(notes.client):
            remedy = "wait until one of them is answered"
            return TooOften("you ask more at once than --client-queries allows", remedy, 1)
        notes.at_end.append(partial(self._leave, notes))
        return None

    def _leave(self, notes: Notes) -> None:
        self._limits.leave(notes.client)
        if notes.outcome in _KILLED:
            self._limits.charge(notes.client, _COST)

    def _client(self, environ: dict[str, Any], notes: Notes) -> str:
        """Return the name of a client's token, else its address; a token that is none is refused later."""
        header = environ.get("HTTP_AUTHORIZATION")
        if header:
            try:
                token = self._access.who(header)
            except EduclusterError:
                token = None
            if token:
                notes.tier = "token"
                return f"token {token.name}"
        return network(environ.get("REMOTE_ADDR", ""))


def _cut(wishes: str) -> str:
    """Return the first parts of a header that lists what a client likes: each costs some time to read."""
    parts = wishes[: _LONGEST + 1].split(",", _MOST)
    return ",".join(parts[:_MOST] if len(wishes) <= _LONGEST or len(parts) > _MOST else parts[:-1])
