"""Looking things up by name: what is meant by words, and what begins like them, things and terms together."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from educluster import names
from educluster.errors import BadParameter
from educluster.link.entries import Lexicon
from educluster.matching import Candidate, Index

LONGEST = 500  # letters of a text that is looked up


def search(
    lexicon: Lexicon, text: str, types: Collection[str] = (), language: str = "", limit: int = 20
) -> list[Candidate]:
    """Return what may be meant, the likeliest first; then what has a name with words that begin so.

    Without types, terms of ours are looked for beside things.  Raises BadParameter for what is too long.
    """
    check(text)
    indexes = _indexes(lexicon, types)
    meant = [each for index in indexes for each in index.match(text, types, limit=limit)]
    ranked = sorted(meant, key=lambda each: (not each.is_match, -each.score))
    begun = suggest(lexicon, text, types, language, limit) if text.strip() else []
    return _each_once([*ranked, *begun])[:limit]


def suggest(
    lexicon: Lexicon, prefix: str, types: Collection[str] = (), language: str = "", limit: int = 10
) -> list[Candidate]:
    """Return what has a name that begins so, then what has a word in it that does.

    Raises BadParameter for a text that is too long.
    """
    check(prefix)
    indexes = _indexes(lexicon, types)
    found = [each for index in indexes for each in index.starting(prefix, types, limit, language)]
    return _each_once(sorted(found, key=lambda each: -each.score))[:limit]


def _indexes(lexicon: Lexicon, types: Collection[str]) -> tuple[Index, ...]:
    """Return where to look; terms of others stand in the lexicon as well, to be offered as types."""
    return (lexicon.index,) if types else (lexicon.index, lexicon.types, lexicon.properties)


def _each_once(candidates: Iterable[Candidate]) -> list[Candidate]:
    found: dict[str, Candidate] = {}
    for each in candidates:
        if each.entry.iri.startswith((names.ECR, names.EC)):
            found.setdefault(each.entry.iri, each)
    return list(found.values())


def check(text: str) -> None:
    """Raise BadParameter for a text that is too long to be a name."""
    if len(text) > LONGEST:
        problem = f"the text to be looked up has {len(text)} letters"
        raise BadParameter(problem, f"give a name, of {LONGEST} at most", (), "q")
