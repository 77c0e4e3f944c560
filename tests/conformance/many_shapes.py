"""A large profile and descriptions for it, the same every time: hundreds of shapes with all components."""

from __future__ import annotations

from collections.abc import Iterable
from random import Random

from conformance import making
from conformance.matter import Example, Matter
from conformance.suites import Told
from educluster.graphs import address
from educluster.names import SH, last_part


def profile(of: Matter, shapes: int = 300, triples: int = 60) -> Example:
    """Return so many shapes with targets, others within them, and a description of so many triples."""
    chance = Random(1)
    return Example(
        making.shapes(chance.randrange, of, shapes),
        making.description(chance.randrange, of, triples),
        making.vocabulary(chance.randrange, of),
    )


def terms(example: Example) -> set[str]:
    """Return the terms of SHACL that the shapes use as predicates."""
    used = {address(predicate) for _, predicate, _ in example.shapes}
    return {last_part(each) for each in used if each.startswith(SH)}


def found(results: Iterable[Told]) -> set[str]:
    """Return what the components of results are called."""
    return {last_part(each.component).removesuffix("ConstraintComponent") for each in results}
