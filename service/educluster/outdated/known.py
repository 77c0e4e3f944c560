"""What is known of one release: its names, the terms of others that it uses, and how ours stand to theirs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from functools import cached_property

from educluster import names
from educluster.matching import nearest
from educluster.outdated import naming
from educluster.outdated.model import Meant

_MOST = 3
_UNMEANT = names.ECR + "label-"  # attested forms: people point to what they are forms of
_APART = (names.ECC, names.ECS, names.GRAPH)  # numbers and the like, which look like no other name
_EXACT, _CLOSE = {"equivalentClass", "equivalentProperty", "exactMatch"}, {"closeMatch"}
_LOOSE = {"relatedMatch"}


class Known:
    """The names of a release, and what stands near a name that is none."""

    def __init__(
        self, own: Iterable[str], foreign: Iterable[str], aligned: Iterable[tuple[str, str, str]]
    ) -> None:
        """Take our names, the terms of others that the release uses, and rows of: ours, relation, theirs."""
        self._own, self._foreign = frozenset(own), frozenset(foreign)
        self._aligned: dict[str, list[Meant]] = defaultdict(list)
        for ours, relation, theirs in aligned:
            self._aligned[theirs].append(Meant(ours, relation))

    def has(self, iri: str) -> bool:
        """Return whether an IRI is a name of the release, or a document or a part of what it names."""
        return iri in self._own or naming.whole(iri) in self._own

    def same(self, iri: str) -> str:
        """Return the one name that is written like an IRI but for capitals, signs and namespace; else ""."""
        alike = self._by_fold.get(naming.folded(iri), ())
        within = [each for each in alike if naming.namespace(each) == naming.namespace(iri)]
        found = within or alike
        return found[0] if len(found) == 1 else ""

    def near(self, iri: str) -> tuple[Meant, ...]:
        """Return the names that are spelt most like an IRI, those of its own namespace first."""
        own = naming.namespace(iri)
        for choices in (self._locals[own],) if own in _APART else (self._locals[own], self._locals[""]):
            if found := nearest(names.last_part(iri), choices):
                return tuple(map(Meant, found))
        return ()

    def uses(self, iri: str) -> bool:
        """Return whether the release itself uses a term of others."""
        return iri in self._foreign

    def aligned(self, iri: str) -> tuple[Meant, ...]:
        """Return our terms that stand near a term of others, the nearest first."""
        return tuple(sorted(self._aligned.get(iri, ()), key=_distance)[:_MOST])

    @cached_property
    def settled(self) -> frozenset[str]:
        """Return the names that the release has or uses: at most, some of them are deprecated."""
        return self._own | self._foreign

    @cached_property
    def vocabularies(self) -> frozenset[str]:
        """Return the namespaces of others that the release knows terms of."""
        return frozenset(map(naming.of, (*self._foreign, *self._aligned)))

    @cached_property
    def _meant(self) -> list[str]:
        return sorted(each for each in self._own if naming.namespace(each) and not each.startswith(_UNMEANT))

    @cached_property
    def _by_fold(self) -> Mapping[str, list[str]]:
        found: dict[str, list[str]] = defaultdict(list)
        for each in self._meant:
            found[naming.folded(each)].append(each)
        return found

    @cached_property
    def _locals(self) -> Mapping[str, Mapping[str, str]]:
        """Return the local names by IRI, of each namespace and, as "", of all; claims are but numbers."""
        found: dict[str, dict[str, str]] = {each: {} for each in ("", *naming.NAMESPACES)}
        for each in self._meant:
            if not each.startswith(names.ECC):
                found[""][each] = found[naming.namespace(each)][each] = names.last_part(each)
        return found


def _distance(meant: Meant) -> tuple[int, str]:
    """Return how far a term of ours stands from that of others, by its relation."""
    name = names.last_part(meant.relation)
    return 0 if name in _EXACT else 1 if name in _CLOSE else 3 if name in _LOOSE else 2, meant.iri
