"""How much of a thing a document tells: the profiles between which a client chooses.  Pure: no I/O."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from educluster import names


@dataclass(frozen=True)
class Profile:
    """A profile: its name in an address, and its IRI."""

    token: str

    @property
    def iri(self) -> str:
        """Return what names it in a header; it is described at that address."""
        return f"{names.ECR}profile-{self.token}"


MODEL, LABELS, CLAIMS = map(Profile, ("model", "labels", "claims"))


class Kind(Enum):
    """What an address stands for, and by which queries each of its profiles is told, the default first."""

    THING = ((CLAIMS, "with-claims"), (MODEL, "model"), (LABELS, "labels"))
    CLAIM = ((CLAIMS, "claim"),)
    ONTOLOGY = ((MODEL, "ontology"), (LABELS, "ontology-labels"))

    @property
    def profiles(self) -> tuple[Profile, ...]:
        """Return the profiles, the default first."""
        return tuple(profile for profile, _ in self.value)

    def query(self, profile: Profile) -> str:
        """Return the name of the query that tells a profile; raises KeyError for one there is not."""
        queries: dict[Profile, str] = dict(self.value)
        return queries[profile]
