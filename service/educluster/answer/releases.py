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


class Held:
    """Which release is meant by a version; the current one, that of the packaged data, is looked up once.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held.
    """

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded]) -> None:
        self._answering, self._release_of = answering, release_of
        self._current: Loaded | None = None

    def release(self, version: str = "") -> Loaded:
        """Return a release, "" being the current one; raises NotFound as `release_of` does."""
        if version and version != self.current:
            return self._release_of(version)
        if self._current is None:
            self._current = self._release_of(self._answering.current.release)
        return self._current

    @property
    def current(self) -> str:
        """Return the digest of the current release; "" as long as nobody has asked for it."""
        return self._current.release if self._current else ""


class Few(Generic[T]):
    """What is made of versions, once: of one of them it is kept always, of others while they are asked."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._made: OrderedDict[str, T] = OrderedDict()

    def __len__(self) -> int:
        return len(self._made)

    def get(self, key: str, always: str, make: Callable[[], T]) -> T:
        """Return what is made of the version with a key; `always` is the key of the one to be kept."""
        with self._lock:
            if key not in self._made:
                self._made[key] = make()
            self._made.move_to_end(key)
            others = [each for each in self._made if each not in {key, always}]
            for each in others[: max(len(self._made) - _KEPT, 0)]:
                del self._made[each]
            return self._made[key]


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
        self._answering, self._make = answering, make
        self._tier = Tier("releases", tier.seconds, 0)
        self._held = Held(answering, release_of)
        self._made = Few[T]()

    def release(self, version: str = "") -> Loaded:
        """Return a release, "" being the current one; raises NotFound as `release_of` does."""
        return self._held.release(version)

    def get(self, version: str = "") -> T:
        """Return what is made of a release; of the current one it is kept always."""
        release, current = self.release(version), self.release()
        return self._made.get(release.release, current.release, lambda: self._make(release))

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
