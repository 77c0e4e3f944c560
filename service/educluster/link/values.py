"""What a release knows of each thing: the values by which columns are filled and compared."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from types import MappingProxyType

from educluster import artifacts
from educluster.answer import Answering, Releases, Row
from educluster.config import Tier
from educluster.questions import Term
from educluster.store import Loaded

Known = Mapping[str, tuple[Term, ...]]  # by the IRI of the property
_NOTHING: Known = MappingProxyType({})


@dataclass(frozen=True)
class Values:
    """The values of properties by the IRI of the thing."""

    known: Mapping[str, Known]

    def of(self, thing: str, property: str = "") -> tuple[Term, ...]:
        """Return the values of a property of a thing; none where nothing is known."""
        return self.known.get(thing, _NOTHING).get(property, ())

    @cached_property
    def had(self) -> frozenset[str]:
        """Return the properties that anything has."""
        return frozenset(each for of in self.known.values() for each in of)

    def properties(self, things: Iterable[str]) -> list[str]:
        """Return the properties that some things have, the commonest first."""
        counted = Counter(each for thing in things for each in self.known.get(thing, _NOTHING))
        return sorted(counted, key=lambda each: (-counted[each], each))


class Valued:
    """The values of releases; those of the current one are kept always.

    `release_of` gives a release by its digest or version, and raises NotFound for one that is not held.
    """

    def __init__(self, answering: Answering, release_of: Callable[[str], Loaded], tier: Tier) -> None:
        self._releases = Releases(answering, release_of, tier, self._read)

    def values(self, version: str = "") -> Values:
        """Return the values of a release, "" being the current one; it takes half a second once.

        Raises NotFound for a release that is not held, and what `Answering.answer` raises.
        """
        return self._releases.get(version)

    def _read(self, release: Loaded) -> Values:
        return read(self._releases.rows(release, artifacts.link_query("values").read_text(encoding="utf-8")))


def read(rows: Iterable[Row]) -> Values:
    """Return the values that rows tell, those of one property in a fixed order."""
    known: dict[str, dict[str, set[Term]]] = {}
    for row in rows:
        thing = known.setdefault(row["thing"].value, {})
        thing.setdefault(row["property"].value, set()).add(row["value"])
    return Values(
        {
            thing: {
                property: tuple(sorted(values, key=lambda each: (each.language, each.value)))
                for property, values in of.items()
            }
            for thing, of in sorted(known.items())
        }
    )
