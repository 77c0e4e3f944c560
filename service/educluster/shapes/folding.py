"""Fold names: what is left of one when it does not matter how it was written."""

from __future__ import annotations

import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator

import pyoxigraph

from educluster.names import ECS, RDFS

_FOLDED = pyoxigraph.NamedNode(ECS + "folded")
_LABEL = pyoxigraph.NamedNode(RDFS + "label")
_MARKS = frozenset(
    "'\"`´ʹʻʼʽˈ′″‚„−"
)  # beside what Unicode calls a dash or the start or the end of a quotation
_PASSED_OVER = frozenset(("Cc", "Cf", "Pd", "Pf", "Pi", "Zl", "Zp", "Zs"))


def fold(name: str) -> str:
    """Return a name in small letters, without spaces, hyphens, apostrophes and quotation marks."""
    kept = (sign for sign in name if sign not in _MARKS and unicodedata.category(sign) not in _PASSED_OVER)
    return unicodedata.normalize("NFKC", "".join(kept)).casefold()


def spellings(names: Iterable[pyoxigraph.Literal]) -> Iterator[pyoxigraph.Quad]:
    """Yield what ecs:folded says of names that are alike and are written in several ways.

    A name without a language is alike to that of any.
    """
    alike: dict[str, set[pyoxigraph.Literal]] = defaultdict(set)
    for name in names:
        alike[fold(name.value)].add(name)
    for folded, written in alike.items():
        if folded and len({each.value for each in written}) > 1:
            languages = {each.language for each in written}
            for each in written:
                of_its = {each.language} if each.language else languages
                yield from _said(each, (pyoxigraph.Literal(folded, language=language) for language in of_its))


def _said(name: pyoxigraph.Literal, folded: Iterable[pyoxigraph.Literal]) -> Iterator[pyoxigraph.Quad]:
    node = pyoxigraph.BlankNode()
    yield pyoxigraph.Quad(node, _LABEL, name)
    yield from (pyoxigraph.Quad(node, _FOLDED, each) for each in folded)
