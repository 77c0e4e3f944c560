"""What is known of a claim, as the parser's own terms."""

from __future__ import annotations

from dataclasses import dataclass

from pyoxigraph import Literal, NamedNode

from educluster import names

_FACTS = {NamedNode(names.EC + "Asserts"), NamedNode(names.EC + "Infers")}
_STANDING = {NamedNode(names.EC + each) for each in ("Proposed", "Checked", "Accepted")}


@dataclass(frozen=True, order=True)
class Passage:
    """A place on which a claim rests: a text, and what a reader finds it by; "" for what is not known."""

    source: str
    section: str
    ordinal: str
    page: str
    finder: str


@dataclass(frozen=True)
class Claim:
    """A claim: its statement, whose it is, how the work stands to it, and how it was read."""

    iri: str
    subject: NamedNode
    relation: NamedNode
    object: NamedNode | Literal
    stance: NamedNode
    status: NamedNode
    reader: NamedNode
    day: Literal
    works: tuple[NamedNode, ...]
    people: tuple[NamedNode, ...]
    notes: tuple[Literal, ...]
    passages: tuple[Passage, ...]

    @property
    def node(self) -> NamedNode:
        """Return the claim itself."""
        return NamedNode(self.iri)

    @property
    def states(self) -> bool:
        """Return whether its statement may stand as a fact of whoever makes the claim.

        What a work denies, hedges or reports of another is none, and neither is a reading that is disputed
        or withdrawn.
        """
        return self.stance in _FACTS and self.status in _STANDING
