"""The rule sets as values: profiles, their rules, thresholds and scores, read from their shapes.

The shape is the only source of a rule; pages, documentation and engines all read it here.  Hides the files of
the packaged profiles and their versions.
"""

from functools import cache

from educluster import artifacts
from educluster.rulebook.book import Book
from educluster.rulebook.lexicon import Lexicon, lexicon
from educluster.rulebook.model import Parameter, Profile, Rule, Scored

__all__ = ["Book", "Lexicon", "Parameter", "Profile", "Rule", "Scored", "book", "lexicon"]


@cache
def book() -> Book:
    """Return the packaged profiles, read once in a process."""
    files = {name: file.read_bytes() for name, file in artifacts.profiles().items()}
    return Book(files, artifacts.shape_terms().read_bytes())
