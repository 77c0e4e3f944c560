"""What jobs need to know of releases: rows of a query to one, and what is made of it once and kept."""

from __future__ import annotations

import json
import threading
from collections import OrderedDict
from collections.abc import Callable, Mapping
from typing import Generic, TypeVar

from educluster.answer.answering import Answering
from educluster.answer.asked import Asked, Dataset, as_json
from educluster.config import Tier
from educluster.questions import Term
from educluster.store import Loaded

T = TypeVar("T")
Row = Mapping[str, Term]
_KEPT = 2  # releases: the current one, and another
_KINDS = {"uri": "iri", "bnode": "blank"}


class Releases(Generic[T]):
    """The releases that can be asked, with what `make` makes of each, once.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held.
    `make` gets a release to be asked by `rows`; what it makes is best lazy.
    """

    def __init__(
        self,
        answering: Answering,
        release_of: Callable[[str], Loaded],
        tier: Tier,
        make: Callable[[Loaded], T],
    ) -> None:
        self._answering, self._release_of, self._make = answering, release_of, make
        self._tier = Tier("releases", tier.seconds, 0)
        self._lock = threading.Lock()
        self._current: Loaded | None = None
        self._made: OrderedDict[str, T] = OrderedDict()

    def release(self, version: str = "") -> Loaded:
        """Return a release, "" being the current one; raises NotFound as `release_of` does."""
        if version and not (self._current and version == self._current.release):
            return self._release_of(version)
        if self._current is None:
            self._current = self._release_of(self._answering.current.release)
        return self._current

    def get(self, version: str = "") -> T:
        """Return what is made of a release; of the current one it is kept always."""
        release, current = self.release(version), self.release()
        with self._lock:
            if release.release not in self._made:
                self._made[release.release] = self._make(release)
            self._made.move_to_end(release.release)
            others = [each for each in self._made if each not in {release.release, current.release}]
            for each in others[: max(len(self._made) - _KEPT, 0)]:
                del self._made[each]
            return self._made[release.release]

    def rows(self, release: Loaded, query: str, **values: str) -> list[Row]:
        """Return the rows of a query to a release, with IRIs in the place of some of its variables.

        A blank node is of kind "blank".  Raises what `Answering.answer` raises.
        """
        asked = self.asked(release, query, **values)
        told = json.loads(self._answering.answer(asked, as_json).whole())
        return [{name: _term(term) for name, term in row.items()} for row in told["results"]["bindings"]]

    def asked(self, release: Loaded, query: str, **values: str) -> Asked:
        """Return a query to a release, with IRIs in the place of some of its variables, as it is asked."""
        bindings = tuple((name, ("iri", value, "", "")) for name, value in values.items())
        return Asked(query.encode(), Dataset(), self._tier, bindings=bindings, checkpoint=release)


def _term(term: Mapping[str, str]) -> Term:
    kind = _KINDS.get(term["type"], "literal")
    return Term(kind, term["value"], term.get("xml:lang", ""), term.get("datatype", ""))
