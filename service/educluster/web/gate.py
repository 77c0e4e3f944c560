"""A bound on the requests that may block: however slow their clients, a few threads are left for the rest."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator
from typing import Any

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class Gate:
    """A WSGI application before another, which lets so many requests to some paths through at once.

    A request is through until its answer is closed: reading its body and sending its answer count.
    """

    def __init__(self, application: Application, refuse: Application, paths: set[str], most: int) -> None:
        self._application, self._refuse, self._paths = application, refuse, paths
        self._places = threading.BoundedSemaphore(most)

    def __call__(self, environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:  # noqa: ANN401 - as WSGI has it
        """Answer a request, or refuse it where too many are under way."""
        if environ.get("PATH_INFO") not in self._paths:
            return self._application(environ, start_response)
        if not self._places.acquire(blocking=False):
            return self._refuse(environ, start_response)
        passage = _Passage(self._places.release)
        try:
            return passage.of(self._application(environ, start_response))
        except BaseException:
            passage.close()
            raise


class _Passage:
    """An answer on its way: when it is at its end, or closed before, its place is free again, once."""

    def __init__(self, leave: Callable[[], None]) -> None:
        self._leave = leave
        self._pieces: Iterator[bytes] = iter(())
        self._close: Callable[[], object] | None = None

    def of(self, answer: Iterable[bytes]) -> _Passage:
        self._pieces, self._close = iter(answer), getattr(answer, "close", None)
        return self

    def __iter__(self) -> _Passage:
        return self

    def __next__(self) -> bytes:
        try:
            return next(self._pieces)
        except StopIteration:
            self.close()
            raise

    def close(self) -> None:
        """Close the answer; safe to call twice, as a server does after the end."""
        leave, self._leave = self._leave, lambda: None
        close, self._close = self._close, None
        if close:
            close()
        leave()
