"""The classes of things that names are looked for among: those that are asked for, and those there are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from educluster import names
from educluster.errors import BadParameter
from educluster.link import terms
from educluster.link.entries import Lexicon

_SHOWN = 8  # classes that are told where none is known by a name


def classes(lexicon: Lexicon, given: Iterable[str]) -> tuple[str, ...]:
    """Return the IRIs of classes, given as IRI, prefixed name, local name of ours, or label in any language.

    Raises BadParameter, which tells those that are near.
    """
    return tuple(dict.fromkeys(_class(lexicon, each.strip()) for each in given if each.strip()))


def offered(lexicon: Lexicon, language: str) -> list[tuple[str, str]]:
    """Return the classes that things have, each with what it is called, sorted by that."""
    known = terms.of(lexicon).types.entries
    counted = Counter(each for entry in lexicon.index.entries.values() for each in entry.types)
    found = [(iri, known[iri].label(language)) for iri in counted if iri in known]
    return sorted(found, key=lambda each: (each[1].casefold(), each[0]))


def _class(lexicon: Lexicon, given: str) -> str:
    prefix, _, local = given.strip("<>").partition(":")
    spelt = (given.strip("<>"), names.PREFIXES.get(prefix, prefix) + local, names.EC + given)
    known = terms.of(lexicon).types
    for each in spelt:
        if each in known.entries:
            return each
    found = known.match(given)
    if found and found[0].is_match:
        return found[0].entry.iri
    near = [names.shorten(each.entry.iri) for each in found]
    near += [names.shorten(iri) for iri, _ in offered(lexicon, "en") if iri.startswith(names.EC)]
    problem = f"there is no class «{given[:100]}»"
    raise BadParameter(problem, f"give one such as {', '.join(near[:_SHOWN])}", near[:_SHOWN], "type")
