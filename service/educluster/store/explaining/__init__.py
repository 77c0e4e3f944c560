"""Why a query has no answer: the job "explain" of the query worker.

The query is cut into its parts, and parts of it are asked, each a small query: a bounded number of them,
until a deadline.  One that goes on for too long is left, and the worker that is busy with it ends itself.
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from threading import Thread

import pyoxigraph

from educluster import names
from educluster.store.explaining.blame import Blame, misspelt
from educluster.store.explaining.looking import Known, Looking, Spent
from educluster.store.explaining.model import Explanation, Reason
from educluster.store.explaining.parts import Query, Unreadable
from educluster.store.explaining.reading import read
from educluster.store.prologue import Prologue
from educluster.store.tokens import tokens

__all__ = ["SECONDS", "Explainer", "Explanation", "Known", "Reason"]

SECONDS = 2.0
_MOST = 8  # reasons


class Explainer:
    """Explains one query; what is found until the deadline is kept."""

    def __init__(
        self,
        store: pyoxigraph.Store,
        text: str,
        dataset: Mapping[str, object],
        bound: Mapping[str, Known],
        seconds: float,
        is_empty: bool = False,
    ) -> None:
        self._text, self._seconds, self._is_empty = text, seconds, is_empty
        self._found = tokens(text)
        prologue = Prologue()
        self._begin = prologue.read(self._found, 0, text)
        self._bound, self._written = bound, {name: str(term) for name, term in bound.items()}
        start = self._found[self._begin].start if self._begin < len(self._found) else 0
        until = time.monotonic() + seconds
        self._looking = Looking(store, text[:start], dataset, self._written, prologue.prefixes, until)
        self._reasons: list[Reason] = []
        self._empty: bool | None = True if is_empty else None
        self._complete = True
        self._hints: list[Reason] = []
        self._unreadable = ""
        self._failure: BaseException | None = None
        self._thread = Thread(target=self._run, daemon=True)

    @property
    def busy(self) -> bool:
        """Return whether a question still goes on."""
        return self._thread.is_alive()

    def explain(self) -> Explanation:
        """Return what is found in time.

        Raises what the evaluation of the query raises.
        """
        try:
            self._thread.start()
        except RuntimeError as error:  # there is no room for its stack
            raise MemoryError from error
        self._thread.join(self._seconds)
        if self._failure:
            raise self._failure
        complete = self._complete and not self.busy
        reasons = [*self._reasons, *self._hints]
        if self._empty is False:
            return Explanation(False)
        if self._reasons:
            self._empty = True
        else:
            reasons.insert(0, Reason("not-explained", values={"why": self._why(complete)}))
        once = [each for index, each in enumerate(reasons) if each not in reasons[:index]]
        return Explanation(self._empty, tuple(once[:_MOST]), complete)

    def _why(self, complete: bool) -> str:
        late = f"it takes longer than {self._seconds:g} seconds"
        return self._unreadable or ("no cause was found" if complete else late)

    def _run(self) -> None:
        try:
            self._look()
        except Spent:
            self._complete = False
        except Unreadable as error:
            self._unreadable = str(error)
        except RecursionError:
            self._unreadable = "its brackets are nested too deeply"
        except BaseException as error:  # noqa: BLE001 - the outermost door of this thread: `explain` raises it
            self._failure = error.with_traceback(None)  # it would hold rows, which have to end in this thread

    def _look(self) -> None:
        pyoxigraph.Store().query(self._text, base_iri=names.BASE)  # for its mistakes
        query = read(self._text, self._found, self._begin, self._written)
        self._looking.within(query, self._text)
        self._hints = list(misspelt(query))
        for reason in self._all(query):
            self._reasons.append(reason)

    def _all(self, query: Query) -> Iterator[Reason]:
        """Yield the reasons; first what is sure without an evaluation, which may take its time."""
        blame = Blame(self._looking)
        if not query.is_one_row:
            yield from blame.names(query)
        if self._reasons:
            return
        if not self._is_empty and self._looking.whole(self._text, self._bound):
            self._empty = False
            return
        self._empty = True
        yield from blame.query(query)
