"""A bound on the requests that may block: however slow their clients, a few threads are left for the rest."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from typing import Any

from educluster.web.watch import NOTES, Application


class Gate:
    """A WSGI application before another, which lets so many requests to some paths through at once.

    A request is through until its answer is closed: reading its body and sending its answer count.
    """

    def __init__(
        self, application: Application, refuse: Application, paths: tuple[str, ...], most: int
    ) -> None:
        self._application, self._refuse, self._paths = application, refuse, paths
        self._most, self._lock = most, threading.Lock()
        self.inside = 0

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a request, or refuse it where too many are under way."""
        if not environ["PATH_INFO"].startswith(self._paths):
            return self._application(environ, start_response)
        with self._lock:
            full = self.inside >= self._most
            self.inside += not full
        if full:
            return self._refuse(environ, start_response)
        environ[NOTES].at_end.append(self._leave)
        return self._application(environ, start_response)

    def _leave(self) -> None:
        with self._lock:
            self.inside -= 1
