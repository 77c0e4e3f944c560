"""Follow the releases that a data folder holds."""

from __future__ import annotations

import threading
from functools import cache, partial
from itertools import pairwise
from pathlib import Path

from educluster import artifacts, documents, formats, names, store, versions
from educluster.answer import Answering, Releases
from educluster.config import Tier
from educluster.errors import NotFound
from educluster.follow.editions import Edition, History, Moment, Step, in_order
from educluster.follow.telling import Difference
from educluster.graphs import Graph
from educluster.matching import nearest
from educluster.store import Loaded
from educluster.versions import Changes, Kind, Publication, Vocabulary

_WITH_HISTORY = set(Kind) - {Kind.LABEL, Kind.RULE, Kind.GRAPH}  # the others are no part of a vocabulary
_SPACES = (names.EC, names.ECR, names.ECC)
_AS_LINES = partial(formats.named, formats.N_TRIPLES.name)


class Following:
    """What a data folder's releases name, and what changed from one to the next; each is read once."""

    def __init__(self, answering: Answering, data: Path, tier: Tier) -> None:
        self._answering, self._data = answering, data
        self._releases = Releases(answering, partial(store.release_of, data), tier, self._read)
        self._changes: dict[tuple[str, str], Changes] = {}
        self._lock = threading.Lock()

    def vocabulary(self, wanted: str = "") -> Vocabulary:
        """Return what a release names, by its digest or version; "" is the current one.

        Raises NotFound for one that is not held, and what `Answering.answer` raises.
        """
        return self._releases.get(wanted)

    @property
    def editions(self) -> list[Edition]:
        """Return the releases that are held, the oldest first."""
        return in_order(store.installed(self._data))

    def edition(self, wanted: str) -> Edition:
        """Return a release by its digest or version; raises NotFound as `vocabulary` does."""
        return Edition.of(store.release_about(self._data, wanted))

    def difference(self, old: str, new: str) -> Difference:
        """Return what changed between two releases, with what mends data; raises as `vocabulary` does."""
        one, other = self.edition(old), self.edition(new)
        before, after = self.vocabulary(one.release), self.vocabulary(other.release)
        return Difference(one, other, self._changed(one, other), before, after, listed())

    def steps(self) -> list[Step]:
        """Return what each release that is held changed, the oldest first; raises as `vocabulary` does."""
        editions = self.editions
        first = [Step(None, each, Changes()) for each in editions[:1]]
        return first + [Step(one, other, self._changed(one, other)) for one, other in pairwise(editions)]

    def history(self, iri: str) -> History:
        """Return what happened to a term; raises NotFound for what no release names, and as `vocabulary`."""
        steps = self.steps()
        newest = next(
            (found for each in reversed(steps) if iri in (found := self._of(each.edition)).terms), None
        )
        if newest is None:
            raise NotFound(f"no release that is held here names {names.shorten(iri)}", "look at its spelling")
        moments = [Moment(each.edition, each.changes.of(iri)) for each in steps[1:] if each.changes.of(iri)]
        if steps and iri in self._of(steps[0].edition).terms:
            moments.insert(0, Moment(steps[0].edition, (), is_first=True))
        moments.reverse()
        return History(newest.terms[iri], newest.living(iri), tuple(moments), listed().get(iri))

    def named(self, name: str) -> str:
        """Return the IRI of a local name: of the ontology, of what it names, or of a claim.

        Raises NotFound, which tells what was probably meant.
        """
        terms = self.vocabulary().terms
        known = terms.keys() | {iri for iri, each in listed().items() if each.kind in _WITH_HISTORY}
        if found := next((space + name for space in _SPACES if space + name in known), ""):
            return found
        near = nearest(name, {each: each for each in sorted(map(names.last_part, known))})
        meant = f"perhaps {' or '.join(near)} is meant; " if near else ""
        remedy = f"{meant}give a local name: principle-succession, hasCondition"
        raise NotFound(f"nothing of ours is named «{name[:100]}»", remedy)

    def _of(self, edition: Edition) -> Vocabulary:
        return self.vocabulary(edition.release)

    def _changed(self, one: Edition, other: Edition) -> Changes:
        """Return the changes, which stay the same: releases are never written to."""
        key = (one.release, other.release)
        with self._lock:
            if key in self._changes:
                return self._changes[key]
        found = versions.changes(self._of(one), self._of(other))
        with self._lock:
            self._changes[key] = found
        return found

    def _read(self, release: Loaded) -> Vocabulary:
        asked = self._releases.asked(release, artifacts.terms_query().read_text(encoding="utf-8"))
        answered = self._answering.answer(asked, _AS_LINES)
        triples = documents.read(answered.whole(), formats.N_TRIPLES.media_type).triples
        return versions.read(Graph(triples), release.release)


@cache
def listed() -> dict[str, Publication]:
    """Return every IRI of ours that was ever published, as this release lists them."""
    return dict(versions.published(artifacts.published().read_text(encoding="utf-8")))
